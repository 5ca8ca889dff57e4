import { Select } from 'antd'
import { useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { TemplateLine } from '../api.ts'

/** Chooses one of the templates in force, by name or catalogue number. */
export function TemplateChoice({
  id,
  templates,
  value,
  onChange,
}: {
  id: string
  templates: readonly TemplateLine[]
  value: string | undefined
  onChange(key: string): void
}) {
  return (
    <Select
      id={id}
      showSearch={{ optionFilterProp: 'label' }}
      style={{ width: '100%' }}
      placeholder="输入名称的几个字，如“整改”"
      value={value ?? null}
      options={templates.map(({ key, no, name }) => ({ value: key, label: `${no}　${name}` }))}
      onChange={onChange}
    />
  )
}

/** Chooses an enterprise of one's own region by a part of its name or code. */
export function EnterpriseChoice({
  id,
  value,
  onChange,
}: {
  id: string
  value: string | undefined
  onChange(id: string | undefined): void
}) {
  const [words, setWords] = useState('')
  const found = useRead<{ items: { id: string; name: string; gridName: string }[] }>(
    `/enterprises${queryString({ q: words, limit: 20 })}`,
    { keep: true },
  )
  const chosen = useRead<{ values: { name: string } }>(value ? `/enterprises/${value}` : null)
  const options = (found.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name}　${one.gridName}` }))
  if (value && !options.some((one) => one.value === value))
    options.unshift({ value, label: chosen.data?.values.name ?? '正在读取…' })
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      style={{ width: '100%' }}
      placeholder="输入企业名称的几个字"
      notFoundContent={found.isFetching ? '正在找…' : '没有找到这样的企业'}
      value={value ?? null}
      options={options}
      onChange={(next: string | null | undefined) => onChange(next ?? undefined)}
    />
  )
}
