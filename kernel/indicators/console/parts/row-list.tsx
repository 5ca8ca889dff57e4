import { useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count } from '#kernel/ui/format.ts'
import { Paging } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type Ask, type Figure, type Rows, searchOf, useRows } from '../api.ts'
import { amountWords } from '../words.ts'

type Row = Rows['items'][number]

/** The rows behind a figure, fifty a page; each opens its record. */
export function RowList({ figure, ask }: { figure: Figure; ask: Ask }) {
  const { search, change } = useAddress()
  const { indicator } = figure
  const read = useRows(indicator.code, ask, search.cursor)
  const trail = cursorTrail(`${indicator.code}${JSON.stringify(ask)}`, search)
  const rows = read.data
  // A row that counts once needs no figure of its own.
  const weighs = rows?.items.some(({ amount }) => amount !== 1) ?? false
  const columns: Column<Row>[] = [
    {
      key: 'title',
      head: indicator.rowTitle.slice(1),
      lead: true,
      cell: ({ title, link }) => (link ? <To to={link}>{title}</To> : <span className="ag-soft">{title}</span>),
    },
    { key: 'grid', head: '网格', cell: ({ gridName }) => gridName },
    { key: 'day', head: '计入日', align: 'right', cell: ({ day }) => day },
    ...(weighs
      ? [
          {
            key: 'amount',
            head: indicator.unit,
            align: 'right',
            cell: ({ amount }: Row) => count(amount),
          } as const,
        ]
      : []),
  ]
  if (read.error && !rows) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <Sheet title="明细" meta={rows && `共 ${amountWords(rows.total, indicator.unit)}`}>
      <DataTable
        caption={`${indicator.name}的明细`}
        columns={columns}
        rows={rows?.items}
        rowKey={({ id }) => id}
        refreshing={read.isPlaceholderData}
        skeletonRows={6}
        empty={
          <EmptyState title={`没有${indicator.name}`}>
            {figure.gridName}在这段时间的数是 {count(figure.value)}。换一段时间，或看上一级网格。
          </EmptyState>
        }
      />
      {rows && (trail.page > 1 || rows.next) && (
        <footer>
          <span className="ag-grow" />
          <Paging
            page={trail.page}
            perPage={50}
            total={weighs ? undefined : (rows.total ?? undefined)}
            totalIs="exact"
            hasNext={Boolean(rows.next)}
            onFirst={() => change({ at: 'rows', ...trail.first() })}
            onPrevious={() => change({ at: 'rows', ...trail.previous() })}
            onNext={() => rows.next && change({ at: 'rows', ...trail.next(rows.next) })}
          />
        </footer>
      )}
    </Sheet>
  )
}

/** A ratio has no rows: its two parts have. */
export function RatioParts({ figure, ask, names }: { figure: Figure; ask: Ask; names: ReadonlyMap<string, string> }) {
  const [over = '', under = ''] = figure.indicator.parts
  const { base } = figure
  return (
    <Sheet title="由哪两个数得来">
      <ul className="ag-pad ag-stack">
        {[
          { code: over, word: '分子', value: base?.over },
          { code: under, word: '分母', value: base?.under },
        ].map(({ code, word, value }) => (
          <li key={code}>
            {word}：
            <To to={`/indicators/${code}`} search={searchOf(ask)}>
              {names.get(code) ?? code} {count(value)}
            </To>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
