import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Position } from './model/message.ts'

/** From now on what these devices say of their place is queued. */
export async function track(tx: Tx, deviceId: string): Promise<void> {
  await sql`insert into tracked_device (device_id) values (${deviceId}) on conflict do nothing`.execute(tx)
}

export async function untrack(tx: Tx, deviceId: string): Promise<void> {
  await sql`delete from tracked_device where device_id = ${deviceId}`.execute(tx)
}

export interface FreshPosition extends Pick<Position, 'at' | 'lng' | 'lat' | 'isFixed' | 'isHistory' | 'items'> {
  deviceId: string
  speed: number | null
  alarm: number
  receivedAt: Date
}

/** One who judges at a time: places of a device are judged in their order. */
const JUDGING = sql`hashtextextended('telemetry:positions', 0)`

/**
 * Takes places out of the queue, of each device in the order of time. Gone when the transaction commits, there again when it does not: what is made of
 * them belongs in the same one.
 * @returns null while somebody else is at it
 */
export async function takeFresh(tx: Tx, most: number): Promise<FreshPosition[] | null> {
  const held = await sql<{ isMine: boolean }>`select pg_try_advisory_xact_lock(${JUDGING}) as is_mine`.execute(tx)
  if (!held.rows[0]?.isMine) return null
  const taken = await sql<FreshPosition>`
    with taken as (
      delete from position_fresh where no in (select no from position_fresh order by no limit ${most}) returning device_id, at)
    select p.device_id, p.at, p.lng, p.lat, p.is_fixed, p.is_history, p.items, p.speed, p.alarm, p.received_at
    from taken t join position p using (device_id, at) order by p.device_id, p.at`.execute(tx)
  return taken.rows
}
