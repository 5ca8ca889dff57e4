import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { duties } from '../../model/codes.ts'
import { vehicleProblems } from '../../model/problems.ts'
import type { NewCrewMember, NewWaybill } from '../../model/schema.ts'
import * as store from '../store/waybill.ts'
import { getVehicleForUpdate, ownerOf, takenBy } from './access.ts'

/** Enters a driver or an escort. */
export async function addCrew(tx: Tx, actor: Actor, input: NewCrewMember): Promise<store.CrewRow> {
  const row = { id: newId(), ...(await ownerOf(tx, actor, input.objectId)), name: input.name, duty: input.duty }
  const member = {
    ...row,
    phone: input.phone ?? null,
    certificate: input.certificate,
    certifiedUntil: input.certifiedUntil,
  }
  await store.insertCrew(tx, member)
  return member
}

/** Takes somebody off the crew; waybills keep the name. */
export async function withdrawCrew(tx: Tx, actor: Actor, id: string): Promise<store.CrewRow> {
  const member = await store.findCrew(tx, actor.scope, id)
  if (!member) throw new Problem(vehicleProblems.notFound, '没有这个人，或不在您的辖区。')
  await store.withdrawCrew(tx, id)
  return member
}

/** Enters a waybill for a vehicle. @throws crewUnfit, waybillTaken */
export async function addWaybill(
  tx: Tx,
  actor: Actor,
  vehicleId: string,
  input: NewWaybill,
): Promise<store.NewWaybillRow & { plate: string }> {
  const vehicle = await getVehicleForUpdate(tx, actor, vehicleId)
  await checkMember(tx, actor, vehicle.objectId, 'driver', input.driverId)
  await checkMember(tx, actor, vehicle.objectId, 'escort', input.escortId)
  const { objectId, gridCode, plate } = vehicle
  const row = {
    ...{ id: newId(), vehicleId, objectId, gridCode, ...input, route: input.route ?? null },
    ...{ leavesAt: new Date(input.leavesAt), arrivesAt: new Date(input.arrivesAt) },
  }
  await store.insertWaybill(tx, row).catch((error) => {
    if (takenBy(error) !== 'waybill_number') throw error
    throw new Problem(vehicleProblems.waybillTaken, '这个运单号已经用过，请核对。', {
      errors: [{ pointer: '/number', message: '运单号已使用' }],
    })
  })
  return { ...row, plate }
}

/** Drivers and escorts of the same enterprise, each in his own duty, qualified today. Road transport of hazardous goods needs both. */
async function checkMember(
  tx: Tx,
  actor: Actor,
  objectId: string,
  duty: 'driver' | 'escort',
  id: string,
): Promise<void> {
  const member = await store.findCrew(tx, actor.scope, id)
  const wrong = (sentence: string) =>
    new Problem(vehicleProblems.crewUnfit, sentence, { errors: [{ pointer: `/${duty}Id`, message: sentence }] })
  if (!member || member.objectId !== objectId) throw wrong(`没有这个${duties[duty]}，或不是这家企业的。`)
  if (member.duty !== duty) throw wrong(`${member.name}登记的是${duties[member.duty]}，不能当${duties[duty]}。`)
  if (member.certifiedUntil < today()) throw wrong(`${member.name}的从业资格证已于 ${member.certifiedUntil} 到期。`)
}

/** The vehicle leaves loaded: from now on it is followed as such. @throws waybillClosed, underWay, crewUnfit */
export async function startWaybill(tx: Tx, actor: Actor, id: string): Promise<store.WaybillRow> {
  const waybill = await getWaybill(tx, actor, id)
  if (waybill.startedAt || waybill.endedAt) throw closed('这张运单已经发车或已经结束。')
  const [other] = await store.listUnderWay(tx, [waybill.vehicleId])
  if (other) throw new Problem(vehicleProblems.underWay, `这辆车的运单 ${other.number} 还没有送达。`)
  // A qualification may have ended since the waybill was written.
  await checkMember(tx, actor, waybill.objectId, 'driver', waybill.driverId)
  await checkMember(tx, actor, waybill.objectId, 'escort', waybill.escortId)
  await store.startWaybill(tx, id)
  return waybill
}

/** The goods have arrived. @throws waybillClosed */
export async function endWaybill(tx: Tx, actor: Actor, id: string): Promise<store.WaybillRow> {
  const waybill = await getWaybill(tx, actor, id)
  if (!waybill.startedAt) throw closed('这张运单还没有发车。')
  if (waybill.endedAt) throw closed('这张运单已经结束。')
  await store.endWaybill(tx, id)
  return waybill
}

/** Cancels a waybill that was not started, or breaks one off. @throws waybillClosed */
export async function cancelWaybill(tx: Tx, actor: Actor, id: string, reason: string): Promise<store.WaybillRow> {
  const waybill = await getWaybill(tx, actor, id)
  if (waybill.endedAt) throw closed('这张运单已经结束。')
  await store.cancelWaybill(tx, id, reason)
  return waybill
}

async function getWaybill(tx: Tx, actor: Actor, id: string): Promise<store.WaybillRow> {
  const waybill = await store.findWaybillForUpdate(tx, actor.scope, id)
  if (!waybill) throw new Problem(vehicleProblems.notFound, '没有这张运单，或它不在您的辖区。')
  return waybill
}

const closed = (sentence: string) => new Problem(vehicleProblems.waybillClosed, sentence)
