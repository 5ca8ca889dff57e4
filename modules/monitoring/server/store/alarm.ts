import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { AlarmKind, Cause } from '../../model/codes.ts'
import type { AlarmFilterInput } from '../../model/schema.ts'

export interface NewAlarmRow {
  id: string
  objectId: string
  gridCode: string
  pointId: string | null
  deviceId: string | null
  matter: AlarmKind
  kind: AlarmKind
  level: number
  isStorm: boolean
  state: string
  beganAt: Date
  noticedAt: Date
}

export async function insertAlarm(tx: Tx, row: NewAlarmRow): Promise<void> {
  await sql`
    insert into alarm (id, object_id, grid_code, point_id, device_id, matter, kind, level, is_storm, state, began_at, noticed_at, unseen_since)
    values (${row.id}, ${row.objectId}, ${row.gridCode}, ${row.pointId}, ${row.deviceId}, ${row.matter}, ${row.kind}, ${row.level}, ${row.isStorm},
      ${row.state}, ${row.beganAt}, ${row.noticedAt}, ${row.noticedAt})`.execute(tx)
}

export interface OpenAlarm extends NewAlarmRow {
  clearedAt: Date | null
}

/** Alarms of enterprises that are not closed. */
export async function listOpen(tx: Tx, objectIds: readonly string[]): Promise<OpenAlarm[]> {
  const found = await sql<OpenAlarm>`
    select id, object_id, grid_code, point_id, device_id, matter, kind, level, is_storm, state, began_at, noticed_at, cleared_at from alarm
    where object_id = any(${objectIds}::uuid[]) and state <> 'closed' order by began_at desc`.execute(tx)
  return found.rows
}

/** What may change of an alarm; what is left out stays. */
export interface AlarmChange {
  state?: string
  kind?: AlarmKind
  level?: number
  clearedAt?: Date | null
  acknowledgedAt?: string
  handledAt?: string
  cause?: Cause
  escalated?: number
  /** Since when somebody is to acknowledge it. */
  unseenSince?: Date
  toldClears?: number
  hazardId?: string
}

const COLUMNS: Record<keyof AlarmChange, string> = {
  state: 'state',
  kind: 'kind',
  level: 'level',
  clearedAt: 'cleared_at',
  acknowledgedAt: 'acknowledged_at',
  handledAt: 'handled_at',
  cause: 'cause',
  escalated: 'escalated',
  unseenSince: 'unseen_since',
  toldClears: 'told_clears',
  hazardId: 'hazard_id',
}

export async function updateAlarm(tx: Tx, id: string, change: AlarmChange): Promise<void> {
  const sets = Object.entries(change).flatMap(([key, value]) =>
    value === undefined ? [] : [sql`${sql.ref(COLUMNS[key as keyof AlarmChange])} = ${value}`],
  )
  if (sets.length > 0) await sql`update alarm set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

/** How many alarms of a level or worse were noticed in a grid since an instant. */
export async function countPressing(tx: Tx, grid: string, level: number, since: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from alarm
    where starts_with(grid_code, ${grid}) and level <= ${level} and noticed_at >= ${since}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export interface OverRow {
  id: string
  toldClears: number
  clearedAt: Date
}

/** Of these alarms those of which nothing stands any more and that do not say so yet, with when the last of it ended. */
export async function listOver(tx: Tx, ids: readonly string[]): Promise<OverRow[]> {
  const found = await sql<OverRow>`
    select a.id, a.told_clears, max(s.ended_at) as cleared_at from alarm a join alarm_signal s on s.alarm_id = a.id
    where a.id = any(${ids}::uuid[]) and a.cleared_at is null
    group by a.id having bool_and(s.ended_at is not null)`.execute(tx)
  return found.rows
}

/** Alarms that were handled, need nobody's check and are over. */
export async function listSettled(tx: Tx): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from alarm where state = 'resolved' and cleared_at is not null order by cleared_at limit 200`.execute(tx)
  return found.rows.map(({ id }) => id)
}

export interface UnseenRow {
  id: string
  objectId: string
  gridCode: string
  level: number
  escalated: number
  title: string
}

/** Alarms nobody acknowledged that are due to be told further. @param minutes after which each step is due @param steps how far each level goes */
export async function listUnseen(
  tx: Tx,
  minutes: readonly number[],
  steps: readonly number[],
  now: Date,
): Promise<UnseenRow[]> {
  const found = await sql<UnseenRow>`
    select a.id, a.object_id, a.grid_code, a.level, a.escalated, c.title from alarm a join case_record c on c.id = a.id
    where a.state = 'raised' and a.escalated < (${steps}::int[])[a.level]
      and a.unseen_since <= ${now}::timestamptz - (${minutes}::int[])[a.escalated + 1] * interval '1 minute'
    order by a.unseen_since limit 200`.execute(tx)
  return found.rows
}

export interface AlarmFactRow {
  id: string
  level: 1 | 2 | 3 | 4
  kind: AlarmKind
  pointId: string | null
  pointName: string | null
  unit: string | null
  value: number | null
  limit: number | null
  beganAt: Date
  noticedAt: Date
  clearedAt: Date | null
  acknowledgedAt: Date | null
  cause: Cause | null
  isStorm: boolean
  points: number
  signals: number
  hazardId: string | null
}

/** Facts of alarms by id; whoever asks has read the cases inside his scope. */
export async function listFacts(tx: Tx, ids: readonly string[]): Promise<AlarmFactRow[]> {
  const found = await sql<AlarmFactRow>`
    select a.id, a.level, a.kind, a.point_id, p.unit_name || ' ' || p.name as point_name, p.unit, f.value, f.limit_value as limit, a.began_at,
      a.noticed_at, a.cleared_at, a.acknowledged_at, a.cause, a.is_storm, n.points, n.signals, a.hazard_id
    from alarm a left join monitor_point p on p.id = a.point_id
    cross join lateral (
      select count(distinct coalesce(s.point_id, s.device_id))::int as points, count(*)::int as signals from alarm_signal s where s.alarm_id = a.id) n
    left join lateral (
      select s.value, s.limit_value from alarm_signal s where s.alarm_id = a.id order by s.level, s.began_at desc limit 1) f on true
    where a.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** The filter of the module as conditions on the case `c`. */
export function alarmMatches(filter: AlarmFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (filter.level) conditions.push(sql<boolean>`a.level = any(${filter.level.split(',').map(Number)}::int[])`)
  if (filter.kind) conditions.push(sql<boolean>`a.kind = ${filter.kind}`)
  if (filter.cause) conditions.push(sql<boolean>`a.cause = ${filter.cause}`)
  if (filter.standing) conditions.push(sql<boolean>`(a.cleared_at is null) = ${filter.standing === 'true'}`)
  if (filter.pointId)
    conditions.push(
      sql<boolean>`exists (select from alarm_signal s where s.alarm_id = a.id and s.point_id = ${filter.pointId})`,
    )
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from alarm a where a.id = c.id and ${sql.join(conditions, sql` and `)})`]
}
