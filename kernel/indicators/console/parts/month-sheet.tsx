import { ChartSheet } from '#kernel/ui/chart/chart-sheet.tsx'
import { type MonthSeries, Months } from '#kernel/ui/chart/months.tsx'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { time } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { lastOfMonth } from '../../model/period.ts'
import { type Ask, exportPath, type Figure, type MonthsRead, searchOf } from '../api.ts'
import { amountWords, cellWords, footWords } from '../words.ts'

/** A figure and what it was month by month. */
export interface MonthsOf {
  figure: Figure
  read: MonthsRead
}

interface MonthSheetProps {
  title: string
  ask: Ask
  /** One figure, or two beside each other. */
  of: readonly MonthsOf[]
  onPick?: ((month: string) => void) | undefined
}

/** Months as bars and as a table; a month that is not whole is hatched and says so. */
export function MonthSheet({ title, ask, of, onPick }: MonthSheetProps) {
  const [first] = of
  if (!first) return null
  const series = of.map(({ figure, read }) => seriesOf(figure, read))
  const { code, unit } = first.figure.indicator
  return (
    <ChartSheet
      title={title}
      meta={
        of.length > 1
          ? of.map(({ figure }, at) => `${at === 0 ? '绿' : '灰'}为${figure.indicator.name}`).join('，')
          : unit
      }
      foot={`${footWords(first.figure, time(first.read.enteredAt))}${partWords(series[0])}`}
      acts={
        of.length === 1 && (
          <ExportButton bare prints size="small" path={(format) => exportPath(code, ask, 'month', format)} />
        )
      }
      chart={(ref) => <Months ref={ref} label={spoken(title, series, unit)} series={series} onPick={onPick} />}
      table={<MonthTable title={title} ask={ask} of={of} />}
    />
  )
}

/** Bars of a figure; of a period that begins or ends inside a month that bar is only a part. */
function seriesOf({ indicator, from, to }: Figure, { items }: MonthsRead): MonthSeries {
  const isPart = (month: string) =>
    indicator.kind !== 'stock' && ((month < from && month.slice(0, 7) === from.slice(0, 7)) || lastOfMonth(month) > to)
  return { name: indicator.name, months: items.map((one) => ({ ...one, isPart: isPart(one.month) })) }
}

const partWords = (series: MonthSeries | undefined) =>
  series?.months.some(({ isPart }) => isPart) ? ' · 斜纹的月份不满一个月' : ''

function spoken(title: string, series: readonly MonthSeries[], unit: string): string {
  const words = series.map(({ name, months }) => {
    const most = months.reduce((a, b) => ((b.value ?? 0) > (a?.value ?? 0) ? b : a), months[0])
    const last = months.at(-1)
    if (!most || !last) return name
    return `${name}最多在 ${most.month.slice(0, 7)}，${amountWords(most.value, unit)}；${last.month.slice(0, 7)} ${amountWords(last.value, unit)}`
  })
  return `${title}。${words.join('；')}。各月的数见「看数据」`
}

interface MonthRow {
  month: string
  values: (number | null)[]
}

function MonthTable({ title, ask, of }: Pick<MonthSheetProps, 'title' | 'ask' | 'of'>) {
  const months = of[0]?.read.items ?? []
  const rows = months.map(
    ({ month }, at): MonthRow => ({ month, values: of.map(({ read }) => read.items[at]?.value ?? null) }),
  )
  const columns: Column<MonthRow>[] = [
    {
      key: 'month',
      head: '月份',
      lead: true,
      cell: ({ month }) => month.slice(0, 7),
    },
    ...of.map(
      ({ figure: { indicator } }, at): Column<MonthRow> => ({
        key: indicator.code,
        head: `${indicator.name}（${indicator.unit}）`,
        align: 'right',
        cell: ({ month, values }) => (
          <To
            to={`/indicators/${indicator.code}`}
            search={searchOf({ ...ask, ...within(month, ask) })}
            className="ag-opens"
          >
            {cellWords(values[at] ?? null, indicator.unit)}
          </To>
        ),
      }),
    ),
  ]
  return <DataTable caption={title} columns={columns} rows={rows} rowKey={({ month }) => month} empty={null} />
}

/** The days of a month that lie in the period asked for. */
export const within = (month: string, { from, to }: Pick<Ask, 'from' | 'to'>) => ({
  from: month < from ? from : month,
  to: lastOfMonth(month) > to ? to : lastOfMonth(month),
})
