import { type AuditEntry, appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { sourcesOf } from '#kernel/indicators/fresh.ts'
import { dimensionsOf } from '#kernel/indicators/partings.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { subtree, wholeTree } from '#kernel/scope/scope.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { badBlock, movedOn, noReport, noTemplate, retired, seatOutside } from '../model/problems.ts'
import { codesOf, lastDue } from '../model/report.ts'
import type { Content, TemplateInput } from '../model/report-schema.ts'
import type { ReportSources } from './circular.ts'
import { composeReport } from './report.ts'
import * as store from './report-store.ts'

/** Refuses a template that asks for what its author may not read, cannot be parted so, or is sent outside his grid. */
export async function checkTemplate(
  tx: Tx,
  { table }: IndicatorRoom,
  actor: Actor,
  { blocks, seats }: TemplateInput,
  today: LocalDate,
): Promise<void> {
  for (const [at, block] of blocks.entries()) {
    for (const code of codesOf([block])) {
      const indicator = table.indicators.get(code)
      if (!indicator || !sourcesOf(table, indicator).every(({ permission }) => may(actor, permission)))
        throw badBlock(at, `没有「${code}」这个指标，或者它的数据不在您的职责范围内`)
      if (block.kind !== 'table' || block.by === 'grid') continue
      if (!dimensionsOf(table, indicator).some(({ name }) => name === block.by))
        throw badBlock(at, `「${indicator.name}」不能这样分`)
    }
  }
  const known = await store.listSeatsOf(tx, actor.scope, seats, today)
  if (known.length < new Set(seats).size) throw seatOutside()
}

/** Saves a new template of the author's own grid. */
export async function createTemplate(
  tx: Tx,
  room: IndicatorRoom,
  actor: Actor,
  content: TemplateInput,
  today: LocalDate,
): Promise<string> {
  await checkTemplate(tx, room, actor, content, today)
  const saving = { id: newId(), gridCode: actor.gridCode, content, version: 1, savedBy: savedBy(actor), today }
  await store.insertTemplate(tx, saving)
  await store.insertVersion(tx, saving)
  return saving.id
}

/** Saves another version; reports written before stay as they are. @throws movedOn when somebody else saved meanwhile */
export async function saveTemplate(
  tx: Tx,
  room: IndicatorRoom,
  actor: Actor,
  about: { id: string; version: number; content: TemplateInput; today: LocalDate },
): Promise<void> {
  const { id, version, content, today } = about
  const row = await lockTemplate(tx, actor, id)
  if (row.version !== version) throw movedOn(row.savedBy)
  await checkTemplate(tx, room, actor, content, today)
  const saving = { id, gridCode: row.gridCode, content, version: version + 1, savedBy: savedBy(actor), today }
  const isOtherRhythm = content.rhythm !== row.content.rhythm || content.onDay !== row.content.onDay
  await store.updateTemplate(tx, saving, isOtherRhythm ? today : null)
  await store.insertVersion(tx, saving)
}

/** Ends a template; its reports stay. */
export async function retireTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  const row = await lockTemplate(tx, actor, id)
  await store.retireTemplate(tx, id)
  return row
}

export async function getTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  const row = await store.findTemplate(tx, actor.scope, id)
  if (!row) throw noTemplate()
  return row
}

export async function getReport(tx: Tx, actor: Actor, id: string): Promise<store.ReportRow> {
  const row = await store.findReport(tx, actor.scope, actor.seatId, id)
  if (!row) throw noReport()
  return row
}

/** Writes the reports of a template by hand, now; written twice on one day by one version they are the same. @returns their ids */
export async function writeByHand(
  sources: ReportSources,
  db: Database,
  actor: Actor,
  id: string,
  today: LocalDate,
): Promise<{ row: store.TemplateRow; ids: string[] }> {
  const row = await db.read(actor.scope, (tx) => getTemplate(tx, actor, id))
  if (row.retiredAt) throw retired()
  return {
    row,
    ids: await writeReports(sources, db, row, {
      occasion: `${today}/${row.version}`,
      day: today,
      today,
      by: actorLine(actor),
    }),
  }
}

/** Writes what is due and was not written, each once: a second worker, or one that died in between, finds what is there. @returns how many; @throws at the end when some could not be written */
export async function writeDue(sources: ReportSources, db: Database, today: LocalDate): Promise<number> {
  let written = 0
  const faults: unknown[] = []
  const templates = await db.read(wholeTree, (tx) => store.listScheduled(tx, wholeTree))
  for (const row of templates) {
    const due = lastDue(row.content.rhythm, row.content.onDay, today)
    if (due === null || due < row.dueSince) continue
    try {
      // As of the day it was due, also when the worker was away that day.
      written += (await writeReports(sources, db, row, { occasion: due, day: due, today, by: PLATFORM })).length
    } catch (error) {
      // The reports of others do not wait for one that cannot be written; it is tried again with the next round.
      faults.push(error)
    }
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} report templates could not be written`)
  return written
}

/** Who writes what is due by itself. */
const PLATFORM = { accountId: null, actor: { name: '平台' } }

interface Occasion {
  occasion: string
  day: LocalDate
  today: LocalDate
  by: Pick<AuditEntry, 'accountId' | 'actor'>
}

async function writeReports(
  sources: ReportSources,
  db: Database,
  row: store.TemplateRow,
  about: Occasion,
): Promise<string[]> {
  const scope = subtree(row.gridCode)
  const grids =
    row.content.gridRule === 'own'
      ? [row.gridCode]
      : await db.read(scope, (tx) => sources.room.gridsBelow(tx, scope, row.gridCode))
  const ids: string[] = []
  for (const grid of grids) {
    const key = { templateId: row.id, gridCode: grid, occasion: about.occasion }
    const before = await db.read(scope, (tx) => store.findReportOf(tx, key))
    if (before) {
      if (about.occasion.includes('/')) ids.push(before)
      continue
    }
    const content = await composeReport(sources, db, row.content, { grid, day: about.day })
    const written = await db.write(scope, (tx) => keepReport(tx, row, content, about))
    // Whoever pressed at the same moment wrote the same report.
    const id =
      written ?? (about.occasion.includes('/') ? await db.read(scope, (tx) => store.findReportOf(tx, key)) : null)
    if (id) ids.push(id)
  }
  return ids
}

/** Keeps one report and tells the seats of it, in one transaction; null when another worker did. */
async function keepReport(
  tx: Tx,
  row: store.TemplateRow,
  content: Content,
  { occasion, today, by }: Occasion,
): Promise<string | null> {
  const id = newId()
  const { grid, gridName, title, from, to, asOf } = content
  const kept = { id, templateId: row.id, templateVersion: row.version, gridCode: grid, occasion, title, content }
  if (!(await store.insertReport(tx, { ...kept, fromOn: from, toOn: to, asOf }))) return null
  const seats = await store.listSeatsOf(tx, subtree(row.gridCode), row.content.seats, today)
  // Of reports for each grid a seat gets that of its own, and those below it.
  const sent = seats.filter(
    ({ gridCode }) => row.content.gridRule === 'own' || gridCode.startsWith(grid) || grid.startsWith(gridCode),
  )
  for (const seat of sent) {
    const messageId = await sendMessage(tx, {
      to: { seatId: seat.id },
      kind: 'report.sent',
      title: `${title}（${gridName}，${from} 至 ${to}）`,
      text: `数据按 ${asOf} 结束时已知的数`,
      link: `/reports/${id}`,
      ref: id,
    })
    await store.insertDelivery(tx, { reportId: id, seatId: seat.id, gridCode: seat.gridCode, messageId })
  }
  await appendAudit(tx, {
    action: 'report.written',
    ...by,
    ...{ objectType: 'report', objectId: id, gridCode: grid },
    detail: { title, period: `${from} 至 ${to}`, sent: sent.length },
  })
  return id
}

async function lockTemplate(tx: Tx, actor: Actor, id: string): Promise<store.TemplateRow> {
  const row = await store.findTemplateForUpdate(tx, actor.scope, id)
  if (!row) throw noTemplate()
  if (row.retiredAt) throw retired()
  return row
}

const savedBy = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}`
