import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import type { Search } from '#kernel/ui/address.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { useStored } from '#kernel/ui/stored.ts'
import { filterOf } from '../api.ts'

interface View {
  name: string
  search: Search
  own?: boolean
}

const given: readonly View[] = [
  { name: '全部', search: {} },
  { name: '涉重大危险源', search: { majorHazard: 'true' } },
  { name: '档案过期', search: { freshness: 'stale' } },
  { name: '停产', search: { operatingState: 'stopped' } },
]

/** Saved views as tabs; a view keeps the filters, never the grid one looks at. */
export function Views({ search, onChoose }: { search: Search; onChoose(filters: Search): void }) {
  const [own, setOwn] = useStored<View[]>('angrid.enterprise-views', [])
  const [naming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const { grid: _, ...present } = filterOf(search)
  const views = [...given, ...own]
  const isPresent = (view: View) => same(view.search, present)
  const save = () => {
    setOwn([
      ...own.filter((view) => view.name !== name.trim()),
      { name: name.trim(), search: clean(present), own: true },
    ])
    setNaming(false)
    setName('')
  }
  return (
    <nav className="ag-views" aria-label="视图">
      {views.map((view) => (
        <span key={`${view.own}${view.name}`} className="ag-row" style={{ gap: 0 }}>
          <button
            type="button"
            className="ag-view"
            aria-current={isPresent(view)}
            onClick={() => onChoose(view.search)}
          >
            {view.name}
          </button>
          {view.own && isPresent(view) && (
            <button
              type="button"
              className="ag-link"
              aria-label={`删除视图${view.name}`}
              onClick={() => setOwn(own.filter((kept) => kept.name !== view.name))}
            >
              <Icon name="close" size={12} />
            </button>
          )}
        </span>
      ))}
      {!views.some(isPresent) && (
        <Popover
          open={naming}
          onOpenChange={setNaming}
          trigger="click"
          content={
            <form
              className="ag-row"
              onSubmit={(event) => {
                event.preventDefault()
                if (name.trim()) save()
              }}
            >
              <Input
                autoFocus
                aria-label="视图名称"
                placeholder="视图名称"
                maxLength={20}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <Button type="primary" htmlType="submit" disabled={!name.trim()}>
                存下
              </Button>
            </form>
          }
        >
          <button type="button" className="ag-view" style={{ color: 'var(--ag-brand)' }}>
            <Icon name="plus" size={14} />
            存为视图
          </button>
        </Popover>
      )}
    </nav>
  )
}

const clean = (search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))

const same = (a: Search, b: Search) => {
  const [left, right] = [clean(a), clean(b)]
  const keys = new Set([...Object.keys(left), ...Object.keys(right)])
  return [...keys].every((key) => left[key] === right[key])
}
