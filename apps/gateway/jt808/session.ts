import type { HeldBy } from '#kernel/telemetry/commands.ts'
import type { Message, Outcome } from '#kernel/telemetry/model/message.ts'
import { type Decoded, decodeAssembled, decodeFrame } from '#protocols/jt808/decode.ts'
import type { Fragments } from '#protocols/jt808/fragments.ts'
import type { Frame, Refusal } from '#protocols/jt808/frame.ts'
import type { Gate } from '../gate.ts'
import type { Listener, Order, Told } from '../open-sessions.ts'
import { pause } from '../pause.ts'
import { positionsOf } from './location.ts'
import { downMessage, generalReply, type Heard, REGISTERED, RESULT } from './replies.ts'
import type { Sessions } from './sessions.ts'

/** What a session speaks through: a TCP connection, or an address UDP comes from. */
export interface Link {
  send(bytes: Buffer): void
  /** Whether all that was sent before is out of our hands. */
  readonly isClear: boolean
  /** Breaks the line so that what stands in its buffers is never delivered; missing where there are no such buffers to speak for. */
  cut?(): void
  /** Closes after what was sent is out. */
  end(): void
}

const WRAPS_AFTER = 0xffff
/** Messages of one terminal that may be on their way to the database at once; then its socket is read no further. */
const MOST_IN_FLIGHT = 64
/** Frames that cannot be read, and failed proofs, before the connection is closed. */
const MOST_BROKEN = 50
const MOST_FAILED = 3
const ID = { reply: 0x0001, beat: 0x0002, logout: 0x0003, time: 0x0004, register: 0x0100, prove: 0x0102, media: 0x0801 }
const BEFORE_PROOF: readonly number[] = [ID.register, ID.prove, ID.time]

/** One terminal on one link, from its first frame to its last. */
export class Session implements Listener {
  readonly #gate: Gate
  readonly #sessions: Sessions
  readonly #link: Link
  readonly #fragments: Fragments
  #phone: string | null = null
  #isProved = false
  #edition: 2011 | 2013 | null = null
  #heard: Heard | null = null
  #down = 0
  #broken = 0
  #failed = 0
  #inFlight = 0
  #isEnding = false
  #forget: (() => void) | null = null
  readonly #settled: (() => void)[] = []
  readonly #asked = new Map<number, (result: number) => void>()

  constructor(parts: { gate: Gate; sessions: Sessions; link: Link; fragments: Fragments }) {
    this.#gate = parts.gate
    this.#sessions = parts.sessions
    this.#link = parts.link
    this.#fragments = parts.fragments
  }

  get phone(): string | null {
    return this.#phone
  }

  get isProved(): boolean {
    return this.#isProved
  }

  /** Takes the next frame. What it promises is done when the next one may come: that is not when it is durable. */
  async hear(frame: Frame | Refusal): Promise<void> {
    if (this.#isEnding) return
    if (!frame.ok) return this.#dislike(frame.reason)
    if (this.#phone !== null && frame.phone !== this.#phone) return this.#dislike('other-terminal')
    this.#phone = frame.phone
    this.#heard = frame
    if (!this.#isProved && !BEFORE_PROOF.includes(frame.messageId)) {
      this.#gate.counts.add('jt808.not-proved')
      return this.#answer(frame, RESULT.failed)
    }
    if (frame.messageId === ID.register) return this.#register(frame)
    if (frame.messageId === ID.prove) return this.#prove(frame)
    if (frame.messageId === ID.time) return this.#tellTime(frame)
    const wait = this.#gate.flood.take(frame.phone, 1, Date.now())
    if (wait > 0) {
      this.#gate.counts.add('jt808.flooded')
      await pause(wait)
    }
    while (this.#inFlight >= MOST_IN_FLIGHT) await new Promise<void>((resolve) => this.#settled.push(resolve))
    if (frame.fragment) return this.#assemble(frame)
    const decoded = decodeFrame(frame, this.#edition)
    if (decoded.ok) this.#keep(frame, decoded, [frame.sequence])
  }

  /** Ends the session when what it has handed over is durable and answered. */
  async end(): Promise<void> {
    this.#isEnding = true
    while (this.#inFlight > 0) await new Promise<void>((resolve) => this.#settled.push(resolve))
    this.#link.end()
    this.leave()
  }

  /** The link is gone. */
  leave(): void {
    this.#isEnding = true
    this.#forget?.()
    this.#sessions.leave(this)
    // What was asked stays open to the end of its time: whether it arrived nobody knows.
    this.#asked.clear()
  }

  hindrance(isGuarded: boolean): HeldBy | null {
    // A datagram may be on its way for as long as it likes, and nothing takes it back.
    if (isGuarded && !this.#link.cut) return 'udp'
    return this.#link.isClear && !this.#isEnding ? null : 'busy'
  }

  async locate(withinMs: number): Promise<boolean> {
    const question = { message: '0x8201', body: {}, isGuarded: false, validUntil: performance.now() + withinMs }
    return (await this.tell(question)).kind === 'answered'
  }

  /**
   * Sends an order once and waits for the general reply of the terminal, or the answer the message has of its own. Never sent again: whoever wants
   * that says so anew. Where a guarded one is not answered in its time the line is cut, so that it does not arrive out of some buffer afterwards.
   */
  async tell({ message, body, validUntil, isGuarded }: Order): Promise<Told> {
    const by = this.hindrance(isGuarded)
    if (by) return { kind: 'held', by }
    const sequence = this.#nextNumber()
    const frames = this.#heard && downMessage(this.#heard, this.#version, sequence, message, body)
    if (!frames) return { kind: 'held', by: 'unwritable' }
    if (performance.now() >= validUntil) return { kind: 'held', by: 'busy' }
    for (const frame of frames) this.#link.send(frame)
    const answered = new Promise<number>((resolve) => this.#asked.set(sequence, resolve))
    const result = await Promise.race([answered, pause(validUntil - performance.now()).then(() => null)])
    this.#asked.delete(sequence)
    if (result !== null) return { kind: 'answered', result }
    if (isGuarded) this.#link.cut?.()
    return { kind: 'unanswered' }
  }

  /** Asks for fragments that have not come (0x8003). */
  askAgain(firstSequence: number, fragments: readonly number[]): void {
    this.#send('0x8003', { firstSequence, fragments })
  }

  get #version(): 2011 | 2013 | 2019 {
    return this.#heard?.is2019 ? 2019 : (this.#edition ?? 2013)
  }

  #nextNumber(): number {
    const number = this.#down
    this.#down = (this.#down + 1) & WRAPS_AFTER
    return number
  }

  #dislike(reason: string): void {
    this.#gate.counts.add(`jt808.${reason}`)
    this.#broken += 1
    if (this.#broken >= MOST_BROKEN) void this.end()
  }

  #answer(frame: Heard, result: number): void {
    this.#link.send(generalReply(frame, this.#nextNumber(), result))
  }

  #send(messageId: string, body: object): void {
    const frames = this.#heard && downMessage(this.#heard, this.#version, this.#nextNumber(), messageId, body)
    for (const frame of frames ?? []) this.#link.send(frame)
  }

  async #register(frame: Frame): Promise<void> {
    const decoded = decodeFrame(frame, this.#edition)
    if (!decoded.ok) return
    // The layout of its registration shows the edition of a terminal without a version bit.
    if (decoded.version !== 2019) this.#edition = decoded.version
    // Nothing is answered while the database is away: the terminal asks again.
    const done = await this.#gate.book.register(frame.phone).catch(() => null)
    if (!done) return this.#gate.counts.add('jt808.unanswered')
    const answerSequence = frame.sequence
    if (done.kind !== 'done') {
      this.#gate.counts.add(`jt808.registration-${done.kind}`)
      const result = done.kind === 'unknown' ? REGISTERED.terminalUnknown : REGISTERED.terminalTaken
      return this.#send('0x8100', { answerSequence, result })
    }
    await this.#gate.writer.take(this.#message(frame, decoded, frame.sequence, { mayBegin: true }))
    this.#send('0x8100', { answerSequence, result: REGISTERED.ok, authCode: done.secret })
  }

  async #prove(frame: Frame): Promise<void> {
    const decoded = decodeFrame(frame, this.#edition)
    const secret = decoded.ok ? decoded.body.authCode : null
    const isProved = await this.#gate.book
      .proves(frame.phone, typeof secret === 'string' ? secret : '', ['jt808'])
      .catch(() => null)
    if (isProved === null) return this.#gate.counts.add('jt808.unanswered')
    if (!isProved) {
      this.#gate.counts.add('jt808.wrong-code')
      this.#answer(frame, RESULT.failed)
      this.#failed += 1
      if (this.#failed >= MOST_FAILED) void this.end()
      return
    }
    // The connection before, if there is one, is through with its messages before this one begins.
    await this.#sessions.enter(frame.phone, this)
    const { sequence } = frame
    const start = { sequence, wrapsAfter: WRAPS_AFTER, mayBegin: true, at: null, readings: [], raw: '' }
    await this.#gate.writer.take({ device: frame.phone, ...start })
    this.#isProved = true
    this.#forget?.()
    this.#forget = this.#gate.open.enter({
      code: frame.phone,
      secret: secret as string,
      end: () => void this.end(),
      listener: this,
    })
    this.#answer(frame, RESULT.ok)
  }

  #tellTime(frame: Frame): void {
    this.#send('0x8004', { time: `${new Date().toISOString().slice(0, 19)}+00:00` })
    if (this.#isProved) this.#account([frame.sequence])
  }

  #assemble(frame: Frame): void {
    const assembly = this.#fragments.add(frame, Date.now())
    if (assembly.kind === 'refused') this.#dislike(assembly.reason)
    if (assembly.kind !== 'complete') return
    const { first, body } = assembly
    const total = first.fragment?.total ?? 1
    const numbers = Array.from({ length: total }, (_, at) => (first.sequence + at) & WRAPS_AFTER)
    this.#keep({ ...frame, body }, decodeAssembled(first, body, this.#edition), numbers)
  }

  /** Hands a message over and answers it when it is durable. */
  #keep(frame: Frame, decoded: Decoded, numbers: readonly number[]): void {
    // Every packet of a long message has a number of its own; the last one carries what they say together.
    this.#account(numbers.slice(0, -1))
    const message = this.#message(frame, decoded, numbers.at(-1) as number, {})
    this.#inFlight += 1
    void this.#gate.writer.take(message).then((outcome) => {
      this.#inFlight -= 1
      this.#acknowledge(frame, decoded, outcome)
      for (const wake of this.#settled.splice(0)) wake()
    })
  }

  #account(numbers: readonly number[]): void {
    const common = { wrapsAfter: WRAPS_AFTER, at: null, readings: [], raw: '' }
    for (const sequence of numbers) void this.#gate.writer.take({ device: this.#phone as string, sequence, ...common })
  }

  #message(frame: Frame, decoded: Decoded, sequence: number, more: { mayBegin?: boolean }): Message {
    const isReply = frame.messageId === ID.reply
    const isBare = frame.messageId === ID.beat || frame.messageId === ID.logout || isReply
    const positions = positionsOf(decoded.name, decoded.body)
    const isPlace = decoded.name === 'location' || decoded.name === 'locationBatch'
    const kind = decoded.name ?? `unknown-${decoded.messageId}`
    const notices = isBare || isPlace ? [] : [{ kind, at: null, body: decoded.body }]
    const told = positions.map(({ at }) => at.getTime()).filter((at) => !Number.isNaN(at))
    return {
      ...{ device: frame.phone, sequence, wrapsAfter: WRAPS_AFTER, readings: [], positions, notices, ...more },
      at: told.length > 0 ? new Date(Math.max(...told)) : null,
      raw: `${decoded.messageId} ${frame.body.toString('hex')}`,
    }
  }

  #acknowledge(frame: Frame, decoded: Decoded, outcome: Outcome): void {
    this.#resolve(decoded)
    if (frame.messageId === ID.reply) return
    if (outcome.kept === 'refused') {
      this.#gate.counts.add(`jt808.refused-${outcome.reason}`)
      const isWrong = outcome.reason === 'clock' || outcome.reason === 'value'
      this.#answer(frame, isWrong ? RESULT.wrong : RESULT.failed)
      return
    }
    if (frame.messageId === ID.media && decoded.name) {
      this.#send('0x8800', { mediaId: decoded.body.mediaId })
      return
    }
    const isKnown = decoded.name !== null && decoded.direction === 'up'
    this.#answer(frame, isKnown ? RESULT.ok : RESULT.unsupported)
    if (frame.messageId === ID.logout) void this.end()
  }

  /** Hears an answer: 0x0001, or the message that answers ours by its number (0x0104, 0x0201, 0x0500, 0x0805 …). */
  #resolve({ body }: Decoded): void {
    const number = body.answerSequence as number
    const answered = this.#asked.get(number)
    if (!answered) return
    this.#asked.delete(number)
    const { result = RESULT.ok } = body
    if (typeof result === 'number') answered(result)
    else answered(result === 'ok' ? RESULT.ok : RESULT.failed)
  }
}
