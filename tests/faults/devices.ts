import { connect, type Socket } from 'node:net'
import { connect as connectMqtt } from 'mqtt'
import { decodeFrame as decodeHj212 } from '#protocols/hj212/decode.ts'
import { encodeMessage as encodeHj212 } from '#protocols/hj212/encode.ts'
import { Splitter as Hj212Splitter } from '#protocols/hj212/frame.ts'
import { type Decoded, decodeFrame } from '#protocols/jt808/decode.ts'
import { encodeMessage } from '#protocols/jt808/encode.ts'
import { Splitter } from '#protocols/jt808/splitter.ts'

const HOST = '127.0.0.1'
/** Messages a device has under way without an answer. */
const WINDOW = 20
const [PACE_MS, AGAIN_MS] = [5, 60]

/** A device with a ledger of its own: it sends what it has, in order, and again whatever was not acknowledged. */
export interface TestDevice {
  /** Numbers of the messages that were acknowledged. */
  readonly acknowledged: ReadonlySet<number>
  stop(): void
}

export interface TestDeviceOptions {
  port: number
  code: string
  secret: string
  /** How many messages it has to say by now. */
  agenda: { readonly count: number }
  /** When the first of them was measured, ms; each one a second later than the one before. */
  from: number
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const timeOf = ({ from }: TestDeviceOptions, n: number) => from + n * 1000
const reading = (options: TestDeviceOptions, n: number) => ({
  ...{ v: 1, ts: timeOf(options, n), seq: n, points: [{ p: 'TK101.level', val: n, q: 'good' }] },
})

/** Sends one message after another by HTTP until each is said to be stored. */
export function httpDevice(options: TestDeviceOptions): TestDevice {
  const acknowledged = new Set<number>()
  let isStopped = false
  const run = async () => {
    for (let n = 0; !isStopped; ) {
      const kept = n < options.agenda.count ? await post(options, n).catch(() => null) : null
      if (kept === 'stored' || kept === 'doubled') acknowledged.add(n++)
      else await pause(n < options.agenda.count ? AGAIN_MS : PACE_MS)
    }
  }
  void run()
  return {
    acknowledged,
    stop: () => {
      isStopped = true
    },
  }
}

async function post(options: TestDeviceOptions, n: number): Promise<string | undefined> {
  const reply = await fetch(`http://${HOST}:${options.port}/ingest/v1/data`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${options.code}:${options.secret}`)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(reading(options, n)),
  })
  const { outcomes } = (await reply.json()) as { outcomes?: { kept: string }[] }
  return outcomes?.[0]?.kept
}

/** Publishes with QoS 1, and again what the client gave up when its line broke. */
export function mqttDevice(options: TestDeviceOptions): TestDevice {
  const { port, code, secret, agenda } = options
  const acknowledged = new Set<number>()
  const client = connectMqtt({
    ...{ host: HOST, port, clientId: code, username: code, password: secret, protocolVersion: 4, clean: false },
    ...{ reconnectPeriod: AGAIN_MS, connectTimeout: 5_000, resubscribe: false },
  })
  client.on('error', () => {})
  const again: number[] = []
  let [next, underWay] = [0, 0]
  const timer = setInterval(() => {
    while (underWay < WINDOW && (again.length > 0 || next < agenda.count)) {
      const n = again.pop() ?? next++
      underWay += 1
      client.publish(`ws/v1/${code}/data`, JSON.stringify(reading(options, n)), { qos: 1 }, (error) => {
        underWay -= 1
        if (error) again.push(n)
        else acknowledged.add(n)
      })
    }
  }, PACE_MS)
  return {
    acknowledged,
    stop: () => {
      clearInterval(timer)
      client.end(true)
    },
  }
}

/** One protocol over a TCP connection. */
interface Speech {
  /** What is said first on a connection; nothing where each message proves itself. */
  greet(): Buffer | null
  /** The bytes that say message n. */
  say(n: number): Buffer
  /** Takes what came in. @returns whether the greeting was answered, and the numbers of messages that were acknowledged */
  hear(chunk: Buffer): { isGreeted: boolean; numbers: number[] }
}

function tcpDevice(options: TestDeviceOptions, speechOf: () => Speech): TestDevice {
  const acknowledged = new Set<number>()
  let isStopped = false
  let socket: Socket | null = null
  const connectAgain = () => {
    if (isStopped) return
    const speech = speechOf()
    const line = connect(options.port, HOST)
    socket = line
    let [isGreeted, next] = [false, 0]
    const underWay = new Set<number>()
    const send = () => {
      for (; next < options.agenda.count && underWay.size < WINDOW; next++) {
        if (acknowledged.has(next)) continue
        underWay.add(next)
        line.write(speech.say(next))
      }
    }
    line.on('connect', () => {
      const greeting = speech.greet()
      isGreeted = greeting === null
      if (greeting) line.write(greeting)
      else send()
    })
    line.on('data', (chunk) => {
      const heard = speech.hear(chunk)
      isGreeted ||= heard.isGreeted
      for (const n of heard.numbers) {
        acknowledged.add(n)
        underWay.delete(n)
      }
      if (isGreeted) send()
    })
    const timer = setInterval(() => isGreeted && line.writable && send(), PACE_MS)
    line.on('error', () => {})
    line.on('close', () => {
      clearInterval(timer)
      setTimeout(connectAgain, AGAIN_MS)
    })
  }
  connectAgain()
  return {
    acknowledged,
    stop: () => {
      isStopped = true
      socket?.destroy()
    },
  }
}

/** A data logger: each message with the flag that asks for 9014. */
export function hj212Device(options: TestDeviceOptions): TestDevice {
  const qnOf = (n: number) => digits(timeOf(options, n))
  const numbers = new Map<string, number>()
  return tcpDevice(options, () => {
    const splitter = new Hj212Splitter()
    return {
      greet: () => null,
      say: (n) => {
        numbers.set(qnOf(n), n)
        const written = encodeHj212({
          ...{ version: 2017, qn: qnOf(n), st: '22', cn: '2011', pw: options.secret, mn: options.code, needsAck: true },
          cp: {
            fields: { DataTime: qnOf(n).slice(0, 14) },
            factors: [{ code: 'a21026', values: { Rtd: String(n), Flag: 'N' } }],
          },
        })
        if (!written.ok) throw new Error(written.detail)
        return Buffer.from(written.frames.map((frame) => `${frame}\r\n`).join(''))
      },
      hear: (chunk) => ({
        isGreeted: true,
        numbers: splitter.push(chunk).flatMap((frame) => {
          const decoded = decodeHj212(frame)
          const n = decoded.ok && decoded.cn === '9014' ? numbers.get(decoded.qn ?? '') : undefined
          return n === undefined ? [] : [n]
        }),
      }),
    }
  })
}

const digits = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 17)

/** A terminal that registered before: it proves itself on each connection and tells its places, each sending under a number of its own. */
export function jt808Device(options: TestDeviceOptions): TestDevice {
  let sequence = 1
  return tcpDevice(options, () => {
    const splitter = new Splitter()
    const said = new Map<number, number>()
    let greeting = -1
    const write = (name: string, body: object): [Buffer, number] => {
      const number = sequence++
      return [frameOf(options.code, number, name, body), number]
    }
    return {
      greet: () => {
        const [frame, number] = write('authenticate', {
          ...{ authCode: options.secret, imei: '123456789012345', softwareVersion: '1' },
        })
        greeting = number
        return frame
      },
      say: (n) => {
        const [frame, number] = write('location', placeAt(timeOf(options, n)))
        said.set(number, n)
        return frame
      },
      hear: (chunk) => {
        const answers = splitter.push(chunk).flatMap((frame) => answerOf(decodeFrame(frame)))
        return {
          isGreeted: answers.includes(greeting),
          numbers: answers.flatMap((number) => said.get(number) ?? []),
        }
      },
    }
  })
}

/** Lets a terminal register. @returns the code it proves itself by */
export async function registerTerminal(port: number, code: string): Promise<string> {
  const line = connect(port, HOST)
  const splitter = new Splitter()
  try {
    line.write(
      frameOf(code, 0, 'register', {
        ...{ province: 37, city: 523, manufacturer: 'abc', model: 'X1', terminalId: 'T1' },
        ...{ plateColor: 2, plate: '鲁E12345' },
      }),
    )
    for await (const chunk of line)
      for (const frame of splitter.push(chunk)) {
        const decoded = decodeFrame(frame)
        if (decoded.ok && decoded.messageId === '0x8100') return String(decoded.body.authCode)
      }
    throw new Error('no answer to the registration')
  } finally {
    line.destroy()
  }
}

function frameOf(phone: string, sequence: number, name: string, body: object): Buffer {
  const written = encodeMessage({ name, version: 2019, phone, sequence, body })
  if (!written.ok) throw new Error(written.detail)
  return Buffer.from(written.frames.join(''), 'hex')
}

/** Number of the message a general answer accepts. */
const answerOf = (decoded: ReturnType<typeof decodeFrame>): number[] => {
  if (!decoded.ok) return []
  const { messageId, body } = decoded as Decoded
  return messageId === '0x8001' && body.result === 0 ? [Number(body.answerSequence)] : []
}

const placeAt = (ms: number) => ({
  ...{ alarm: 0, status: 3, latitude: 37.4, longitude: 118.5, altitude: 12, speed: 42.5, direction: 90, items: [] },
  time: new Date(ms + 8 * 3_600_000).toISOString().replace('.000Z', '+08:00'),
})
