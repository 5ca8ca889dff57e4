import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { type Bbox, cellSize } from '#kernel/geo/map-window.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Level } from '../../model/codes.ts'
import type { RiskFilterInput } from '../../model/schema.ts'
import type { RiskPointRow } from './point.ts'

/** Days lists count by. */
export interface ListDays {
  today: string
  /** Assessments that fall due by this day do so soon. */
  soon: string
}

export type RiskLineRow = Omit<RiskPointRow, 'shape' | 'controllerPhone' | 'factor'> & {
  objectName: string
  controls: number
  controlsDue: number
  controlsFailed: number
  failures: number
}

const standing = sql`c.risk_point_id = p.id and c.withdrawn_at is null`

/** Scope and filter as one condition on the point `p` and its enterprise `e`. */
function matching(scope: Scope, filter: RiskFilterInput, days: ListDays): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions = [inScope(bounds, 'p', 'object_id'), sql<boolean>`p.withdrawn_at is null`]
  const add = (condition: RawBuilder<boolean>) => conditions.push(condition)
  if (filter.grid && scope.objectId) add(sql<boolean>`starts_with(p.grid_code, ${filter.grid})`)
  if (filter.objectId) add(sql<boolean>`p.object_id = ${filter.objectId}`)
  if (filter.level) add(sql<boolean>`p.level = any(${filter.level.split(',').map(Number)}::smallint[])`)
  if (filter.regulatorClass) add(sql<boolean>`${filter.regulatorClass} = any(e.regulator_classes)`)
  if (filter.accidentType) add(sql<boolean>`p.accident_type = ${filter.accidentType}`)
  if (filter.review === 'overdue') add(sql<boolean>`p.review_due_on < ${days.today}`)
  if (filter.review === 'soon') add(sql<boolean>`p.review_due_on between ${days.today} and ${days.soon}`)
  if (filter.reassess) add(sql<boolean>`(p.reassess_since is not null) = ${filter.reassess === 'true'}`)
  if (filter.opinion === 'open') add(sql<boolean>`p.opinion_open`)
  if (filter.opinion === 'none') add(sql<boolean>`not exists (select from risk_opinion o where o.risk_point_id = p.id)`)
  if (filter.controls === 'due')
    add(sql<boolean>`exists (select from risk_control c where ${standing} and c.check_due_on < ${days.today})`)
  if (filter.controls === 'failed')
    add(sql<boolean>`exists (select from risk_control c where ${standing} and c.last_result = 'failed')`)
  if (filter.located) add(sql<boolean>`(p.lng is not null) = ${filter.located === 'true'}`)
  if (filter.q) add(searching(filter.q))
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

function searching(words: string): RawBuilder<boolean> {
  const like = `%${words.replace(/[%_\\]/g, '\\$&')}%`
  return sql<boolean>`(p.name like ${like} or p.unit like ${like} or p.activity like ${like} or e.name like ${like})`
}

const FROM = sql`risk_point p left join supervised_enterprise e on e.id = p.object_id`

const counted = (days: ListDays) => sql`
  (select count(*) from risk_control c where ${standing}) as controls,
  (select count(*) from risk_control c where ${standing} and c.check_due_on < ${days.today}) as controls_due,
  (select count(*) from risk_control c where ${standing} and c.last_result = 'failed') as controls_failed,
  (select count(*) from risk_failure f where f.risk_point_id = p.id and not f.dropped) as failures`

const lineColumns =
  sql.raw(`p.id, p.object_id, coalesce(e.name, '') as object_name, p.grid_code, p.name, p.unit, p.activity,
  p.accident_type, p.level, p.score, p.method, p.direct_reason, p.controller, p.graded_on, p.review_due_on, p.reassess_since,
  p.opinion_open, p.lng, p.lat`)

/** One page of risk points, the worst first, then by place and name. */
export async function listPoints(
  tx: Tx,
  scope: Scope,
  filter: RiskFilterInput,
  days: ListDays,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: RiskLineRow[]; nextCursor: string | null }> {
  const at = readCursor<[number, string, string, string]>(page.cursor, ['number', 'string', 'string', 'uuid'])
  const rest = at
    ? sql`and (p.level, p.grid_code, p.name, p.id) > (${at[0]}::int, ${at[1]}, ${at[2]}, ${at[3]}::uuid)`
    : sql``
  const found = await sql<RiskLineRow>`
    select ${lineColumns}, ${counted(days)} from ${FROM} where ${matching(scope, filter, days)} ${rest}
    order by p.level, p.grid_code, p.name, p.id limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.level, last.gridCode, last.name, last.id]) : null }
}

/** How many risk points match. */
export async function countPoints(tx: Tx, scope: Scope, filter: RiskFilterInput, days: ListDays): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from ${FROM} where ${matching(scope, filter, days)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** One point as lists show it, also a withdrawn one. */
export async function findLine(tx: Tx, scope: Scope, id: string, days: ListDays): Promise<RiskLineRow | undefined> {
  const found = await sql<RiskLineRow>`
    select ${lineColumns}, ${counted(days)} from ${FROM} where p.id = ${id} and ${inScope(scope, 'p', 'object_id')}`.execute(
    tx,
  )
  return found.rows[0]
}

export interface SummaryRow {
  total: number
  enterprises: number
  red: number
  orange: number
  yellow: number
  blue: number
  reviewOverdue: number
  reassess: number
  opinionOpen: number
  controlsDue: number
  controlsFailed: number
}

/** Figures of the risk points inside scope and filter; each opens by the same filter with one word more. */
export async function summarise(tx: Tx, scope: Scope, filter: RiskFilterInput, days: ListDays): Promise<SummaryRow> {
  const found = await sql<SummaryRow>`
    select count(*) as total, count(distinct p.object_id) as enterprises,
      count(*) filter (where p.level = 1) as red, count(*) filter (where p.level = 2) as orange,
      count(*) filter (where p.level = 3) as yellow, count(*) filter (where p.level = 4) as blue,
      count(*) filter (where p.review_due_on < ${days.today}) as review_overdue,
      count(*) filter (where p.reassess_since is not null) as reassess,
      count(*) filter (where p.opinion_open) as opinion_open,
      count(*) filter (where exists (select from risk_control c where ${standing} and c.check_due_on < ${days.today})) as controls_due,
      count(*) filter (where exists (select from risk_control c where ${standing} and c.last_result = 'failed')) as controls_failed
    from ${FROM} where ${matching(scope, filter, days)}`.execute(tx)
  return found.rows[0] as SummaryRow
}

const inBox = (box: Bbox) => sql`p.lng between ${box[0]} and ${box[2]} and p.lat between ${box[1]} and ${box[3]}`

export interface ClusterRow {
  lng: number
  lat: number
  count: number
  red: number
  orange: number
  yellow: number
  blue: number
  /** Town in which most of them lie. */
  townCode: string
}

/** Risk points in a window, gathered into cells of about 64 pixels at this zoom, each at the mean of its members. */
export async function listClusters(
  tx: Tx,
  scope: Scope,
  filter: RiskFilterInput,
  days: ListDays,
  window: { box: Bbox; zoom: number },
): Promise<ClusterRow[]> {
  const size = cellSize(window.zoom)
  const found = await sql<ClusterRow>`
    select avg(p.lng) as lng, avg(p.lat) as lat, count(*) as count, count(*) filter (where p.level = 1) as red,
      count(*) filter (where p.level = 2) as orange, count(*) filter (where p.level = 3) as yellow,
      count(*) filter (where p.level = 4) as blue, mode() within group (order by left(p.grid_code, 9)) as town_code
    from ${FROM} where p.lng is not null and ${inBox(window.box)} and ${matching(scope, filter, days)}
    group by floor(p.lng / ${size.lng}::float8), floor(p.lat / ${size.lat}::float8)
    order by count(*) desc limit 3000`.execute(tx)
  return found.rows
}

export interface PointOnMap {
  id: string
  name: string
  objectName: string
  lng: number
  lat: number
  level: Level
}

/** Single risk points in a window, up to a limit, the worst first. */
export async function listInWindow(
  tx: Tx,
  scope: Scope,
  filter: RiskFilterInput,
  days: ListDays,
  box: Bbox,
  limit: number,
): Promise<PointOnMap[]> {
  const found = await sql<PointOnMap>`
    select p.id, p.name, coalesce(e.name, '') as object_name, p.lng, p.lat, p.level from ${FROM}
    where p.lng is not null and ${inBox(box)} and ${matching(scope, filter, days)} order by p.level, p.id limit ${limit}`.execute(
    tx,
  )
  return found.rows
}

export interface RegionRow {
  gridCode: string
  red: number
  orange: number
  yellow: number
  blue: number
  points: number
}

/** Enterprises by the worst of their risk points, gathered by the grids one level below. @param digits length of their codes */
export async function countRegions(tx: Tx, scope: Scope, grid: string, digits: number): Promise<RegionRow[]> {
  const found = await sql<RegionRow>`
    select x.grid_code, count(*) filter (where x.level = 1) as red, count(*) filter (where x.level = 2) as orange,
      count(*) filter (where x.level = 3) as yellow, count(*) filter (where x.level = 4) as blue, sum(x.points)::int as points
    from (
      select left(p.grid_code, ${digits}::int) as grid_code, p.object_id, min(p.level) as level, count(*) as points
      from risk_point p where p.withdrawn_at is null and ${inScope(narrow(scope, grid), 'p', 'object_id')} group by 1, 2) x
    group by 1 order by 1`.execute(tx)
  return found.rows
}

export interface RiskOf {
  objectId: string
  /** How many points the object has in all. */
  total: number
  id: string
  name: string
  unit: string
  level: Level
  accidentType: string
  controlsFailed: number
}

/** Points of each object that are read at most. */
const MOST_OF_OBJECT = 60

/** Standing risk points of some objects, of each the worst first. */
export async function listPointsOf(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<RiskOf[]> {
  const found = await sql<RiskOf>`
    select x.* from unnest(${objectIds}::uuid[]) o(id) cross join lateral (
      select p.object_id, count(*) over ()::int as total, p.id, p.name, p.unit, p.level, p.accident_type,
        (select count(*)::int from risk_control c where ${standing} and c.last_result = 'failed') as controls_failed
      from risk_point p
      where p.object_id = o.id and p.withdrawn_at is null and ${inScope(scope, 'p', 'object_id')}
      order by p.level, p.name, p.id limit ${MOST_OF_OBJECT}) x`.execute(tx)
  return found.rows
}
