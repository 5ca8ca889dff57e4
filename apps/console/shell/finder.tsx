import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input, type InputRef } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { queryString, read } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'

interface Found {
  items: { id: string; name: string; creditCode: string | null; gridName: string }[]
}

/** Search from anywhere: `/` comes here, a choice opens the file, Enter opens the list. */
export function Finder() {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const input = useRef<InputRef>(null)
  const navigate = useNavigate()
  const found = useQuery({
    queryKey: ['find', wanted],
    queryFn: ({ signal }) => read<Found>(`/enterprises${queryString({ q: wanted, limit: 8 })}`, signal),
    enabled: wanted.length >= 2,
    staleTime: 60_000,
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable]')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  const options = (wanted.length >= 2 ? (found.data?.items ?? []) : []).map((item) => ({
    value: item.id,
    label: (
      <span className="ag-row">
        <span className="ag-grow ag-ellipsis">{item.name}</span>
        <span className="ag-meta">{item.gridName}</span>
      </span>
    ),
  }))
  const open = (id: string) => {
    setText('')
    void navigate({ to: `/enterprises/${id}` })
  }
  return (
    <search className="ag-find">
      <AutoComplete
        value={text}
        options={options}
        onSearch={setText}
        onSelect={open}
        defaultActiveFirstOption={false}
        styles={{ popup: { root: { minWidth: 360 } } }}
      >
        <Input
          ref={input}
          aria-label="搜企业"
          prefix={<Icon name="search" />}
          suffix={<span className="ag-kbd">/</span>}
          placeholder="搜企业名称、代码、拼音首字母"
          onPressEnter={() => {
            if (wanted) void navigate({ to: '/enterprises', search: { q: wanted } as never })
          }}
        />
      </AutoComplete>
    </search>
  )
}
