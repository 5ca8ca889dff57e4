import { z } from 'zod'
import { defineCase } from '#kernel/cases/model/case-type.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { choice, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { type AlarmLevel, alarmKinds, causes } from './codes.ts'

const OFFICERS = ['town_officer', 'county_officer', 'city_officer'] as const
const ENTERPRISE = ['enterprise_contact'] as const
/** Enterprises are checked by offices from this level up; below, the platform closes what was handled and is over. */
export const REVIEWED: AlarmLevel = 2

/** What the platform seals of an alarm; nobody writes it by hand. */
const Raised = z.strictObject({
  level: z.number().int().min(1).max(4),
  kind: z.enum(keysOf(alarmKinds)),
  what: z.string().meta({ title: '情况', widget: 'line' }),
})
const reasons = words('情况', '写清楚看到了什么、做了什么，至少两个字', 1000)

/** The worst level an alarm had so far, by its acts. */
export const levelBy = (acts: readonly Pick<DoneAct, 'act' | 'input'>[]): AlarmLevel =>
  Math.min(
    4,
    ...acts.flatMap(({ act, input }) => (act === 'raise' || act === 'worsen' ? [Number(input.level)] : [])),
  ) as AlarmLevel

const handledAs = (_input: unknown, before: readonly DoneAct[]) =>
  levelBy(before) <= REVIEWED ? 'handled' : 'resolved'

/** Acts of the platform: they follow from what a device says or does not say, and from time. */
const byPlatform = { who: ['office'], roles: OFFICERS, internal: true } as const

/**
 * The life of an alarm (监测报警): raised by the platform when a point passes its limit, acknowledged and handled with a cause by the enterprise, closed when it
 * is over: by an office where it was serious, by itself where it was not. It may end by itself and is never closed without a cause.
 * major-hazard-gb18218 §8.
 */
export const alarmCase = defineCase({
  name: 'alarm',
  path: 'alarms',
  title: '监测报警',
  prefix: 'BJ',
  readers: ['city_admin', 'leader', ...OFFICERS, ...ENTERPRISE],
  states: {
    raised: { title: '待确认' },
    acknowledged: {
      title: '处置中',
      clock: {
        title: '处置期限',
        term: { amount: 24, unit: 'H' },
        source: '平台默认，一日内写明原因',
        unverified: true,
      },
    },
    handled: {
      title: '待复核',
      clock: { title: '复核期限', term: { amount: 2, unit: 'WD' }, source: '平台默认', unverified: true },
    },
    resolved: { title: '已处置，待恢复' },
    closed: { title: '已办结', ends: true },
  },
  acts: {
    raise: {
      title: '报警',
      from: 'nothing',
      to: 'raised',
      ...byPlatform,
      input: Raised,
      holder: 'object',
    },
    worsen: {
      title: '报警升级',
      from: ['raised', 'acknowledged', 'handled', 'resolved'],
      // Worse than what was acknowledged is to be acknowledged again.
      to: 'raised',
      ...byPlatform,
      input: Raised,
      holder: 'object',
    },
    recur: {
      title: '再次报警',
      from: ['handled', 'resolved'],
      to: 'acknowledged',
      ...byPlatform,
      input: Raised.pick({ what: true }),
      holder: 'object',
    },
    clear: {
      title: '数值恢复',
      from: ['raised', 'acknowledged', 'handled', 'resolved'],
      to: 'same',
      ...byPlatform,
      input: Raised.pick({ what: true }),
    },
    escalate: {
      title: '无人确认，报上一级',
      from: ['raised'],
      to: 'same',
      ...byPlatform,
      input: Raised.pick({ what: true }),
    },
    settle: {
      title: '恢复后自动办结',
      from: ['resolved'],
      to: 'closed',
      ...byPlatform,
      input: Raised.pick({ what: true }),
    },
    acknowledge: {
      title: '确认',
      from: ['raised'],
      to: 'acknowledged',
      who: ['object', 'office'],
      roles: [...ENTERPRISE, ...OFFICERS],
      input: z.strictObject({ text: words('说明', '至少两个字', 300).optional() }),
      bulk: true,
    },
    handle: {
      title: '写明原因和处置',
      from: ['acknowledged'],
      to: { oneOf: ['handled', 'resolved'], choose: handledAs },
      who: ['object', 'office'],
      roles: [...ENTERPRISE, ...OFFICERS],
      input: z.strictObject({
        cause: choice('原因', causes, '请选原因'),
        what: reasons,
      }),
      holder: { handled: 'answering', resolved: 'stay' },
      bulk: true,
    },
    review: {
      title: '复核办结',
      from: ['handled'],
      to: 'closed',
      who: ['office'],
      roles: OFFICERS,
      notBy: ['handle'],
      input: z.strictObject({ text: words('复核意见', '写清楚怎么核实的，至少两个字', 500) }),
    },
    return: {
      title: '退回重新处置',
      from: ['handled'],
      to: 'acknowledged',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({ reason: words('理由', '写清楚还差什么，至少两个字', 500) }),
      holder: 'object',
    },
    'make-hazard': {
      title: '转为隐患',
      from: ['raised', 'acknowledged', 'handled', 'resolved'],
      to: 'same',
      who: ['office'],
      roles: OFFICERS,
      input: z.strictObject({
        what: words('情况', '写清楚隐患是什么，至少两个字', 500),
        where: line('具体位置', '写清楚在哪里，至少两个字'),
      }),
      attachments: 1,
    },
  },
})
