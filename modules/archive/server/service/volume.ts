import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { holdFiled } from '#kernel/cases/filing.ts'
import { listFitSeats } from '#kernel/cases/list-store.ts'
import { localDay } from '#kernel/cases/model/clock.ts'
import { type CaseRow, findCase, findCaseForUpdate } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import type { Retention } from '../../model/codes.ts'
import { arrange, type Edits, type Finding, findingsOf, type Line, unseenIn } from '../../model/contents.ts'
import { archiveGrants } from '../../model/grants.ts'
import { bareName } from '../../model/name.ts'
import { archiveNumber } from '../../model/number.ts'
import { archiveProblems } from '../../model/problems.ts'
import { findRule } from '../../model/retention.ts'
import { inspectPdfs } from '../bindery.ts'
import type { ArchiveContext } from '../context.ts'
import { type ArchiveSource, findArchiveSource, type Handler, handlerOf } from '../source.ts'
import { takeItem } from '../store/number.ts'
import { findOfficeOf, insertPageCounts, listPageCounts, listRetentions } from '../store/office.ts'
import * as store from '../store/volume.ts'
import { keepsFile } from '../store/waiting.ts'
import { copyKept, hashKept } from './bytes.ts'
import { contentOf } from './propose.ts'

/** Name of the job that binds a volume. */
export const BIND = 'archive.bind'

/** A volume that is put together, with everything that is known of its contents. */
export interface Draft {
  volume: store.VolumeRow
  source: ArchiveSource
  row: CaseRow
  lines: Line[]
  findings: Finding[]
  /** The office whose file it is. */
  handler: Handler
}

/** A volume inside a scope. @throws notFound */
export async function getVolume(tx: Tx, actor: Actor, id: string): Promise<store.VolumeRow> {
  return (await store.findVolume(tx, actor.scope, id)) ?? missing()
}

async function lockVolume(tx: Tx, actor: Actor, id: string): Promise<store.VolumeRow> {
  return (await store.findVolumeForUpdate(tx, actor.scope, id)) ?? missing()
}

function missing(): never {
  throw new Problem(common.notFound, '没有这个案卷，或它不在您的辖区。')
}

/**
 * Begins the volume of a closed case; the same case twice gives the one that was begun.
 * @throws notFound; notWaiting for a case that is not closed, keeps no file, or is bound already
 */
export async function beginVolume(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  caseId: string,
): Promise<store.VolumeRow> {
  const row = await findCaseForUpdate(tx, actor.scope, caseId)
  const source = row && findArchiveSource(row.type)
  if (!row || !source) throw new Problem(common.notFound, '没有这件事，或它不在您的辖区。')
  const known = (await store.listOfCase(tx, actor.scope, caseId)).find(({ state }) => atHand(state))
  if (known) {
    if (known.state !== 'bound') return known
    throw new Problem(archiveProblems.volumeThere, `这件事已经归档，档号 ${known.archiveNo}。`, { volumeId: known.id })
  }
  await refuseNotWaiting(tx, actor, source, row)
  const retentionKey = await source.retentionKey(tx, { caseId, state: row.state })
  const cover = await source.cover(tx, actor, { caseId, title: row.title, closedOn: dayOf(row) })
  const id = newId()
  await store.insertVolume(tx, {
    id,
    caseId,
    kind: row.type,
    gridCode: row.gridCode,
    objectId: row.objectId,
    title: cover.name,
    party: cover.party,
    caseNumber: row.number,
    closedAt: row.stateSince,
    retentionKey,
    begunBy: actingName(actor),
  })
  const volume = await getVolume(tx, actor, id)
  await countPages(tx, context, actor, source, row)
  return volume
}

const atHand = (state: store.VolumeRow['state']) => ['draft', 'binding', 'failed', 'bound'].includes(state)
const dayOf = ({ stateSince }: CaseRow): string => localDay(stateSince.getTime())

async function refuseNotWaiting(tx: Tx, actor: Actor, source: ArchiveSource, row: CaseRow): Promise<void> {
  const { type } = source.kind
  if (!source.states.includes(row.state)) {
    const states = source.states.map((state) => `「${type.states[state]?.title ?? state}」`).join('、')
    const now = type.states[row.state]?.title ?? row.state
    throw new Problem(archiveProblems.notWaiting, `这件${type.title}现在是「${now}」，到${states}时才立卷。`)
  }
  const branch = { type: type.name, keeps: source.keeps }
  if (!(await keepsFile(tx, actor.scope, row.id, branch)))
    throw new Problem(archiveProblems.notWaiting, `这件${type.title}不单独立卷（单独立卷的是：${source.which}）。`)
}

/** Counts the pages of PDFs nobody counted before. */
async function countPages(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  source: ArchiveSource,
  row: CaseRow,
): Promise<void> {
  const { proposed } = await contentOf(tx, actor, source, row)
  const hashes = [
    ...new Set(
      proposed.flatMap(({ part, pages, sha256 }) => (part === 'file' && pages === null && sha256 ? [sha256] : [])),
    ),
  ]
  const known = await listPageCounts(tx, hashes)
  const fresh = hashes.filter((sha256) => !known.has(sha256))
  if (fresh.length === 0) return
  await mkdir(context.workFolder, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(context.workFolder, 'count-'))
  try {
    const kept: string[] = []
    for (const sha256 of fresh)
      await copyKept(context.blobs, sha256, path.join(folder, sha256)).then(
        () => kept.push(sha256),
        // Bytes that are gone are named by the test of the hashes.
        () => {},
      )
    const results = await inspectPdfs(kept.map((sha256) => path.join(folder, sha256)))
    await insertPageCounts(
      tx,
      kept.map((sha256, at) => ({ sha256, pages: results[at]?.pages ?? null, fault: results[at]?.fault ?? null })),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A volume as it would be bound now: the contents of its case in their order, with what is missing or wrong. @throws notFound */
export async function readDraft(tx: Tx, actor: Actor, volume: store.VolumeRow): Promise<Draft> {
  const row = await findCase(tx, actor.scope, volume.caseId)
  const source = findArchiveSource(volume.kind)
  if (!row || !source) throw new Problem(common.notFound, '这个案卷的办件不在您的辖区。')
  const content = await contentOf(tx, actor, source, row)
  const counts = await listPageCounts(
    tx,
    content.proposed.flatMap(({ sha256 }) => sha256 ?? []),
  )
  const proposed = content.proposed.map((one) => {
    const counted = one.part === 'file' && one.pages === null && one.sha256 ? counts.get(one.sha256) : undefined
    if (!counted) return one
    // What cannot be opened is kept as it is, beside the pages.
    return counted.fault ? { ...one, pages: 0, annex: true, note: counted.fault } : { ...one, pages: counted.pages }
  })
  const lines = arrange(proposed, volume.edits)
  const handler = handlerOf(row, content.acts)
  return { volume, source, row, lines, handler, findings: [...content.findings, ...findingsOf(lines)] }
}

/** Changes order, titles and what is left out, as the draft was read in a version. @throws notAtHand; versionMovedOn; invalid */
export async function editVolume(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  edits: Edits,
): Promise<store.VolumeRow> {
  const volume = await lockDraft(tx, actor, id, version)
  const { lines } = await readDraft(tx, actor, volume)
  const known = new Set(lines.map(({ ref }) => ref))
  const refs = [...(edits.order ?? []), ...Object.keys(edits.titles ?? {}), ...Object.keys(edits.leftOut ?? {})]
  const stranger = refs.find((ref) => !known.has(ref))
  if (stranger) throw new Problem(common.invalid, '目录里没有这一件，请刷新后再调整。')
  if (edits.leftOut && 'acts' in edits.leftOut)
    throw new Problem(common.invalid, '办理经过记录是案卷的一部分，不能抽出。')
  await store.updateEdits(tx, id, edits)
  return getVolume(tx, actor, id)
}

async function lockDraft(tx: Tx, actor: Actor, id: string, version: number | null): Promise<store.VolumeRow> {
  const volume = await lockVolume(tx, actor, id)
  if (volume.state !== 'draft' && volume.state !== 'failed')
    throw new Problem(
      archiveProblems.notAtHand,
      volume.state === 'binding' ? '正在装订，装订完才能看到结果。' : '这一卷已经归档，不能再改；确要补充的先撤卷。',
    )
  if (version === null) throw new Problem(common.versionMissing, '请带上您看到的版本（If-Match）。')
  if (version !== volume.version)
    throw new Problem(common.versionMovedOn, '别人刚调整过这一卷，请刷新后再办。', { currentVersion: volume.version })
  return volume
}

/** Gives up a volume that is not bound: the case waits again. @throws notAtHand */
export async function dropVolume(tx: Tx, actor: Actor, id: string, version: number | null): Promise<store.VolumeRow> {
  const volume = await lockDraft(tx, actor, id, version)
  await store.removeDraft(tx, id)
  return volume
}

/** The retention of a class of files as it stands now: what was set last, else what is declared. */
export async function retentionOf(tx: Tx, key: string): Promise<Retention> {
  const set = (await listRetentions(tx)).find((one) => one.key === key)
  return set?.retention ?? findRule(key)?.retention ?? 'ten'
}

/** Tests every component as it lies there now, and counts pages that were not counted: 真实性、可用性. */
export async function testBytes(context: ArchiveContext, draft: Draft): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { ref, title, sha256, leftOut, annex, pages, part } of draft.lines) {
    if (leftOut !== null || sha256 === null) continue
    const hashed = await hashKept(context.blobs, sha256).catch(() => null)
    const say = (property: Finding['property'], message: string) =>
      findings.push({ property, blocks: true, ref, message })
    if (!hashed) say('complete', `《${title}》的文件读不出来`)
    else if (hashed.sha256 !== sha256) say('authentic', `《${title}》的内容被改动过，与封存的校验值不符`)
    else if (!annex && part === 'file' && pages === null) say('usable', `《${title}》的页数还没有数过，请再检测一次`)
  }
  return findings
}

/** Everything that is tested of a draft, its bytes too; pages of what is new are counted first. */
export async function testVolume(tx: Tx, context: ArchiveContext, actor: Actor, id: string): Promise<Draft> {
  const volume = await getVolume(tx, actor, id)
  const row = await findCase(tx, actor.scope, volume.caseId)
  const source = findArchiveSource(volume.kind)
  if (!row || !source) return missing()
  await countPages(tx, context, actor, source, row)
  const draft = await readDraft(tx, actor, volume)
  return { ...draft, findings: [...draft.findings, ...(await testBytes(context, draft))] }
}

/** Who may look the volume of a place over: whoever of the offices over it may read volumes, but not who binds it, in any seat. */
export async function listCheckers(
  tx: Tx,
  actor: Actor,
  { gridCode }: Pick<store.VolumeRow, 'gridCode'>,
): Promise<Awaited<ReturnType<typeof listFitSeats>>> {
  const seats = await listFitSeats(tx, { gridCode, objectId: null }, today())
  const readers = archiveGrants['archive.read']?.roles ?? []
  return seats.filter(
    ({ id, role, personName }) =>
      readers.includes(role) && id !== actor.seatId && bareName(personName) !== bareName(actor.personName),
  )
}

/** What the archivist says when a volume is bound. */
export interface BindWish {
  /** Marks of the components as they were read. */
  seen: readonly string[]
  /** The seat of whoever looked the volume over. */
  checker: string
  situation: string
}

/**
 * Puts a case away: from now on nothing is done on it, its volume has its number, and a worker puts the pages together.
 * @throws notWaiting; notWhole with everything that stands in the way; noOffice; versionMovedOn; notAtHand
 */
export async function askBind(
  tx: Tx,
  context: ArchiveContext,
  actor: Actor,
  id: string,
  version: number | null,
  wish: BindWish,
): Promise<store.VolumeRow> {
  const found = await getVolume(tx, actor, id)
  const row = await findCaseForUpdate(tx, actor.scope, found.caseId)
  const volume = await lockDraft(tx, actor, id, version)
  const source = findArchiveSource(volume.kind)
  if (!row || !source) throw new Problem(common.notFound, '这个案卷的办件不在您的辖区。')
  await refuseNotWaiting(tx, actor, source, row)
  const checker = (await listCheckers(tx, actor, row)).find(({ id: seat }) => seat === wish.checker)
  if (!checker)
    throw new Problem(archiveProblems.samePerson, '检查人要从名单里选，和立卷人不是同一个人。', {
      errors: [{ pointer: '/checker', message: '从名单里选另一名检查的人' }],
    })
  const draft = await testVolume(tx, context, actor, id)
  refuseUnseen(draft.lines, wish.seen, volume.version)
  const blocking = draft.findings.filter(({ blocks }) => blocks)
  if (blocking[0])
    throw new Problem(archiveProblems.notWhole, `还不能归档：${blocking.map(({ message }) => message).join('；')}。`, {
      findings: blocking,
    })
  const office = await findOfficeOf(tx, draft.handler.gridCode)
  if (!office)
    throw new Problem(
      archiveProblems.noOffice,
      '还没有设置办案单位的全宗号、档案门类和机构代码，请先在“档案设置”里填写。',
    )
  const series = {
    fonds: office.fonds,
    category: office.category,
    // The year the file came about: that of its closing (DA/T 22-2015).
    year: Number(dayOf(row).slice(0, 4)),
    retention: await retentionOf(tx, volume.retentionKey),
    unit: office.unit,
  }
  const item = await takeItem(tx, series)
  const archiveNo = archiveNumber({ ...series, item })
  const kept = draft.lines.filter(({ leftOut }) => leftOut === null)
  await store.updateBinding(tx, id, {
    ...series,
    item,
    archiveNo,
    checker: checker.personName,
    checkerSeat: checker.id,
    situation: wish.situation,
    checks: draft.findings,
    total: kept.filter(({ annex }) => !annex).length + 3,
    by: {
      name: actingName(actor),
      body: draft.handler.name || (actor.bodyName ?? ''),
      seatId: actor.seatId,
      accountId: actor.accountId,
    },
  })
  await holdFiled(tx, row.id, archiveNo)
  await enqueue(tx, BIND, { volumeId: id })
  return getVolume(tx, actor, id)
}

/** Refuses what came or changed after whoever binds had read it. @throws versionMovedOn naming it */
function refuseUnseen(lines: readonly Line[], seen: readonly string[], currentVersion: number): void {
  const fresh = unseenIn(lines, seen)
  if (fresh.length === 0) return
  const named = fresh.map(({ title }) => `《${title}》`).join('、')
  throw new Problem(common.versionMovedOn, `您看过以后，卷内材料有新增或变化：${named}。请刷新看过后再归档。`, {
    currentVersion,
  })
}
