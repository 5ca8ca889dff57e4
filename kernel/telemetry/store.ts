import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { QUALITY } from './model/message.ts'
import type { Gap, Run } from './model/sequence.ts'

/** Writers hold it together; whoever closes a minute waits for those that may still write into it. */
const ROLLING = sql`hashtextextended('telemetry:rolling', 0)`

/** From here to the end of the transaction no minute is closed. */
export const holdMinutes = (tx: Tx) => sql`select pg_advisory_xact_lock_shared(${ROLLING})`.execute(tx)

/** Waits for everybody who may still write into a minute, and keeps others out to the end of the transaction. */
export const closeMinutes = (tx: Tx) => sql`select pg_advisory_xact_lock(${ROLLING})`.execute(tx)

export interface DeviceRow extends Omit<Run, 'gaps'> {
  id: string
  code: string
  isStopped: boolean
  /** What is older was rolled up already; the same in every row. */
  lateBefore: Date
}

/** Devices by their codes, in the order of codes, each held against other writers to the end of the transaction. */
export async function lockDevices(tx: Tx, codes: readonly string[]): Promise<DeviceRow[]> {
  const found = await sql<DeviceRow>`
    select id, code, stopped_at is not null as is_stopped, sequence, told_at,
      (select until from reading_rolled where grain = 'minute') as late_before from device
    where code = any(${codes}::text[]) order by code for no key update`.execute(tx)
  return found.rows
}

/** A device whose gaps are more than this keeps the older ones for ever: what comes late into them counts as a double. */
const OPEN_GAPS = 200

/** The newest gaps of devices, the oldest of them first. */
export async function listGaps(tx: Tx, ids: readonly string[]): Promise<Map<string, Gap[]>> {
  const found = await sql<Gap & { deviceId: string }>`
    select g.device_id, g.first, g.last from unnest(${ids}::uuid[]) d(id) cross join lateral (
      select device_id, first, last, noticed_at from device_gap where device_id = d.id
      order by noticed_at desc, first desc limit ${OPEN_GAPS}) g
    order by g.noticed_at, g.first`.execute(tx)
  const gaps = new Map<string, Gap[]>()
  for (const { deviceId, first, last } of found.rows)
    gaps.set(deviceId, [...(gaps.get(deviceId) ?? []), { first, last }])
  return gaps
}

/** Writes down which gaps of a device were filled and which were found. */
export async function changeGaps(
  tx: Tx,
  deviceId: string,
  gone: readonly Gap[],
  found: readonly Gap[],
  noticedAt: Date,
): Promise<void> {
  if (gone.length > 0)
    await sql`
      delete from device_gap g using unnest(${gone.map(({ first }) => first)}::bigint[], ${gone.map(({ last }) => last)}::bigint[]) o(first, last)
      where g.device_id = ${deviceId} and g.first = o.first and g.last = o.last`.execute(tx)
  if (found.length > 0)
    await sql`
      insert into device_gap (device_id, first, last, noticed_at)
      select ${deviceId}, first, last, ${noticedAt}
      from unnest(${found.map(({ first }) => first)}::bigint[], ${found.map(({ last }) => last)}::bigint[]) f(first, last)
      on conflict (device_id, noticed_at, first) do update set last = excluded.last`.execute(tx)
}

export interface HourRow {
  deviceId: string
  sent: number
  received: number
  doubled: number
  refused: number
  readings: number
  stored: number
}

/** Adds to the ledgers of the hour, and says how far the devices have counted. */
export async function addToLedger(
  tx: Tx,
  rows: readonly HourRow[],
  runs: ReadonlyMap<string, Run>,
  receivedAt: Date,
): Promise<void> {
  const of = (name: keyof HourRow) => rows.map((row) => row[name])
  const counted = rows.map(({ deviceId }) => runs.get(deviceId))
  await sql`
    with u as materialized (
      select * from unnest(${of('deviceId')}::uuid[], ${of('sent')}::bigint[], ${of('received')}::bigint[], ${of('doubled')}::bigint[],
        ${of('refused')}::bigint[], ${of('readings')}::bigint[], ${of('stored')}::bigint[],
        ${counted.map((run) => run?.sequence ?? null)}::bigint[], ${counted.map((run) => run?.toldAt ?? null)}::timestamptz[])
        u(device_id, sent, received, doubled, refused, readings, stored, sequence, told_at)),
    hours as (
      insert into device_hour as h (device_id, hour, sent, received, doubled, refused, readings, stored)
      select device_id, date_trunc('hour', ${receivedAt}::timestamptz), sent, received, doubled, refused, readings, stored from u
      on conflict (device_id, hour) do update set sent = h.sent + excluded.sent, received = h.received + excluded.received,
        doubled = h.doubled + excluded.doubled, refused = h.refused + excluded.refused, readings = h.readings + excluded.readings,
        stored = h.stored + excluded.stored)
    update device d set sequence = u.sequence, told_at = u.told_at, heard_at = greatest(d.heard_at, ${receivedAt})
    from u where d.id = u.device_id`.execute(tx)
}

export interface RefusalRow {
  deviceId: string | null
  code: string
  reason: string
  message: string
}

/** Keeps what was refused, as it came. */
export async function insertRefusals(tx: Tx, rows: readonly RefusalRow[], receivedAt: Date): Promise<void> {
  const of = (name: keyof RefusalRow) => rows.map((row) => row[name])
  await sql`
    insert into device_refusal (device_id, code, reason, message, received_at)
    select device_id, code, reason, message, ${receivedAt} from unnest(${of('deviceId')}::uuid[], ${of('code')}::text[],
      ${of('reason')}::text[], ${of('message')}::text[]) u(device_id, code, reason, message)`.execute(tx)
}

/** One thing measured, by device and name. */
export interface SeriesKey {
  deviceId: string
  code: string
}

/** The numbers of series in the order asked for; those nobody has sent before get one. */
export async function numberSeries(tx: Tx, keys: readonly SeriesKey[]): Promise<number[]> {
  const asked = sql`unnest(${keys.map(({ deviceId }) => deviceId)}::uuid[], ${keys.map(({ code }) => code)}::text[]) with ordinality k(device_id, code, ord)`
  const find = () =>
    sql<{ no: number | null }>`
      select s.no from ${asked} left join series s using (device_id, code) order by k.ord`.execute(tx)
  const found = await find()
  if (found.rows.every(({ no }) => no !== null)) return found.rows.map(({ no }) => no as number)
  await sql`
    insert into series (device_id, code) select distinct device_id, code from ${asked} order by 1, 2 on conflict do nothing`.execute(
    tx,
  )
  return (await find()).rows.map(({ no }) => no as number)
}

export interface ReadingRow {
  no: number
  at: Date
  value: number | null
  quality: keyof typeof QUALITY
  said?: string
}

/**
 * Numbers as one text: a page has some thousands, and the driver, which looks at each value to see whether it must be quoted, would take half of the
 * time of the whole page. Times are such numbers too.
 */
const column = (numbers: readonly (number | null)[]) => `{${numbers.map((one) => one ?? 'null').join(',')}}`
const times = (rows: readonly { at: Date }[]) => sql`${column(rows.map(({ at }) => at.getTime()))}::float8[]`

/** Stores readings, each once, and queues those of watched series. @returns how many of each series were new; null when all of them were */
export async function insertReadings(
  tx: Tx,
  rows: readonly ReadingRow[],
  receivedAt: Date,
): Promise<Map<number, number> | null> {
  const hasTexts = rows.some(({ said }) => said !== undefined)
  const said = hasTexts ? sql`${rows.map((row) => row.said ?? null)}::text[]` : sql`'{}'::text[]`
  const stored = await sql<{ n: number; nos: number[] | null }>`
    with kept as (
      insert into reading (series_no, at, value, quality, received_at, said)
      select no, to_timestamp(ms / 1000), value, quality, ${receivedAt}, said
      from unnest(${column(rows.map(({ no }) => no))}::int[], ${times(rows)}, ${column(rows.map(({ value }) => value))}::float8[],
        ${column(rows.map(({ quality }) => QUALITY[quality]))}::smallint[], ${said}) u(no, ms, value, quality, said)
      on conflict (series_no, at) do nothing returning series_no, at),
    fresh as (
      insert into reading_fresh (series_no, at) select series_no, at from kept join watched_series using (series_no) order by at)
    select count(*)::int as n, case when count(*) < ${rows.length}::int then array_agg(series_no) end as nos from kept`.execute(
    tx,
  )
  const [{ n, nos }] = stored.rows as [{ n: number; nos: number[] | null }]
  if (n === rows.length) return null
  const counts = new Map<number, number>()
  for (const no of nos ?? []) counts.set(no, (counts.get(no) ?? 0) + 1)
  return counts
}

/** Marks the minutes of readings that came after they were rolled up. */
export async function markLate(tx: Tx, rows: readonly { no: number; at: Date }[]): Promise<void> {
  await sql`
    insert into reading_late (series_no, at)
    select distinct no, date_trunc('minute', to_timestamp(ms / 1000))
    from unnest(${column(rows.map(({ no }) => no))}::int[], ${times(rows)}) u(no, ms)
    order by 1, 2 on conflict do nothing`.execute(tx)
}

export interface NoticeRow {
  deviceId: string
  kind: string
  at: Date
  body: string
}

/** Keeps what devices say besides readings, each once. */
export async function insertNotices(tx: Tx, rows: readonly NoticeRow[], receivedAt: Date): Promise<void> {
  const of = (name: keyof NoticeRow) => rows.map((row) => row[name])
  await sql`
    insert into device_notice (device_id, kind, at, digest, body, received_at)
    select device_id, kind, at, md5(body), body::jsonb, ${receivedAt}
    from unnest(${of('deviceId')}::uuid[], ${of('kind')}::text[], ${of('at')}::timestamptz[], ${of('body')}::text[]) u(device_id, kind, at, body)
    on conflict (device_id, kind, at, digest) do nothing`.execute(tx)
}

/** Makes the partitions of days there are none for. */
export const keepDays = (tx: Tx, first: string, last: string) =>
  sql`select telemetry_keep(${first}::date, ${last}::date)`.execute(tx)

/** Drops days of readings and positions and months of minutes that are older, and what was refused longer ago than so many days. */
export async function dropOld(tx: Tx, readings: string, minutes: string, refusalDays: number): Promise<void> {
  await sql`select telemetry_drop(${readings}::date, ${minutes}::date), position_drop(${readings}::date)`.execute(tx)
  await sql`delete from device_notice where received_at < ${readings}::date`.execute(tx)
  await sql`delete from device_refusal where received_at < now() - ${refusalDays} * interval '1 day'`.execute(tx)
}
