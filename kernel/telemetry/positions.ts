import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Position } from './model/message.ts'

export interface PositionRow extends Position {
  deviceId: string
}

const MOST = 10_000

/** Stores places, each device and second once; those of tracked devices are queued for whoever judges them. @returns how many of each device were new */
export async function insertPositions(
  tx: Tx,
  rows: readonly PositionRow[],
  receivedAt: Date,
): Promise<Map<string, number>> {
  const stored = await sql<{ deviceId: string; n: number }>`
    with kept as (
      insert into position (device_id, at, lng, lat, is_fixed, is_history, speed, direction, altitude, mileage, alarm, status, items, received_at)
      select device_id, to_timestamp(ms / 1000), lng, lat, is_fixed, is_history, speed, direction, altitude, mileage, alarm, status, items::jsonb,
        ${receivedAt} from ${columns(rows)}
      on conflict (device_id, at) do nothing returning device_id, at),
    queued as (
      insert into position_fresh (device_id, at) select device_id, at from kept join tracked_device using (device_id) order by at)
    select device_id, count(*)::int as n from kept group by 1`.execute(tx)
  return new Map(stored.rows.map(({ deviceId, n }) => [deviceId, n]))
}

/** Moves devices on the map to the newest place with a fix, never back in time. */
export async function moveLast(tx: Tx, rows: readonly PositionRow[], receivedAt: Date): Promise<void> {
  const newest = new Map<string, PositionRow>()
  for (const row of rows) {
    if (!row.isFixed || row.lng === null || row.lat === null) continue
    const before = newest.get(row.deviceId)
    if (!before || before.at < row.at) newest.set(row.deviceId, row)
  }
  if (newest.size === 0) return
  await sql`
    insert into position_last as l (device_id, at, lng, lat, speed, direction, alarm, status, received_at)
    select device_id, to_timestamp(ms / 1000), lng, lat, speed, direction, alarm, status, ${receivedAt}
    from ${columns([...newest.values()])} order by 1
    on conflict (device_id) do update set at = excluded.at, lng = excluded.lng, lat = excluded.lat, speed = excluded.speed,
      direction = excluded.direction, alarm = excluded.alarm, status = excluded.status, received_at = excluded.received_at
    where excluded.at > l.at`.execute(tx)
}

function columns(rows: readonly PositionRow[]) {
  const of = (read: (row: PositionRow) => number | null) => `{${rows.map((row) => read(row) ?? 'null').join(',')}}`
  return sql`unnest(${`{${rows.map(({ deviceId }) => deviceId).join(',')}}`}::uuid[], ${of(({ at }) => at.getTime())}::float8[],
    ${of(({ lng }) => lng)}::float8[], ${of(({ lat }) => lat)}::float8[], ${of(({ isFixed }) => Number(isFixed))}::int[]::boolean[],
    ${of(({ isHistory }) => Number(isHistory))}::int[]::boolean[], ${of(({ speedKmh }) => speedKmh)}::real[],
    ${of(({ direction }) => direction)}::smallint[], ${of(({ altitudeM }) => altitudeM)}::int[],
    ${of(({ mileageKm }) => mileageKm)}::float8[], ${of(({ alarm }) => alarm)}::bigint[], ${of(({ status }) => status)}::bigint[],
    ${rows.map(({ items }) => (items === null ? null : JSON.stringify(items).replaceAll('\\u0000', '')))}::text[])
    u(device_id, ms, lng, lat, is_fixed, is_history, speed, direction, altitude, mileage, alarm, status, items)`
}

export interface LastPosition {
  deviceId: string
  code: string
  at: Date
  lng: number
  lat: number
  speed: number | null
  direction: number | null
  alarm: number
  status: number
}

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** Where the devices of the scope were last, inside a box and not longer ago than `since`; at most ten thousand, the newest first. */
export async function listLast(tx: Tx, since: Date, box: Box | null = null): Promise<LastPosition[]> {
  const inside = box
    ? sql`and p.lng between ${box.west} and ${box.east} and p.lat between ${box.south} and ${box.north}`
    : sql``
  const found = await sql<LastPosition>`
    select p.device_id, d.code, p.at, p.lng, p.lat, p.speed, p.direction, p.alarm, p.status
    from position_last p join device d on d.id = p.device_id where p.at >= ${since} ${inside}
    order by p.at desc limit ${MOST}`.execute(tx)
  return found.rows
}

export interface TrackPoint extends Omit<Position, 'speedKmh' | 'altitudeM' | 'mileageKm'> {
  speed: number | null
  altitude: number | null
  mileage: number | null
}

/** The places of a device between two times, at most ten thousand, the oldest first. */
export async function readTrack(tx: Tx, deviceId: string, from: Date, to: Date): Promise<TrackPoint[]> {
  const found = await sql<TrackPoint>`
    select at, lng, lat, is_fixed, is_history, speed, direction, altitude, mileage, alarm, status, items from position
    where device_id = ${deviceId} and at >= ${from} and at < ${to} order by at limit ${MOST}`.execute(tx)
  return found.rows
}
