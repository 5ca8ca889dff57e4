import { addDays, addMonths, type LocalDate, weekday } from '#standards/calendar/local-date.ts'
import { addWorkdays, isWorkday, SEED_CALENDAR, type WorkCalendar } from '#standards/calendar/work-calendar.ts'
import type { feedbackRhythms } from './codes.ts'

/** A rhythm in which feedback is asked. */
export type Rhythm = Exclude<keyof typeof feedbackRhythms, 'none'>

/** A period in which feedback is wanted once. */
export interface FeedbackPeriod {
  /** From this day on it is time: the holder is reminded, lists say 该反馈了. */
  remindOn: LocalDate
  /** Last day; from the next one on the period is missed. */
  dueOn: LocalDate
}

/** Working days before the last one of a period on which its holder is reminded; a daily one on the day itself. */
const AHEAD: Readonly<Record<Rhythm, number>> = { daily: 0, weekly: 1, monthly: 3 }

/** First and last day of the calendar period a day lies in: the day, its week from Monday (ISO 8601), its month. */
function bounds(rhythm: Rhythm, on: LocalDate): { from: LocalDate; to: LocalDate } {
  if (rhythm === 'daily') return { from: on, to: on }
  if (rhythm === 'weekly') {
    const from = addDays(on, -((weekday(on) + 6) % 7))
    return { from, to: addDays(from, 6) }
  }
  const from = `${on.slice(0, 8)}01`
  return { from, to: addDays(addMonths(from, 1), -1) }
}

/**
 * The period after the one a day lies in: what was said today counts for today's period, so the next word is due in the next.
 * A daily rhythm knows working days only.
 */
export function periodAfter(rhythm: Rhythm, on: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): FeedbackPeriod {
  if (rhythm === 'daily') {
    const dueOn = addWorkdays(on, 1, calendar)
    return { remindOn: dueOn, dueOn }
  }
  const { from, to } = bounds(rhythm, addDays(bounds(rhythm, on).to, 1))
  return { remindOn: remindDay(rhythm, from, to, calendar), dueOn: to }
}

/** A period may hold few working days or none: nobody is reminded before it has begun. */
function remindDay(rhythm: Rhythm, from: LocalDate, to: LocalDate, calendar: WorkCalendar): LocalDate {
  const last = isWorkday(to, calendar) ? to : addWorkdays(to, -1, calendar)
  const ahead = AHEAD[rhythm] === 0 ? last : addWorkdays(last, -AHEAD[rhythm], calendar)
  return ahead < from ? from : ahead
}

/** Whether a day rests on weekdays alone, since the calendar of its year is not published; only daily rhythms rest on it. */
export const isGuessed = (rhythm: Rhythm, dueOn: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): boolean =>
  rhythm === 'daily' && !calendar.years.has(Number(dueOn.slice(0, 4)))

/** What a rhythm asks for on a day, of somebody whose next word was due on `dueOn`. */
export interface Agenda {
  /** How many periods passed without a word. */
  missed: number
  /** Last day of the latest of them; null when none was missed. */
  missedOn: LocalDate | null
  /** The period that runs, or the next to come. */
  present: FeedbackPeriod
  /** Last day of the period it is time to speak in; null while there is time. */
  wantedOn: LocalDate | null
  /** The next day on which this changes. */
  changesOn: LocalDate
}

/** What is missed and what is wanted on a day. @param dueOn last day of the first period without a word */
export function agendaOn(
  rhythm: Rhythm,
  first: FeedbackPeriod,
  on: LocalDate,
  calendar: WorkCalendar = SEED_CALENDAR,
): Agenda {
  let present = first
  let missed = 0
  let missedOn: LocalDate | null = null
  while (present.dueOn < on) {
    missed += 1
    missedOn = present.dueOn
    present = periodAfter(rhythm, present.dueOn, calendar)
  }
  const wantedOn = present.remindOn <= on ? present.dueOn : null
  return { missed, missedOn, present, wantedOn, changesOn: wantedOn ? addDays(wantedOn, 1) : present.remindOn }
}

/** How the feedback of a part stands: missed, wanted now, or not yet. */
export const feedbackStates = { waiting: '没到时候', due: '该反馈了', late: '反馈逾期' } as const
export type FeedbackState = keyof typeof feedbackStates

/** How it stands on a day. */
export function feedbackStateOn({ remindOn, dueOn }: FeedbackPeriod, on: LocalDate): FeedbackState {
  if (dueOn < on) return 'late'
  return remindOn <= on ? 'due' : 'waiting'
}
