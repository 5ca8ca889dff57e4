import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { count, today } from '#kernel/ui/format.ts'
import { lineClasses, planKinds } from '../model/codes.ts'
import { type PlanLineInput, planCase } from '../model/plan.ts'
import { monthWords } from '../model/words.ts'
import { factsOf } from './api.ts'
import { DaysInput } from './parts/days-input.tsx'
import { LineSheet } from './parts/line-sheet.tsx'
import { MonthChoice } from './parts/month-choice.tsx'

const years = (): string[] => {
  const year = Number(today().slice(0, 4))
  return [year + 1, year, year - 1].map(String)
}

/** Plans of inspections as their pages show them. */
export const planFace: CaseFace = {
  type: planCase as unknown as CaseType,
  unit: '个',
  statuses: { drafting: 'open', reviewing: 'waiting', approved: 'going', ended: 'done', withdrawn: 'off' },
  columns: [
    { key: 'kind', head: '种类', width: 90, roomy: true, cell: (row) => planKinds[factsOf(row)?.kind ?? 'annual'] },
    {
      key: 'lines',
      head: '已排 家次',
      width: 92,
      align: 'right',
      roomy: true,
      cell: (row) => count(factsOf(row)?.lines),
    },
    {
      key: 'visits',
      head: '能排 家次',
      width: 92,
      align: 'right',
      wide: true,
      cell: (row) => count(factsOf(row)?.workload.visits),
    },
  ],
  filters: [
    { key: 'kind', label: '种类', options: Object.entries(planKinds).map(([value, label]) => ({ value, label })) },
    { key: 'year', label: '年份', options: years().map((value) => ({ value, label: `${value} 年` })) },
  ],
  views: [
    { name: '没有结束', search: { open: 'true' } },
    { name: '待批准', search: { state: 'reviewing' } },
    { name: '执行中', search: { state: 'approved' } },
    { name: '全部', search: { open: 'false' } },
  ],
  emptyWords: '编好的年度、月度和临时计划在这里看到。',
  facts: factLines,
  placeOnly: true,
  // First the list, then the approval; while it runs nothing has to be done.
  next: (line) => {
    if (line.state === 'approved') return null
    return line.state === 'drafting' ? ((factsOf(line)?.lines ?? 0) > 0 ? 'submit' : 'arrange') : undefined
  },
  proposes: (one, act) => {
    const facts = factsOf(one)
    if (act !== 'revise' || !facts) return null
    const { name, officers, otherDays, daysPerVisit, cap, basis } = facts
    return { values: { name, officers, otherDays, daysPerVisit, cap, basis }, why: '现在的内容' }
  },
  hints: {
    officers: '持证、能上门检查的人数',
    otherDays: '全体执法人员用于办案、培训、会议等的天数合计',
    cap: '对社会公布的上限；投诉、线索、专项等需要的可以突破，要写理由',
    basis: '依据哪个文件，重点查哪些行业、哪些企业',
    lines: '推荐的企业都写明理由；排多了会提示工作量和次数上限',
  },
  rules: {
    drafting: '先排企业，再报批。工作量和每家每年次数超了不能排。',
    reviewing: '由本级领导或上级批准，编计划的人不能自己批。',
    approved: '要增减企业点「调整计划」，写明理由，作为新的一版再报批。',
  },
  widgets: { 'inspection-month': MonthChoice, 'inspection-days': DaysInput, 'inspection-lines': LineSheet },
  words: (widget, value) => {
    if (widget === 'inspection-month') return monthWords(String(value))
    if (widget === 'inspection-days') return `${String(value)} 天`
    if (widget !== 'inspection-lines' || !Array.isArray(value)) return undefined
    const key = (value as PlanLineInput[]).filter((line) => line.class === 'key').length
    return `${value.length} 家次，其中${lineClasses.key} ${key} 家次`
  },
}

/** The plan as it was drafted, what the office has and how much of it is used. */
function factLines(one: CaseOne): FactLine[] {
  const facts = factsOf(one)
  if (!facts) return []
  const { workload } = facts
  const months = facts.fromMonth === facts.toMonth ? [facts.fromMonth] : [facts.fromMonth, facts.toMonth]
  return [
    { label: '种类', value: planKinds[facts.kind] },
    { label: '月份', value: months.map(monthWords).join(' 至 ') },
    {
      label: '工作量',
      value: `${facts.officers} 人 × ${workload.workdays} 个工作日 = ${count(workload.available)} 人·日，扣除 ${count(facts.otherDays)}，监督检查 ${count(workload.supervision)} 人·日（口径未经核实）`,
    },
    {
      label: '能检查',
      value: `${count(workload.visits)} 家次（一次 2 人 × ${facts.daysPerVisit} 天）`,
    },
    { label: '已排', value: `${count(facts.lines)} 家次，其中重点检查 ${count(facts.keyLines)} 家次` },
    { label: '次数上限', value: `每家一年最多 ${facts.cap} 次` },
    { label: '名单版本', value: facts.version > 0 ? `第 ${facts.version} 版` : '还没有排' },
    { label: '批准', value: facts.approvedOn ?? '没有批准' },
    { label: '编制说明', value: facts.basis },
  ]
}
