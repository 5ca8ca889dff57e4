import { z } from 'zod'
import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import { choice, idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { beyondReasons, lineClasses, planKinds } from './codes.ts'
import { monthsOf, workloadOf } from './workload.ts'

/** Offices that inspect by law: those of the city and of the counties. */
const OFFICERS = ['city_officer', 'county_officer'] as const
const LEADERS = ['leader', 'city_officer'] as const

const month = (title: string) =>
  z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-03')
    .meta({ title, widget: 'inspection-month' })

/** An enterprise in a plan: when, as what, and why. */
export const PlanLine = z.strictObject({
  objectId: idInput('企业编号不正确'),
  month: z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-03'),
  class: z.enum(keysOf(lineClasses), '请选重点或一般'),
  reason: z.string().trim().min(2, '写明为什么排这一家').max(300, '理由最多 300 字'),
  beyond: z.enum(keysOf(beyondReasons), '没有这种理由').nullish(),
})
export type PlanLineInput = z.output<typeof PlanLine>

const lines = z
  .array(PlanLine, '请排企业')
  .min(1, '至少排一家企业')
  .max(3000, '一个计划最多 3,000 家次')
  .meta({ title: '检查对象', widget: 'inspection-lines' })

const Strength = {
  officers: z
    .number('请填人数')
    .int('人数应是整数')
    .min(2, '至少两名执法人员')
    .max(500, '最多 500 人')
    .meta({ title: '执法人员（人）', widget: 'count' }),
  otherDays: z
    .number('请填天数')
    .int('天数应是整数')
    .min(0, '不能小于 0')
    .max(100_000, '天数太大')
    .meta({ title: '其他执法和非执法工作日（人·日）', widget: 'count' }),
  daysPerVisit: z
    .number('请填天数')
    .min(0.5, '一次检查至少半天')
    .max(10, '一次检查最多 10 天')
    .meta({ title: '一次检查用几天', widget: 'inspection-days' }),
  cap: z
    .number('请填次数')
    .int('次数应是整数')
    .min(1, '至少 1 次')
    .max(12, '最多 12 次')
    .meta({ title: '每家企业一年最多检查几次', widget: 'count' }),
}

const Content = {
  name: line('计划名称', '写清楚哪一年、哪个单位的计划', 60),
  ...Strength,
  basis: words('编制说明', '写清楚依据和重点', 1000),
}

/**
 * A plan of inspections (执法检查计划): an office says what it has and whom it will inspect when and why; its leader or the office
 * above approves; a change is a new version that is approved again. 安全生产法 art. 62; 国办发〔2024〕54号 for the cap.
 */
export const planCase = defineCase({
  name: 'inspection-plan',
  path: 'inspection-plans',
  title: '执法检查计划',
  prefix: 'JH',
  readers: ['city_admin', 'leader', ...OFFICERS],
  check: actFaults,
  states: {
    drafting: { title: '编制中' },
    reviewing: {
      title: '待批准',
      clock: {
        title: '批准期限',
        term: { amount: 10, unit: 'WD' },
        source: '平台默认，没有法定期限',
        unverified: true,
      },
    },
    approved: { title: '执行中' },
    ended: { title: '已结束', ends: true },
    withdrawn: { title: '已作废', ends: true },
  },
  acts: {
    draft: {
      title: '编制计划',
      from: 'nothing',
      to: 'drafting',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        kind: choice('计划种类', planKinds, '请选计划种类'),
        fromMonth: month('从哪个月'),
        toMonth: month('到哪个月'),
        ...Content,
      }),
      holder: 'actor',
    },
    revise: {
      title: '改计划内容',
      from: ['drafting'],
      to: 'same',
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject(Content),
    },
    arrange: {
      title: '排企业',
      from: ['drafting'],
      to: 'same',
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject({ lines }),
    },
    submit: {
      title: '报批',
      from: ['drafting'],
      to: 'reviewing',
      when: (before) => (before.some(({ act }) => act === 'arrange' || act === 'change') ? null : '还没有排企业'),
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('报批说明', '写清楚请谁批、有什么要说明') }),
      holder: 'answering',
    },
    approve: {
      title: '批准',
      from: ['reviewing'],
      to: 'approved',
      who: ['office'],
      roles: LEADERS,
      notBy: ['draft', 'revise', 'arrange', 'submit', 'change'],
      input: z.strictObject({ text: words('批准意见', '写清楚意见和文号') }),
      holder: 'opener',
    },
    return: {
      title: '退回修改',
      from: ['reviewing'],
      to: 'drafting',
      who: ['office'],
      roles: LEADERS,
      notBy: ['draft', 'revise', 'arrange', 'submit', 'change'],
      input: z.strictObject({ text: words('退回理由', '写清楚要改哪里') }),
      holder: 'opener',
    },
    change: {
      title: '调整计划',
      from: ['approved'],
      to: 'reviewing',
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject({ lines, why: words('调整理由', '写清楚为什么增减', 1000) }),
      holder: 'answering',
    },
    close: {
      title: '结束计划',
      from: ['approved'],
      to: 'ended',
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('完成情况', '写清楚完成多少、没有完成的为什么') }),
    },
    withdraw: {
      title: '作废',
      from: ['drafting'],
      to: 'withdrawn',
      who: ['holder', 'opener'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('作废理由', '写清楚为什么不用了') }),
    },
  },
})

/** What is wrong between fields: months the wrong way round or too many, a line twice, strength that leaves nothing. */
function actFaults(act: string, input: Record<string, unknown>): ActFault[] {
  const fault = (field: string, message: string): ActFault => ({ pointer: `/input/${field}`, message })
  if (act === 'draft') return draftFaults(input, fault)
  if (act !== 'arrange' && act !== 'change') return []
  const seen = new Set<string>()
  for (const { objectId, month: when } of (input.lines ?? []) as PlanLineInput[]) {
    const key = `${objectId} ${when}`
    if (seen.has(key)) return [fault('lines', `同一家企业在 ${when} 排了两次`)]
    seen.add(key)
  }
  return []
}

type Draft = {
  kind?: string
  fromMonth?: string
  toMonth?: string
  officers?: number
  otherDays?: number
  daysPerVisit?: number
}

function draftFaults(input: Draft, fault: (field: string, message: string) => ActFault): ActFault[] {
  const { kind, fromMonth, toMonth, officers = 0, otherDays = 0, daysPerVisit = 1 } = input
  if (!fromMonth || !toMonth) return []
  const months = monthsOf(fromMonth, toMonth).length
  if (months === 0) return [fault('toMonth', '结束的月份不能早于开始的月份')]
  if (fromMonth.slice(0, 4) !== toMonth.slice(0, 4)) return [fault('toMonth', '一个计划不能跨年')]
  if (kind === 'monthly' && months > 1) return [fault('toMonth', '月度计划只有一个月')]
  const { supervision } = workloadOf({ fromMonth, toMonth, officers, otherDays, daysPerVisit })
  if (officers > 0 && supervision === 0) return [fault('otherDays', '扣除以后没有监督检查的工作日了，请核对')]
  return []
}
