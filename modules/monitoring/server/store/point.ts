import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Parameter } from '../../model/codes.ts'
import type { PointRule } from '../../model/judge.ts'
import type { PointFilterInput } from '../../model/schema.ts'

export interface NewPointRow {
  id: string
  objectId: string
  gridCode: string
  deviceId: string
  seriesNo: number
  unitName: string
  name: string
  parameter: Parameter
  unit: string
  medium: string | null
  isDangerous: boolean
  template: string | null
  rangeLow: number
  rangeHigh: number
  rule: PointRule
  staleMinutes: number
}

export interface PointRow extends NewPointRow {
  ruleVersion: number
  version: number
  withdrawnAt: Date | null
}

/** Enters points. @returns ids of those that were free; a series that has a point already is left out */
export async function insertPoints(tx: Tx, rows: readonly NewPointRow[]): Promise<string[]> {
  const done = await sql<{ id: string }>`
    with made as (
      insert into monitor_point (id, object_id, grid_code, device_id, series_no, unit_name, name, parameter, unit, medium, is_dangerous, template,
        range_low, range_high, rule, stale_minutes)
      select x.id, x."objectId", x."gridCode", x."deviceId", x."seriesNo", x."unitName", x.name, x.parameter, x.unit, x.medium, x."isDangerous",
        x.template, x."rangeLow", x."rangeHigh", x.rule, x."staleMinutes"
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "objectId" uuid, "gridCode" text, "deviceId" uuid, "seriesNo" int,
        "unitName" text, name text, parameter text, unit text, medium text, "isDangerous" boolean, template text, "rangeLow" float8,
        "rangeHigh" float8, rule jsonb, "staleMinutes" int)
      on conflict do nothing returning id, object_id, grid_code),
    watched as (insert into point_watch (point_id, object_id, grid_code) select id, object_id, grid_code from made)
    select id from made`.execute(tx)
  return done.rows.map(({ id }) => id)
}

export interface DescribedPoint {
  unitName: string
  name: string
  medium: string | null
  isDangerous: boolean
  staleMinutes: number
}

export async function updatePoint(tx: Tx, id: string, point: DescribedPoint): Promise<void> {
  await sql`
    update monitor_point set unit_name = ${point.unitName}, name = ${point.name}, medium = ${point.medium},
      is_dangerous = ${point.isDangerous}, stale_minutes = ${point.staleMinutes}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

export async function withdrawPoint(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`
    update monitor_point set withdrawn_at = now(), withdrawn_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

/** Puts a rule in force. @returns its version */
export async function updateRule(tx: Tx, id: string, rule: PointRule): Promise<number> {
  const done = await sql<{ ruleVersion: number }>`
    update monitor_point set rule = ${JSON.stringify(rule)}::jsonb, rule_version = rule_version + 1, version = version + 1
    where id = ${id} returning rule_version`.execute(tx)
  return done.rows[0]?.ruleVersion ?? 0
}

const columns =
  sql.raw(`p.id, p.object_id, p.grid_code, p.device_id, p.series_no, p.unit_name, p.name, p.parameter, p.unit, p.medium,
  p.is_dangerous, p.template, p.range_low, p.range_high, p.rule, p.stale_minutes, p.rule_version, p.version, p.withdrawn_at`)

export async function findPointForUpdate(tx: Tx, scope: Scope, id: string): Promise<PointRow | undefined> {
  const found = await sql<PointRow>`
    select ${columns} from monitor_point p where p.id = ${id} and ${inScope(scope, 'p', 'object_id')} for update of p`.execute(
    tx,
  )
  return found.rows[0]
}

/** How a point stands: what it said last, and the worst of what it is alarming about. */
export interface PointLineRow extends PointRow {
  objectName: string
  deviceName: string
  seriesCode: string
  heardAt: Date | null
  at: Date | null
  receivedAt: Date | null
  value: number | null
  quality: string | null
  kind: string | null
  level: number | null
  alarmId: string | null
  shelvedUntil: Date | null
  windowUntil: Date | null
}

const FROM = sql`monitor_point p join device d on d.id = p.device_id join series s on s.no = p.series_no
  left join point_watch w on w.point_id = p.id left join supervised_enterprise e on e.id = p.object_id
  left join lateral (select x.kind, x.level, x.alarm_id from alarm_signal x where x.point_id = p.id and x.ended_at is null
    order by x.level, x.began_at limit 1) a on true
  left join lateral (select x.until from point_shelf x where x.point_id = p.id and x.ended_at is null and x.until > now()
    order by x.until desc limit 1) f on true
  left join lateral (select x.to_at from point_window x where x.point_id = p.id and x.ended_at is null and x.from_at <= now() and x.to_at > now()
    order by x.to_at desc limit 1) m on true`
const lineColumns = sql`${columns}, coalesce(e.name, '') as object_name, d.name as device_name, s.code as series_code, d.heard_at,
  w.at, w.received_at, w.value, w.quality, a.kind, a.level, a.alarm_id, f.until as shelved_until, m.to_at as window_until`

/** Whether a point was heard lately. */
const online = sql<boolean>`coalesce(w.received_at > now() - p.stale_minutes * interval '1 minute', false)`

function matching(scope: Scope, filter: PointFilterInput): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions = [inScope(bounds, 'p', 'object_id'), sql<boolean>`p.withdrawn_at is null`]
  if (filter.objectId) conditions.push(sql<boolean>`p.object_id = ${filter.objectId}`)
  if (filter.parameter) conditions.push(sql<boolean>`p.parameter = ${filter.parameter}`)
  if (filter.standing === 'alarm') conditions.push(sql<boolean>`a.level is not null`)
  if (filter.standing === 'serious') conditions.push(sql<boolean>`a.level <= 2`)
  if (filter.standing === 'silent') conditions.push(sql<boolean>`not ${online}`)
  if (filter.standing === 'shelved') conditions.push(sql<boolean>`f.until is not null`)
  if (filter.standing === 'window') conditions.push(sql<boolean>`m.to_at is not null`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[%_\\]/g, '\\$&')}%`
    conditions.push(
      sql<boolean>`(p.name ilike ${like} or p.unit_name ilike ${like} or s.code ilike ${like} or e.name like ${like})`,
    )
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of points: of one enterprise together, of it by unit and name. */
export async function listPoints(
  tx: Tx,
  scope: Scope,
  filter: PointFilterInput,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: PointLineRow[]; nextCursor: string | null }> {
  const at = readCursor<[string, string, string, string]>(page.cursor, ['uuid', 'string', 'string', 'uuid'])
  const rest = at
    ? sql`and (p.object_id, p.unit_name, p.name, p.id) > (${at[0]}::uuid, ${at[1]}, ${at[2]}, ${at[3]}::uuid)`
    : sql``
  const found = await sql<PointLineRow>`
    select ${lineColumns} from ${FROM} where ${matching(scope, filter)} ${rest}
    order by p.object_id, p.unit_name, p.name, p.id limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.objectId, last.unitName, last.name, last.id]) : null }
}

export async function findPoint(tx: Tx, scope: Scope, id: string): Promise<PointLineRow | undefined> {
  const found = await sql<PointLineRow>`
    select ${lineColumns} from ${FROM} where p.id = ${id} and ${inScope(scope, 'p', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export interface PointCounts {
  total: number
  online: number
  alarming: number
  serious: number
  shelved: number
  inWindow: number
}

export async function countPoints(tx: Tx, scope: Scope, filter: PointFilterInput): Promise<PointCounts> {
  const counted = await sql<PointCounts>`
    select count(*)::int as total, count(*) filter (where ${online})::int as online, count(*) filter (where a.level is not null)::int as alarming,
      count(*) filter (where a.level <= 2)::int as serious, count(*) filter (where f.until is not null)::int as shelved,
      count(*) filter (where m.to_at is not null)::int as in_window
    from ${FROM} where ${matching(scope, filter)}`.execute(tx)
  return counted.rows[0] as PointCounts
}

export interface PlantRow {
  objectId: string
  objectName: string
  gridCode: string
  points: number
  online: number
  alarming: number
  worst: number | null
  heardAt: Date | null
}

/** No overview shows more enterprises than this; the worst first. */
export const MOST_PLANTS = 200

/** Enterprises with points, the most pressing first. */
export async function listPlants(tx: Tx, scope: Scope, filter: PointFilterInput): Promise<PlantRow[]> {
  const found = await sql<PlantRow>`
    select p.object_id, coalesce(max(e.name), '') as object_name, max(p.grid_code) as grid_code, count(*)::int as points,
      count(*) filter (where ${online})::int as online, count(*) filter (where a.level is not null)::int as alarming, min(a.level)::int as worst,
      max(w.received_at) as heard_at
    from ${FROM} where ${matching(scope, filter)}
    group by p.object_id order by worst nulls last, alarming desc, object_name limit ${MOST_PLANTS}`.execute(tx)
  return found.rows
}
