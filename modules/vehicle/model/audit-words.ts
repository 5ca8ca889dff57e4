import { type AuditDetail, type AuditWords, called, phrase, quoted, said } from '#kernel/audit/words.ts'
import { alertKinds, causes, orderKinds } from './codes.ts'

const plate = (detail: AuditDetail) => said(detail, 'plate')
const named = (detail: AuditDetail) => quoted(said(detail, 'name'))
const order = (detail: AuditDetail) => phrase(plate(detail), called(detail, 'kind', orderKinds))
const because = (detail: AuditDetail) => said(detail, 'reason') && `理由：${said(detail, 'reason')}`
const alertNames = Object.fromEntries(Object.entries(alertKinds).map(([kind, { title }]) => [kind, title]))

/** How vehicles, fences and orders are said in the audit. */
export const vehicleWords: AuditWords = {
  acts: {
    'vehicle.added': { name: '登记车辆', tell: plate },
    'vehicle.changed': { name: '修改车辆', tell: plate },
    'vehicle.withdrawn': { name: '注销车辆', tell: (detail) => phrase(plate(detail), because(detail)) },
    'vehicle.crew-added': { name: '登记驾驶员或押运员', tell: named },
    'vehicle.crew-withdrawn': { name: '撤下驾驶员或押运员', tell: named },
    'vehicle.waybill-added': { name: '登记运单', tell: (detail) => phrase(plate(detail), said(detail, 'number')) },
    'vehicle.waybill-started': { name: '运单发车', tell: (detail) => phrase(plate(detail), said(detail, 'number')) },
    'vehicle.waybill-ended': { name: '运单送达', tell: (detail) => phrase(plate(detail), said(detail, 'number')) },
    'vehicle.waybill-cancelled': { name: '取消运单', tell: (detail) => phrase(plate(detail), because(detail)) },
    'vehicle.alert-handled': {
      name: '处理车辆报警',
      tell: (detail) => phrase(plate(detail), called(detail, 'kind', alertNames), called(detail, 'cause', causes)),
    },
    'vehicle.fence-added': { name: '新建电子围栏', tell: named },
    'vehicle.fence-changed': { name: '修改电子围栏', tell: named },
    'vehicle.fence-withdrawn': { name: '撤下电子围栏', tell: named },
    'vehicle.order-asked': { name: '申请车辆指令', tell: order },
    'vehicle.order-released': { name: '复核放行车辆指令', tell: order },
    'vehicle.order-rejected': { name: '复核不同意车辆指令', tell: (detail) => phrase(order(detail), because(detail)) },
    'vehicle.order-withdrawn': { name: '撤回车辆指令', tell: order },
  },
  objects: { vehicle: '车辆', fence: '电子围栏' },
}
