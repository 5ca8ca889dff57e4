import { sql } from 'kysely'
import type { Database, Tx } from '#kernel/db/db.ts'
import { QUALITY } from './model/message.ts'
import { closeMinutes } from './store.ts'

/** Grains in which readings are added up, the finest first. */
export const GRAINS = ['minute', 'hour', 'day'] as const
export type Grain = (typeof GRAINS)[number]

/** Readings of a minute are waited for so long after it is over. */
const GRACE_SECONDS = 30
/** So many minutes, hours or days are rolled up in one transaction, and so many late minutes. */
const PAGE = 60
const LATE_PAGE = 5_000

/** Beginning of the minute, hour or day in China an instant lies in. */
export const startOf = (grain: Grain, at: ReturnType<typeof sql>) =>
  sql`(date_trunc(${sql.lit(grain)}, ${at} at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai')`

/**
 * Rolls up what is over: minutes from readings, hours from minutes, days from hours; then what came late. Whoever dies has rolled up a page or
 * has not, and several may.
 * @returns how many rows were written
 */
export async function rollUp(db: Database, now: Date = new Date()): Promise<number> {
  let written = 0
  for (const grain of GRAINS) written += await rollGrain(db, grain, now)
  return written + (await rollLate(db))
}

async function rollGrain(db: Database, grain: Grain, now: Date): Promise<number> {
  await db.system((tx) => close(tx, grain, now))
  for (let written = 0; ; ) {
    const page = await db.system((tx) => rollPage(tx, grain))
    if (page === null) return written
    written += page
  }
}

/** From now on whatever comes for that time is late and marked; what is on its way is waited for. */
async function close(tx: Tx, grain: Grain, now: Date): Promise<void> {
  if (grain === 'minute') await closeMinutes(tx)
  const finer = grain === 'day' ? 'hour' : 'minute'
  const end =
    grain === 'minute'
      ? sql`(${now}::timestamptz - ${GRACE_SECONDS} * interval '1 second')`
      : sql`(select done from reading_rolled where grain = ${finer})`
  await sql`update reading_rolled set until = greatest(until, ${startOf(grain, end)}) where grain = ${grain}`.execute(
    tx,
  )
}

/** What each grain is added up from. */
const BELOW: Record<Grain, string> = { minute: 'reading', hour: 'reading_minute', day: 'reading_hour' }

/** @returns how many rows; null when nothing is left */
async function rollPage(tx: Tx, grain: Grain): Promise<number | null> {
  const found = await sql<{ from: Date; to: Date }>`
    select done as "from", least(until, done + ${sql.lit(PAGE)} * ('1 ' || grain)::interval) as "to" from reading_rolled
    where grain = ${grain} and done < until for update`.execute(tx)
  const span = found.rows[0]
  if (!span) return null
  const rows = sql`select * from ${sql.table(BELOW[grain])} where at >= ${span.from} and at < ${span.to}`
  const by = sql`series_no, ${startOf(grain, sql`at`)} as at,`
  const written = await writeSums(tx, grain, sql`${addedUp(grain, rows, by)} group by 1, 2`)
  await sql`update reading_rolled set done = ${span.to} where grain = ${grain}`.execute(tx)
  return written
}

type Sql = ReturnType<typeof sql>

/** Rows of the grain below added up; of readings those that are bad or of maintenance are left out. */
const addedUp = (grain: Grain, rows: Sql, by: Sql = sql``): Sql =>
  grain === 'minute'
    ? sql`
  select ${by} count(*)::int as n, min(value) as low, max(value) as high, sum(value) as total, (array_agg(value order by at desc))[1] as last
  from (${rows}) b where value is not null and quality in (${QUALITY.good}, ${QUALITY.uncertain})`
    : sql`
  select ${by} sum(n)::int as n, min(low) as low, max(high) as high, sum(total) as total, (array_agg(last order by at desc))[1] as last
  from (${rows}) b`

async function writeSums(tx: Tx, grain: Grain, rows: Sql): Promise<number> {
  const done = await sql`
    insert into ${sql.table(`reading_${grain}`)} (series_no, at, n, low, high, total, last)
    select series_no, at, n, low, high, total, last from (${rows}) r order by 1, 2
    on conflict (series_no, at) do update set n = excluded.n, low = excluded.low, high = excluded.high, total = excluded.total,
      last = excluded.last`.execute(tx)
  return Number(done.numAffectedRows ?? 0)
}

/** Rolls up again the minutes that got a reading afterwards, and the hours and days they lie in. */
async function rollLate(db: Database): Promise<number> {
  for (let written = 0; ; ) {
    const page = await db.system(rollLatePage)
    if (page === 0) return written
    written += page
  }
}

async function rollLatePage(tx: Tx): Promise<number> {
  // Whoever rolls up an hour that one of these minutes lies in is waited for, or waits: two who each saw only their own minutes would write an hour
  // that lacks those of the other.
  await sql`select from reading_rolled order by grain for update`.execute(tx)
  const late = await sql<{ no: number; at: Date }>`
    delete from reading_late where (series_no, at) in (
      select series_no, at from reading_late order by at, series_no limit ${LATE_PAGE} for update)
    returning series_no as no, at`.execute(tx)
  if (late.rows.length === 0) return 0
  const minutes = sql`unnest(${late.rows.map(({ no }) => no)}::int[], ${late.rows.map(({ at }) => at)}::timestamptz[]) l(series_no, at)`
  await writeSums(tx, 'minute', within('minute', minutes))
  for (const grain of ['hour', 'day'] as const) {
    const done = sql`(select done from reading_rolled where grain = ${grain})`
    const wholes = sql`(
      select distinct series_no, ${startOf(grain, sql`at`)} as at from ${minutes} where at < ${done}) l`
    await writeSums(tx, grain, within(grain, wholes))
  }
  return late.rows.length
}

/** Sums of some minutes, hours or days of some series. */
function within(grain: Grain, wholes: Sql): Sql {
  const rows = sql`
    select b.* from ${sql.table(BELOW[grain])} b
    where b.series_no = l.series_no and b.at >= l.at and b.at < l.at + ${sql.lit(`1 ${grain}`)}::interval`
  return sql`select l.series_no, l.at, r.* from ${wholes} cross join lateral (${addedUp(grain, rows)}) r where r.n > 0`
}
