import { addDays, dayNumber, type LocalDate, weekday } from '#standards/calendar/local-date.ts'

/** Days of something drawn on a time line; null where it has not come to that. */
export interface Span {
  handedOn: LocalDate | null
  firstDueOn: LocalDate | null
  dueOn: LocalDate | null
  submittedOn: LocalDate | null
  endedOn: LocalDate | null
  late: boolean
}

/** First and last day drawn, and the days that are written above. */
export interface Scale {
  from: LocalDate
  to: LocalDate
  ticks: LocalDate[]
}

/** Days written above at most, so that they do not touch. */
const TICKS = 7

/** A scale that holds all days of some spans and today, from a Monday, with a tick every so many weeks. */
export function scaleOf(spans: readonly Span[], today: LocalDate): Scale {
  const days = spans.flatMap((span) =>
    [span.handedOn, span.firstDueOn, span.dueOn, span.submittedOn, span.endedOn].filter((day) => day !== null),
  )
  const all = [...days, today].sort()
  const first = all[0] as LocalDate
  const from = addDays(first, -((weekday(first) + 6) % 7))
  const to = addDays(all.at(-1) as LocalDate, 3)
  const weeks = Math.ceil((dayNumber(to) - dayNumber(from)) / 7 / TICKS)
  const step = 7 * Math.max(1, weeks)
  const ticks: LocalDate[] = []
  for (let day = from; day <= to; day = addDays(day, step)) ticks.push(day)
  return { from, to, ticks }
}

/** Where a day begins on the scale, in percent of its width; the day after the last is 100. */
export function placeOn({ from, to }: Scale, day: LocalDate): number {
  const whole = dayNumber(to) - dayNumber(from) + 1
  const share = ((dayNumber(day) - dayNumber(from)) / whole) * 100
  return Math.min(100, Math.max(0, share))
}

/** A piece of a bar, in percent. */
export interface Piece {
  left: number
  width: number
}

/** The bar of a span: its first term, the time it got more, and the time it took beyond. */
export function barOf(
  scale: Scale,
  span: Span,
  today: LocalDate,
): { term: Piece; more: Piece | null; over: Piece | null } | null {
  const { handedOn, firstDueOn, dueOn, submittedOn, late } = span
  if (!handedOn || !dueOn) return null
  const first = firstDueOn && firstDueOn < dueOn ? firstDueOn : dueOn
  const reported = submittedOn && submittedOn > dueOn ? submittedOn : null
  const until = late ? today : reported
  return {
    term: piece(scale, handedOn, first),
    more: first < dueOn ? piece(scale, addDays(first, 1), dueOn) : null,
    over: until && until > dueOn ? piece(scale, addDays(dueOn, 1), until) : null,
  }
}

/** Both days belong to it. */
function piece(scale: Scale, from: LocalDate, to: LocalDate): Piece {
  const left = placeOn(scale, from)
  return { left, width: Math.max(placeOn(scale, addDays(to, 1)) - left, 0.6) }
}
