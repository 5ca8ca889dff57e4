import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { cellText } from '../../model/amount.ts'
import type { Line } from '../../model/schema.ts'
import { cellOf, differs, type Table } from '../../model/words.ts'
import { Opens } from './opens.tsx'

const TOTAL = ' total'
const SUM = ' sum'

type Row = Table['rows'][number]

/** Lines parted alike side by side, each figure with its bar from zero; every figure opens. */
export function SectionTable({ table, caption }: { table: Table; caption: string }) {
  const { columns, rows } = table
  const whole = (key: string, title: string): Row => ({ key, title, cells: columns.map(() => null) })
  const sums = columns.some(differs) ? [whole(SUM, '合计')] : []
  return (
    <DataTable
      caption={caption}
      columns={[
        {
          key: 'title',
          head: table.title,
          lead: true,
          cell: ({ key, title }) => (key.startsWith(' ') ? <b>{title}</b> : <span className="ag-nowrap">{title}</span>),
        },
        ...columns.map((line, at) => columnOf(line, at)),
      ]}
      rows={[...rows, ...sums, whole(TOTAL, '总数')]}
      rowKey={({ key }) => key}
      marked={({ key }) => key === TOTAL}
      empty={null}
    />
  )
}

function columnOf(line: Line, at: number): Column<Row> {
  const most = Math.max(...line.parts.map(({ value }) => value ?? 0), 0)
  return {
    key: line.code,
    head: line.unit === '%' ? line.name : `${line.name} ${line.unit}`,
    align: 'right',
    cell: ({ key, cells }) => {
      if (key === TOTAL) return <Whole line={line} />
      if (key === SUM) return line.sum === null ? '—' : cellText(line.sum, line.unit, null)
      const part = cells[at] ?? null
      const words = cellOf(line, part)
      const share = most > 0 ? Math.max(0, part?.value ?? 0) / most : 0
      return (
        <span className="ag-cell-figure">
          {part?.link && part.value !== null && part.value !== 0 ? (
            <Opens to={part.link}>{words}</Opens>
          ) : (
            <span>{words}</span>
          )}
          <i aria-hidden="true">
            <b style={{ width: `${share * 100}%` }} />
          </i>
        </span>
      )
    },
  }
}

const Whole = ({ line }: { line: Line }) => (
  <b>
    {line.link ? (
      <Opens to={line.link}>{cellText(line.value, line.unit, line.base)}</Opens>
    ) : (
      cellText(line.value, line.unit, line.base)
    )}
  </b>
)
