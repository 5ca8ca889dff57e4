import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'

/** An enterprise of the register, as far as a responsibility grid wants to know. */
export interface ChosenEnterprise {
  id: string
  name: string
  creditCode: string | null
  gridCode: string
}

interface EnterpriseChoiceProps {
  id: string
  value: ChosenEnterprise | undefined
  onChange(enterprise: ChosenEnterprise | undefined): void
}

/** Chooses an enterprise of one's own register by name or code. */
export function EnterpriseChoice({ id, value, onChange }: EnterpriseChoiceProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useRead<{ items: ChosenEnterprise[] }>(
    wanted.length > 1 ? `/enterprises${queryString({ q: wanted, limit: 20 })}` : null,
    { keep: true },
  )
  const items = found.data?.items ?? (value ? [value] : [])
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      value={value?.id}
      placeholder="名称、信用代码或拼音首字母"
      notFoundContent={wanted ? '企业库里没有，直接填名称也可以' : '输入名称或代码'}
      options={items.map((one) => ({ value: one.id, label: `${one.name}　${one.creditCode ?? ''}` }))}
      onChange={(chosen: string | undefined) => onChange(items.find((one) => one.id === chosen))}
    />
  )
}
