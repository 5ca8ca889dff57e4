import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { newId } from '#kernel/db/id.ts'

/** Bytes that arrived whole but are not kept yet; nobody can ask for them. */
export interface ArrivedBlob {
  /** File on this machine, to be looked at before it is kept. */
  path: string
  sha256: string
  size: number
}

/** Where the bytes of files lie, by their SHA-256. Another place (an S3-compatible store) is another implementation. */
export interface BlobStore {
  /** Takes bytes in. @throws TooLarge past the limit; nothing is left behind then */
  receive(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ArrivedBlob>
  /** Keeps what arrived, durably; the same content twice lies there once. */
  keep(blob: ArrivedBlob): Promise<void>
  /** Forgets what arrived. */
  discard(blob: ArrivedBlob): Promise<void>
  /** Reads kept bytes. @throws when they are not there */
  read(sha256: string): Promise<Readable>
  /** Removes kept bytes for good; nothing to do when they are not there. Whoever asks knows that nobody needs them any more. */
  remove(sha256: string): Promise<void>
  /** Removes what arrived before a moment and was never kept: the process died in between. */
  sweep(before: Date): Promise<number>
}

/** More bytes than allowed. */
export class TooLarge extends Error {}

/** Bytes on the disk of this machine: `<folder>/ab/cd/<sha256>`, arrivals in `<folder>/.arriving`. */
export class DiskBlobs implements BlobStore {
  readonly #folder: string
  readonly #arriving: string

  constructor(folder: string) {
    this.#folder = folder
    this.#arriving = path.join(folder, '.arriving')
  }

  async receive(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ArrivedBlob> {
    await mkdir(this.#arriving, { recursive: true, mode: 0o700 })
    const file = path.join(this.#arriving, newId())
    const hash = createHash('sha256')
    let size = 0
    const counted = async function* () {
      for await (const chunk of bytes) {
        size += chunk.length
        if (size > maxBytes) throw new TooLarge()
        hash.update(chunk)
        yield chunk
      }
    }
    try {
      await pipeline(counted, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
    } catch (error) {
      await rm(file, { force: true })
      throw error
    }
    return { path: file, sha256: hash.digest('hex'), size }
  }

  async keep(blob: ArrivedBlob): Promise<void> {
    const place = this.#placeOf(blob.sha256)
    await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
    // Renaming onto the same content changes nothing: two who keep it at once both succeed.
    await rename(blob.path, place)
    await syncFolder(path.dirname(place))
  }

  async discard(blob: ArrivedBlob): Promise<void> {
    await rm(blob.path, { force: true })
  }

  async read(sha256: string): Promise<Readable> {
    const place = this.#placeOf(sha256)
    await stat(place)
    return createReadStream(place)
  }

  async remove(sha256: string): Promise<void> {
    await rm(this.#placeOf(sha256), { force: true })
  }

  async sweep(before: Date): Promise<number> {
    const names = await readdir(this.#arriving).catch(() => [])
    let removed = 0
    for (const name of names) {
      const file = path.join(this.#arriving, name)
      const known = await stat(file).catch(() => null)
      if (!known || known.mtime >= before) continue
      await rm(file, { force: true })
      removed++
    }
    return removed
  }

  #placeOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return path.join(this.#folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  }
}

/** A rename is durable only when its folder is; not every platform lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null)
  await handle?.sync().catch(() => {})
  await handle?.close()
}
