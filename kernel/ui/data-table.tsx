import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { Icon } from './icons.tsx'

/** One column: its head with the unit, and what stands in a row. */
export interface Column<Row> {
  key: string
  head: ReactNode
  cell(row: Row): ReactNode
  align?: 'left' | 'right'
  width?: number | string
  /** Left out on narrow screens. */
  wide?: boolean
  /** Left out on phones; `under` says it there. */
  roomy?: boolean
  /** The row's own link; read as the row's head. */
  lead?: boolean
  /** Name of the order the head gives; without one it gives none. */
  sort?: string
}

interface DataTableProps<Row> {
  /** What the table holds, for those who hear it. */
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[] | undefined
  rowKey(row: Row): string
  /** Enter on a row; the lead link does the same for the mouse. */
  onOpen?(row: Row): void
  /** What the columns left out on phones hold, as a line under the lead. */
  under?(row: Row): ReactNode
  /** Old rows are shown while new ones come. */
  refreshing?: boolean
  /** Shown in the place of rows when there are none. */
  empty: ReactNode
  marked?(row: Row): boolean
  dense?: boolean
  skeletonRows?: number
  /** On paper the sheet lies on its side. */
  printWide?: boolean
  /** The present order: a column's `sort`, with - the other way round. */
  sort?: string | undefined
  onSort?(sort: string | undefined): void
}

/** A ruled table: sunk head, hairlines, keyboard j k Enter. Rows undefined show a skeleton of the same height. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null)
  const { columns, rows } = props
  const move = (event: KeyboardEvent) => {
    const step =
      event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 || (event.target as HTMLElement).closest('input,select,textarea')) return
    const all = [...(body.current?.querySelectorAll<HTMLElement>('tr[tabindex]') ?? [])]
    const at = all.indexOf((event.target as HTMLElement).closest('tr') as HTMLElement)
    const next = all[at + step]
    if (next) {
      event.preventDefault()
      next.focus()
    }
  }
  if (rows?.length === 0) return <>{props.empty}</>
  return (
    <section
      className={`ag-table-frame ${props.printWide ? 'ag-print-wide' : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls by keyboard
      tabIndex={0}
      aria-label={props.caption}
    >
      <table
        className={`ag-table ${props.dense === false ? '' : 'ag-dense'} ${props.refreshing ? 'ag-refreshing' : ''}`}
        aria-busy={rows === undefined || props.refreshing}
      >
        <caption className="ag-spoken">{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={move}>
          {rows
            ? rows.map((row) => (
                <tr
                  key={props.rowKey(row)}
                  className={props.marked?.(row) ? 'ag-marked' : undefined}
                  {...(props.onOpen ? { tabIndex: -1 } : {})}
                  onKeyDown={(event) => {
                    if (event.key === 'Enter' && event.target === event.currentTarget) props.onOpen?.(row)
                  }}
                >
                  {columns.map((column) =>
                    column.lead ? (
                      <th key={column.key} scope="row" className={classes(column)}>
                        {column.cell(row)}
                        {props.under && <div className="ag-under">{props.under(row)}</div>}
                      </th>
                    ) : (
                      <td key={column.key} className={classes(column)}>
                        {column.cell(row)}
                      </td>
                    ),
                  )}
                </tr>
              ))
            : Array.from({ length: props.skeletonRows ?? 12 }, (_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: skeleton rows are alike and never move
                <tr key={at} className="ag-skeleton">
                  {columns.map((column, place) => (
                    <td key={column.key} className={classes(column)}>
                      <i className="ag-bone" style={{ width: `${40 + ((at * 7 + place * 13) % 45)}%` }} />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </section>
  )
}

interface HeadProps<Row> {
  column: Column<Row>
  sort: string | undefined
  onSort: ((sort: string | undefined) => void) | undefined
}

/** A head; where it gives an order, pressing goes up, down and back to the list's own. */
function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const way = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none'
  const sorted = column.sort && onSort
  const next = { none: column.sort, ascending: `-${column.sort}`, descending: undefined }[way]
  return (
    <th
      scope="col"
      className={classes(column)}
      style={{ width: column.width }}
      {...(sorted ? { 'aria-sort': way } : {})}
    >
      {sorted ? (
        <button type="button" className="ag-sort" onClick={() => onSort(next)}>
          {column.head}
          <Icon name="down" size={12} />
        </button>
      ) : (
        column.head
      )}
    </th>
  )
}

const classes = <Row,>(column: Column<Row>) =>
  [
    column.align === 'right' ? 'ag-right' : '',
    column.wide ? 'ag-wide' : '',
    column.roomy ? 'ag-roomy' : '',
    column.lead ? 'ag-lead' : '',
  ]
    .filter(Boolean)
    .join(' ') || undefined
