import type { PastAct } from '#kernel/cases/past.ts'
import { type EventItem, findEventCategory, lastDayOf } from '#modules/event/model/catalogue.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Doer } from '../hazards/staff.ts'
import { PastStory } from '../past-story.ts'
import { doneOf, placeOf, seenOf } from './matters.ts'

/** Whoever has to do with the events of one place. */
export interface Hands {
  finder: Doer
  /** Who handles what is sent out, and settles what the village can. */
  local: Doer
  town: Doer
  county: Doer
}

/** What is decided of an event before its life is told. */
export interface EventFate {
  item: EventItem
  hands: Hands
  gridCode: string
  objectId: string | null
  foundOn: LocalDate
  /** The last act of what is still open; without one it goes to its end. */
  until?: 'register' | 'assign' | 'handle' | 'verify'
}

const HOUR = 3_600_000
/** Hours after which what still waits for its finder was handled. */
const SOON = 16

/** The acts of an event up to now, by the people who would have done them. */
export function lifeOf(fate: EventFate, dice: Dice, now: Date): PastAct[] {
  const { item, hands } = fate
  const story = new PastStory(now)
  const opened = momentOf(fate.foundOn, `${String(dice.whole(8, 17)).padStart(2, '0')}:${dice.whole(10, 59)}`)
  const at = (hours: number) => new Date(opened.getTime() + hours * HOUR)
  const input = {
    itemCode: item.code,
    what: seenOf(item),
    where: placeOf(fate.objectId !== null, dice),
    dueOn: lastDayOf(item, fate.foundOn),
  }
  const first = { V: hands.local, T: hands.town, D: hands.county }[item.level]
  story.add(opened, 'register', hands.finder, input, first)
  if (fate.until === 'register') return story.acts
  if (fate.until === 'assign') {
    story.add(at(1), 'assign', hands.local, { seatId: hands.finder.seatId, text: '请去现场处理' }, hands.finder)
    return story.acts
  }
  const late = !fate.until && dice.next() < 0.07
  const days = Math.max(1, Math.ceil(item.limitHours / 24))
  const take = late ? days + dice.whole(1, 4) : days * (0.2 + 0.6 * dice.next())
  const end = at(fate.until ? SOON : take * 24)
  if (item.level === 'V' && dice.next() < 0.8 && !fate.until) settle(story, fate, end, dice)
  else sendOut(story, fate, { at, end, dice })
  return story.acts
}

const groupOf = ({ category }: EventItem): string => findEventCategory(category)?.group ?? 'order'

/** The village does it itself; now and then what was registered turns out to be nothing. */
function settle(story: PastStory, { item, hands }: EventFate, end: Date, dice: Dice): void {
  if (dice.next() < 0.04) story.add(end, 'withdraw', hands.finder, { text: '再去看时已经没有了，不用办' }, null)
  else story.add(end, 'settle', hands.local, { reply: doneOf(groupOf(item), dice) }, null)
}

interface Course {
  at(hours: number): Date
  end: Date
  dice: Dice
}

/** Sent out by the town or the county, handled, verified by whoever found it, closed. */
function sendOut(story: PastStory, fate: EventFate, { at, end, dice }: Course): void {
  const { item, hands, until } = fate
  if (item.level === 'V') story.add(at(2), 'raise', hands.local, { text: '涉及村外人员，村里协调不了' }, hands.town)
  const up = item.level === 'T' && dice.next() < 0.06
  if (up) story.add(at(2), 'escalate', hands.town, { text: '涉及县级部门，请县里牵头' }, hands.county)
  const ofCounty = up || item.level === 'D'
  const desk = ofCounty ? hands.county : hands.town
  const own = dice.next() < 0.35 || hands.local.seatId === hands.finder.seatId
  const handler = own ? desk : hands.local
  const dueOn = lastDayOf(item, fate.foundOn)
  const names = ofCounty ? { own: 'take', out: 'direct' } : { own: 'accept', out: 'dispatch' }
  const given = own ? { dueOn } : { dueOn, seatId: handler.seatId, text: '请尽快到现场处理' }
  story.add(at(up ? 4 : 3), own ? names.own : names.out, desk, given, handler)
  story.add(end, 'handle', handler, { text: doneOf(groupOf(item), dice) }, hands.finder)
  if (until === 'handle') return
  const verified = new Date(end.getTime() + dice.whole(3, 22) * HOUR)
  story.add(verified, 'verify', hands.finder, { passed: true, text: dice.pick(VERIFIED) }, desk)
  if (until === 'verify') return
  const closed = new Date(verified.getTime() + dice.whole(1, 20) * HOUR)
  story.add(closed, ofCounty ? 'close-county' : 'close', desk, { reply: doneOf(groupOf(item), dice) }, null)
}

const VERIFIED = ['到现场看过，解决了', '现场恢复正常，拍了照片', '问过住户，没有再发生']
