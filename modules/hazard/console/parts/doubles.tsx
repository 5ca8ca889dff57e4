import { useDeferredValue } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'

interface Double {
  id: string
  number: string | null
  title: string
  stateTitle: string
  gridName: string
  foundOn: string
  why: string
}

export interface DoublesProps {
  objectId?: string | undefined
  gridCode?: string | undefined
  what: string
  itemCode?: string | undefined
  /** The hazard itself, when it is entered already. */
  without?: string
  /** Shows nothing when there are none. */
  quiet?: boolean
}

/** Where doubles of a hazard are asked for; null while too little is known of it. */
export function doublesPath({ quiet: _quiet, ...asked }: DoublesProps): string | null {
  const ready = asked.what.trim().length >= 4 && Boolean(asked.objectId ?? asked.gridCode)
  return ready ? `/hazard-doubles${queryString({ ...asked, what: asked.what.trim() })}` : null
}

/** Open hazards at the same place that may be the same matter: offered, never decided. */
export function Doubles({ quiet, ...asked }: DoublesProps) {
  const path = doublesPath({ ...asked, what: useDeferredValue(asked.what) })
  const list = useRead<{ items: Double[] }>(path, { keep: true })
  const items = path ? (list.data?.items ?? []) : []
  if (items.length === 0) return quiet ? null : <span className="ag-pale">没有</span>
  return (
    <div className={quiet ? 'ag-notice' : undefined} role={quiet ? 'status' : undefined}>
      {quiet && <strong>这里有 {items.length} 条没销号的，可能说的是同一件事，先看看</strong>}
      <ul>
        {items.map((one) => (
          <li key={one.id}>
            <To to={`/hazards/${one.id}`}>{one.title}</To>{' '}
            <span className="ag-meta">{[day(one.foundOn), one.gridName, one.stateTitle, one.why].join(' · ')}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
