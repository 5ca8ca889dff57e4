import { useState } from 'react'
import { Waiting } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { Pages } from '../api.ts'
import '../legal.css'

/** Height of an A4 page as a share of its width. */
const A4 = 297 / 210

/** Pages as they will be printed, below each other; what was drawn last stays while the next is drawn. */
export function PagesView({ pages, label }: { pages: Pages; label: string }) {
  const [count, setCount] = useState(1)
  return (
    <div className="ag-legal-pages" aria-busy={pages.busy}>
      {pages.problem && <Refusal problem={pages.problem} />}
      {pages.url ? (
        <div className={`ag-legal-paper ${pages.busy ? 'ag-refreshing' : ''}`}>
          <img
            src={pages.url}
            alt={label}
            onLoad={({ currentTarget: { naturalHeight, naturalWidth } }) =>
              setCount(Math.max(1, Math.round(naturalHeight / naturalWidth / A4)))
            }
          />
          {Array.from({ length: count - 1 }, (_, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: edges of pages never move
            <i key={n} style={{ top: `${((n + 1) * 100) / count}%` }} />
          ))}
        </div>
      ) : (
        !pages.problem && <Waiting lines={12} />
      )}
    </div>
  )
}
