import { InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { isoDate } from '#kernel/ui/format.ts'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type HazardClass, hazardClasses } from '../../model/codes.ts'
import { type CrewMember, useCrew, useForgetVehicles, type VehicleFile } from '../api.ts'
import { CrewFields } from './crew-fields.tsx'

/** A waybill for a vehicle; who is missing among the crew is entered beside it. */
export function WaybillForm({ file, onDone }: { file: VehicleFile; onDone(): void }) {
  const forget = useForgetVehicles()
  const crew = useCrew(file.objectId)
  const [draft, setDraft] = useState(() => ({
    ...{
      number: '',
      unNumber: '',
      cargo: '',
      hazardClass: (file.hazardClass ?? '3') as HazardClass,
      tonnes: null as number | null,
    },
    ...{
      shipper: '',
      consignee: '',
      origin: '',
      destination: '',
      driverId: null as string | null,
      escortId: null as string | null,
    },
    ...{ leavesOn: isoDate(new Date()), leavesTime: '08:00', hours: 4 },
  }))
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const { leavesOn, leavesTime, hours, ...rest } = draft
  const leaves = Date.parse(`${leavesOn}T${leavesTime}:00+08:00`)
  const isTimed = Number.isFinite(leaves)
  const body = {
    ...rest,
    leavesAt: isTimed ? new Date(leaves).toISOString() : '',
    arrivesAt: isTimed ? new Date(leaves + hours * 3_600_000).toISOString() : '',
  }
  const line = (
    key: 'number' | 'unNumber' | 'cargo' | 'shipper' | 'consignee' | 'origin' | 'destination',
    label: string,
    max: number,
    hint?: string,
  ) => (
    <TextField
      id={`w-${key}`}
      label={label}
      hint={hint}
      pointer={`/${key}`}
      max={max}
      value={draft[key]}
      onChange={(value) => set({ [key]: value })}
    />
  )
  const who = (duty: CrewMember['duty'], key: 'driverId' | 'escortId', label: string) => (
    <FormField id={`w-${key}`} label={label} pointer={`/${key}`}>
      <Select
        id={`w-${key}`}
        placeholder="请选"
        value={draft[key]}
        onChange={(value) => set({ [key]: value })}
        notFoundContent="先在下面登记"
        options={(crew.data?.items ?? [])
          .filter((one) => one.duty === duty)
          .map((one) => ({ value: one.id, label: `${one.name}（资格至 ${one.certifiedUntil}）` }))}
      />
    </FormField>
  )
  return (
    <>
      <ActForm
        request={{ method: 'POST', path: `/vehicles/${file.id}/waybills`, body }}
        label="登记运单"
        busyLabel="正在保存…"
        done="运单已登记"
        isReady={
          draft.number.trim().length >= 4 &&
          draft.tonnes !== null &&
          draft.driverId !== null &&
          draft.escortId !== null &&
          isTimed
        }
        onDone={async () => {
          await forget()
          onDone()
        }}
      >
        <div className="ag-form-grid">
          {line('number', '运单号', 40)}
          {line('unNumber', 'UN 编号', 6, '4 位数字，如 1203')}
          {line('cargo', '货物名称', 60)}
          <FormField id="w-class" label="类项" pointer="/hazardClass">
            <Select
              id="w-class"
              value={draft.hazardClass}
              onChange={(hazardClass) => set({ hazardClass })}
              options={Object.entries(hazardClasses).map(([value, label]) => ({ value: value as HazardClass, label }))}
            />
          </FormField>
          <FormField id="w-tonnes" label="吨数" pointer="/tonnes">
            <InputNumber
              id="w-tonnes"
              min={0.01}
              max={1000}
              value={draft.tonnes}
              onChange={(tonnes) => set({ tonnes })}
            />
          </FormField>
          {line('shipper', '托运人', 60)}
          {line('consignee', '收货人', 60)}
          {line('origin', '装货地点', 100)}
          {line('destination', '卸货地点', 100)}
          {who('driver', 'driverId', '驾驶员')}
          {who('escort', 'escortId', '押运员')}
          <DayField
            id="w-day"
            label="出发日期"
            pointer="/leavesAt"
            value={leavesOn}
            onChange={(value) => set({ leavesOn: value ?? '' })}
          />
          <TextField
            id="w-time"
            label="出发时间"
            hint="如 08:30"
            pointer="/leavesAt"
            max={5}
            value={leavesTime}
            onChange={(value) => set({ leavesTime: value })}
          />
          <FormField id="w-hours" label="预计几小时到达" pointer="/arrivesAt">
            <InputNumber
              id="w-hours"
              min={0.5}
              max={240}
              step={0.5}
              value={hours}
              onChange={(value) => set({ hours: value ?? 4 })}
            />
          </FormField>
        </div>
      </ActForm>
      <CrewFields objectId={file.objectId} />
    </>
  )
}
