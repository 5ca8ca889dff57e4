import type { PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { NewGrid } from '#modules/grid/server/store.ts'
import { pointsOf, type Template } from '#modules/oversight/model/codes.ts'
import { officeName } from '#modules/oversight/model/office-name.ts'
import { oversightKind } from '#modules/oversight/server/kind.ts'
import { enterInspections } from '#modules/oversight/server/past.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { momentOf, notAhead, officeDay, officeDayFrom } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { Crew, Doer } from '../hazards/staff.ts'
import { numbered } from '../past-story.ts'
import { TOWN } from '../story/cast.ts'
import { lifeOf, type OversightFate } from './lives.ts'
import { matters } from './matters.ts'

const CITY = '3705'
const GUANGRAO = '370523'
/** Inspections of the half year that went to their end. */
export const ENDED = 22

/** What is still open on the day: two with the county of the demo accounts, one back at the city, one in the town, one to come. */
const OPEN = [
  { from: CITY, to: GUANGRAO, template: 'hazard', ago: 8, days: 20, found: 3, until: 'record' },
  { from: CITY, to: GUANGRAO, template: 'emergency', ago: 23, days: 21, found: 2, until: 'record' },
  { from: CITY, to: '370522', template: 'whole', ago: 20, days: 20, found: 4, until: 'reply' },
  { from: GUANGRAO, to: TOWN, template: 'emergency', ago: 6, days: 15, found: 2, until: 'record' },
  { from: CITY, to: TOWN, template: 'whole', ago: -3, days: 20, found: 0, until: 'notify' },
] as const

/** Fills the half year before the day with oversight of counties and towns. @returns how many inspections */
export async function loadInspections(
  tx: Tx,
  nodes: readonly NewGrid[],
  crew: Crew,
  day: LocalDate,
  dice: Dice,
): Promise<number> {
  const now = notAhead(momentOf(day, '08:10'))
  const staffed = new Set(
    [...crew.seats.values()].filter(({ objectId, role }) => !objectId && ROLES.has(role)).map((seat) => seat.gridCode),
  )
  const names = new Map(nodes.map(({ code, name }) => [code, name]))
  const below = [...staffed].filter((code) => code.length > CITY.length && code !== TOWN).sort()
  const counties = below.filter((code) => code.length === GUANGRAO.length)
  const towns = below.filter((code) => staffed.has(code.slice(0, GUANGRAO.length)) && code.length === TOWN.length)
  const fates = [
    ...Array.from({ length: ENDED }, (_, at): OversightFate => {
      const gridCode = at % 2 === 0 ? dice.pick(counties) : dice.pick(towns)
      const from = at % 4 === 3 ? gridCode.slice(0, GUANGRAO.length) : CITY
      const template = dice.pick<Template>(['whole', 'whole', 'hazard', 'emergency'])
      return {
        ...fateAt(from, gridCode, template, dice.next() < 0.15 ? 0 : dice.whole(1, 4), crew, names, dice),
        visitedOn: officeDayFrom(day, -dice.whole(60, 180)),
        days: dice.pick([15, 20, 30]),
        back: dice.next() < 0.3,
      }
    }),
    ...OPEN.map(({ from, to, template, ago, days, found, until }): OversightFate => {
      const visitedOn = ago < 0 ? addWorkdays(officeDay(day), -ago) : officeDayFrom(day, -ago)
      return { ...fateAt(from, to, template, found, crew, names, dice), visitedOn, days, back: false, until }
    }),
  ]
  const cases = numbered(
    'DD',
    fates.map((fate) => caseOf(fate, now)),
  )
  await enterInspections(tx, cases, now)
  return cases.length
}

const ROLES = new Set(['town_officer', 'county_officer'])

function fateAt(
  from: string,
  gridCode: string,
  template: Template,
  count: number,
  crew: Crew,
  names: ReadonlyMap<string, string>,
  dice: Dice,
): Pick<OversightFate, 'gridCode' | 'subject' | 'template' | 'inspector' | 'inspected' | 'found'> {
  const asked = new Set(pointsOf(template).map(({ code }) => code))
  const left = matters.filter(({ code }) => asked.has(code))
  const found = Array.from({ length: count }, () => left.splice(dice.whole(0, left.length - 1), 1)).flat()
  const inspector: Doer = crew.officerOf(from)
  return {
    gridCode,
    subject: officeName(gridCode, names.get(gridCode) ?? gridCode),
    template,
    inspector,
    inspected: crew.officerOf(gridCode),
    found: found.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  }
}

function caseOf(fate: OversightFate, now: Date): Omit<PastCase, 'number'> {
  const acts = lifeOf(fate, now)
  const opened = acts[0]?.at ?? now
  return {
    id: newId(opened.getTime()),
    title: oversightKind.titleOf(acts[0]?.input ?? {}),
    gridCode: fate.gridCode,
    objectId: null,
    acts,
  }
}
