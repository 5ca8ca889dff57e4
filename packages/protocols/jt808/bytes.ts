import type { Edition } from './edition.ts'

/** What was odd about a message, each with how often. */
export class Flags {
  readonly #counts = new Map<string, number>()

  add(code: string, about = ''): void {
    const flag = about === '' ? code : `${code}:${about}`
    this.#counts.set(flag, (this.#counts.get(flag) ?? 0) + 1)
  }

  get size(): number {
    let sum = 0
    for (const count of this.#counts.values()) sum += count
    return sum
  }

  list(): string[] {
    return [...this.#counts].map(([flag, count]) => (count === 1 ? flag : `${flag} ×${count}`))
  }
}

/** Reads big-endian values off bytes. Past the end it says `short` for good and answers zeros: nothing throws on what came over a wire. */
export class Reader {
  readonly bytes: Buffer
  readonly edition: Edition
  readonly flags: Flags
  at: number
  readonly end: number
  short = false

  constructor(bytes: Buffer, edition: Edition, flags: Flags, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.edition = edition
    this.flags = flags
    this.at = at
    this.end = end
  }

  get left(): number {
    return this.end - this.at
  }

  uint(size: number): number {
    if (this.left < size) {
      this.short = true
      return 0
    }
    const value = this.bytes.readUIntBE(this.at, size)
    this.at += size
    return value
  }

  take(size: number): Buffer {
    if (this.left < size) {
      this.short = true
      return EMPTY
    }
    const taken = this.bytes.subarray(this.at, this.at + size)
    this.at += size
    return taken
  }

  /** A reader for the next bytes alone, which this one steps over. */
  inner(size: number): Reader {
    const from = this.at
    this.take(size)
    return new Reader(this.bytes, this.edition, this.flags, from, this.at)
  }
}

const EMPTY = Buffer.alloc(0)

/** Something that cannot be written as asked; the message is for the person who asked. */
export class EncodeError extends Error {}

/** Collects big-endian values into bytes. */
export class Writer {
  readonly edition: Edition
  readonly #parts: Buffer[] = []

  constructor(edition: Edition) {
    this.edition = edition
  }

  uint(value: number, size: number): void {
    const bytes = Buffer.alloc(size)
    bytes.writeUIntBE(value, 0, size)
    this.#parts.push(bytes)
  }

  put(bytes: Uint8Array): void {
    this.#parts.push(Buffer.from(bytes))
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts)
  }
}
