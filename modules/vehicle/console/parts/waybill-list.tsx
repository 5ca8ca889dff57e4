import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, Sheet } from '#kernel/ui/parts.tsx'
import { type HazardClass, hazardClasses } from '../../model/codes.ts'
import { useForgetVehicles, type VehicleFile, type Waybill } from '../api.ts'
import { WaybillForm } from './waybill-form.tsx'

/** Waybills of a vehicle: what it carries, from where to where, with whom. */
export function WaybillList({ file }: { file: VehicleFile }) {
  const may = useMay()
  const [adding, setAdding] = useState(false)
  return (
    <Sheet
      title="运单"
      acts={
        may('vehicle.keep') && (
          <Button size="small" onClick={() => setAdding(true)}>
            登记运单
          </Button>
        )
      }
    >
      {file.waybills.length === 0 && (
        <EmptyState icon="document" title="还没有运单">
          登记运单并发车后，这辆车按载货车辆监控：偏离路线、途中停车和离线都会报警。
        </EmptyState>
      )}
      <ul className="ag-vehicle-orders">
        {file.waybills.map((waybill) => (
          <One key={waybill.id} waybill={waybill} />
        ))}
      </ul>
      <Drawer
        open={adding}
        onClose={() => setAdding(false)}
        size={640}
        destroyOnHidden
        title={`${file.plate} 登记运单`}
      >
        <WaybillForm file={file} onDone={() => setAdding(false)} />
      </Drawer>
    </Sheet>
  )
}

function standingOf({ startedAt, endedAt, cancelledReason }: Waybill): { kind: StatusKind; word: string } {
  if (cancelledReason) return { kind: 'off', word: '已取消' }
  if (endedAt) return { kind: 'done', word: '已送达' }
  return startedAt ? { kind: 'going', word: '运输中' } : { kind: 'open', word: '未发车' }
}

function One({ waybill }: { waybill: Waybill }) {
  const may = useMay()
  const forget = useForgetVehicles()
  const { kind, word } = standingOf(waybill)
  const act = !waybill.endedAt && (waybill.startedAt ? 'end' : 'start')
  return (
    <li>
      <div className="ag-row ag-wrap">
        <b>{waybill.number}</b>
        <span className="ag-grow" />
        <StatusMark kind={kind}>{word}</StatusMark>
      </div>
      <div>
        {waybill.cargo}（UN {waybill.unNumber}）{count(waybill.tonnes)} 吨，
        <span className="ag-soft">{hazardClasses[waybill.hazardClass as HazardClass]}</span>
      </div>
      <div className="ag-soft">
        {waybill.origin} → {waybill.destination}
      </div>
      <div className="ag-meta">
        驾驶员 {waybill.driver}，押运员 {waybill.escort}，计划 {time(waybill.leavesAt)} 出发
        {waybill.route ? `，偏出路线 ${waybill.corridorM} 米报警` : '，没有规定路线'}
      </div>
      {waybill.cancelledReason && <div className="ag-meta">取消原因：{waybill.cancelledReason}</div>}
      {act && may('vehicle.keep') && (
        <div className="ag-vehicle-acts">
          <ActForm
            request={{ method: 'POST', path: `/waybills/${waybill.id}/${act}` }}
            label={act === 'start' ? '发车' : '已送达'}
            done={act === 'start' ? '已发车，开始按载货车辆监控' : '已送达'}
            tone="plain"
            onDone={forget}
            onMovedOn={forget}
          >
            {null}
          </ActForm>
        </div>
      )}
    </li>
  )
}
