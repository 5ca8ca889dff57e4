import { Button } from 'antd'
import { usePart } from '#kernel/ui/address.ts'
import { read } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import type { DrawRecord } from '#modules/inspection/model/draw.ts'
import { against, findingStates } from '../../model/schema.ts'
import { monthsWords } from '../../model/words.ts'
import { type Finding, useFinding } from '../api.ts'
import { DecidePanel } from '../parts/decide-panel.tsx'
import { EntrustedWords } from '../parts/entrusted-words.tsx'
import { OpensFigure } from '../parts/opens-figure.tsx'
import { stateMarks } from './list.tsx'
import '../insight.css'

type Comparison = Finding['comparisons'][number]
type Result = NonNullable<Finding['result']>

/** One finding: on what it rests, the order that follows from it, and what came of it. */
export function InsightFindingPage() {
  const finding = useFinding(usePart('id'))
  if (finding.error && !finding.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={finding.error} retry={() => void finding.refetch()} />
      </div>
    )
  if (!finding.data)
    return (
      <div className="ag-page">
        <Waiting />
      </div>
    )
  const one = finding.data
  return (
    <div className="ag-page">
      <PageHead trail={<To to="/insight">研判</To>} meta={<Meta one={one} />}>
        {one.sentence}
      </PageHead>
      <div className="ag-insight-two">
        <div className="ag-stack">
          {one.result && <ResultSheet one={one} result={one.result} />}
          {one.order && <OrderSheets order={one.order} one={one} />}
          <BasisSheet one={one} />
        </div>
        <div className="ag-stack">
          <DecidePanel one={one} />
          <DrawSheet one={one} />
        </div>
      </div>
    </div>
  )
}

const Meta = ({ one }: { one: Finding }) => (
  <>
    <StatusMark kind={stateMarks[one.state]}>{findingStates[one.state]}</StatusMark>
    <span>{monthsWords(one.from, one.to)}</span>
    <span>数据截至 {day(one.asOf)}</span>
    {one.decidedBy && (
      <span>
        {one.decidedBy} {time(one.decidedAt)}
      </span>
    )}
    <EntrustedWords one={one} />
    {one.ignoredWhy && <span>理由：{one.ignoredWhy}</span>}
  </>
)

function BasisSheet({ one }: { one: Finding }) {
  return (
    <Sheet title="凭什么这样说" meta={`同时比了 ${count(one.tested)} 组，说错的不到 5%`}>
      <DataTable
        caption="和谁比"
        columns={COMPARISONS}
        rows={one.comparisons}
        rowKey={({ against: with_ }) => with_}
        empty={<EmptyState title="没有可比的">—</EmptyState>}
      />
      <div className="ag-insight-words">
        {one.comparisons.map(
          ({ against: with_, checksWords }) =>
            checksWords && (
              <p key={with_}>
                和{against[with_]}比：{checksWords}。
              </p>
            ),
        )}
        <p className="ag-meta">{one.definition}</p>
        <HowCounted one={one} />
        <p>
          打开：
          {one.links.map(({ title, to }, at) => (
            <span key={to}>
              {at > 0 && '、'}
              <OpensFigure to={to}>{title}</OpensFigure>
            </span>
          ))}
        </p>
      </div>
    </Sheet>
  )
}

/** What a statistician asks; nobody needs it to decide. */
function HowCounted({ one }: { one: Finding }) {
  return (
    <details className="ag-insight-how">
      <summary>怎么算的</summary>
      <p>同时比很多组，碰巧总会有几组突出，所以按 Benjamini–Hochberg 法把误报控制在 5% 以内。</p>
      <p>
        各月、各地的条数本来就有高有低。离散是它比纯属偶然（泊松分布）散多少倍：和以前比看月与月之间，和别处比看地方之间；倍数的区间已按它放宽。
        {one.comparisons
          .map(({ against: with_, dispersion }) => `${against[with_]} ${dispersion.toFixed(1)}`)
          .join('，')}
        。
      </p>
    </details>
  )
}

const rate = ({ hazards, checks }: Comparison['now']) => (checks === 0 ? '—' : (hazards / checks).toFixed(2))
const hundred = ({ hazards, enterprises }: Comparison['now']) =>
  enterprises === 0 ? '—' : ((hazards / enterprises) * 100).toFixed(1)

const COMPARISONS: readonly Column<Comparison>[] = [
  {
    key: 'against',
    head: '对照',
    lead: true,
    cell: ({ against: with_, from, to, holds }) => (
      <>
        {against[with_]} <small className="ag-meta">{monthsWords(from, to)}</small>
        {!holds && <small className="ag-meta">，不够可靠，只供参考</small>}
      </>
    ),
  },
  {
    key: 'now',
    head: '这里：隐患 / 检查',
    align: 'right',
    cell: ({ now }) => `${count(now.hazards)} / ${count(now.checks)}`,
  },
  {
    key: 'base',
    head: '对照：隐患 / 检查',
    align: 'right',
    cell: ({ base }) => `${count(base.hazards)} / ${count(base.checks)}`,
  },
  {
    key: 'rate',
    head: '每次检查 条',
    align: 'right',
    cell: ({ now, base }) => `${rate(now)} 比 ${rate(base)}`,
  },
  {
    key: 'hundred',
    head: '每百家 条',
    align: 'right',
    wide: true,
    cell: ({ now, base }) => `${hundred(now)} 比 ${hundred(base)}`,
  },
  {
    key: 'ratio',
    head: '倍数（95% 区间）',
    align: 'right',
    cell: ({ ratio, low, high }) => `${ratio.toFixed(1)}（${low.toFixed(1)}–${high.toFixed(1)}）`,
  },
]

function OrderSheets({ order, one }: { order: NonNullable<Finding['order']>; one: Finding }) {
  return (
    <>
      <Sheet
        title={`先查这 ${order.enterprises.length} 家`}
        meta={`从 ${count(one.frame)} 家里按${one.rankedBy}取；另抽 ${order.control} 家随机对照，下达时才抽`}
      >
        <DataTable
          caption="按预期隐患排的企业"
          columns={RANKED}
          rows={order.enterprises}
          rowKey={({ objectId }) => objectId}
          under={({ reasons }) => reasons.join('；')}
          empty={<EmptyState title="这里没有在册企业">换一条研判再看。</EmptyState>}
        />
        {order.enterprises.length > 0 && (
          <p className="ag-insight-none">
            预期是下一次检查大约查出几条。为什么一栏的分数越大，预期越高：＋0.7 约使预期翻一倍，－0.7
            约减一半，分数可以相加。
            <To to="/insight/model">看模型</To>
          </p>
        )}
      </Sheet>
      <Sheet title="查这些检查项" meta="这里近三个月不合格最多的，检查库现行内容">
        <DataTable
          caption="检查项"
          columns={CHECKS}
          rows={order.checks}
          rowKey={({ code }) => code}
          empty={<EmptyState title="没有登记检查项">这些隐患登记时没有选检查项，要求里请写清楚查什么。</EmptyState>}
        />
      </Sheet>
    </>
  )
}

const RANKED: readonly Column<NonNullable<Finding['order']>['enterprises'][number]>[] = [
  {
    key: 'name',
    head: '企业',
    lead: true,
    cell: ({ objectId, name }) => <To to={`/enterprises/${objectId}`}>{name}</To>,
  },
  { key: 'grid', head: '网格', wide: true, cell: ({ gridName }) => gridName },
  { key: 'expected', head: '预期 条', align: 'right', width: 72, cell: ({ expected }) => expected.toFixed(1) },
  {
    key: 'why',
    head: '为什么',
    roomy: true,
    cell: ({ reasons }) => (
      <span className="ag-insight-reasons">
        {reasons.map((reason) => (
          <span key={reason}>{reason}</span>
        ))}
      </span>
    ),
  },
]

const CHECKS: readonly Column<NonNullable<Finding['order']>['checks'][number]>[] = [
  {
    key: 'question',
    head: '检查项',
    lead: true,
    cell: ({ code, question }) => <To to={`/check-items/${code}`}>{question}</To>,
  },
  { key: 'code', head: '编号', wide: true, width: 130, cell: ({ code }) => code },
  { key: 'found', head: '不合格 条', align: 'right', width: 96, cell: ({ found }) => count(found) },
]

function ResultSheet({ one, result }: { one: Finding; result: Result }) {
  const { rank, control, ratio } = result
  return (
    <>
      <Sheet
        title="采纳以后查到了什么"
        meta={`${day(result.from)} 至 ${day(result.to)}，到场检查和任务登记的都算`}
        acts={
          one.caseId && (
            <To to={one.road === 'task' ? `/tasks/${one.caseId}` : `/inspection-plans/${one.caseId}`}>
              {one.road === 'task' ? '打开任务' : '打开计划'}
            </To>
          )
        }
      >
        <div className="ag-insight-words">
          <p>
            <strong>{result.sentence}</strong>
          </p>
          {result.isOver && !ratio && <p>样本太少，还不能说：每组至少查 8 次，两组至少查出 5 条才比。</p>}
        </div>
        {rank && control && (
          <DataTable
            caption="两组比较"
            columns={ARMS}
            rows={[
              { title: '按排序取的', ...rank },
              { title: '随机对照', ...control },
            ]}
            rowKey={({ title }) => title}
            empty={<EmptyState title="没有分组">—</EmptyState>}
          />
        )}
      </Sheet>
      <Sheet
        title={`${result.enterprises} 家，查了 ${result.visited} 家`}
        meta={result.isOver ? '分组已公开' : '到期或查完以前不显示谁是随机抽的'}
      >
        <DataTable
          caption="逐家情况，没有查的在前"
          columns={result.isOver ? [...OUTCOMES, ARM] : OUTCOMES}
          rows={result.items.toSorted((a, b) => Number(a.checks > 0) - Number(b.checks > 0))}
          rowKey={({ objectId }) => objectId}
          empty={<EmptyState title="没有企业">—</EmptyState>}
        />
      </Sheet>
    </>
  )
}

type ArmLine = NonNullable<Result['rank']> & { title: string }

const ARMS: readonly Column<ArmLine>[] = [
  { key: 'title', head: '组', lead: true, cell: ({ title }) => title },
  { key: 'visited', head: '查了 / 共 家', align: 'right', cell: (arm) => `${arm.visited} / ${arm.enterprises}` },
  { key: 'checks', head: '检查 次', align: 'right', cell: ({ checks }) => count(checks) },
  { key: 'hazards', head: '隐患 条', align: 'right', cell: ({ hazards }) => count(hazards) },
  { key: 'same', head: '其中本类', align: 'right', roomy: true, cell: ({ sameCategory }) => count(sameCategory) },
  {
    key: 'rate',
    head: '每次 条',
    align: 'right',
    cell: ({ checks, hazards }) => (checks === 0 ? '—' : (hazards / checks).toFixed(2)),
  },
]

const OUTCOMES: readonly Column<Result['items'][number]>[] = [
  {
    key: 'name',
    head: '企业',
    lead: true,
    cell: ({ objectId, name }) => <To to={`/enterprises/${objectId}`}>{name}</To>,
  },
  { key: 'grid', head: '网格', wide: true, cell: ({ gridName }) => gridName },
  {
    key: 'checks',
    head: '检查 次',
    align: 'right',
    cell: ({ checks }) => (checks === 0 ? <span className="ag-warn">还没有查</span> : count(checks)),
  },
  {
    key: 'hazards',
    head: '隐患 条',
    align: 'right',
    cell: ({ checks, hazards }) => (checks === 0 ? '—' : count(hazards)),
  },
]

const ARM: Column<Result['items'][number]> = {
  key: 'arm',
  head: '组',
  roomy: true,
  cell: ({ arm }) => (arm === 'rank' ? '按排序' : '随机对照'),
}

function DrawSheet({ one }: { one: Finding }) {
  return (
    <Sheet title="随机对照怎么抽">
      <div className="ag-insight-words">
        <p>名单和平台的随机数在发现当天就定下，指纹如下；下达的人再出一份随机数，谁也不能单独左右结果。</p>
        {one.leftOut.map(({ objectId, name, why }) => (
          <p key={objectId}>
            不排 <To to={`/enterprises/${objectId}`}>{name}</To>：{why}
          </p>
        ))}
        <p className="ag-insight-hash ag-meta">名单 {one.commitment}</p>
        <p className="ag-insight-hash ag-meta">平台随机数 {one.platformCommitment}</p>
        {one.result?.isOver ? (
          <p>
            <Button size="small" onClick={() => void saveDraw(one.id)}>
              下载抽取记录
            </Button>{' '}
            <To to="/draw-check">重新抽一遍核对</To>
          </p>
        ) : (
          <p className="ag-meta">到期或查完以后公开记录，谁都可以重新抽一遍。</p>
        )}
      </div>
    </Sheet>
  )
}

async function saveDraw(id: string): Promise<void> {
  const record = await read<DrawRecord>(`/insight-findings/${id}/draw`)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }))
  link.download = `研判对照组抽取记录-${id.slice(-6)}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
