import { z } from 'zod'
import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { choice, dayInput, idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { officeSources } from '#modules/hazard/model/codes.ts'
import { findEventItem, lastDayOf, limitDays } from './catalogue.ts'
import { specialMatters } from './codes.ts'

const COUNTY = ['county_officer', 'city_officer'] as const
const TOWN = ['town_officer', ...COUNTY] as const
const STAFF = [...TOWN, 'grid_chief', 'grid_officer'] as const

const dueOn = dayInput('办理期限').meta({ title: '办理期限', widget: 'event-day' })
const seatId = idInput('请选一个岗位').meta({ title: '派给', widget: 'seat' })
const told = words('交代', '写清楚要注意什么').optional()

/** Acts after which an event is the county's to have handled, and those after which it is the town's. */
const OF_COUNTY: Readonly<Record<string, boolean>> = {
  escalate: true,
  take: true,
  direct: true,
  'send-back': false,
  return: false,
  accept: false,
  dispatch: false,
}

/** Whether the county and not the town has the event handled. */
export function isOfCounty(before: readonly Pick<DoneAct, 'act' | 'input'>[]): boolean {
  const taken = before.findLast(({ act }) => act in OF_COUNTY)
  if (taken) return OF_COUNTY[taken.act] as boolean
  return before.some(({ act, input }) => act === 'register' && openedAs(input) === 'escalated')
}

/** Where a new event goes by its item; what was found twice goes to the one found first, a special matter to the county. */
function openedAs(input: Record<string, unknown>): 'local' | 'reported' | 'escalated' | 'merged' {
  if (input.special) return 'escalated'
  if (input.sameAs) return 'merged'
  return ({ V: 'local', T: 'reported', D: 'escalated' } as const)[findEventItem(input.itemCode)?.level ?? 'T']
}

/** To whoever sends events out, town or county. */
const backToDispatch = (before: readonly DoneAct[]) => (isOfCounty(before) ? 'escalated' : 'reported')

/**
 * The life of an event (事件) in the grid: found and registered, settled in the village or sent out by the town or the county,
 * handled, verified on site by whoever found it, closed with an answer to him. grid.md §5. The acts of town and county have
 * names of their own, so that the work of each rises to its level.
 */
export const eventCase = defineCase({
  name: 'event',
  path: 'events',
  title: '事件',
  prefix: 'SJ',
  readers: ['city_admin', 'leader', ...STAFF],
  check: actFaults,
  states: {
    local: {
      title: '待就地处置',
      clock: { title: '处置期限', term: 'dueOn', source: '事项目录的办结时限', unverified: true },
    },
    reported: {
      title: '待派遣',
      clock: { title: '派遣期限', term: { amount: 2, unit: 'H' }, source: '派遣两小时内完成', unverified: true },
    },
    escalated: {
      title: '待县级派遣',
      clock: { title: '派遣期限', term: { amount: 2, unit: 'H' }, source: '派遣两小时内完成', unverified: true },
    },
    handling: { title: '处置中', clock: { title: '处置期限', term: 'dueOn', source: '派遣时定的期限' } },
    handled: {
      title: '待核查',
      clock: { title: '核查期限', term: { amount: 1, unit: 'D' }, source: '核查一日内完成', unverified: true },
    },
    checked: {
      title: '待结案',
      clock: { title: '结案期限', term: { amount: 1, unit: 'WD' }, source: '结案一个工作日内完成', unverified: true },
    },
    county_checked: {
      title: '待县级结案',
      clock: { title: '结案期限', term: { amount: 1, unit: 'WD' }, source: '结案一个工作日内完成', unverified: true },
    },
    closed: { title: '已结案', ends: true },
    merged: { title: '已并案', ends: true },
    withdrawn: { title: '已撤回', ends: true },
  },
  acts: {
    register: {
      title: '登记事件',
      from: 'nothing',
      to: { oneOf: ['local', 'reported', 'escalated', 'merged'], choose: openedAs },
      who: ['office'],
      roles: STAFF,
      input: z.strictObject({
        itemCode: z
          .string('请选事项')
          .refine((code) => findEventItem(code), '事项目录里没有这一项')
          .meta({ title: '事项', widget: 'event-item' }),
        what: words('情况', '写清楚看到了什么，至少两个字', 500),
        where: line('具体位置', '写清楚在哪里，至少两个字'),
        special: z
          .enum(keysOf(specialMatters), '没有这种特殊事项')
          .nullish()
          .meta({ title: '特殊事项', widget: 'special-matter' }),
        dueOn: dayInput('办结期限'),
        sameAs: idInput('要并入的事件编号不正确').nullish(),
      }),
      holder: 'answering',
    },
    settle: {
      title: '就地处置并结案',
      from: ['local'],
      to: 'closed',
      who: ['holder', 'opener'],
      roles: STAFF,
      input: z.strictObject({ reply: words('处置情况', '写清楚做了什么、结果怎样', 1000) }),
      attachments: 1,
    },
    raise: {
      title: '上报镇街',
      from: ['local'],
      to: 'reported',
      who: ['holder', 'opener'],
      roles: STAFF,
      input: z.strictObject({ text: words('上报理由', '写清楚村里为什么办不了') }),
      holder: 'answering',
    },
    withdraw: {
      title: '撤回',
      from: ['local'],
      to: 'withdrawn',
      who: ['opener'],
      roles: STAFF,
      input: z.strictObject({ text: words('撤回理由', '写清楚为什么不用办') }),
    },
    dispatch: {
      title: '派遣',
      from: ['reported'],
      to: 'handling',
      who: ['holder'],
      roles: TOWN,
      input: z.strictObject({ seatId, dueOn, text: told }),
      holder: 'named',
    },
    accept: {
      title: '镇街自办',
      from: ['reported'],
      to: 'handling',
      who: ['holder'],
      roles: TOWN,
      input: z.strictObject({ dueOn, text: told }),
      holder: 'actor',
    },
    return: {
      title: '退回村里',
      from: ['reported'],
      to: 'local',
      who: ['holder'],
      roles: TOWN,
      input: z.strictObject({ text: words('退回理由', '写清楚为什么由村里办'), dueOn }),
      holder: 'answering',
    },
    escalate: {
      title: '上报县级',
      from: ['reported'],
      to: 'escalated',
      who: ['holder'],
      roles: TOWN,
      input: z.strictObject({ text: words('上报理由', '写清楚镇街为什么办不了') }),
      holder: 'answering',
    },
    direct: {
      title: '县级派遣',
      from: ['escalated'],
      to: 'handling',
      who: ['holder'],
      roles: COUNTY,
      input: z.strictObject({ seatId, dueOn, text: told }),
      holder: 'named',
    },
    take: {
      title: '县级自办',
      from: ['escalated'],
      to: 'handling',
      who: ['holder'],
      roles: COUNTY,
      input: z.strictObject({ dueOn, text: told }),
      holder: 'actor',
    },
    'send-back': {
      title: '退回镇街',
      from: ['escalated'],
      to: 'reported',
      who: ['holder'],
      roles: COUNTY,
      input: z.strictObject({ text: words('退回理由', '写清楚为什么由镇街办') }),
      holder: 'answering',
    },
    handle: {
      title: '处置完成',
      from: ['handling'],
      to: 'handled',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('处置情况', '写清楚做了什么、结果怎样', 1000) }),
      attachments: 1,
      holder: 'opener',
    },
    progress: {
      title: '登记进展',
      from: ['handling'],
      to: 'same',
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('进展', '写清楚做到哪一步') }),
    },
    decline: {
      title: '办不了，退回派遣',
      from: ['handling'],
      to: { oneOf: ['reported', 'escalated'], choose: (_input, before) => backToDispatch(before) },
      who: ['holder'],
      roles: STAFF,
      input: z.strictObject({ text: words('退回理由', '写清楚为什么办不了') }),
      holder: 'answering',
    },
    verify: {
      title: '现场核查',
      from: ['handled'],
      to: {
        oneOf: ['checked', 'county_checked', 'reported', 'escalated'],
        choose: ({ passed }, before) => {
          if (passed === false) return backToDispatch(before)
          return isOfCounty(before) ? 'county_checked' : 'checked'
        },
      },
      who: ['holder', 'above'],
      roles: STAFF,
      notBy: ['handle'],
      input: z.strictObject({
        passed: z
          .boolean('请选解决了或没有解决')
          .meta({ title: '核查结果', widget: 'yes-no', options: { true: '解决了', false: '没有解决，退回' } }),
        text: words('核查情况', '写清楚现场看到了什么'),
      }),
      attachments: 1,
      holder: 'answering',
    },
    close: {
      title: '结案并答复',
      from: ['checked'],
      to: 'closed',
      who: ['holder', 'above'],
      roles: TOWN,
      input: z.strictObject({ reply: words('答复', '写清楚怎么办的、结果怎样，发现的人看得到', 1000) }),
    },
    'close-county': {
      title: '县级结案并答复',
      from: ['county_checked'],
      to: 'closed',
      who: ['holder', 'above'],
      roles: COUNTY,
      input: z.strictObject({ reply: words('答复', '写清楚怎么办的、结果怎样，发现的人看得到', 1000) }),
    },
    'make-hazard': {
      title: '转为隐患',
      when: (before) => (before.some(({ act }) => act === 'make-hazard') ? '已经转过隐患' : null),
      from: ['local', 'reported', 'escalated', 'handling', 'handled'],
      to: 'same',
      who: ['holder', 'opener'],
      roles: STAFF,
      input: z.strictObject({
        what: words('隐患情况（不写就用事件里的）', '写清楚看到了什么，至少两个字', 500).optional(),
        where: line('具体位置（不写就用事件里的）', '写清楚在哪里，至少两个字').optional(),
        source: choice('隐患来源', officeSources, '请选来源'),
      }),
    },
    reopen: {
      title: '重新办理',
      from: ['closed'],
      to: { oneOf: ['reported', 'escalated'], choose: (_input, before) => backToDispatch(before) },
      who: ['office'],
      roles: TOWN,
      input: z.strictObject({ text: words('理由', '写清楚为什么重新办') }),
      holder: 'answering',
    },
  },
})

/** No term lies in the past, and none is longer than the item has. */
function actFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  if (input.special && input.sameAs)
    return [{ pointer: '/input/sameAs', message: '特殊事项要单独报县级，不能并入别的事件' }]
  const day = input.dueOn
  if (typeof day !== 'string') return []
  const fault = (message: string): ActFault[] => [{ pointer: '/input/dueOn', message }]
  if (day < on) return fault(`期限不能早于今天，选 ${on} 及以后`)
  const item = act === 'register' ? findEventItem(input.itemCode) : undefined
  if (!item || day <= lastDayOf(item, on)) return []
  return fault(`「${item.name}」限 ${limitDays(item)} 天办结，最晚 ${lastDayOf(item, on)}`)
}
