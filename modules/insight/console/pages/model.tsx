import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { type Model, useForgetInsight, useModel } from '../api.ts'
import '../insight.css'

type Used = NonNullable<Model['inUse']>
type Found = Used['report']['judgement']['random']

/** The model by which enterprises are ranked: what it looks at, how it did on months it had not seen, and what it cannot say. */
export function InsightModelPage() {
  const read = useModel()
  const model = read.data
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/insight">研判</To>}
        meta={model?.inUse && <Meta used={model.inUse} />}
        acts={model?.mayTrain && <TrainButton />}
      >
        {model ? headline(model) : '排序模型'}
      </PageHead>
      {read.error && !model ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : model ? (
        <div className="ag-stack">
          {model.inUse && <UsedSheets used={model.inUse} />}
          <Sheet title="它说不了什么">
            <ul className="ag-insight-words">
              {model.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </Sheet>
          <Sheet title="各版" meta="每月 2 日训练一版；留存月份里不比在用的差才启用">
            <DataTable
              caption="各版"
              columns={VERSIONS}
              rows={model.versions}
              rowKey={({ trainedOn }) => trainedOn}
              empty={
                <EmptyState title="还没有训练过">学习和检验各要 60 次以上检查。现在按检查计划的推荐规则排。</EmptyState>
              }
            />
          </Sheet>
        </div>
      ) : (
        <Sheet>
          <Waiting />
        </Sheet>
      )}
    </div>
  )
}

function headline({ inUse, versions }: Model): string {
  if (!inUse) return versions.length > 0 ? '最近一版没有启用，企业按检查计划的推荐规则排' : '排序模型还没有训练'
  const { ratio, low, high } = inUse.report.judgement.lift
  return `按模型先查前五分之一，每次查出的隐患是随机的 ${ratio.toFixed(2)} 倍（95% 区间 ${low.toFixed(2)}–${high.toFixed(2)}）`
}

const Meta = ({ used: { trainedOn, report } }: { used: Used }) => (
  <>
    <span>{day(trainedOn)} 训练</span>
    <span>
      从 {report.learntFrom} 至 {report.learntTo} 的 {count(report.learntVisits)} 次检查学习
    </span>
    <span>
      用没学过的 {report.judgement.from} 至 {report.judgement.to} 的 {count(report.judgement.visits)} 次检查检验
    </span>
  </>
)

function TrainButton() {
  const act = useAct()
  const forget = useForgetInsight()
  const train = async () => {
    await send('POST', '/insight-model/train', { key: crypto.randomUUID() })
    await forget()
  }
  return (
    <span>
      <Button size="small" disabled={act.busy} onClick={() => void act.run(train, '训练过了')}>
        {act.busy ? '正在训练…' : '重新训练'}
      </Button>
      {act.problem && <span className="ag-warn"> {act.problem.detail}</span>}
    </span>
  )
}

function UsedSheets({ used }: { used: Used }) {
  const { random, top10, top20, rule10, rule20, planned, tenths } = used.report.judgement
  const rows = [
    { title: '模型前 10%', ...top10 },
    { title: '模型前 20%', ...top20 },
    { title: '推荐规则前 10%', ...rule10 },
    { title: '推荐规则前 20%', ...rule20 },
    { title: '列入年度计划的', ...planned },
    { title: '随机（全部检查）', ...random },
  ]
  const most = Math.max(...rows.map(({ perCheck }) => perCheck), 0.01)
  const largest = Math.max(...used.weights.map(({ weight }) => Math.abs(weight)), 0.01)
  return (
    <>
      <Sheet title="查得准不准" meta="留存月份里每次检查查出多少条，95% 区间由重抽样得出">
        <DataTable
          caption="每次检查查出多少条"
          columns={foundColumns(most)}
          rows={rows}
          rowKey={({ title }) => title}
          empty={<EmptyState title="没有留存月份">—</EmptyState>}
        />
      </Sheet>
      <Sheet title="预期和实际对不对得上" meta="按预期从高到低分十份；两列越接近越准">
        <DataTable
          caption="预期和实际，分十份"
          columns={TENTHS}
          rows={tenths.map((tenth, at) => ({ ...tenth, title: `第 ${at + 1} 份` }))}
          rowKey={({ title }) => title}
          empty={<EmptyState title="没有留存月份">—</EmptyState>}
        />
      </Sheet>
      <Sheet
        title="看什么，各占多少"
        meta={`每高出平均一个标准差，预期数乘以多少；计数比泊松分布散 ${used.dispersion.toFixed(1)} 倍，区间已放宽`}
      >
        <DataTable
          caption="权重"
          columns={weightColumns(largest)}
          rows={used.weights}
          rowKey={({ key }) => key}
          empty={<EmptyState title="没有权重">—</EmptyState>}
        />
      </Sheet>
    </>
  )
}

const Bar = ({ part }: { part: number }) => (
  <i className="ag-insight-bar" aria-hidden="true">
    <b style={{ width: `${Math.min(100, Math.max(0, part * 100))}%` }} />
  </i>
)

const foundColumns = (most: number): readonly Column<Found & { title: string }>[] => [
  { key: 'title', head: '查谁', lead: true, cell: ({ title }) => title },
  { key: 'checks', head: '检查 次', align: 'right', cell: ({ checks }) => count(checks) },
  { key: 'hazards', head: '查出 条', align: 'right', roomy: true, cell: ({ hazards }) => count(hazards) },
  {
    key: 'rate',
    head: '每次 条（95% 区间）',
    align: 'right',
    cell: ({ checks, perCheck, low, high }) =>
      checks === 0 ? '—' : `${perCheck.toFixed(2)}（${low.toFixed(2)}–${high.toFixed(2)}）`,
  },
  { key: 'bar', head: '', wide: true, width: '30%', cell: ({ perCheck }) => <Bar part={perCheck / most} /> },
]

const TENTHS: readonly Column<Used['report']['judgement']['tenths'][number] & { title: string }>[] = [
  { key: 'title', head: '份', lead: true, cell: ({ title }) => title },
  { key: 'checks', head: '检查 次', align: 'right', cell: ({ checks }) => count(checks) },
  { key: 'expected', head: '预期 每次 条', align: 'right', cell: ({ expected }) => expected.toFixed(2) },
  { key: 'found', head: '实际 每次 条', align: 'right', cell: ({ found }) => found.toFixed(2) },
]

const weightColumns = (largest: number): readonly Column<Used['weights'][number]>[] => [
  { key: 'title', head: '特征', lead: true, cell: ({ title }) => title },
  { key: 'times', head: '乘以', align: 'right', cell: ({ weight }) => `×${Math.exp(weight).toFixed(2)}` },
  {
    key: 'range',
    head: '95% 区间',
    align: 'right',
    roomy: true,
    cell: ({ low, high }) => `×${Math.exp(low).toFixed(2)}–×${Math.exp(high).toFixed(2)}`,
  },
  {
    key: 'says',
    head: '说得准吗',
    roomy: true,
    cell: ({ low, high }) => (low > 0 ? '越高越多' : high < 0 ? '越高越少' : '分不清'),
  },
  { key: 'bar', head: '', wide: true, width: '26%', cell: ({ weight }) => <Bar part={Math.abs(weight) / largest} /> },
]

const VERSIONS: readonly Column<Model['versions'][number]>[] = [
  {
    key: 'day',
    head: '训练日',
    lead: true,
    cell: ({ trainedOn, inUse }) => `${day(trainedOn)}${inUse ? ' · 在用' : ''}`,
  },
  { key: 'visits', head: '检验 次', align: 'right', cell: ({ visits }) => count(visits) },
  { key: 'outcome', head: '结论', roomy: true, cell: ({ outcome }) => outcome },
]
