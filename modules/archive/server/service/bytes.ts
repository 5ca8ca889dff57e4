import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Tx } from '#kernel/db/db.ts'
import type { ArrivedBlob, BlobStore } from '#kernel/files/blobs.ts'
import { insertKept } from '#kernel/files/store.ts'
import { contentsText, type SealedEntry } from '../../model/sealed.ts'
import type { ArchiveContext } from '../context.ts'
import type { VolumeRow } from '../store/volume.ts'

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
export async function copyKept(blobs: BlobStore, sha256: string, to: string): Promise<Hashed> {
  const hasher = new Hasher()
  await pipeline(await blobs.read(sha256), hasher.through, createWriteStream(to, { flags: 'wx', mode: 0o600 }))
  return hasher.said
}

/** Both hashes of bytes in memory. */
export const hashOf = (bytes: Uint8Array): Hashed => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
  size: bytes.length,
})

/** SM3 over the contents of a volume, as it is sealed with the act that puts its case away. */
export const sealOfContents = (
  { archiveNo, title, party }: Pick<VolumeRow, 'archiveNo' | 'title' | 'party'>,
  entries: readonly SealedEntry[],
): string => hashOf(Buffer.from(contentsText({ archiveNo: archiveNo ?? '', title, party }, entries))).sm3

/** Kept bytes that are no longer what they were kept as, or are gone. */
export class NotGenuine extends Error {}

/** A copy of kept bytes that was compared with their hashes. */
export interface GenuineCopy {
  path: string
  size: number
  /** Removes it with everything that was put beside it. */
  forget(): Promise<void>
}

/**
 * Copies kept bytes into a folder of their own and compares them with what they were kept as: whoever reads the copy reads that and
 * nothing else, whatever becomes of the original meanwhile.
 * @throws NotGenuine for bytes that were altered, cut or are gone
 */
export async function genuineCopy(
  { blobs, workFolder }: Pick<ArchiveContext, 'blobs' | 'workFolder'>,
  wanted: { sha256: string; sm3?: string | null },
): Promise<GenuineCopy> {
  await mkdir(workFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(workFolder, 'look-'))
  const forget = () => rm(folder, { recursive: true, force: true })
  const own = path.join(folder, 'original')
  try {
    const hashed = await copyKept(blobs, wanted.sha256, own).catch((error: NodeJS.ErrnoException) => {
      // A full disk says nothing of the bytes that are kept.
      throw error.code === 'ENOSPC' ? error : new NotGenuine('文件读不出来')
    })
    if (hashed.sha256 !== wanted.sha256 || (wanted.sm3 && hashed.sm3 !== wanted.sm3))
      throw new NotGenuine('内容与归档时的校验值不符')
    return { path: own, size: hashed.size, forget }
  } catch (error) {
    await forget()
    throw error
  }
}

/** Reads a file of such a copy's folder once; the folder goes when it was read. */
export function readOnce(file: string, { forget }: Pick<GenuineCopy, 'forget'>): Readable {
  const bytes = createReadStream(file)
  bytes.once('close', () => void forget())
  return bytes
}

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
