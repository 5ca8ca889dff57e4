import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { titleOfAct } from '#kernel/cases/model/title-of-act.ts'
import { sealText } from '#kernel/cases/seal.ts'
import { type ActRow, listActs } from '#kernel/cases/store.ts'
import { sealedOf } from '#kernel/cases/verify.ts'
import type { Database } from '#kernel/db/db.ts'
import type { BlobStore } from '#kernel/files/blobs.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { copyKept } from '../service/bytes.ts'
import { findArchiveSource } from '../source.ts'
import { insertLog } from '../store/log.ts'
import { type EntryRow, listEntries, listForExport, type VolumeRow } from '../store/volume.ts'
import { metaXml } from './meta.ts'
import { escapeXml } from './xml.ts'

/** What an export writes, volume by volume. */
export interface ExportWish {
  archiveNo?: string | undefined
  year?: number | undefined
}

/** A volume as it went out. */
export interface Exported {
  archiveNo: string
  title: string
  files: number
  /** Hash of the last act of its case: to be made known apart from the package. */
  head: string
}

/** A file of the package with both hashes, as the manifest names it. */
interface ListedFile {
  path: string
  size: number
  sm3: string
  sha256: string
}

/** Who is noted as having exported: the shell knows no account. */
const WHO = '运维工具'

/**
 * Writes volumes as a package for transfer into an empty folder: metadata, content, process, hashes of every file, and what verifies it all
 * without this platform. official-documents-archives.md §5.
 * @throws Error when bytes are missing or the folder holds something
 */
export async function exportVolumes(
  db: Database,
  blobs: BlobStore,
  scope: Scope,
  folder: string,
  wish: ExportWish,
): Promise<Exported[]> {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw new Error(`目录 ${folder} 不是空的，请换一个空目录`)
  const volumes = await db.read(scope, (tx) => listForExport(tx, scope, wish))
  const files: ListedFile[] = []
  const done: Exported[] = []
  for (const volume of volumes) {
    const written = await writeVolume(db, blobs, scope, folder, volume)
    files.push(...written.files)
    const { archiveNo, title } = volume
    done.push({ archiveNo: archiveNo as string, title, files: written.files.length, head: written.head })
    await db.write(scope, (tx) =>
      insertLog(tx, { volumeId: volume.id, accountId: null, who: WHO, what: 'exported', purpose: '导出移交包' }),
    )
  }
  if (volumes.length > 0) await writeManifest(folder, files, done)
  return done
}

async function writeVolume(
  db: Database,
  blobs: BlobStore,
  scope: Scope,
  folder: string,
  volume: VolumeRow,
): Promise<{ files: ListedFile[]; head: string }> {
  const root = volume.archiveNo as string
  const { entries, acts } = await db.read(scope, async (tx) => ({
    entries: await listEntries(tx, volume.id),
    acts: await listActs(tx, volume.caseId),
  }))
  for (const part of ['content', 'process']) await mkdir(path.join(folder, root, part), { recursive: true })
  const files: ListedFile[] = []
  const copy = async (sha256: string, name: string) => {
    const hashed = await copyKept(blobs, sha256, path.join(folder, root, name))
    if (hashed.sha256 !== sha256) throw new Error(`${root} 的 ${name} 与归档时的校验值不符，先在平台核验`)
    files.push({ path: `${root}/${name}`, ...hashed })
  }
  await copy(volume.sha256 as string, 'content/000_全卷.pdf')
  const named = entries.map((entry) => ({ entry, name: `content/${fileNameOf(entry)}` }))
  for (const { entry, name } of named) await copy(entry.sha256, name)
  const write = async (name: string, text: string) => {
    await writeFile(path.join(folder, root, name), text)
    files.push({ path: `${root}/${name}`, ...hashedText(text) })
  }
  await write('meta.xml', metaXml(volume, named))
  await write('process/log.xml', logXml(volume, acts))
  return { files, head: acts.at(-1)?.hash ?? '' }
}

/** `003_询问笔录.pdf`: in the order of the volume, nothing in it that a file system minds. */
const fileNameOf = ({ n, title, fileName }: EntryRow): string => {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(fileName)?.[0].toLowerCase() ?? ''
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}\s]+/gu, '_').slice(0, 60)
  return `${String(n).padStart(3, '0')}_${plain}${plain.toLowerCase().endsWith(ending) ? '' : ending}`
}

/** What happened in the case, each act with the very text its seal was taken over, so that anybody can take it again. */
function logXml(volume: VolumeRow, acts: readonly ActRow[]): string {
  const type = findArchiveSource(volume.kind)?.kind.type
  const lines = acts.map((act) => {
    const title = type ? titleOfAct(type, act.act) : act.act
    const who = [act.actor.body, act.actor.seat, act.actor.name].filter(Boolean).join(' ')
    return [
      `  <act seq="${act.seq}" name="${escapeXml(act.act)}" title="${escapeXml(title)}" at="${act.at.toISOString()}"`,
      `       who="${escapeXml(who)}" previousHash="${act.previousHash}" hash="${act.hash}">`,
      `    <sealed>${escapeXml(sealText(sealedOf(act)))}</sealed>`,
      '  </act>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<log archiveNo="${escapeXml(volume.archiveNo as string)}" algorithm="SM3" boundAfter="${volume.caseActs}" boundHead="${volume.caseHead}">`,
    ...lines,
    '</log>',
    '',
  ].join('\n')
}

async function writeManifest(folder: string, listed: readonly ListedFile[], done: readonly Exported[]): Promise<void> {
  const own: ListedFile[] = []
  for (const name of ['README.txt', 'verify.mjs']) {
    await copyFile(path.join(import.meta.dirname, name), path.join(folder, name))
    own.push({ path: name, ...(await hashedFile(path.join(folder, name))) })
  }
  const files = [...listed, ...own]
  const manifest = { made: new Date().toISOString(), format: 'angrid-archive-1', volumes: done, files }
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  await writeFile(path.join(folder, 'manifest.json'), text)
  const sums = [...files, { path: 'manifest.json', ...hashedText(text) }]
  await writeFile(
    path.join(folder, 'SHA256SUMS'),
    sums.map(({ sha256, path: name }) => `${sha256}  ${name}\n`).join(''),
  )
}

function hashedText(text: string) {
  const bytes = Buffer.from(text)
  return { size: bytes.length, sm3: hash('sm3', bytes), sha256: hash('sha256', bytes) }
}

const hash = (name: string, bytes: Uint8Array): string => createHash(name).update(bytes).digest('hex')

async function hashedFile(file: string) {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return { size: bytes.length, sm3: hash('sm3', bytes), sha256: hash('sha256', bytes) }
}
