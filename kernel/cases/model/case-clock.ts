import { addDays, dayNumber } from '#standards/calendar/local-date.ts'
import type { CaseType, TermSpec } from './case-type.ts'
import { type Clock, localDay, localMoment, startClock } from './clock.ts'
import { isCommon } from './common-acts.ts'
import type { CaseState, DoneAct } from './fold.ts'

/**
 * The clock of a case as it follows from its acts: started with the state, lengthened by extensions, standing still while
 * suspended. Null where the state runs none.
 */
export function clockOf(type: CaseType, present: CaseState): Clock | null {
  const spec = type.states[present.state]?.clock
  if (!spec) return null
  const since = present.acts.filter(({ at }) => at >= present.since)
  const entering = since.findLast(({ act, at }) => at === present.since && !isCommon(act))
  const extension = since.findLast(({ act }) => act === 'extend')
  const suspensions = suspensionsOf(spec, extension ? since.slice(since.indexOf(extension)) : since)
  const clock = extension
    ? startClock({ ...spec, term: 'dueOn' }, present.since, later(String(extension.input.until), suspensions))
    : startClock(
        spec,
        present.since,
        namedDay(spec, entering, suspensions),
        spec.term === 'dueOn' ? {} : { suspensions },
      )
  return {
    ...clock,
    ...(extension ? { basis: `${spec.source}；经批准延至 ${extension.input.until}` } : {}),
    stoppedSince: present.suspended?.since ?? null,
  }
}

interface Stop {
  from: string
  to: string
}

function suspensionsOf(spec: TermSpec, acts: readonly DoneAct[]): Stop[] {
  const local = spec.term !== 'dueOn' && spec.term.unit === 'H' ? localMoment : localDay
  const stops: Stop[] = []
  let from: string | null = null
  for (const { act, at } of acts) {
    if (act === 'suspend') from = local(Date.parse(at))
    if (act === 'resume' && from) stops.push({ from, to: local(Date.parse(at)) })
    if (act === 'resume') from = null
  }
  return stops
}

function namedDay(spec: TermSpec, entering: DoneAct | undefined, stops: readonly Stop[]): string | null {
  if (spec.term !== 'dueOn') return null
  return typeof entering?.input.dueOn === 'string' ? later(entering.input.dueOn, stops) : null
}

/** A day put off by the days a clock stood still. */
const later = (day: string, stops: readonly Stop[]): string =>
  addDays(
    day,
    stops.reduce((sum, { from, to }) => sum + dayNumber(to) - dayNumber(from) + 1, 0),
  )
