import { z } from 'zod'
import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import { choice, dayInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { pointFaults } from './check-sheet.ts'
import { pointResults, templates } from './codes.ts'

const OFFICERS = ['city_officer', 'county_officer', 'town_officer'] as const
const STAFF = [...OFFICERS, 'grid_chief', 'grid_officer'] as const

const dueOn = dayInput('整改期限').meta({ title: '整改期限', widget: 'date' })

/** What came of one point; a point that is not in order is a finding, in its words. */
export const PointInput = z.strictObject({
  code: z.string().max(10),
  result: z.enum(keysOf(pointResults)),
  text: z.string().trim().default(''),
})

/** What an inspected office says of one finding. */
export const ReplyInput = z.strictObject({ no: z.int().min(1), text: z.string().trim() })

/**
 * Oversight of a lower government (督导检查): an office inspects one below it by a list of points, orders what it found to be put
 * right by a day, the inspected office answers finding by finding, and the office above looks again. What was found above is
 * never ended below.
 */
export const oversightCase = defineCase({
  name: 'oversight',
  path: 'oversight',
  title: '督导检查',
  prefix: 'DD',
  readers: ['city_admin', 'leader', ...STAFF],
  check: actFaults,
  states: {
    planned: { title: '已通知', clock: { title: '检查日期', term: 'dueOn', source: '通知的检查日期' } },
    findings: { title: '待整改', clock: { title: '整改期限', term: 'dueOn', source: '检查时定的整改期限' } },
    replied: {
      title: '待复核',
      clock: { title: '复核期限', term: { amount: 5, unit: 'WD' }, source: '复核五个工作日内完成', unverified: true },
    },
    closed: { title: '已办结', ends: true },
    withdrawn: { title: '已取消', ends: true },
  },
  acts: {
    notify: {
      title: '通知检查',
      from: 'nothing',
      to: 'planned',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        subject: line('被检查单位', '写清楚检查哪个单位，至少两个字', 60),
        template: choice('检查表', templates, '请选检查表'),
        scope: words('检查内容', '写清楚查什么，至少两个字', 1000),
        inspectors: line('检查人员', '写清楚谁去检查，至少两个字', 200),
        dueOn: dayInput('检查日期'),
      }),
      holder: 'actor',
    },
    record: {
      title: '登记检查结果',
      from: ['planned'],
      to: { oneOf: ['findings', 'closed'], choose: ({ clean }) => (clean ? 'closed' : 'findings') },
      who: ['holder', 'opener', 'above'],
      roles: OFFICERS,
      asHighAs: ['notify'],
      input: z.strictObject({
        visitedOn: dayInput('实际检查日期'),
        points: z
          .array(PointInput, '请逐项登记')
          .max(60, '最多登记 60 条')
          .meta({ title: '逐项检查', widget: 'oversight-points' }),
        clean: z.boolean('请选有没有问题').meta({
          title: '检查结论',
          widget: 'yes-no',
          options: { true: '没有发现问题，办结', false: '有问题，限期整改' },
        }),
        dueOn: dueOn.nullish(),
        text: words('检查情况', '写清楚总的情况，至少两个字'),
      }),
      attachments: 1,
      holder: { findings: 'answering' },
    },
    progress: {
      title: '登记进展',
      from: ['findings'],
      to: 'same',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('进展', '写清楚做到哪一步') }),
    },
    reply: {
      title: '报整改情况',
      from: ['findings'],
      to: 'replied',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({
        replies: z
          .array(ReplyInput, '请逐条写整改情况')
          .min(1, '请逐条写整改情况')
          .max(60, '最多 60 条')
          .meta({ title: '逐条整改情况', widget: 'oversight-replies' }),
        text: words('总的说明', '写清楚总的情况').optional(),
      }),
      attachments: 1,
      holder: 'opener',
    },
    review: {
      title: '复核',
      from: ['replied'],
      to: { oneOf: ['closed', 'findings'], choose: ({ passed }) => (passed ? 'closed' : 'findings') },
      who: ['holder', 'opener', 'above'],
      roles: OFFICERS,
      asHighAs: ['notify', 'record'],
      notBy: ['reply'],
      input: z.strictObject({
        passed: z.boolean('请选通过或退回').meta({
          title: '复核结论',
          widget: 'pass',
          options: { true: '都整改好了，办结', false: '没有整改好，退回' },
        }),
        failed: z
          .array(z.int().min(1), '请选没有整改好的问题')
          .max(60, '最多 60 条')
          .nullish()
          .meta({ title: '没有整改好的问题', widget: 'oversight-failed' }),
        dueOn: dueOn.nullish(),
        text: words('复核意见', '写清楚怎么核实的；退回的写明原因'),
      }),
      holder: { findings: 'answering' },
    },
    withdraw: {
      title: '取消检查',
      from: ['planned'],
      to: 'withdrawn',
      who: ['holder', 'opener', 'above'],
      roles: OFFICERS,
      asHighAs: ['notify'],
      input: z.strictObject({ text: words('取消理由', '写清楚为什么取消') }),
    },
  },
})

/** What is wrong between fields. Forms ask it with fields left out too, to see which are needed. */
function actFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  const fault = (field: string, message: string): ActFault => ({ pointer: `/input/${field}`, message })
  const faults: ActFault[] = []
  if (typeof input.dueOn === 'string' && input.dueOn < on)
    faults.push(fault('dueOn', `日期不能早于今天，选 ${on} 及以后`))
  if (act === 'record') faults.push(...recordFaults(input, on, fault))
  if (act === 'reply') faults.push(...replyFaults((input.replies ?? []) as readonly Reply[], fault))
  if (act === 'review' && input.passed === false) {
    if (!input.dueOn) faults.push(fault('dueOn', '退回的要写明新的期限'))
    if (!Array.isArray(input.failed) || input.failed.length === 0)
      faults.push(fault('failed', '退回的要选哪几条没有整改好'))
  }
  return faults
}

type Reply = z.output<typeof ReplyInput>
type Fault = (field: string, message: string) => ActFault

function recordFaults(input: Record<string, unknown>, on: string, fault: Fault): ActFault[] {
  const points = (input.points ?? []) as readonly z.output<typeof PointInput>[]
  const faults = pointFaults(points).map((message) => fault('points', message))
  if (typeof input.visitedOn === 'string' && input.visitedOn > on)
    faults.push(fault('visitedOn', `还没有到这一天，最晚选 ${on}`))
  const found = points.some(({ result }) => result === 'not_ok')
  if (input.clean === true && found) faults.push(fault('clean', '有不符合的项，不能写没有发现问题'))
  if (input.clean === false && !found) faults.push(fault('clean', '没有登记一条问题；没有问题就选「没有发现问题」'))
  if (input.clean === false && !input.dueOn) faults.push(fault('dueOn', '有问题的要写明整改期限'))
  return faults
}

const LONGEST = 1000

function replyFaults(replies: readonly Reply[], fault: Fault): ActFault[] {
  const short = replies.find(({ text }) => text.length < 2)
  if (short) return [fault('replies', `第 ${short.no} 条还没有写整改情况`)]
  const long = replies.find(({ text }) => text.length > LONGEST)
  return long ? [fault('replies', `第 ${long.no} 条太长，最多 1,000 字`)] : []
}
