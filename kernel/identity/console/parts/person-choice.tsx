import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { Person, Rows } from '../people-api.ts'

/** Chooses somebody of one's own grid by name or account. */
export function PersonChoice({
  id,
  value,
  onChange,
}: {
  id: string
  value?: string
  onChange(person: string | undefined): void
}) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useRead<Rows<Person>>(`/people${queryString({ q: wanted, limit: 20 })}`, { keep: true })
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent="没有这个人，先登记人员"
      placeholder="姓名或账号"
      value={value}
      options={found.data?.items.map((person) => ({
        value: person.id,
        label: `${person.name}${person.login ? ` · ${person.login}` : ''}`,
      }))}
      onChange={onChange}
    />
  )
}
