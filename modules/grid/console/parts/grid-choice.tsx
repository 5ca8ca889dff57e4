import { Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { useGrid } from '../api.ts'

interface Found {
  items: { code: string; name: string; level: string }[]
}

interface GridChoiceProps {
  id: string
  value: string | undefined
  onChange(code: string | undefined): void
}

/** Chooses a grid of one's own subtree by name or code. */
export function GridChoice({ id, value, onChange }: GridChoiceProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useRead<Found>(wanted ? `/grids${queryString({ q: wanted, limit: 30 })}` : null, { keep: true })
  const chosen = useGrid(value ?? null)
  const items = found.data?.items ?? []
  // A grid that something else chose is not among those found by name.
  const known = chosen.data && !items.some(({ code }) => code === value) ? [chosen.data, ...items] : items
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setText }}
      allowClear
      value={value}
      placeholder="如 大码头 或 370523107"
      notFoundContent={wanted ? '您的辖区里没有这个网格' : '输入名称或编码'}
      options={known.map((node) => ({ value: node.code, label: `${node.name}　${node.code}` }))}
      onChange={onChange}
    />
  )
}
