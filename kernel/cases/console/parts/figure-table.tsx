import type { ReactNode } from 'react'
import type { Search } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'

/** One row of figures: what it is of, and how many of each measure. */
export interface FigureRow {
  key: string
  title: string
}

/** One measure, with the filter that shows its rows in the list. */
export interface Measure<Row> {
  key: keyof Row & string
  head: string
  more: Search
  /** Left out on narrow screens. */
  wide?: boolean
}

interface FigureTableProps<Row extends FigureRow> {
  caption: string
  /** What the rows are parted by. */
  head: string
  rows: readonly Row[] | undefined
  measures: readonly Measure<Row>[]
  /** Address of the list, and the filter under which it shows everything that is counted. */
  list: string
  counted: Search
  /** The filter that shows the rows of one figure; null where the list has none like it. */
  rowsOf(key: string): Search | null
  rate: Pick<Column<Row>, 'head' | 'cell'>
  refreshing: boolean
  empty: ReactNode
}

/** Figures with their sum; every figure opens its rows. */
export function FigureTable<Row extends FigureRow>(props: FigureTableProps<Row>) {
  const { rows, measures } = props
  return (
    <DataTable
      caption={props.caption}
      columns={columnsOf(props)}
      rows={rows && rows.length > 0 ? [...rows, { ...sumOf(rows, measures), key: TOTAL, title: '合计' }] : rows}
      rowKey={({ key }) => key}
      refreshing={props.refreshing}
      marked={({ key }) => key === TOTAL}
      empty={props.empty}
    />
  )
}

/** No row has this key: it begins with a space. */
const TOTAL = ' total'

/** The sum of rows, measure by measure. */
export function sumOf<Row extends FigureRow>(rows: readonly Row[], measures: readonly Measure<Row>[]): Row {
  const sums = measures.map(({ key }) => [key, rows.reduce((sum, row) => sum + Number(row[key]), 0)] as const)
  return { key: '', title: '', ...Object.fromEntries(sums) } as Row
}

function columnsOf<Row extends FigureRow>(props: FigureTableProps<Row>): readonly Column<Row>[] {
  return [
    {
      key: 'title',
      head: props.head,
      lead: true,
      cell: (row) => (row.key === TOTAL ? <b>{row.title}</b> : row.title),
    },
    ...props.measures.map(
      (measure): Column<Row> => ({
        key: measure.key,
        head: measure.head,
        align: 'right',
        wide: measure.wide ?? false,
        cell: (row) => <Opens {...props} row={row} measure={measure} />,
      }),
    ),
    { key: 'rate', align: 'right', ...props.rate },
  ]
}

interface OpensProps<Row extends FigureRow> extends FigureTableProps<Row> {
  row: Row
  measure: Measure<Row>
}

function Opens<Row extends FigureRow>({ row, measure, list, counted, rowsOf }: OpensProps<Row>) {
  const figure = Number(row[measure.key])
  const rows = row.key === TOTAL ? {} : rowsOf(row.key)
  if (!rows || figure === 0) return <span className="ag-nowrap">{count(figure)}</span>
  return (
    <To to={list} search={{ ...counted, ...rows, ...measure.more }} className="ag-opens ag-nowrap">
      {count(figure)}
    </To>
  )
}
