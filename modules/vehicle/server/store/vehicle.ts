import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { HazardClass, VehicleKind } from '../../model/codes.ts'
import type { TerminalProfile } from '../../model/orders.ts'
import type { NewVehicle, VehicleFilterInput } from '../../model/schema.ts'

export interface VehicleRow extends Pick<NewVehicle, 'plate' | 'plateColor'> {
  id: string
  objectId: string
  gridCode: string
  kind: VehicleKind
  permit: string | null
  permitUntil: string | null
  loadTonnes: number | null
  hazardClass: HazardClass | null
  phone: string | null
  deviceId: string | null
  profile: TerminalProfile
  speedLimitKmh: number | null
  version: number
  withdrawnAt: Date | null
}

const columns =
  sql.raw(`v.id, v.object_id, v.grid_code, v.plate, v.plate_color, v.kind, v.permit, v.permit_until, v.load_tonnes,
  v.hazard_class, v.phone, v.device_id, v.profile, v.speed_limit_kmh, v.version, v.withdrawn_at`)

export type NewVehicleRow = Omit<VehicleRow, 'version' | 'withdrawnAt'>

export async function insertVehicle(tx: Tx, row: NewVehicleRow): Promise<void> {
  await sql`
    insert into vehicle (id, object_id, grid_code, plate, plate_color, kind, permit, permit_until, load_tonnes, hazard_class, phone,
      device_id, profile, speed_limit_kmh)
    values (${row.id}, ${row.objectId}, ${row.gridCode}, ${row.plate}, ${row.plateColor}, ${row.kind}, ${row.permit}, ${row.permitUntil},
      ${row.loadTonnes}, ${row.hazardClass}, ${row.phone}, ${row.deviceId}, ${JSON.stringify(row.profile)}::jsonb,
      ${row.speedLimitKmh})`.execute(tx)
}

export async function updateVehicle(tx: Tx, row: NewVehicleRow): Promise<void> {
  await sql`
    update vehicle set plate = ${row.plate}, plate_color = ${row.plateColor}, kind = ${row.kind}, permit = ${row.permit},
      permit_until = ${row.permitUntil}, load_tonnes = ${row.loadTonnes}, hazard_class = ${row.hazardClass}, phone = ${row.phone},
      device_id = ${row.deviceId}, profile = ${JSON.stringify(row.profile)}::jsonb, speed_limit_kmh = ${row.speedLimitKmh},
      version = version + 1
    where id = ${row.id}`.execute(tx)
}

export async function withdrawVehicle(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`update vehicle set withdrawn_at = now(), withdrawn_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

const one = (scope: Scope, id: string): RawBuilder<unknown> =>
  sql`from vehicle v where v.id = ${id} and v.withdrawn_at is null and ${inScope(scope, 'v', 'object_id')}`

export async function findVehicle(tx: Tx, scope: Scope, id: string): Promise<VehicleRow | undefined> {
  return (await sql<VehicleRow>`select ${columns} ${one(scope, id)}`.execute(tx)).rows[0]
}

export async function findVehicleForUpdate(tx: Tx, scope: Scope, id: string): Promise<VehicleRow | undefined> {
  return (await sql<VehicleRow>`select ${columns} ${one(scope, id)} for update of v`.execute(tx)).rows[0]
}

/** Minutes without a place after which a vehicle counts as silent. */
export const SILENT_MINUTES = 10

export interface VehicleLineRow extends VehicleRow {
  objectName: string
  motion: 'moving' | 'standing' | 'silent' | 'never'
  at: Date | null
  receivedAt: Date | null
  lng: number | null
  lat: number | null
  speed: number | null
  direction: number | null
  status: number | null
  cargo: string | null
  openAlerts: number
  worst: number | null
}

const motion = sql`case when p.device_id is null then 'never'
  when coalesce(p.received_at, p.at) < now() - ${SILENT_MINUTES} * interval '1 minute' then 'silent'
  when p.speed >= 3 then 'moving' else 'standing' end`

const lineColumns = sql`${columns}, coalesce(e.name, '') as object_name, ${motion} as motion, p.at, p.received_at, p.lng, p.lat, p.speed,
  p.direction, p.status, w.cargo, coalesce(a.n, 0)::int as open_alerts, a.worst`

const FROM = sql`vehicle v left join supervised_enterprise e on e.id = v.object_id left join position_last p on p.device_id = v.device_id
  left join waybill w on w.vehicle_id = v.id and w.started_at is not null and w.ended_at is null
  left join lateral (select count(*) as n, min(level) as worst from vehicle_alert where vehicle_id = v.id and handled_at is null) a on true`

function matching(scope: Scope, filter: VehicleFilterInput): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions = [inScope(bounds, 'v', 'object_id'), sql<boolean>`v.withdrawn_at is null`]
  if (filter.objectId) conditions.push(sql<boolean>`v.object_id = ${filter.objectId}`)
  if (filter.state) conditions.push(sql<boolean>`${motion} = ${filter.state}`)
  if (filter.loaded) conditions.push(sql<boolean>`(w.id is not null) = ${filter.loaded === 'true'}`)
  if (filter.alerts) conditions.push(sql<boolean>`a.n > 0`)
  if (filter.q) {
    const like = `%${filter.q.replace(/[%_\\]/g, '\\$&')}%`
    conditions.push(sql<boolean>`(v.plate ilike ${like} or v.phone like ${like} or e.name like ${like})`)
  }
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of vehicles in the order of their plates. */
export async function listVehicles(
  tx: Tx,
  scope: Scope,
  filter: VehicleFilterInput,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: VehicleLineRow[]; nextCursor: string | null }> {
  const at = readCursor<[string, string]>(page.cursor, ['string', 'uuid'])
  const rest = at ? sql`and (v.plate, v.id) > (${at[0]}, ${at[1]}::uuid)` : sql``
  const found = await sql<VehicleLineRow>`
    select ${lineColumns} from ${FROM} where ${matching(scope, filter)} ${rest}
    order by v.plate, v.id limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.plate, last.id]) : null }
}

export async function findLine(tx: Tx, scope: Scope, id: string): Promise<VehicleLineRow | undefined> {
  const found = await sql<VehicleLineRow>`
    select ${lineColumns} from ${FROM}
    where v.id = ${id} and v.withdrawn_at is null and ${inScope(scope, 'v', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export interface VehicleCounts {
  total: number
  moving: number
  standing: number
  silent: number
  never: number
  loaded: number
  alerting: number
}

/** How many vehicles move, stand, are silent, are loaded; each figure opens by the same filter with one word more. */
export async function countVehicles(tx: Tx, scope: Scope, filter: VehicleFilterInput): Promise<VehicleCounts> {
  const counts = await sql<VehicleCounts>`
    select count(*)::int as total, count(*) filter (where motion = 'moving')::int as moving,
      count(*) filter (where motion = 'standing')::int as standing, count(*) filter (where motion = 'silent')::int as silent,
      count(*) filter (where motion = 'never')::int as never, count(*) filter (where cargo is not null)::int as loaded,
      count(*) filter (where open_alerts > 0)::int as alerting
    from (select ${motion} as motion, w.cargo, a.n as open_alerts from ${FROM} where ${matching(scope, filter)}) x`.execute(
    tx,
  )
  return counts.rows[0] as VehicleCounts
}

/** Vehicles on the map show no more than this; the newest places first. */
export const MOST_ON_MAP = 10_000

export interface MapRow {
  id: string
  plate: string
  motion: 'moving' | 'standing' | 'silent'
  at: Date
  lng: number
  lat: number
  speed: number | null
  direction: number | null
  isLoaded: boolean
  worst: number | null
}

/** Where the vehicles that match were last. */
export async function listOnMap(tx: Tx, scope: Scope, filter: VehicleFilterInput): Promise<MapRow[]> {
  const found = await sql<MapRow>`
    select v.id, v.plate, ${motion} as motion, p.at, p.lng, p.lat, p.speed, p.direction, w.id is not null as is_loaded, a.worst
    from ${FROM} where p.device_id is not null and ${matching(scope, filter)} order by p.at desc limit ${MOST_ON_MAP}`.execute(
    tx,
  )
  return found.rows
}
