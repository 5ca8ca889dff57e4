import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { finishMessages, sendMessage } from '#kernel/messages/service.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { insertCommand, withdrawCommand } from '#kernel/telemetry/commands.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { type OrderKind, orderKinds, orderStates } from '../../model/codes.ts'
import { type Circumstance, demands, messageOf, PLACE_AGE_S, type Refusal, refusalsOf } from '../../model/orders.ts'
import { vehicleProblems } from '../../model/problems.ts'
import type { NewOrder } from '../../model/schema.ts'
import { vehicleSettings } from '../settings.ts'
import { listFencesWithBoxes } from '../store/fence.ts'
import * as store from '../store/order.ts'
import { findLine, type VehicleLineRow, type VehicleRow } from '../store/vehicle.ts'
import { listUnderWay } from '../store/waybill.ts'
import { getVehicleForUpdate, notFound, signature } from './access.ts'

/**
 * Asks for an order. One that needs a second person waits for him; one that does not goes out at once.
 * @throws orderRefused with every reason, tooLong
 */
export async function askOrder(
  tx: Tx,
  actor: Actor,
  settings: SettingsReader,
  vehicleId: string,
  input: NewOrder,
): Promise<{ id: string; vehicle: VehicleRow }> {
  needsPerson(actor)
  const vehicle = await getVehicleForUpdate(tx, actor, vehicleId)
  const { needsRelease, longestSeconds } = demands[input.kind]
  if (input.validSeconds > longestSeconds)
    throw new Problem(vehicleProblems.tooLong, `「${orderKinds[input.kind]}」最多有效 ${longestSeconds} 秒。`, {
      errors: [{ pointer: '/validSeconds', message: `最多 ${longestSeconds} 秒` }],
    })
  await refuseUnlessSafe(tx, actor, settings, vehicle, input.kind)
  const { id = newId(), kind, params, basis, reason, validSeconds } = input
  const { objectId, gridCode } = vehicle
  const row = { id, vehicleId, objectId, gridCode, kind, params, basis, reason, validSeconds, needsRelease }
  const isNew = await store.insertOrder(tx, { ...row, askedByPerson: actor.personId, askedBy: signature(actor) })
  if (!isNew) throw new Problem(vehicleProblems.orderClosed, '这个编号的指令已经申请过，请刷新页面查看。')
  if (needsRelease) await tellReleasers(tx, actor, vehicle, row)
  else await send(tx, actor, vehicle, row)
  return { id, vehicle }
}

/** Grids whose offices release orders: the county of the vehicle and the city. */
const RELEASING = [6, 4]

async function tellReleasers(
  tx: Tx,
  actor: Actor,
  { id, plate, gridCode }: VehicleRow,
  order: { id: string; kind: OrderKind },
): Promise<void> {
  const seats = await Promise.all(RELEASING.map((digits) => officeSeatAt(tx, gridCode.slice(0, digits), today())))
  for (const seatId of new Set(seats.filter((seat) => seat !== null && seat !== actor.seatId) as string[]))
    await sendMessage(tx, {
      ...{ to: { seatId }, kind: TO_RELEASE, ref: order.id, needsAction: true, link: `/vehicles/${id}` },
      title: `请复核：向 ${plate} ${orderKinds[order.kind]}，${store.RELEASE_MINUTES} 分钟内有效`,
      text: `${actor.personName}申请，要由另一个人放行或不同意。`,
    })
}

const TO_RELEASE = 'vehicle.order-to-release'

/** Lets an order of somebody else go, judged once more as things are now. @throws ownOrder, orderClosed, orderRefused */
export async function releaseOrder(tx: Tx, actor: Actor, settings: SettingsReader, id: string): Promise<Done> {
  needsPerson(actor)
  const { order, vehicle } = await getOrder(tx, actor, id)
  refuseUnlessAsked(order)
  if (order.askedByPerson === actor.personId)
    throw new Problem(vehicleProblems.ownOrder, '这条指令是您申请的，要由另一个人复核放行。')
  await refuseUnlessSafe(tx, actor, settings, vehicle, order.kind)
  await finishMessages(tx, TO_RELEASE, id)
  await store.updateReleased(tx, id, actor.personId, signature(actor))
  await send(tx, actor, vehicle, order)
  return { order, vehicle }
}

/** Says no to an order of somebody else. @throws orderClosed, ownOrder */
export async function rejectOrder(tx: Tx, actor: Actor, id: string, reason: string): Promise<Done> {
  const { order, vehicle } = await getOrder(tx, actor, id)
  refuseUnlessAsked(order)
  if (order.askedByPerson === actor.personId)
    throw new Problem(vehicleProblems.ownOrder, '这条指令是您申请的，可以撤回，不能自己复核。')
  await finishMessages(tx, TO_RELEASE, id)
  await store.updateRefused(tx, id, reason)
  return { order, vehicle }
}

/** Takes an order back that was not sent yet: one's own before its release, anybody's while it waits for the gateway. @throws orderClosed */
export async function withdrawOrder(tx: Tx, actor: Actor, id: string): Promise<Done> {
  const { order, vehicle } = await getOrder(tx, actor, id)
  if (order.state === 'asked') {
    if (order.askedByPerson !== actor.personId)
      throw new Problem(vehicleProblems.ownOrder, '还没有放行的指令由申请人撤回；您可以复核不同意。')
    await finishMessages(tx, TO_RELEASE, id)
    await store.updateRefused(tx, id, '申请人撤回')
    return { order, vehicle }
  }
  if (order.commandId === null || !(await withdrawCommand(tx, order.commandId))) throw closed(order)
  return { order, vehicle }
}

interface Done {
  order: store.OrderRow
  vehicle: VehicleRow
}

/** Why each order may not go to a vehicle now; what may go has an empty list. */
export async function refusalsOfAll(
  tx: Tx,
  settings: SettingsReader,
  vehicle: VehicleLineRow,
): Promise<Partial<Record<OrderKind, Refusal[]>>> {
  const around = await circumstanceOf(tx, settings, vehicle)
  return Object.fromEntries((Object.keys(orderKinds) as OrderKind[]).map((kind) => [kind, refusalsOf(kind, around)]))
}

async function refuseUnlessSafe(
  tx: Tx,
  actor: Actor,
  settings: SettingsReader,
  { id }: VehicleRow,
  kind: OrderKind,
): Promise<void> {
  const line = await findLine(tx, actor.scope, id)
  if (!line) throw notFound()
  const refusals = refusalsOf(kind, await circumstanceOf(tx, settings, line))
  if (refusals.length === 0) return
  throw new Problem(vehicleProblems.orderRefused, refusals.map(({ sentence }) => sentence).join(''), {
    errors: refusals.map(({ sentence }) => ({ pointer: '/kind', message: sentence })),
  })
}

async function circumstanceOf(tx: Tx, settings: SettingsReader, vehicle: VehicleLineRow): Promise<Circumstance> {
  const [waybill] = await listUnderWay(tx, [vehicle.id])
  const { at, receivedAt, lng, lat, speed } = vehicle
  return {
    now: new Date(),
    profile: vehicle.profile,
    place: at && lng !== null && lat !== null ? { at, receivedAt, lng, lat, speedKmh: speed } : null,
    fences: await listFencesWithBoxes(tx),
    isLoaded: waybill !== undefined,
    hazardClass: waybill?.hazardClass ?? vehicle.hazardClass,
    poweredClasses: settings.get(vehicleSettings.poweredClasses),
    warnedAt: await store.findWarnedAt(tx, vehicle.id),
    isConnected: vehicle.deviceId !== null,
  }
}

/** Hands the order to the gateway, with what must still hold of speed, age and place in the moment it is sent. */
async function send(
  tx: Tx,
  actor: Actor,
  vehicle: VehicleRow,
  order: Pick<store.OrderRow, 'id' | 'kind' | 'params' | 'validSeconds'>,
): Promise<void> {
  const line = await findLine(tx, actor.scope, vehicle.id)
  const { atMostKmh, withinM } = demands[order.kind]
  const near =
    withinM !== null && line?.lng != null && line.lat !== null
      ? { lng: line.lng, lat: line.lat, metres: withinM }
      : null
  const id = newId()
  await insertCommand(tx, {
    ...{ id, deviceId: vehicle.deviceId as string, ...messageOf(order.kind, order.params, vehicle.profile) },
    expiresSeconds: order.validSeconds,
    guard: atMostKmh === null ? null : { atMostKmh, near, placeAgeSeconds: PLACE_AGE_S },
  })
  await store.updateSent(tx, order.id, id)
}

async function getOrder(tx: Tx, actor: Actor, id: string): Promise<Done> {
  const order = await store.findOrderForUpdate(tx, actor.scope, id)
  if (!order) throw new Problem(vehicleProblems.notFound, '没有这条指令，或它不在您的辖区。')
  return { order, vehicle: await getVehicleForUpdate(tx, actor, order.vehicleId) }
}

const closed = ({ state }: store.OrderRow) =>
  new Problem(vehicleProblems.orderClosed, `这条指令现在是「${orderStates[state]}」，不能再办。`)

function refuseUnlessAsked(order: store.OrderRow): void {
  if (order.state !== 'asked') throw closed(order)
}

/** A machine with a key is no person, and two keys are not two persons. */
function needsPerson(actor: Actor): void {
  if (actor.sessionId === null) throw new Problem(common.forbidden, '车辆指令要由本人登录申请和复核，不能用接口密钥。')
}
