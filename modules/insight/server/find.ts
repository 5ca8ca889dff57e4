import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { freshen } from '#kernel/indicators/fresh.ts'
import type { FactSource } from '#kernel/indicators/model/indicator.ts'
import { firstOfMonth, lastOfMonth, monthsOf, yearBefore } from '#kernel/indicators/model/period.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { findServedCity } from '#kernel/settings/store.ts'
import { commitList } from '#modules/inspection/model/draw.ts'
import { addDays, addMonths, type LocalDate } from '#standards/calendar/local-date.ts'
import {
  type Comparison,
  type Count,
  checksWords,
  dispersionOf,
  findAmong,
  rateRatio,
  type Tested,
} from '../model/finding.ts'
import { drawListOf } from '../model/order.ts'
import { type Against, type ComparisonData, type PartedBy, partings } from '../model/schema.ts'
import { finishEntrusted } from './entrust.ts'
import { countedOf, countsOf, type GridCounts, indicatorOf, inspectedIn, type Period, without } from './figures.ts'
import { frameOf } from './ranking.ts'
import * as store from './store/finding.ts'

/** Months a finding looks at, and those just before them. */
const MONTHS = 3
/** The same thing is not told again within so many days. */
const QUIET_DAYS = 31
/** Months the restlessness of counts is measured over. */
const RESTLESS_MONTHS = 6
const PARTINGS = Object.keys(partings) as PartedBy[]
const SOURCES = ['hazard.office-found', 'inspection.visited', 'enterprise.count']

/** The sources whose figures are compared. */
export const comparedIn = (room: IndicatorRoom): FactSource[] => SOURCES.map((code) => indicatorOf(room, code).source)

export interface Search {
  tested: number
  told: number
  closed: number
}

/** The last full months before a day. */
export function lastMonths(day: LocalDate, count = MONTHS): Period {
  const to = addDays(firstOfMonth(day), -1)
  return { from: addMonths(firstOfMonth(to), 1 - count), to }
}

/**
 * Looks through everything the figures of a city can be compared by (regulator classes, sections of industries, all enterprises; by category), tells what survives, brings open findings up to the day and closes
 * those that no longer hold. Run twice it tells nothing twice.
 */
export async function findAll(db: Database, room: IndicatorRoom, day: LocalDate): Promise<Search> {
  return db.system(async (tx) => {
    const city = await findServedCity(tx)
    if (!city) return { tested: 0, told: 0, closed: 0 }
    await freshen(db, tx, comparedIn(room))
    const period = lastMonths(day)
    const comparisons: Comparison[] = []
    let spans: Spans = {}
    for (const partedBy of PARTINGS) {
      const restless = await restlessness(room, tx, city, day, partedBy)
      const made = await compareAll(room, tx, city, period, { partedBy, restless })
      comparisons.push(...made.comparisons)
      spans = made.spans
    }
    // One control over everything that was compared, however enterprises were parted.
    const { tested, found } = findAmong(comparisons)
    const changes = { asOf: day, fromOn: period.from, toOn: period.to, tested }
    const told = await tell(tx, { city, day, changes }, gather(comparisons, found, spans))
    return { tested, ...told }
  })
}

/** Whether anything was counted in a period: a city that began this year has no last year to compare with. */
const isEmpty = ({ checks }: GridCounts) => [...checks.values()].every((count) => count === 0)

interface About {
  gridCode: string
  partedBy: PartedBy
  /** Key of the part; empty where all enterprises are meant. */
  class: string
  category: string
}

const keyOf = (about: About, against: Against) => [nameOf(about), against].join(' ')
const aboutOf = (key: string): About & { against: Against } => {
  const [gridCode = '', partedBy = 'class', kind = '', category = '', against = 'peers'] = key.split(' ')
  return { gridCode, partedBy: partedBy as PartedBy, class: kind, category, against: against as Against }
}

type Spans = Partial<Record<Against, Period>>

async function compareAll(
  room: IndicatorRoom,
  tx: Tx,
  city: string,
  period: Period,
  { partedBy, restless }: { partedBy: PartedBy; restless: number },
) {
  const counted = (gridCode: string, of: Period) => countsOf(room, tx, gridCode, of, partedBy)
  const yearAgo = yearBefore(period.from, period.to)
  const before = { from: addMonths(period.from, -MONTHS), to: addDays(period.from, -1) }
  const whole = await counted(city, period)
  const isOld = !isEmpty(await counted(city, yearAgo))
  const spans: Spans = { peers: period, ...(isOld ? { year: yearAgo } : { before }) }
  const [against, then] = isOld ? (['year', yearAgo] as const) : (['before', before] as const)
  const counties = await room.gridsBelow(tx, wholeTree, city)
  const towns: string[] = []
  for (const county of counties) towns.push(...(await room.gridsBelow(tx, wholeTree, county)))
  const comparisons: Comparison[] = []
  for (const level of [[city], counties, towns]) {
    const counts = new Map<string, GridCounts>()
    for (const gridCode of level) counts.set(gridCode, await counted(gridCode, period))
    const uneven = unevenness([...counts.values()])
    for (const [gridCode, now] of counts) {
      if (isEmpty(now)) continue
      const base = await counted(gridCode, then)
      const inspected = await inspectedIn(room, tx, gridCode, period)
      for (const about of pairsOf({ gridCode, partedBy }, now, inspected)) {
        const { class: kind, category } = about
        const own = countedOf(now, kind, category)
        const earlier = countedOf(base, kind, category)
        comparisons.push({ key: keyOf(about, against), now: own, base: earlier, dispersion: restless })
        if (gridCode === city) continue
        const others = without(countedOf(whole, kind, category), own)
        comparisons.push({ key: keyOf(about, 'peers'), now: own, base: others, dispersion: uneven })
      }
    }
  }
  return { comparisons, spans }
}

/** What may be told of a grid: of what has no key or category there is nothing to order, of what was found elsewhere no rate. */
const pairsOf = (
  where: Pick<About, 'gridCode' | 'partedBy'>,
  { hazards }: GridCounts,
  inspected: ReadonlySet<string>,
): About[] =>
  [...hazards.keys()].flatMap((pair) => {
    const [kind = '', category = ''] = pair.split(' ')
    const isNamed = category !== '' && (kind !== '' || where.partedBy === 'all')
    return isNamed && inspected.has(category) ? [{ ...where, class: kind, category }] : []
  })

/** Series of counts by part and category: of some months, or of some places. */
function seriesOf(counts: readonly GridCounts[]): Count[][] {
  const pairs = new Set(counts.flatMap(({ hazards }) => [...hazards.keys()]))
  return [...pairs].map((pair) => {
    const [kind = '', category = ''] = pair.split(' ')
    return counts.map((one) => countedOf(one, kind, category))
  })
}

/** How uneven the grids of one level are: places differ by themselves, and one is told only where it stands out from that. */
const unevenness = (counts: readonly GridCounts[]): number => dispersionOf(seriesOf(counts))

/** How restless the counts of the city's counties are from month to month, part by part and category by category. */
async function restlessness(
  room: IndicatorRoom,
  tx: Tx,
  city: string,
  day: LocalDate,
  partedBy: PartedBy,
): Promise<number> {
  const { from, to } = lastMonths(day, RESTLESS_MONTHS)
  const series: Count[][] = []
  for (const gridCode of await room.gridsBelow(tx, wholeTree, city)) {
    const months: GridCounts[] = []
    for (const month of monthsOf(from, to))
      months.push(await countsOf(room, tx, gridCode, { from: month, to: lastOfMonth(month) }, partedBy))
    series.push(...seriesOf(months))
  }
  return dispersionOf(series)
}

interface Gathered extends About {
  comparisons: ComparisonData[]
}

/**
 * All comparisons of what has at least one that holds. One thing is told once: of a place and those around it, and of the ways to part
 * enterprises that overlap, where it is clearest.
 */
function gather(all: readonly Comparison[], found: readonly Tested[], spans: Spans): Gathered[] {
  const holding = new Set(found.map(({ key }) => key))
  const told: About[] = []
  // Of what is as clear in a grid as around it, the smaller grid says where it is.
  const isWider = (a: Tested, b: Tested) => aboutOf(b.key).gridCode.length - aboutOf(a.key).gridCode.length
  for (const { key } of found.toSorted((a, b) => b.low - a.low || isWider(a, b))) {
    const { against: _, ...about } = aboutOf(key)
    if (!told.some((other) => isOfOne(about, other))) told.push(about)
  }
  return told.map((about) => ({
    ...about,
    comparisons: all
      .filter((one) => nameOf(aboutOf(one.key)) === nameOf(about))
      .filter((one) => one.now.checks > 0 && one.base.checks > 0)
      .map((one) => asData(one, holding.has(one.key), spans)),
  }))
}

/** Whether two tell of one thing: the same category here and around, of the same enterprises or of parts that overlap. */
const isOfOne = (one: About, other: About): boolean =>
  one.category === other.category &&
  (one.gridCode.startsWith(other.gridCode) || other.gridCode.startsWith(one.gridCode)) &&
  (one.partedBy !== other.partedBy || one.class === other.class)

const nameOf = ({ gridCode, partedBy, class: kind, category }: About) => [gridCode, partedBy, kind, category].join(' ')

function asData(one: Comparison, holds: boolean, spans: Spans): ComparisonData {
  const { against } = aboutOf(one.key)
  return {
    against,
    ...(spans[against] as Period),
    ...{ now: one.now, base: one.base, dispersion: one.dispersion, holds },
    ...rateRatio(one.now, one.base, one.dispersion),
    checksWords: checksWords(one, { now: MONTHS, base: MONTHS }),
  }
}

type Changes = Pick<store.NewFinding, 'asOf' | 'fromOn' | 'toOn' | 'tested'>

/** Writes down what was found: new ones with whom their order is drawn from and its hash, open ones anew; the rest is closed. */
async function tell(
  tx: Tx,
  { city, day, changes }: { city: string; day: LocalDate; changes: Changes },
  found: readonly Gathered[],
): Promise<Omit<Search, 'tested'>> {
  const known = await store.listTold(tx, wholeTree, addDays(day, -QUIET_DAYS))
  const holding = new Set(found.map(nameOf))
  let told = 0
  for (const one of found) {
    const before = known.filter((row) => nameOf(row) === nameOf(one))
    const open = before.find(({ state }) => state === 'open')
    if (open) await store.refreshFinding(tx, open.id, { ...changes, comparisons: one.comparisons })
    else if (before.length === 0 && (await enter(tx, city, { ...changes, ...one }))) told++
  }
  const over = known.filter((row) => row.state === 'open' && !holding.has(nameOf(row)))
  for (const { id } of over) {
    await store.closeFinding(tx, id, day)
    await finishEntrusted(tx, id)
  }
  return { told, closed: over.length }
}

/** A finding nobody could be sent anywhere for is no order, and is not told. */
const LEAST_FRAME = 4

async function enter(tx: Tx, city: string, one: Changes & Gathered): Promise<boolean> {
  const frame = await frameOf(tx, city, one, one.asOf)
  if (frame.enterprises.length < LEAST_FRAME) return false
  const id = newId()
  return store.insertFinding(tx, {
    ...one,
    id,
    frame,
    commitment: commitList(drawListOf(id, one.partedBy, frame.enterprises)),
    secret: randomBytes(16).toString('hex'),
  })
}
