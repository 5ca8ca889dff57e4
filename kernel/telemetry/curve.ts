import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { QUALITY } from './model/message.ts'
import { type Grain, startOf } from './rollup.ts'

/** One point of a curve: a reading, or what a minute, an hour or a day had. */
export interface CurvePoint {
  at: Date
  n: number
  low: number
  high: number
  mean: number
  last: number
}

/** No answer holds more points than this. */
const MOST_POINTS = 10_000

/**
 * The curve of one series from one instant to before another. What is not rolled up yet is added up from what lies below, so the present is in
 * every curve.
 */
export async function readCurve(tx: Tx, no: number, from: Date, to: Date, grain: Grain | null): Promise<CurvePoint[]> {
  const rows = grain === null ? readings(no, from, to) : sums(grain, no, from, to)
  const found = await sql<CurvePoint>`
    select at, n, low, high, total / n as mean, last from (${rows}) c order by at limit ${MOST_POINTS}`.execute(tx)
  return found.rows
}

type Sql = ReturnType<typeof sql>

const isTrusted = sql`value is not null and quality in (${QUALITY.good}, ${QUALITY.uncertain})`

const readings = (no: number, from: Date, to: Date): Sql => sql`
  select at, 1 as n, value as low, value as high, value as total, value as last from reading
  where series_no = ${no} and at >= ${from} and at < ${to} and ${isTrusted}`

/** Sums of a grain: those that stand, and those of the time that is not rolled up yet, out of the grain below. */
function sums(grain: Grain, no: number, from: Date, to: Date): Sql {
  const done = sql`(select done from reading_rolled where grain = ${grain})`
  const below = grain === 'minute' ? readings(no, from, to) : sums(grain === 'day' ? 'hour' : 'minute', no, from, to)
  return sql`
    select at, n, low, high, total, last from ${sql.table(`reading_${grain}`)}
    where series_no = ${no} and at >= ${startOf(grain, sql`${from}::timestamptz`)} and at < ${to} and at < ${done}
    union all
    select ${startOf(grain, sql`at`)}, sum(n)::int, min(low), max(high), sum(total), (array_agg(last order by at desc))[1]
    from (${below}) b where at >= ${done} group by 1`
}
