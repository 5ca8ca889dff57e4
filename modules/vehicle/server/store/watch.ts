import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { WatchState } from '../../model/watch.ts'

export interface WatchedVehicle {
  id: string
  deviceId: string
  objectId: string
  gridCode: string
  plate: string
  speedLimitKmh: number | null
  state: WatchState | null
}

/** The vehicles behind these devices, with how far each was followed. */
export async function listWatched(tx: Tx, deviceIds: readonly string[]): Promise<WatchedVehicle[]> {
  const found = await sql<WatchedVehicle>`
    select v.id, v.device_id, v.object_id, v.grid_code, v.plate, v.speed_limit_kmh, w.state
    from vehicle v left join vehicle_watch w on w.vehicle_id = v.id
    where v.device_id = any(${deviceIds}::uuid[]) and v.withdrawn_at is null`.execute(tx)
  return found.rows
}

/** Keeps how far vehicles were followed. */
export async function keepStates(
  tx: Tx,
  rows: readonly { id: string; objectId: string; gridCode: string; state: WatchState }[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into vehicle_watch (vehicle_id, state, grid_code, object_id)
    select x.id, x.state, x."gridCode", x."objectId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, state jsonb, "gridCode" text, "objectId" uuid)
    on conflict (vehicle_id) do update set state = excluded.state`.execute(tx)
}

export interface SilentVehicle extends Omit<WatchedVehicle, 'state' | 'speedLimitKmh' | 'deviceId'> {
  heardAt: Date
  lng: number
  lat: number
}

/** Loaded vehicles that were heard once since they left and not for so many minutes, and have no such alert yet. */
export async function listSilent(tx: Tx, minutes: number): Promise<SilentVehicle[]> {
  const found = await sql<SilentVehicle>`
    select v.id, v.object_id, v.grid_code, v.plate, p.received_at as heard_at, p.lng, p.lat
    from waybill b join vehicle v on v.id = b.vehicle_id join position_last p on p.device_id = v.device_id
    where b.started_at is not null and b.ended_at is null and v.withdrawn_at is null
      and p.received_at < now() - ${minutes} * interval '1 minute'
      and not exists (select from vehicle_alert a where a.vehicle_id = v.id and a.kind = 'offline' and a.ended_at is null)`.execute(
    tx,
  )
  return found.rows
}
