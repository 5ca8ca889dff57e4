import { newId } from '#kernel/db/id.ts'
import { type Area, randomPoint } from '#kernel/geo/polygon.ts'
import { keyFields } from '#modules/enterprise/model/fields.ts'
import { staleOn } from '#modules/enterprise/model/rules.ts'
import type { EnterpriseValues } from '#modules/enterprise/model/schema.ts'
import type { NewEnterprise } from '#modules/enterprise/server/store/write-many.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, officeDayFrom } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { creditCode, firmName, mobile, personName } from './names.ts'
import type { RegulatorClass, Trade } from './trade.ts'
import { alsoHazchem, trades } from './trades.ts'

/** The reference city's report of 2017-02-15: enterprises by area, and how many of them were registered since July 2016. */
export const AREAS = [
  { code: '370502', short: '东营', enterprises: 329, recent: 47 },
  { code: '370503', short: '河口', enterprises: 297, recent: 8 },
  { code: '370505', short: '垦利', enterprises: 358, recent: 8 },
  { code: '370523', short: '广饶', enterprises: 911, recent: 1 },
  { code: '370522', short: '利津', enterprises: 251, recent: 19 },
  { code: '370571', short: '东营', enterprises: 161, recent: 5 },
  { code: '370572', short: '东营', enterprises: 52, recent: 1 },
] as const
/** Enterprises by regulator class; the sum is 2,366 because seven stand in two. */
const CLASSES = { industry_trade: 959, hazchem: 986, fireworks: 128, non_coal_mine: 134, other: 159 }
const IN_TWO = 7
const ROADS = ['兴业路', '创业路', '府前街', '胜利路', '潍高路', '乐安大街', '广凯路', '振兴路', '永莘路', '民丰路']

/** One village of the city with what an address and a point in it need. */
export interface Village {
  code: string
  name: string
  town: string
  county: string
  shape: Area
}

/** An enterprise of the demo with the line of business its file is made after. */
export interface DemoEnterprise extends NewEnterprise {
  trade: Trade
  village: Village
}

/** All enterprises of the city, area by area; nothing is written. Dates are laid on the day of the report. */
export function makeEnterprises(
  dice: Dice,
  day: LocalDate,
  villagesOf: (area: string) => readonly Village[],
): DemoEnterprise[] {
  const dealt = dealClasses(dice)
  const taken = new Set<string>()
  return AREAS.flatMap((area) => Array.from({ length: area.enterprises }, (_, index) => index)).map((_, at) => {
    const area = areaOf(at)
    const classes = dealt[at] as RegulatorClass[]
    const village = pickVillage(dice, villagesOf(area.code))
    return makeEnterprise({ dice, at, area, village, classes, recent: at - area.first < area.recent, day, taken })
  })
}

/** A third of the firms of a town are at its seat, the first of its villages; the others lie anywhere in it. */
function pickVillage(dice: Dice, villages: readonly Village[]): Village {
  const drawn = dice.pick(villages)
  const seat = villages.find(({ town }) => town === drawn.town)
  return dice.next() < 0.3 && seat ? seat : drawn
}

function areaOf(at: number) {
  let first = 0
  for (const area of AREAS) {
    if (at < first + area.enterprises) return { ...area, first }
    first += area.enterprises
  }
  throw new RangeError(`no area has an enterprise ${at}`)
}

/** Deals the classes over all enterprises so that the totals are exact; seven works with ammonia are hazchem as well. */
function dealClasses(dice: Dice): RegulatorClass[][] {
  const counts = { ...CLASSES, hazchem: CLASSES.hazchem - IN_TWO }
  const deck = Object.entries(counts).flatMap(([name, count]) => Array.from({ length: count }, () => name))
  for (let i = deck.length - 1; i > 0; i--) {
    const j = dice.whole(0, i)
    ;[deck[i], deck[j]] = [deck[j] as string, deck[i] as string]
  }
  const dealt = deck.map((name) => [name]) as RegulatorClass[][]
  // Spread over the areas, so that some stand where two sector officers would both answer for them.
  for (let at = 0; at < IN_TWO; at++) {
    const classes = dealt.slice(at * 337).find(([name, second]) => name === 'industry_trade' && !second)
    classes?.push('hazchem')
  }
  return dealt
}

interface Draft {
  dice: Dice
  at: number
  area: { code: string; short: string }
  village: Village
  classes: RegulatorClass[]
  recent: boolean
  day: LocalDate
  taken: Set<string>
}

function makeEnterprise(draft: Draft): DemoEnterprise {
  const { dice, at, area, village, classes, day } = draft
  const trade = classes.length > 1 ? dice.pick(alsoHazchem) : pickTrade(dice, trades[classes[0] as RegulatorClass])
  const createdOn = officeDayFrom(day, draft.recent ? -dice.whole(1, 218) : -dice.whole(232, 3200))
  const [lng, lat] = randomPoint(village.shape, dice.next)
  const staff = dice.low(...trade.staff)
  const scale = scaleOf(staff)
  const head = personName(dice)
  const town = shortTown(village.town) ?? area.short
  const values = {
    name: firmName(dice, trade, { county: area.short, town }, draft.taken),
    creditCode: creditCode(trade.entKind, area.code, at),
    entKind: trade.entKind,
    establishedOn: addDays(createdOn, -dice.whole(20, 6000)),
    registeredCapitalWan: trade.capitalWan ? capitalFor(staff, trade, dice) : null,
    address: addressOf(trade, village, dice),
    lng,
    lat,
    businessScope: trade.scope,
    legalRepresentative: head,
    principal: dice.next() < 0.7 ? head : personName(dice),
    principalPhone: mobile(dice),
    safetyDirector: personName(dice),
    safetyDirectorPhone: mobile(dice),
    contact: personName(dice),
    contactPhone: mobile(dice),
    operatingState: dice.next() < 0.91 ? 'producing' : dice.pick(['stopped', 'stopped', 'preparing', 'closed']),
    industryCode: trade.industry,
    regulatorClasses: classes,
    superviseCategory: trade.category,
    superviseLevel: staff > 300 ? 'city' : staff > 30 ? 'county' : 'town',
    scale,
    aboveDesignated: staff > 150,
    staffCount: staff,
    riskLevel: dice.pick(trade.risk),
    dangerClasses: [...trade.danger],
    inPark: trade.place === 'park',
  } as EnterpriseValues
  const facts = confirmations(values, village, day, dice)
  const createdAt = momentOf(createdOn, `${String(dice.whole(9, 16)).padStart(2, '0')}:${dice.whole(10, 59)}`)
  return {
    id: newId(createdAt.getTime()),
    gridCode: village.code,
    values,
    facts,
    staleOn: staleOn(facts),
    createdAt,
    trade,
    village,
  }
}

function pickTrade(dice: Dice, list: readonly Trade[]): Trade {
  let left = dice.next() * list.reduce((sum, { weight }) => sum + weight, 0)
  for (const trade of list) {
    left -= trade.weight
    if (left < 0) return trade
  }
  return list[0] as Trade
}

const scaleOf = (staff: number): string =>
  staff >= 1000 ? 'large' : staff >= 300 ? 'medium' : staff >= 20 ? 'small' : 'micro'

/** Capital grows with the number of people, in round sums as firms register it. */
function capitalFor(staff: number, trade: Trade, dice: Dice): number {
  const [low, high] = trade.capitalWan as readonly [number, number]
  const [few, many] = trade.staff
  const share = (staff - few) / Math.max(1, many - few)
  const wan = low + (high - low) * share * (0.7 + dice.next() * 0.3)
  const step = wan > 1000 ? 100 : wan > 100 ? 10 : 1
  return Math.max(1, Math.round(wan / step) * step)
}

/** A town as firms put it before their names; null for a park or a zone, whose firms bear the county's. */
const shortTown = (town: string): string | null => /^(.{1,4})(街道|镇|乡)/.exec(town)?.[1] ?? null

function addressOf(trade: Trade, village: Village, dice: Dice): string {
  const front = `山东省东营市${village.county}${shortTown(village.town) ? village.town : ''}`
  const number = dice.whole(1, 198)
  if (trade.place === 'park') return `${front}工业园${dice.pick(ROADS)}${number}号`
  if (trade.place === 'street') return `${front}${dice.pick(ROADS)}${number}号`
  return `${front}${village.name}村${number}号`
}

/** Who confirmed each key field and when. One enterprise keeps its file better than another: about one in six lets something expire. */
function confirmations(values: EnterpriseValues, village: Village, day: LocalDate, dice: Dice) {
  const neglect = dice.next() ** 2 * 1.45
  return Object.fromEntries(
    keyFields.map((field) => {
      const age = Math.max(1, Math.floor(neglect * (0.8 + dice.next() * 0.2) * (field.freshDays ?? 0)))
      const how = dice.pick(['enterprise', 'visit', 'office'] as const)
      const by = {
        enterprise: String(values.contact),
        visit: `${village.name}网格员`,
        office: `${village.town}应急办`,
      }[how]
      const time = `${String(dice.whole(9, 16)).padStart(2, '0')}:${dice.whole(10, 59)}`
      return [field.key, { at: momentOf(officeDayFrom(day, -age), time).toISOString(), by, how }]
    }),
  )
}
