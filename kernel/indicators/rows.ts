import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import type { FigureQuery } from './figures.ts'
import { type FactSource, type Indicator, JOINED, ONLY } from './model/indicator.ts'

/** One row behind a figure, and how much of it. */
export interface FigureRow {
  rowId: string
  amount: number
  /** Where and since when it counts. */
  gridCode: string
  day: LocalDate
}

/**
 * The rows that make up a figure, the youngest ids first: those whose lines of the period, as known then, do not cancel out.
 * @param keys by dimension, the key a row stands under; a row of several keys stands under each of them
 * @param after id the page before ended with
 */
export async function listFigureRows(
  tx: Tx,
  { source, figure, per = 1 }: Indicator,
  { grid, from, to, knownOn }: FigureQuery,
  keys: ReadonlyMap<string, string>,
  after: string | null,
  limit: number,
): Promise<FigureRow[]> {
  if (figure.kind === 'ratio') throw new Error('rows are those of the parts of a ratio')
  const { less = [] } = figure
  const measures = [...figure.of, ...less]
  const conditions = [...keys].map(([name, key]) => {
    const at = source.dimensions.findIndex((dimension) => dimension.name === name)
    const dim = sql`dims[${at + 1}::int]`
    // What has no key holds none of several either: it is asked for as it stands.
    const isWhole = key === '' || key.startsWith(ONLY) || !source.dimensions[at]?.several
    return isWhole ? sql`${dim} = ${key.replace(ONLY, '')}` : hasAll(dim, key)
  })
  const found = await sql<FigureRow>`
    select row_id, sum(case when measure = any(${less}::text[]) then -amount else amount end)::bigint as amount,
      (array_agg(grid_code order by eff_on desc, rec_on desc))[1] as grid_code, max(eff_on) as day
    from indicator_line
    where source = ${source.name} and measure = any(${measures}::text[])
      and grid_code >= ${grid} and grid_code < ${grid} || ':'
      and eff_on <= ${to}::date and ${figure.kind === 'flow' ? sql`eff_on >= ${from}::date` : sql`true`}
      and ${knownOn ? sql`rec_on <= ${knownOn}::date` : sql`true`}
      and ${after ? sql`row_id < ${after}` : sql`true`}
      and ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    group by row_id having sum(case when measure = any(${less}::text[]) then -amount else amount end) <> 0
    order by row_id desc limit ${limit}`.execute(tx)
  return found.rows.map((row) => ({ ...row, amount: row.amount / per }))
}

/** Whether a joined key holds one key, or all of several. */
const hasAll = (dim: RawBuilder<unknown>, key: string) =>
  sql`string_to_array(${dim}, ${JOINED}) @> string_to_array(${key}, ${JOINED})`

/** What rows are called and where they open, of those the reader's scope and rights show him: the view `<source>_row` of their room. */
export async function listRowNames(
  tx: Tx,
  { name }: FactSource,
  ids: readonly string[],
): Promise<Map<string, { title: string; link: string }>> {
  const found = await sql<{ rowId: string; title: string; link: string }>`
    select row_id, title, link from ${sql.table(`${name}_row`)} where row_id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ rowId, title, link }) => [rowId, { title, link }]))
}
