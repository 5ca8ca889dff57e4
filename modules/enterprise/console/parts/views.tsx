import { useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { parseSearch, type Search, stringifySearch } from '#kernel/ui/address.ts'
import { send } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { filterOf } from '../api.ts'

interface SavedView {
  id: string
  name: string
  query: string
  shared: boolean
  mine: boolean
  ownerName: string
}

const PAGE = 'enterprises'
const PATH = `/saved-views?page=${PAGE}`

const given: readonly { name: string; search: Search }[] = [
  { name: '全部', search: {} },
  { name: '涉重大危险源', search: { majorHazard: 'true' } },
  { name: '档案过期', search: { freshness: 'stale' } },
  { name: '停产', search: { operatingState: 'stopped' } },
]

/** Saved views as tabs; a view keeps the filters, never the grid one looks at. */
export function Views({ search, onChoose }: { search: Search; onChoose(filters: Search): void }) {
  const client = useQueryClient()
  const act = useAct()
  const saved = useRead<{ items: SavedView[] }>(PATH, { staleTime: 300_000 })
  const { grid: _, ...present } = filterOf(search)
  const views = saved.data?.items.map((view) => ({ ...view, search: parseSearch(view.query) })) ?? []
  const isPresent = (view: { search: Search }) => same(view.search, present)
  const remove = (view: SavedView) =>
    act.run(async () => {
      await send('DELETE', `/saved-views/${view.id}`)
      await client.invalidateQueries({ queryKey: [PATH] })
    }, `视图「${view.name}」已删除`)
  return (
    <nav className="ag-views" aria-label="视图">
      {given.map((view) => (
        <button
          key={view.name}
          type="button"
          className="ag-view"
          aria-current={isPresent(view)}
          onClick={() => onChoose(view.search)}
        >
          {view.name}
        </button>
      ))}
      {views.map((view) => (
        <span key={view.id} className="ag-row" style={{ gap: 0 }}>
          <button
            type="button"
            className="ag-view"
            aria-current={isPresent(view)}
            title={view.mine ? undefined : `${view.ownerName} 共享`}
            onClick={() => onChoose(view.search)}
          >
            {view.name}
            {!view.mine && <small className="ag-pale">{view.ownerName}</small>}
          </button>
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
      {saved.data && ![...given, ...views].some(isPresent) && <SaveView present={present} />}
    </nav>
  )
}

function SaveView({ present }: { present: Search }) {
  const client = useQueryClient()
  const act = useAct()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const save = async () => {
    const body = { page: PAGE, name: name.trim(), query: stringifySearch(present), shared }
    const done = await act.run(async () => {
      await send('POST', '/saved-views', { body })
      await client.invalidateQueries({ queryKey: [PATH] })
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
