import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { hj212Device } from '#apps/simulator/driver/hj212.ts'
import { httpDevice } from '#apps/simulator/driver/http.ts'
import { jt808Device } from '#apps/simulator/driver/jt808.ts'
import { mqttDevice } from '#apps/simulator/driver/mqtt.ts'
import { addUp, type Device } from '#apps/simulator/driver/outbox.ts'
import { timeOf } from '#apps/simulator/model/vehicle.ts'
import { insertDevice, type Protocol } from '#kernel/telemetry/devices.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { freePort } from '../tests/free-port.ts'
import { copyText } from './copy.ts'
import { openGround, report } from './ground.ts'

/**
 * Readings and positions a second through the doors of a gateway that is a process of its own, each acknowledged when durable, beside COPY of as many rows
 * in the same run (goals: at least half of COPY, 50,000 readings and 20,000 positions a second); how long a message waits for its acknowledgement
 * while others send half as much; and what HELD idle connections weigh (goal 10,000 in 1 GB). Client and server share the machine.
 */
const [DEVICES, READINGS, SECONDS, WAITING] = [40, 20, 10, 60]
const HELD = Number(process.env.HELD ?? 2_000)
const HOST = '127.0.0.1'
const GRID = '370523106201'
const BIN = path.resolve(import.meta.dirname, '../apps/server/bin/angrid.mjs')
const DOORS = ['http', 'mqtt', 'hj212', 'jt808'] as const satisfies readonly Protocol[]
type Door = (typeof DOORS)[number]

/** A device that says one thing after the other, each a second later by its own clock. */
interface Speaker {
  say(): void
  readonly device: Device<never>
}

const FROM = Math.floor(Date.now() / 1000) * 1000 - 20 * 3_600_000
const names = Array.from({ length: READINGS }, (_, at) => `TK${at}.level`)
const measured = (n: number) => ({
  ts: FROM + n * 1000,
  points: names.map((p, at) => ({ p, val: 5 + Math.sin(n + at), q: 'good' as const })),
})

function speakerOf(door: Door, port: number, code: string, secret: string): Speaker {
  let n = 0
  const party = { host: HOST, port, code, secret }
  if (door === 'http' || door === 'mqtt') {
    const device = door === 'http' ? httpDevice(party) : mqttDevice(party)
    return { device: device as Device<never>, say: () => device.say(measured(n++)) }
  }
  if (door === 'hj212') {
    const device = hj212Device({ host: HOST, port, mn: code, password: secret, st: '22' })
    const factors = () =>
      names.map((_, at) => ({
        code: `a21${String(at).padStart(3, '0')}`,
        values: { Rtd: (5 + Math.sin(n + at)).toFixed(3), Flag: 'N' },
      }))
    return {
      device: device as Device<never>,
      say: () => device.say({ cn: '2011', factors: factors(), at: FROM + n++ * 1000 }),
    }
  }
  const device = jt808Device({ host: HOST, port, phone: code, edition: 2019, plate: '鲁E12345', authCode: null })
  const place = {
    alarm: 0,
    status: 3,
    latitude: 37.4,
    longitude: 118.5,
    altitude: 12,
    speed: 42.5,
    direction: 90,
    items: [],
  }
  return {
    device: device as Device<never>,
    say: () => device.say({ name: 'location', body: { ...place, time: timeOf(FROM + n++ * 1000) } }),
  }
}

const ground = await openGround()
const owner = new pg.Client({ connectionString: ground.ownerUrl })
await owner.connect()
const ports = Object.fromEntries(await Promise.all(DOORS.map(async (door) => [door, await freePort()]))) as Record<
  Door,
  number
>
const env = {
  ...process.env,
  ...Object.fromEntries(DOORS.map((door) => [`GATEWAY_${door.toUpperCase()}`, String(ports[door])])),
  ...{
    DATABASE_URL: ground.ownerUrl,
    DATA_DIR: ground.folder,
    GATEWAY_DEVICE_RATE: '1000000',
    GATEWAY_DEVICE_BURST: '10000000',
  },
}
const gateway = spawn(process.execPath, [BIN, 'gateway'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
await new Promise((resolve) => gateway.stdout.once('data', resolve))
gateway.stdout.resume()
try {
  const today = localDateOf(new Date())
  await ground.db.system((tx) => keepDays(tx, addDays(today, -2), addDays(today, 1)))
  await owner.query(
    'create table plain (no integer not null, at timestamptz(3) not null, value double precision, quality smallint not null, received_at timestamptz(3) not null, primary key (no, at))',
  )
  for (const door of DOORS) await measure(door)
  await hold(HELD)
} finally {
  gateway.kill('SIGTERM')
  await new Promise((resolve) => gateway.once('exit', resolve))
  await owner.end()
  await ground.clear()
}

/** As fast as a door takes it, then how long one message waits while the others send half as much. */
async function measure(door: Door): Promise<void> {
  const speakers = await enter(door, DEVICES)
  const rows = door === 'jt808' ? 1 : READINGS
  const feed = (most: number) => {
    for (const speaker of speakers)
      for (let room = most - speaker.device.ledger.waiting; room > 0; room--) speaker.say()
  }
  await flow(feed, 2)
  const acknowledged = () => addUp(speakers.map(({ device }) => device.ledger)).acknowledged
  const [before, startedAt] = [acknowledged(), performance.now()]
  await flow(feed, SECONDS)
  const speed = ((acknowledged() - before) * rows) / ((performance.now() - startedAt) / 1000)
  await settled(speakers)
  const plain = await copySpeed(Math.round(speed) * 2)
  report(
    `gateway/${door} against COPY`,
    [speed / plain],
    '≥ 0.5',
    `${speed.toFixed(0)} ${door === 'jt808' ? 'positions (goal ≥ 20,000)' : 'readings (goal ≥ 50,000)'}/s, COPY ${plain.toFixed(0)}`,
  )
  const waits = await waitsOf(speakers, speed / rows / 2 / DEVICES)
  const at = (share: number) => waits[Math.floor(waits.length * share)]?.toFixed(0)
  console.log(
    `  one message is acknowledged in ${at(0.5)} ms (p50), ${at(0.99)} ms (p99) of ${waits.length}, at half of that`,
  )
  for (const { device } of speakers) device.stop()
}

async function enter(door: Door, count: number): Promise<Speaker[]> {
  const made: Speaker[] = []
  for (let at = 0; at < count; at++) {
    const code = {
      http: `E/h/${at}`,
      mqtt: `E/m/${at}`,
      hj212: `MN${door}${at}`,
      jt808: `1370000${String(at).padStart(4, '0')}`,
    }[door]
    const { secret } = await ground.db.system((tx) =>
      insertDevice(tx, { code, protocol: door, name: code, gridCode: GRID, objectId: null }),
    )
    made.push(speakerOf(door, ports[door], code, secret))
  }
  return made
}

async function flow(feed: (most: number) => void, forSeconds: number): Promise<void> {
  const until = performance.now() + forSeconds * 1000
  while (performance.now() < until) {
    feed(WAITING)
    await pause(2)
  }
}

async function settled(speakers: readonly Speaker[]): Promise<void> {
  while (speakers.some(({ device }) => device.ledger.waiting > 0)) await pause(5)
}

/** Milliseconds one device waits for each acknowledgement while all others say so many messages a second each. */
async function waitsOf(speakers: readonly Speaker[], rate: number): Promise<number[]> {
  const [probe, ...others] = speakers as [Speaker, ...Speaker[]]
  let due = 0
  const timer = setInterval(() => {
    due += rate / 50
    for (; due >= 1; due--) for (const speaker of others) if (speaker.device.ledger.waiting < WAITING) speaker.say()
  }, 20)
  const waits: number[] = []
  const until = performance.now() + SECONDS * 1000
  while (performance.now() < until) {
    const [before, startedAt] = [probe.device.ledger.acknowledged, performance.now()]
    probe.say()
    while (probe.device.ledger.acknowledged === before) await pause(1)
    waits.push(performance.now() - startedAt)
    await pause(20)
  }
  clearInterval(timer)
  await settled(speakers)
  return waits.sort((a, b) => a - b)
}

/** Rows a second by COPY, in transactions of four thousand, as the writer has them. */
async function copySpeed(rows: number): Promise<number> {
  await owner.query('truncate plain')
  const now = new Date().toISOString()
  const startedAt = performance.now()
  for (let from = 0; from < rows; from += 4_000) {
    const page = Array.from({ length: Math.min(4_000, rows - from) }, (_, at) => {
      const row = from + at
      return `${row % 800}\t${new Date(FROM + Math.floor(row / 800) * 1000).toISOString()}\t5.25\t0\t${now}`
    })
    await copyText(owner, 'copy plain from stdin', `${page.join('\n')}\n`)
  }
  return rows / ((performance.now() - startedAt) / 1000)
}

/** What so many terminals weigh that proved themselves and say nothing but that they are there. */
async function hold(count: number): Promise<void> {
  const empty = rss()
  await owner.query(
    `insert into device (id, code, protocol, name, grid_code) select gen_random_uuid(), '138' || lpad(n::text, 8, '0'), 'jt808', n::text, $1 from generate_series(1, $2::int) n`,
    [GRID, count],
  )
  const devices: Device<never>[] = []
  for (let n = 1; n <= count; n++) {
    const phone = `138${String(n).padStart(8, '0')}`
    devices.push(
      jt808Device({
        host: HOST,
        port: ports.jt808,
        phone,
        edition: 2019,
        plate: '鲁E12345',
        authCode: null,
      }) as Device<never>,
    )
    if (n % 50 === 0) await pause(50)
  }
  const proved = async () =>
    Number(
      (await owner.query(`select count(*) from device where code like '138%' and proved_at is not null`)).rows[0].count,
    )
  const giveUpAt = performance.now() + 120_000
  while ((await proved()) < count && performance.now() < giveUpAt) await pause(500)
  await pause(5_000)
  console.log(
    `gateway/held: ${await proved()} of ${count} terminals connected and proved; the gateway has ${rss()} MB, ${empty} before (goal 10,000 in 1,000)`,
  )
  for (const device of devices) device.stop()
}

/** Memory of the gateway in MB. */
function rss(): number {
  const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kilobytes) / 1024)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
