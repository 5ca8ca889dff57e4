import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { usePart } from '#kernel/ui/address.ts'
import { count, day, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type HazardClass, hazardClasses, plateColors, type VehicleKind, vehicleKinds } from '../../model/codes.ts'
import { useAlerts, useForgetVehicles, useVehicle, type VehicleFile } from '../api.ts'
import { AlertList } from '../parts/alert-list.tsx'
import { OrderList } from '../parts/order-list.tsx'
import { TrackSheet } from '../parts/track-sheet.tsx'
import { VehicleForm } from '../parts/vehicle-form.tsx'
import { WaybillList } from '../parts/waybill-list.tsx'
import { motionMarks, motionWords } from '../words.ts'
import '../vehicle.css'

/** One vehicle: where it went, what it carries, what it did, what it was told. */
export function VehiclePage() {
  const id = usePart('id')
  const read = useVehicle(id)
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel
          whole
          error={read.error}
          retry={() => void read.refetch()}
          acts={<To to="/vehicles">回到车辆列表</To>}
        />
      </div>
    )
  if (!read.data) return <Waiting lines={8} />
  return <One key={id} file={read.data} />
}

const ALERTS_MS = 5_000

function One({ file }: { file: VehicleFile }) {
  const may = useMay()
  const [open, setOpen] = useState<'change' | 'withdraw' | null>(null)
  const alerts = useAlerts({ vehicleId: file.id, limit: '20' }, ALERTS_MS)
  const close = () => setOpen(null)
  useTitle(file.plate)
  return (
    <div className="ag-page">
      <PageHead
        trail={
          <>
            <To to="/vehicles">车辆</To> / <To to={`/enterprises/${file.objectId}`}>{file.objectName}</To>
          </>
        }
        meta={
          <>
            <StatusMark kind={motionMarks[file.motion]}>{motionWords[file.motion]}</StatusMark>
            <span>{vehicleKinds[file.kind as VehicleKind]}</span>
            <span>{file.cargo ? `正在运输${file.cargo}` : '空车'}</span>
            {file.place && <span>最近定位 {time(file.place.at)}</span>}
          </>
        }
        acts={
          may('vehicle.keep') && (
            <>
              <Button icon={<Icon name="edit" />} onClick={() => setOpen('change')}>
                修改
              </Button>
              <Button onClick={() => setOpen('withdraw')}>注销</Button>
            </>
          )
        }
      >
        {file.plate}
      </PageHead>
      <div className="ag-two">
        <div className="ag-stack">
          {file.isConnected ? (
            <TrackSheet file={file} />
          ) : (
            <Sheet title="轨迹">
              <EmptyState icon="pin" title="还没有登记终端">
                修改车辆，填上终端手机号；终端按这个号码注册后就有轨迹。
              </EmptyState>
            </Sheet>
          )}
          <Sheet title="报警" meta={alerts.data && `共 ${count(alerts.data.total)} 条`}>
            {alerts.error && <ProblemPanel error={alerts.error} retry={() => void alerts.refetch()} />}
            {alerts.data?.total === 0 && (
              <EmptyState icon="tick" title="没有报警">
                超速、偏离路线、进入禁行区和离线会记在这里。
              </EmptyState>
            )}
            {alerts.data && <AlertList alerts={alerts.data.items} />}
          </Sheet>
        </div>
        <div className="ag-stack">
          <Facts file={file} />
          <WaybillList file={file} />
          {(may('vehicle.order') || file.orders.length > 0) && <OrderList file={file} />}
        </div>
      </div>
      <Drawer open={open === 'change'} onClose={close} size={640} destroyOnHidden title="修改车辆">
        <VehicleForm file={file} onDone={close} />
      </Drawer>
      <Drawer open={open === 'withdraw'} onClose={close} size={480} destroyOnHidden title="注销车辆">
        <WithdrawForm file={file} />
      </Drawer>
    </div>
  )
}

function Facts({ file }: { file: VehicleFile }) {
  const { profile } = file
  const abilities = [
    profile.hasCamera && '拍照',
    profile.canListen && '监听',
    profile.cutWord !== null && '断开和恢复动力',
  ].filter(Boolean)
  const facts: [string, string][] = [
    ['车牌颜色', plateColors[file.plateColor as keyof typeof plateColors] ?? '—'],
    ['准运类项', file.hazardClass ? hazardClasses[file.hazardClass as HazardClass] : '—'],
    ['道路运输证', file.permit ? `${file.permit}${file.permitUntil ? `，至 ${day(file.permitUntil)}` : ''}` : '—'],
    ['核定载质量', file.loadTonnes === null ? '—' : `${count(file.loadTonnes)} 吨`],
    ['限速', file.speedLimitKmh === null ? '按平台默认' : `${file.speedLimitKmh} km/h`],
    ['终端', file.phone ?? '没有登记'],
    ['终端功能', abilities.length > 0 ? abilities.join('、') : '标准功能'],
    ['最近收到', file.heardAt ? time(file.heardAt) : '没有收到过'],
  ]
  return (
    <Sheet title="车辆">
      <dl className="ag-facts ag-pad">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}

function WithdrawForm({ file }: { file: VehicleFile }) {
  const forget = useForgetVehicles()
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/vehicles/${file.id}/withdraw`, body: { reason: reason.trim() } }}
      label="注销车辆"
      busyLabel="正在注销…"
      done="车辆已注销"
      tone="danger"
      isReady={reason.trim().length > 1}
      onDone={forget}
      aside={<span className="ag-meta">轨迹、报警和指令保留</span>}
    >
      <FormField id="withdraw-reason" label="为什么注销" hint="比如 报废、转让" pointer="/reason">
        <Input.TextArea
          id="withdraw-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}
