import { Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type OrderKind, orderKinds } from '../../model/codes.ts'
import { demands } from '../../model/orders.ts'
import { useForgetVehicles, type VehicleFile } from '../api.ts'

interface OrderFormProps {
  file: VehicleFile
  onDone(): void
}

type Params = Record<string, string | number>

/** What a form of a kind starts with. */
const STARTS: Readonly<Record<OrderKind, Params>> = {
  text: { text: '' },
  track: { everySeconds: 5, forSeconds: 600 },
  photo: { channel: 1 },
  interval: { everySeconds: 30 },
  limit: { speedKmh: 60 },
  listen: { phone: '' },
  lock: {},
  unlock: {},
  cut: {},
  restore: {},
}
const USUAL_SECONDS = 60

/** Asks for an order: what may not go out now says why before anybody presses. */
export function OrderForm({ file, onDone }: OrderFormProps) {
  const forget = useForgetVehicles()
  const [kind, setKind] = useState<OrderKind>('text')
  const [params, setParams] = useState<Params>(STARTS.text)
  const [basis, setBasis] = useState('')
  const [reason, setReason] = useState('')
  const [validSeconds, setValidSeconds] = useState(USUAL_SECONDS)
  const refusals = file.refusals[kind] ?? []
  const { needsRelease, longestSeconds } = demands[kind]
  const choose = (next: OrderKind) => {
    setKind(next)
    setParams(STARTS[next])
    setValidSeconds(Math.min(USUAL_SECONDS, demands[next].longestSeconds))
  }
  const filled = Object.values(params).every((value) => value !== '')
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/vehicles/${file.id}/orders`,
        body: { kind, params, basis: basis.trim(), reason: reason.trim(), validSeconds },
      }}
      label={needsRelease ? '提交，等另一个人复核' : '立即发送'}
      busyLabel="正在提交…"
      done={needsRelease ? '已提交，等复核' : '指令已交网关发送'}
      isReady={refusals.length === 0 && filled && basis.trim().length >= 4 && reason.trim().length >= 4}
      onDone={async () => {
        await forget()
        onDone()
      }}
      onMovedOn={forget}
    >
      <FormField id="order-kind" label="指令" pointer="/kind">
        <Select
          id="order-kind"
          value={kind}
          onChange={choose}
          options={(Object.keys(orderKinds) as OrderKind[]).map((value) => ({
            value,
            label: `${orderKinds[value]}${(file.refusals[value] ?? []).length > 0 ? '（现在不能）' : ''}`,
          }))}
        />
      </FormField>
      {refusals.length > 0 && (
        <div className="ag-vehicle-refused" role="status">
          <b>现在不能下发：</b>
          <ul>
            {refusals.map(({ code, sentence }) => (
              <li key={code + sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      )}
      <ParamFields params={params} onChange={setParams} />
      <TextField
        id="order-basis"
        label="法律依据"
        hint="法律、规章或预案的名称和条款"
        pointer="/basis"
        max={200}
        value={basis}
        onChange={setBasis}
      />
      <FormField id="order-reason" label="事由" pointer="/reason">
        <Input.TextArea
          id="order-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormField>
      <FormField
        id="order-seconds"
        label="放行后多少秒内有效"
        hint={`到时没有发出的不再发；最多 ${longestSeconds} 秒`}
        pointer="/validSeconds"
      >
        <InputNumber
          id="order-seconds"
          min={5}
          max={longestSeconds}
          precision={0}
          value={validSeconds}
          onChange={(value) => setValidSeconds(value ?? USUAL_SECONDS)}
        />
      </FormField>
    </ActForm>
  )
}

const NUMBERS = {
  everySeconds: { label: '每隔多少秒上报', min: 1, max: 600 },
  forSeconds: { label: '持续多少秒', min: 10, max: 3600 },
  channel: { label: '摄像头通道', min: 1, max: 8 },
  speedKmh: { label: '限速 km/h', min: 20, max: 120 },
} as const

function ParamFields({ params, onChange }: { params: Params; onChange(params: Params): void }) {
  return (
    <>
      {Object.entries(params).map(([name, value]) => {
        const set = (next: string | number) => onChange({ ...params, [name]: next })
        if (name in NUMBERS) {
          const { label, min, max } = NUMBERS[name as keyof typeof NUMBERS]
          return (
            <FormField key={name} id={`order-${name}`} label={label} pointer={`/params/${name}`}>
              <InputNumber
                id={`order-${name}`}
                min={min}
                max={max}
                precision={0}
                value={Number(value)}
                onChange={(next) => set(next ?? min)}
              />
            </FormField>
          )
        }
        const isText = name === 'text'
        return (
          <TextField
            key={name}
            id={`order-${name}`}
            label={isText ? '文字' : '终端回拨的电话'}
            hint={isText ? '在车上显示并播报' : '终端静音拨打，只用于处置紧急情况'}
            pointer={`/params/${name}`}
            max={isText ? 200 : 20}
            value={String(value)}
            onChange={set}
          />
        )
      })}
    </>
  )
}
