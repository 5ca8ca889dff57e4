import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { FindActor } from '#kernel/cases/bulk-all.ts'
import { letGo, sealFiled } from '#kernel/cases/filing.ts'
import { localDay } from '#kernel/cases/model/clock.ts'
import { findCaseForUpdate, listActs } from '#kernel/cases/store.ts'
import { type Database, isConnectionLoss, type Tx } from '#kernel/db/db.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import { GlyphMissing } from '#kernel/documents/press.ts'
import { bareOf } from '#kernel/files/photo/photo.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { pdfOf } from '#modules/legal-document/server/service/pdf.ts'
import { type Retention, retentions } from '../../model/codes.ts'
import { firstPages, type Line, shortNote } from '../../model/contents.ts'
import { retainUntil } from '../../model/term.ts'
import { BinderyFault, bindPdfs, inspectPdfs } from '../bindery.ts'
import type { ArchiveContext } from '../context.ts'
import { dossierOf } from '../dossier.ts'
import { returnItem } from '../store/number.ts'
import * as store from '../store/volume.ts'
import { copyKept, type Hashed, hashOf, keepBytes, sealOfContents } from './bytes.ts'
import { contentsForm, coverForm, endnoteForm, plateForm, type VolumeWords } from './forms.ts'
import { type Draft, readDraft } from './volume.ts'

/** Why a volume cannot be bound, for the archivist. */
class NotBound extends Error {}

/** A component with its pages on the disk, or an annex. */
interface Component {
  entry: Omit<store.EntryRow, 'volumeId' | 'n' | 'firstPage'>
  /** Where its pages lie; null for an annex. */
  path: string | null
  /** Printed here: its bytes have to be kept. */
  printed: boolean
}

interface Ground {
  db: Database
  context: ArchiveContext
  find: FindActor
}

/**
 * Puts the pages of a volume together and seals it: components in their order, every page numbered, contents that agree with them,
 * hashes of each and of the whole. What cannot be bound gives its number back and says why; the case is at hand again.
 * @throws when database or store are away: the job is tried again
 */
export async function bindVolume(ground: Ground, volumeId: string, now = new Date()): Promise<void> {
  const { db, context } = ground
  const volume = await db.read(wholeTree, (tx) => store.findVolume(tx, wholeTree, volumeId))
  if (volume?.state !== 'binding') return
  await mkdir(context.workFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(context.workFolder, 'bind-'))
  try {
    await bindIn(ground, volume, folder, now)
  } catch (error) {
    const why = reasonOf(error)
    if (why === null) throw error
    await giveUp(db, volume, why)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the archivist is told of a fault; null for what passes by itself. */
function reasonOf(error: unknown): string | null {
  if (error instanceof NotBound) return error.message
  if (error instanceof BinderyFault) return `页面装订不起来：${error.message}`
  if (error instanceof GlyphMissing) return `字库里没有${error.characters.join('、')}，印不出来`
  if (error instanceof Problem && error.kind.status < 500) return error.detail
  return isConnectionLoss(error) || error instanceof Problem ? null : `装订时出错：${(error as Error).message}`
}

async function bindIn(
  { db, context, find }: Ground,
  volume: store.VolumeRow,
  folder: string,
  now: Date,
): Promise<void> {
  const actor = await db.read(wholeTree, (tx) =>
    find(tx, { accountId: volume.boundAccount as string, seatId: volume.boundSeat as string }),
  )
  if (!actor) throw new NotBound('申请归档的人已不在这个岗位')
  const draft = await db.read(actor.scope, (tx) => readDraft(tx, actor, volume))
  // What no act is sealed with, such as a photograph a finding names, may have been taken back since it was asked for.
  const stops = draft.findings.filter(({ blocks }) => blocks)
  if (stops.length > 0) throw new NotBound(stops.map(({ message }) => message).join('；'))
  const words = await db.read(actor.scope, (tx) => wordsOf(tx, actor, draft, localDay(now.getTime())))
  const lines = draft.lines.filter(({ leftOut }) => leftOut === null)
  const desk = new Desk(context, folder)
  const components: Component[] = []
  const total = lines.length + 4
  for (const line of lines) {
    components.push(await desk.component(db, actor, draft, line))
    await db.system((tx) => store.updateProgress(tx, volume.id, components.length, total))
  }
  const whole = await desk.frame(words, await desk.count(components), draft)
  const out = path.join(folder, 'bundle.pdf')
  const bound = whole.filter(({ path: pages }) => pages !== null)
  const pages = await bindPdfs(
    bound.map(({ path: at }) => at as string),
    out,
    `${volume.archiveNo} ${volume.title}`,
  )
  const expected = bound.reduce((sum, { entry }) => sum + entry.pages, 0)
  if (pages !== expected) throw new NotBound(`装订出 ${pages} 页，目录上是 ${expected} 页`)
  await sealVolume(db, context, actor, draft, whole, { out, pages }, now)
}

/** Pages of a component nobody has counted yet. */
const UNCOUNTED = -1

/** Where components become pages. */
class Desk {
  readonly #context: ArchiveContext
  readonly #folder: string
  #n = 0

  constructor(context: ArchiveContext, folder: string) {
    this.#context = context
    this.#folder = folder
  }

  /** One line of the contents as pages or as an annex, its bytes compared with the hash it was kept under. */
  async component(db: Database, actor: Actor, draft: Draft, line: Line): Promise<Component> {
    if (line.part === 'acts') {
      const { source, row } = draft
      const filled = await db.read(actor.scope, async (tx) => dossierOf(tx, source, row, await listActs(tx, row.id)))
      return this.print(filled, line)
    }
    if (line.part === 'document' && line.sha256 === null) {
      const id = line.ref.slice('document:'.length)
      const { bytes } = await pdfOf(this.#context, db.read.bind(db), actor, id, { slip: 'no' })
      return this.#keep(bytes, line, UNCOUNTED)
    }
    const own = this.#place('original')
    const hashed = await copyKept(this.#context.blobs, line.sha256 as string, own).catch(() => {
      throw new NotBound(`《${line.title}》的文件读不出来`)
    })
    if (hashed.sha256 !== line.sha256) throw new NotBound(`《${line.title}》的内容与封存的校验值不符`)
    const entry = entryOf(line, hashed)
    if (line.annex) return { entry: { ...entry, pages: 0 }, path: null, printed: false }
    if (line.mediaType === 'application/pdf') {
      if (!line.pages) throw new NotBound(`《${line.title}》的页数没有数过`)
      return { entry, path: own, printed: false }
    }
    // A page shows the picture as everybody may see it; the bytes with place and device stay the evidence that is hashed.
    const picture = bareOf(await readFile(own), line.mediaType)
    const name = `plate.${line.mediaType.slice('image/'.length)}`
    const made = await this.#context.press.print(plateForm(line.title, name), { images: { [name]: picture } })
    const pages = this.#place('plate.pdf')
    await writeFile(pages, made.pdf)
    return { entry: { ...entry, pages: made.pages }, path: pages, printed: false }
  }

  /** A form of the volume itself as a component. */
  async print(filled: Filled, about: Printed): Promise<Component> {
    const { pdf, pages } = await this.#context.press.print(filled)
    return this.#keep(pdf, about, pages)
  }

  /** Counts the pages of what was printed elsewhere, all at once. */
  async count(components: readonly Component[]): Promise<Component[]> {
    const unknown = components.filter(({ entry }) => entry.pages === UNCOUNTED)
    const results = await inspectPdfs(unknown.map(({ path: at }) => at as string))
    return components.map((one) => {
      const at = unknown.indexOf(one)
      if (at < 0) return one
      const pages = results[at]?.pages
      if (!pages) throw new NotBound(`《${one.entry.title}》印不出来`)
      return { ...one, entry: { ...one.entry, pages } }
    })
  }

  /** Pages printed for this volume as a component. */
  async #keep(pdf: Buffer, about: Printed, pages: number): Promise<Component> {
    const at = this.#place('form.pdf')
    await writeFile(at, pdf)
    const entry = {
      ...{ number: null, dated: null, author: '平台打印', note: '' },
      ...about,
      mediaType: 'application/pdf',
      fileName: `${about.title}.pdf`,
      ...hashOf(pdf),
      pages,
      annex: false,
    }
    return { entry: pick(entry), path: at, printed: true }
  }

  /** Cover, contents and end note around the components: the pages they say are the pages there will be. */
  async frame(words: VolumeWords, inside: readonly Component[], draft: Draft): Promise<Component[]> {
    const kept = inside.map(({ entry }) => entry)
    const items = kept.length
    const endnote = await this.print(
      endnoteForm(words, { items, pages: 9999, remarks: remarksOf(inside, draft) }),
      ENDNOTE,
    )
    let taken = 1
    for (let tries = 0; tries < 4; tries++) {
      const sizes = [{ pages: 1, annex: false }, { pages: taken, annex: false }, ...kept]
      const first = firstPages(sizes)
      const lines = kept.map((entry, at) => ({ ...entry, note: shortNote(entry), firstPage: first[at + 2] ?? null }))
      const contents = await this.print(contentsForm(words, lines), CONTENTS)
      const pages = 1 + contents.entry.pages + kept.reduce((sum, one) => sum + one.pages, 0) + endnote.entry.pages
      const cover = await this.print(coverForm(words, pages), COVER)
      if (contents.entry.pages === taken && cover.entry.pages === 1) {
        const closing = await this.print(
          endnoteForm(words, { items, pages, remarks: remarksOf(inside, draft) }),
          ENDNOTE,
        )
        if (closing.entry.pages !== endnote.entry.pages) throw new NotBound('备考表的页数定不下来')
        return [cover, contents, ...inside, closing]
      }
      if (cover.entry.pages !== 1) throw new NotBound('封面一页放不下，案由或处理结果过长')
      taken = contents.entry.pages
    }
    throw new NotBound('目录的页数定不下来')
  }

  #place(name: string): string {
    return path.join(this.#folder, `${String(++this.#n).padStart(4, '0')}-${name}`)
  }
}

/** What is known of something printed for a volume. */
type Printed = Pick<Line, 'ref' | 'part' | 'title' | 'number' | 'dated' | 'author'> | Framed

interface Framed {
  ref: string
  part: 'cover' | 'contents' | 'endnote'
  title: string
}
const COVER: Framed = { ref: 'cover', part: 'cover', title: '案卷封面' }
const CONTENTS: Framed = { ref: 'contents', part: 'contents', title: '卷内目录' }
const ENDNOTE: Framed = { ref: 'endnote', part: 'endnote', title: '卷内备考表' }

const entryOf = (line: Line, hashed: Hashed): Component['entry'] => pick({ ...line, ...hashed, pages: line.pages ?? 0 })

/** What is kept of a component, and nothing else a line may carry. */
const pick = (one: Component['entry']): Component['entry'] => ({
  ref: one.ref,
  part: one.part,
  title: one.title,
  number: one.number,
  dated: one.dated,
  author: one.author,
  mediaType: one.mediaType,
  fileName: one.fileName,
  sha256: one.sha256,
  sm3: one.sm3,
  size: one.size,
  pages: one.pages,
  annex: one.annex,
  note: one.note,
})

/** Annexes with their hashes, and what was left out with its reason: 备考表 says both. */
function remarksOf(inside: readonly Component[], { lines }: Draft): string[] {
  const annexes = inside.filter(({ entry }) => entry.annex)
  const left = lines.filter(({ leftOut }) => leftOut !== null)
  return [
    ...annexes.map(
      ({ entry }, at) =>
        `随卷附件 ${at + 1}：${entry.title}（${entry.note}），SM3 ${entry.sm3.replace(/(.{16})(?=.)/g, '$1 ')}`,
    ),
    ...left.map(({ title, leftOut }) => `未入卷：${title}，理由：${leftOut}`),
  ]
}

async function wordsOf(tx: Tx, actor: Actor, { volume, source, row }: Draft, archivedOn: string): Promise<VolumeWords> {
  const closedOn = localDay(volume.closedAt.getTime())
  const cover = await source.cover(tx, actor, { caseId: row.id, title: row.title, closedOn })
  return {
    archiveNo: volume.archiveNo as string,
    retention: retentions[volume.retention as Retention],
    kindTitle: source.kind.type.title,
    agency: volume.agency,
    archivedOn,
    compiler: volume.boundBy as string,
    checker: volume.checker as string,
    situation: volume.situation as string,
    cover,
  }
}

/** Keeps the bundle and everything printed for it, and seals volume and case in one transaction. */
async function sealVolume(
  db: Database,
  context: ArchiveContext,
  actor: Actor,
  { volume, source }: Draft,
  whole: readonly Component[],
  { out, pages }: { out: string; pages: number },
  now: Date,
): Promise<void> {
  const { size } = await stat(out)
  const hashed = await hashFile(out)
  await db.write(actor.scope, async (tx) => {
    const row = await findCaseForUpdate(tx, actor.scope, volume.caseId)
    const held = await store.findVolumeForUpdate(tx, actor.scope, volume.id)
    // Another worker was faster, or somebody gave it up.
    if (!row || held?.state !== 'binding') return
    for (const { printed, path: at } of whole)
      if (printed && at) await keepBytes(tx, context.blobs, createReadStream(at), Number.POSITIVE_INFINITY)
    await keepBytes(tx, context.blobs, createReadStream(out), Number.POSITIVE_INFINITY)
    const first = firstPages(whole.map(({ entry }) => entry))
    const entries = whole.map(({ entry }, at) => ({
      ...entry,
      ...{ volumeId: volume.id, n: at + 1, firstPage: first[at] ?? null },
    }))
    await store.insertEntries(tx, entries)
    const boundAt = now.toISOString()
    const until = retainUntil(volume.year as number, volume.retention as Retention)
    const bundle = { pages, ...hashed, size, caseActs: row.acts, caseHead: row.headHash, boundAt, retainUntil: until }
    await store.updateBound(tx, volume.id, bundle)
    const own = source.acts?.(row.state)
    const input = {
      archiveNo: volume.archiveNo,
      retention: own ? volume.retention : retentions[volume.retention as Retention],
      pages,
      compiler: volume.boundBy,
      checker: volume.checker,
      sm3: hashed.sm3,
      sha256: hashed.sha256,
      contents: sealOfContents(volume, entries),
    }
    await sealFiled(tx, actor, source.kind, row, { act: own?.bind ?? 'bind', input }, volume.archiveNo as string, now)
    await sendMessage(tx, {
      to: { seatId: volume.boundSeat as string },
      kind: 'archive.bound',
      title: `已归档 ${volume.archiveNo}`,
      text: `${volume.title}，共 ${pages} 页。`,
      link: `/archive-volumes/${volume.id}`,
      ref: volume.id,
    })
    if (volume.checkerSeat)
      await sendMessage(tx, {
        to: { seatId: volume.checkerSeat },
        kind: 'archive.checked',
        title: `您登记为案卷 ${volume.archiveNo} 的检查人`,
        text: `${volume.title}，立卷人${volume.boundBy}。没有检查过的，请与立卷人联系。`,
        link: `/archive-volumes/${volume.id}`,
        ref: volume.id,
      })
    await appendAudit(tx, {
      action: 'archive.bound',
      ...actorLine(actor),
      objectType: 'archive-volume',
      objectId: volume.id,
      gridCode: volume.gridCode,
      detail: { archiveNo: volume.archiveNo, title: volume.title, pages, sm3: hashed.sm3, sha256: hashed.sha256 },
    })
  })
}

async function hashFile(file: string): Promise<{ sha256: string; sm3: string }> {
  const { createHash } = await import('node:crypto')
  const [sha256, sm3] = [createHash('sha256'), createHash('sm3')]
  for await (const chunk of createReadStream(file)) {
    sha256.update(chunk)
    sm3.update(chunk)
  }
  return { sha256: sha256.digest('hex'), sm3: sm3.digest('hex') }
}

/** The number goes back, the case is at hand again, and whoever asked is told why. */
async function giveUp(db: Database, volume: store.VolumeRow, why: string): Promise<void> {
  await db.system(async (tx) => {
    const held = await store.findVolumeForUpdate(tx, wholeTree, volume.id)
    if (held?.state !== 'binding') return
    const { fonds, category, year, retention, unit, item } = held
    if (fonds && category && year && retention && unit && item)
      await returnItem(tx, { fonds, category, year, retention, unit, item })
    await store.updateFailed(tx, volume.id, why)
    await letGo(tx, volume.caseId)
    if (held.boundSeat)
      await sendMessage(tx, {
        to: { seatId: held.boundSeat },
        kind: 'archive.failed',
        title: `案卷没有装订成：${held.title.slice(0, 60)}`,
        text: why,
        link: `/archive-volumes/${held.id}`,
        ref: held.id,
      })
  })
}
