import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { backup, type Manifest } from '#kernel/db/backup.ts'
import { openBlobs } from './open.ts'
import type { S3Settings } from './s3-blobs.ts'

/**
 * A backup with the bytes of all files, wherever they lie: from the object store they are fetched into the `files` folder,
 * in the order a data directory has them.
 * @throws when a file that has a row cannot be read: a backup with holes is none
 */
export async function backupWithFiles(
  ownerUrl: string,
  dataDir: string,
  target: string,
  s3: S3Settings | null,
  say: (line: string) => void,
): Promise<Manifest> {
  if (!s3) return backup(ownerUrl, dataDir, target, say)
  const blobs = openBlobs(dataDir, s3)
  return backup(ownerUrl, dataDir, target, say, async (folder, owner) => {
    const found = await owner.query('select sha256 from file union select sha256 from kept_blob order by 1')
    for (const { sha256 } of found.rows as { sha256: string }[]) {
      const place = path.join(folder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 })
      await pipeline(await blobs.read(sha256), createWriteStream(place, { mode: 0o600 }))
    }
    say(`  对象存储中的文件 ${found.rows.length} 个`)
  })
}

/** Puts the files of a backup into the object store; nothing to do where they lie in the data directory. */
export async function returnFiles(source: string, dataDir: string, s3: S3Settings | null): Promise<number> {
  const folder = path.join(source, 'files')
  if (!s3 || !existsSync(folder)) return 0
  const blobs = openBlobs(dataDir, s3)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const kept = entries.filter((entry) => entry.isFile() && /^[0-9a-f]{64}$/.test(entry.name))
  for (const { parentPath, name } of kept) {
    const blob = await blobs.receive(createReadStream(path.join(parentPath, name)), Number.POSITIVE_INFINITY)
    if (blob.sha256 !== name) throw new Error(`备份中的文件 ${name} 与它的名字不符，可能被改动或损坏。`)
    await blobs.keep(blob)
  }
  return kept.length
}
