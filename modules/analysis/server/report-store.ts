import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Content, TemplateInput } from '../model/report-schema.ts'

export interface TemplateRow {
  id: string
  gridCode: string
  content: TemplateInput
  version: number
  savedAt: Date
  savedBy: string
  dueSince: string
  retiredAt: Date | null
  written: number
}

const inside = (scope: Scope, alias: string) =>
  sql`${sql.ref(`${alias}.grid_code`)} >= ${scope.gridFrom} and ${sql.ref(`${alias}.grid_code`)} < ${scope.gridTo}`

const templateColumns = sql`
  t.id, t.grid_code, t.content, t.version, t.saved_at, t.saved_by, t.due_since, t.retired_at,
  (select count(*) from report r where r.template_id = t.id) as written`

export async function listTemplates(tx: Tx, scope: Scope): Promise<TemplateRow[]> {
  const found = await sql<TemplateRow>`
    select ${templateColumns} from report_template t where ${inside(scope, 't')}
    order by t.retired_at is not null, t.grid_code, t.saved_at desc limit 200`.execute(tx)
  return found.rows
}

export async function findTemplate(tx: Tx, scope: Scope, id: string): Promise<TemplateRow | undefined> {
  const found = await sql<TemplateRow>`
    select ${templateColumns} from report_template t where t.id = ${id} and ${inside(scope, 't')}`.execute(tx)
  return found.rows[0]
}

/** The same, held against others until the end of the transaction. */
export async function findTemplateForUpdate(tx: Tx, scope: Scope, id: string): Promise<TemplateRow | undefined> {
  await sql`select 1 from report_template t where t.id = ${id} and ${inside(scope, 't')} for update`.execute(tx)
  return findTemplate(tx, scope, id)
}

/** Templates the worker looks after. */
export async function listScheduled(tx: Tx, scope: Scope): Promise<TemplateRow[]> {
  const found = await sql<TemplateRow>`
    select ${templateColumns} from report_template t
    where t.retired_at is null and t.rhythm <> 'hand' and ${inside(scope, 't')} order by t.id`.execute(tx)
  return found.rows
}

interface Saving {
  id: string
  gridCode: string
  content: TemplateInput
  version: number
  savedBy: string
  today: string
}

export async function insertTemplate(tx: Tx, { id, gridCode, content, savedBy, today }: Saving): Promise<void> {
  await sql`
    insert into report_template (id, grid_code, title, rhythm, on_day, content, saved_by, due_since)
    values (${id}, ${gridCode}, ${content.title}, ${content.rhythm}, ${content.onDay}, ${JSON.stringify(content)}, ${savedBy}, ${today})`.execute(
    tx,
  )
}

/** @param dueSince the new day since which it is due; null where the rhythm stays */
export async function updateTemplate(
  tx: Tx,
  { id, content, version, savedBy }: Saving,
  dueSince: string | null,
): Promise<void> {
  await sql`
    update report_template set title = ${content.title}, rhythm = ${content.rhythm}, on_day = ${content.onDay},
      content = ${JSON.stringify(content)}, version = ${version}, saved_at = now(), saved_by = ${savedBy},
      due_since = coalesce(${dueSince}::date, due_since)
    where id = ${id}`.execute(tx)
}

export async function insertVersion(tx: Tx, { id, gridCode, content, version, savedBy }: Saving): Promise<void> {
  await sql`
    insert into report_template_version (template_id, version, grid_code, content, saved_by)
    values (${id}, ${version}, ${gridCode}, ${JSON.stringify(content)}, ${savedBy})`.execute(tx)
}

export async function listVersions(tx: Tx, id: string): Promise<{ version: number; savedAt: Date; savedBy: string }[]> {
  const found = await sql<{ version: number; savedAt: Date; savedBy: string }>`
    select version, saved_at, saved_by from report_template_version where template_id = ${id} order by version desc limit 50`.execute(
    tx,
  )
  return found.rows
}

export async function retireTemplate(tx: Tx, id: string): Promise<void> {
  await sql`update report_template set retired_at = now() where id = ${id}`.execute(tx)
}

export interface ReportRow {
  id: string
  templateId: string
  templateVersion: number
  gridCode: string
  title: string
  fromOn: string
  toOn: string
  asOf: string
  writtenAt: Date
  content: Content
}

/** Keeps a report. @returns false when this one was written before */
export async function insertReport(tx: Tx, row: Omit<ReportRow, 'writtenAt'> & { occasion: string }): Promise<boolean> {
  const done = await sql`
    insert into report (id, template_id, template_version, grid_code, occasion, title, from_on, to_on, as_of, content)
    values (${row.id}, ${row.templateId}, ${row.templateVersion}, ${row.gridCode}, ${row.occasion}, ${row.title}, ${row.fromOn},
      ${row.toOn}, ${row.asOf}, ${JSON.stringify(row.content)})
    on conflict on constraint report_once do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** The report of a template for a grid and an occasion; undefined when it was not written yet. */
export async function findReportOf(
  tx: Tx,
  about: { templateId: string; gridCode: string; occasion: string },
): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from report where template_id = ${about.templateId} and grid_code = ${about.gridCode} and occasion = ${about.occasion}`.execute(
    tx,
  )
  return found.rows[0]?.id
}

/** Reports somebody may open: those of grids inside his own, and those sent to his seat. */
const mayOpen = (scope: Scope, seatId: string | null) => sql`
  ((${inside(scope, 'r')}) or exists (select 1 from report_delivery d where d.report_id = r.id and d.seat_id = ${seatId}::uuid))`

const reportColumns = sql`r.id, r.template_id, r.template_version, r.grid_code, r.title, r.from_on, r.to_on, r.as_of, r.written_at`

export async function findReport(
  tx: Tx,
  scope: Scope,
  seatId: string | null,
  id: string,
): Promise<ReportRow | undefined> {
  const found = await sql<ReportRow>`
    select ${reportColumns}, r.content from report r where r.id = ${id} and ${mayOpen(scope, seatId)}`.execute(tx)
  return found.rows[0]
}

export type ReportHead = Omit<ReportRow, 'content'>

export async function listReports(
  tx: Tx,
  scope: Scope,
  seatId: string | null,
  query: { template?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ReportHead[]; nextCursor: string | null; total: number }> {
  const after = readCursor<[string, string]>(query.cursor, ['instant', 'uuid'])
  const where = sql`${mayOpen(scope, seatId)} and (${query.template ?? null}::uuid is null or r.template_id = ${query.template ?? null}::uuid)`
  const found = await sql<ReportHead & { at: string }>`
    select ${reportColumns}, r.written_at::text as at from report r
    where ${where} and (${after?.[0] ?? null}::timestamptz is null or (r.written_at, r.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by r.written_at desc, r.id desc limit ${query.limit + 1}`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*) as n from report r where ${where}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.rows.length > query.limit && last ? writeCursor([last.at, last.id]) : null,
    total: counted.rows[0]?.n ?? 0,
  }
}

export interface SeatRow {
  id: string
  gridCode: string
}

/** Seats inside a scope that are open on a day, of those named; seats of supervised objects are none. */
export async function listSeatsOf(tx: Tx, scope: Scope, ids: readonly string[], on: string): Promise<SeatRow[]> {
  const found = await sql<SeatRow>`
    select s.id, s.grid_code from seat s
    where s.id = any(${ids}::uuid[]) and s.object_id is null and ${inside(scope, 's')} and (s.to_on is null or s.to_on >= ${on}::date)`.execute(
    tx,
  )
  return found.rows
}

export async function insertDelivery(
  tx: Tx,
  row: { reportId: string; seatId: string; gridCode: string; messageId: string },
): Promise<void> {
  await sql`
    insert into report_delivery (report_id, seat_id, grid_code, message_id)
    values (${row.reportId}, ${row.seatId}, ${row.gridCode}, ${row.messageId})`.execute(tx)
}

export interface DeliveryRow {
  reportId: string
  seat: string
  body: string
  messageId: string
  sentAt: Date
}

/** To whom some reports were sent, as far as the reader's scope goes. */
export async function listDeliveries(tx: Tx, reportIds: readonly string[]): Promise<DeliveryRow[]> {
  const found = await sql<DeliveryRow>`
    select d.report_id, s.title as seat, b.name as body, d.message_id, d.sent_at
    from report_delivery d join seat s on s.id = d.seat_id join body b on b.id = s.body_id
    where d.report_id = any(${reportIds}::uuid[]) order by d.grid_code, s.title`.execute(tx)
  return found.rows
}
