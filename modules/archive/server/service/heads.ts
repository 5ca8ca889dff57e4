import { listSeatsOver } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'

/** Seats of the heads over a place, those of the nearest office that has one. */
export async function findHeads(tx: Tx, gridCode: string, on: string): Promise<string[]> {
  const heads = (await listSeatsOver(tx, gridCode, 'safety', on)).filter(({ role }) => role === 'leader')
  const nearest = heads[0]?.gridCode
  return heads.filter((seat) => seat.gridCode === nearest).map(({ id }) => id)
}
