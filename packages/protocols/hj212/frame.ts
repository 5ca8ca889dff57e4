import { crcOf, modbusCrcOf, showCrc } from './crc.ts'

export interface FrameOptions {
  /** Longest data segment taken. The standard says 1024; devices go a little beyond. Default 4096. */
  readonly limit: number
  /** Whether the CRC of Modbus is taken too. Default no. */
  readonly modbusCrc: boolean
}

export const STRICT_LIMIT = 1024
const OPTIONS: FrameOptions = { limit: 4096, modbusCrc: false }

export interface Refusal {
  readonly ok: false
  readonly reason: 'no-start' | 'bad-length' | 'too-long' | 'bad-crc' | 'incomplete' | 'not-hex' | 'encrypted-area'
  readonly detail: string
}

export interface Frame {
  readonly ok: true
  /** The data segment, from the first header key to the closing &&. */
  readonly segment: Buffer
  readonly crc: string
  readonly isModbusCrc: boolean
}

const START = Buffer.from('##')
const [LF, CR] = [0x0a, 0x0d]
/** ## and four digits. */
const HEAD = 6

/**
 * Cuts a TCP stream into frames by their length, however the stream was cut on its way. After a bad length or CRC it looks for the next
 * ## behind the first byte of the failed one. Holds at most one frame.
 */
export class Splitter {
  readonly #options: FrameOptions
  #held: Buffer = EMPTY
  /** Bytes thrown away because they were part of no frame; line ends do not count. */
  garbage = 0

  constructor(options: Partial<FrameOptions> = {}) {
    this.#options = { ...OPTIONS, ...options }
  }

  get held(): number {
    return this.#held.length
  }

  /** Takes the next bytes and answers the frames that end in them, broken ones included. */
  push(chunk: Uint8Array): (Frame | Refusal)[] {
    const frames: (Frame | Refusal)[] = []
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, chunk]) : Buffer.from(chunk)
    let at = 0
    for (;;) {
      const start = bytes.indexOf(START, at)
      if (start === -1) {
        // A # at the end may be the first half of ##.
        const kept = bytes.at(-1) === START[0] && bytes.length > at ? 1 : 0
        this.#discard(bytes, at, bytes.length - kept)
        at = bytes.length - kept
        break
      }
      this.#discard(bytes, at, start)
      const read = readAt(bytes, start, this.#options)
      if (read === 'wait') {
        at = start
        break
      }
      frames.push(read.frame)
      at = start + read.size
      // The first # of a refused start is garbage like what follows it up to the next ##.
      if (!read.frame.ok) this.garbage += read.size
    }
    this.#held = Buffer.from(bytes.subarray(at))
    return frames
  }

  /** What is left when nothing more comes: a frame that never ended. */
  end(): Refusal | null {
    const { length } = this.#held
    const said = this.#held.toString('latin1', 2, HEAD)
    this.#held = EMPTY
    if (length === 0) return null
    return refuse(
      'incomplete',
      `报文没有完：长度说 ${said || '不明'}，加首尾应有 ${Number(said) + HEAD + 4} 字节，实际 ${length}`,
    )
  }

  #discard(bytes: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at++) if (bytes[at] !== LF && bytes[at] !== CR) this.garbage++
  }
}

const EMPTY = Buffer.alloc(0)
const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail })

function readAt(
  bytes: Buffer,
  start: number,
  options: FrameOptions,
): 'wait' | { frame: Frame | Refusal; size: number } {
  const digits = bytes.toString('latin1', start + 2, start + HEAD)
  const strange = /\D/.exec(digits)
  if (strange) return { frame: refuse('bad-length', `## 之后的 4 位长度中有「${strange[0]}」`), size: 1 }
  if (digits.length < 4) return 'wait'
  const length = Number(digits)
  if (length > options.limit)
    return { frame: refuse('too-long', `数据段 ${length} 字节，最多 ${options.limit}`), size: 1 }
  const end = start + HEAD + length
  if (bytes.length < end + 4) return 'wait'
  const segment = bytes.subarray(start + HEAD, end)
  const said = bytes.toString('latin1', end, end + 4)
  const frame = checkCrc(segment, said, options)
  return { frame, size: frame.ok ? HEAD + length + 4 : 1 }
}

function checkCrc(segment: Buffer, said: string, options: FrameOptions): Frame | Refusal {
  if (!/^[0-9a-f]{4}$/i.test(said))
    return refuse('bad-length', `数据段 ${segment.length} 字节之后不是 4 位校验码，而是「${said}」`)
  const expected = showCrc(crcOf(segment))
  const crc = said.toUpperCase()
  if (crc === expected) return { ok: true, segment: Buffer.from(segment), crc, isModbusCrc: false }
  const isModbusCrc = crc === showCrc(modbusCrcOf(segment))
  if (isModbusCrc && options.modbusCrc) return { ok: true, segment: Buffer.from(segment), crc, isModbusCrc }
  return refuse('bad-crc', `校验码应为 ${expected}，实际为 ${crc}${isModbusCrc ? '（是 Modbus 的算法）' : ''}`)
}

/** A data segment as a whole frame. */
export function writeFrame(segment: Buffer): Buffer {
  const length = String(segment.length).padStart(4, '0')
  return Buffer.concat([Buffer.from(`##${length}`), segment, Buffer.from(`${showCrc(crcOf(segment))}\r\n`)])
}
