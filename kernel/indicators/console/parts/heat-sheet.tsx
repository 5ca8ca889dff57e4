import type { Search } from '#kernel/ui/address.ts'
import { ChartSheet } from '#kernel/ui/chart/chart-sheet.tsx'
import { Heat, type Side } from '#kernel/ui/chart/heat.tsx'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, To } from '#kernel/ui/parts.tsx'
import { type Ask, exportPath, type Figure, type Part, type Parts, searchOf } from '../api.ts'
import { footWords, partingTitle } from '../words.ts'
import { SumLine } from './sum-line.tsx'

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
  const values = new Map(parts.items.map(({ keys, value }) => [keys.join('|'), value ?? 0]))
  const cells = rows.flatMap((row) =>
    columns.map((column) => ({
      row: row.key,
      column: column.key,
      value: values.get(`${row.key}|${column.key}`) ?? 0,
    })),
  )
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
  const table: Column<Side>[] = [
    { key: 'row', head: names.split(' × ')[0], lead: true, cell: (row) => row.title },
    ...columns.map(
      (column): Column<Side> => ({
        key: column.key,
        head: column.title,
        align: 'right',
        cell: (row) => {
          const cell = cells.find((one) => one.row === row.key && one.column === column.key)
          if (!cell?.value) return '0'
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
      acts={
        <ExportButton bare prints size="small" path={(format) => exportPath(indicator.code, ask, by.join(), format)} />
      }
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
      sum={parts.sum !== null && <SumLine indicator={indicator} parts={parts} ask={ask} />}
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
