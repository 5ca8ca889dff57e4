import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { HazardClass } from '../../model/codes.ts'

export interface CrewRow {
  id: string
  objectId: string
  gridCode: string
  name: string
  duty: 'driver' | 'escort'
  phone: string | null
  certificate: string
  certifiedUntil: string
}

export async function insertCrew(tx: Tx, row: CrewRow): Promise<void> {
  await sql`
    insert into crew_member (id, object_id, grid_code, name, duty, phone, certificate, certified_until)
    values (${row.id}, ${row.objectId}, ${row.gridCode}, ${row.name}, ${row.duty}, ${row.phone}, ${row.certificate},
      ${row.certifiedUntil})`.execute(tx)
}

const MOST_CREW = 2_000

/** Drivers and escorts, those whose qualification ends first on top. */
export async function listCrew(tx: Tx, scope: Scope, objectId: string | undefined): Promise<CrewRow[]> {
  const of = objectId ? sql`and c.object_id = ${objectId}` : sql``
  const found = await sql<CrewRow>`
    select c.id, c.object_id, c.grid_code, c.name, c.duty, c.phone, c.certificate, c.certified_until from crew_member c
    where c.withdrawn_at is null and ${inScope(scope, 'c', 'object_id')} ${of} order by c.certified_until, c.name, c.id limit ${MOST_CREW}`.execute(
    tx,
  )
  return found.rows
}

export async function findCrew(tx: Tx, scope: Scope, id: string): Promise<CrewRow | undefined> {
  const found = await sql<CrewRow>`
    select c.id, c.object_id, c.grid_code, c.name, c.duty, c.phone, c.certificate, c.certified_until from crew_member c
    where c.id = ${id} and c.withdrawn_at is null and ${inScope(scope, 'c', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export const withdrawCrew = (tx: Tx, id: string) =>
  sql`update crew_member set withdrawn_at = now() where id = ${id}`.execute(tx)

export interface WaybillRow {
  id: string
  vehicleId: string
  objectId: string
  gridCode: string
  number: string
  unNumber: string
  cargo: string
  hazardClass: HazardClass
  tonnes: number
  shipper: string
  consignee: string
  origin: string
  destination: string
  route: [number, number][] | null
  corridorM: number
  driverId: string
  escortId: string
  leavesAt: Date
  arrivesAt: Date
  startedAt: Date | null
  endedAt: Date | null
  cancelledReason: string | null
  driver: string
  escort: string
}

export type NewWaybillRow = Omit<WaybillRow, 'startedAt' | 'endedAt' | 'cancelledReason' | 'driver' | 'escort'>

export async function insertWaybill(tx: Tx, row: NewWaybillRow): Promise<void> {
  await sql`
    insert into waybill (id, vehicle_id, object_id, grid_code, number, un_number, cargo, hazard_class, tonnes, shipper, consignee, origin,
      destination, route, corridor_m, driver_id, escort_id, leaves_at, arrives_at)
    values (${row.id}, ${row.vehicleId}, ${row.objectId}, ${row.gridCode}, ${row.number}, ${row.unNumber}, ${row.cargo},
      ${row.hazardClass}, ${row.tonnes}, ${row.shipper}, ${row.consignee}, ${row.origin}, ${row.destination},
      ${row.route && JSON.stringify(row.route)}::jsonb, ${row.corridorM}, ${row.driverId}, ${row.escortId}, ${row.leavesAt},
      ${row.arrivesAt})`.execute(tx)
}

const columns =
  sql.raw(`w.id, w.vehicle_id, w.object_id, w.grid_code, w.number, w.un_number, w.cargo, w.hazard_class, w.tonnes, w.shipper,
  w.consignee, w.origin, w.destination, w.route, w.corridor_m, w.driver_id, w.escort_id, w.leaves_at, w.arrives_at, w.started_at, w.ended_at,
  w.cancelled_reason, d.name as driver, s.name as escort`)
const FROM = sql`waybill w join crew_member d on d.id = w.driver_id join crew_member s on s.id = w.escort_id`

const SHOWN = 50

/** Waybills of a vehicle, the newest first. */
export async function listWaybills(tx: Tx, scope: Scope, vehicleId: string): Promise<WaybillRow[]> {
  const found = await sql<WaybillRow>`
    select ${columns} from ${FROM} where w.vehicle_id = ${vehicleId} and ${inScope(scope, 'w', 'object_id')}
    order by w.leaves_at desc, w.id limit ${SHOWN}`.execute(tx)
  return found.rows
}

export async function findWaybillForUpdate(tx: Tx, scope: Scope, id: string): Promise<WaybillRow | undefined> {
  const found = await sql<WaybillRow>`
    select ${columns} from ${FROM} where w.id = ${id} and ${inScope(scope, 'w', 'object_id')} for update of w`.execute(
    tx,
  )
  return found.rows[0]
}

/** The waybills that are under way, by vehicle. */
export async function listUnderWay(tx: Tx, vehicleIds: readonly string[]): Promise<WaybillRow[]> {
  const found = await sql<WaybillRow>`
    select ${columns} from ${FROM}
    where w.vehicle_id = any(${vehicleIds}::uuid[]) and w.started_at is not null and w.ended_at is null`.execute(tx)
  return found.rows
}

export const startWaybill = (tx: Tx, id: string) =>
  sql`update waybill set started_at = now() where id = ${id}`.execute(tx)
export const endWaybill = (tx: Tx, id: string) => sql`update waybill set ended_at = now() where id = ${id}`.execute(tx)
export const cancelWaybill = (tx: Tx, id: string, reason: string) =>
  sql`update waybill set ended_at = now(), cancelled_reason = ${reason} where id = ${id}`.execute(tx)
