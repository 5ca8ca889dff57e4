import { DELIMITER, type Frame, LONGEST, type Refusal, readFrame } from './frame.ts'

/**
 * Cuts a TCP stream into frames, however the stream was cut on its way. Every 7e ends one frame and begins the next. Holds at
 * most one frame: what grows longer than a frame may be is garbage up to the next 7e.
 */
export class Splitter {
  #tail: Buffer = EMPTY
  #inFrame = false
  #overflow = false
  /** Bytes thrown away because they were part of no frame. */
  garbage = 0

  /** Bytes held back until their frame ends. */
  get held(): number {
    return this.#tail.length
  }

  /** Takes the next bytes and answers the frames that end in them, broken ones included. */
  push(chunk: Buffer): (Frame | Refusal)[] {
    const frames: (Frame | Refusal)[] = []
    let from = 0
    for (let at = chunk.indexOf(DELIMITER); at !== -1; at = chunk.indexOf(DELIMITER, from)) {
      this.#end(chunk.subarray(from, at), frames)
      this.#inFrame = true
      from = at + 1
    }
    this.#keep(chunk.subarray(from))
    return frames
  }

  #end(last: Buffer, frames: (Frame | Refusal)[]): void {
    const length = this.#tail.length + last.length
    if (!this.#inFrame || this.#overflow) this.garbage += last.length
    else if (length > 0) frames.push(readFrame(this.#tail.length > 0 ? Buffer.concat([this.#tail, last]) : last))
    this.#tail = EMPTY
    this.#overflow = false
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return
    if (!this.#inFrame || this.#overflow) {
      this.garbage += rest.length
    } else if (this.#tail.length + rest.length > LONGEST) {
      this.garbage += this.#tail.length + rest.length
      this.#tail = EMPTY
      this.#overflow = true
    } else {
      this.#tail = Buffer.concat([this.#tail, rest])
    }
  }
}

const EMPTY = Buffer.alloc(0)
