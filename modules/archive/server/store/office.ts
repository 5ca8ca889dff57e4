import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { Retention } from '../../model/codes.ts'

export interface OfficeRow {
  gridCode: string
  fonds: string
  category: string
  unit: string
  version: number
  changedAt: Date
  changedBy: string
}

const columns = sql`o.grid_code, o.fonds, o.category, o.unit, o.version, o.changed_at, o.changed_by`

/** The office that keeps the archives of a grid: the nearest above it with settings, itself included. */
export async function findOfficeOf(tx: Tx, gridCode: string): Promise<OfficeRow | undefined> {
  const found = await sql<OfficeRow>`
    select ${columns} from archive_office o where starts_with(${gridCode}, o.grid_code)
    order by length(o.grid_code) desc limit 1`.execute(tx)
  return found.rows[0]
}

/** Offices on the way up from a grid and below it. */
export async function listOffices(tx: Tx, gridCode: string): Promise<OfficeRow[]> {
  const found = await sql<OfficeRow>`
    select ${columns} from archive_office o
    where starts_with(${gridCode}, o.grid_code) or starts_with(o.grid_code, ${gridCode})
    order by length(o.grid_code), o.grid_code`.execute(tx)
  return found.rows
}

/** Grid of another office with the same fonds and unit, anywhere; whoever else asks waits for this transaction. */
export async function findSameCodes(
  tx: Tx,
  { gridCode, fonds, unit }: { gridCode: string; fonds: string; unit: string },
): Promise<string | null> {
  const found = await sql<{ grid: string | null }>`
    select archive_codes_of_another(${gridCode}, ${fonds}, ${unit}) as grid`.execute(tx)
  return found.rows[0]?.grid ?? null
}

/** Enters or changes the settings of a grid as read in a version, 0 for new ones. @returns false when they moved on */
export async function saveOffice(
  tx: Tx,
  row: { gridCode: string; fonds: string; category: string; unit: string; version: number; by: string },
): Promise<boolean> {
  if (row.version === 0) {
    const entered = await sql`
      insert into archive_office (grid_code, fonds, category, unit, changed_by)
      values (${row.gridCode}, ${row.fonds}, ${row.category}, ${row.unit}, ${row.by}) on conflict (grid_code) do nothing`.execute(
      tx,
    )
    return (entered.numAffectedRows ?? 0n) > 0n
  }
  const changed = await sql`
    update archive_office set fonds = ${row.fonds}, category = ${row.category}, unit = ${row.unit}, version = version + 1,
      changed_at = now(), changed_by = ${row.by}
    where grid_code = ${row.gridCode} and version = ${row.version}`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}

export interface RetentionRow {
  id: string
  key: string
  retention: Retention
  reason: string
  approvedBy: string
  setAt: Date
  setBy: string
}

/** All changes of the retention table, the latest first. */
export async function listRetentions(tx: Tx): Promise<RetentionRow[]> {
  const found = await sql<RetentionRow>`
    select r.id, r.key, r.retention, r.reason, r.approved_by, r.set_at, r.set_by from archive_retention r
    order by r.set_at desc, r.id desc`.execute(tx)
  return found.rows
}

export async function insertRetention(tx: Tx, row: Omit<RetentionRow, 'id' | 'setAt'>): Promise<void> {
  await sql`
    insert into archive_retention (id, key, retention, reason, approved_by, set_by)
    values (${newId()}, ${row.key}, ${row.retention}, ${row.reason}, ${row.approvedBy}, ${row.setBy})`.execute(tx)
}

/** Pages of PDFs as counted before, by content. */
export async function listPageCounts(
  tx: Tx,
  hashes: readonly string[],
): Promise<Map<string, { pages: number | null; fault: string | null }>> {
  if (hashes.length === 0) return new Map()
  const found = await sql<{ sha256: string; pages: number | null; fault: string | null }>`
    select k.sha256, k.pages, k.fault from archive_page_count k where k.sha256 = any(${hashes}::text[])`.execute(tx)
  return new Map(found.rows.map(({ sha256, pages, fault }) => [sha256, { pages, fault }]))
}

export async function insertPageCounts(
  tx: Tx,
  rows: readonly { sha256: string; pages: number | null; fault: string | null }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into archive_page_count (sha256, pages, fault)
    select x.sha256, x.pages, x.fault from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(sha256 text, pages int, fault text)
    on conflict (sha256) do nothing`.execute(tx)
}
