import { due, type Suspension } from '#standards/calendar/deadline.ts'
import { SEED_CALENDAR, type WorkCalendar } from '#standards/calendar/work-calendar.ts'
import type { TermSpec } from './case-type.ts'

/** How near a clock is: `overdue` from 00:00 after the last day, `raised` when the seat above was told. */
export type ClockStage = 'running' | 'amber' | 'red' | 'overdue' | 'raised'

export interface Clock {
  title: string
  startedAt: string
  /** Last day, in China; for terms in hours the last moment. */
  dueOn: string
  /** Instants at which the stages begin. */
  amberAt: string
  redAt: string
  overdueAt: string
  /** The calendar of a year it crosses is not published yet: weekdays only, and said so. */
  provisional: boolean
  basis: string
  /** Since when it stands still; null or missing while it runs. */
  stoppedSince?: string | null
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
const CHINA = 8 * HOUR

/**
 * The clock that starts with a state. Amber when half the time is gone, red on the last day, both as
 * calendars-and-deadlines.md §4.16 sets by default.
 * @param startedAt instant, ISO 8601
 * @param dueOn the day named by the act, for terms that are not fixed
 */
export function startClock(
  spec: TermSpec,
  startedAt: string,
  dueOn: string | null,
  taken: { extensions?: readonly number[]; suspensions?: readonly Suspension[] } = {},
  calendar: WorkCalendar = SEED_CALENDAR,
): Clock {
  const start = Date.parse(startedAt)
  if (spec.term === 'dueOn') {
    if (!dueOn) throw new Error('the act names no day')
    return clockOf(spec, start, dueOn, false, `期限由本次办理确定：${dueOn}`)
  }
  const { amount, unit } = spec.term
  const from = unit === 'H' ? localMoment(start) : localDay(start)
  const end = due({ from, unit, amount, ...taken }, calendar)
  return clockOf(spec, start, end.due, end.provisional, end.basis)
}

function clockOf(spec: TermSpec, start: number, dueOn: string, provisional: boolean, basis: string): Clock {
  const overdue = overdueInstant(dueOn)
  const last = dueOn.length > 10 ? overdue - Math.min(HOUR, (overdue - start) / 5) : overdue - DAY
  const half = start + (overdue - start) / 2
  return {
    title: spec.title,
    startedAt: new Date(start).toISOString(),
    dueOn,
    amberAt: new Date(Math.min(half, last)).toISOString(),
    redAt: new Date(Math.max(last, start)).toISOString(),
    overdueAt: new Date(overdue).toISOString(),
    provisional,
    basis: `${spec.source}；${basis}`,
  }
}

/** A day lasts to midnight in China, a moment to itself. */
function overdueInstant(dueOn: string): number {
  if (dueOn.length <= 10) return Date.parse(`${dueOn}T00:00:00Z`) - CHINA + DAY
  return Date.parse(`${dueOn.replace(' ', 'T')}Z`) - CHINA
}

export const localDay = (instant: number) => new Date(instant + CHINA).toISOString().slice(0, 10)
export const localMoment = (instant: number) => new Date(instant + CHINA).toISOString().slice(0, 19).replace('T', ' ')

/** When a clock comes to its next stage; what is overdue is raised by the worker as soon as its hours are over. */
export const nextStageAt = (clock: Clock, stage: Exclude<ClockStage, 'raised'>): string =>
  ({ running: clock.amberAt, amber: clock.redAt, red: clock.overdueAt, overdue: clock.overdueAt })[stage]

/** How near a clock is at an instant; being raised is an act of the worker, not of time. */
export function stageAt(
  clock: Pick<Clock, 'amberAt' | 'redAt' | 'overdueAt'>,
  at: string,
): Exclude<ClockStage, 'raised'> {
  if (at >= clock.overdueAt) return 'overdue'
  if (at >= clock.redAt) return 'red'
  return at >= clock.amberAt ? 'amber' : 'running'
}
