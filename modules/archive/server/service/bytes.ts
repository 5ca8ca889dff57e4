import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Tx } from '#kernel/db/db.ts'
import type { ArrivedBlob, BlobStore } from '#kernel/files/blobs.ts'
import { insertKept } from '#kernel/files/store.ts'

/** Both hashes of some bytes, and how many they are. */
export interface Hashed {
  sha256: string
  sm3: string
  size: number
}

/** What is hashed on the way: SM3 (GB/T 32905) beside SHA-256. */
class Hasher {
  readonly #sha256 = createHash('sha256')
  readonly #sm3 = createHash('sm3')
  #size = 0

  readonly through = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      this.#sha256.update(chunk)
      this.#sm3.update(chunk)
      this.#size += chunk.length
      done(null, chunk)
    },
  })

  /** Once everything went through. */
  get said(): Hashed {
    return { sha256: this.#sha256.digest('hex'), sm3: this.#sm3.digest('hex'), size: this.#size }
  }
}

/** Hashes of kept bytes as they lie there now. @throws when they are not there */
export async function hashKept(blobs: BlobStore, sha256: string): Promise<Hashed> {
  const hasher = new Hasher()
  await pipeline(await blobs.read(sha256), hasher.through, async (chunks) => {
    for await (const _chunk of chunks);
  })
  return hasher.said
}

/** Copies kept bytes into a file, hashed on the way. @throws when they are not there */
export async function copyKept(blobs: BlobStore, sha256: string, path: string): Promise<Hashed> {
  const hasher = new Hasher()
  await pipeline(await blobs.read(sha256), hasher.through, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return hasher.said
}

/** Both hashes of bytes in memory. */
export const hashOf = (bytes: Uint8Array): Hashed => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
  size: bytes.length,
})

/** Keeps bytes for good and notes that this room needs them. */
export async function keepBytes(
  tx: Tx,
  blobs: BlobStore,
  bytes: Readable | Uint8Array,
  most: number,
): Promise<ArrivedBlob> {
  const blob = await blobs.receive(bytes instanceof Readable ? bytes : Readable.from([bytes]), most)
  await blobs.keep(blob)
  await insertKept(tx, blob, 'archive')
  return blob
}
