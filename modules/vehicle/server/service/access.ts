import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { vehicleProblems } from '../../model/problems.ts'
import type { Signature } from '../../model/schema.ts'
import { findVehicleForUpdate, type VehicleRow } from '../store/vehicle.ts'

export const notFound = () => new Problem(vehicleProblems.notFound, '没有这辆车，或它不在您的辖区。')

/** How history names the one who acts. */
export const signature = (actor: Actor): Signature => ({
  name: actor.personName,
  seat: actor.seatTitle,
  body: actor.bodyName,
})

/** The vehicle, locked to be changed. @throws notFound */
export async function getVehicleForUpdate(tx: Tx, actor: Actor, id: string): Promise<VehicleRow> {
  const vehicle = await findVehicleForUpdate(tx, actor.scope, id)
  if (!vehicle) throw notFound()
  return vehicle
}

/** The enterprise something is entered for: one's own, or the one that is named. @throws invalid */
export async function ownerOf(
  tx: Tx,
  actor: Actor,
  objectId: string | undefined,
): Promise<{ objectId: string; gridCode: string }> {
  const id = actor.scope.objectId ?? objectId
  const enterprise = id ? await findEnterprise(tx, actor.scope, id) : undefined
  if (!enterprise || !id)
    throw new Problem(common.invalid, '请选属于哪家企业；只能登记本辖区的企业。', {
      errors: [{ pointer: '/objectId', message: '没有这家企业，或它不在您的辖区' }],
    })
  return { objectId: id, gridCode: enterprise.gridCode }
}

/** What the database refused by a unique index, by the name of the index. */
export const takenBy = (error: unknown): string | undefined =>
  (error as { code?: string }).code === '23505' ? (error as { constraint?: string }).constraint : undefined
