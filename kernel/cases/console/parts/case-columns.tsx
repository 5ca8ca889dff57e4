import { Checkbox } from 'antd'
import type { Column } from '#kernel/ui/data-table.tsx'
import { today } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import type { CaseLine } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { CaseClock } from './case-clock.tsx'

interface Choosing {
  chosen: ReadonlyMap<string, number>
  rows: readonly CaseLine[]
  onToggle(lines: readonly CaseLine[], on: boolean): void
}

/** Columns of a list: choose, number, what, who, the kind's own, place, person, status, clock. */
export function caseColumns(face: CaseFace, choosing: Choosing | null): readonly Column<CaseLine>[] {
  return [
    ...(choosing ? [chooseColumn(choosing)] : []),
    {
      key: 'number',
      head: '编号',
      width: 84,
      wide: true,
      cell: (row) => (
        <span className="ag-code ag-nowrap ag-pale" title={row.number ?? undefined}>
          {shortNumber(row.number)}
        </span>
      ),
    },
    {
      key: 'title',
      head: face.type.title,
      lead: true,
      cell: (row) => (
        <span className="ag-case-lead">
          <span className="ag-ellipsis" title={row.title}>
            <To to={row.link}>{row.title}</To>
          </span>
          {face.marks?.(row)}
          {row.supervised && <span className="ag-kind">督办</span>}
        </span>
      ),
    },
    ...(face.placeOnly ? [] : [objectColumn]),
    ...face.columns,
    { key: 'grid', head: '网格', width: 110, wide: true, cell: (row) => <Short text={row.gridName} most={104} /> },
    {
      key: 'holder',
      head: '承办',
      width: 96,
      wide: true,
      cell: (row) =>
        row.closed ? (
          <span className="ag-pale">—</span>
        ) : (
          <span className="ag-nowrap" title={row.holder ? `${row.holder.body} ${row.holder.title}` : undefined}>
            {row.holder?.person ?? row.holder?.title ?? '没有岗位'}
          </span>
        ),
    },
    {
      key: 'state',
      head: '状态',
      width: 92,
      cell: (row) => <StatusMark kind={face.statuses[row.state] ?? 'going'}>{row.stateTitle}</StatusMark>,
    },
    {
      key: 'clock',
      head: '期限',
      width: 100,
      align: 'right',
      cell: (row) => <CaseClock clock={row.clock} named />,
    },
  ]
}

const objectColumn: Column<CaseLine> = {
  key: 'object',
  head: '单位',
  wide: true,
  cell: (row) => <Short text={row.objectName ?? '—'} most={160} />,
}

/**
 * The end of the county's code and the running number, with the year where it is not this one: the letters say nothing in a list of
 * one kind. JC-370523-2025-00007 is 23-25-00007 in any other year.
 */
export function shortNumber(number: string | null): string {
  const [, county, year, running] = (number ?? '').split('-')
  if (!county || !year || !running) return number ?? '—'
  return [county.slice(-2), ...(year === today().slice(0, 4) ? [] : [year.slice(-2)]), running].join('-')
}

/** One line of a dense row; what does not fit is in the title. */
export function Short({ text, most }: { text: string; most: number }) {
  return (
    <span className="ag-ellipsis" style={{ maxWidth: most }} title={text}>
      {text}
    </span>
  )
}

function chooseColumn({ chosen, rows, onToggle }: Choosing): Column<CaseLine> {
  const on = rows.filter(({ id }) => chosen.has(id)).length
  return {
    key: 'choose',
    width: 36,
    wide: true,
    head: (
      <Checkbox
        aria-label="选中本页"
        checked={on > 0 && on === rows.length}
        indeterminate={on > 0 && on < rows.length}
        onChange={({ target }) => onToggle(rows, target.checked)}
      />
    ),
    cell: (row) => (
      <Checkbox
        aria-label={`选${row.title}`}
        checked={chosen.has(row.id)}
        onChange={({ target }) => onToggle([row], target.checked)}
      />
    ),
  }
}
