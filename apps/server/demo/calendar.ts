import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays, isWorkday } from '#standards/calendar/work-calendar.ts'

/** The day itself or, where nobody is in the office on it, the last working day before it. */
export const officeDay = (day: LocalDate): LocalDate => (isWorkday(day) ? day : addWorkdays(day, -1))

/** The working day a day drawn in a period stands for: the last one up to it, or the next one where that was before the period. */
export const officeDayIn = (drawn: LocalDate, first: LocalDate): LocalDate => {
  const on = officeDay(drawn)
  return on < first ? addWorkdays(drawn, 1) : on
}

/** The working day so many working days before a day; 1 is the last one before it. */
export const workdaysBefore = (day: LocalDate, count: number): LocalDate => addWorkdays(day, -count)

/** A day so many calendar days away, moved back to a working day: what an office did, it did on one. */
export const officeDayFrom = (day: LocalDate, days: number): LocalDate => officeDay(addDays(day, days))

/** A moment by China's clock. */
export const momentOf = (day: LocalDate, time: string): Date => new Date(`${day}T${time}:00+08:00`)

/** The moment or, where it has not come yet, a little before now: nothing in the city has happened tomorrow. */
export const notAhead = (moment: Date): Date => new Date(Math.min(moment.getTime(), Date.now() - 600_000))
