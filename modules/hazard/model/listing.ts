import { localDay } from '#kernel/cases/model/clock.ts'
import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { addWorkdays, hasYear, SEED_CALENDAR, type WorkCalendar } from '#standards/calendar/work-calendar.ts'

/** What a listing office enters beside its decisions (督办经过); hazards.md §4. */
export const followUps = {
  file: '已报上一级安委会办公室',
  publish: '已向社会公布',
  visit: '现场督办',
  warn: '发出警示函',
  interview: '约谈负责人',
  report: '报告政府',
  refuse: '答复不同意延期',
  'publish-lift': '已公布摘牌',
} as const

/** Days of the steps; those of the Qingdao rule unless the administrator chose others (hazards.md §4, unverified). */
export interface ListingTerms {
  fileDays: number
  publishDays: number
  /** Working days before the term ends by which more time is asked for. */
  askDays: number
  decideDays: number
}

export const listingSteps = {
  file: '报上一级安委会办公室备案',
  publish: '向社会公布',
  progress: '每月报告整改进展',
  ask: '申请延期的最后一天',
  decide: '答复延期申请',
  lift: '整改到位，摘牌',
  'publish-lift': '公布摘牌',
} as const

export type ListingStepKey = keyof typeof listingSteps

/** One thing a listing asks for: by when, by whom, and when it was done. */
export interface ListingStep {
  key: ListingStepKey
  title: string
  who: 'office' | 'object'
  /** Last day, in China. */
  dueOn: string
  doneOn: string | null
  /** The holidays of a year it crosses are not published yet: weekdays only. */
  provisional: boolean
}

/** A listing as its acts tell it (挂牌督办). */
export interface Listing {
  level: string
  leader: string
  requirement: string
  since: string
  until: string
  liftedOn: string | null
  /** Seat that listed. */
  seatId: string | null
  steps: ListingStep[]
}

type Told = Pick<DoneAct, 'act' | 'at' | 'input' | 'seatId'>

/** The acts of the last listing: what listed it, what took it off, and everything since. */
interface Story {
  listed: Told
  lifted: Told | undefined
  since: readonly Told[]
}

/** The last listing of a hazard with its steps; null when it was never listed. Pure: pages, jobs and tests agree. */
export function listingOf(
  acts: readonly Told[],
  terms: ListingTerms,
  calendar: WorkCalendar = SEED_CALENDAR,
): Listing | null {
  const at = acts.findLastIndex(({ act }) => act === 'list')
  const listed = acts[at]
  if (!listed) return null
  const since = acts.slice(at + 1)
  const story = { listed, since, lifted: since.find(({ act }) => act === 'delist') }
  const { level, leader, requirement } = listed.input
  return {
    level: String(level),
    leader: String(leader),
    requirement: String(requirement),
    since: dayOf(listed),
    until: untilOf(story),
    liftedOn: story.lifted ? dayOf(story.lifted) : null,
    seatId: listed.seatId,
    steps: [
      ...openingSteps(story, terms, calendar),
      ...runningSteps(story, terms, calendar),
      ...lastSteps(story, terms, calendar),
    ].sort((a, b) => a.dueOn.localeCompare(b.dueOn)),
  }
}

/** Its last day: as listed, or as the listing office lengthened the term since. */
function untilOf({ listed, since }: Story): string {
  const first = String(listed.input.until)
  const longer = since.findLast(({ act, input }) => act === 'extend' && String(input.until) > first)
  return longer ? String(longer.input.until) : first
}

function openingSteps({ listed, since }: Story, terms: ListingTerms, calendar: WorkCalendar): ListingStep[] {
  const from = dayOf(listed)
  return (['file', 'publish'] as const).map((key) => {
    const days = key === 'file' ? terms.fileDays : terms.publishDays
    return stepOf(key, 'office', from, addWorkdays(from, days, calendar), followedOn(since, key), calendar)
  })
}

/** What goes on until it is lifted: a report each month, and more time asked for and answered. */
function runningSteps(story: Story, terms: ListingTerms, calendar: WorkCalendar): ListingStep[] {
  const { listed, since, lifted } = story
  const from = dayOf(listed)
  const reported = since.findLast(({ act }) => act === 'progress' || act === 'submit')
  const next = addMonths(reported ? dayOf(reported) : from, 1)
  // Whoever is prosecuted reports no progress any more; the listing itself is lifted by the office.
  const enforced = since.some(({ act }) => act === 'enforce')
  const request = since.findLast(({ act }) => act === 'ask-time')
  const lastDay = addWorkdays(untilOf(story), -terms.askDays, calendar)
  return [
    ...(lifted || enforced ? [] : [stepOf('progress', 'object', from, next, null, calendar)]),
    stepOf('ask', 'object', from, lastDay, request ? dayOf(request) : null, calendar),
    ...(request ? [answerTo(request, since, terms, calendar)] : []),
  ]
}

function answerTo(request: Told, since: readonly Told[], terms: ListingTerms, calendar: WorkCalendar): ListingStep {
  const from = dayOf(request)
  const answer = since
    .slice(since.indexOf(request) + 1)
    .find(({ act, input }) => act === 'extend' || (act === 'follow' && input.step === 'refuse'))
  const by = addWorkdays(from, terms.decideDays, calendar)
  return stepOf('decide', 'office', from, by, answer ? dayOf(answer) : null, calendar)
}

function lastSteps(story: Story, terms: ListingTerms, calendar: WorkCalendar): ListingStep[] {
  const { listed, since, lifted } = story
  const liftedOn = lifted ? dayOf(lifted) : null
  const lift = stepOf('lift', 'office', dayOf(listed), untilOf(story), liftedOn, calendar)
  if (!liftedOn) return [lift]
  const by = addWorkdays(liftedOn, terms.publishDays, calendar)
  return [lift, stepOf('publish-lift', 'office', liftedOn, by, followedOn(since, 'publish-lift'), calendar)]
}

/** The day an office entered for something it did beside its decisions. */
function followedOn(since: readonly Told[], step: keyof typeof followUps): string | null {
  const told = since.find(({ act, input }) => act === 'follow' && input.step === step)
  return told ? String(told.input.on) : null
}

const stepOf = (
  key: ListingStepKey,
  who: ListingStep['who'],
  from: string,
  dueOn: string,
  doneOn: string | null,
  calendar: WorkCalendar,
): ListingStep => ({
  key,
  title: listingSteps[key],
  who,
  dueOn,
  doneOn,
  provisional: !hasYear(calendar, from) || !hasYear(calendar, dueOn),
})

const dayOf = ({ at }: Pick<Told, 'at'>) => localDay(Date.parse(at))

/**
 * How a step stands on a day: done in time or late, still open, due within a day, or missed. The last day for asking is no duty: it
 * passes.
 */
export function stepStands(step: ListingStep, on: string): 'done' | 'done-late' | 'open' | 'due' | 'late' | 'past' {
  if (step.doneOn) return step.doneOn > step.dueOn ? 'done-late' : 'done'
  if (on > step.dueOn) return step.key === 'ask' ? 'past' : 'late'
  return on >= addDays(step.dueOn, -1) ? 'due' : 'open'
}
