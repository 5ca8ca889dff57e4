import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { HeldBy } from '#kernel/telemetry/commands.ts'
import type { OrderKind, OrderState } from '../../model/codes.ts'
import type { OrderParams } from '../../model/orders.ts'
import type { Signature } from '../../model/schema.ts'

/** Minutes an order waits for its second person. */
export const RELEASE_MINUTES = 10

export interface OrderRow {
  id: string
  vehicleId: string
  kind: OrderKind
  params: OrderParams
  basis: string
  reason: string
  validSeconds: number
  needsRelease: boolean
  askedAt: Date
  askedByPerson: string
  askedBy: Signature
  releasedAt: Date | null
  releasedBy: Signature | null
  refusedAt: Date | null
  refusedReason: string | null
  state: OrderState
  commandId: string | null
  heldBy: HeldBy | null
  sentAt: Date | null
  answeredAt: Date | null
  expiresAt: Date | null
  /** Status bits of the first place after it was carried out. */
  statusAfter: number | null
}

export interface NewOrderRow {
  id: string
  vehicleId: string
  objectId: string
  gridCode: string
  kind: OrderKind
  params: OrderParams
  basis: string
  reason: string
  validSeconds: number
  needsRelease: boolean
  askedByPerson: string
  askedBy: Signature
}

/** Enters an order. @returns false when its id is taken */
export async function insertOrder(tx: Tx, row: NewOrderRow): Promise<boolean> {
  const done = await sql`
    insert into vehicle_order (id, vehicle_id, object_id, grid_code, kind, params, basis, reason, valid_seconds, needs_release,
      asked_by_person, asked_by)
    values (${row.id}, ${row.vehicleId}, ${row.objectId}, ${row.gridCode}, ${row.kind}, ${JSON.stringify(row.params)}::jsonb, ${row.basis},
      ${row.reason}, ${row.validSeconds}, ${row.needsRelease}, ${row.askedByPerson}, ${JSON.stringify(row.askedBy)}::jsonb)
    on conflict (id) do nothing`.execute(tx)
  return done.numAffectedRows === 1n
}

// What waits longer than it may counts as over at once, not when a job has come by.
const state = sql`case
  when o.refused_at is not null then 'rejected'
  when c.id is null and o.asked_at < now() - ${RELEASE_MINUTES} * interval '1 minute' then 'lapsed'
  when c.id is null then 'asked'
  when c.state = 'waiting' and c.expires_at <= clock_timestamp() then 'expired'
  else c.state end`

const columns = sql`o.id, o.vehicle_id, o.kind, o.params, o.basis, o.reason, o.valid_seconds, o.needs_release, o.asked_at, o.asked_by_person,
  o.asked_by, o.released_at, o.released_by, o.refused_at, o.refused_reason, ${state} as state, o.command_id, c.held_by, c.sent_at,
  c.answered_at, c.expires_at,
  (select p.status from position p where p.device_id = c.device_id and p.at > c.answered_at and p.at < c.answered_at + interval '1 day'
    order by p.at limit 1) as status_after`
const FROM = sql`vehicle_order o left join device_command c on c.id = o.command_id`

const SHOWN = 50

/** Orders to a vehicle, the newest first. */
export async function listOrders(tx: Tx, scope: Scope, vehicleId: string): Promise<OrderRow[]> {
  const found = await sql<OrderRow>`
    select ${columns} from ${FROM} where o.vehicle_id = ${vehicleId} and ${inScope(scope, 'o', 'object_id')}
    order by o.asked_at desc, o.id limit ${SHOWN}`.execute(tx)
  return found.rows
}

export async function findOrderForUpdate(tx: Tx, scope: Scope, id: string): Promise<OrderRow | undefined> {
  const found = await sql<OrderRow>`
    select ${columns} from ${FROM} where o.id = ${id} and ${inScope(scope, 'o', 'object_id')} for update of o`.execute(
    tx,
  )
  return found.rows[0]
}

export async function updateReleased(tx: Tx, id: string, personId: string, by: Signature): Promise<void> {
  await sql`
    update vehicle_order set released_at = now(), released_by_person = ${personId}, released_by = ${JSON.stringify(by)}::jsonb
    where id = ${id}`.execute(tx)
}

export const updateSent = (tx: Tx, id: string, commandId: string) =>
  sql`update vehicle_order set command_id = ${commandId} where id = ${id}`.execute(tx)

export const updateRefused = (tx: Tx, id: string, reason: string) =>
  sql`update vehicle_order set refused_at = now(), refused_reason = ${reason} where id = ${id}`.execute(tx)

/** When the terminal last answered that it had taken a text for the driver. */
export async function findWarnedAt(tx: Tx, vehicleId: string): Promise<Date | null> {
  const found = await sql<{ at: Date }>`
    select c.answered_at as at from vehicle_order o join device_command c on c.id = o.command_id
    where o.vehicle_id = ${vehicleId} and o.kind = 'text' and c.state = 'answered' order by c.answered_at desc limit 1`.execute(
    tx,
  )
  return found.rows[0]?.at ?? null
}
