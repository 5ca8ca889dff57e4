import { z } from 'zod'
import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { choice, dayInput, idInput, line, words } from '#kernel/cases/model/inputs.ts'
import { MERGED, mergeAct, partAct } from '#kernel/cases/model/merging.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { criterionOf } from '#standards/hazard/criteria.ts'
import { hazardRanks, listingLevels, officeSources, selfSources } from './codes.ts'
import { followUps } from './listing.ts'

/** What a level above ordered or listed is not ordered anew, reinspected, merged or handed over by one below it. */
const ABOVE = ['order', 'list'] as const
/** Where two hazards may still turn out to be one. */
const OPEN_TO_MERGE = ['found', 'rectifying'] as const
const OFFICERS = ['city_officer', 'county_officer', 'town_officer'] as const
const GRID_STAFF = ['grid_chief', 'grid_officer'] as const
const ENTERPRISE = ['enterprise_contact'] as const

const dueOn = dayInput('整改期限')

const category = z.enum(hazardCategories.map(({ code }) => code) as [string, ...string[]], '请选隐患类别').meta({
  title: '隐患类别',
  widget: 'choice',
  options: Object.fromEntries(hazardCategories.map(({ code, name }) => [code, `${code} ${name}`])),
})

/** The measure against a risk that did not do its work, when somebody knows it. */
const controlId = idInput('管控措施编号不正确').nullish().meta({ title: '失效的管控措施', widget: 'risk-control' })

/** What is known of a hazard when it is found. */
const Found = {
  what: words('隐患情况', '写清楚看到了什么，至少两个字', 500),
  where: line('具体位置', '写清楚在哪里，至少两个字'),
  itemCode: z.string().max(40).nullish().meta({ title: '检查项', widget: 'check-item' }),
  controlId,
}

const Graded = {
  rank: choice('隐患等级', hazardRanks, '请选隐患等级'),
  category,
  criterion: z.string().max(10).nullish().meta({ title: '重大隐患判定标准', widget: 'criterion' }),
  dueOn,
  controlId,
}

/** The five fixes (五落实): duty, measures, money, time, contingency plan (hazards.md §3; 安全生产法第41条). */
const FiveFixes = {
  responsible: line('整改责任人', '写清楚谁负责整改', 50),
  measures: words('整改措施', '写清楚怎么改', 1000),
  money: z.number('请填数字').min(0, '不能小于 0').max(1e10).meta({ title: '整改资金（元）', widget: 'money' }),
  contingency: words('应急预案和防范措施', '写清楚整改期间怎么防', 1000),
}

/** Whether a hazard is on the list of those supervised by name. */
const isListed = (before: readonly DoneAct[]): boolean =>
  before.findLast(({ act }) => act === 'list' || act === 'delist')?.act === 'list'

/** A hazard that was ever major, ordered or supervised by name is looked at by the office, whatever it was graded later. */
function goesToOffice(before: readonly DoneAct[]): boolean {
  return before.some(
    ({ act, input }) => act === 'order' || act === 'list' || (act === 'arrange' && input.rank === 'major'),
  )
}

/**
 * The life of a hazard (隐患): found, graded with its five fixes or ordered, rectified, accepted inside the enterprise or
 * reinspected by the office, closed. 安全生产法第41条、第46条、第70条; hazards.md §2.
 */
export const hazardCase = defineCase({
  name: 'hazard',
  path: 'hazards',
  title: '隐患',
  prefix: 'YH',
  readers: ['city_admin', 'leader', ...OFFICERS, ...GRID_STAFF, ...ENTERPRISE],
  check: actFaults,
  states: {
    found: {
      title: '待定级',
      clock: { title: '定级期限', term: { amount: 1, unit: 'D' }, source: '隐患定级一日内完成', unverified: true },
    },
    rectifying: { title: '整改中', clock: { title: '整改期限', term: 'dueOn', source: '安全生产法第四十一条' } },
    submitted: {
      title: '待验收',
      clock: { title: '验收期限', term: { amount: 5, unit: 'WD' }, source: '验收五个工作日内完成', unverified: true },
    },
    reinspection: {
      title: '待复查',
      clock: { title: '复查期限', term: { amount: 10, unit: 'D' }, source: '复查十日内完成', unverified: true },
    },
    closed: { title: '已销号', ends: true },
    enforced: { title: '转执法', ends: true },
    withdrawn: { title: '已撤回', ends: true },
    merged: MERGED,
  },
  acts: {
    report: {
      title: '上报隐患',
      from: 'nothing',
      to: 'found',
      who: ['object'],
      roles: ENTERPRISE,
      input: z.strictObject({ ...Found, source: choice('来源', selfSources, '请选来源') }),
      attachments: 1,
      holder: 'object',
    },
    register: {
      title: '登记隐患',
      from: 'nothing',
      to: 'found',
      who: ['office'],
      roles: [...OFFICERS, ...GRID_STAFF],
      input: z.strictObject({ ...Found, source: choice('来源', officeSources, '请选来源') }),
      attachments: 1,
      holder: 'answering',
    },
    arrange: {
      title: '定级并落实整改',
      from: ['found'],
      to: 'rectifying',
      who: ['object'],
      roles: ENTERPRISE,
      input: z.strictObject({ ...Graded, ...FiveFixes }),
      holder: 'object',
    },
    order: {
      title: '责令整改',
      from: ['found', 'rectifying'],
      to: 'rectifying',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ABOVE,
      input: z.strictObject({
        ...Graded,
        requirement: words('整改要求', '写清楚要改成什么样', 1000),
        basis: line('依据', '写明依据的条款', 200),
      }),
      holder: 'object',
    },
    progress: {
      title: '登记整改进展',
      from: ['rectifying'],
      to: 'same',
      who: ['object'],
      roles: ENTERPRISE,
      input: z.strictObject({ text: words('进展', '写清楚做到哪一步') }),
    },
    'ask-time': {
      title: '申请延期',
      from: ['rectifying'],
      to: 'same',
      who: ['object'],
      roles: ENTERPRISE,
      input: z.strictObject({
        until: dayInput('希望延到'),
        reason: words('延期理由', '写清楚为什么来不及'),
        guard: words('延期期间的防范措施', '写清楚延期期间怎么防'),
      }),
    },
    submit: {
      title: '整改完成，申请验收',
      from: ['rectifying'],
      to: {
        oneOf: ['submitted', 'reinspection'],
        choose: (_input, before) => (goesToOffice(before) ? 'reinspection' : 'submitted'),
      },
      who: ['object'],
      roles: ENTERPRISE,
      input: z.strictObject({
        text: words('整改情况', '写清楚改了什么'),
        cost: z
          .number('请填数字')
          .min(0, '不能小于 0')
          .max(1e10)
          .nullish()
          .meta({ title: '实际花费（元）', widget: 'money' }),
      }),
      attachments: 1,
      holder: { submitted: 'object-other', reinspection: 'answering' },
    },
    accept: {
      title: '验收',
      asHighAs: ABOVE,
      from: ['submitted'],
      to: {
        oneOf: ['closed', 'rectifying'],
        choose: ({ passed }) => (passed ? 'closed' : 'rectifying'),
      },
      who: ['office', 'object'],
      roles: [...OFFICERS, ...GRID_STAFF, ...ENTERPRISE],
      notBy: ['submit'],
      input: z.strictObject({
        passed: z.boolean('请选合格或不合格').meta({ title: '验收结论', widget: 'pass' }),
        text: words('验收意见', '写清楚看到了什么'),
        dueOn: dueOn.nullish().meta({ title: '不合格时的新期限', widget: 'date' }),
      }),
      holder: 'object',
    },
    reinspect: {
      title: '复查',
      from: ['reinspection'],
      to: {
        oneOf: ['closed', 'rectifying'],
        choose: ({ passed }) => (passed ? 'closed' : 'rectifying'),
      },
      who: ['office'],
      roles: OFFICERS,
      notBy: ['submit'],
      asHighAs: ABOVE,
      input: z.strictObject({
        passed: z.boolean('请选合格或不合格').meta({ title: '复查结论', widget: 'pass' }),
        text: words('复查意见', '写清楚现场看到了什么'),
        dueOn: dueOn.nullish().meta({ title: '不合格时的新期限', widget: 'date' }),
      }),
      attachments: 1,
      holder: 'object',
    },
    list: {
      title: '挂牌督办',
      when: (before) => (isListed(before) ? '已经挂牌了' : null),
      from: ['rectifying', 'reinspection'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        level: choice('挂牌级别', listingLevels, '请选挂牌级别'),
        leader: line('督办领导', '写明督办领导', 50),
        requirement: words('督办要求', '写清楚督办要求', 1000),
        until: dayInput('摘牌期限'),
      }),
    },
    follow: {
      title: '登记督办经过',
      when: (before) => (before.some(({ act }) => act === 'list') ? null : '没有挂过牌'),
      from: ['rectifying', 'reinspection', 'closed', 'enforced'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['list'],
      input: z.strictObject({
        step: choice('办了什么', followUps, '请选办了什么'),
        on: dayInput('哪一天办的'),
        text: words('怎么办的', '写清楚文号、地点或在哪里公布'),
      }),
    },
    delist: {
      title: '摘牌',
      when: (before) => (isListed(before) ? null : '没有挂牌'),
      from: ['rectifying', 'reinspection', 'closed', 'enforced'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ['list'],
      input: z.strictObject({ text: words('摘牌理由', '写清楚为什么可以摘牌') }),
      attachments: 1,
    },
    evaluate: {
      title: '效果评价',
      from: ['closed'],
      to: 'same',
      who: ['office', 'object'],
      roles: [...OFFICERS, ...ENTERPRISE],
      input: z.strictObject({
        effective: z
          .boolean('请选有效或无效')
          .meta({ title: '整改是否有效', widget: 'yes-no', options: { true: '有效', false: '无效' } }),
        text: words('评价意见', '写清楚依据什么评价'),
      }),
    },
    reopen: {
      title: '重新打开',
      asHighAs: ABOVE,
      from: ['closed'],
      to: 'found',
      who: ['office', 'object'],
      roles: [...OFFICERS, ...ENTERPRISE],
      input: z.strictObject({ text: words('理由', '写清楚为什么重新打开') }),
      holder: 'object',
    },
    enforce: {
      title: '转执法立案',
      from: ['rectifying', 'reinspection'],
      to: 'enforced',
      who: ['office'],
      roles: OFFICERS,
      asHighAs: ABOVE,
      input: z.strictObject({ text: words('理由', '写清楚违反了什么') }),
    },
    merge: mergeAct(OPEN_TO_MERGE, {
      roles: OFFICERS,
      asHighAs: ABOVE,
      when: (before) => (isListed(before) ? '挂牌督办的先摘牌' : null),
    }),
    part: partAct(OPEN_TO_MERGE, { roles: OFFICERS }),
    withdraw: {
      title: '撤回',
      asHighAs: ['register', ...ABOVE],
      when: (before) =>
        before.some(({ act }) => act === 'arrange' || act === 'order') ? '定过级的隐患要改完销号，不能撤回' : null,
      from: ['found'],
      to: 'withdrawn',
      who: ['opener', 'office'],
      roles: [...OFFICERS, ...ENTERPRISE],
      input: z.strictObject({ text: words('撤回理由', '写清楚为什么不是隐患') }),
    },
  },
})

/** A major hazard rests on a national criterion, a rejection names a new day, and no term lies in the past. */
function actFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  const faults: ActFault[] = []
  const fault = (field: string, message: string) => faults.push({ pointer: `/input/${field}`, message })
  if (act === 'arrange' || act === 'order') {
    if (input.rank === 'major' && !input.criterion) fault('criterion', '重大隐患要选一条判定标准')
    if (input.rank === 'ordinary' && input.criterion) fault('criterion', '选了判定标准就是重大隐患')
    if (input.criterion && !criterionOf(String(input.criterion), on))
      fault('criterion', '没有这条判定标准，或现在不适用')
  }
  if ((act === 'accept' || act === 'reinspect') && input.passed === false && !input.dueOn)
    fault('dueOn', '不合格的要写明新的整改期限')
  if (act === 'follow' && typeof input.on === 'string' && input.on > on) fault('on', `不能晚于今天，选 ${on} 及以前`)
  for (const day of ['dueOn', 'until'])
    if (typeof input[day] === 'string' && String(input[day]) < on) fault(day, `期限不能早于今天，选 ${on} 及以后`)
  return faults
}
