import type { Search } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { type Dimension, dimensions, type HazardFigure, rowsOf } from '../figures-api.ts'

interface FigureBarsProps {
  by: Dimension
  rows: readonly HazardFigure[]
  filter: Search
  /** The grid whose own row may be among those of the grids below it. */
  top: string | undefined
}

/** Found and still open as bars from zero: by size, months in their order. */
export function FigureBars({ by, rows, filter, top }: FigureBarsProps) {
  const sorted = by === 'month' ? rows : rows.toSorted((a, b) => b.found - a.found)
  const most = Math.max(...rows.map(({ found }) => found), 1)
  return (
    <Sheet title={`发现多少，销号多少，${dimensions[by]}`} meta="深色已销号，浅色未销号，绛色逾期未改">
      <ul className="ag-bars">
        {sorted.map((row) => (
          <li key={row.key}>
            <span className="ag-ellipsis" title={row.title}>
              {row.title}
            </span>
            <Bar row={row} most={most} />
            <Found row={row} search={rowsOf(by, row.key, top)} filter={filter} />
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Bar({ row, most }: { row: HazardFigure; most: number }) {
  const share = (n: number) => `${(n / most) * 100}%`
  return (
    <i className="ag-bar-track" aria-hidden="true">
      <b data-part="closed" style={{ width: share(row.closed) }} />
      <b data-part="open" style={{ width: share(Math.max(0, row.found - row.closed - row.late)) }} />
      <b data-part="late" style={{ width: share(row.late) }} />
    </i>
  )
}

function Found({ row, search, filter }: { row: HazardFigure; search: Search | null; filter: Search }) {
  const words = `${count(row.found)} 条`
  return (
    <span className="ag-nowrap ag-right">
      {search ? (
        <To to="/hazards" search={{ open: 'false', counted: 'true', ...filter, ...search }} className="ag-opens">
          {words}
        </To>
      ) : (
        words
      )}
    </span>
  )
}
