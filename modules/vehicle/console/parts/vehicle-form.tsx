import { Checkbox, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { DayField, FormField, TextField } from '#kernel/ui/text-field.tsx'
import { type HazardClass, hazardClasses, plateColors, type VehicleKind, vehicleKinds } from '../../model/codes.ts'
import { useForgetVehicles, type VehicleFile } from '../api.ts'

interface VehicleFormProps {
  /** The vehicle that is said anew; none for a new one. */
  file?: VehicleFile
  onDone(): void
}

const options = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** A vehicle with its papers and its terminal. */
export function VehicleForm({ file, onDone }: VehicleFormProps) {
  const forget = useForgetVehicles()
  const [draft, setDraft] = useState(() => ({
    plate: file?.plate ?? '',
    plateColor: String(file?.plateColor ?? 2),
    kind: (file?.kind ?? 'tanker') as VehicleKind,
    hazardClass: (file?.hazardClass ?? null) as HazardClass | null,
    permit: file?.permit ?? '',
    permitUntil: file?.permitUntil ?? '',
    loadTonnes: file?.loadTonnes ?? null,
    phone: file?.phone ?? '',
    speedLimitKmh: file?.speedLimitKmh ?? null,
    hasCamera: file?.profile.hasCamera ?? false,
    canListen: file?.profile.canListen ?? false,
  }))
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change })
  const { plateColor, permit, permitUntil, phone, hasCamera, canListen, ...rest } = draft
  const { cutWord = null, restoreWord = null } = file?.profile ?? {}
  const body = {
    ...{ ...rest, plateColor: Number(plateColor), permit: permit || null, permitUntil: permitUntil || null },
    ...{ phone: phone || null, profile: { cutWord, restoreWord, hasCamera, canListen } },
  }
  return (
    <ActForm
      request={
        file
          ? { method: 'PUT', path: `/vehicles/${file.id}`, body, version: file.version }
          : { method: 'POST', path: '/vehicles', body }
      }
      label={file ? '保存车辆' : '登记车辆'}
      busyLabel="正在保存…"
      done={file ? '车辆已修改' : '车辆已登记'}
      isReady={draft.plate.trim().length >= 5}
      onDone={async () => {
        await forget()
        onDone()
      }}
      onMovedOn={forget}
    >
      <div className="ag-form-grid">
        <TextField
          id="v-plate"
          label="车牌号"
          pointer="/plate"
          max={12}
          value={draft.plate}
          onChange={(plate) => set({ plate })}
        />
        <FormField id="v-color" label="车牌颜色" pointer="/plateColor">
          <Select
            id="v-color"
            value={plateColor}
            onChange={(value) => set({ plateColor: value })}
            options={options(plateColors)}
          />
        </FormField>
        <FormField id="v-kind" label="车辆类型" pointer="/kind">
          <Select id="v-kind" value={draft.kind} onChange={(kind) => set({ kind })} options={options(vehicleKinds)} />
        </FormField>
        <FormField id="v-class" label="准运的类项" pointer="/hazardClass">
          <Select
            id="v-class"
            allowClear
            placeholder="选填"
            value={draft.hazardClass}
            onChange={(hazardClass) => set({ hazardClass: hazardClass ?? null })}
            options={options(hazardClasses)}
          />
        </FormField>
        <TextField
          id="v-permit"
          label="道路运输证号"
          hint="选填"
          pointer="/permit"
          max={30}
          value={permit}
          onChange={(value) => set({ permit: value })}
        />
        <DayField
          id="v-permit-until"
          label="运输证有效期至"
          hint="选填，如 2027-06-30"
          pointer="/permitUntil"
          value={permitUntil}
          onChange={(value) => set({ permitUntil: value ?? '' })}
        />
        <FormField id="v-tonnes" label="核定载质量 吨" hint="选填" pointer="/loadTonnes">
          <InputNumber
            id="v-tonnes"
            min={0.1}
            max={1000}
            value={draft.loadTonnes}
            onChange={(loadTonnes) => set({ loadTonnes })}
          />
        </FormField>
        <FormField id="v-limit" label="这辆车的限速 km/h" hint="不填按平台默认" pointer="/speedLimitKmh">
          <InputNumber
            id="v-limit"
            min={20}
            max={120}
            precision={0}
            value={draft.speedLimitKmh}
            onChange={(speedLimitKmh) => set({ speedLimitKmh })}
          />
        </FormField>
        <TextField
          id="v-phone"
          label="终端手机号"
          hint="JT/T 808 终端报文头里的号码；终端用它注册"
          pointer="/phone"
          max={20}
          value={phone}
          onChange={(value) => set({ phone: value })}
        />
        <FormField id="v-abilities" label="终端功能" hint="断开动力的指令字由平台管理人员核实后登记" pointer="/profile">
          <span className="ag-row ag-wrap">
            <Checkbox checked={hasCamera} onChange={(event) => set({ hasCamera: event.target.checked })}>
              有摄像头
            </Checkbox>
            <Checkbox checked={canListen} onChange={(event) => set({ canListen: event.target.checked })}>
              可以监听
            </Checkbox>
          </span>
        </FormField>
      </div>
    </ActForm>
  )
}
