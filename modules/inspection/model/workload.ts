import { addDays } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'

/** What an office has to work with over the months of a plan. */
export interface Strength {
  fromMonth: string
  toMonth: string
  officers: number
  /** Days of all officers together that go to other enforcement and to what is none. */
  otherDays: number
  /** Days one inspection takes each of its two officers. */
  daysPerVisit: number
}

/** Days an office has, and how many inspections fit into them. */
export interface Workload {
  /** Working days of one officer. */
  workdays: number
  available: number
  supervision: number
  visits: number
}

/** Two officers go to every inspection (行政处罚法 art. 42 第一款). */
export const OFFICERS_PER_VISIT = 2

/** Months from one to another, both included; empty where they stand the wrong way round. */
export function monthsOf(fromMonth: string, toMonth: string): string[] {
  const index = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
  const count = index(toMonth) - index(fromMonth) + 1
  return Array.from({ length: Math.max(0, count) }, (_, at) => {
    const month = index(fromMonth) + at
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  })
}

/**
 * Workload of a plan: available is officers × working days, supervision what is left of it (enforcement.md §8, 未经核实).
 * Never below zero.
 */
export function workloadOf({ fromMonth, toMonth, officers, otherDays, daysPerVisit }: Strength): Workload {
  const workdays = monthsOf(fromMonth, toMonth).reduce((sum, month) => sum + workdaysIn(month), 0)
  const available = officers * workdays
  const supervision = Math.max(0, available - otherDays)
  return { workdays, available, supervision, visits: Math.floor(supervision / (daysPerVisit * OFFICERS_PER_VISIT)) }
}

function workdaysIn(month: string): number {
  let days = 0
  for (let on = `${month}-01`; on.startsWith(month); on = addDays(on, 1)) if (isWorkday(on)) days += 1
  return days
}
