import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** A packet longer than this closes the connection before it is in memory: a payload of 64 KiB with its topic. */
const PACKET_LIMIT = 80 << 10

/** Follows the packets of an MQTT stream by their fixed headers alone. */
export class PacketLengths {
  #left = 0
  #length = 0
  #shift = 0
  #inHead = false

  /** Takes the next bytes. @returns whether every packet in them keeps within the limit */
  follow(chunk: Buffer): boolean {
    for (let at = 0; at < chunk.length; ) {
      if (this.#left > 0) {
        const passed = Math.min(this.#left, chunk.length - at)
        this.#left -= passed
        at += passed
        continue
      }
      const byte = chunk[at] as number
      at += 1
      if (!this.#inHead) {
        this.#inHead = true
        this.#length = 0
        this.#shift = 0
        continue
      }
      this.#length += (byte & 0x7f) * 2 ** this.#shift
      this.#shift += 7
      if (this.#length > PACKET_LIMIT || this.#shift > 28) return false
      if ((byte & 0x80) !== 0) continue
      this.#left = this.#length
      this.#inHead = false
    }
    return true
  }
}

/** A socket as the broker reads it: packets that are too long never get as far. */
export class Guarded extends Duplex {
  readonly #socket: Socket
  readonly #lengths = new PacketLengths()

  constructor(socket: Socket, onTooLong: () => void) {
    super({ allowHalfOpen: false })
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => {
      if (!this.#lengths.follow(chunk)) {
        onTooLong()
        this.destroy()
      } else if (!this.push(chunk)) socket.pause()
    })
    socket.on('end', () => this.push(null))
    socket.on('error', (error) => this.destroy(error))
    socket.on('close', () => this.destroy())
  }

  override _read(): void {
    this.#socket.resume()
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, encoding, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done())
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy()
    done(error)
  }
}
