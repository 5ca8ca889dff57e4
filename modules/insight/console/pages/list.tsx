import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { send } from '#kernel/ui/api.ts'
import { count, day, time } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { findingStates } from '../../model/schema.ts'
import { type Findings, type Line, useFindings, useForgetInsight } from '../api.ts'
import { EntrustedWords } from '../parts/entrusted-words.tsx'
import '../insight.css'

const PARTS = [
  { state: 'open', title: '待处理', none: '没有待处理的研判。每天早上重新看一遍最近三个整月。' },
  { state: 'accepted', title: '已采纳', none: '还没有采纳过。采纳以后在这里看查到了什么。' },
  { state: 'ignored', title: '不采纳', none: '没有不采纳的。' },
  { state: 'closed', title: '已不成立', none: '没有自行结束的。' },
] as const

export const stateMarks: Readonly<Record<Line['state'], StatusKind>> = {
  open: 'open',
  accepted: 'going',
  ignored: 'off',
  closed: 'done',
}

/** What the figures say is worse somewhere: what waits to be decided first, then what was decided and what came of it. */
export function InsightPage() {
  const { search } = useAddress()
  const read = useFindings(search)
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            <span>按每次检查查出多少条比较，不拿检查得多当问题多；控制误报以后仍成立的才列出</span>
            <To to="/insight/forecast">预测和预警</To>
            <To to="/insight/model">排序模型</To>
          </>
        }
        acts={read.data?.maySearch && <SearchButton />}
      >
        {read.data ? headline(read.data) : '研判'}
      </PageHead>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : read.data ? (
        <div className="ag-stack">
          {PARTS.map(({ state, title, none }) => (
            <Part key={state} title={title} none={none} lines={read.data.items.filter((one) => one.state === state)} />
          ))}
        </div>
      ) : (
        <Sheet>
          <Waiting />
        </Sheet>
      )}
    </div>
  )
}

function headline({ items }: Findings): string {
  const open = items.filter(({ state }) => state === 'open')
  const going = items.filter(({ state }) => state === 'accepted').length
  const rest = going > 0 ? `，另有 ${going} 条已采纳` : ''
  return open.length === 0 ? `没有待处理的研判${rest}` : `${open.length} 条研判待处理${rest}`
}

function SearchButton() {
  const act = useAct()
  const forget = useForgetInsight()
  const search = async () => {
    await send('POST', '/insight-findings/search', { key: crypto.randomUUID() })
    await forget()
  }
  return (
    <span>
      <Button size="small" disabled={act.busy} onClick={() => void act.run(search, '重新看过了')}>
        {act.busy ? '正在研判…' : '重新研判'}
      </Button>
      {act.problem && <span className="ag-warn"> {act.problem.detail}</span>}
    </span>
  )
}

function Part({ title, none, lines }: { title: string; none: string; lines: readonly Line[] }) {
  return (
    <Sheet title={title} meta={`${count(lines.length)} 条`}>
      {lines.length === 0 ? (
        <p className="ag-insight-none">{none}</p>
      ) : (
        <div className="ag-insight-list">
          {lines.map((line) => (
            <article key={line.id}>
              <h3>
                <To to={`/insight/${line.id}`}>{line.sentence}</To>
              </h3>
              <Told line={line} />
            </article>
          ))}
        </div>
      )}
    </Sheet>
  )
}

function Told({ line }: { line: Line }) {
  return (
    <>
      <p className="ag-meta">
        <StatusMark kind={stateMarks[line.state]}>{findingStates[line.state]}</StatusMark> · {line.gridName} · 数据截至{' '}
        {day(line.asOf)}
        {line.decidedBy && ` · ${line.decidedBy} ${time(line.decidedAt)}`}
        {line.dueOn && ` · ${day(line.acceptedOn)} 至 ${day(line.dueOn)}`}
        {line.closedOn && ` · ${day(line.closedOn)} 不再成立`}
      </p>
      {line.entrusted && (
        <p>
          <EntrustedWords one={line} />
        </p>
      )}
      {line.outcome && <p>{line.outcome}</p>}
      {line.ignoredWhy && <p>理由：{line.ignoredWhy}</p>}
    </>
  )
}
