import { staleOn } from '#modules/enterprise/model/rules.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { momentOf, officeDay } from '../calendar.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { Register } from '../register/load.ts'

/** The town of the demo accounts. */
export const TOWN = '370523107'

/** Enterprises the story is about, each once, by who keeps their files. */
export interface Cast {
  /** The one of the account `enterprise`. */
  own: DemoEnterprise
  /** In the village of the account `grid-officer`. */
  village: DemoEnterprise[]
  /** Elsewhere in the town of `damatou-officer`. */
  town: DemoEnterprise[]
  /** In towns whose files the county keeps: `guangrao-officer`. */
  county: DemoEnterprise[]
  /** In the zone whose files the city keeps: `city-officer`. */
  city: DemoEnterprise[]
  /** In a town whose officer leaves. */
  leaving: DemoEnterprise[]
  /** In other counties. */
  others: DemoEnterprise[]
  /** The village of `grid-officer`. */
  villageCode: string
}

/** Names of the towns whose grid codes the cast needs. */
export interface Places {
  /** Grid codes of towns whose files the county keeps. */
  keptByCounty: readonly string[]
  /** The town whose officer leaves. */
  leaving: string
}

/** Chooses who plays; the same for the same register. The account's enterprise gets the account's person as its contact. */
export function chooseCast({ enterprises, installations, doubles }: Register, places: Places): Cast {
  const twins = new Set(doubles.flat())
  const withUnit = new Set(installations.map(({ enterpriseId }) => enterpriseId))
  const able = enterprises
    .filter(
      ({ id, values }) => !twins.has(id) && values.operatingState === 'producing' && Number(values.staffCount) > 4,
    )
    .sort((a, b) => (String(a.values.creditCode) < String(b.values.creditCode) ? -1 : 1))
  const villageCode = busiestVillage(enterprises)
  const used = new Set<DemoEnterprise>()
  const take = (count: number, fits: (one: DemoEnterprise) => boolean) => {
    const taken = able.filter((one) => !used.has(one) && fits(one)).slice(0, count)
    for (const one of taken) used.add(one)
    return taken
  }
  const inGrid = (prefix: string) => (one: DemoEnterprise) => one.gridCode.startsWith(prefix)
  const [own] = take(1, (one) => inGrid(TOWN)(one) && withUnit.has(one.id))
  const village = take(4, inGrid(villageCode))
  const town = take(8, inGrid(TOWN))
  const county = places.keptByCounty.flatMap((code) => take(5, inGrid(code)))
  const city = take(9, inGrid('370571'))
  const leaving = take(3, inGrid(places.leaving))
  const others = ['370502', '370503', '370505', '370522'].flatMap((code) => take(3, inGrid(code)))
  return { own: own as DemoEnterprise, village, town, county, city, leaving, others, villageCode }
}

/** The village of the town with the most enterprises: its grid officer has the most to do. */
export function busiestVillage(enterprises: readonly DemoEnterprise[]): string {
  const inTown = enterprises.filter(({ gridCode }) => gridCode.startsWith(TOWN))
  const byVillage = Map.groupBy(inTown, ({ gridCode }) => gridCode)
  return [...byVillage].sort(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1))[0]?.[0] as string
}

/** Lets a file name this contact, and the contact's confirmations be about to run out, so that there is something to confirm. */
export function makeContact(one: DemoEnterprise, name: string, day: LocalDate): void {
  one.values.contact = name as never
  const lastAsked = momentOf(officeDay(addDays(day, -94)), '10:20').toISOString()
  for (const key of ['contact', 'contactPhone', 'operatingState'])
    one.facts[key] = { at: lastAsked, by: name, how: 'enterprise' }
  one.staleOn = staleOn(one.facts)
}

/** Whoever proposes changes in the story needs somebody who keeps the file; the account's enterprise stands first. */
export const proposersOf = ({ own, village, town, county, city, leaving, others }: Cast): DemoEnterprise[] => [
  own,
  ...town.slice(0, 6),
  ...village.slice(0, 1),
  ...county.slice(0, 7),
  ...city.slice(0, 5),
  ...leaving.slice(0, 2),
  ...others.filter((_, at) => at % 3 === 0),
]
