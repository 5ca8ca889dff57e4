import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { AlarmKind } from '../../model/codes.ts'
import type { PointRule, PointState } from '../../model/judge.ts'

/** A point as it is judged. */
export interface JudgedPoint {
  id: string
  seriesNo: number
  deviceId: string
  objectId: string
  gridCode: string
  unitName: string
  name: string
  unit: string
  isDangerous: boolean
  rule: PointRule
  ruleVersion: number
  state: PointState | null
  /** Times of calibration or maintenance that touch the last two days, as [from, to) in ms. */
  windows: readonly (readonly [from: number, to: number])[]
}

/** The points behind series, with how far each was judged. */
export async function listJudged(tx: Tx, seriesNos: readonly number[]): Promise<JudgedPoint[]> {
  const found = await sql<JudgedPoint>`
    select p.id, p.series_no, p.device_id, p.object_id, p.grid_code, p.unit_name, p.name, p.unit, p.is_dangerous, p.rule, p.rule_version, w.state,
      coalesce((select jsonb_agg(jsonb_build_array(extract(epoch from m.from_at) * 1000, extract(epoch from coalesce(m.ended_at, m.to_at)) * 1000))
        from point_window m where m.point_id = p.id and m.to_at > now() - interval '2 days'), '[]') as windows
    from monitor_point p left join point_watch w on w.point_id = p.id
    where p.series_no = any(${seriesNos}::int[]) and p.withdrawn_at is null`.execute(tx)
  return found.rows
}

export interface StateRow {
  id: string
  state: PointState | null
  at: Date
  receivedAt: Date
  value: number | null
  quality: string
}

/** Keeps how far points were judged, and what they said last: what is older than that stays out. */
export async function keepStates(tx: Tx, rows: readonly StateRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update point_watch w set state = x.state, received_at = greatest(w.received_at, x."receivedAt"),
      at = greatest(w.at, x.at), value = case when w.at is null or x.at >= w.at then x.value else w.value end,
      quality = case when w.at is null or x.at >= w.at then x.quality else w.quality end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state jsonb, at timestamptz, "receivedAt" timestamptz, value float8,
      quality text)
    where w.point_id = x.id`.execute(tx)
}

/** A condition that began. `pointId` is null where a whole device is silent. */
export interface SignalRow {
  id: string
  pointId: string | null
  deviceId: string
  objectId: string
  gridCode: string
  kind: AlarmKind
  level: number
  beganAt: Date
  endedAt: Date | null
  value: number | null
  limit: number | null
  ruleVersion: number | null
}

/** Notes what began; what stands already is left as it is. @returns ids of those that are new */
export async function insertSignals(tx: Tx, rows: readonly SignalRow[], now: Date): Promise<Set<string>> {
  if (rows.length === 0) return new Set()
  const done = await sql<{ id: string }>`
    insert into alarm_signal (id, point_id, device_id, object_id, grid_code, kind, level, began_at, ended_at, value, limit_value, rule_version, noticed_at)
    select x.id, x."pointId", x."deviceId", x."objectId", x."gridCode", x.kind, x.level, x."beganAt", x."endedAt", x.value, x."limit",
      x."ruleVersion", ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "pointId" uuid, "deviceId" uuid, "objectId" uuid, "gridCode" text,
      kind text, level int, "beganAt" timestamptz, "endedAt" timestamptz, value float8, "limit" float8, "ruleVersion" int)
    on conflict do nothing returning id`.execute(tx)
  return new Set(done.rows.map(({ id }) => id))
}

/** Ends what stands of points. @returns the alarms it belonged to */
export async function endSignals(
  tx: Tx,
  rows: readonly { pointId: string; kind: AlarmKind; at: Date }[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const done = await sql<{ alarmId: string | null }>`
    update alarm_signal a set ended_at = greatest(x.at, a.began_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("pointId" uuid, kind text, at timestamptz)
    where a.point_id = x."pointId" and a.kind = x.kind and a.ended_at is null returning a.alarm_id`.execute(tx)
  return done.rows.flatMap(({ alarmId }) => alarmId ?? [])
}

/** Ends everything that stands of a point that is watched no more. @returns the alarms it belonged to */
export async function endSignalsOf(tx: Tx, pointId: string): Promise<string[]> {
  const done = await sql<{ alarmId: string | null }>`
    update alarm_signal set ended_at = greatest(now(), began_at) where point_id = ${pointId} and ended_at is null returning alarm_id`.execute(
    tx,
  )
  return done.rows.flatMap(({ alarmId }) => alarmId ?? [])
}

/** Ends the silence of devices and points that were heard again. @returns the alarms it belonged to */
export async function endSilence(tx: Tx, deviceMinutes: number): Promise<string[]> {
  const done = await sql<{ alarmId: string | null }>`
    update alarm_signal a set ended_at = greatest(now(), a.began_at)
    where a.ended_at is null and (
      a.kind = 'offline' and exists (
        select from device d where d.id = a.device_id and (d.heard_at > now() - ${deviceMinutes} * interval '1 minute' or d.stopped_at is not null))
      or a.kind = 'stale' and exists (
        select from monitor_point p join point_watch w on w.point_id = p.id
        where p.id = a.point_id and w.received_at > now() - p.stale_minutes * interval '1 minute'))
    returning a.alarm_id`.execute(tx)
  return done.rows.flatMap(({ alarmId }) => alarmId ?? [])
}

export interface SilentRow {
  pointId: string | null
  deviceId: string
  objectId: string
  gridCode: string
  heardAt: Date
  name: string
  ruleVersion: number | null
}

/**
 * Devices with points that nobody heard for so many minutes, and points that say nothing while their device speaks. What never spoke is not silent, and
 * neither is what is being maintained.
 */
export async function listSilent(tx: Tx, deviceMinutes: number): Promise<SilentRow[]> {
  const found = await sql<SilentRow>`
    select null::uuid as point_id, d.id as device_id, p.object_id, p.grid_code, d.heard_at, d.name, null::int as rule_version
    from device d cross join lateral (
      select object_id, grid_code from monitor_point where device_id = d.id and withdrawn_at is null limit 1) p
    where d.heard_at < now() - ${deviceMinutes} * interval '1 minute' and d.stopped_at is null
      and not exists (select from alarm_signal a where a.device_id = d.id and a.point_id is null and a.ended_at is null)
    union all
    select p.id, p.device_id, p.object_id, p.grid_code, w.received_at, p.unit_name || ' ' || p.name, p.rule_version
    from monitor_point p join point_watch w on w.point_id = p.id join device d on d.id = p.device_id
    where p.withdrawn_at is null and w.received_at < now() - p.stale_minutes * interval '1 minute'
      and d.heard_at >= now() - ${deviceMinutes} * interval '1 minute' and d.stopped_at is null
      and not exists (select from alarm_signal a where a.point_id = p.id and a.kind = 'stale' and a.ended_at is null)
      and not exists (select from point_window m where m.point_id = p.id and m.ended_at is null and now() between m.from_at and m.to_at)`.execute(
    tx,
  )
  return found.rows
}

/** How many matters of enterprises were noticed since an instant, what is shelved apart. */
export async function countLately(tx: Tx, objectIds: readonly string[], since: Date): Promise<Map<string, number>> {
  const found = await sql<{ objectId: string; n: number }>`
    select object_id, count(distinct coalesce(point_id, device_id))::int as n from alarm_signal
    where object_id = any(${objectIds}::uuid[]) and noticed_at >= ${since} and alarm_id is not null group by object_id`.execute(
    tx,
  )
  return new Map(found.rows.map(({ objectId, n }) => [objectId, n]))
}

export async function setAlarm(tx: Tx, signalIds: readonly string[], alarmId: string): Promise<void> {
  await sql`update alarm_signal set alarm_id = ${alarmId} where id = any(${signalIds}::uuid[])`.execute(tx)
}

/** Which of these points are put aside at the moment. */
export async function listShelved(tx: Tx, pointIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ pointId: string }>`
    select distinct point_id from point_shelf
    where point_id = any(${pointIds}::uuid[]) and ended_at is null and until > now()`.execute(tx)
  return new Set(found.rows.map(({ pointId }) => pointId))
}

/** What stands without an alarm though its shelf is over. */
export async function listUnshelved(tx: Tx): Promise<SignalRow[]> {
  const found = await sql<SignalRow>`
    select a.id, a.point_id, a.device_id, a.object_id, a.grid_code, a.kind, a.level, a.began_at, a.ended_at, a.value, a.limit_value as limit,
      a.rule_version
    from alarm_signal a where a.alarm_id is null and a.ended_at is null and a.point_id is not null
      and not exists (select from point_shelf f where f.point_id = a.point_id and f.ended_at is null and f.until > now())
    order by a.began_at limit 500`.execute(tx)
  return found.rows
}

/** Names and units of points, for what is said of them. */
export async function listCalled(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, { unitName: string; name: string; unit: string }>> {
  const found = await sql<{ id: string; unitName: string; name: string; unit: string }>`
    select id, unit_name, name, unit from monitor_point where id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ id, ...called }) => [id, called]))
}

export async function nameOfDevice(tx: Tx, id: string): Promise<string> {
  const found = await sql<{ name: string }>`select name from device where id = ${id}`.execute(tx)
  return found.rows[0]?.name ?? ''
}

/** The alarms these signals belong to. */
export async function listAlarmsOf(tx: Tx, signalIds: readonly string[]): Promise<string[]> {
  const found = await sql<{ alarmId: string }>`
    select distinct alarm_id from alarm_signal where id = any(${signalIds}::uuid[]) and alarm_id is not null`.execute(
    tx,
  )
  return found.rows.map(({ alarmId }) => alarmId)
}

/** One who makes alarms at a time: two at once would open a matter twice. */
export const holdAlarms = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtextextended('monitoring:alarms', 0))`.execute(tx)
