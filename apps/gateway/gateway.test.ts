import { createSocket } from 'node:dgram'
import { connect, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#kernel/db/id.ts'
import { asOwner, type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import {
  claimCommand,
  closeCommands,
  insertCommand,
  type NewCommand,
  withdrawCommand,
} from '#kernel/telemetry/commands.ts'
import {
  findCredential,
  insertDevice,
  listLedger,
  type Protocol,
  rotateSecret,
  stopDevice,
} from '#kernel/telemetry/devices.ts'
import { listLast, readTrack } from '#kernel/telemetry/positions.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { decodeFrame as decodeHj212 } from '#protocols/hj212/decode.ts'
import { encodeMessage as encodeHj212 } from '#protocols/hj212/encode.ts'
import { Splitter as Hj212Splitter } from '#protocols/hj212/frame.ts'
import { type Decoded, decodeFrame } from '#protocols/jt808/decode.ts'
import { encodeMessage } from '#protocols/jt808/encode.ts'
import { Splitter } from '#protocols/jt808/splitter.ts'
import { readPayload, writePayload } from '#protocols/sensor/sparkplug-payload.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { readGatewayConfig } from './config.ts'
import { openJt808Door } from './jt808/door.ts'
import { openGateway, type RunningGateway } from './serve.ts'

let database: TestDatabase
let gateway: RunningGateway
const HOST = '127.0.0.1'
const NOW = Math.floor(Date.now() / 1000) * 1000

const settings = {
  ...{ GATEWAY_HTTP: '0', GATEWAY_JT808: '0', GATEWAY_JT808_UDP: '0', GATEWAY_HJ212: '0', GATEWAY_MQTT: '0' },
  ...{ GATEWAY_IDLE_SECONDS: '5', GATEWAY_DEVICE_RATE: '2000', GATEWAY_DEVICE_BURST: '3000' },
}

beforeAll(async () => {
  database = await testDatabase()
  const today = localDateOf(new Date())
  await database.db.system((tx) => keepDays(tx, addDays(today, -2), addDays(today, 1)))
  gateway = await openGateway(readGatewayConfig({ ...settings, DATABASE_URL: database.ownerUrl }), () => {})
})
afterAll(async () => {
  expect(await gateway.stop()).toBe(true)
  await database.drop()
})

let count = 0
let code: string
let id: string
let secret: string
async function enter(protocol: Protocol, named: string): Promise<void> {
  code = named
  const about = { code, protocol, name: '试验设备', gridCode: '370523106201', objectId: null }
  ;({ id, secret } = await database.db.system((tx) => insertDevice(tx, about)))
}
beforeEach(() => {
  count += 1
})

const readings = async () =>
  (
    await asOwner(
      database.ownerUrl,
      'select s.code, r.at, r.value, r.quality, r.said from reading r join series s on s.no = series_no where device_id = $1 order by s.code, at',
      [id],
    )
  ).rows
const notices = async () =>
  (await asOwner(database.ownerUrl, 'select kind, body from device_notice where device_id = $1 order by kind', [id]))
    .rows
const refusals = async () =>
  (await asOwner(database.ownerUrl, 'select reason, message from device_refusal where code = $1 order by id', [code]))
    .rows
const ledger = async () => (await database.db.system((tx) => listLedger(tx, id, 1)))[0]
const until = (holds: () => Promise<void> | void) => vi.waitFor(holds, { timeout: 20_000, interval: 30 })

/** Nothing can be committed until the answer is called: every writer waits for the table. */
async function holdDatabase(): Promise<() => Promise<void>> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: database.ownerUrl })
  await client.connect()
  await client.query('begin; lock table device in access exclusive mode')
  return async () => {
    await client.query('commit')
    await client.end()
  }
}
const shortly = () => new Promise((resolve) => setTimeout(resolve, 300))

/** A connection that keeps what comes in. */
function plug(port: number | undefined): {
  socket: Socket
  closed: Promise<void>
  onData(take: (chunk: Buffer) => void): void
} {
  const socket = connect(port as number, HOST)
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  return { socket, closed, onData: (take) => void socket.on('data', take) }
}

describe('the HTTP door', () => {
  const message = (seq: number, points: object[], more: object = {}) => ({ v: 1, ts: NOW + seq, seq, points, ...more })
  const level = (val: unknown, p = 'TK101.level') => ({ p, val, q: 'good' })
  async function post(body: unknown, more: { path?: string; auth?: string; headers?: Record<string, string> } = {}) {
    const isBytes = Buffer.isBuffer(body) || typeof body === 'string'
    const reply = await fetch(`http://${HOST}:${gateway.ports.http}${more.path ?? '/ingest/v1/data'}`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(more.auth ?? `${code}:${secret}`)}`, ...more.headers },
      body: isBytes ? new Uint8Array(Buffer.from(body as string)) : JSON.stringify(body),
    })
    // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
    return { status: reply.status, headers: reply.headers, body: (await reply.json()) as any }
  }
  beforeEach(() => enter('http', `E${count}/site/gw`))

  test('says of each message what became of it, once it is stored, and stores a second sending not twice', async () => {
    const batch = [
      message(1, [level(6.4), level(true, 'valve'), level('检修', 'mode')]),
      { v: 1 },
      message(3, [level(6.5)]),
    ]
    const first = await post(batch)
    expect([first.status, first.body]).toMatchObject([
      200,
      {
        outcomes: [{ kept: 'stored' }, { kept: 'refused', reason: 'unreadable', detail: /./ }, { kept: 'stored' }].map(
          (one) => expect.objectContaining({ kept: one.kept }),
        ),
      },
    ])
    const again = await post(gzipSync(JSON.stringify(batch)), { headers: { 'content-encoding': 'gzip' } })
    expect(again.body.outcomes.map(({ kept }: { kept: string }) => kept)).toEqual(['doubled', 'refused', 'doubled'])
    expect((await readings()).map(({ code: series, value, said }) => [series, value, said])).toEqual([
      ['TK101.level', 6.4, null],
      ['TK101.level', 6.5, null],
      ['mode', null, '检修'],
      ['valve', 1, 'true'],
    ])
    expect(await refusals()).toMatchObject([{ reason: 'unreadable', message: '{"v":1}' }, { reason: 'unreadable' }])
    expect(await post({ v: 1, online: true, fw: '2.1' }, { path: '/ingest/v1/state' })).toMatchObject({ status: 200 })
    expect(await notices()).toMatchObject([{ kind: 'state', body: { online: true, fw: '2.1' } }])
  })

  test('lets nobody in without the secret of the device, nor one that was stopped', async () => {
    for (const auth of [`${code}:wrong`, `nobody:${secret}`, code]) {
      const refused = await post(message(1, [level(1)]), { auth })
      expect([refused.status, refused.body.title]).toEqual([401, '设备身份不对'])
    }
    await enter('hj212', `MN${count}`)
    expect((await post(message(1, [level(1)]))).status).toBe(401)
    expect(await readings()).toEqual([])
  })

  test('refuses in words what is too much, not JSON or not there', async () => {
    const answers = [
      await post('{'),
      await post(Array.from({ length: 1001 }, () => ({}))),
      await post('x'.repeat(9 << 20)).catch(() => ({ status: 413 })),
      await post('not gzip', { headers: { 'content-encoding': 'gzip' } }),
      await post({}, { path: '/ingest/v1/cmd' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 413, 413, 400, 404])
  })

  test('slows down the device that floods, by itself, and no other', async () => {
    const points = Array.from({ length: 400 }, (_, at) => level(at, `p${at}`))
    let flooded: Awaited<ReturnType<typeof post>> | null = null
    for (let seq = 0; seq < 40 && !flooded; seq++) {
      const answer = await post(message(seq, points))
      if (answer.status !== 200) flooded = answer
    }
    expect(flooded).toMatchObject({ status: 429, body: { title: '发送过于频繁' } })
    expect(Number(flooded?.headers.get('retry-after'))).toBeGreaterThan(0)
    await enter('http', `E${count}b/site/gw`)
    expect((await post(message(1, [level(1)]))).status).toBe(200)
  })

  test('does not answer before the commit', async () => {
    await post(message(0, [level(1)]))
    const release = await holdDatabase()
    let answered = false
    const answer = post(message(1, [level(2)])).then((one) => {
      answered = true
      return one
    })
    await shortly()
    expect(answered).toBe(false)
    await release()
    expect((await answer).body).toEqual({ outcomes: [{ kept: 'stored' }] })
  })
})

describe('the JT/T 808 door', () => {
  const iso = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace('.000Z', '+08:00')
  const place = (second: number, more: object = {}) => ({
    ...{ alarm: 0, status: 3, latitude: 37.4, longitude: 118.5, altitude: 12, speed: 42.5, direction: 90 },
    ...{ time: iso(NOW - 60_000 + second * 1000), items: [{ id: '0x01', value: 1043.2 }], ...more },
  })
  const UNPLATED = {
    ...{ province: 37, city: 523, manufacturer: 'abc', model: 'X1', terminalId: 'T1', plateColor: 0, plate: '' },
  }
  const write = (sequence: number, name: string, body: object, version = 2019): Buffer[] => {
    const kind = name.startsWith('0x') ? { messageId: name } : { name }
    const written = encodeMessage({ ...kind, version, phone: code, sequence, body })
    if (!written.ok) throw new Error(written.detail)
    return written.frames.map((frame) => Buffer.from(frame, 'hex'))
  }

  class Terminal {
    readonly #splitter = new Splitter()
    readonly heard: Decoded[] = []
    readonly line: ReturnType<typeof plug>

    constructor(port = gateway.ports.jt808) {
      this.line = plug(port)
      this.line.onData((chunk) => {
        for (const frame of this.#splitter.push(chunk)) {
          const decoded = decodeFrame(frame)
          if (!decoded.ok) continue
          this.heard.push(decoded)
          this.onMessage(decoded)
        }
      })
    }

    onMessage: (message: Decoded) => void = () => {}

    send(sequence: number, name: string, body: object, version = 2019): void {
      for (const frame of write(sequence, name, body, version)) this.line.socket.write(frame)
    }

    async answer(to: number, messageId = '0x8001'): Promise<Decoded['body']> {
      let found: Decoded | undefined
      await until(() => {
        found = this.heard.find((one) => one.messageId === messageId && one.body.answerSequence === to)
        expect([found?.messageId, to]).toEqual([messageId, to])
      })
      return (found as Decoded).body
    }
  }

  /** A terminal that registered and proved itself with messages 0 and 1. */
  async function signedOn(version = 2019): Promise<{ terminal: Terminal; authCode: string }> {
    const terminal = new Terminal()
    terminal.send(0, 'register', { ...UNPLATED, plateColor: 2, plate: '鲁E12345' }, version)
    const { result, authCode } = await terminal.answer(0, '0x8100')
    expect(result).toBe(0)
    const imei = version === 2019 ? { imei: '123456789012345', softwareVersion: '1.0' } : {}
    terminal.send(1, 'authenticate', { authCode, ...imei }, version)
    expect(await terminal.answer(1)).toMatchObject({ result: 0 })
    return { terminal, authCode: authCode as string }
  }
  beforeEach(() => enter('jt808', `1380000${String(count).padStart(4, '0')}`))

  test.each([2011, 2013, 2019])(
    'registers a terminal of %i, hears where it is, and acknowledges what is stored',
    async (version) => {
      const { terminal } = await signedOn(version)
      terminal.send(2, 'heartbeat', {}, version)
      terminal.send(3, 'location', place(0), version)
      const past = [place(-20), place(-10), place(-10), place(0, { time: iso(NOW - 400 * 86_400_000) })]
      terminal.send(6, 'locationBatch', { kind: 1, locations: past }, version)
      for (const sequence of [2, 3, 6]) expect(await terminal.answer(sequence)).toMatchObject({ result: 0 })
      const track = await database.db.system((tx) => readTrack(tx, id, new Date(NOW - 600_000), new Date(NOW)))
      expect(track.map(({ at, isHistory, speed, mileage }) => [at.getTime() - NOW, isHistory, speed, mileage])).toEqual(
        [
          [-80_000, true, 42.5, 1043.2],
          [-70_000, true, 42.5, 1043.2],
          [-60_000, false, 42.5, 1043.2],
        ],
      )
      const last = await database.db.system((tx) => listLast(tx, new Date(NOW - 600_000)))
      expect(last.find((one) => one.code === code)).toMatchObject({ lng: 118.5, lat: 37.4, at: new Date(NOW - 60_000) })
      expect(await ledger()).toMatchObject({ sent: 7, received: 5, doubled: 0, refused: 0, readings: 5, stored: 3 })
      expect((await notices()).map(({ kind }) => kind)).toEqual(['register'])
      terminal.line.socket.destroy()
    },
  )

  test('tells terminals nobody knows so, takes nothing before the proof, and gives a code once', async () => {
    const { terminal, authCode } = await signedOn()
    terminal.line.socket.destroy()
    const thief = new Terminal()
    thief.send(0, 'register', UNPLATED)
    expect(await thief.answer(0, '0x8100')).toMatchObject({ result: 3 })
    thief.send(1, 'location', place(0))
    expect(await thief.answer(1)).toMatchObject({ result: 1 })
    for (const sequence of [2, 3, 4])
      thief.send(sequence, 'authenticate', { authCode: `${authCode}x`, imei: '1', softwareVersion: '1' })
    await thief.line.closed
    expect(await database.db.system((tx) => readTrack(tx, id, new Date(0), new Date()))).toEqual([])
    code = '13999999999'
    const stranger = new Terminal()
    stranger.send(0, 'register', UNPLATED)
    expect(await stranger.answer(0, '0x8100')).toMatchObject({ result: 4 })
    stranger.line.socket.destroy()
  })

  test('keeps a code that was never used open, because its answer may have been lost', async () => {
    const first = new Terminal()
    for (const sequence of [0, 1]) {
      first.send(sequence, 'register', UNPLATED)
      expect(await first.answer(sequence, '0x8100')).toMatchObject({ result: 0 })
    }
    first.line.socket.destroy()
    expect(await database.db.system((tx) => findCredential(tx, code))).toMatchObject({ provedAt: null })
  })

  test('puts long messages together, asks for what is missing, and answers what it does not know as such', async () => {
    const { terminal } = await signedOn()
    const content = '汽油'.repeat(700)
    const frames = write(2, 'waybill', { content })
    expect(frames.length).toBeGreaterThan(2)
    for (const frame of [...frames].reverse()) terminal.line.socket.write(frame)
    const last = 2 + frames.length
    await until(async () => expect((await notices()).map(({ kind }) => kind)).toContain('waybill'))
    terminal.send(last, '0x0f01', { raw: 'abcd' })
    expect(await terminal.answer(last)).toMatchObject({ result: 3 })
    expect(await notices()).toMatchObject([
      { kind: 'register' },
      { kind: 'unknown-0x0f01', body: { raw: 'abcd' } },
      { kind: 'waybill', body: { content } },
    ])
    expect(await ledger()).toMatchObject({ sent: last + 1, received: last + 1, doubled: 0 })
    terminal.line.socket.destroy()
  })

  test('asks for fragments that have not come', async () => {
    const { terminal, authCode } = await signedOn()
    terminal.line.socket.destroy()
    const door = await openJt808Door(gateway.gate, 0, 100)
    const again = new Terminal(door.port)
    again.send(2, 'authenticate', { authCode, imei: '1', softwareVersion: '1' })
    await again.answer(2)
    const frames = write(3, 'waybill', { content: '汽油'.repeat(700) })
    for (const [at, frame] of frames.entries()) if (at !== 1) again.line.socket.write(frame)
    const heard = async (messageId: string) => {
      await until(() => expect(again.heard.map((one) => one.messageId)).toContain(messageId))
      return again.heard.find((one) => one.messageId === messageId) as Decoded
    }
    expect((await heard('0x8003')).body).toMatchObject({ firstSequence: 3, fragments: [2] })
    again.line.socket.write(frames[1] as Buffer)
    await until(async () => expect((await notices()).map(({ kind }) => kind)).toContain('waybill'))
    await door.close()
  })

  describe('tells terminals', () => {
    const order = async (more: Partial<NewCommand> = {}) => {
      const command = { id: newId(), deviceId: id, message: '0x8202', body: { interval: 5, validity: 60 } }
      await database.db.system((tx) => insertCommand(tx, { ...command, expiresSeconds: 20, guard: null, ...more }))
      return command.id
    }
    const standing = async (of: string) =>
      (
        await asOwner(database.ownerUrl, 'select state, held_by as held, result from device_command where id = $1', [
          of,
        ])
      ).rows[0]
    const heard = async (terminal: Terminal, messageId: string) => {
      await until(() => expect(terminal.heard.map((one) => one.messageId)).toContain(messageId))
      return terminal.heard.find((one) => one.messageId === messageId) as Decoded
    }
    const guard = { atMostKmh: 20, near: { lng: 118.5, lat: 37.4, metres: 300 }, placeAgeSeconds: 30 }
    const door = { message: '0x8500', body: { controls: [{ type: '0x0001', door: 0 }] } }
    const now = (speed: number, more: object = {}) =>
      place(0, { time: iso(Math.floor(Date.now() / 1000) * 1000), speed, ...more })

    test('what waited for them, once, and notes what they answer', async () => {
      const first = await order()
      const { terminal } = await signedOn()
      const { sequence, body } = await heard(terminal, '0x8202')
      expect(body).toMatchObject({ interval: 5, validity: 60 })
      terminal.send(9, '0x0001', { answerSequence: sequence, answerId: '0x8202', result: 3 })
      await until(async () => expect(await standing(first)).toEqual({ state: 'refused', held: null, result: 3 }))
      await shortly()
      await shortly()
      expect(terminal.heard.filter(({ messageId }) => messageId === '0x8202')).toHaveLength(1)
      terminal.line.socket.destroy()
    })

    test('nothing that has expired while they were away', async () => {
      const late = await order({ expiresSeconds: 1 })
      await new Promise((resolve) => setTimeout(resolve, 1_100))
      const { terminal } = await signedOn()
      const next = await order({ message: '0x8204', body: {} })
      const { sequence } = await heard(terminal, '0x8204')
      terminal.send(9, '0x0001', { answerSequence: sequence, answerId: '0x8204', result: 0 })
      await until(async () => expect(await standing(next)).toMatchObject({ state: 'answered', result: 0 }))
      expect(terminal.heard.map(({ messageId }) => messageId)).not.toContain('0x8202')
      await database.db.system(closeCommands)
      expect(await standing(late)).toMatchObject({ state: 'expired' })
      terminal.line.socket.destroy()
    })

    /** A terminal that says where it is when it is asked, as long as it says anything. */
    async function located(where: () => object | null): Promise<Terminal> {
      const { terminal } = await signedOn()
      let sequence = 100
      terminal.onMessage = ({ messageId, sequence: answerSequence }) => {
        const location = messageId === '0x8201' ? where() : null
        if (location) terminal.send(sequence++, '0x0201', { answerSequence, location })
      }
      return terminal
    }

    test('guarded things only from where they were judged, slowly, and when they say where they are', async () => {
      let place: object | null = null
      const terminal = await located(() => place)
      const held = async (why: string) =>
        until(async () => expect(await standing(lock)).toMatchObject({ state: 'waiting', held: why }))
      const lock = await order({ ...door, guard, expiresSeconds: 60 })
      await held('silent')
      place = now(42, { time: iso(NOW - 400_000) })
      await held('clock')
      place = now(42)
      await held('speed')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      place = now(12, { longitude: 118.51 })
      await held('moved')
      expect(terminal.heard.map(({ messageId }) => messageId)).not.toContain('0x8500')
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      place = now(12)
      const { sequence } = await heard(terminal, '0x8500')
      terminal.send(9, '0x0500', { answerSequence: sequence, location: now(12, { status: 4099 }) })
      await until(async () => expect(await standing(lock)).toMatchObject({ state: 'answered', held: null, result: 0 }))
      terminal.line.socket.destroy()
    })

    test('by cutting the line where a guarded one is not answered, so that it never arrives late', async () => {
      const terminal = await located(() => now(0))
      const lock = await order({ ...door, guard, expiresSeconds: 2 })
      await terminal.line.closed
      await until(async () => expect(await standing(lock)).toMatchObject({ state: 'unanswered', result: null }))
    })

    test('through one of two gateways that ask at the same time', async () => {
      const one = await order()
      const claims = await Promise.all(
        [1, 2, 3].map(() =>
          database.db.system((tx) => claimCommand(tx, one, { hindrance: null, tripMs: 0 }).catch(() => null)),
        ),
      )
      expect(claims.filter(Boolean)).toHaveLength(1)
      expect(await database.db.system((tx) => withdrawCommand(tx, one))).toBe(false)
    })
  })

  test('lets the newer of two connections win, with nothing lost of the older one', async () => {
    const { terminal, authCode } = await signedOn()
    for (let second = 0; second < 40; second++) terminal.send(2 + second, 'location', place(second))
    await terminal.answer(41)
    const second = new Terminal()
    second.send(42, 'authenticate', { authCode, imei: '1', softwareVersion: '1' })
    expect(await second.answer(42)).toMatchObject({ result: 0 })
    await terminal.line.closed
    second.send(43, 'location', place(41))
    expect(await second.answer(43)).toMatchObject({ result: 0 })
    expect(await ledger()).toMatchObject({ sent: 44, received: 44, readings: 41, stored: 41 })
    second.line.socket.destroy()
  })

  test('closes connections that are silent or send garbage, and survives a slow sender', async () => {
    const { terminal } = await signedOn()
    const [frame] = write(2, 'location', place(0)) as [Buffer]
    for (const byte of frame) {
      terminal.line.socket.write(Buffer.from([byte]))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await terminal.answer(2)).toMatchObject({ result: 0 })
    const noisy = plug(gateway.ports.jt808)
    noisy.socket.write(Buffer.alloc(200_000, 0x41))
    await noisy.closed
    const broken = plug(gateway.ports.jt808)
    for (let at = 0; at < 60; at++) broken.socket.write(Buffer.from('7e0102030405060708090a0b0c0d0e7e', 'hex'))
    await broken.closed
    await terminal.line.closed
    expect(gateway.gate.counts.of('jt808.bad-checksum')).toBeGreaterThanOrEqual(50)
    expect(gateway.gate.counts.of('jt808.idle')).toBeGreaterThan(0)
  })

  test('acknowledges after the commit and not before', async () => {
    const { terminal } = await signedOn()
    const release = await holdDatabase()
    terminal.send(2, 'location', place(0))
    await shortly()
    expect(terminal.heard.filter(({ body }) => body.answerSequence === 2)).toEqual([])
    await release()
    expect(await terminal.answer(2)).toMatchObject({ result: 0 })
    terminal.line.socket.destroy()
  })

  test('speaks UDP with each terminal by its address', async () => {
    const socket = createSocket('udp4')
    const heard: Decoded[] = []
    socket.on('message', (datagram) => {
      for (const frame of new Splitter().push(datagram)) {
        const decoded = decodeFrame(frame)
        if (decoded.ok) heard.push(decoded)
      }
    })
    const send = (sequence: number, name: string, body: object) =>
      socket.send(Buffer.concat(write(sequence, name, body)), gateway.ports.jt808Udp as number, HOST)
    const answer = async (to: number) => {
      await until(() => expect(heard.map(({ body }) => body.answerSequence)).toContain(to))
      return heard.find(({ body }) => body.answerSequence === to)?.body
    }
    send(0, 'register', UNPLATED)
    const { authCode } = (await answer(0)) as { authCode: string }
    send(1, 'location', place(0))
    expect(await answer(1)).toMatchObject({ result: 1 })
    send(2, 'authenticate', { authCode, imei: '1', softwareVersion: '1' })
    expect(await answer(2)).toMatchObject({ result: 0 })
    send(3, 'location', place(0))
    expect(await answer(3)).toMatchObject({ result: 0 })
    expect(await ledger()).toMatchObject({ stored: 1 })
    await new Promise<void>((resolve) => socket.close(() => resolve()))
  })
})

describe('the HJ 212 door', () => {
  const digits = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 17)
  const write = (cn: string, cp: object, more: object = {}): string[] => {
    const about = { version: 2017, qn: digits(NOW), st: '22', cn, pw: secret, mn: code, needsAck: true, cp, ...more }
    const written = encodeHj212(about)
    if (!written.ok) throw new Error(written.detail)
    return written.frames.map((frame) => `${frame}\r\n`)
  }
  function logger() {
    const line = plug(gateway.ports.hj212)
    const splitter = new Hj212Splitter()
    const heard: { cn: string | null; qn: string | null; st: string | null; fields: Record<string, string> }[] = []
    line.onData((chunk) => {
      for (const frame of splitter.push(chunk)) {
        const decoded = decodeHj212(frame)
        if (decoded.ok) heard.push({ cn: decoded.cn, qn: decoded.qn, st: decoded.st, fields: decoded.cp.fields })
      }
    })
    const send = (frames: string[]) => void line.socket.write(frames.join(''))
    const answers = (cns: string[]) => until(() => expect(heard.map(({ cn }) => cn)).toEqual(cns))
    return { line, heard, send, answers }
  }
  const minute = {
    fields: { DataTime: digits(NOW).slice(0, 14) },
    factors: [
      { code: 'a21026', values: { Avg: '6.5', Max: '8', Flag: 'N' } },
      { code: 'a34004', values: { Avg: '14', Flag: 'D' } },
    ],
  }
  beforeEach(() => enter('hj212', `MN${count}A`))

  test('stores each factor under its name, grain and flag, and answers 9014 where it is asked to', async () => {
    const { line, heard, send, answers } = logger()
    send(write('2051', minute))
    await answers(['9014'])
    expect(heard[0]).toMatchObject({ qn: digits(NOW), st: '91' })
    send([
      ...write('2061', minute, { needsAck: false }),
      ...write('2011', { ...minute, factors: [{ code: 'a21026', values: { Rtd: '6.1' } }] }),
    ])
    await answers(['9014', '9014'])
    const found = await readings()
    expect(found.map(({ code: series, value, quality }) => [series, value, quality])).toEqual([
      ['a21026-Avg.hour', 6.5, 0],
      ['a21026-Avg.minute', 6.5, 0],
      ['a21026-Max.hour', 8, 0],
      ['a21026-Max.minute', 8, 0],
      ['a21026-Rtd', 6.1, 0],
      ['a34004-Avg.hour', 14, 2],
      ['a34004-Avg.minute', 14, 2],
    ])
    send(write('2051', minute))
    await answers(['9014', '9014', '9014'])
    expect(await readings()).toHaveLength(7)
    line.socket.destroy()
  })

  test('puts packets together, keeps what is split whole, and sets the clock that asks for it', async () => {
    const { line, heard, send, answers } = logger()
    const factors = Array.from({ length: 60 }, (_, at) => ({
      code: `a${10_000 + at}`,
      values: { Avg: String(at), Flag: 'N' },
    }))
    const frames = write('2051', { ...minute, factors })
    expect(frames.length).toBeGreaterThan(1)
    send([...frames].reverse())
    await answers(frames.map(() => '9014'))
    expect(await readings()).toHaveLength(60)
    send(write('1013', { fields: {} }))
    await until(() =>
      expect(heard.at(-1)).toMatchObject({ cn: '1012', fields: { SystemTime: expect.stringMatching(/^\d{14}$/) } }),
    )
    send(write('9011', { fields: { QnRtn: '1' } }, { qn: heard.at(-1)?.qn, needsAck: false }))
    line.socket.destroy()
  })

  test('refuses a wrong password, a station nobody knows, a wrong CRC and ciphertext, and lets go who guesses', async () => {
    const { line, heard, send, answers } = logger()
    const [frame] = write('2051', minute) as [string]
    send([frame.replace(/.{4}\r\n$/, '0000\r\n')])
    send(write('2051', minute, { mn: 'nobody' }))
    send(write('2051', minute, { pw: '000000' }))
    await answers(['9011', '9011'])
    expect(heard.map(({ fields }) => fields.QnRtn)).toEqual(['4', '3'])
    expect(gateway.gate.counts.of('hj212.bad-crc')).toBeGreaterThan(0)
    send(write('2051', minute, { pw: '000001' }))
    await line.closed
    expect(await readings()).toEqual([])
    const next = logger()
    next.send(write('2051', minute))
    await next.answers(['9014'])
    const { writeFrame } = await import('#protocols/hj212/frame.ts')
    const sealed = `QN=${digits(NOW)};ST=22;CN=2051;PW=${secret};MN=${code};Flag=9;CP=&&E43E159ACFAB242C&&`
    next.line.socket.write(writeFrame(Buffer.from(sealed)))
    await until(async () => expect(await refusals()).toMatchObject([{ message: expect.stringContaining('SM4') }]))
    next.line.socket.destroy()
  })

  test('answers after the commit and not before', async () => {
    const { line, heard, send, answers } = logger()
    send(write('2051', minute))
    await answers(['9014'])
    const release = await holdDatabase()
    send(write('2011', minute))
    await shortly()
    expect(heard).toHaveLength(1)
    await release()
    await answers(['9014', '9014'])
    line.socket.destroy()
  })
})

describe('the MQTT door', () => {
  const options = (more: object = {}) => ({
    ...{
      username: code,
      password: secret,
      clientId: `c${count}`,
      reconnectPeriod: 0,
      protocolVersion: 4 as const,
      ...more,
    },
  })
  const join = (more: object = {}): Promise<MqttClient> =>
    connectAsync(`mqtt://${HOST}:${gateway.ports.mqtt}`, options(more))
  const data = (seq: number, val: unknown = seq) =>
    JSON.stringify({ v: 1, ts: NOW + seq, seq, points: [{ p: 'level', val, q: 'good' }] })
  const publish = (client: MqttClient, kind: string, text: string | Buffer, of = code) =>
    client.publishAsync(`ws/v1/${of}/${kind}`, text, { qos: 1 })
  beforeEach(() => enter('mqtt', `T${count}/site/dev`))

  test('stores what a device publishes under its own name, its will too', async () => {
    const will = {
      topic: `ws/v1/${code}/state`,
      payload: Buffer.from('{"v":1,"online":false,"reason":"will"}'),
      qos: 1 as const,
      retain: true,
    }
    const client = await join({ will })
    await publish(client, 'state', '{"v":1,"online":true}')
    for (const seq of [0, 1, 1, 3]) await publish(client, 'data', data(seq))
    await publish(client, 'data', 'not json')
    await client.publishAsync(`ws/v1/${code}/data`, data(4), { qos: 2 })
    expect((await readings()).map(({ value }) => value)).toEqual([0, 1, 3, 4])
    expect(await ledger()).toMatchObject({ sent: 5 + 2, doubled: 1, refused: 1, stored: 4 })
    client.stream.destroy()
    await until(async () => expect((await notices()).map(({ body }) => body.online)).toContain(false))
  })

  test('lets nobody in with a wrong secret, and nobody publish or subscribe under another name', async () => {
    await expect(join({ password: 'wrong' })).rejects.toThrow(/Bad|Not|refused/i)
    const other = code
    const client = await join()
    expect(await client.subscribeAsync(`ws/v1/${code}/cmd`)).toMatchObject([{ qos: 0 }])
    await expect(client.subscribeAsync('ws/v1/+/+/+/data')).rejects.toThrow()
    await enter('mqtt', `T${count}x/site/dev`)
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
    client.publish(`ws/v1/${code}/data`, data(1), { qos: 1 }, () => {})
    await closed
    expect(await readings()).toEqual([])
    expect(other).not.toBe(code)
  })

  test('acknowledges after the commit and not before, and lets a second connection of a device take over', async () => {
    const client = await join()
    await publish(client, 'data', data(0))
    const release = await holdDatabase()
    let acknowledged = false
    const sent = publish(client, 'data', data(1)).then(() => {
      acknowledged = true
    })
    await shortly()
    expect(acknowledged).toBe(false)
    await release()
    await sent
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
    const second = await join({ clientId: 'another' })
    await closed
    await publish(second, 'backfill', data(2))
    expect(await readings()).toHaveLength(3)
    await second.endAsync()
  })

  test('closes a connection whose packet is too long before it is in memory', async () => {
    const client = await join()
    const closed = new Promise<void>((resolve) => client.once('close', () => resolve()))
    client.publish(`ws/v1/${code}/data`, Buffer.alloc(200_000, 0x20), { qos: 1 }, () => {})
    await closed
    expect(gateway.gate.counts.of('mqtt.too-long')).toBe(1)
  })

  test('follows births and deaths of Sparkplug, and asks for the births it has not heard', async () => {
    await enter('mqtt', `G${count}/node1`)
    const client = await join()
    const heard: unknown[] = []
    client.on('message', (_topic, payload) => heard.push(readPayload(payload)?.payload.metrics[0]?.name))
    await client.subscribeAsync(`spBv1.0/G${count}/NCMD/node1`)
    const at = BigInt(NOW)
    const say = (kind: string, seq: bigint, metrics: object[]) =>
      client.publishAsync(
        `spBv1.0/G${count}/${kind}/node1${kind.startsWith('D') ? '/pump' : ''}`,
        Buffer.from(writePayload({ timestamp: at + seq, seq, metrics } as Parameters<typeof writePayload>[0])),
        { qos: 1 },
      )
    await say('NDATA', 5n, [{ alias: 7n, doubleValue: 1 }])
    await until(() => expect(heard).toEqual(['Node Control/Rebirth']))
    await say('NBIRTH', 0n, [
      { name: 'bdSeq', datatype: 8, longValue: 1n },
      { name: 'temp', alias: 7n, datatype: 10, doubleValue: 20.5 },
    ])
    await say('DBIRTH', 1n, [{ name: 'rpm', alias: 8n, datatype: 10, doubleValue: 900 }])
    await say('DDATA', 2n, [{ alias: 8n, doubleValue: 950 }])
    await say('NDATA', 3n, [{ alias: 7n, doubleValue: 21 }])
    expect((await readings()).map(({ code: series, value }) => [series, value])).toEqual([
      ['pump/rpm', 900],
      ['pump/rpm', 950],
      ['temp', 20.5],
      ['temp', 21],
    ])
    expect((await notices()).map(({ body }) => [body.device, body.online])).toEqual(
      expect.arrayContaining([
        [null, true],
        ['pump', true],
      ]),
    )
    await client.endAsync()
  })
})

test('ends a session whose secret was taken away or whose device was stopped, and no other', async () => {
  const join = async () => {
    await enter('mqtt', `S${count++}/site/dev`)
    const client = await connectAsync(`mqtt://${HOST}:${gateway.ports.mqtt}`, {
      ...{ username: code, password: secret, clientId: code, reconnectPeriod: 0, protocolVersion: 4 },
    })
    return { client, code, closed: new Promise<void>((resolve) => client.once('close', () => resolve())) }
  }
  const [changed, stopped, untouched] = [await join(), await join(), await join()]
  expect(await gateway.gate.open.check()).toBe(0)
  await database.db.system((tx) => rotateSecret(tx, changed.code))
  await database.db.system((tx) => stopDevice(tx, stopped.code, true))
  expect(await gateway.gate.open.check()).toBe(2)
  await Promise.all([changed.closed, stopped.closed])
  expect(untouched.client.connected).toBe(true)
  await untouched.client.endAsync()
  await until(async () => expect(await gateway.gate.open.check()).toBe(0))
})

test('takes nothing of a device that was stopped while it spoke, and its role may read nothing else of the platform', async () => {
  await enter('hj212', `MNstop${count}`)
  await database.db.system((tx) => stopDevice(tx, code, true))
  expect(await gateway.gate.book.proves(code, secret, ['hj212'])).toBe(false)
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: database.ownerUrl, options: '-c role=angrid_gateway' })
  await client.connect()
  for (const sql of [
    'select * from account',
    'select value from reading',
    'delete from device',
    'update device set name = null',
  ])
    await expect(client.query(sql)).rejects.toThrow('permission denied')
  await client.end()
})
