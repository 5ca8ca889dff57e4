import type { PastAct, PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { enterHazards } from '#modules/hazard/server/past.ts'
import { addDays, dayNumber, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead, officeDay, officeDayIn } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { drawVisits, firstAbove, PERIOD, shuffled, type Visit } from '../inspections/visits.ts'
import { numbered } from '../past-story.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { type Fate, lifeOf } from './lives.ts'
import { mattersOf } from './matters.ts'
import type { Crew } from './staff.ts'

/** The reference city's report: hazards the enterprises reported themselves, and those the offices found, in seven months. */
export const SELF_REPORTED = 30_806
export const FOUND_BY_OFFICE = 9804
const MAJOR_SHARE = 0.004
/** Major hazards under supervision by name. */
const LISTED = 3
const PART = 1500

/**
 * Fills the half year before the day with hazards and their whole lives.
 * @param nameFailed says of some which measure of a risk point failed
 * @returns how many, and the visits that found those of the offices
 */
export async function loadHazards(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  crew: Crew,
  own: DemoEnterprise,
  day: LocalDate,
  dice: Dice,
  nameFailed: (fates: readonly Fate[]) => void,
  say: (line: string) => void,
): Promise<{ count: number; visits: Visited[] }> {
  const now = notAhead(momentOf(day, '08:10'))
  const chosen = draw(enterprises, dice)
  const visits = drawVisits(enterprises, own, day, dice, FOUND_BY_OFFICE - LISTED, draw)
  const fates = [
    ...Array.from({ length: SELF_REPORTED }, (_, at) =>
      fateOf(at < 26 ? own : chosen(), at < 26 ? at * 3 + 1 : null, day, dice),
    ),
    ...visits.flatMap((visit) => fatesOf(visit, day, dice)),
    ...listedFates(enterprises, day),
  ]
  nameFailed(fates)
  const told = fates.map((fate) => ({ fate, ...caseOf(fate, crew, dice, now) }))
  const cases = numbered(
    'YH',
    told.map(({ fate: _fate, ...one }) => one),
  )
  for (let at = 0; at < cases.length; at += PART) {
    await enterHazards(tx, cases.slice(at, at + PART), now)
    if (at % (PART * 10) === 0 && at > 0) say(`  隐患 ${at} 条 …`)
  }
  const found = Map.groupBy(
    told.filter(({ acts }) => acts.length > 0),
    ({ fate }) => fate.visit,
  )
  return {
    count: cases.length,
    visits: visits.map((visit) => ({
      visit,
      hazards: (found.get(visit) ?? []).map(({ id, acts, fate: { item } }) => ({ id, acts, item })),
    })),
  }
}

/** A visit with the hazards it found, each with its life so far. */
export interface Visited {
  visit: Visit
  hazards: { id: string; acts: readonly PastAct[]; item: Fate['item'] }[]
}

/** Draws enterprises, the larger and more dangerous ones more often. */
function draw(enterprises: readonly DemoEnterprise[], dice: Dice): () => DemoEnterprise {
  const able = enterprises.filter(({ values }) => values.operatingState === 'producing')
  let sum = 0
  const sums = able.map(({ values }) => {
    sum += 1 + Math.min(12, Number(values.staffCount ?? 0) / 40) + (Number(values.riskLevel ?? 4) <= 2 ? 6 : 0)
    return sum
  })
  return () => able[firstAbove(sums, dice.next() * sum)] as DemoEnterprise
}

function fateOf(one: DemoEnterprise, daysAgo: number | null, day: LocalDate, dice: Dice): Fate {
  // Of the day itself only the morning is over.
  const foundOn = officeDayIn(addDays(day, -(daysAgo ?? dice.whole(1, PERIOD))), addDays(day, -PERIOD))
  const matters = mattersOf(one, true, foundOn)
  const major = matters.major.length > 0 && dice.next() < MAJOR_SHARE
  return { one, item: dice.pick(major ? matters.major : matters.ordinary), self: true, foundOn, major }
}

/** Days ago the chemical plants of Guangrao came out of their summer overhaul; at some the guards were not put back as they were. */
const OVERHAUL = 130
const BYPASSED = 0.16

const isAfterOverhaul = ({ one, on }: Visit, day: LocalDate): boolean =>
  one.gridCode.startsWith('370523') &&
  (one.values.regulatorClasses as string[]).includes('hazchem') &&
  on >= addDays(day, -OVERHAUL)

/** Days ago the county ordered the aisles of its factories cleared; since summer some had stacked them with goods. */
export const ORDERED = 78
const STACKED = 120
const STACKED_SHARE = 45

/** Whether a visit came upon stacked aisles; by the day, not by the dice of the hazards. */
const isStacked = ({ one, on }: Visit, day: LocalDate): boolean =>
  one.gridCode.startsWith('370523') &&
  (one.values.regulatorClasses as string[]).includes('industry_trade') &&
  on >= addDays(day, -ORDERED - STACKED) &&
  on < addDays(day, -ORDERED + 10) &&
  (dayNumber(on) * 37 + Number(one.values.staffCount ?? 0)) % 100 < STACKED_SHARE

/** Work places (作业场所). */
const isSite = ({ category }: Fate['item']) => category === 'S01'

/** Guards, interlocks, signals (防护、保险、信号等装置装备). */
const isGuard = ({ category }: Fate['item']) => category === 'S03'

/** What a visit found, no check twice as long as there are others. */
function fatesOf(visit: Visit, day: LocalDate, dice: Dice): Fate[] {
  const { one, on, findings } = visit
  const matters = mattersOf(one, false, on)
  const drawn = shuffled(matters.ordinary, dice)
  const bypassed = isAfterOverhaul(visit, day) && dice.next() < BYPASSED
  const first = bypassed ? isGuard : isStacked(visit, day) ? isSite : null
  const pool = first ? drawn.toSorted((a, b) => Number(first(b)) - Number(first(a))) : drawn
  return Array.from({ length: findings }, (_, at) => {
    const major = matters.major.length > 0 && dice.next() < MAJOR_SHARE
    const item = major ? dice.pick(matters.major) : (pool[at % pool.length] as Fate['item'])
    return { one, item, self: false, foundOn: on, major, visit }
  })
}

/** Three major hazards under supervision by name on the day of the report. */
function listedFates(enterprises: readonly DemoEnterprise[], day: LocalDate): Fate[] {
  const able = (prefix: string) =>
    enterprises.filter(
      (one) =>
        one.gridCode.startsWith(prefix) &&
        one.values.operatingState === 'producing' &&
        Number(one.values.staffCount) > 60 &&
        mattersOf(one, false, day).major.length > 0,
    )
  return [
    { one: able('370523107')[0] ?? able('370523')[0], ago: 62, listed: 'county' as const },
    { one: able('370503')[0], ago: 48, listed: 'county' as const, unpublished: true },
    { one: able('370572')[0] ?? able('370505')[0], ago: 35, listed: 'city' as const },
  ].map(({ one, ago, ...listing }) => ({
    one: one as DemoEnterprise,
    item: mattersOf(one as DemoEnterprise, false, day).major[0] as Fate['item'],
    self: false,
    foundOn: officeDay(addDays(day, -ago)),
    major: true,
    ...listing,
  }))
}

function caseOf(fate: Fate, crew: Crew, dice: Dice, now: Date): Omit<PastCase, 'number'> {
  const acts = lifeOf(fate, crew, dice, now)
  const opened = acts[0]?.at ?? now
  return {
    id: newId(opened.getTime()),
    title: String(acts[0]?.input.what),
    gridCode: fate.one.gridCode,
    objectId: fate.one.id,
    acts,
  }
}
