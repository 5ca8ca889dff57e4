import { type Decoded, decodeFrame } from '#protocols/jt808/decode.ts'
import { encodeMessage } from '#protocols/jt808/encode.ts'
import { Splitter } from '#protocols/jt808/splitter.ts'
import { type Heard, type LineOptions, onLine, type Speech } from './line.ts'
import type { Device } from './outbox.ts'

/** One message of a terminal. */
export interface Told {
  name: string
  body: object
}

export interface TerminalOptions extends LineOptions {
  /** Its number, without zeros before it. */
  phone: string
  edition: 2013 | 2019
  plate: string
  /** The code it proves itself by; null for one that registers first. */
  authCode: string | null
  /** What it does when it is told to: said after its general answer. */
  obey?: (command: Decoded) => readonly Told[]
}

const BEAT_MS = 60_000
/** Answers of the platform, which a terminal does not answer. */
const ANSWERS: readonly string[] = ['0x8001', '0x8100', '0x8003', '0x8004', '0x8800']

/** A terminal on TCP: registers where it must, proves itself on each connection, numbers each sending anew, and answers what it is told. */
export function jt808Device(options: TerminalOptions): Device<Told> {
  const memory = { sequence: 0, authCode: options.authCode }
  return onLine(options, (write) => new TerminalSpeech(options, memory, write))
}

class TerminalSpeech implements Speech<Told> {
  readonly #options: TerminalOptions
  readonly #memory: { sequence: number; authCode: string | null }
  readonly #write: (bytes: Buffer) => void
  readonly #splitter = new Splitter()
  /** Which message each number on this line says. */
  readonly #said = new Map<number, number>()
  #proof = -1
  #saidAt = Date.now()
  isGreeted = false

  constructor(
    options: TerminalOptions,
    memory: { sequence: number; authCode: string | null },
    write: (bytes: Buffer) => void,
  ) {
    this.#options = options
    this.#memory = memory
    this.#write = write
  }

  greet(): void {
    if (this.#memory.authCode === null) this.#send(registration(this.#options))
    else this.#prove(this.#memory.authCode)
  }

  say(no: number, message: Told): void {
    this.#said.set(this.#send(message), no)
  }

  hear(chunk: Buffer): Heard {
    const acknowledged: number[] = []
    const refused: number[] = []
    for (const frame of this.#splitter.push(chunk)) {
      const decoded = decodeFrame(frame, this.#options.edition === 2019 ? null : this.#options.edition)
      if (!decoded.ok) continue
      const answered = this.#answered(decoded)
      if (answered === null) this.#obey(decoded)
      else (answered.isKept ? acknowledged : refused).push(...answered.numbers)
    }
    return { acknowledged, refused }
  }

  beat(): void {
    if (this.isGreeted && Date.now() - this.#saidAt > BEAT_MS) this.#send({ name: 'heartbeat', body: {} })
  }

  #prove(authCode: string): void {
    this.#proof = this.#send({
      name: 'authenticate',
      body: { authCode, imei: '990000000000000', softwareVersion: 'simulator' },
    })
  }

  /** Takes an answer of the platform. @returns the numbers it answers; null when it is none */
  #answered({ messageId, body }: Decoded): { numbers: number[]; isKept: boolean } | null {
    if (messageId === '0x8100') {
      if (body.result === 0) {
        this.#memory.authCode = String(body.authCode)
        this.#prove(this.#memory.authCode)
      }
      return { numbers: [], isKept: false }
    }
    if (messageId !== '0x8001') return ANSWERS.includes(messageId) ? { numbers: [], isKept: false } : null
    const sequence = Number(body.answerSequence)
    const isKept = body.result === 0
    if (sequence === this.#proof) {
      this.isGreeted = isKept
      // A code that was taken away is worth nothing: it registers again on its next connection.
      if (!isKept && this.#options.authCode === null) this.#memory.authCode = null
      return { numbers: [], isKept }
    }
    const no = this.#said.get(sequence)
    this.#said.delete(sequence)
    return { numbers: no === undefined ? [] : [no], isKept }
  }

  #obey(command: Decoded): void {
    const { messageId, sequence } = command
    this.#send({ name: 'terminalReply', body: { answerSequence: sequence, answerId: messageId, result: 0 } })
    for (const message of this.#options.obey?.(command) ?? []) this.#send(message)
  }

  /** @returns the number it was sent under, of several packets that of the last, which is the one answered */
  #send({ name, body }: Told): number {
    const { phone, edition } = this.#options
    const first = this.#memory.sequence
    const written = encodeMessage({ name, version: edition, phone, sequence: first, body })
    if (!written.ok) throw new Error(`${name}: ${written.detail}`)
    this.#memory.sequence = (first + written.frames.length) & 0xffff
    this.#saidAt = Date.now()
    this.#write(Buffer.from(written.frames.join(''), 'hex'))
    return (first + written.frames.length - 1) & 0xffff
  }
}

const registration = ({ phone, plate }: TerminalOptions): Told => ({
  name: 'register',
  body: {
    ...{ province: 37, city: 500, manufacturer: 'ANGRD', model: 'SIM-1', terminalId: phone.slice(-7) },
    ...{ plateColor: 2, plate },
  },
})
