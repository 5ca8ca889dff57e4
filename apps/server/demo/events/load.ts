import type { PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { type EventItem, findEventItem } from '#modules/event/model/catalogue.ts'
import { eventKind } from '#modules/event/server/kind.ts'
import { enterEvents } from '#modules/event/server/past.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, notAhead, officeDayFrom } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { numbered } from '../past-story.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { HeldSeat } from '../store.ts'
import { TOWN } from '../story/cast.ts'
import { type EventFate, type Hands, lifeOf } from './lives.ts'
import { itemAt } from './matters.ts'

/** Events of the half year: in the villages of the demo town, and elsewhere at enterprises. */
export const IN_THE_TOWN = 380
export const ELSEWHERE = 220
const PERIOD = 182

/** Events that wait for the demo accounts on the day, by whose turn it is. */
const WAITING = [
  { code: '0105', ago: 2, until: 'register' },
  { code: '1101', ago: 1, until: 'register' },
  { code: '1301', ago: 1, until: 'register' },
  { code: '0204', ago: 2, until: 'register' },
  { code: '0206', ago: 1, until: 'register' },
  { code: '0601', ago: 1, until: 'assign' },
  { code: '1501', ago: 1, until: 'assign' },
  { code: '0701', ago: 3, until: 'handle' },
  { code: '1103', ago: 4, until: 'handle' },
  { code: '1604', ago: 5, until: 'verify' },
] as const

/** Fills the half year before the day with events and their whole lives. @returns how many */
export async function loadEvents(
  tx: Tx,
  enterprises: readonly DemoEnterprise[],
  crew: Crew,
  village: string,
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const now = notAhead(momentOf(day, '08:10'))
  const staff = staffOf(crew)
  const villages = [...staff.keys()].filter((code) => code.length === 12 && code.startsWith(TOWN))
  const atWork = enterprises.filter(({ values }) => values.operatingState === 'producing')
  const inTown = atWork.filter(({ gridCode }) => gridCode.startsWith(TOWN))
  const others = atWork.filter(({ gridCode }) => !gridCode.startsWith(TOWN))
  const foundOn = () => addDays(day, -dice.whole(1, PERIOD))
  const fates = [
    ...Array.from({ length: IN_THE_TOWN }, (_, at): EventFate => {
      const place = at % 3 === 0 ? dice.pick(inTown) : { id: null, gridCode: dice.pick(villages) }
      return fateAt(place, itemAt(place.id !== null, dice), foundOn(), crew, staff)
    }),
    ...Array.from({ length: ELSEWHERE }, () => {
      return fateAt(dice.pick(others), itemAt(true, dice), foundOn(), crew, staff)
    }),
    ...WAITING.map(({ code, ago, until }): EventFate => {
      const item = findEventItem(code) as EventItem
      const place = { id: null, gridCode: village }
      return { ...fateAt(place, item, officeDayFrom(day, -ago), crew, staff), until }
    }),
  ]
  const cases = numbered(
    'SJ',
    fates.map((fate) => caseOf(fate, dice, now)),
  )
  await enterEvents(tx, cases, now)
  return cases.length
}

/** Who sits at each grid, those first made first. */
function staffOf(crew: Crew): Map<string, HeldSeat[]> {
  const offices = [...crew.seats.values()].filter(({ objectId, role }) => !objectId && ROLES.has(role))
  return Map.groupBy(offices, ({ gridCode }) => gridCode)
}

const ROLES = new Set(['grid_officer', 'grid_chief', 'town_officer', 'county_officer'])

const doerOf = ({ seatId, personId, name, title, bodyName }: HeldSeat): Doer => ({
  seatId,
  personId,
  name,
  seat: title,
  body: bodyName,
})

/** In a village its grid officer finds and its chief settles; where no village is staffed, one officer of the town finds and another handles. */
function fateAt(
  { id, gridCode }: { id: string | null; gridCode: string },
  item: EventItem,
  foundOn: LocalDate,
  crew: Crew,
  staff: ReadonlyMap<string, readonly HeldSeat[]>,
): EventFate {
  const at = (code: string, role: string) => staff.get(code)?.find((seat) => seat.role === role)
  const town = staff.get(gridCode.slice(0, 9)) ?? []
  const county = crew.countyOfficerOf(gridCode)
  const [first, second] = town.map(doerOf)
  const finder = at(gridCode, 'grid_officer')
  const chief = at(gridCode, 'grid_chief')
  const hands: Hands =
    finder && chief && first
      ? { finder: doerOf(finder), local: doerOf(chief), town: first, county }
      : { finder: first ?? county, local: second ?? county, town: second ?? county, county }
  return { item, hands, gridCode, objectId: id, foundOn }
}

function caseOf(fate: EventFate, dice: Dice, now: Date): Omit<PastCase, 'number'> {
  const acts = lifeOf(fate, dice, now)
  const opened = acts[0]?.at ?? now
  return {
    id: newId(opened.getTime()),
    title: eventKind.titleOf(acts[0]?.input ?? {}),
    gridCode: fate.gridCode,
    objectId: fate.objectId,
    acts,
  }
}
