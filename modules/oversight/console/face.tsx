import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { day } from '#kernel/ui/format.ts'
import type { PointResult } from '../model/check-sheet.ts'
import { templates } from '../model/codes.ts'
import { oversightCase } from '../model/states.ts'
import { factsOf } from './facts.ts'
import { FindingList } from './parts/finding-list.tsx'
import { PointList } from './parts/point-list.tsx'
import { PointSheet } from './parts/point-sheet.tsx'
import { FailedChoice, ReplySheet } from './parts/reply-sheet.tsx'

/** Oversight of lower governments as its pages show it. */
export const oversightFace: CaseFace = {
  type: oversightCase as unknown as CaseType,
  unit: '次',
  statuses: { planned: 'open', findings: 'going', replied: 'waiting', closed: 'done', withdrawn: 'off' },
  columns: [
    {
      key: 'template',
      head: '检查表',
      width: 150,
      wide: true,
      cell: (row) => templates[factsOf(row)?.template ?? 'whole'],
    },
    {
      key: 'findings',
      head: '问题 条',
      width: 76,
      align: 'right',
      roomy: true,
      cell: (row) => {
        const facts = factsOf(row)
        return facts?.visitedOn ? facts.findings.length : '—'
      },
    },
  ],
  filters: [
    {
      key: 'template',
      label: '检查表',
      options: Object.entries(templates).map(([value, label]) => ({ value, label })),
    },
    {
      key: 'found',
      label: '结果',
      options: [
        { value: 'true', label: '查出问题' },
        { value: 'false', label: '没有问题' },
      ],
    },
  ],
  views: [
    { name: '没有办结', search: { open: 'true' } },
    { name: '待整改', search: { state: 'findings' } },
    { name: '待复核', search: { state: 'replied' } },
    { name: '逾期', search: { late: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  facts: factLines,
  placeOnly: true,
  hides: (act, values) => {
    if (act === 'record') return values.clean === false ? [] : ['dueOn']
    return act === 'review' && values.passed !== false ? ['failed', 'dueOn'] : []
  },
  photos: {
    title: '整改前后',
    before: { name: '检查时', acts: ['record'] },
    after: { name: '整改后', acts: ['reply'] },
  },
  hints: {
    subject: '写单位全称，选了网格会先填上',
    scope: '查什么、看哪些资料、抽查哪里',
    inspectors: '带队的写在最前面',
    points: '逐项看过再选；不符合的写清楚发现了什么，就是一条问题',
    replies: '每条都要写：做了什么，结果怎样',
    failed: '没有选的就算整改好了',
  },
  rules: {
    planned: '到现场看过以后逐项登记。没有问题也要写明，有问题的定整改期限。',
    findings: '逐条整改，逐条写明，附上证明材料再报。期限不够的请上级延期。',
    replied: '核实过再写，办整改的人不能自己复核；没有整改好的选出来退回。',
  },
  widgets: { 'oversight-points': PointSheet, 'oversight-replies': ReplySheet, 'oversight-failed': FailedChoice },
  words: (widget, value) => {
    if (!Array.isArray(value)) return undefined
    if (widget === 'oversight-points') return pointWords(value)
    if (widget === 'oversight-replies')
      return (value as { no: number; text: string }[]).map(({ no, text }) => `${no}. ${text}`).join('　')
    return widget === 'oversight-failed' ? `第 ${value.join('、')} 条` : undefined
  },
}

function pointWords(points: readonly PointResult[]): string {
  const found = points.filter(({ result }) => result === 'not_ok').length
  return `登记 ${points.length} 条，不符合 ${found} 条`
}

/** The inspection as it was notified, what it found and what became of it. */
function factLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  if (!facts) return []
  const { visitedOn, points, findings } = facts
  const lines: [string, FactLine['value'] | null][] = [
    ['被检查单位', facts.subject],
    ['检查表', templates[facts.template]],
    ['检查内容', facts.scope],
    ['检查人员', facts.inspectors],
    ['检查日期', visitedOn ? `${day(visitedOn)}（通知 ${day(facts.plannedOn)}）` : `通知 ${day(facts.plannedOn)}`],
    ['逐项', visitedOn ? <PointList key="points" points={points} /> : null],
    [
      '问题',
      visitedOn ? findings.length > 0 ? <FindingList key="findings" findings={findings} /> : '没有发现问题' : null,
    ],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}
