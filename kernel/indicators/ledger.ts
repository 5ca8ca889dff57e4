import { type RawBuilder, sql } from 'kysely'
import type { Database, Tx } from '#kernel/db/db.ts'
import { addToCells, remakeCells, shapeOf } from './cells.ts'
import type { FactSource } from './model/indicator.ts'

const PAGE = 2_000
const view = ({ name }: FactSource) => sql.table(`${name}_fact`)

/** What one entering did. */
export interface Entered {
  rows: number
  lines: number
}

interface Page extends Entered {
  isLast: boolean
}

/** A row somebody changed, and the day in China of the last change. */
interface Mark {
  rowId: string
  day: string
}

/**
 * Brings the ledger of a source up to date, some thousands of rows at a time, each page in a transaction of its own: whoever dies has
 * entered it or has not. Processes take turns. The first time, everything that stands is entered under the day it was recorded.
 * @param pages no more than so many
 */
export async function enterSource(
  db: Database,
  source: FactSource,
  pages = Number.POSITIVE_INFINITY,
): Promise<Entered> {
  const done = { rows: 0, lines: 0 }
  for (let page = 0, isLast = false; page < pages && !isLast; page++) {
    const entered = await db.system(async (tx) => {
      await takeTurn(tx, source)
      return (await openIfNew(tx, source)) ?? enterPage(tx, source)
    })
    done.rows += entered.rows
    done.lines += entered.lines
    isLast = entered.isLast
  }
  return done
}

const takeTurn = (tx: Tx, { name }: FactSource) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`indicator:${name}`}, 0))`.execute(tx)

/** Opens the ledger of a source nobody has entered yet; makes the cells anew when the source is parted otherwise than before. */
async function openIfNew(tx: Tx, source: FactSource): Promise<Page | null> {
  const found = await sql<{ shape: string }>`select shape from indicator_source where name = ${source.name}`.execute(tx)
  const kept = found.rows[0]
  if (kept?.shape === shapeOf(source)) return null
  if (kept) {
    await remakeCells(tx, source)
    await sql`update indicator_source set shape = ${shapeOf(source)} where name = ${source.name}`.execute(tx)
    return null
  }
  await sql`delete from indicator_mark where source = ${source.name}`.execute(tx)
  const lines = await sql`
    insert into indicator_line (source, measure, row_id, grid_code, dims, eff_on, rec_on, amount)
    select ${source.name}, measure, row_id, grid_code, dims, eff_on, rec_on, sum(amount) from ${view(source)}
    group by 2, 3, 4, 5, 6, 7 having sum(amount) <> 0 order by rec_on, row_id`.execute(tx)
  await remakeCells(tx, source)
  await sql`insert into indicator_source (name, opened_at, entered_at, shape) values (${source.name}, now(), now(), ${shapeOf(source)})`.execute(
    tx,
  )
  return { rows: 0, lines: Number(lines.numAffectedRows ?? 0), isLast: true }
}

/**
 * Enters the differences between what the marked rows say now and what the ledger says of them. Known on the day of the change: yesterday's
 * figures stay what they were.
 */
async function enterPage(tx: Tx, source: FactSource): Promise<Page> {
  const marks = await sql<Mark & { marks: number }>`
    with gone as (
      delete from indicator_mark where id in (select id from indicator_mark where source = ${source.name} order by id limit ${PAGE})
      returning row_id, at)
    select row_id, (max(at) at time zone 'Asia/Shanghai')::date as day, count(*)::int as marks from gone group by 1`.execute(
    tx,
  )
  const lines = marks.rows.length === 0 ? 0 : await enterDifferences(tx, source, marks.rows)
  await sql`update indicator_source set entered_at = now() where name = ${source.name}`.execute(tx)
  const taken = marks.rows.reduce((sum, row) => sum + row.marks, 0)
  return { rows: marks.rows.length, lines, isLast: taken < PAGE }
}

async function enterDifferences(tx: Tx, source: FactSource, marks: readonly Mark[]) {
  const ids = sql`${marks.map(({ rowId }) => rowId)}::uuid[]`
  const found = await sql<{ id: number }>`
    insert into indicator_line (source, measure, row_id, grid_code, dims, eff_on, rec_on, amount)
    select ${source.name}, d.measure, d.row_id, d.grid_code, d.dims, d.eff_on, m.day, d.amount
    from (${differences(source, ids)}) d
    join unnest(${ids}, ${marks.map(({ day }) => day)}::date[]) m(row_id, day) using (row_id)
    returning id`.execute(tx)
  if (found.rows.length === 0) return 0
  await addToCells(
    tx,
    source,
    sql`select measure, grid_code, dims, eff_on, rec_on, amount from indicator_line
        where id = any(${found.rows.map(({ id }) => id)}::bigint[])`,
  )
  return found.rows.length
}

/** What would have to be entered for the ledger to say what the view says; of some rows, or of all. */
function differences(source: FactSource, ids: RawBuilder<unknown> | null): RawBuilder<unknown> {
  const those = ids ? sql`row_id = any(${ids})` : sql`true`
  return sql`
    select measure, row_id, grid_code, dims, eff_on, sum(amount)::bigint as amount from (
      select measure, row_id, grid_code, dims, eff_on, amount from ${view(source)} where ${those}
      union all
      select measure, row_id, grid_code, dims, eff_on, -amount from indicator_line where source = ${source.name} and ${those}) x
    group by 1, 2, 3, 4, 5 having sum(amount) <> 0`
}

/** Since when sources are entered: everything committed before is in their figures; null while one is not open, or parted otherwise than before. */
export async function enteredAt(tx: Tx, sources: readonly FactSource[]): Promise<Date | null> {
  const found = await sql<{ at: Date | null; n: number }>`
    select min(s.entered_at) as at, count(*)::int as n from indicator_source s join ${shapes(sources)} using (name, shape)`.execute(
    tx,
  )
  const { at = null, n = 0 } = found.rows[0] ?? {}
  return n === sources.length ? at : null
}

/** Sources with the shape their cells must have. */
const shapes = (sources: readonly FactSource[]) => sql`
  unnest(${sources.map(({ name }) => name)}::text[], ${sources.map(shapeOf)}::text[]) n(name, shape)`

/** How many lines are entered while somebody waits, when a source is opened. */
const OPENED_AT_ONCE = 5_000

/** Sources nobody has opened yet that are small enough to be opened while somebody waits, as those of a new office are. */
export async function listSmallUnopened(tx: Tx, sources: readonly FactSource[]): Promise<FactSource[]> {
  const found = await sql<{ name: string }>`select name from indicator_source`.execute(tx)
  const opened = new Set(found.rows.map(({ name }) => name))
  const small: FactSource[] = []
  for (const source of sources.filter(({ name }) => !opened.has(name))) {
    const lines = await sql<{ n: number }>`
      select count(*)::int as n from (select from ${view(source)} limit ${OPENED_AT_ONCE + 1}) x`.execute(tx)
    if ((lines.rows[0]?.n ?? 0) <= OPENED_AT_ONCE) small.push(source)
  }
  return small
}

/** Open sources that have something to enter. Those whose cells are made anew first, which takes long, are left to the worker. */
export async function listBehind(tx: Tx, sources: readonly FactSource[]): Promise<FactSource[]> {
  const found = await sql<{ name: string }>`
    select name from ${shapes(sources)} join indicator_source s using (name, shape)
    where exists (select from indicator_mark m where m.source = n.name)`.execute(tx)
  const behind = new Set(found.rows.map(({ name }) => name))
  return sources.filter(({ name }) => behind.has(name))
}

/** Where a recount finds the ledger or its cells wrong. */
export interface Recount {
  source: string
  lines: number
  /** Rows whose lines are not what the view says, at most 100 of them named. */
  rows: string[]
  wrongRows: number
  wrongCells: number
}

/** Counts a source anew, from its view and from its lines, and says what differs; with marks waiting it enters them first. */
export async function recountSource(db: Database, source: FactSource): Promise<Recount> {
  await enterSource(db, source)
  return db.system(async (tx) => {
    await takeTurn(tx, source)
    const rows = await sql<{ rowId: string; n: number }>`
      select row_id, count(*) over ()::int as n from (${differences(source, null)}) d group by row_id order by row_id limit 100`.execute(
      tx,
    )
    const lines = await sql<{ n: number }>`
      select count(*)::int as n from indicator_line where source = ${source.name}`.execute(tx)
    return {
      source: source.name,
      lines: lines.rows[0]?.n ?? 0,
      rows: rows.rows.map(({ rowId }) => rowId),
      wrongRows: rows.rows[0]?.n ?? 0,
      wrongCells: await countWrongCells(tx, source),
    }
  })
}

/** Compares the cells with fresh ones made beside them. */
async function countWrongCells(tx: Tx, source: FactSource): Promise<number> {
  await sql`create temporary table kept_cell on commit drop as select * from indicator_cell where source = ${source.name}`.execute(
    tx,
  )
  await sql`savepoint recount`.execute(tx)
  await remakeCells(tx, source)
  const found = await sql<{ n: number }>`
    select count(*)::int as n from (
      select measure, parted_by, grid_code, grain, eff_on, key, rec_on, sum(amount) from (
        select measure, parted_by, grid_code, grain, eff_on, key, rec_on, amount from indicator_cell where source = ${source.name}
        union all
        select measure, parted_by, grid_code, grain, eff_on, key, rec_on, -amount from kept_cell) x
      group by 1, 2, 3, 4, 5, 6, 7 having sum(amount) <> 0) y`.execute(tx)
  await sql`rollback to savepoint recount`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Throws the cells of a source away and makes them anew. */
export async function rebuildSource(db: Database, source: FactSource): Promise<void> {
  await enterSource(db, source)
  await db.system(async (tx) => {
    await takeTurn(tx, source)
    await remakeCells(tx, source)
  })
}
