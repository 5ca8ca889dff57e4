import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import type { AlertKind, Cause } from '../../model/codes.ts'
import type { AlertFilterInput, Signature } from '../../model/schema.ts'

export interface NewAlertRow {
  id: string
  vehicleId: string
  plate: string
  objectId: string
  gridCode: string
  fenceId: string | null
  fenceGridCode: string | null
  kind: AlertKind
  subject: string
  level: number
  beganAt: Date
  endedAt: Date | null
  lng: number | null
  lat: number | null
  facts: Readonly<Record<string, number | string>>
}

/** Raises alerts; one that stands already is left as it is. @returns those that are new */
export async function insertAlerts(tx: Tx, rows: readonly NewAlertRow[]): Promise<string[]> {
  if (rows.length === 0) return []
  const done = await sql<{ id: string }>`
    insert into vehicle_alert (id, vehicle_id, plate, object_id, grid_code, fence_id, fence_grid_code, kind, subject, level, began_at, ended_at,
      lng, lat, facts)
    select x.id, x."vehicleId", x.plate, x."objectId", x."gridCode", x."fenceId", x."fenceGridCode", x.kind, x.subject, x.level, x."beganAt",
      x."endedAt", x.lng, x.lat, x.facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "vehicleId" uuid, plate text, "objectId" uuid, "gridCode" text,
      "fenceId" uuid, "fenceGridCode" text, kind text, subject text, level int, "beganAt" timestamptz, "endedAt" timestamptz,
      lng float8, lat float8, facts jsonb)
    on conflict do nothing returning id`.execute(tx)
  return done.rows.map(({ id }) => id)
}

/** Ends what stands: of a vehicle, by kind and subject. */
export async function endAlerts(
  tx: Tx,
  rows: readonly { vehicleId: string; kind: AlertKind; subject: string; at: Date }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update vehicle_alert a set ended_at = greatest(x.at, a.began_at)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("vehicleId" uuid, kind text, subject text, at timestamptz)
    where a.vehicle_id = x."vehicleId" and a.kind = x.kind and a.subject = x.subject and a.ended_at is null`.execute(tx)
}

export interface AlertRow extends Omit<NewAlertRow, 'fenceId' | 'fenceGridCode' | 'subject'> {
  objectName: string
  handledAt: Date | null
  cause: Cause | null
  handling: string | null
  handledBy: Signature | null
}

const columns =
  sql.raw(`a.id, a.vehicle_id, a.object_id, a.grid_code, a.kind, a.level, a.began_at, a.ended_at, a.lng, a.lat, a.facts,
  a.handled_at, a.cause, a.handling, a.handled_by, a.plate, coalesce(e.name, '') as object_name`)
const FROM = sql`vehicle_alert a left join supervised_enterprise e on e.id = a.object_id`

/** An alert is seen where the vehicle is from, and where the fence stands. */
const seen = (scope: Scope): RawBuilder<boolean> =>
  scope.objectId
    ? sql<boolean>`a.object_id = ${scope.objectId}`
    : sql<boolean>`(a.grid_code >= ${scope.gridFrom} and a.grid_code < ${scope.gridTo}
        or a.fence_grid_code >= ${scope.gridFrom} and a.fence_grid_code < ${scope.gridTo})`

function matching(scope: Scope, filter: AlertFilterInput): RawBuilder<boolean> {
  const conditions = [seen(filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope)]
  if (filter.vehicleId) conditions.push(sql<boolean>`a.vehicle_id = ${filter.vehicleId}`)
  if (filter.kind) conditions.push(sql<boolean>`a.kind = ${filter.kind}`)
  if (filter.open) conditions.push(sql<boolean>`(a.handled_at is null) = ${filter.open === 'true'}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of alerts, the newest first. */
export async function listAlerts(
  tx: Tx,
  scope: Scope,
  filter: AlertFilterInput,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: AlertRow[]; nextCursor: string | null }> {
  const at = readCursor<[string, string]>(page.cursor, ['instant', 'uuid'])
  const rest = at ? sql`and (a.began_at, a.id) < (${at[0]}::timestamptz, ${at[1]}::uuid)` : sql``
  const found = await sql<AlertRow>`
    select ${columns} from ${FROM} where ${matching(scope, filter)} ${rest}
    order by a.began_at desc, a.id desc limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  return { items, nextCursor: last ? writeCursor([last.beganAt.toISOString(), last.id]) : null }
}

export async function countAlerts(tx: Tx, scope: Scope, filter: AlertFilterInput): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*)::int as n from vehicle_alert a where ${matching(scope, filter)}`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

export async function findAlertForUpdate(tx: Tx, scope: Scope, id: string): Promise<AlertRow | undefined> {
  const found = await sql<AlertRow>`
    select ${columns} from ${FROM} where a.id = ${id} and ${seen(scope)} for update of a`.execute(tx)
  return found.rows[0]
}

export async function updateHandled(
  tx: Tx,
  id: string,
  { cause, text, by }: { cause: Cause; text: string; by: Signature },
): Promise<void> {
  await sql`
    update vehicle_alert set handled_at = now(), cause = ${cause}, handling = ${text}, handled_by = ${JSON.stringify(by)}::jsonb
    where id = ${id}`.execute(tx)
}
