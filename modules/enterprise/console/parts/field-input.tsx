import { Input, Select } from 'antd'
import { useMemo, useState } from 'react'
import { findIndustry, searchIndustries } from '#standards/industry/industry.ts'
import { codeLists } from '../../model/codes.ts'
import type { Field } from '../../model/fields.ts'
import type { LedgerField } from '../../model/ledger-field.ts'

interface FieldInputProps {
  field: Field | LedgerField
  id: string
  value: unknown
  faulty: boolean
  onChange(value: unknown): void
}

const yesNo = [
  { value: true, label: '是' },
  { value: false, label: '否' },
]

/** The control for one field; it takes what is typed as it is, the server reads it forgivingly. */
export function FieldInput({ field, id, value, faulty, onChange }: FieldInputProps) {
  const status = faulty ? ('error' as const) : undefined
  const text = value === null || value === undefined ? '' : String(value)
  const common = { id, status, style: { width: '100%' } }
  switch (field.type) {
    case 'code':
    case 'codes': {
      const options = codeLists[(field as Field).list as keyof typeof codeLists].map(({ key, name }) => ({
        value: key,
        label: name,
      }))
      const many = field.type === 'codes'
      return (
        <Select
          {...common}
          {...(many ? { mode: 'multiple' as const } : {})}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
          value={(value ?? (many ? [] : undefined)) as string}
          onChange={(next) => onChange(next ?? null)}
        />
      )
    }
    case 'option':
      return (
        <Select
          {...common}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={(field as LedgerField).options?.map(({ code, name }) => ({ value: code, label: name }))}
          value={value === null ? undefined : (value as string)}
          onChange={(next) => onChange(next ?? null)}
        />
      )
    case 'boolean':
      return (
        <Select
          {...common}
          allowClear
          options={yesNo}
          value={value as boolean | undefined}
          onChange={(next) => onChange(next ?? null)}
        />
      )
    case 'industry':
      return <IndustryInput {...common} code={text} onChange={onChange} />
    case 'text':
      if ((field.max ?? 0) > 500)
        return (
          <Input.TextArea
            {...common}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      break
    default:
      break
  }
  const digits = field.type === 'number' || field.type === 'integer' || field.type === 'lng' || field.type === 'lat'
  return (
    <Input
      {...common}
      suffix={field.unit}
      placeholder={field.type === 'date' ? '年-月-日，如 2017-02-15' : undefined}
      inputMode={digits ? 'decimal' : field.type === 'phone' ? 'tel' : 'text'}
      maxLength={field.type === 'text' ? field.max : undefined}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

interface IndustryInputProps {
  id: string
  status: 'error' | undefined
  code: string
  onChange(value: unknown): void
}

function IndustryInput({ id, status, code, onChange }: IndustryInputProps) {
  const [typed, setTyped] = useState('')
  const options = useMemo(() => {
    const found = typed ? searchIndustries(typed, { limit: 30 }) : []
    const present = code ? findIndustry(code) : null
    const all = present && !found.some((industry) => industry.code === present.code) ? [present, ...found] : found
    return all.map((industry) => ({ value: industry.code, label: `${industry.code} ${industry.name}` }))
  }, [typed, code])
  return (
    <Select
      id={id}
      status={status}
      style={{ width: '100%' }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped }}
      notFoundContent={typed ? '没有这个行业，换个词' : '输入名称的一部分或代码'}
      options={options}
      value={code || undefined}
      onChange={(next) => onChange(next ?? null)}
    />
  )
}
