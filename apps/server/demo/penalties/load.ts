import type { PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/limits.ts'
import { enterPenalties } from '#modules/enforcement-case/server/past.ts'
import { numberText } from '#modules/legal-document/model/number.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { demoAccounts } from '../accounts.ts'
import { momentOf, notAhead, workdaysBefore } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { agencyOf } from '../documents/load.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { numbered } from '../past-story.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { HeldSeat } from '../store.ts'
import { AGES, type Cast, type Fate, lifeOf } from './lives.ts'
import { heavyMatters, type Matter, matters } from './matters.ts'

/** How many cases come to which fate; most are over. */
const FATES: readonly (readonly [Fate, number])[] = [
  ...([
    ['archived', 18],
    ['unbound', 12],
    ['closed', 3],
    ['closing', 2],
    ['performing', 3],
    ['overdue', 2],
    ['instalments', 1],
  ] as const),
  ...([
    ['enforcing', 1],
    ['decided', 2],
    ['approval', 2],
    ['hearing', 1],
    ['notified', 2],
    ['reviewing', 1],
  ] as const),
  ...([
    ['investigated', 2],
    ['investigating', 3],
    ['filing', 2],
    ['clue', 3],
    ['unfiled', 2],
  ] as const),
  ...([
    ['transferred', 1],
    ['terminated', 1],
    ['annulled', 1],
  ] as const),
]
/** Open cases of the county of the demo accounts come first. */
const HOME = '370523'
const CITY = '3705'
const SOURCES = ['inspection', 'inspection', 'hazard', 'complaint', 'referral'] as const
/** Working days over which what is over is spread, and what still waits to be bound. */
const PAST_WORKDAYS = 600
const UNBOUND_WORKDAYS = 60
const nameOf = (wanted: string) => demoAccounts.find(({ login }) => login === wanted)?.name
const HANDLER = nameOf('guangrao-officer')
const CITY_HANDLER = nameOf('city-officer')
/** The second case of these is the city's own: its leader and its officer have something to do. */
const OF_CITY: readonly Fate[] = ['filing', 'approval', 'investigating', 'decided']

/** Gives the demo city its cases of penalty, in every state; the enterprise of the demo account has one it was told of. @returns them as they were entered */
export async function loadPenalties(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  own: DemoEnterprise,
  crew: Crew,
  day: LocalDate,
  dice: Dice,
): Promise<PastCase[]> {
  const now = notAhead(momentOf(day, '08:30'))
  const seats = [...crew.seats.values()]
  const home = enterprises.filter(({ gridCode, id }) => gridCode.startsWith(HOME) && id !== own.id)
  const elsewhere = enterprises.filter(({ gridCode }) => !gridCode.startsWith(HOME))
  const used = new Set<string>()
  const pick = (isHome: boolean): DemoEnterprise => {
    for (;;) {
      const one = dice.pick(isHome ? home : elsewhere)
      if (!used.has(one.id) && used.add(one.id)) return one
    }
  }
  const cases: PastCase[] = []
  for (const [fate, count] of FATES)
    for (let at = 0; at < count; at++) {
      const told = fate === 'notified' && at === 0
      const isHome = at === 0 || dice.next() < 0.4
      const enterprise = told ? own : pick(isHome)
      const cast = castOf(seats, crew, enterprise, OF_CITY.includes(fate) && at === 1)
      if (cast) cases.push(caseOf(enterprise, cast, fate, { at: cases.length, heavy: told, day, dice, now }))
    }
  numberDecisions(cases, crew)
  const entered = numbered('CF', cases)
  await enterPenalties(tx, entered, now)
  return entered
}

/** Who handles a case of an enterprise: the office of its county, or that of the city; null where one of them is missing. */
export function castOf(
  seats: readonly HeldSeat[],
  crew: Crew,
  enterprise: DemoEnterprise,
  ofCity = false,
): Cast | null {
  const { id, gridCode } = enterprise
  const county = gridCode.slice(0, 6)
  const at = (grid: string, role: string) =>
    seats.filter((one) => one.gridCode === grid && one.role === role && !one.objectId)
  const first = (name: string | undefined) => (a: HeldSeat, b: HeldSeat) =>
    Number(b.name === name) - Number(a.name === name)
  const city = at(CITY, 'city_officer').sort(first(CITY_HANDLER))
  const own = [...at(county, 'county_officer').sort(first(HANDLER)), ...at(gridCode.slice(0, 9), 'town_officer')]
  // The city has few officers: one of the county stands in for the third.
  const [officer, second] = ofCity ? [...city, ...own] : [...own, ...city]
  const head = at(ofCity ? CITY : county, 'leader')[0] ?? at(CITY, 'leader')[0]
  const reviewer = [...city, ...own].find(
    ({ personId }) => personId !== officer?.personId && personId !== second?.personId,
  )
  const party = crew.safety.get(id)
  if (!officer || !second || !head || !reviewer || !party) return null
  return { officer: doer(officer), second: doer(second), head: doer(head), reviewer: doer(reviewer), party }
}

const doer = ({ seatId, personId, name, title, bodyName }: HeldSeat): Doer => ({
  ...{ seatId, personId, name },
  seat: title,
  body: bodyName,
})

/** Writes the number of each decision into its act: one after the other in the year, agency by agency. */
function numberDecisions(cases: readonly PastCase[], { seats }: Crew): void {
  const running = new Map<string, number>()
  const decided = cases.flatMap(({ acts }) => acts.filter(({ act }) => act === 'decide'))
  for (const act of decided.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const agency = agencyOf(seats.get(act.by.seatId)?.gridCode ?? CITY)
    const year = Number(today(act.at).slice(0, 4))
    const key = `${agency.gridCode} ${year}`
    const n = (running.get(key) ?? 0) + 1
    running.set(key, n)
    act.input.decisionNo = numberText(agency.region, '应急罚', year, n)
  }
}

/** A fine a little above or below, inside the same step. */
const varied = (matter: Matter, dice: Dice): Matter => ({
  ...matter,
  weighing: { ...matter.weighing, fine: matter.weighing.fine + 1000 * dice.whole(-2, 2) },
})

const OVER: readonly Fate[] = ['archived', 'unbound', 'unfiled', 'transferred', 'terminated', 'annulled']
const HEAVY: readonly Fate[] = ['hearing', 'reviewing']

function caseOf(
  { id, gridCode, values }: DemoEnterprise,
  cast: Cast,
  fate: Fate,
  told: { at: number; heavy: boolean; day: LocalDate; dice: Dice; now: Date },
): PastCase {
  const { at, day, dice, now } = told
  const heavy = told.heavy || HEAVY.includes(fate) || (OVER.includes(fate) && at % 6 === 5)
  const spread = OVER.includes(fate) ? dice.whole(1, PAST_WORKDAYS) : 0
  const begun = workdaysBefore(day, AGES[fate] + (fate === 'unbound' ? spread % UNBOUND_WORKDAYS : spread))
  const matter = varied(dice.pick(heavy ? heavyMatters : matters), dice)
  const partyName = String(values.name)
  const year = begun.slice(0, 4)
  const acts = lifeOf(
    {
      ...{ fate, matter, heavy, partyName, begun, cast, source: dice.pick(SOURCES) },
      archiveNo: `${year}${String(at + 1).padStart(4, '0')}`,
    },
    now,
  )
  const opened = acts[0]?.at ?? now
  return {
    id: newId(opened.getTime()),
    number: '',
    title: matter.what,
    gridCode,
    objectId: id,
    acts,
  }
}
