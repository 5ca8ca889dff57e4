import { Select } from 'antd'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { ChartSheet } from '#kernel/ui/chart/chart-sheet.tsx'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day, percent, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import { type Forecast, useForecast } from '../api.ts'
import { ForecastChart } from '../parts/forecast-chart.tsx'
import { OpensFigure } from '../parts/opens-figure.tsx'
import '../insight.css'

type Warning = Forecast['warnings'][number]
type Ahead = Forecast['ahead'][number]

/** What the coming months are expected to bring, what is warned of, and how often warnings came true. */
export function InsightForecastPage() {
  const { search, change } = useAddress()
  const read = useForecast(search)
  const told = read.data
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/insight">研判</To>}
        meta={
          <>
            <span>按过去的月份推，没有算进政策、天气和专项行动；预警是提醒，不是结论</span>
            {told && <span>算到 {time(told.enteredAt)}</span>}
          </>
        }
      >
        {told ? headline(told) : '预测和预警'}
      </PageHead>
      <Choices search={search} told={told} change={change} />
      {read.error && !told ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : told ? (
        <div className="ag-stack">
          <Ahead told={told} />
          <Warnings told={told} />
          <Rates told={told} />
        </div>
      ) : (
        <Sheet>
          <Waiting />
        </Sheet>
      )}
    </div>
  )
}

function headline({ gridName, warnings, title, ahead }: Forecast): string {
  if (warnings.length > 0) return `${gridName}有 ${warnings.length} 项预警`
  const [first] = ahead
  if (!first) return `${gridName}的${title}还说不了后面几个月`
  return `${gridName}没有预警；${first.month.slice(0, 7)} ${title}预计 ${Math.round(first.expected)} 条（95% 区间 ${first.low95}–${first.high95}）`
}

interface ChoicesProps {
  search: Search
  told: Forecast | undefined
  change(patch: Search): void
}

function Choices({ search, told, change }: ChoicesProps) {
  return (
    <search className="ag-insight-choices" aria-label="换网格和指标">
      <label htmlFor="forecast-grid">
        网格
        <span>
          <GridChoice id="forecast-grid" value={search.grid ?? told?.grid} onChange={(grid) => change({ grid })} />
        </span>
      </label>
      <Select
        aria-label="预测什么"
        style={{ minWidth: 240 }}
        value={search.series ?? told?.series ?? null}
        options={(told?.choices ?? []).map(({ series, title }) => ({ value: series, label: title }))}
        onChange={(series) => change({ series: series ?? undefined })}
      />
    </search>
  )
}

function Ahead({ told }: { told: Forecast }) {
  const { past, ahead, title, gridName, leastMonths } = told
  if (ahead.length === 0)
    return (
      <Sheet title={title}>
        <EmptyState title={`只有 ${past.length} 个整月的数，还说不了`}>
          满 {leastMonths} 个整月以后在这里看到。
        </EmptyState>
      </Sheet>
    )
  return (
    <ChartSheet
      title={`${gridName}${title}，每月条数和后 3 个月`}
      meta="实心是已过的月份，空心是预测，细框是 95% 区间"
      foot={`${gridName} · ${past[0]?.month.slice(0, 7)} 至 ${ahead.at(-1)?.month.slice(0, 7)} · 算到 ${time(told.enteredAt)}`}
      chart={(ref) => <ForecastChart ref={ref} label={chartWords(told)} past={past} ahead={ahead} />}
      table={
        <DataTable
          caption={`${title}后三个月`}
          columns={AHEAD}
          rows={ahead}
          rowKey={({ month }) => month}
          empty={<EmptyState title="没有预测">—</EmptyState>}
        />
      }
      both
      sum={past.length < 24 ? `只有 ${past.length} 个整月，看不出季节，只按水平和趋势推；区间因此较宽。` : undefined}
    />
  )
}

function chartWords({ title, past, ahead }: Forecast): string {
  const last = past.at(-1)
  const [first] = ahead
  return `${title}，${last?.month.slice(0, 7)} ${last?.count} 条，${first?.month.slice(0, 7)} 预计 ${Math.round(first?.expected ?? 0)} 条`
}

const AHEAD: readonly Column<Ahead>[] = [
  { key: 'month', head: '月份', lead: true, cell: ({ month }) => month.slice(0, 7) },
  { key: 'expected', head: '预计', align: 'right', cell: ({ expected }) => count(Math.round(expected)) },
  { key: '80', head: '80% 区间', align: 'right', cell: ({ low80, high80 }) => `${count(low80)}–${count(high80)}` },
  { key: '95', head: '95% 区间', align: 'right', cell: ({ low95, high95 }) => `${count(low95)}–${count(high95)}` },
]

function Warnings({ told: { warnings } }: { told: Forecast }) {
  return (
    <Sheet title="现在的预警" meta="超过门槛的可能过半才预警">
      <DataTable
        caption="现在的预警"
        columns={WARNINGS}
        rows={warnings}
        rowKey={({ gridCode, indicator, month }) => `${gridCode} ${indicator} ${month}`}
        empty={<EmptyState title="没有预警">没有哪个月大大超过近一年月均的可能过半。每天早上重算一次。</EmptyState>}
      />
    </Sheet>
  )
}

const WARNINGS: readonly Column<Warning>[] = [
  {
    key: 'what',
    head: '预警',
    lead: true,
    cell: ({ gridName, title, month, threshold }) =>
      `${gridName} ${month.slice(0, 7)} ${title}将超过 ${count(threshold)} 条`,
  },
  { key: 'chance', head: '可能', align: 'right', width: 72, cell: ({ chance }) => percent(chance, 1) },
  {
    key: 'expected',
    head: '预计（95% 区间）',
    align: 'right',
    roomy: true,
    cell: ({ expected, low, high }) => `${count(Math.round(expected))}（${count(low)}–${count(high)}）`,
  },
  { key: 'made', head: '发出', align: 'right', wide: true, width: 96, cell: ({ madeOn }) => day(madeOn) },
]

function Rates({ told: { live, backtest, judged } }: { told: Forecast }) {
  const rows = [
    { title: '当时发出的', ...live },
    { title: '事后重算的（只用当时已知的数）', ...backtest },
  ]
  return (
    <Sheet title="以往说得准不准" meta="月份过完自动核对；预警过的、漏报的都算">
      <DataTable
        caption="以往说得准不准"
        columns={RATES}
        rows={rows}
        rowKey={({ title }) => title}
        empty={<EmptyState title="还没有">—</EmptyState>}
      />
      <DataTable
        caption="预警过的和漏报的"
        columns={JUDGED}
        rows={judged}
        rowKey={({ gridCode, indicator, month, source }) => [gridCode, indicator, month, source].join(' ')}
        empty={<EmptyState title="还没有预警过，也没有漏报">过完的月份里没有超过门槛的。</EmptyState>}
      />
    </Sheet>
  )
}

type Rate = Forecast['live'] & { title: string }

const RATES: readonly Column<Rate>[] = [
  { key: 'title', head: '哪一种', lead: true, cell: ({ title }) => title },
  { key: 'said', head: '说过 项次', align: 'right', cell: ({ said }) => count(said) },
  { key: 'hits', head: '命中', align: 'right', cell: ({ hits }) => count(hits) },
  { key: 'false', head: '虚警', align: 'right', cell: ({ falseAlarms }) => count(falseAlarms) },
  { key: 'missed', head: '漏报', align: 'right', cell: ({ missed }) => count(missed) },
  {
    key: 'rate',
    head: '预警命中',
    align: 'right',
    roomy: true,
    cell: ({ hits, falseAlarms }) => shareOf(hits, hits + falseAlarms),
  },
  {
    key: 'caught',
    head: '超线的事先警到',
    align: 'right',
    roomy: true,
    cell: ({ hits, missed }) => shareOf(hits, hits + missed),
  },
  {
    key: 'within',
    head: '落在 95% 区间',
    align: 'right',
    roomy: true,
    cell: ({ within, said }) => shareOf(within, said),
  },
]

/** Small bases say so: 3 / 7. */
const shareOf = (part: number, whole: number) =>
  whole === 0 ? '—' : whole < 20 ? `${part} / ${whole}` : percent(part, whole)

const JUDGED: readonly Column<Warning>[] = [
  {
    key: 'what',
    head: '月份',
    lead: true,
    cell: ({ gridName, title, month }) => `${gridName} ${month.slice(0, 7)} ${title}`,
  },
  {
    key: 'came',
    head: '结果',
    cell: ({ warned, found, threshold }) =>
      warned ? (found ?? 0) > threshold ? '命中' : '虚警' : <span className="ag-warn">漏报</span>,
  },
  { key: 'threshold', head: '门槛', align: 'right', roomy: true, cell: ({ threshold }) => count(threshold) },
  {
    key: 'found',
    head: '实际',
    align: 'right',
    cell: ({ found, link }) => <OpensFigure to={link}>{count(found)}</OpensFigure>,
  },
  {
    key: 'source',
    head: '来源',
    wide: true,
    cell: ({ source }) => (source === 'live' ? '当时发出' : '事后重算'),
  },
]
