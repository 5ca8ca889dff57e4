import { addDays, dayNumber } from '#standards/calendar/local-date.ts'
import { type CaseType, clockChange, type TermSpec } from './case-type.ts'
import { type Clock, localDay, localMoment, startClock } from './clock.ts'
import { isCommon } from './common-acts.ts'
import { type CaseState, type DoneAct, firstEntered } from './fold.ts'

/**
 * The clock of a case as it follows from its acts: started with the state, lengthened by extensions, standing still while
 * suspended. Null where the state runs none.
 */
export function clockOf(type: CaseType, present: CaseState): Clock | null {
  const spec = type.states[present.state]?.clock
  if (!spec) return null
  const began = (spec.since && firstEntered(type, present.acts, spec.since)) || present.since
  const since = present.acts.filter(({ at }) => at >= began)
  const start = startOf(spec, since, began)
  // An act that leaves the case where it is may name a day for something else, such as for what it hands down.
  const named = since.findLast(
    ({ act, input }) => !isCommon(act) && type.acts[act]?.to !== 'same' && typeof input.dueOn === 'string',
  )
  const lengthened = since.findLast(({ act }) => clockChange(type, act) === 'extend')
  // What was said last holds: an order with a new day after an extension, or the other way round.
  const extension =
    lengthened && since.indexOf(lengthened) > (named ? since.indexOf(named) : -1) ? lengthened : undefined
  const setBy = extension ?? (spec.term === 'dueOn' ? named : undefined)
  const suspensions = suspensionsOf(type, spec, setBy ? since.slice(since.indexOf(setBy)) : since)
  const clock = extension
    ? startClock({ ...spec, term: 'dueOn' }, start, later(String(extension.input.until), suspensions))
    : startClock(
        spec,
        start,
        spec.term === 'dueOn' && named ? later(String(named.input.dueOn), suspensions) : null,
        spec.term === 'dueOn' ? {} : { suspensions },
      )
  return {
    ...clock,
    ...(extension ? { basis: `${spec.source}；经批准延至 ${extension.input.until}` } : {}),
    stoppedSince: present.suspended?.since ?? null,
  }
}

/** When the term begins: with the day the act that led here names, midnight in China, else with that act. */
function startOf({ startsOn }: TermSpec, since: readonly DoneAct[], began: string): string {
  const named = startsOn ? since.find(({ input }) => typeof input[startsOn] === 'string')?.input[startsOn] : undefined
  return typeof named === 'string' ? `${named}T00:00:00+08:00` : began
}

interface Stop {
  from: string
  to: string
}

function suspensionsOf(type: CaseType, spec: TermSpec, acts: readonly DoneAct[]): Stop[] {
  const hours = spec.term !== 'dueOn' && spec.term.unit === 'H'
  const local = hours ? localMoment : localDay
  const stops: Stop[] = []
  let from: string | null = null
  for (const { act, at } of acts) {
    const change = clockChange(type, act)
    if (change === 'suspend') from = local(Date.parse(at))
    if (change === 'resume' && from) stops.push(...wholeStop(hours, from, Date.parse(at)))
    if (change === 'resume') from = null
  }
  return stops
}

/** A stop by the days that passed in it: the clock runs again on the day it is resumed, so a stop within a day takes none. */
function wholeStop(hours: boolean, from: string, until: number): Stop[] {
  if (hours) return [{ from, to: localMoment(until) }]
  const to = addDays(localDay(until), -1)
  return to < from ? [] : [{ from, to }]
}

/** A day put off by the days a clock stood still. */
const later = (day: string, stops: readonly Stop[]): string =>
  addDays(
    day,
    stops.reduce((sum, { from, to }) => sum + dayNumber(to) - dayNumber(from) + 1, 0),
  )
