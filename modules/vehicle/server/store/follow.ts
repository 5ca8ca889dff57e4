import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

const TABLES = ['vehicle', 'crew_member', 'waybill', 'vehicle_alert', 'vehicle_watch', 'vehicle_order'] as const

/** Takes everything of an enterprise along into another grid, its terminals too. */
export async function moveToGrid(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`
    update device set grid_code = ${gridCode} where id in (select device_id from vehicle where object_id = ${objectId})`.execute(
    tx,
  )
  for (const table of TABLES)
    await sql`update ${sql.table(table)} set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Gives everything of an enterprise to the one it was merged into. */
export async function giveTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    update device set object_id = ${into.id}, grid_code = ${into.gridCode}
    where id in (select device_id from vehicle where object_id = ${fromId})`.execute(tx)
  for (const table of TABLES)
    await sql`
      update ${sql.table(table)} set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
      tx,
    )
}
