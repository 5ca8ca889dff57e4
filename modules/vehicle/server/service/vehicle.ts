import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { ensureTerminal } from '#kernel/telemetry/devices.ts'
import { track, untrack } from '#kernel/telemetry/tracked.ts'
import { vehicleProblems } from '../../model/problems.ts'
import type { NewVehicle } from '../../model/schema.ts'
import * as store from '../store/vehicle.ts'
import { listUnderWay } from '../store/waybill.ts'
import { getVehicleForUpdate, ownerOf, takenBy } from './access.ts'

/** Enters a vehicle with its terminal. @throws plateTaken, phoneTaken, invalid */
export async function addVehicle(tx: Tx, actor: Actor, input: NewVehicle): Promise<store.NewVehicleRow> {
  const row = { id: newId(), ...(await ownerOf(tx, actor, input.objectId)), ...described(input), deviceId: null }
  const vehicle = await withTerminal(tx, row)
  await kept(store.insertVehicle(tx, vehicle))
  return vehicle
}

/** Says a vehicle anew. @throws versionMovedOn, plateTaken, phoneTaken */
export async function changeVehicle(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: NewVehicle,
): Promise<store.NewVehicleRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const before = await getVehicleForUpdate(tx, actor, id)
  if (before.version !== version)
    throw new Problem(common.versionMovedOn, '您打开之后别人改过这辆车，请取最新内容再改。', {
      currentVersion: before.version,
    })
  if (before.deviceId && before.phone !== (input.phone ?? null)) await untrack(tx, before.deviceId)
  const { objectId, gridCode } = before
  const vehicle = await withTerminal(tx, { id, objectId, gridCode, ...described(input), deviceId: null })
  await kept(store.updateVehicle(tx, vehicle))
  return vehicle
}

/** Takes a vehicle out of the register; its tracks, alerts and orders stay. @throws underWay */
export async function withdrawVehicle(tx: Tx, actor: Actor, id: string, reason: string): Promise<store.VehicleRow> {
  const vehicle = await getVehicleForUpdate(tx, actor, id)
  const [waybill] = await listUnderWay(tx, [id])
  if (waybill) throw new Problem(vehicleProblems.underWay, `运单 ${waybill.number} 还没有送达，先办完再注销车辆。`)
  if (vehicle.deviceId) await untrack(tx, vehicle.deviceId)
  await store.withdrawVehicle(tx, id, reason)
  return vehicle
}

const described = (input: NewVehicle) => ({
  plate: input.plate,
  plateColor: input.plateColor,
  kind: input.kind,
  permit: input.permit ?? null,
  permitUntil: input.permitUntil ?? null,
  loadTonnes: input.loadTonnes ?? null,
  hazardClass: input.hazardClass ?? null,
  phone: input.phone ?? null,
  speedLimitKmh: input.speedLimitKmh ?? null,
  profile: input.profile,
})

const phoneTaken = () =>
  new Problem(vehicleProblems.phoneTaken, '这个终端手机号已登记在别的车辆或企业名下，请核对。', {
    errors: [{ pointer: '/phone', message: '终端手机号已登记' }],
  })

async function withTerminal(tx: Tx, row: store.NewVehicleRow): Promise<store.NewVehicleRow> {
  if (!row.phone) return row
  const { phone: code, plate: name, gridCode, objectId } = row
  const deviceId = await ensureTerminal(tx, { code, name, gridCode, objectId }).catch(whenHidden)
  if (!deviceId) throw phoneTaken()
  await track(tx, deviceId)
  return { ...row, deviceId }
}

/** A terminal of somebody else is out of sight, and the database refuses to touch it. */
function whenHidden(error: { code?: string }): null {
  if (error.code === '42501') return null
  throw error
}

async function kept(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    const index = takenBy(error)
    if (index === 'vehicle_plate')
      throw new Problem(vehicleProblems.plateTaken, '这个车牌号已经登记，请核对。', {
        errors: [{ pointer: '/plate', message: '车牌号已登记' }],
      })
    if (index === 'vehicle_phone' || index === 'vehicle_of_device') throw phoneTaken()
    throw error
  }
}
