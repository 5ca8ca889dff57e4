import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

const TABLES = [
  'monitor_point',
  'point_watch',
  'point_change',
  'point_window',
  'point_shelf',
  'alarm',
  'alarm_signal',
] as const
const itsDevices = (objectId: string) =>
  sql`id in (select device_id from monitor_point where object_id = ${objectId} and withdrawn_at is null)`

/** Takes everything of an enterprise along into another grid, its devices too. */
export async function moveToGrid(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update device set grid_code = ${gridCode} where ${itsDevices(objectId)}`.execute(tx)
  for (const table of TABLES)
    await sql`update ${sql.table(table)} set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Gives everything of an enterprise to the one it was merged into. */
export async function giveTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    update device set object_id = ${into.id}, grid_code = ${into.gridCode} where ${itsDevices(fromId)}`.execute(tx)
  for (const table of TABLES)
    await sql`
      update ${sql.table(table)} set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
      tx,
    )
}
