import { Select } from 'antd'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { time, today } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { GridChoice } from '#modules/grid/console/parts/grid-choice.tsx'
import { amountText, cellText } from '../../model/amount.ts'
import { periodBeforeOf, periodTitle } from '../../model/ranking.ts'
import type { Ranking, RankingRow } from '../../model/schema.ts'
import { rankingQuery, useRanking } from '../api.ts'
import { Opens } from '../parts/opens.tsx'
import '../analysis.css'

/** Grids below a grid by place, month by month or quarter by quarter (月度、季度排名). */
export function RankingsPage() {
  const { search, change } = useAddress()
  const read = useRanking(search)
  const ranking = read.data
  return (
    <div className="ag-page">
      <PageHead
        meta={ranking && <Meta ranking={ranking} />}
        acts={ranking && <ExportButton path={(format) => `/rankings/export${rankingQuery(search, format)}`} />}
      >
        {ranking ? headline(ranking) : '网格排名'}
      </PageHead>
      <Choices search={search} ranking={ranking} change={change} />
      {read.error ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption={ranking ? `${ranking.gridName}下一级网格排名，${ranking.title}` : '网格排名'}
          columns={ranking ? columnsOf(ranking) : [{ key: 'name', head: '网格', cell: ({ name }) => name }]}
          rows={ranking?.items}
          rowKey={({ grid }) => grid}
          refreshing={read.isPlaceholderData}
          printWide
          under={(row) => ranking && <UnderName row={row} indicators={ranking.indicators} />}
          empty={
            <Sheet>
              <EmptyState title="没有下一级网格">换一个上级网格再看。</EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

function headline({ title, items, gridName }: Ranking): string {
  const firsts = items.filter(({ rank }) => rank === 1)
  if (firsts.length === 0) return `${gridName}${title}没有可比的综合名次`
  return `${title}，${firsts.map(({ name }) => name).join('、')}综合第一，得分 ${firsts[0]?.score?.toFixed(1)}`
}

const Meta = ({ ranking: { from, to, isPart, before, enteredAt } }: { ranking: Ranking }) => (
  <>
    <span>
      {from} 至 {to}
      {isPart && '，这一期还没有过完'}
    </span>
    <span>名次变化对比{periodTitle(before.period)}</span>
    <span>综合得分：每项第一名 100 分、末名 0 分，按权重平均；基数不足 20 的不排。件数、条数按每百家企业算</span>
    <span>算到 {time(enteredAt)}</span>
  </>
)

interface ChoicesProps {
  search: Search
  ranking: Ranking | undefined
  change(patch: Search): void
}

function Choices({ search, ranking, change }: ChoicesProps) {
  const period = search.period ?? ranking?.period
  const kind = period?.[5] === 'Q' ? 'quarter' : 'month'
  const choices = ranking?.choices ?? []
  return (
    <search className="ag-report-bar" aria-label="换网格、期间和指标">
      <label htmlFor="ranking-grid">
        上级网格
        <span className="ag-report-grid">
          <GridChoice id="ranking-grid" value={search.grid ?? ranking?.grid} onChange={(grid) => change({ grid })} />
        </span>
      </label>
      <Select
        aria-label="期间"
        size="small"
        style={{ width: 168 }}
        value={period ?? null}
        options={[
          { label: '月度', options: periods(lastPeriod('month'), 12) },
          { label: '季度', options: periods(lastPeriod('quarter'), 6) },
          ...(period && !inLists(period)
            ? [{ label: '当前', options: [{ value: period, label: periodTitle(period) }] }]
            : []),
        ]}
        onChange={(value) => change({ period: value ?? undefined })}
        title={kind === 'month' ? '月度' : '季度'}
      />
      <Select
        aria-label="指标"
        size="small"
        mode="multiple"
        style={{ minWidth: 260, maxWidth: 620 }}
        placeholder={`全部 ${choices.length} 项指标`}
        value={search.codes?.split(',') ?? []}
        options={choices.map(({ code, name, weight }) => ({
          value: code,
          label: weight > 0 ? `${name}（权重 ${weight}）` : `${name}（不计分）`,
        }))}
        onChange={(codes: string[]) => change({ codes: codes.join() || undefined })}
      />
    </search>
  )
}

const lastPeriod = (kind: 'month' | 'quarter'): string => {
  const month = today().slice(0, 7)
  return kind === 'month' ? month : `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
}

function periods(last: string, most: number): { value: string; label: string }[] {
  const found = []
  for (let one = last; found.length < most; one = periodBeforeOf(one))
    found.push({ value: one, label: periodTitle(one) })
  return found
}

const inLists = (period: string): boolean =>
  [...periods(lastPeriod('month'), 12), ...periods(lastPeriod('quarter'), 6)].some(({ value }) => value === period)

function columnsOf({ indicators }: Ranking): Column<RankingRow>[] {
  return [
    { key: 'rank', head: '名次', width: 64, align: 'right', cell: ({ rank }) => rank ?? '—' },
    { key: 'name', head: '网格', lead: true, cell: ({ name }) => <span className="ag-nowrap">{name}</span> },
    {
      key: 'score',
      head: '综合得分',
      align: 'right',
      cell: ({ score, rank, rankBefore }) => (
        <span className="ag-rank-cell">
          <b>{score === null ? '—' : score.toFixed(1)}</b>
          <small>{changeOf(rank, rankBefore)}</small>
        </span>
      ),
    },
    ...indicators.map(
      (indicator, at): Column<RankingRow> => ({
        key: indicator.code,
        head: (
          <span className="ag-rank-head" title={indicator.definition}>
            {indicator.name}
            <small>{unitOf(indicator)}</small>
            <small>{indicator.weight > 0 ? `权重 ${indicator.weight}` : '不计分'}</small>
            <small>{indicator.better ? '高者在前' : '低者在前'}</small>
          </span>
        ),
        align: 'right',
        roomy: true,
        cell: (row) => <RankCell row={row} at={at} unit={indicator.unit} />,
      }),
    ),
  ]
}

type RankedIndicator = Ranking['indicators'][number]

const unitOf = ({ perHundred, unit }: RankedIndicator): string => (perHundred ? `${unit} / 百家` : unit)

/** On a phone the figures stand one under another below the name of the grid, in the same words. */
function UnderName({ row, indicators }: { row: RankingRow; indicators: readonly RankedIndicator[] }) {
  return (
    <dl className="ag-rank-under">
      {indicators.map((indicator, at) => (
        <div key={indicator.code}>
          <dt>{indicator.name}</dt>
          <dd>
            <RankCell row={row} at={at} unit={indicator.unit} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function RankCell({ row, at, unit }: { row: RankingRow; at: number; unit: string }) {
  const cell = row.cells[at]
  if (!cell) return '—'
  const words = cell.small && unit === '%' ? cellText(cell.value, unit, cell.base) : ofRank(cell.value, unit)
  return (
    <span className="ag-rank-cell">
      {cell.value === null ? <span>—</span> : <Opens to={cell.link}>{words}</Opens>}
      <small>
        {cell.rank === null
          ? cell.small
            ? '基数小，不排'
            : '没有数'
          : `第 ${cell.rank} · ${changeOf(cell.rank, cell.rankBefore)}`}
      </small>
    </span>
  )
}

/** Shares and numbers per hundred have one decimal. */
const ofRank = (value: number | null, unit: string): string =>
  unit === '%' ? amountText(value, unit) : (value?.toFixed(1) ?? '—')

/** 升 2 位, 降 1 位, 持平. */
function changeOf(rank: number | null, before: number | null): string {
  if (rank === null) return '不排'
  if (before === null) return '上期未排'
  if (rank === before) return '持平'
  return rank < before ? `升 ${before - rank} 位` : `降 ${rank - before} 位`
}
