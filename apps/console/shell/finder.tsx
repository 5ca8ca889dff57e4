import { useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { AutoComplete, Input, type InputRef } from 'antd'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { read } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { FindGroup, FoundLine } from './find-groups.ts'

interface Option {
  value: string
  label: ReactNode
}

interface FinderProps {
  groups: readonly FindGroup[]
  /** Whether it was asked for by its button, on a phone. */
  finding: boolean
  onLeave(): void
}

/** Search from anywhere: `/` comes here, arrows choose, a choice opens; Enter without one opens the first list there is. */
export function Finder({ groups, finding, onLeave }: FinderProps) {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const input = useRef<InputRef>(null)
  const navigate = useNavigate()
  const enough = [...wanted].length >= 2
  const answers = useQueries({
    queries: groups.map((group) => ({
      queryKey: ['find', group.name, wanted],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        group.lines((await read(group.path(wanted), signal)) as never),
      enabled: enough,
      staleTime: 60_000,
    })),
  })
  useSlash(input)
  useEffect(() => {
    if (finding) input.current?.focus()
  }, [finding])
  const found = groups.map((group, at) => ({ group, lines: answers[at]?.data ?? [] }))
  const links = new Map<string, FoundLine['opens']>(
    found.flatMap(({ group, lines }) => lines.map((line) => [`${group.name}/${line.id}`, line.opens] as const)),
  )
  const options = found
    .filter(({ lines }) => lines.length > 0)
    .map(({ group, lines }) => ({ label: group.name, options: lines.map((line) => optionOf(group, line)) }))
  const open = (value: string) => {
    const link = links.get(value)
    setText('')
    input.current?.blur()
    if (link) void navigate(link as never)
  }
  const list = groups.find((group) => group.list)?.list?.(wanted)
  const waiting = answers.some(({ isFetching }) => isFetching)
  const failed = answers.some(({ error }) => error !== null)
  const words = groups.map(({ name }) => name).join('、')
  return (
    <search className="ag-find">
      <AutoComplete
        value={text}
        options={options}
        onSearch={setText}
        onSelect={open}
        onBlur={onLeave}
        defaultActiveFirstOption={false}
        notFoundContent={enough ? sayNothing(waiting, failed) : null}
        classNames={{ popup: { root: 'ag-find-popup' } }}
      >
        <Input
          ref={input}
          aria-label={`搜${words}`}
          prefix={<Icon name="search" />}
          suffix={<span className="ag-kbd">/</span>}
          placeholder={`搜${words}`}
          maxLength={100}
          onPressEnter={() => {
            if (wanted && list && !document.querySelector('.ag-find-popup .ant-select-item-option-active'))
              void navigate(list as never)
          }}
        />
      </AutoComplete>
    </search>
  )
}

const sayNothing = (waiting: boolean, failed: boolean): string => {
  if (waiting) return '正在找…'
  return failed ? '暂时找不了，请稍后再试。' : '没有找到。换个词，或少写几个字。'
}

const optionOf = (group: FindGroup, { id, name, beside }: FoundLine): Option => ({
  value: `${group.name}/${id}`,
  label: (
    <span className="ag-row">
      <span className="ag-grow ag-ellipsis" title={name}>
        {name}
      </span>
      <span className="ag-meta ag-ellipsis" style={{ maxWidth: '60%' }}>
        {beside}
      </span>
    </span>
  ),
})

/** `/` from anywhere but a field comes into the search. */
function useSlash(input: React.RefObject<InputRef | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable]')
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      input.current?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [input])
}
