import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { addDays, dayNumber, localDateOf } from '#standards/calendar/local-date.ts'
import { type FactSource, PAIRED, partingsOf } from './model/indicator.ts'
import { coverOf, firstOfMonth, lastOfMonth } from './model/period.ts'

/** Lengths of the codes of city, county and town: what cells are kept for. Below, the lines themselves are few enough. */
const CITY = 4
const COUNTY = 6
const TOWN = 9

/** What is kept of one parting: for grids of which lengths by the day, and by the month. */
interface Kept {
  partedBy: string
  days: readonly number[]
  months: readonly number[]
}

/**
 * Which cells a source keeps. What is not kept is added up from the lines: the days of a town by a dimension. They are few there, and kept
 * they would be as many as the lines.
 */
const keptOf = (source: FactSource): Kept[] =>
  partingsOf(source).map((partedBy) => {
    if (partedBy === '') return { partedBy, days: [CITY, COUNTY, TOWN], months: [CITY, COUNTY, TOWN] }
    return { partedBy, days: [CITY, COUNTY], months: [CITY, COUNTY, TOWN] }
  })

/** The cells of a source in one text: another text means they have to be made anew. */
export const shapeOf = (source: FactSource): string =>
  [
    source.dimensions.map(({ name }) => name).join(','),
    ...keptOf(source).map((kept) => Object.values(kept).join(':')),
  ].join(';')

/** The key of a row of lines under a parting. */
function keyOf(source: FactSource, partedBy: string, dims: RawBuilder<unknown>): RawBuilder<unknown> {
  if (partedBy === '') return sql`''`
  const at = (name: string) => source.dimensions.findIndex((dimension) => dimension.name === name) + 1
  const parts = partedBy.split(',').map((name) => sql`coalesce((${dims})[${sql.lit(at(name))}], '')`)
  return sql`(${sql.join(parts, sql` || ${sql.lit(PAIRED)} || `)})`
}

/**
 * Adds lines to the cells of their grids and days, and of their months, in the order in which they are kept: millions are written page after page.
 * @param lines rows of (measure, grid_code, dims, eff_on, rec_on, amount)
 */
export async function addToCells(tx: Tx, source: FactSource, lines: RawBuilder<unknown>): Promise<void> {
  await sql`${newCells(source, daysOf(lines))}
    on conflict (source, measure, parted_by, grid_code, grain, eff_on, key, rec_on) do update set amount = c.amount + excluded.amount`.execute(
    tx,
  )
}

/** Throws the cells of a source away and makes them anew from its lines; in one transaction, so no reader sees less. */
export async function remakeCells(tx: Tx, source: FactSource): Promise<void> {
  await sql`delete from indicator_cell where source = ${source.name}`.execute(tx)
  const lines = sql`select measure, grid_code, dims, eff_on, rec_on, amount from indicator_line where source = ${source.name}`
  // Behind row-level security the planner takes the lines for a handful and sorts all of them many times over: it is shown how many
  // they are, and given the memory to add them up.
  await sql`set local work_mem = '256MB'`.execute(tx)
  await sql`drop table if exists indicator_day`.execute(tx)
  await sql`create temporary table indicator_day on commit drop as ${daysOf(lines)}`.execute(tx)
  await sql`analyze indicator_day`.execute(tx)
  await newCells(source, sql`select * from indicator_day`).execute(tx)
}

/** Lines of one town, day and set of keys in one. */
const daysOf = (lines: RawBuilder<unknown>) => sql`
  select measure, left(grid_code, ${TOWN}::int) as grid_code, dims, eff_on, rec_on, sum(amount)::bigint as amount
  from (${lines}) x group by 1, 2, 3, 4, 5`

/** Puts the sums of such days down as cells. */
function newCells(source: FactSource, days: RawBuilder<unknown>): RawBuilder<unknown> {
  const keys = partingsOf(source).map((one) => sql`when ${sql.lit(one)} then ${keyOf(source, one, sql`b.dims`)}`)
  return sql`
    with day as (${days}),
    month as (
      select measure, grid_code, dims, date_trunc('month', eff_on)::date as eff_on, date_trunc('month', rec_on)::date as rec_on,
        sum(amount)::bigint as amount
      from day group by 1, 2, 3, 4, 5)
    insert into indicator_cell as c (source, measure, parted_by, grid_code, grain, eff_on, key, rec_on, amount)
    select ${source.name}, b.measure, b.parted_by, left(b.grid_code, b.digits), b.grain, b.eff_on,
      case b.parted_by ${sql.join(keys, sql` `)} end, b.rec_on, sum(b.amount)
    from (
      select 'day' collate "C" as grain, * from day cross join ${grains(source, 'days')}
      union all
      select 'month', * from month cross join ${grains(source, 'months')}) b
    where length(b.grid_code) >= b.digits
    group by 2, 3, 4, 5, 6, 7, 8 having sum(b.amount) <> 0
    order by 2, 3, 4, 5, 6, 7, 8`
}

/** For which partings, and grids of which length, such cells are kept. */
function grains(source: FactSource, grain: 'days' | 'months'): RawBuilder<unknown> {
  const all = keptOf(source).flatMap(({ partedBy, [grain]: lengths }) =>
    lengths.map((digits) => ({ partedBy, digits })),
  )
  return sql`(
    select parted_by collate "C" as parted_by, digits
    from unnest(${all.map(({ partedBy }) => partedBy)}::text[], ${all.map(({ digits }) => digits)}::int[]) u(parted_by, digits)) k`
}

/** Which figures: of these measures, within one grid, counted from one day to another, as known at the end of a day. */
export interface CellQuery {
  source: FactSource
  measures: readonly string[]
  /** Parting by name, one of the source's; '' for the whole. */
  partedBy: string
  /** Grids asked for; each below the scope of the transaction. */
  grids: readonly string[]
  /** First day that counts; null from the beginning. */
  from: string | null
  to: string
  /** Only what was known at the end of that day; null for all that is known. */
  knownOn: string | null
}

/** One sum: of a measure under a key in a grid, in the month (its first day) it counts in. */
export interface CellSum {
  measure: string
  grid: string
  key: string
  month: string
  amount: number
}

/** Days a figure is read from: of counting, and of knowing. */
interface Span {
  eff: RawBuilder<unknown>
  rec: RawBuilder<unknown>
  /** The days of its month it leaves out, where they are read more cheaply. */
  rest?: Days | null
}

/** First and last day. */
type Days = readonly [string, string]

/**
 * Sums of a period by measure, grid, key and month. Whole months are read from the cells of months; the days at both ends, and those of the
 * month in which the knowledge ends, from the cells of days or the lines, or as a month less the lines of its other days; grids below the town
 * from the lines alone.
 */
export async function sumCells(tx: Tx, query: CellQuery): Promise<CellSum[]> {
  const { source, partedBy, from, to, knownOn } = query
  const kept = keptOf(source).find((one) => one.partedBy === partedBy)
  if (!kept) throw new Error(`${source.name} is not parted by ${partedBy}`)
  const { whole, edges } = coverOf(from, to)
  const known = knownOn ? firstOfMonth(addDays(knownOn, 1)) : null
  const months: Span | null = whole && {
    eff: sql`${whole.from ? sql`eff_on >= ${whole.from}::date` : sql`true`} and eff_on < ${whole.until}::date`,
    rec: known ? sql`rec_on < ${known}::date` : sql`true`,
  }
  const days: Span[] = [
    ...(months && known
      ? [{ eff: months.eff, rec: sql`rec_on >= ${known}::date and rec_on <= ${knownOn}::date` }]
      : []),
    ...edges.map((edge) => ({ ...spanOf(edge, knownOn), ...(known ? {} : { rest: restOf(edge, today()) }) })),
  ]
  const parts = [...new Set(query.grids.map(({ length }) => length))].flatMap((digits) => {
    const grids = query.grids.filter(({ length }) => length === digits)
    const keepsMonths = kept.months.includes(digits)
    const ofDays = keepsMonths || !months ? days : [...days, months]
    return [
      ...(keepsMonths && months ? [cellsOf(query, grids, 'month', months)] : []),
      ...ofDays.flatMap((span) => {
        if (kept.days.includes(digits)) return [cellsOf(query, grids, 'day', span)]
        return keepsMonths && span.rest ? monthWithout(query, grids, span.rest) : [linesOf(query, grids, span)]
      }),
    ]
  })
  if (parts.length === 0) return []
  const found = await sql<CellSum>`
    select measure, grid_code as grid, key, month, sum(amount)::bigint as amount
    from (${sql.join(parts, sql` union all `)}) x group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4`.execute(
    tx,
  )
  return found.rows
}

const today = () => localDateOf(new Date())

const spanOf = ([first, last]: Days, knownOn: string | null): Span => ({
  eff: sql`eff_on between ${first}::date and ${last}::date`,
  rec: knownOn ? sql`rec_on <= ${knownOn}::date` : sql`true`,
})

/** The days of a month an edge leaves out, where they hold less than it does: shorter, or yet to come. */
function restOf([first, last]: Days, present: string): Days | null {
  const [begin, end] = [firstOfMonth(first), lastOfMonth(first)]
  if (first === begin && last < end)
    return last >= present || dayNumber(end) - dayNumber(last) < dayNumber(last) - dayNumber(first)
      ? [addDays(last, 1), end]
      : null
  if (last === end && first > begin)
    return dayNumber(first) - dayNumber(begin) < dayNumber(last) - dayNumber(first) ? [begin, addDays(first, -1)] : null
  return null
}

/** Part of a month as its whole less the rest: of the month that is running the rest is what counts from a day to come. */
const monthWithout = (query: CellQuery, grids: readonly string[], rest: Days) => [
  cellsOf(query, grids, 'month', { eff: sql`eff_on = ${firstOfMonth(rest[0])}::date`, rec: sql`true` }),
  linesOf(query, grids, spanOf(rest, null), -1),
]

const MONTH = sql`date_trunc('month', eff_on)::date as month`

const cellsOf = (
  { source, measures, partedBy }: CellQuery,
  grids: readonly string[],
  grain: string,
  { eff, rec }: Span,
) => sql`
  select measure, grid_code, key, ${MONTH}, amount from indicator_cell
  where source = ${source.name} and measure = any(${measures}::text[]) and parted_by = ${partedBy}
    and grid_code = any(${grids}::text[]) and grain = ${grain} and ${eff} and ${rec}`

/**
 * Grid by grid, each by its own range of the index. Left to itself the planner takes the bounds of row-level security for a range of one row,
 * and holds all lines of a city against every village.
 */
const linesOf = (
  { source, measures, partedBy }: CellQuery,
  grids: readonly string[],
  { eff, rec }: Span,
  sign: 1 | -1 = 1,
) => sql`
  select l.measure, g.code as grid_code, ${keyOf(source, partedBy, sql`l.dims`)} as key, ${MONTH}, l.amount * ${sql.lit(sign)} as amount
  from unnest(${grids}::text[]) g(code) cross join lateral (
    select measure, dims, eff_on, amount from indicator_line
    where source = ${source.name} and measure = any(${measures}::text[])
      and grid_code >= g.code and grid_code < g.code || ':' and ${eff} and ${rec}
    offset 0) l`
