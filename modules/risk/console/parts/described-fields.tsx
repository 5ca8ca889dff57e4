import { Select } from 'antd'
import { today } from '#kernel/ui/format.ts'
import { FormField, TextField } from '#kernel/ui/text-field.tsx'
import { accidentEditionOn, findAccidentType } from '#standards/accident-type/accident-types.ts'
import type { RiskFile } from '../api.ts'
import { SpotField } from './spot-field.tsx'

/** What a risk point is, while it is filled in. */
export interface DescribedDraft {
  name: string
  unit: string
  activity: string
  factor: string
  accidentType: string | undefined
  controller: string
  controllerPhone: string
  lng: string
  lat: string
}

/** A new one, at the place of the enterprise. */
export const emptyDescribed = (at: { lng: number | null; lat: number | null } | undefined): DescribedDraft => ({
  name: '',
  unit: '',
  activity: '',
  factor: '',
  accidentType: undefined,
  controller: '',
  controllerPhone: '',
  lng: at?.lng ? String(at.lng) : '',
  lat: at?.lat ? String(at.lat) : '',
})

export const describedOf = (file: RiskFile): DescribedDraft => ({
  name: file.name,
  unit: file.unit,
  activity: file.activity,
  factor: file.factor,
  accidentType: file.accidentType,
  controller: file.controller,
  controllerPhone: file.controllerPhone ?? '',
  lng: file.lng === null ? '' : String(file.lng),
  lat: file.lat === null ? '' : String(file.lat),
})

/** As it is sent; a position that cannot be read is refused by the server at its field. */
export function describedBody({ lng, lat, controllerPhone, ...draft }: DescribedDraft) {
  const degrees = (text: string) => (text.trim() ? Number(text.normalize('NFKC')) : null)
  const plain = (value: number | null) => (value !== null && Number.isNaN(value) ? undefined : value)
  return {
    ...draft,
    controllerPhone: controllerPhone.trim() || null,
    lng: plain(degrees(lng)),
    lat: plain(degrees(lat)),
  }
}

interface DescribedFieldsProps {
  draft: DescribedDraft
  onChange(draft: DescribedDraft): void
}

/** What, where, what may happen, who is responsible. */
export function DescribedFields({ draft, onChange }: DescribedFieldsProps) {
  const set = (key: keyof DescribedDraft) => (value: string) => onChange({ ...draft, [key]: value })
  const text = (
    key: 'name' | 'unit' | 'activity' | 'factor' | 'controller',
    label: string,
    hint: string,
    max: number,
  ) => (
    <TextField
      id={`risk-${key}`}
      label={label}
      hint={hint}
      pointer={`/${key}`}
      max={max}
      value={draft[key]}
      onChange={set(key)}
    />
  )
  const edition = accidentEditionOn(today())
  const known = draft.accidentType && findAccidentType(draft.accidentType)
  // A point graded under the edition before keeps its type until somebody chooses another.
  const types = known && !edition.types.includes(known) ? [known, ...edition.types] : edition.types
  return (
    <>
      <div className="ag-form-grid">
        {text('name', '风险点名称', '设备、场所或作业，比如「液氨储罐」', 60)}
        {text('unit', '所在部位', '走得到的地方，比如「罐区东侧」', 60)}
        {text('activity', '作业活动', '在这里做什么，比如「卸车」', 100)}
        <FormField
          id="risk-accident"
          label="可能的事故"
          hint={`按 ${edition.title}，${edition.unverified}`}
          pointer="/accidentType"
        >
          <Select
            id="risk-accident"
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="选事故类别"
            value={draft.accidentType}
            options={types.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={set('accidentType')}
          />
        </FormField>
      </div>
      {text('factor', '危险有害因素', '什么情况下会出事，比如「法兰密封失效，液氨泄漏」', 500)}
      <div className="ag-form-grid">
        {text('controller', '责任人', '一个人的名字', 30)}
        <TextField
          id="risk-controllerPhone"
          label="责任人电话"
          hint="选填，印在告知卡上"
          pointer="/controllerPhone"
          max={30}
          value={draft.controllerPhone}
          onChange={set('controllerPhone')}
        />
      </div>
      <SpotField lng={draft.lng} lat={draft.lat} onChange={(spot) => onChange({ ...draft, ...spot })} />
    </>
  )
}
