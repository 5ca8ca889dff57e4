import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useAct } from './act.ts'
import { parseSearch, type Search, stringifySearch } from './address.ts'
import { send } from './api.ts'
import { count } from './format.ts'
import { Icon } from './icons.tsx'
import { useRead } from './query.ts'
import { Refusal } from './text-field.tsx'

/** A view everybody has. */
export interface View {
  name: string
  search: Search
}

interface SavedView {
  id: string
  name: string
  query: string
  shared: boolean
  mine: boolean
  ownerName: string
}

interface SavedViewsProps {
  /** Word of the page under which views are kept. */
  page: string
  given: readonly View[]
  /** How many rows a given view has, beside its name. */
  counts?: Readonly<Record<string, string | number | undefined>>
  /** The filters one looks at, without the grid. */
  present: Search
  onChoose(filters: Search): void
}

/** Views as tabs, given ones first; a view keeps the filters, never the grid one looks at. */
export function SavedViews({ page, given, counts, present, onChoose }: SavedViewsProps) {
  const path = `/saved-views?page=${page}`
  const client = useQueryClient()
  const act = useAct()
  const saved = useRead<{ items: SavedView[] }>(path, { staleTime: 300_000 })
  const views = saved.data?.items.map((view) => ({ ...view, search: parseSearch(view.query) })) ?? []
  const isPresent = (view: View) => same(view.search, present)
  const remove = (view: SavedView) =>
    act.run(async () => {
      await send('DELETE', `/saved-views/${view.id}`)
      await client.invalidateQueries({ queryKey: [path] })
    }, `视图「${view.name}」已删除`)
  return (
    <nav className="ag-views" aria-label="视图">
      {given.map((view) => (
        <Tab key={view.name} name={view.name} on={isPresent(view)} onGo={() => onChoose(view.search)}>
          {counts?.[view.name] !== undefined && <small>{wordsOf(counts[view.name])}</small>}
        </Tab>
      ))}
      {views.map((view) => (
        <span key={view.id} className="ag-row" style={{ gap: 0 }}>
          <Tab name={view.name} on={isPresent(view)} onGo={() => onChoose(view.search)}>
            {!view.mine && <small className="ag-pale">{view.ownerName}</small>}
          </Tab>
          {view.mine && isPresent(view) && (
            <button
              type="button"
              className="ag-link"
              aria-label={`删除视图${view.name}`}
              onClick={() => void remove(view)}
            >
              <Icon name="close" size={12} />
            </button>
          )}
        </span>
      ))}
      {saved.data && ![...given, ...views].some(isPresent) && <SaveView page={page} path={path} present={present} />}
    </nav>
  )
}

const wordsOf = (value: string | number | undefined) => (typeof value === 'number' ? count(value) : value)

interface TabProps {
  name: string
  on: boolean
  onGo(): void
  children: React.ReactNode
}

function Tab({ name, on, onGo, children }: TabProps) {
  return (
    <button type="button" className="ag-view" aria-current={on} onClick={onGo}>
      {name}
      {children}
    </button>
  )
}

function SaveView({ page, path, present }: { page: string; path: string; present: Search }) {
  const client = useQueryClient()
  const act = useAct()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = async () => {
    const body = { page, name: name.trim(), query: stringifySearch(present), shared }
    const done = await act.run(async () => {
      await send('POST', '/saved-views', { body })
      await client.invalidateQueries({ queryKey: [path] })
    }, `存为视图「${body.name}」`)
    if (done) setOpen(false)
  }
  const form = (
    <form
      className="ag-stack"
      style={{ width: 260, gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim()) void save()
      }}
    >
      <Refusal problem={act.problem} />
      <Input
        autoFocus
        aria-label="视图名称"
        placeholder="视图名称"
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
        本单位都能看到
      </Checkbox>
      <Button type="primary" htmlType="submit" disabled={act.busy || !name.trim()}>
        存为视图
      </Button>
    </form>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={form} destroyOnHidden>
      <button type="button" className="ag-view" style={{ color: 'var(--ag-brand)' }}>
        <Icon name="plus" size={14} />
        存为视图
      </button>
    </Popover>
  )
}

const clean = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))

const same = (a: Search, b: Search) => {
  const [left, right] = [clean(a), clean(b)]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => left[key] === right[key])
}
