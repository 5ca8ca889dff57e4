import { Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { useRead } from '#kernel/ui/query.ts'
import { DayField, FormField } from '#kernel/ui/text-field.tsx'
import { useGridWords } from '../duty-api.ts'

interface SeatLine {
  id: string
  title: string
  bodyName: string
  gridCode: string
  holders: { name: string }[]
}

interface NewDutyFormProps {
  code: string
  layer: string
  onDone(): void
}

/** Makes a seat answer for this grid, for all businesses of the layer or some. */
export function NewDutyForm({ code, layer, onDone }: NewDutyFormProps) {
  const words = useGridWords()
  const seats = useRead<{ items: SeatLine[] }>('/seats?limit=200')
  const [seatId, setSeatId] = useState<string>()
  const [role, setRole] = useState<string>()
  const [businesses, setBusinesses] = useState<string[]>([])
  const [signedOn, setSignedOn] = useState('')
  const body = {
    seatId,
    gridCode: code,
    layer,
    role,
    fromOn: today(),
    ...(businesses.length > 0 ? { businesses } : {}),
    ...(signedOn ? { commitmentSignedOn: signedOn } : {}),
  }
  return (
    <ActForm
      request={{ method: 'POST', path: '/duties', body }}
      label="从今天起负责"
      busyLabel="正在安排…"
      done="责任安排好了"
      isReady={Boolean(seatId && role)}
      onDone={onDone}
    >
      <FormField id="duty-seat" label="岗位" pointer="/seatId">
        <Select
          id="duty-seat"
          showSearch={{ optionFilterProp: 'label' }}
          value={seatId}
          options={seats.data?.items.map((seat) => ({
            value: seat.id,
            label: `${seat.title} · ${seat.bodyName}${seat.holders.length > 0 ? ` · ${seat.holders.map(({ name }) => name).join('、')}` : ' · 空岗'}`,
          }))}
          onChange={setSeatId}
        />
      </FormField>
      <FormField id="duty-role" label="责任" pointer="/role">
        <Select
          id="duty-role"
          value={role}
          options={Object.entries(words.data?.roles ?? {}).map(([value, label]) => ({ value, label }))}
          onChange={setRole}
        />
      </FormField>
      <FormField id="duty-businesses" label="业务" hint="不选就是这一层的全部业务" pointer="/businesses">
        <Select
          id="duty-businesses"
          mode="multiple"
          value={businesses}
          options={words.data?.businesses
            .filter((one) => one.layer === layer)
            .map(({ code: value, name }) => ({ value, label: name }))}
          onChange={setBusinesses}
        />
      </FormField>
      <DayField
        id="duty-signed"
        label="承诺书签字日期"
        hint="选填"
        pointer="/commitmentSignedOn"
        value={signedOn}
        onChange={setSignedOn}
      />
    </ActForm>
  )
}
