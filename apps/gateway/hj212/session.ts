import type { Area } from '#protocols/hj212/area.ts'
import { COMMANDS, EDITIONS, own } from '#protocols/hj212/codes.ts'
import { type Decoded, decodeFrame } from '#protocols/hj212/decode.ts'
import { type Frame, type Refusal, writeFrame } from '#protocols/hj212/frame.ts'
import { answerTo, type Reply, requestAnswer } from '#protocols/hj212/link.ts'
import type { Packets } from '#protocols/hj212/packets.ts'
import type { Gate } from '../gate.ts'
import { pause } from '../pause.ts'
import { unreadable } from '../sensor-message.ts'
import { messageOf, qnOf } from './readings.ts'

const MOST_IN_FLIGHT = 64
const MOST_BROKEN = 50
/** A password has six digits at many stations: who guesses is let go soon. */
const MOST_FAILED = 3
/** Answers that refuse (QnRtn, §4.3). */
const REFUSED = { password: 3, station: 4, flag: 6, command: 8 } as const
const [ASK_FOR_CLOCK, SET_CLOCK] = ['1013', '1012']
/** How long a station may take to answer a command, and how often it is sent (§5). */
const REPLY_MS = 10_000
const TRIES = 3

/** Which station is spoken to through which session. */
export type Stations = Map<string, Hj212Session>

/** One connection of a data logger. */
export class Hj212Session {
  readonly #gate: Gate
  readonly #stations: Stations
  readonly #link: { send(bytes: Buffer): void; end(): void }
  readonly #packets: Packets
  readonly #proved = new Set<string>()
  #last: Decoded | null = null
  #broken = 0
  #failed = 0
  #inFlight = 0
  #isEnding = false
  readonly #settled: (() => void)[] = []
  readonly #asked = new Map<string, (fields: Readonly<Record<string, string>>) => void>()

  constructor(parts: {
    gate: Gate
    stations: Stations
    link: { send(bytes: Buffer): void; end(): void }
    packets: Packets
  }) {
    this.#gate = parts.gate
    this.#stations = parts.stations
    this.#link = parts.link
    this.#packets = parts.packets
  }

  get isProved(): boolean {
    return this.#proved.size > 0
  }

  /** Takes the next frame; what it says is answered when it is durable, which may be later than this returns. */
  async hear(frame: Frame | Refusal): Promise<void> {
    if (this.#isEnding) return
    const decoded = decodeFrame(frame)
    if (!decoded.ok) return this.#dislike(frame, decoded)
    if (!(await this.#prove(decoded))) return
    this.#last = decoded
    const fault = decoded.version === null ? REFUSED.flag : isUpward(decoded.cn) ? null : REFUSED.command
    if (fault !== null) {
      this.#gate.counts.add('hj212.wrong-command')
      this.#reply(requestAnswer(decoded, fault))
      return
    }
    const area = this.#areaOf(decoded)
    if (!area) return
    const message = messageOf(decoded, area, frame.ok ? frame.segment.toString() : '', new Date())
    const wait = this.#gate.flood.take(message.device, Math.max(1, message.readings.length), Date.now())
    if (wait > 0) {
      this.#gate.counts.add('hj212.flooded')
      await pause(wait)
    }
    while (this.#inFlight >= MOST_IN_FLIGHT) await new Promise<void>((resolve) => this.#settled.push(resolve))
    this.#inFlight += 1
    void this.#gate.writer.take(message).then((outcome) => {
      this.#inFlight -= 1
      if (outcome.kept === 'refused') this.#gate.counts.add(`hj212.refused-${outcome.reason}`)
      // What was refused is kept as it came, and would not be better when it is sent again.
      this.#acknowledge(decoded)
      for (const wake of this.#settled.splice(0)) wake()
    })
  }

  async end(): Promise<void> {
    this.#isEnding = true
    while (this.#inFlight > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
    this.#link.end()
    this.leave()
  }

  leave(): void {
    this.#isEnding = true
    for (const mn of this.#proved) if (this.#stations.get(mn) === this) this.#stations.delete(mn)
  }

  /**
   * Sends a command to the station spoken to last and waits for its 9011; sent again with the same QN when none comes.
   * @returns QnRtn; null when the station did not answer
   */
  async ask(cn: string, fields: Readonly<Record<string, string>>): Promise<number | null> {
    const { mn, pw, st, version } = this.#last ?? {}
    if (!mn || !version) return null
    const qn = qnOf(new Date())
    const flag = (EDITIONS.indexOf(version) << 2) | 1
    const bytes = segment({ qn, st: st ?? '', cn, pw: pw ?? null, mn, flag, fields })
    try {
      for (let tries = 0; tries < TRIES && !this.#isEnding; tries++) {
        this.#link.send(bytes)
        const answered = await Promise.race([
          new Promise<Readonly<Record<string, string>>>((resolve) => this.#asked.set(qn, resolve)),
          pause(REPLY_MS).then(() => null),
        ])
        if (answered) return Number(answered.QnRtn ?? Number.NaN)
      }
      return null
    } finally {
      this.#asked.delete(qn)
    }
  }

  #dislike(frame: Frame | Refusal, { reason, detail }: Refusal): void {
    this.#gate.counts.add(`hj212.${reason}`)
    this.#broken += 1
    const text = frame.ok ? frame.segment.toString() : ''
    const mn = /(?:^|;)MN=([^;]{1,64});/.exec(text)?.[1]
    // A frame that is whole and cannot be understood (SM4) is kept with the reason in words.
    if (mn && this.#proved.has(mn)) void this.#gate.writer.take(unreadable(mn, `${detail}：${text}`))
    if (this.#broken >= MOST_BROKEN) void this.end()
  }

  /** Whether MN and PW are those of a station we know; otherwise it is told so, and let go when it goes on. */
  async #prove(decoded: Decoded): Promise<boolean> {
    const { mn, pw } = decoded
    const isProved = await this.#gate.book.proves(mn ?? '', pw ?? '', ['hj212']).catch(() => null)
    if (isProved === null) {
      // The database is away: unanswered, and sent again by the station.
      this.#gate.counts.add('hj212.unanswered')
      return false
    }
    if (!isProved) {
      this.#gate.counts.add('hj212.wrong-password')
      const isKnown = await this.#gate.book.knows(mn ?? '').catch(() => true)
      this.#reply(requestAnswer(decoded, isKnown ? REFUSED.password : REFUSED.station))
      this.#failed += 1
      if (this.#failed >= MOST_FAILED) void this.end()
      return false
    }
    if (!this.#proved.has(mn as string)) await this.#enter(mn as string)
    return true
  }

  /** The newer connection of a station wins: the older one is closed when its messages are through. */
  async #enter(mn: string): Promise<void> {
    this.#proved.add(mn)
    const before = this.#stations.get(mn)
    this.#stations.set(mn, this)
    if (before && before !== this) await before.end()
  }

  /**
   * The data area to be stored now. A part that carries its own time is stored as it comes; one without waits for the others of its set and is
   * answered with the last of them.
   */
  #areaOf(decoded: Decoded): Area | null {
    if (decoded.pnum === null || decoded.pnum < 2) return decoded.cp
    const lost = this.#packets.lost
    const assembly = this.#packets.add(decoded, Date.now())
    this.#gate.counts.add('hj212.incomplete-sets', this.#packets.lost - lost)
    if (assembly.kind === 'refused') this.#gate.counts.add(`hj212.${assembly.reason}`)
    if (decoded.cp.dataTime !== null) return decoded.cp
    return assembly.kind === 'complete' ? assembly.cp : null
  }

  #acknowledge(decoded: Decoded): void {
    const { cn, qn, cp } = decoded
    if (qn && (cn === '9011' || cn === '9013')) this.#asked.get(qn)?.(cp.fields)
    const answer = answerTo(decoded)
    if (answer) this.#reply(answer)
    // The clock is set by a command of its own, which the station answers with 9011 and 9012.
    if (cn === ASK_FOR_CLOCK) void this.ask(SET_CLOCK, { SystemTime: qnOf(new Date()).slice(0, 14) })
  }

  #reply(reply: Reply): void {
    const { version, qn, st, cn, pw, mn, cp } = reply
    const flag = version === 2005 || version === null ? null : EDITIONS.indexOf(version) << 2
    this.#link.send(segment({ qn, st, cn, pw, mn, flag, fields: cp.fields }))
  }
}

/** Whether a station may send this command. */
const isUpward = (cn: string | null): boolean => {
  const command = cn === null ? undefined : own(COMMANDS, cn)
  return command !== undefined && command.from !== 'down'
}

interface Segment {
  qn: string | null
  st: string
  cn: string
  pw: string | null
  mn: string | null
  flag: number | null
  fields: Readonly<Record<string, string>>
}

/** A short message in one frame. */
function segment({ qn, st, cn, pw, mn, flag, fields }: Segment): Buffer {
  const head = [['QN', qn] as const, ['ST', st] as const, ['CN', cn] as const, ['PW', pw] as const, ['MN', mn] as const]
  const pairs = [...head, ['Flag', flag] as const].filter(([, value]) => value !== null)
  const area = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  const text = `${pairs.map(([name, value]) => `${name}=${value};`).join('')}CP=&&${area.join(';')}&&`
  return writeFrame(Buffer.from(text))
}
