import { due } from '#standards/calendar/deadline.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { measureKinds } from './codes.ts'
import type { MeasureStory } from './story.ts'

/** Days a seizure lasts, and how many more the head may add once (行政强制法第25条). */
export const SEIZURE_DAYS = 30

/** Why an act may not be done after what was done before, with the field to be changed. */
export interface Refusal {
  sentence: string
  field: string
}

interface Wish {
  act: string
  input: Record<string, unknown>
  story: MeasureStory
  /** The moment it is done, ISO 8601. */
  now: Date
  /** Longest months a stop lasts; a setting, not confirmed. */
  stopMonths: number
}

/** What stands in the way of an act by law; null for nothing. */
export function refusalOf(wish: Wish): Refusal | null {
  return gates[wish.act]?.(wish) ?? null
}

const gates: Readonly<Record<string, (wish: Wish) => Refusal | null>> = {
  serve: (wish) => tooEarly(wish) ?? tooLong(wish),
  lengthen: lengthenedTooFar,
  cut: cutTooSoon,
  release: leftInTheList,
}

/** What was approved first is served after that; what was taken at once, since then. */
function tooEarly({ story, input }: Wish): Refusal | null {
  const first = story.urgency === null ? story.approval?.on : story.takenOn
  if (!first || String(input.on) >= first) return null
  return { field: 'on', sentence: `送达不能早于 ${first}（${story.urgency === null ? '批准' : '当场采取措施'}的日期）` }
}

/** Last day of a measure that begins on a day: 30 days for a seizure (行政强制法第25条), some months for a stop. */
export const latestEnd = ({ kind }: Pick<MeasureStory, 'kind'>, from: string, stopMonths: number): string =>
  kind === 'seizure' ? addDays(from, SEIZURE_DAYS) : addMonths(from, stopMonths)

function tooLong({ story, input, stopMonths }: Wish): Refusal | null {
  const last = latestEnd(story, String(input.on), stopMonths)
  if (String(input.dueOn) <= last) return null
  const why = story.kind === 'seizure' ? '查封、扣押不超过三十日（行政强制法第二十五条）' : `最长 ${stopMonths} 个月`
  return { field: 'dueOn', sentence: `${why}，最晚 ${last}` }
}

/** A seizure is lengthened once by up to 30 days; the days of tests do not count. */
function lengthenedTooFar({ story, input, stopMonths }: Wish): Refusal | null {
  const { kind, until, service, lengthened, testedDays } = story
  if (!until || !service) return null
  const asked = String(input.until)
  const now = lengthened?.until ?? until
  if (asked <= now) return { field: 'until', sentence: `要晚于现在的期限 ${now}` }
  if (kind === 'seizure' && lengthened)
    return { field: 'until', sentence: `${measureKinds.seizure}只能延长一次，已经延到 ${lengthened.until}` }
  const last = kind === 'seizure' ? addDays(until, SEIZURE_DAYS + testedDays) : addMonths(service.on, stopMonths)
  if (asked <= last) return null
  return {
    field: 'until',
    sentence:
      kind === 'seizure'
        ? `延长不超过三十日（行政强制法第二十五条），最晚 ${last}`
        : `合计最长 ${stopMonths} 个月，最晚 ${last}`,
  }
}

/** Power is cut 24 hours after the notice at the earliest, but where safety cannot wait (安全生产法第70条第2款). */
function cutTooSoon({ story, input, now }: Wish): Refusal | null {
  const from = now.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
  const { due: earliest } = due({ from, unit: 'H', amount: 24 })
  const starts = `${input.startsOn} ${input.startsAt}`
  const last = story.lengthened?.until ?? story.until
  if (last && String(input.startsOn) > last) return { field: 'startsOn', sentence: `不能晚于措施的期限 ${last}` }
  if (input.urgent === true) return starts >= from ? null : { field: 'startsAt', sentence: `不能早于现在（${from}）` }
  if (starts >= earliest.slice(0, 16)) return null
  return {
    field: 'startsAt',
    sentence: `停止供电要提前二十四小时通知（安全生产法第七十条），最早 ${earliest.slice(0, 16)}；紧急情形请选「有危及生产安全的紧急情形」`,
  }
}

/** Everything in the list is dealt with, once. */
function leftInTheList({ story, input }: Wish): Refusal | null {
  const given = ((input.disposals ?? []) as { n: number }[]).map(({ n }) => n)
  const left = story.items.map((_, at) => at + 1).filter((n) => !given.includes(n))
  if (left.length > 0) return { field: 'disposals', sentence: `清单第 ${left.join('、')} 项还没有写怎么处理` }
  const stray = given.find((n, at) => n > story.items.length || given.indexOf(n) !== at)
  return stray ? { field: 'disposals', sentence: `清单里没有第 ${stray} 项，或它写了两次` } : null
}
