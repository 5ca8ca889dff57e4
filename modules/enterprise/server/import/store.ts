import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Outcome, RowProblem } from '../../model/import-rules.ts'
import type { Page } from '../store/enterprise.ts'
import type { MappedColumn } from './judge.ts'

export type ImportState = 'reading' | 'mapping' | 'checking' | 'checked' | 'applying' | 'done' | 'failed'
/**
 * Rows by outcome. Among those written, `uncoded` are new ones without a credit code, whose doubles are known by name only,
 * `noted` those about which a person should know something. `hidden` are rows the
 * sheet hides or filters out, whether they were read or left out.
 */
export type Counts = Partial<Record<Outcome | 'rows' | 'uncoded' | 'noted' | 'hidden', number>>

export interface ImportRow {
  id: string
  gridCode: string
  accountId: string
  actor: { name?: string; account?: string; seat?: string; body?: string }
  filename: string
  contentHash: string
  state: ImportState
  sheet: number
  sheets: string[]
  head: { lastRow: number } | null
  mapping: MappedColumn[] | null
  gridDefault: string | null
  counts: Counts
  rowsDone: number
  fault: string | null
  hiddenSheets: string[]
  leaveHidden: boolean
  createdAt: Date
  finishedAt: Date | null
  /** When the spreadsheet and the cells of its rows were removed, their term being over. */
  clearedAt: Date | null
  /** Doubtful rows that somebody said are to be written, as one or another. */
  decided: number
}

const columns = sql.raw(`i.*, (select count(*) from enterprise_import_row r
  where r.import_id = i.id and r.outcome = 'doubtful' and r.decision in ('new', 'update')) as decided`)

const within = (scope: Scope) => sql`i.grid_code >= ${scope.gridFrom} and i.grid_code < ${scope.gridTo}`

export async function findImport(tx: Tx, scope: Scope, id: string): Promise<ImportRow | undefined> {
  const found =
    await sql<ImportRow>`select ${columns} from enterprise_import i where i.id = ${id} and ${within(scope)}`.execute(tx)
  return found.rows[0]
}

export async function findImportForUpdate(tx: Tx, scope: Scope, id: string): Promise<ImportRow | undefined> {
  const found = await sql<ImportRow>`
    select ${columns} from enterprise_import i where i.id = ${id} and ${within(scope)} for update of i`.execute(tx)
  return found.rows[0]
}

/** Imports started inside the scope, newest first. */
export async function listImports(
  tx: Tx,
  scope: Scope,
  query: { cursor?: string | undefined; limit: number },
): Promise<Page<ImportRow>> {
  const after = readCursor<[string]>(query.cursor, ['uuid'])
  const found = await sql<ImportRow>`
    select ${columns} from enterprise_import i where ${within(scope)} ${after ? sql`and i.id < ${after[0]}::uuid` : sql``}
    order by i.id desc limit ${query.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, nextCursor: found.rows.length > query.limit && last ? writeCursor([last.id]) : null }
}

/** Imports somebody or something has to go on with. */
export async function listUnfinished(tx: Tx): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from enterprise_import where state in ('reading', 'checking', 'applying') order by created_at`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** @returns false when an import of this id is there already */
export async function insertImport(
  tx: Tx,
  row: Pick<ImportRow, 'id' | 'gridCode' | 'accountId' | 'actor' | 'filename' | 'contentHash' | 'gridDefault'>,
): Promise<boolean> {
  const done = await sql`
    insert into enterprise_import (id, grid_code, account_id, actor, filename, content_hash, state, grid_default)
    values (${row.id}, ${row.gridCode}, ${row.accountId}, ${JSON.stringify(row.actor)}, ${row.filename}, ${row.contentHash}, 'reading',
            ${row.gridDefault})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Changes of an import; only what is named is written. */
export type ImportChange = Partial<
  Pick<
    ImportRow,
    | 'state'
    | 'actor'
    | 'sheet'
    | 'sheets'
    | 'head'
    | 'mapping'
    | 'gridDefault'
    | 'counts'
    | 'rowsDone'
    | 'fault'
    | 'hiddenSheets'
    | 'leaveHidden'
  >
> & { finished?: boolean }

export async function updateImport(tx: Tx, id: string, change: ImportChange): Promise<void> {
  const sets = [
    change.state === undefined ? null : sql`state = ${change.state}`,
    change.actor === undefined ? null : sql`actor = ${JSON.stringify(change.actor)}`,
    change.sheet === undefined ? null : sql`sheet = ${change.sheet}`,
    change.sheets === undefined ? null : sql`sheets = ${JSON.stringify(change.sheets)}`,
    change.head === undefined ? null : sql`head = ${JSON.stringify(change.head)}`,
    change.mapping === undefined ? null : sql`mapping = ${JSON.stringify(change.mapping)}`,
    change.gridDefault === undefined ? null : sql`grid_default = ${change.gridDefault}`,
    change.counts === undefined ? null : sql`counts = ${JSON.stringify(change.counts)}`,
    change.rowsDone === undefined ? null : sql`rows_done = ${change.rowsDone}`,
    change.fault === undefined ? null : sql`fault = ${change.fault}`,
    change.hiddenSheets === undefined ? null : sql`hidden_sheets = ${JSON.stringify(change.hiddenSheets)}`,
    change.leaveHidden === undefined ? null : sql`leave_hidden = ${change.leaveHidden}`,
    change.finished ? sql`finished_at = now()` : null,
  ].filter((set) => set !== null)
  await sql`update enterprise_import set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

export interface HeldRow {
  rowNumber: number
  outcome: Outcome | 'noted'
  name: string | null
  problems: RowProblem[]
  cells: Cell[]
  decision: 'new' | 'update' | 'skip' | null
  twinId: string | null
}

/** Keeps rows that need a person; a run that starts over writes the same rows again. */
export async function upsertHeldRows(
  tx: Tx,
  batch: { id: string; gridCode: string },
  rows: Omit<HeldRow, 'decision'>[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into enterprise_import_row as r (import_id, grid_code, row_number, outcome, name, problems, cells, twin_id)
    select ${batch.id}, ${batch.gridCode}, x."rowNumber", x.outcome, x.name, x.problems, x.cells, x."twinId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("rowNumber" int, outcome text, name text, problems jsonb, cells jsonb, "twinId" uuid)
    on conflict (import_id, row_number) do update set outcome = excluded.outcome, name = excluded.name,
      problems = excluded.problems, cells = excluded.cells, twin_id = excluded.twin_id`.execute(tx)
}

export async function listHeldRows(
  tx: Tx,
  importId: string,
  query: { outcome?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<HeldRow>> {
  const after = readCursor<[number]>(query.cursor, ['number'])
  const found = await sql<HeldRow>`
    select row_number, outcome, name, problems, cells, decision, twin_id from enterprise_import_row
    where import_id = ${importId} and row_number > ${after?.[0] ?? 0} ${query.outcome ? sql`and outcome = ${query.outcome}` : sql``}
    order by row_number limit ${query.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, nextCursor: found.rows.length > query.limit && last ? writeCursor([last.rowNumber]) : null }
}

export async function decideRow(
  tx: Tx,
  importId: string,
  rowNumber: number,
  decision: HeldRow['decision'],
): Promise<boolean> {
  const done = await sql`
    update enterprise_import_row set decision = ${decision}
    where import_id = ${importId} and row_number = ${rowNumber} and outcome = 'doubtful'`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** What was decided about doubtful rows, by row. */
export async function listDecisions(tx: Tx, importId: string): Promise<Map<number, NonNullable<HeldRow['decision']>>> {
  const found = await sql<{ rowNumber: number; decision: NonNullable<HeldRow['decision']> }>`
    select row_number, decision from enterprise_import_row where import_id = ${importId} and decision is not null`.execute(
    tx,
  )
  return new Map(found.rows.map(({ rowNumber, decision }) => [rowNumber, decision]))
}

export async function forgetHeldRows(tx: Tx, importId: string): Promise<void> {
  await sql`delete from enterprise_import_row where import_id = ${importId}`.execute(tx)
}

/** What this account made of columns with these heads before. */
export async function recallMapping(tx: Tx, accountId: string, heads: string[]): Promise<Map<string, string | null>> {
  const found = await sql<{ headKey: string; field: string | null }>`
    select head_key, field from enterprise_import_mapping where account_id = ${accountId} and head_key = any(${heads})`.execute(
    tx,
  )
  return new Map(found.rows.map(({ headKey, field }) => [headKey, field]))
}

export async function rememberMapping(tx: Tx, accountId: string, columns: MappedColumn[]): Promise<void> {
  // Two columns of one name cannot be told apart by it next time.
  const rows = columns.filter(({ head }) => columns.filter((other) => other.head === head).length === 1)
  await sql`
    insert into enterprise_import_mapping (account_id, head_key, field)
    select ${accountId}, x.head, x.target from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(head text, target text)
    on conflict (account_id, head_key) do update set field = excluded.field, updated_at = now()`.execute(tx)
}

export async function countImports(tx: Tx, scope: Scope): Promise<number> {
  const counted = await sql<{
    n: number
  }>`select count(*) as n from enterprise_import i where ${within(scope)}`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

/** Forgets an import that only looked; nothing of it was written. */
export async function removeImport(tx: Tx, id: string): Promise<void> {
  await forgetHeldRows(tx, id)
  await sql`delete from enterprise_import where id = ${id} and state in ('checked', 'mapping', 'failed')`.execute(tx)
}

/** Some imports nobody works on that were uploaded before an instant and are still kept whole. */
export async function listOutOfTerm(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from enterprise_import
    where cleared_at is null and created_at < ${before} and state not in ('reading', 'checking', 'applying')
    order by created_at limit ${limit}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** Removes what the rows of an import held and notes when; how many there were, and what was said of them, stays. */
export async function clearImport(tx: Tx, id: string): Promise<void> {
  await sql`update enterprise_import_row set cells = '[]', problems = '[]', name = null where import_id = ${id}`.execute(
    tx,
  )
  await sql`update enterprise_import set cleared_at = now() where id = ${id}`.execute(tx)
}
