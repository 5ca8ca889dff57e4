import { listFitSeats, type SeatChoice } from '#kernel/cases/list-store.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'

const OFFICERS = new Set(['city_officer', 'county_officer', 'town_officer'])

/** Seats of somebody's own office that can send an order, somebody sitting on each. */
export async function listOfficeSeats(tx: Tx, { gridCode }: Actor, on: string): Promise<SeatChoice[]> {
  const seats = await listFitSeats(tx, { gridCode, objectId: null }, on)
  return seats.filter((seat) => seat.gridCode === gridCode && OFFICERS.has(seat.role))
}
