import { Button, Drawer, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, Sheet } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { orderStates } from '../../model/codes.ts'
import { type Order, useForgetVehicles, type VehicleFile } from '../api.ts'
import { orderMarks, orderName, orderNote } from '../words.ts'
import { OrderForm } from './order-form.tsx'

/** What the vehicle was told: who asked, who released it, what became of it; and the way to ask for more. */
export function OrderList({ file }: { file: VehicleFile }) {
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const [refusing, setRefusing] = useState<Order | null>(null)
  return (
    <Sheet
      title="车辆指令"
      acts={
        may('vehicle.order') && (
          <Button size="small" onClick={() => setAsking(true)}>
            申请指令
          </Button>
        )
      }
    >
      {file.orders.length === 0 && (
        <EmptyState icon="post" title="还没有下发过指令">
          除发送文字外，每条指令都要一个人申请、另一个人复核。
        </EmptyState>
      )}
      <ul className="ag-vehicle-orders">
        {file.orders.map((order) => (
          <One key={order.id} order={order} onRefuse={() => setRefusing(order)} />
        ))}
      </ul>
      <Drawer
        open={asking}
        onClose={() => setAsking(false)}
        size={480}
        destroyOnHidden
        title={`向 ${file.plate} 下发指令`}
      >
        <OrderForm file={file} onDone={() => setAsking(false)} />
      </Drawer>
      <Drawer open={refusing !== null} onClose={() => setRefusing(null)} size={480} destroyOnHidden title="复核不同意">
        {refusing && <RejectForm order={refusing} onDone={() => setRefusing(null)} />}
      </Drawer>
    </Sheet>
  )
}

function One({ order, onRefuse }: { order: Order; onRefuse(): void }) {
  const note = orderNote(order)
  const { text, ...params } = order.params
  return (
    <li>
      <div className="ag-row ag-wrap">
        <b>{orderName(order.kind)}</b>
        <span className="ag-grow" />
        <StatusMark kind={orderMarks[order.state]}>{orderStates[order.state]}</StatusMark>
      </div>
      {text !== undefined && <div>「{text}」</div>}
      {Object.keys(params).length > 0 && <div className="ag-soft">{paramWords(params)}</div>}
      <div className="ag-soft">
        {order.reason}（依据：{order.basis}）
      </div>
      <div className="ag-meta">
        {order.askedBy.name} {time(order.askedAt)} 申请
        {order.releasedBy && order.releasedAt && `，${order.releasedBy.name} ${time(order.releasedAt)} 放行`}
        ，有效 {order.validSeconds} 秒
      </div>
      {note && <div className={order.effect === true ? 'ag-meta' : 'ag-vehicle-note'}>{note}</div>}
      {order.state === 'waiting' && order.expiresAt && <Countdown until={order.expiresAt} />}
      <Acts order={order} onRefuse={onRefuse} />
    </li>
  )
}

const NAMES: Readonly<Record<string, (value: string | number) => string>> = {
  everySeconds: (value) => `每 ${value} 秒`,
  forSeconds: (value) => `持续 ${value} 秒`,
  channel: (value) => `通道 ${value}`,
  speedKmh: (value) => `${value} km/h`,
  phone: (value) => `回拨 ${value}`,
}

const paramWords = (params: Order['params']): string =>
  Object.entries(params)
    .map(([name, value]) => NAMES[name]?.(value) ?? `${name} ${value}`)
    .join('，')

function Countdown({ until }: { until: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = Math.ceil((Date.parse(until) - now) / 1000)
  return <div className="ag-meta">{left > 0 ? `还有 ${left} 秒，过时不再发送` : '已过时，不再发送'}</div>
}

function Acts({ order, onRefuse }: { order: Order; onRefuse(): void }) {
  const may = useMay()
  const forget = useForgetVehicles()
  const mayWithdraw =
    may('vehicle.order') && (order.state === 'waiting' || (order.state === 'asked' && !order.mayRelease))
  if (order.state !== 'asked' && order.state !== 'waiting') return null
  return (
    <div className="ag-row ag-wrap ag-vehicle-acts">
      {order.mayRelease && (
        <ActForm
          request={{ method: 'POST', path: `/vehicle-orders/${order.id}/release` }}
          label="复核放行"
          busyLabel="正在放行…"
          done="指令已放行"
          onDone={forget}
          onMovedOn={forget}
          aside={
            <button type="button" className="ag-link" onClick={onRefuse}>
              不同意
            </button>
          }
        >
          {null}
        </ActForm>
      )}
      {order.whyNot && order.state === 'asked' && <span className="ag-meta">{order.whyNot}</span>}
      {mayWithdraw && (
        <ActForm
          request={{ method: 'POST', path: `/vehicle-orders/${order.id}/withdraw` }}
          label="撤回"
          done="指令已撤回"
          tone="plain"
          onDone={forget}
          onMovedOn={forget}
        >
          {null}
        </ActForm>
      )}
    </div>
  )
}

function RejectForm({ order, onDone }: { order: Order; onDone(): void }) {
  const forget = useForgetVehicles()
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/vehicle-orders/${order.id}/reject`, body: { reason: reason.trim() } }}
      label="复核不同意"
      busyLabel="正在保存…"
      done="已记下不同意"
      tone="danger"
      isReady={reason.trim().length > 1}
      onDone={async () => {
        await forget()
        onDone()
      }}
      onMovedOn={forget}
    >
      <FormField id="reject-reason" label="为什么不同意" pointer="/reason">
        <Input.TextArea
          id="reject-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}
