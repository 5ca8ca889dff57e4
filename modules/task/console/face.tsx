import { InputNumber } from 'antd'
import type { CaseLine, CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine, WidgetProps } from '#kernel/cases/console/face.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { To } from '#kernel/ui/parts.tsx'
import { feedbackRhythms, taskKinds } from '../model/codes.ts'
import { feedbackStates } from '../model/feedback.ts'
import { taskCase } from '../model/states.ts'
import { factsOf } from './facts.ts'
import { CopyLink } from './parts/copy-link.tsx'
import { FeedbackMark, feedbackLine } from './parts/feedback.tsx'
import { GridList } from './parts/grid-list.tsx'
import { Bar, Progress } from './parts/progress.tsx'
import { RuleChoice, ruleWords } from './parts/rule-choice.tsx'
import { SaveTemplate } from './parts/save-template.tsx'
import { TargetList } from './parts/target-list.tsx'
import { TargetNames } from './parts/target-names.tsx'
import { TemplateChoice } from './parts/template-choice.tsx'
import { TemplateItems } from './parts/template-items.tsx'

/** Tasks as their pages show them. */
export const taskFace: CaseFace = {
  type: taskCase as unknown as CaseType,
  unit: '项',
  statuses: {
    draft: 'open',
    leading: 'going',
    running: 'going',
    submitted: 'waiting',
    closed: 'done',
    exempted: 'off',
    cancelled: 'off',
  },
  columns: [
    { key: 'kind', head: '种类', width: 96, wide: true, cell: (row) => factsOf(row)?.kindName ?? '—' },
    {
      key: 'progress',
      head: '已办',
      width: 150,
      roomy: true,
      cell: (row) => {
        const progress = factsOf(row)?.progress
        return progress && progress.targets > 0 ? <Bar done={progress.done} of={progress.targets} /> : '—'
      },
    },
    { key: 'copy', head: '再发', width: 56, wide: true, cell: ({ id }) => <CopyLink id={id}>复制</CopyLink> },
  ],
  filters: [
    { key: 'kind', label: '种类', options: Object.entries(taskKinds).map(([value, label]) => ({ value, label })) },
    {
      key: 'root',
      label: '层级',
      options: [
        { value: 'true', label: '发起的任务' },
        { value: 'false', label: '下达的任务' },
      ],
    },
    {
      key: 'feedback',
      label: '反馈',
      options: [
        { value: 'due', label: feedbackStates.due },
        { value: 'late', label: feedbackStates.late },
      ],
    },
  ],
  views: [
    { name: '没有办结', search: { open: 'true' } },
    { name: '逾期', search: { late: 'true' } },
    { name: '待验收', search: { state: 'submitted' } },
    { name: feedbackStates.due, search: { feedback: 'due' } },
    { name: feedbackStates.late, search: { feedback: 'late' } },
    { name: '全部', search: { open: 'false' } },
  ],
  marks: (row) => (isPressing(row) ? <FeedbackMark next={factsOf(row)?.next} /> : null),
  brief: (row) => {
    const progress = factsOf(row)?.progress
    return progress && progress.targets > 0 ? `已办 ${progress.done} / ${progress.targets}` : null
  },
  emptyWords: '发起的任务和上级下达的任务在这里看到。',
  facts: taskFactLines,
  placeOnly: true,
  next: nextOf,
  awaits: awaitedBy,
  hides: (act, values) => (act === 'accept' && values.passed !== false ? ['dueOn'] : []),
  hints: {
    goal: '要达到什么，比如「入冬前全部检查一遍」',
    requirements: '怎么做，做到什么程度',
    standard: '怎么算做好了，怎么计分',
    template: '按哪张表查，看得到逐项内容；可以不选',
  },
  rules: {
    draft: '选下级网格和期限再发布；发布后按对象范围定下名单。',
    leading: '下级都办结或免办、对象都有结果，才能办结。',
    running: '没有下级的逐家登记；有下级的等下级办完。都办完才能报上级验收。',
    submitted: '抽查几家，和登记的对得上再通过；退回要写原因和新期限。',
  },
  widgets: {
    grids: GridList,
    targets: TargetList,
    'target-rule': RuleChoice,
    'check-template': TemplateChoice,
    count: Count,
  },
  words: (widget, value) => {
    if (widget === 'grids' || widget === 'targets') return Array.isArray(value) ? `${value.length} 个` : undefined
    return widget === 'target-rule' ? ruleWords(value) : undefined
  },
}

/** Whether the feedback of a part is wanted now or was missed. */
const isPressing = (line: CaseLine) => ['due', 'late'].includes(factsOf(line)?.next?.state ?? '')

/** First the objects, then the report upwards; who leads waits until everything below has ended. */
function nextOf(line: CaseLine): string | null | undefined {
  const progress = factsOf(line)?.progress
  if (!progress) return undefined
  const left = progress.targets - progress.done
  if (line.state === 'leading') return left > 0 || progress.childrenEnded < progress.children ? null : 'close'
  if (line.state !== 'running') return undefined
  if (left === 0) return progress.childrenEnded < progress.children ? null : undefined
  return progress.children > 0 ? 'feedback' : 'report'
}

/** What must be done before a part is reported or the whole is closed: the same the server asks. */
function awaitedBy(one: CaseOne, act: string): string | null {
  const progress = factsOf(one)?.progress
  if (!progress || (act !== 'submit' && act !== 'close')) return null
  const objects = progress.targets - progress.done
  const parts = progress.children - progress.childrenEnded
  const left = [objects > 0 && `${objects} 个对象没有登记`, parts > 0 && `下级 ${parts} 项没有办结`].filter(Boolean)
  return left.length === 0 ? null : `还有 ${left.join('、')}，办完才能${act === 'submit' ? '报上级验收' : '办结'}。`
}

function Count({ id, value, faulty, onChange }: WidgetProps) {
  return (
    <InputNumber
      id={id}
      min={0}
      status={faulty ? 'error' : undefined}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  )
}

function taskFactLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  if (!facts) return []
  const { progress } = facts
  const lines: [string, FactLine['value'] | null][] = [
    [
      '种类',
      <span key="kind" className="ag-row ag-wrap">
        {facts.kindName}，{facts.feedback === 'none' ? '不要求反馈' : `${feedbackRhythms[facts.feedback]}反馈`}
        <CopyLink id={one.id}>照这项再发一次</CopyLink>
        <SaveTemplate id={one.id} title={one.title} />
      </span>,
    ],
    [
      '上级任务',
      facts.parentId ? (
        <To key="parent" to={`/tasks/${facts.parentId}`}>
          看上级任务
        </To>
      ) : null,
    ],
    ['反馈', facts.next && feedbackLine(facts.next)],
    ['目标', facts.goal],
    ['要求', facts.requirements],
    ['保障', facts.measures || null],
    ['考核', facts.standard || null],
    [
      '检查模板',
      facts.template && (
        <TemplateItems key="template" code={facts.template} name={facts.templateName ?? facts.template} />
      ),
    ],
    ['内容版本', facts.version > 1 ? `第 ${facts.version} 版` : null],
    ['进展', progress.targets > 0 ? <Bar key="bar" done={progress.done} of={progress.targets} /> : '发布时定对象'],
    ['发现问题', progress.targets > 0 ? `${progress.problems} 家` : null],
    ['对象', progress.targets > 0 ? <TargetNames key="targets" id={one.id} /> : null],
    ['对象范围', ruleWords(facts.rule)],
    ['各网格', <Progress key="grids" id={one.id} />],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
