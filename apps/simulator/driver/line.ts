import { connect, type Socket } from 'node:net'
import { type Device, Outbox } from './outbox.ts'

/** What came in on a line, as far as the outbox is concerned. */
export interface Heard {
  acknowledged?: readonly number[]
  refused?: readonly number[]
}

/** One protocol on one connection. */
export interface Speech<T> {
  /** Said first; nothing where each message proves itself. */
  greet(): void
  /** Whether messages may follow. */
  readonly isGreeted: boolean
  /** Writes message n. */
  say(no: number, message: T): void
  hear(chunk: Buffer): Heard
  /** Called now and then, for whoever must show that he is there. */
  beat?(): void
}

/** How long a message waits for its answer before it is sent again on the same line, and how long a broken line rests. */
const [ANSWER_MS, REST_MS] = [10_000, 1_000]
const LOOK_MS = 1_000

export interface LineOptions {
  host: string
  port: number
  /** Milliseconds between two connections. */
  restMs?: number
}

/** A device on a TCP line of its own, connected again whenever the line breaks. */
export function onLine<T>(
  { host, port, restMs = REST_MS }: LineOptions,
  speechOf: (write: (bytes: Buffer) => void) => Speech<T>,
): Device<T> {
  const outbox = new Outbox<T>()
  let socket: Socket | null = null
  let speech: Speech<T> | null = null
  let isStopped = false
  let rest: NodeJS.Timeout | undefined
  const send = () => {
    if (!speech?.isGreeted || !socket?.writable) return
    for (let next = outbox.take(Date.now()); next; next = outbox.take(Date.now())) speech.say(next.no, next.message)
  }
  const open = () => {
    const line = connect({ host, port, noDelay: true })
    const spoken = speechOf((bytes) => {
      if (line.writable) line.write(bytes)
    })
    socket = line
    speech = spoken
    line.on('connect', () => {
      spoken.greet()
      send()
    })
    line.on('data', (chunk) => {
      const { acknowledged = [], refused = [] } = spoken.hear(chunk)
      for (const no of acknowledged) outbox.acknowledge(no)
      for (const no of refused) outbox.refuse(no)
      send()
    })
    line.on('error', () => {})
    line.on('close', () => {
      speech = null
      outbox.again(Date.now())
      if (!isStopped) rest = setTimeout(open, restMs * (0.5 + Math.random()))
    })
  }
  open()
  const look = setInterval(() => {
    outbox.again(Date.now(), ANSWER_MS)
    speech?.beat?.()
    send()
  }, LOOK_MS)
  return {
    get ledger() {
      return outbox.ledger
    },
    say: (message) => {
      outbox.add(message)
      send()
    },
    stop: () => {
      isStopped = true
      clearInterval(look)
      clearTimeout(rest)
      socket?.destroy()
    },
  }
}
