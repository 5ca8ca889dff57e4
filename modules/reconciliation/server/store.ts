import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { DifferenceKind, State, Verdict } from '../model/codes.ts'
import type { SheetColumn } from '../model/head.ts'
import type { ListKind } from '../model/list.ts'
import type { FieldDifference, PlatformRow } from '../model/match.ts'
import type { ReconciliationResult } from '../model/schema.ts'
import type { KeptLine } from './read-sheet.ts'

export interface ReconciliationRow {
  id: string
  gridCode: string
  list: string
  fromOn: string | null
  toOn: string
  filename: string
  contentHash: string
  sheet: string
  columns: SheetColumn[]
  notes: string[]
  lines: number
  state: State
  run: number
  result: ReconciliationResult | null
  fault: string | null
  actor: { name?: string }
  startedAt: Date
  comparedAt: Date | null
  withdrawnReason: string | null
  open: number
  settled: number
  gone: number
}

/** What is open: nobody said anything of it, or the platform is to be put right and has not been yet. */
const isOpen = sql`d.gone_at is null and (d.verdict is null or d.verdict = 'platform')`

const inside = (scope: Scope, alias: string) =>
  sql`${sql.ref(`${alias}.grid_code`)} >= ${scope.gridFrom} and ${sql.ref(`${alias}.grid_code`)} < ${scope.gridTo}`

const columns = sql`
  r.id, r.grid_code, r.list, r.from_on, r.to_on, r.filename, r.content_hash, r.sheet, r.columns, r.notes, r.lines, r.state, r.run, r.result,
  r.fault, r.actor, r.started_at, r.compared_at, r.withdrawn_reason, coalesce(n.open, 0) as open, coalesce(n.settled, 0) as settled,
  coalesce(n.gone, 0) as gone`

const tallied = sql`
  reconciliation r left join lateral (
    select count(*) filter (where ${isOpen}) as open, count(*) filter (where d.gone_at is not null) as gone,
      count(*) filter (where d.gone_at is null and d.verdict is not null and d.verdict <> 'platform') as settled
    from reconciliation_difference d where d.reconciliation_id = r.id) n on true`

/** @returns false when it was there before: the same upload sent again */
export async function insertReconciliation(
  tx: Tx,
  row: Pick<
    ReconciliationRow,
    | 'id'
    | 'gridCode'
    | 'list'
    | 'fromOn'
    | 'toOn'
    | 'filename'
    | 'contentHash'
    | 'sheet'
    | 'columns'
    | 'notes'
    | 'actor'
  > & { accountId: string },
  lines: readonly KeptLine[],
): Promise<boolean> {
  const done = await sql`
    insert into reconciliation (id, grid_code, list, from_on, to_on, filename, content_hash, sheet, columns, notes, lines, state, account_id, actor)
    values (${row.id}, ${row.gridCode}, ${row.list}, ${row.fromOn}, ${row.toOn}, ${row.filename}, ${row.contentHash}, ${row.sheet},
      ${JSON.stringify(row.columns)}, ${JSON.stringify(row.notes)}, ${lines.length}, 'mapping', ${row.accountId}, ${JSON.stringify(row.actor)})
    on conflict (id) do nothing`.execute(tx)
  if ((done.numAffectedRows ?? 0n) === 0n) return false
  for (const chunk of chunked(lines))
    await sql`
      insert into reconciliation_line (reconciliation_id, grid_code, row_number, cells)
      select ${row.id}, ${row.gridCode}, x."rowNumber", x.cells
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as x("rowNumber" int, cells jsonb)`.execute(tx)
  return true
}

const CHUNK = 5000

function* chunked<T>(all: readonly T[]): Generator<T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK)
}

export async function findReconciliation(tx: Tx, scope: Scope, id: string): Promise<ReconciliationRow | undefined> {
  const found = await sql<ReconciliationRow>`
    select ${columns} from ${tallied} where r.id = ${id} and ${inside(scope, 'r')}`.execute(tx)
  return found.rows[0]
}

/** The same, held against others until the end of the transaction. */
export async function findForUpdate(tx: Tx, scope: Scope, id: string): Promise<ReconciliationRow | undefined> {
  await sql`select 1 from reconciliation r where r.id = ${id} and ${inside(scope, 'r')} for update`.execute(tx)
  return findReconciliation(tx, scope, id)
}

export async function listReconciliations(
  tx: Tx,
  scope: Scope,
  query: { list?: string | undefined; lists: readonly string[]; cursor?: string | undefined; limit: number },
): Promise<{ items: ReconciliationRow[]; nextCursor: string | null; total: number }> {
  const after = readCursor<[string, string]>(query.cursor, ['instant', 'uuid'])
  const where = sql`${inside(scope, 'r')} and r.list = any(${query.lists}::text[]) and (${query.list ?? null}::text is null or r.list = ${query.list ?? null})`
  const found = await sql<ReconciliationRow & { at: string }>`
    select ${columns}, r.started_at::text as at from ${tallied}
    where ${where} and (${after?.[0] ?? null}::timestamptz is null or (r.started_at, r.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by r.started_at desc, r.id desc limit ${query.limit + 1}`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*) as n from reconciliation r where ${where}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.rows.length > query.limit && last ? writeCursor([last.at, last.id]) : null,
    total: counted.rows[0]?.n ?? 0,
  }
}

/** Changes of a reconciliation; only what is named is written. */
export interface ReconciliationChange {
  state?: State
  columns?: SheetColumn[]
  result?: ReconciliationResult
  fault?: string | null
  compared?: boolean
  withdrawnReason?: string
}

export async function updateReconciliation(tx: Tx, id: string, change: ReconciliationChange): Promise<void> {
  const sets = [
    change.state === undefined ? null : sql`state = ${change.state}`,
    change.columns === undefined ? null : sql`columns = ${JSON.stringify(change.columns)}`,
    change.result === undefined ? null : sql`result = ${JSON.stringify(change.result)}`,
    change.fault === undefined ? null : sql`fault = ${change.fault}`,
    change.compared
      ? sql`run = run + 1, compared_at = now(), first_compared_at = coalesce(first_compared_at, now())`
      : null,
    change.withdrawnReason === undefined
      ? null
      : sql`withdrawn_reason = ${change.withdrawnReason}, withdrawn_at = now()`,
  ].filter((set) => set !== null)
  await sql`update reconciliation set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

export async function listLines(tx: Tx, id: string): Promise<KeptLine[]> {
  const found = await sql<KeptLine>`
    select row_number, cells from reconciliation_line where reconciliation_id = ${id} order by row_number`.execute(tx)
  return found.rows
}

/** Forgets the rows of a sheet nobody compares any more. */
export async function removeLines(tx: Tx, id: string): Promise<void> {
  await sql`delete from reconciliation_line where reconciliation_id = ${id}`.execute(tx)
}

export type ListedRow = PlatformRow & { title: string }

/** The rows of the platform in a grid: standing at the end of a day, or of the days of a period. */
export async function listPlatformRows(
  tx: Tx,
  scope: Scope,
  kind: ListKind,
  period: { from: string | null; to: string },
): Promise<ListedRow[]> {
  const found = await sql<ListedRow>`
    select row_id as id, grid_code, title, facts from ${sql.table(`${kind.name}_roll`)} l
    where ${inside(scope, 'l')} and day <= ${period.to}::date and (${period.from}::date is null or day >= ${period.from}::date)
    order by row_id`.execute(tx)
  return found.rows
}

/** Where rows open, of those the reader sees. */
export async function linksOf(
  tx: Tx,
  kind: ListKind,
  ids: readonly string[],
): Promise<Map<string, { title: string; link: string }>> {
  if (ids.length === 0) return new Map()
  const found = await sql<{ id: string; title: string; link: string }>`
    select row_id as id, title, link from ${sql.table(`${kind.name}_roll`)} where row_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Map(found.rows.map(({ id, ...row }) => [id, row]))
}

export interface DifferenceRow {
  id: string
  kind: DifferenceKind
  place: string
  rowNumber: number | null
  rowId: string | null
  title: string
  code: string | null
  fields: FieldDifference[]
  why: string | null
  candidates: string[]
  twinRow: number | null
  foundAt: Date
  goneAt: Date | null
  verdict: Verdict | null
  reason: string
  settledBy: string | null
  settledAt: Date | null
}

/** A difference as comparing finds it. */
export type FoundDifference = Omit<
  DifferenceRow,
  'foundAt' | 'goneAt' | 'verdict' | 'reason' | 'settledBy' | 'settledAt'
>

const differenceColumns = sql`
  d.id, d.kind, d.place, d.row_number, d.row_id, d.title, d.code, d.fields, d.why, d.candidates, d.twin_row, d.found_at, d.gone_at,
  d.verdict, d.reason, d.settled_by, d.settled_at`

export async function listAllDifferences(tx: Tx, id: string): Promise<DifferenceRow[]> {
  const found = await sql<DifferenceRow>`
    select ${differenceColumns} from reconciliation_difference d where d.reconciliation_id = ${id}
    order by d.kind, d.row_number nulls last, d.id`.execute(tx)
  return found.rows
}

export async function listDifferences(
  tx: Tx,
  id: string,
  query: { kind?: string | undefined; show?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: DifferenceRow[]; nextCursor: string | null; total: number }> {
  const after = readCursor<[number, string]>(query.cursor, ['number', 'uuid'])
  const shown = {
    open: isOpen,
    settled: sql`d.gone_at is null and d.verdict is not null and d.verdict <> 'platform'`,
    gone: sql`d.gone_at is not null`,
    all: sql`true`,
  }[query.show ?? 'all']
  const where = sql`d.reconciliation_id = ${id} and ${shown ?? sql`true`} and (${query.kind ?? null}::text is null or d.kind = ${query.kind ?? null})`
  const found = await sql<DifferenceRow>`
    select ${differenceColumns} from reconciliation_difference d
    where ${where} and (${after?.[0] ?? null}::int is null or (coalesce(d.row_number, 2000000000), d.id) > (${after?.[0] ?? null}::int, ${after?.[1] ?? null}::uuid))
    order by coalesce(d.row_number, 2000000000), d.id limit ${query.limit + 1}`.execute(tx)
  const counted = await sql<{
    n: number
  }>`select count(*) as n from reconciliation_difference d where ${where}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor:
      found.rows.length > query.limit && last ? writeCursor([last.rowNumber ?? 2_000_000_000, last.id]) : null,
    total: counted.rows[0]?.n ?? 0,
  }
}

export async function insertDifferences(
  tx: Tx,
  of: { id: string; gridCode: string },
  rows: readonly FoundDifference[],
): Promise<void> {
  for (const chunk of chunked(rows))
    await sql`
      insert into reconciliation_difference
        (id, reconciliation_id, grid_code, place, kind, row_number, row_id, title, code, fields, why, candidates, twin_row)
      select x.id, ${of.id}, ${of.gridCode}, x.place, x.kind, x."rowNumber", x."rowId", x.title, x.code, x.fields, x.why, x.candidates, x."twinRow"
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as x(id uuid, place text, kind text, "rowNumber" int, "rowId" uuid, title text,
        code text, fields jsonb, why text, candidates jsonb, "twinRow" int)`.execute(tx)
}

/** Writes what is found anew of differences that are known; `gone` of them are there again. */
export async function updateFound(tx: Tx, rows: readonly FoundDifference[]): Promise<void> {
  for (const chunk of chunked(rows))
    await sql`
      update reconciliation_difference d set place = x.place, row_id = x."rowId", title = x.title, code = x.code, fields = x.fields, why = x.why,
        candidates = x.candidates, twin_row = x."twinRow", gone_at = null
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as x(id uuid, place text, "rowId" uuid, title text, code text, fields jsonb, why text,
        candidates jsonb, "twinRow" int)
      where d.id = x.id`.execute(tx)
}

export async function removeDifferences(tx: Tx, id: string): Promise<void> {
  await sql`delete from reconciliation_difference where reconciliation_id = ${id}`.execute(tx)
}

/** Some differences of a reconciliation, held against others; those that are not there are missing. */
export async function listForUpdate(tx: Tx, id: string, ids: readonly string[]): Promise<DifferenceRow[]> {
  const found = await sql<DifferenceRow>`
    select ${differenceColumns} from reconciliation_difference d
    where d.reconciliation_id = ${id} and d.id = any(${ids}::uuid[]) order by d.id for update`.execute(tx)
  return found.rows
}

/** What somebody said of lines nobody could tell, in the lists of a grid. */
export async function listIdentities(
  tx: Tx,
  { gridCode, list }: Pick<ReconciliationRow, 'gridCode' | 'list'>,
): Promise<Map<string, string | null>> {
  const found = await sql<{ lineKey: string; rowId: string | null }>`
    select line_key, row_id from reconciliation_identity where grid_code = ${gridCode} and list = ${list}`.execute(tx)
  return new Map(found.rows.map(({ lineKey, rowId }) => [lineKey, rowId]))
}

export async function upsertIdentity(
  tx: Tx,
  { gridCode, list }: Pick<ReconciliationRow, 'gridCode' | 'list'>,
  said: { lineKey: string; rowId: string | null; reason: string; actor: string },
): Promise<void> {
  await sql`
    insert into reconciliation_identity (grid_code, list, line_key, row_id, reason, actor)
    values (${gridCode}, ${list}, ${said.lineKey}, ${said.rowId}, ${said.reason}, ${said.actor})
    on conflict (grid_code, list, line_key)
      do update set row_id = excluded.row_id, reason = excluded.reason, actor = excluded.actor, at = now()`.execute(tx)
}

export async function removeIdentity(
  tx: Tx,
  { gridCode, list }: Pick<ReconciliationRow, 'gridCode' | 'list'>,
  lineKeys: readonly string[],
): Promise<void> {
  await sql`
    delete from reconciliation_identity
    where grid_code = ${gridCode} and list = ${list} and line_key = any(${lineKeys}::text[])`.execute(tx)
}

/** What happened to differences: each is written down, and the difference stands as it says. */
export interface Act {
  act: 'settled' | 'reopened' | 'gone' | 'returned'
  verdict?: Verdict
  reason?: string
  /** Who said it; the platform where nobody did. */
  actor: string
}

export async function actOn(tx: Tx, ids: readonly string[], { act, verdict, reason = '', actor }: Act): Promise<void> {
  if (ids.length === 0) return
  const change = {
    settled: sql`verdict = ${verdict ?? null}, reason = ${reason}, settled_by = ${actor}, settled_at = now()`,
    reopened: sql`verdict = null, reason = '', settled_by = null, settled_at = null`,
    gone: sql`gone_at = now()`,
    returned: sql`verdict = null, reason = '', settled_by = null, settled_at = null, gone_at = null`,
  }[act]
  await sql`update reconciliation_difference set ${change} where id = any(${ids}::uuid[])`.execute(tx)
  await sql`
    insert into reconciliation_act (difference_id, seq, grid_code, act, verdict, reason, actor)
    select d.id, coalesce((select max(a.seq) from reconciliation_act a where a.difference_id = d.id), 0) + 1, d.grid_code, ${act},
      ${verdict ?? null}, ${reason}, ${actor}
    from reconciliation_difference d where d.id = any(${ids}::uuid[])`.execute(tx)
}

/** A reconciliation with differences that were open at the end of a day. */
export interface OpenReconciliation {
  id: string
  list: string
  gridCode: string
  body: string
  toOn: string
  open: number
}

/**
 * Reconciliations whose period meets another one, with how many differences inside a grid were open at the end of a day; of each grid and list
 * the newest alone, because a list sent again replaces the one before.
 */
export async function listOpenAt(
  tx: Tx,
  scope: Scope,
  about: { grid: Scope; from: string; to: string; knownOn: string; lists: readonly string[] },
): Promise<OpenReconciliation[]> {
  const end = sql`((${about.knownOn}::date + 1) at time zone 'Asia/Shanghai')`
  const found = await sql<OpenReconciliation>`
    with newest as (
      select distinct on (r.grid_code, r.list) r.id, r.list, r.grid_code, r.actor ->> 'body' as body, r.to_on
      from reconciliation r
      where ${inside(scope, 'r')} and r.list = any(${about.lists}::text[]) and r.first_compared_at < ${end}
        and (r.withdrawn_at is null or r.withdrawn_at >= ${end})
        and r.to_on >= ${about.from}::date and coalesce(r.from_on, r.to_on) <= ${about.to}::date
      order by r.grid_code, r.list, r.started_at desc)
    select n.id, n.list, n.grid_code, n.body, n.to_on, count(d.id)::int as open
    from newest n join reconciliation_difference d on d.reconciliation_id = n.id
    left join lateral (
      select a.act, a.verdict from reconciliation_act a where a.difference_id = d.id and a.at < ${end} order by a.seq desc limit 1) last on true
    where d.found_at < ${end} and d.place >= ${about.grid.gridFrom} and d.place < ${about.grid.gridTo}
      and not coalesce(last.act = 'gone' or (last.act = 'settled' and last.verdict <> 'platform'), false)
    group by n.id, n.list, n.grid_code, n.body, n.to_on order by n.grid_code, n.list`.execute(tx)
  return found.rows
}
