import { z } from 'zod'
import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import { choice, dayInput, idInput, words } from '#kernel/cases/model/inputs.ts'
import { feedbackRhythms, targetResults, taskKinds } from './codes.ts'
import { GridCodes, TargetRule } from './rule.ts'

const OFFICERS = ['city_officer', 'county_officer', 'town_officer'] as const
const STAFF = [...OFFICERS, 'grid_chief', 'grid_officer'] as const

const dueOn = dayInput('完成期限')

/** What a task says to whoever carries it out. */
const Substance = {
  goal: words('目标', '写清楚要达到什么', 500),
  requirements: words('工作要求', '写清楚怎么做'),
  measures: z.string().trim().max(2000, '最多 2,000 字').default('').meta({ title: '保障措施', widget: 'text' }),
  standard: z.string().trim().max(1000, '最多 1,000 字').default('').meta({ title: '考核标准', widget: 'text' }),
  template: z.string().max(40).nullish().meta({ title: '检查模板', widget: 'check-template' }),
}

const Down = { grids: GridCodes, dueOn, text: words('交代', '写清楚这一级要注意什么').optional() }

/**
 * A task down the grid (监管任务): drafted, published to the grids below and led from there; each grid splits it further or carries
 * it out object by object, submits upwards and is accepted; a parent closes only when all below it are closed or exempted. grid.md §4.
 */
export const taskCase = defineCase({
  name: 'task',
  path: 'tasks',
  title: '任务',
  prefix: 'RW',
  readers: ['city_admin', 'leader', ...STAFF],
  check: actFaults,
  states: {
    draft: { title: '起草' },
    leading: { title: '组织实施', clock: { title: '完成期限', term: 'dueOn', source: '任务规定的期限' } },
    running: { title: '执行中', clock: { title: '完成期限', term: 'dueOn', source: '任务规定的期限' } },
    submitted: {
      title: '待验收',
      clock: { title: '验收期限', term: { amount: 5, unit: 'WD' }, source: '验收五个工作日内完成', unverified: true },
    },
    closed: { title: '已办结', ends: true },
    exempted: { title: '已免办', ends: true },
    cancelled: { title: '已取消', ends: true },
  },
  acts: {
    draft: {
      title: '起草任务',
      from: 'nothing',
      to: 'draft',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        name: z
          .string()
          .trim()
          .min(4, '任务名称至少四个字')
          .max(80, '最多 80 字')
          .meta({ title: '任务名称', widget: 'line' }),
        kind: choice('任务种类', taskKinds, '请选任务种类'),
        feedback: choice('反馈频次', feedbackRhythms, '请选反馈频次'),
        rule: TargetRule,
        ...Substance,
      }),
      holder: 'actor',
    },
    hand: {
      title: '下达',
      from: 'nothing',
      to: 'running',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        parentId: idInput('上级任务编号不正确'),
        name: z.string(),
        dueOn,
        text: z.string().optional(),
      }),
      holder: 'answering',
      internal: true,
    },
    revise: {
      title: '修改任务',
      from: ['draft', 'leading'],
      to: 'same',
      who: ['opener'],
      roles: OFFICERS,
      input: z.strictObject({ ...Substance, why: words('修改原因', '写清楚为什么改') }),
    },
    publish: {
      title: '发布',
      from: ['draft'],
      to: 'leading',
      who: ['holder'],
      roles: OFFICERS,
      input: z.strictObject(Down),
    },
    split: {
      title: '分解到下级',
      from: ['leading', 'running'],
      to: 'same',
      who: ['holder'],
      roles: OFFICERS,
      input: z.strictObject(Down),
    },
    report: {
      title: '登记完成情况',
      from: ['running'],
      to: 'same',
      who: ['holder', 'office'],
      roles: STAFF,
      input: z.strictObject({
        objectIds: z
          .array(idInput('监管对象编号不正确'))
          .min(1, '至少选一个对象')
          .max(200, '一次最多 200 个')
          .meta({ title: '监管对象', widget: 'targets' }),
        result: choice('结果', targetResults, '请选结果'),
        text: z.string().trim().max(500, '最多 500 字').default('').meta({ title: '情况', widget: 'text' }),
      }),
    },
    feedback: {
      title: '反馈进展',
      from: ['running'],
      to: 'same',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('进展', '写清楚做到哪一步') }),
    },
    submit: {
      title: '完成，报上级验收',
      from: ['running'],
      to: 'submitted',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('完成情况', '写清楚完成得怎么样') }),
      holder: 'opener',
    },
    accept: {
      title: '验收',
      from: ['submitted'],
      to: { oneOf: ['closed', 'running'], choose: ({ passed }) => (passed ? 'closed' : 'running') },
      who: ['opener', 'above'],
      roles: OFFICERS,
      notBy: ['submit'],
      input: z.strictObject({
        passed: z
          .boolean('请选通过或退回')
          .meta({ title: '验收结论', widget: 'pass', options: { true: '通过', false: '退回' } }),
        sampled: z
          .number('请填数字')
          .int('请填整数')
          .min(0, '不能小于 0')
          .max(1e6, '最多 1,000,000')
          .meta({ title: '抽查了多少个对象', widget: 'count' }),
        points: z
          .number('请填数字')
          .min(0, '不能小于 0')
          .max(100, '最多 100 分')
          .nullish()
          .meta({ title: '考核得分', widget: 'count' }),
        text: words('验收意见', '写清楚验收情况；退回的写明原因'),
        dueOn: dueOn.nullish().meta({ title: '退回后的新期限', widget: 'date' }),
      }),
      holder: { running: 'answering' },
    },
    close: {
      title: '办结',
      from: ['leading'],
      to: 'closed',
      who: ['holder'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('总结', '写清楚任务总的情况') }),
    },
    exempt: {
      title: '免办',
      from: ['running', 'submitted'],
      to: 'exempted',
      who: ['opener', 'above'],
      roles: OFFICERS,
      notBy: ['submit'],
      input: z.strictObject({ text: words('免办理由', '写清楚为什么不用办') }),
    },
    cancel: {
      title: '取消任务',
      from: ['draft', 'leading'],
      to: 'cancelled',
      who: ['opener'],
      roles: OFFICERS,
      input: z.strictObject({ text: words('取消理由', '写清楚为什么取消') }),
    },
  },
})

function actFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  const faults: ActFault[] = []
  if (typeof input.dueOn === 'string' && input.dueOn < on)
    faults.push({ pointer: '/input/dueOn', message: `期限不能早于今天，选 ${on} 及以后` })
  if (act === 'accept' && input.passed === false && !input.dueOn)
    faults.push({ pointer: '/input/dueOn', message: '退回的要写明新的期限' })
  return faults
}
