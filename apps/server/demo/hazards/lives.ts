import type { PastAct } from '#kernel/cases/past.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import type { CheckItem } from '#standards/check-item/check-item.ts'
import { momentOf, officeDayFrom } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { ORDERED_AT, type Visit } from '../inspections/visits.ts'
import { PastStory } from '../past-story.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { findingOf, placeOf } from './matters.ts'
import type { Crew, Doer } from './staff.ts'

/** What is decided of a hazard before its life is told. */
export interface Fate {
  one: DemoEnterprise
  item: CheckItem
  self: boolean
  foundOn: LocalDate
  major: boolean
  /** The visit that found it. */
  visit?: Visit
  /** The measure of a risk point that failed, when somebody named it. */
  controlId?: string | null
  /** Open on the day of the report, under supervision by name. */
  listed?: 'city' | 'county'
  /** Nobody published the listing: the office sees what it missed. */
  unpublished?: boolean
}

const HOUR = 3_600_000
/** Days an order gives at most. */
const LONGEST_TERM = 30
const SELF_SOURCES = [
  'self_check',
  'self_check',
  'daily_patrol',
  'daily_patrol',
  'professional_check',
  'seasonal_check',
]

/** The acts of a hazard up to now, by the people who would have done them. */
export function lifeOf(fate: Fate, crew: Crew, dice: Dice, now: Date): PastAct[] {
  const { one, item, self } = fate
  const safety = crew.safety.get(one.id) as Doer
  const officer = crew.officerOf(one.gridCode)
  const opened = momentOf(
    fate.foundOn,
    fate.visit ? ORDERED_AT : `${String(dice.whole(8, 16)).padStart(2, '0')}:${dice.whole(10, 59)}`,
  )
  const story = new PastStory(now)
  const found = {
    what: findingOf(item.question),
    where: placeOf(item, dice),
    itemCode: item.code,
    source: self ? dice.pick(SELF_SOURCES) : 'government_inspection',
    ...(fate.controlId ? { controlId: fate.controlId } : {}),
  }
  story.add(opened, self ? 'report' : 'register', self ? safety : officer, found, self ? safety : officer)
  const gradedAt = new Date(opened.getTime() + (self ? dice.whole(1, 20) * HOUR : 0.4 * HOUR))
  const days = fate.visit ? Math.min(item.days, LONGEST_TERM) : item.days
  const dueOn = addDays(fate.foundOn, fate.listed ? 120 : days === 1 ? dice.whole(1, 3) : days)
  const graded = {
    rank: fate.major ? 'major' : 'ordinary',
    category: item.category,
    criterion: fate.major ? item.criterion : null,
    dueOn,
  }
  if (self) story.add(gradedAt, 'arrange', safety, { ...graded, ...fixesOf(fate, safety, dice) }, safety)
  else story.add(gradedAt, 'order', officer, { ...graded, requirement: item.rectification, basis: item.basis }, safety)
  if (fate.listed) return listed(story, fate, crew, safety, opened)
  rectify(story, fate, { safety, officer, principal: crew.principal.get(one.id) as Doer }, dueOn, dice)
  return story.acts
}

function fixesOf({ item }: Fate, safety: Doer, dice: Dice) {
  return {
    responsible: safety.name,
    measures: item.rectification,
    money: item.category.startsWith('B')
      ? dice.pick([0, 0, 500, 2000])
      : dice.pick([200, 800, 1500, 3600, 12_000, 48_000]),
    contingency: '整改完成前设警示、专人看护，班前交底',
  }
}

interface Hands {
  safety: Doer
  officer: Doer
  principal: Doer
}

/** Most are done in time, some late, a few not at all. */
function rectify(story: PastStory, fate: Fate, hands: Hands, dueOn: LocalDate, dice: Dice): void {
  const chance = dice.next()
  const span = Math.max(1, Math.round((Date.parse(dueOn) - Date.parse(fate.foundOn)) / 86_400_000))
  if (chance > 0.992) return
  const late = chance > 0.93 ? dice.whole(1, 14) : 0
  const doneOn = late > 0 ? addDays(dueOn, late) : addDays(fate.foundOn, Math.round(span * (0.2 + 0.75 * dice.next())))
  if (span > 10 && dice.next() < 0.4)
    story.add(
      momentOf(addDays(fate.foundOn, Math.round(span / 3)), '15:20'),
      'progress',
      hands.safety,
      { text: dice.pick(PROGRESS) },
      hands.safety,
    )
  submitAndCheck(story, fate, hands, doneOn, dice)
}

const PROGRESS = [
  '材料已到货，明天施工',
  '已联系厂家，安排本周上门',
  '已完成一半，剩余部分停机时处理',
  '责任人已安排，正在走采购',
]
const DONE = ['已按要求整改到位，现场恢复正常', '已更换并试用正常', '已补齐资料并归档', '已清理，并纳入班组日检查']
const SEEN = ['现场核对，整改到位', '资料齐全，符合要求', '现场试验正常，同意销号']

function submitAndCheck(
  story: PastStory,
  { item, self, major }: Fate,
  { safety, officer, principal }: Hands,
  doneOn: LocalDate,
  dice: Dice,
): void {
  const office = !self || major
  const checker = office ? officer : principal
  const submit = (on: LocalDate) =>
    story.add(
      momentOf(on, '16:30'),
      'submit',
      safety,
      { text: dice.pick(DONE), cost: item.category.startsWith('B') ? 0 : dice.whole(1, 60) * 100 },
      checker,
    )
  const check = (on: LocalDate, input: Record<string, unknown>) =>
    story.add(
      momentOf(office ? officeDayFrom(on, 0) : on, '10:40'),
      office ? 'reinspect' : 'accept',
      checker,
      input,
      safety,
    )
  submit(doneOn)
  const checkedOn = addDays(doneOn, office ? dice.whole(2, 8) : dice.whole(1, 4))
  if (dice.next() < 0.95) {
    check(checkedOn, { passed: true, text: dice.pick(SEEN), dueOn: null })
    return
  }
  const again = addDays(checkedOn, 5)
  check(checkedOn, { passed: false, text: '部分没有改到位，继续整改', dueOn: again })
  submit(addDays(checkedOn, 4))
  check(addDays(checkedOn, 6), { passed: true, text: '复核到位，同意销号', dueOn: null })
}

/** A major hazard on the list: still being rectified, with its progress reported each month. */
function listed(story: PastStory, fate: Fate, crew: Crew, safety: Doer, opened: Date): PastAct[] {
  const county = crew.countyOfficerOf(fate.one.gridCode)
  const day = (days: number) => new Date(opened.getTime() + days * 24 * HOUR)
  story.add(
    day(3),
    'list',
    county,
    {
      level: fate.listed,
      leader: county.name,
      requirement: '停用相关装置，制定治理方案，按月报告进展，完成后申请现场核查摘牌',
      until: addDays(fate.foundOn, 150),
    },
    safety,
  )
  const followed = (days: number, step: string, text: string) =>
    story.add(day(days), 'follow', county, { step, on: addDays(fate.foundOn, days), text }, safety)
  followed(5, 'file', '挂牌通知书抄报上一级安委会办公室')
  if (!fate.unpublished) followed(8, 'publish', '在本级政府网站公布')
  followed(24, 'visit', '带专家到现场核查停用和防范措施')
  story.add(day(18), 'progress', safety, { text: '治理方案已通过专家评审，设备已订货' }, safety)
  story.add(day(45), 'progress', safety, { text: '设备到货，正在安装，计划下月调试' }, safety)
  return story.acts
}
