import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { QUALITY } from './model/message.ts'

/** From now on the readings of these series are queued. */
export async function watchSeries(tx: Tx, nos: readonly number[]): Promise<void> {
  await sql`insert into watched_series (series_no) select unnest(${nos}::int[]) on conflict do nothing`.execute(tx)
}

export async function unwatchSeries(tx: Tx, no: number): Promise<void> {
  await sql`delete from watched_series where series_no = ${no}`.execute(tx)
}

export interface FreshReading {
  seriesNo: number
  at: Date
  receivedAt: Date
  value: number | null
  quality: keyof typeof QUALITY
}

/** One who judges at a time: readings of a series are judged in their order. */
const JUDGING = sql`hashtextextended('telemetry:readings', 0)`
const WORDS: ReadonlyMap<number, keyof typeof QUALITY> = new Map(
  Object.entries(QUALITY).map(([word, code]) => [code, word as keyof typeof QUALITY]),
)

/**
 * Takes readings out of the queue, of each series in the order of time. Gone when the transaction commits, there again when it does not: what is made of
 * them belongs in the same one.
 * @returns null while somebody else is at it
 */
export async function takeFreshReadings(tx: Tx, most: number): Promise<FreshReading[] | null> {
  const held = await sql<{ isMine: boolean }>`select pg_try_advisory_xact_lock(${JUDGING}) as is_mine`.execute(tx)
  if (!held.rows[0]?.isMine) return null
  const taken = await sql<Omit<FreshReading, 'quality'> & { quality: number }>`
    with taken as (
      delete from reading_fresh where no in (select no from reading_fresh order by no limit ${most}) returning series_no, at)
    select r.series_no, r.at, r.received_at, r.value, r.quality
    from taken t join reading r using (series_no, at) order by r.series_no, r.at`.execute(tx)
  return taken.rows.map((row) => ({ ...row, quality: WORDS.get(row.quality) ?? 'bad' }))
}

export interface NamedSeries {
  no: number
  code: string
  deviceId: string
  deviceCode: string
  deviceName: string
  heardAt: Date | null
  isWatched: boolean
}

/** What the devices of an object have said so far. Those who may not see the device see none. */
export async function listSeriesOfObject(tx: Tx, objectId: string): Promise<NamedSeries[]> {
  const found = await sql<NamedSeries>`
    select s.no, s.code, d.id as device_id, d.code as device_code, d.name as device_name, d.heard_at, w.series_no is not null as is_watched
    from device d join series s on s.device_id = d.id left join watched_series w on w.series_no = s.no
    where d.object_id = ${objectId} and d.stopped_at is null order by d.code, s.code limit 2000`.execute(tx)
  return found.rows
}
