import { useEffect, useRef } from 'react'
import { count, day } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'

/** One row of a list that opens from the map. */
export interface SheetPlace {
  id: string
  name: string
  rows: readonly { title: string; link: string; since?: string }[]
}

interface SignSheetProps {
  title: string
  places: readonly SheetPlace[]
  onClose(): void
}

/** What stands under a sign of the map, place by place; every line opens its record. */
export function SignSheet({ title, places, onClose }: SignSheetProps) {
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    close.current?.focus()
  }, [])
  return (
    <section
      className="ag-cockpit-sheet"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header>
        <h2>{title}</h2>
        <button ref={close} type="button" className="ag-link" onClick={onClose}>
          收起
        </button>
      </header>
      <ul>
        {places.map(({ id, name, rows }) => (
          <li key={id}>
            <To to={`/enterprises/${id}`}>{name}</To>
            {rows.length > 0 && (
              <ul>
                {rows.map(({ title: words, link, since }) => (
                  <li key={`${link} ${words}`}>
                    <To to={link}>{words}</To>
                    {since && <span className="ag-meta">{day(since)}</span>}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      {places.length === 0 && <p className="ag-meta">这里没有您能打开的。</p>}
      {places.length > 1 && <p className="ag-meta">共 {count(places.length)} 处</p>}
    </section>
  )
}
