import { Button, Input, Select } from 'antd'
import { useDeferredValue, useEffect, useState } from 'react'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { count, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { To, Waiting } from '#kernel/ui/parts.tsx'
import { beyondReasons, lineClasses } from '../../model/codes.ts'
import type { PlanLineInput } from '../../model/plan.ts'
import { grades } from '../../model/proposal.ts'
import { monthWords } from '../../model/words.ts'
import { monthsOf } from '../../model/workload.ts'
import { type PlanFacts, type PlanLine, type Proposal, usePlanFacts, usePlanLines, useProposals } from '../api.ts'

const PER_READ = 50

/** Lays down whom a plan inspects: proposals of the rule with their reasons to take, and what was taken with month and class. */
export function LineSheet({ id, value, caseId, onChange }: WidgetProps) {
  const facts = usePlanFacts(caseId)
  const before = usePlanLines(caseId)
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map())
  const lines = Array.isArray(value) ? (value as PlanLineInput[]) : null
  // A form begins with the list that stands.
  useEffect(() => {
    if (before.data && lines === null && before.data.items.length > 0) onChange(before.data.items.map(lineOf))
  }, [before.data, lines, onChange])
  if (!facts || before.isPending || !caseId) return <Waiting lines={5} />
  const called = new Map([...(before.data?.items ?? []).map((one) => [one.objectId, one.name] as const), ...names])
  const taken = lines ?? []
  const take = (found: readonly Proposal[]) => {
    setNames(new Map([...names, ...found.map(({ objectId, name }) => [objectId, name] as const)]))
    onChange(spread([...taken], found, facts))
  }
  return (
    <div id={id} tabIndex={-1} className="ag-plan-sheet">
      <Load facts={facts} lines={taken.length} />
      <Proposals caseId={caseId} facts={facts} taken={taken} onTake={take} />
      <Taken lines={taken} called={called} facts={facts} onChange={onChange} />
    </div>
  )
}

const lineOf = ({ objectId, month, class: kind, reason, beyond }: PlanLine): PlanLineInput => ({
  objectId,
  month,
  class: kind,
  reason,
  beyond: (beyond ?? null) as PlanLineInput['beyond'],
})

/** Adds proposals to the months that have least, from this month on. */
function spread(lines: PlanLineInput[], found: readonly Proposal[], facts: PlanFacts): PlanLineInput[] {
  const months = monthsOf(facts.fromMonth, facts.toMonth)
  const open = months.filter((month) => month >= today().slice(0, 7))
  const fill = new Map((open.length > 0 ? open : months).map((month) => [month, 0]))
  for (const { month } of lines) if (fill.has(month)) fill.set(month, (fill.get(month) ?? 0) + 1)
  for (const { objectId, class: kind, reasons } of found) {
    const [month = facts.fromMonth] = [...fill].toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1))[0] ?? []
    fill.set(month, (fill.get(month) ?? 0) + 1)
    lines.push({ objectId, month, class: kind, reason: reasons.join('；').slice(0, 300), beyond: null })
  }
  return lines
}

function Load({ facts: { workload, daysPerVisit, cap }, lines }: { facts: PlanFacts; lines: number }) {
  const over = lines > workload.visits
  return (
    <div className={over ? 'ag-plan-full' : 'ag-meta'}>
      已排 {count(lines)} 家次，能排 {count(workload.visits)} 家次（监督检查 {count(workload.supervision)} 人·日，一次 2
      人 × {daysPerVisit} 天）；每家一年最多 {cap} 次
    </div>
  )
}

interface ProposalsProps {
  caseId: string
  facts: PlanFacts
  taken: readonly PlanLineInput[]
  onTake(found: readonly Proposal[]): void
}

function Proposals({ caseId, facts, taken, onTake }: ProposalsProps) {
  const [text, setText] = useState('')
  const [limit, setLimit] = useState(PER_READ)
  const read = useProposals(caseId, useDeferredValue(text.trim()), Math.min(500, limit + taken.length))
  const open = (read.data?.items ?? []).filter(({ objectId }) => !taken.some((line) => line.objectId === objectId))
  const fit = open.filter(({ thisYear }) => thisYear < facts.cap)
  const room = Math.max(0, Math.min(20, facts.workload.visits - taken.length, fit.length))
  return (
    <>
      <div className="ag-row ag-wrap">
        <Input
          style={{ flex: '1 1 180px' }}
          allowClear
          aria-label="找企业"
          prefix={<Icon name="search" />}
          placeholder="按名称找；不填按规则推荐"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button disabled={room === 0} onClick={() => onTake(fit.slice(0, room))}>
          排入前 {room} 家
        </Button>
      </div>
      {read.data?.expectedBy && (
        <p className="ag-meta">
          先后按规则；预期数来自<To to={read.data.expectedBy.link}>{read.data.expectedBy.words}</To>
          ，只供参考，不单独作为检查理由。
        </p>
      )}
      <div className="ag-plan-rows">
        {read.isPending && <Waiting lines={4} />}
        {open.map((one) => (
          <div key={one.objectId}>
            <span>
              {one.name} <span className="ag-kind">{grades[one.grade]}</span>
              <span className="ag-kind">{lineClasses[one.class]}</span>
              <div className="ag-plan-why">
                {one.gridName} · {one.reasons.join('；')}
                {one.expected !== null && ` · 模型预期一次查出 ${one.expected.toFixed(1)} 条`}
              </div>
            </span>
            <Button size="small" onClick={() => onTake([one])}>
              排入
            </Button>
          </div>
        ))}
        {read.data && open.length === 0 && <div className="ag-meta">没有这样的企业，或都排进来了。</div>}
        {read.data && read.data.total > limit + taken.length && (
          <div>
            <button type="button" className="ag-link" onClick={() => setLimit(Math.min(500, limit + PER_READ))}>
              再看 {PER_READ} 家（共 {count(read.data.total)} 家）
            </button>
          </div>
        )}
      </div>
    </>
  )
}

interface TakenProps {
  lines: readonly PlanLineInput[]
  called: ReadonlyMap<string, string>
  facts: PlanFacts
  onChange(lines: PlanLineInput[]): void
}

function Taken({ lines, called, facts, onChange }: TakenProps) {
  const months = monthsOf(facts.fromMonth, facts.toMonth).map((value) => ({ value, label: monthWords(value) }))
  const set = (at: number, change: Partial<PlanLineInput>) =>
    onChange(lines.map((line, place) => (place === at ? { ...line, ...change } : line)))
  if (lines.length === 0) return <p className="ag-meta">还没有排企业。</p>
  return (
    <div className="ag-plan-rows">
      {lines.map((line, at) => (
        <div key={`${line.objectId} ${line.month}`}>
          <span>
            {called.get(line.objectId) ?? '企业'} <span className="ag-kind">{lineClasses[line.class]}</span>
            <div className="ag-plan-why">{line.reason}</div>
          </span>
          <span className="ag-row ag-wrap ag-plan-set">
            <Select
              size="small"
              aria-label="哪个月"
              style={{ width: 138 }}
              value={line.month}
              options={months}
              onChange={(month) => set(at, { month })}
            />
            <Select
              size="small"
              aria-label="突破上限的理由"
              style={{ width: 128 }}
              allowClear
              placeholder="不突破上限"
              value={line.beyond ?? undefined}
              options={Object.entries(beyondReasons).map(([value, label]) => ({ value, label }))}
              onChange={(beyond) => set(at, { beyond: beyond ?? null })}
            />
            <button
              type="button"
              className="ag-link"
              onClick={() => onChange(lines.filter((_, place) => place !== at))}
            >
              去掉
            </button>
          </span>
        </div>
      ))}
    </div>
  )
}
