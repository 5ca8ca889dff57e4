import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

/** Puts a seat into another grid; who sits on it stays. The caller has found it in the scope. */
export async function placeSeat(tx: Tx, id: string, gridCode: string): Promise<void> {
  await sql`update seat set grid_code = ${gridCode} where id = ${id}`.execute(tx)
}
