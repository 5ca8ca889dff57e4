import type { Search } from '#kernel/ui/address.ts'
import { ChartSheet } from '#kernel/ui/chart/chart-sheet.tsx'
import { Heat, type Side } from '#kernel/ui/chart/heat.tsx'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { type Ask, exportPath, type Figure, type Part, type Parts, searchOf } from '../api.ts'
import { footWords, partingTitle } from '../words.ts'

interface HeatSheetProps {
  title: string
  figure: Figure
  parts: Parts
  /** Rows, then columns. */
  by: readonly [string, string]
  ask: Ask
  onOpen(search: Search): void
}

/** A figure in parts by two dimensions at once: where they meet, the more the darker; each field opens its rows. */
export function HeatSheet({ title, figure, parts, by, ask, onOpen }: HeatSheetProps) {
  const { indicator } = figure
  const [rows, columns] = [sidesOf(parts.items, 0), sidesOf(parts.items, 1)]
  const cells = parts.items.map(({ keys: [row = '', column = ''], value }) => ({ row, column, value: value ?? 0 }))
  const [most] = parts.items
  const names = partingTitle(indicator, by.join())
  const open = (row: string, column: string) =>
    searchOf(
      {
        ...ask,
        keys: [
          [by[0], row],
          [by[1], column],
        ],
      },
      { at: 'rows' },
    )
  const over = (parts.sum ?? 0) - (parts.value ?? 0)
  const table: Column<Side>[] = [
    { key: 'row', head: names.split(' × ')[0], lead: true, cell: (row) => row.title },
    ...columns.map(
      (column): Column<Side> => ({
        key: column.key,
        head: column.title,
        align: 'right',
        cell: (row) => {
          const cell = cells.find((one) => one.row === row.key && one.column === column.key)
          if (!cell) return '0'
          return (
            <To to={`/indicators/${indicator.code}`} search={open(row.key, column.key)} className="ag-opens">
              {count(cell.value)}
            </To>
          )
        },
      }),
    ),
  ]
  return (
    <ChartSheet
      title={title}
      meta={`${names}，${indicator.unit}`}
      foot={footWords(figure, time(parts.enteredAt))}
      acts={<ExportButton bare size="small" path={(format) => exportPath(indicator.code, ask, by.join(), format)} />}
      chart={(ref) =>
        most ? (
          <Heat
            ref={ref}
            label={`${title}。最多的是${most.titles.join('、')}，${count(most.value)} ${indicator.unit}。各格的数见「看数据」`}
            rows={rows}
            columns={columns}
            cells={cells}
            onPick={({ row, column }) => onOpen(open(row, column))}
          />
        ) : (
          <EmptyState title={`${figure.gridName}这段时间没有${indicator.name}`}>
            换一段时间，或看上一级网格。
          </EmptyState>
        )
      }
      table={<DataTable caption={title} columns={table} rows={rows} rowKey={({ key }) => key} empty={null} />}
      sum={
        over !== 0 && (
          <b>
            各格合计 {count(parts.sum)}，比总数多 {count(over)} {indicator.unit}：同时属于几个部分的，每个部分都算
          </b>
        )
      }
    />
  )
}

/** Rows or columns by size, each once. */
function sidesOf(items: readonly Part[], at: number): Side[] {
  const sides = new Map<string, Side & { sum: number }>()
  for (const { keys, titles, value } of items) {
    const key = keys[at] ?? ''
    const side = sides.get(key) ?? { key, title: titles[at] ?? key, sum: 0 }
    sides.set(key, { ...side, sum: side.sum + (value ?? 0) })
  }
  return [...sides.values()].sort((a, b) => b.sum - a.sum)
}
