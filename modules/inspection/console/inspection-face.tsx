import type { CaseOne } from '#kernel/cases/console/api.ts'
import type { CaseFace, FactLine } from '#kernel/cases/console/face.ts'
import { GradesMark, RecordsOf } from '#kernel/sync/console/parts/grade-mark.tsx'
import { count, day, today } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { beyondReasons, inspectionMethods, inspectionReasons } from '../model/codes.ts'
import { inspectionType } from '../model/inspection.ts'
import { inspectionOutcomes } from '../model/schema.ts'
import { inspectionWords, monthWords } from '../model/words.ts'
import { inspectionFacts } from './on-site-api.ts'
import { ResultSheet } from './parts/result-sheet.tsx'
import { MonthShown, PlanShown, TemplateChoice, TemplateName } from './parts/scheme-choices.tsx'
import { MemberChoice, TeamChoice } from './parts/team-choice.tsx'
import { TermSheet } from './parts/term-sheet.tsx'

const years = (): string[] => {
  const year = Number(today().slice(0, 4))
  return [year, year - 1, year - 2].map(String)
}

const optionsOf = (table: Readonly<Record<string, string>>) =>
  Object.entries(table).map(([value, label]) => ({ value, label }))

/** Inspections on site as their pages show them. */
export const inspectionFace: CaseFace = {
  type: inspectionType,
  unit: '次',
  statuses: {
    planned: 'open',
    assigned: 'open',
    on_site: 'going',
    recorded: 'going',
    deciding: 'waiting',
    no_issue: 'done',
    rectifying: 'going',
    reinspect_due: 'waiting',
    partly: 'back',
    failed: 'back',
    passed: 'done',
    closed: 'done',
    filed: 'late',
    referred: 'off',
    cancelled: 'off',
  },
  columns: [
    {
      key: 'team',
      head: '检查人员',
      width: 150,
      wide: true,
      cell: (row) => {
        const names = inspectionFacts(row)?.team.map(({ name }) => name) ?? []
        return <span className="ag-site-team">{names.join('、') || '—'}</span>
      },
    },
    {
      key: 'on',
      head: '检查日期',
      width: 92,
      roomy: true,
      cell: (row) => {
        const facts = inspectionFacts(row)
        return day(facts?.visitedOn ?? facts?.plannedOn)
      },
    },
    {
      key: 'findings',
      head: '问题 个',
      width: 76,
      align: 'right',
      roomy: true,
      cell: (row) => {
        const facts = inspectionFacts(row)
        return facts?.clean === null ? '—' : count(facts?.findings)
      },
    },
    {
      key: 'grades',
      head: '现场实录',
      width: 92,
      wide: true,
      cell: (row) => <GradesMark grades={inspectionFacts(row)?.grades} />,
    },
  ],
  filters: [
    { key: 'result', label: '结果', options: optionsOf(inspectionOutcomes) },
    { key: 'reason', label: '事由', options: optionsOf(inspectionReasons) },
    { key: 'method', label: '方式', options: optionsOf(inspectionMethods) },
    { key: 'year', label: '年份', options: years().map((value) => ({ value, label: `${value} 年` })) },
  ],
  beside: {
    keys: ['office', 'planId', 'planMonth', 'month', 'visitedFrom', 'visitedTo'],
    words: (search) =>
      [
        search.office && `由 ${search.office} 一级检查`,
        search.planId && '按一个计划',
        search.planMonth && `计划排在${monthWords(search.planMonth)}`,
        search.month && monthWords(search.month),
        search.visitedFrom && `${search.visitedFrom} 以来检查`,
        search.visitedTo && `${search.visitedTo} 以前检查`,
      ].filter((one): one is string => Boolean(one)),
  },
  views: [
    { name: '没有结案', search: { open: 'true' } },
    { name: '待检查', search: { state: 'assigned' } },
    { name: '待复查', search: { state: 'reinspect_due' } },
    { name: '逾期', search: { late: 'true' } },
    { name: '全部', search: { open: 'false' } },
  ],
  emptyWords: '拟定的检查、现场记录、责令整改和复查都在这里看到。',
  facts: factLines,
  objectPage: (id) => `/enterprises/${id}`,
  photos: {
    title: '检查和复查',
    before: { name: '检查时', acts: ['record'] },
    after: { name: '复查时', acts: ['reinspect'] },
  },
  next: (line) => NEXT[line.state],
  proposes: (one, act) => {
    const facts = inspectionFacts(one)
    if (!facts || facts.team.length === 0) return null
    if (act === 'dispatch')
      return { values: { team: facts.team, dueOn: facts.plannedOn }, why: '现在派的人和日期，改好再交。' }
    return act === 'reinspect' ? { values: { team: facts.team }, why: '先填上去检查的人，换人请改。' } : null
  },
  hides: (act, values) => {
    if (act === 'plan') return values.reason === 'plan' ? ['why', 'beyond'] : ['planId', 'month']
    if (act === 'decide-recusal') return values.agrees === true ? [] : ['replacement']
    return []
  },
  hints: {
    content: '查哪些场所、哪些设备、哪些台账',
    method: '四不两直：不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场',
    team: '至少两名，证件在检查那天有效',
    experts: '专家只提供技术意见，不当执法人员',
    dueOn: '到这一天还没有到场会提醒',
    terms: '不填的跟总的期限走',
    results: '逐项看过再写；企业没有报完成的不能写已整改',
    receiver: '写姓名和职务',
    laterFrom: '在纸上记、现在才登记的填，如 2026-11-18 09:30；在场登记的三项都不填',
  },
  rules: {
    planned: '派两名以上有证的执法人员，定检查日期。',
    assigned: '和企业有利害关系的先申请回避；到了现场在「现场页」打卡。',
    on_site: '在「现场页」逐项记录。询问、取证也可以在这里登记。',
    recorded: '请检查人员和现场负责人在「现场页」签字；拒签写明事由和见证人。',
    deciding: '责令限期整改；每个问题会成为企业名下的一条隐患。',
    no_issue: '未发现问题的，核对记录文书以后结案。',
    rectifying: '企业都报了整改完成就转到待复查；期限到了没有报的也可以去复查。',
    reinspect_due: '逐项复查，改好的隐患同时销号；每项都已单独复查销号的可以直接结案。',
    partly: '没有改好的责令继续整改，或提请立案。',
    failed: '没有改好的，一般应当提请立案；情况轻微的责令继续整改。',
    passed: '都改好了，核对复查意见书以后结案。',
  },
  widgets: {
    'inspection-team': TeamChoice,
    'inspection-member': MemberChoice,
    'inspection-template': TemplateChoice,
    'inspection-plan': PlanShown,
    'inspection-month': MonthShown,
    'inspection-results': ResultSheet,
    'inspection-terms': TermSheet,
  },
  words: inspectionWords,
}

/** What moves the case on where the order of the declaration does not tell it. */
const NEXT: Readonly<Record<string, string | null>> = {
  planned: 'dispatch',
  assigned: 'arrive',
  on_site: 'record',
  recorded: 'sign',
  deciding: 'order',
  rectifying: null,
  no_issue: 'close',
  reinspect_due: 'reinspect',
  partly: 'retry',
  failed: 'file',
  passed: 'close',
}

/** The scheme, who went, what was seen and what became of it. */
function factLines(one: CaseOne): FactLine[] {
  const facts = inspectionFacts(one)
  if (!facts) return []
  const { met, notMet, notChecked } = facts
  const lines: [string, FactLine['value'] | null][] = [
    [
      '事由',
      [inspectionReasons[facts.reason], facts.beyond && `突破上限：${beyondOf(facts.beyond)}`]
        .filter(Boolean)
        .join('，'),
    ],
    [
      '计划',
      facts.planId ? (
        <To key="plan" to={`/inspection-plans/${facts.planId}`} search={{ view: 'lines' }}>
          {monthWords(facts.month ?? '')}
        </To>
      ) : null,
    ],
    ['方式', inspectionMethods[facts.method]],
    ['检查内容', facts.content],
    [
      '检查表',
      facts.templateCode
        ? (one.people[facts.templateCode] ?? <TemplateName key="list" code={facts.templateCode} />)
        : null,
    ],
    ['检查人员', facts.team.map(({ name, certNo }) => `${name}（${certNo}）`).join('、') || '还没有派'],
    ['检查日期', facts.visitedOn ? day(facts.visitedOn) : facts.plannedOn ? `计划 ${day(facts.plannedOn)}` : null],
    ['检查场所', facts.site],
    ['现场负责人', facts.contact],
    ['逐项', facts.clean === null ? null : `符合 ${met} 项，不符合 ${notMet} 项，没有查 ${notChecked} 项`],
    ['结论', facts.clean === null ? null : facts.clean ? '未发现问题' : `查出 ${facts.findings} 个问题`],
    ['签字', facts.signedOn ? (facts.refused ? '企业拒绝签字，有见证人' : '双方已签') : null],
    ['整改期限', facts.dueOn ? day(facts.dueOn) : null],
    ['复查', facts.reinspectedOn ? day(facts.reinspectedOn) : null],
    ['现场实录', facts.grades ? <RecordsOf key="grades" id={one.id} grades={facts.grades} /> : null],
  ]
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

const beyondOf = (reason: string) => beyondReasons[reason as keyof typeof beyondReasons] ?? reason
