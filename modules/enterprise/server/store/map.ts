import { sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { type Bbox, cellSize } from '#kernel/geo/map-window.ts'
import { narrow, type Scope, subtree } from '#kernel/scope/scope.ts'
import type { EnterpriseFilterInput } from '../../model/schema.ts'
import { findCandidates, matching, subtreeAsked } from './filter.ts'

export interface ClusterRow {
  lng: number
  lat: number
  count: number
  risk1: number
  risk2: number
  risk3: number
  risk4: number
  unrated: number
  /** The town in which most of them lie. */
  place: string | null
}

const inBox = (box: Bbox) => sql`e.lng between ${box[0]} and ${box[2]} and e.lat between ${box[1]} and ${box[3]}`

/** Enterprises as dots: whole numbers of a hundred-thousandth of a degree (about a metre), and a digit each, 0 for what is not rated. */
export interface Dots {
  lng: number[]
  lat: number[]
  levels: string
}

/** Dots of the enterprises of a grid that have a place; of more than `most` every n-th, the same ones each time. @returns n too */
export async function listDots(tx: Tx, scope: Scope, grid: string, most: number): Promise<Dots & { every: number }> {
  const bounds = narrow(scope, grid)
  const inside = sql`e.grid_code >= ${bounds.gridFrom} and e.grid_code < ${bounds.gridTo} and e.merged_into is null and e.lng is not null`
  const count = await sql<{
    n: number
  }>`${PLANNED_EACH_TIME} select count(*) as n from enterprise e where ${inside}`.execute(tx)
  const every = Math.max(1, Math.ceil((count.rows[0]?.n ?? 0) / most))
  const found = await sql<Dots>`${PLANNED_EACH_TIME}
    select coalesce(json_agg((e.lng * 100000)::int), '[]') as lng, coalesce(json_agg((e.lat * 100000)::int), '[]') as lat,
           coalesce(string_agg(coalesce(e.risk_level, '0'), ''), '') as levels
    from enterprise e where ${inside} and (${every}::int = 1 or abs(hashtext(e.id::text)) % ${every}::int = 0)`.execute(
    tx,
  )
  return { ...(found.rows[0] as Dots), every }
}

/** Below this zoom the map of a town and more is drawn from kept cells; from here on windows are small. */
const KEPT_BELOW = 13
const KEPT_LEVELS = [9, 12] as const

/**
 * Enterprises in a window, gathered into cells of about 64 pixels at this zoom; each cell at the mean of its members.
 * From kept cells the answer covers every cell the window touches, whole.
 */
export async function listClusters(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  box: Bbox,
  zoom: number,
  today: string,
): Promise<ClusterRow[]> {
  const place = subtreeAsked(scope, filter)
  if (place && place.length <= 9 && zoom < KEPT_BELOW)
    return listKeptClusters(tx, subtree(place), box, Math.floor(zoom))
  const search = await findCandidates(tx, scope, filter)
  const size = cellSize(zoom)
  const found = await sql<ClusterRow>`
    select avg(e.lng) as lng, avg(e.lat) as lat, count(*) as count,
           count(*) filter (where e.risk_level = '1') as risk1, count(*) filter (where e.risk_level = '2') as risk2,
           count(*) filter (where e.risk_level = '3') as risk3, count(*) filter (where e.risk_level = '4') as risk4,
           count(*) filter (where e.risk_level is null) as unrated,
           (select g.name from grid_node g where g.code = mode() within group (order by left(e.grid_code, 9))) as place
    from enterprise e
    where e.lng is not null and ${inBox(box)} and ${matching(scope, filter, today, search)}
    group by floor(e.lng / ${size.lng}::float8), floor(e.lat / ${size.lat}::float8)
    order by count(*) desc limit 3000`.execute(tx)
  return found.rows
}

/** Clusters out of the kept cells of the nearest finer level; cells of one level lie whole inside those of a coarser one. */
async function listKeptClusters(tx: Tx, place: Scope, box: Bbox, zoom: number): Promise<ClusterRow[]> {
  const level = KEPT_LEVELS.find((kept) => kept >= zoom) as number
  const width = 2 ** (level - zoom)
  const size = cellSize(zoom)
  const [west, east] = [Math.floor(box[0] / size.lng), Math.floor(box[2] / size.lng)]
  const [south, north] = [Math.floor(box[1] / size.lat), Math.floor(box[3] / size.lat)]
  const found = await sql<ClusterRow>`
    select c.lng, c.lat, c.count, c.risk1, c.risk2, c.risk3, c.risk4, c.unrated,
           (select g.name from grid_node g where g.code = c.town) as place
    from (select sum(c.sum_lng) / sum(c.n) as lng, sum(c.sum_lat) / sum(c.n) as lat, sum(c.n) as count,
           sum(c.risk1) as risk1, sum(c.risk2) as risk2, sum(c.risk3) as risk3, sum(c.risk4) as risk4,
           sum(c.n - c.risk1 - c.risk2 - c.risk3 - c.risk4) as unrated,
           (array_agg(c.grid_code order by c.n desc, c.grid_code))[1] as town
    from enterprise_cell c
    where c.level = ${level} and c.grid_code >= ${place.gridFrom} and c.grid_code < ${place.gridTo} and c.n > 0
      and c.x between ${west * width} and ${(east + 1) * width - 1}
      and c.y between ${south * width} and ${(north + 1) * width - 1}
    group by c.x / ${width}::int, c.y / ${width}::int
    order by count desc limit 3000) c
    order by c.count desc`.execute(tx)
  return found.rows
}

export interface PointRow {
  id: string
  name: string
  lng: number
  lat: number
  riskLevel: string | null
  hasMajorHazard: boolean
}

/** Single enterprises in a window, up to a limit. */
export async function listPoints(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  box: Bbox,
  today: string,
  limit: number,
): Promise<PointRow[]> {
  const search = await findCandidates(tx, scope, filter)
  const found = await sql<PointRow>`
    select e.id, e.name, e.lng, e.lat, e.risk_level, e.has_major_hazard from enterprise e
    where e.lng is not null and ${inBox(box)} and ${matching(scope, filter, today, search)}
    limit ${limit}`.execute(tx)
  return found.rows
}

/** Enterprises within a number of metres of a point, the nearest first; the sphere is good to half a per cent. */
export async function listNear(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  centre: { lng: number; lat: number; metres: number },
  today: string,
  limit: number,
): Promise<(PointRow & { metres: number })[]> {
  const north = centre.metres / 111_195
  const east = north / Math.max(Math.cos((centre.lat * Math.PI) / 180), 0.01)
  const box: Bbox = [centre.lng - east, centre.lat - north, centre.lng + east, centre.lat + north]
  const search = await findCandidates(tx, scope, filter)
  const found = await sql<PointRow & { metres: number }>`
    select * from (
      select e.id, e.name, e.lng, e.lat, e.risk_level, e.has_major_hazard,
             12742017.6 * asin(least(1, sqrt(sin(radians(e.lat - ${centre.lat}) / 2) ^ 2
               + cos(radians(${centre.lat})) * cos(radians(e.lat)) * sin(radians(e.lng - ${centre.lng}) / 2) ^ 2))) as metres
      from enterprise e
      where e.lng is not null and ${inBox(box)} and ${matching(scope, filter, today, search)}
    ) near where metres <= ${centre.metres} order by metres limit ${limit}`.execute(tx)
  return found.rows
}
