import { newId } from '#kernel/db/id.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, officeDayFrom, officeDayIn } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { conditionOf } from './condition.ts'

/** Visits of the half year by the office that made them: the report names six; the rest is shared by the other two. */
const VISITS: Readonly<Record<string, number>> = {
  '3705': 158,
  '370523': 865,
  '370522': 383,
  '370505': 374,
  '370571': 60,
  '370572': 37,
  '370502': 310,
  '370503': 222,
}
/** Orders to put right among them, and findings in them. */
export const ORDERS = 1453
export const REINSPECTIONS = 821
/** When an office orders in writing what it found that day. */
export const ORDERED_AT = '16:00'
/** Days ago the office came to the enterprise of the demo account, and what it found each time. */
const OWN_VISITS = [1, 18, 36]
const OWN_FINDINGS = 2
/** Days from 2016-07-01 to the report of 2017-02-15. */
export const PERIOD = 229

/** A visit before its story is told: who went where when, and how much was found. */
export interface Visit {
  id: string
  one: DemoEnterprise
  office: string
  on: LocalDate
  findings: number
}

/**
 * Draws the visits of the half year: so many by each office, an order after so many, all findings shared among the orders.
 * @param draw gives a way to draw enterprises of some, the larger and more dangerous ones more often
 */
export function drawVisits(
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  day: LocalDate,
  dice: Dice,
  findings: number,
  draw: (enterprises: readonly DemoEnterprise[], dice: Dice) => () => DemoEnterprise,
): Visit[] {
  const ownOffice = own.gridCode.slice(0, 6)
  const visits = OWN_VISITS.map((ago) => visitOf(own, ownOffice, officeDayFrom(day, -ago), OWN_FINDINGS))
  for (const [office, count] of Object.entries(VISITS)) {
    const there = enterprises.filter((one) => one.gridCode.startsWith(office) && one !== own)
    const chosen = draw(there, dice)
    const left = count - (office === ownOffice ? OWN_VISITS.length : 0)
    for (let at = 0; at < left; at++) {
      const on = officeDayIn(addDays(day, -dice.whole(1, PERIOD)), addDays(day, -PERIOD))
      visits.push(visitOf(chosen(), office, on, 0))
    }
  }
  share(visits.slice(OWN_VISITS.length), findings - OWN_VISITS.length * OWN_FINDINGS, dice)
  return visits
}

const visitOf = (one: DemoEnterprise, office: string, on: LocalDate, findings: number): Visit => {
  return { id: newId(momentOf(on, '08:30').getTime()), one, office, on, findings }
}

/** Chooses the visits that led to an order, and shares the findings among them: one each, the rest where more is out of order. */
function share(visits: readonly Visit[], findings: number, dice: Dice): void {
  const conditions = new Map(visits.map((visit) => [visit, conditionOf(visit.one)]))
  const of = (visit: Visit) => conditions.get(visit) as number
  const ordered = visits
    .map((visit) => ({ visit, place: dice.next() ** (1 / of(visit)) }))
    .sort((a, b) => b.place - a.place)
    .slice(0, ORDERS - OWN_VISITS.length)
    .map(({ visit }) => visit)
  let sum = 0
  const sums = ordered.map((visit) => {
    visit.findings = 1
    sum += of(visit)
    return sum
  })
  for (let left = findings - ordered.length; left > 0; left--) {
    const at = dice.next() * sum
    const visit = ordered[firstAbove(sums, at)] as Visit
    visit.findings++
  }
}

/** Place of the first of rising numbers that is above one. */
export function firstAbove(sums: readonly number[], at: number): number {
  let [low, high] = [0, sums.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] as number) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** A list in an order of chance. */
export function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  const all = [...list]
  for (let at = all.length - 1; at > 0; at--) {
    const other = dice.whole(0, at)
    ;[all[at], all[other]] = [all[other] as T, all[at] as T]
  }
  return all
}
