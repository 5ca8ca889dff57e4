import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { CrewInput, FenceInput, HandleInput, OrderInput, VehicleInput, WaybillInput } from '../../model/schema.ts'
import { handleAlert } from '../service/alert.ts'
import { addFence, changeFence, withdrawFence } from '../service/fence.ts'
import { askOrder, rejectOrder, releaseOrder, withdrawOrder } from '../service/order.ts'
import { addVehicle, changeVehicle, withdrawVehicle } from '../service/vehicle.ts'
import { addCrew, addWaybill, cancelWaybill, endWaybill, startWaybill, withdrawCrew } from '../service/waybill.ts'
import type { WaybillRow } from '../store/waybill.ts'

const tag = '车辆'
const One = z.object({ id: z.uuid('编号不正确') })
const Done = z.object({ id: z.uuid() })
const Reason = z.strictObject({ reason: z.string('请写明原因').trim().min(2, '请写明原因').max(300, '最多 300 字') })

interface About {
  id: string
  gridCode: string
  plate: string
}

/** What the line of the audit says of an act on a vehicle. */
const about = ({ id, gridCode, plate }: About, detail: object = {}) => ({
  ...{ objectType: 'vehicle', objectId: id, gridCode, detail: { plate, ...detail } },
})
const ofWaybill = (
  { vehicleId, gridCode, number }: Pick<WaybillRow, 'vehicleId' | 'gridCode' | 'number'>,
  detail: object = {},
) => ({
  ...{ objectType: 'vehicle', objectId: vehicleId, gridCode, detail: { number, ...detail } },
})

const keepRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/vehicles',
    summary: '登记一辆危险货物车辆和它的终端',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.added',
    body: VehicleInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const vehicle = await addVehicle(tx, actor, body)
      note(about(vehicle))
      return { id: vehicle.id }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/vehicles/:id',
    summary: '修改车辆（带 If-Match 版本号）',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.changed',
    params: One,
    body: VehicleInput,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await changeVehicle(tx, actor, params.id, ifMatch, body)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicles/:id/withdraw',
    summary: '注销车辆并说明原因',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.withdrawn',
    params: One,
    body: Reason,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await withdrawVehicle(tx, actor, params.id, body.reason), body))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-crew',
    summary: '登记一名驾驶员或押运员',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.crew-added',
    body: CrewInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const { id, gridCode, name } = await addCrew(tx, actor, body)
      note({ objectType: 'vehicle', objectId: id, gridCode, detail: { name } })
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-crew/:id/withdraw',
    summary: '撤下一名驾驶员或押运员',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.crew-withdrawn',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      const { id, gridCode, name } = await withdrawCrew(tx, actor, params.id)
      note({ objectType: 'vehicle', objectId: id, gridCode, detail: { name } })
      return { id }
    },
  }),
]

const waybillRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/vehicles/:id/waybills',
    summary: '登记一张运单：货物、路线、驾驶员和押运员',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.waybill-added',
    params: One,
    body: WaybillInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const waybill = await addWaybill(tx, actor, params.id, body)
      note(ofWaybill(waybill, { plate: waybill.plate }))
      return { id: waybill.id }
    },
  }),
  ...(
    [
      ['start', '运单发车：从现在起按载货车辆监控', 'vehicle.waybill-started', startWaybill],
      ['end', '运单送达', 'vehicle.waybill-ended', endWaybill],
    ] as const
  ).map(([act, summary, audit, run]) =>
    route({
      method: 'POST',
      path: `/api/v1/waybills/:id/${act}`,
      summary,
      tag,
      permission: 'vehicle.keep',
      audit,
      params: One,
      answer: Done,
      act: async ({ tx, actor, params, note }) => {
        note(ofWaybill(await run(tx, actor, params.id)))
        return { id: params.id }
      },
    }),
  ),
  route({
    method: 'POST',
    path: '/api/v1/waybills/:id/cancel',
    summary: '取消运单并说明原因',
    tag,
    permission: 'vehicle.keep',
    audit: 'vehicle.waybill-cancelled',
    params: One,
    body: Reason,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(ofWaybill(await cancelWaybill(tx, actor, params.id, body.reason), body))
      return { id: params.id }
    },
  }),
]

const fenceRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/fences',
    summary: '新建电子围栏',
    tag,
    permission: 'vehicle.fence',
    audit: 'vehicle.fence-added',
    body: FenceInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const id = await addFence(tx, actor, body)
      note({ objectType: 'fence', objectId: id, gridCode: body.gridCode, detail: { name: body.name } })
      return { id }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/fences/:id',
    summary: '修改电子围栏（带 If-Match 版本号）',
    tag,
    permission: 'vehicle.fence',
    audit: 'vehicle.fence-changed',
    params: One,
    body: FenceInput,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      await changeFence(tx, actor, params.id, ifMatch, body)
      note({ objectType: 'fence', objectId: params.id, gridCode: body.gridCode, detail: { name: body.name } })
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/fences/:id/withdraw',
    summary: '撤下电子围栏',
    tag,
    permission: 'vehicle.fence',
    audit: 'vehicle.fence-withdrawn',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      const { gridCode, name } = await withdrawFence(tx, actor, params.id)
      note({ objectType: 'fence', objectId: params.id, gridCode, detail: { name } })
      return { id: params.id }
    },
  }),
]

const orderRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/vehicles/:id/orders',
    summary: '申请向车辆下发指令；要两个人的等另一个人复核',
    tag,
    permission: 'vehicle.order',
    audit: 'vehicle.order-asked',
    params: One,
    body: OrderInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, settings, note }) => {
      const { id, vehicle } = await askOrder(tx, actor, settings, params.id, body)
      note(about(vehicle, { kind: body.kind, basis: body.basis }))
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-orders/:id/release',
    summary: '复核放行别人申请的指令：按现在的车速、位置和货物再判断一次',
    tag,
    permission: 'vehicle.release',
    audit: 'vehicle.order-released',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, settings, note }) => {
      const { order, vehicle } = await releaseOrder(tx, actor, settings, params.id)
      note(about(vehicle, { kind: order.kind }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-orders/:id/reject',
    summary: '复核不同意别人申请的指令',
    tag,
    permission: 'vehicle.release',
    audit: 'vehicle.order-rejected',
    params: One,
    body: Reason,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      const { order, vehicle } = await rejectOrder(tx, actor, params.id, body.reason)
      note(about(vehicle, { kind: order.kind, ...body }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-orders/:id/withdraw',
    summary: '撤回还没有发出的指令',
    tag,
    permission: 'vehicle.order',
    audit: 'vehicle.order-withdrawn',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      const { order, vehicle } = await withdrawOrder(tx, actor, params.id)
      note(about(vehicle, { kind: order.kind }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/vehicle-alerts/:id/handle',
    summary: '处理一条车辆报警：核实结果和处理情况',
    tag,
    permission: 'vehicle.handle',
    audit: 'vehicle.alert-handled',
    params: One,
    body: HandleInput,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      const { vehicleId, gridCode, plate, kind } = await handleAlert(tx, actor, params.id, body)
      note(about({ id: vehicleId, gridCode, plate }, { kind, cause: body.cause }))
      return { id: params.id }
    },
  }),
]

/** What is done with vehicles: kept, sent on their way, told something, and what becomes of their alerts. */
export const writeRoutes: AnyRoute[] = [...keepRoutes, ...waybillRoutes, ...fenceRoutes, ...orderRoutes]
