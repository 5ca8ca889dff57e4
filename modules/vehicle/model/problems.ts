import type { ProblemKind } from '#kernel/http/problem.ts'

export const vehicleProblems = {
  notFound: { type: 'vehicle/not-found', status: 404, title: '没有找到这辆车' },
  plateTaken: { type: 'vehicle/plate-taken', status: 409, title: '车牌号已登记' },
  phoneTaken: { type: 'vehicle/phone-taken', status: 409, title: '终端手机号已登记' },
  crewUnfit: { type: 'vehicle/crew-unfit', status: 422, title: '人员不符合要求' },
  waybillTaken: { type: 'vehicle/waybill-taken', status: 409, title: '运单号已使用' },
  underWay: { type: 'vehicle/under-way', status: 409, title: '车辆正在运输' },
  waybillClosed: { type: 'vehicle/waybill-closed', status: 409, title: '运单状态已变化' },
  handled: { type: 'vehicle/alert-handled', status: 409, title: '报警已处理' },
  orderRefused: { type: 'vehicle/order-refused', status: 422, title: '现在不能下发这条指令' },
  ownOrder: { type: 'vehicle/own-order', status: 403, title: '要由另一个人复核' },
  orderClosed: { type: 'vehicle/order-closed', status: 409, title: '指令状态已变化' },
  tooLong: { type: 'vehicle/order-too-long', status: 422, title: '有效时间太长' },
} satisfies Record<string, ProblemKind>
