import type { Database, Tx } from '#kernel/db/db.ts'
import { type FigureQuery, mayAsk, wholesOf } from '#kernel/indicators/figures.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import type { Indicator } from '#kernel/indicators/model/indicator.ts'
import { noGrid } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { figureLink } from '../model/link.ts'
import { noSuchPeriod, nothingToRank } from '../model/problems.ts'
import {
  isSmall,
  lastMonthOf,
  PER_HUNDRED_OF,
  periodBeforeOf,
  periodOf,
  periodTitle,
  type RankedPeriod,
  type RankedSpec,
  type RankedValue,
  rankedSpecs,
  ranksOf,
  scoreOf,
} from '../model/ranking.ts'
import type { Ranking } from '../model/schema.ts'
import type { Reader } from './circular.ts'

interface RankingWish {
  grid?: string | undefined
  period?: string | undefined
  codes?: string | undefined
  /** The day of the data, and today. */
  asOf: LocalDate
  today: LocalDate
}

/** One indicator as it is ranked. */
interface Ranked {
  spec: RankedSpec
  indicator: Indicator
}

/** Values and places of one period, by indicator and grid. */
interface Standing {
  values: ReadonlyMap<string, ReadonlyMap<string, RankedValue>>
  ranks: ReadonlyMap<string, ReadonlyMap<string, number>>
  scores: ReadonlyMap<string, RankedValue>
  places: ReadonlyMap<string, number>
}

interface Reading {
  room: IndicatorRoom
  tx: Tx
  ranked: readonly Ranked[]
  grids: readonly string[]
  knownOn: LocalDate | null
}

/**
 * The grids one level below a grid, ranked for a month or a quarter, with their places in the period before.
 * @throws noGrid, noSuchPeriod, nothingToRank, notEntered
 */
export async function readRanking(
  room: IndicatorRoom,
  db: Database,
  reader: Reader,
  wish: RankingWish,
): Promise<Ranking> {
  const grid = wish.grid ?? reader.gridCode
  if (!mayAsk(reader.scope, grid)) throw noGrid()
  const period = wish.period ?? lastMonthOf(wish.asOf)
  const now = periodOf(period, wish.asOf)
  const before = periodOf(periodBeforeOf(period), wish.asOf)
  if (!now || !before) throw noSuchPeriod(period)
  const readable = rankedOf(room, reader)
  const chosen = wish.codes?.split(',')
  const ranked = readable.filter(({ spec }) => !chosen || chosen.includes(spec.code))
  if (ranked.length === 0) throw nothingToRank()
  const sources = [...new Set(ranked.flatMap(({ indicator }) => sourcesOf(room.table, indicator)))]
  const enteredAt = await db.read(reader.scope, (tx) => freshen(db, tx, sources))
  return db.snapshot(reader.scope, async (tx) => {
    const gridName = (await room.gridNames(tx, [grid])).get(grid)
    if (!gridName) throw noGrid()
    const grids = await room.gridsBelow(tx, reader.scope, grid)
    const names = await room.gridNames(tx, grids)
    const reading = { room, tx, ranked, grids, knownOn: wish.asOf < wish.today ? wish.asOf : null }
    const [standing, earlier] = [await stand(reading, now), await stand(reading, before)]
    const items = grids.map((code) => ({
      grid: code,
      name: names.get(code) ?? code,
      score: standing.scores.get(code)?.value ?? null,
      rank: standing.places.get(code) ?? null,
      rankBefore: earlier.places.get(code) ?? null,
      cells: ranked.map(({ spec }) => {
        const value = standing.values.get(spec.code)?.get(code) ?? { value: null, base: null }
        return {
          ...{ code: spec.code, ...value, small: isSmall(value) },
          rank: standing.ranks.get(spec.code)?.get(code) ?? null,
          rankBefore: earlier.ranks.get(spec.code)?.get(code) ?? null,
          link: figureLink(spec.code, { grid: code, from: now.from, to: now.to, asOf: wish.asOf }),
        }
      }),
    }))
    const last = grids.length + 1
    return {
      ...{ grid, gridName, period, title: periodTitle(period), ...now },
      before: { period: periodBeforeOf(period), from: before.from, to: before.to },
      enteredAt: enteredAt.toISOString(),
      indicators: ranked.map(({ spec, indicator: { code, name, definition, unit } }) => ({
        ...{ code, name, definition, unit, weight: spec.weight, better: spec.better, perHundred: spec.perHundred },
        ranked: standing.ranks.get(code)?.size ?? 0,
      })),
      choices: readable.map(({ spec, indicator: { name } }) => ({ code: spec.code, name, weight: spec.weight })),
      items: items.sort((a, b) => (a.rank ?? last) - (b.rank ?? last)),
    }
  })
}

/** The indicators the reader may see, each with the way that is good. */
function rankedOf({ table }: IndicatorRoom, reader: Reader): Ranked[] {
  return rankedSpecs.flatMap((spec) => {
    const indicator = table.indicators.get(spec.code)
    if (!indicator) throw new Error(`grids are ranked by ${spec.code}, which no room declares`)
    const isOpen = sourcesOf(table, indicator).every(({ permission }) => reader.may(permission))
    return isOpen ? [{ spec: { ...spec, better: indicator.better ?? spec.better }, indicator }] : []
  })
}

async function stand(reading: Reading, { from, to }: RankedPeriod): Promise<Standing> {
  const { ranked, grids, knownOn } = reading
  const query = { grid: '', from, to, knownOn }
  const values = new Map<string, Map<string, RankedValue>>()
  for (const one of ranked) values.set(one.spec.code, await valuesOf(reading, one, query))
  const ranks = new Map(ranked.map(({ spec }) => [spec.code, ranksOf(values.get(spec.code) ?? new Map(), spec.better)]))
  const scores = new Map<string, RankedValue>(
    grids.map((grid) => {
      const places = ranked.map(({ spec: { code, weight } }) => {
        const all = ranks.get(code)
        return { weight, rank: all?.get(grid), of: all?.size ?? 0 }
      })
      return [grid, { value: scoreOf(places), base: null }]
    }),
  )
  return { values, ranks, scores, places: ranksOf(scores, true) }
}

/** The value of every grid, with what it is divided by. */
async function valuesOf(
  { room, tx, grids }: Reading,
  { spec, indicator }: Ranked,
  query: FigureQuery,
): Promise<Map<string, RankedValue>> {
  const { figure } = indicator
  const of = (code: string) => wholesOf(tx, room.table, room.table.indicators.get(code) as Indicator, query, grids)
  const overs = await of(figure.kind === 'ratio' ? figure.over : indicator.code)
  const unders = figure.kind === 'ratio' ? await of(figure.under) : spec.perHundred ? await of(PER_HUNDRED_OF) : null
  const shares = figure.kind === 'ratio' ? await of(indicator.code) : null
  return new Map(
    grids.map((grid): [string, RankedValue] => {
      const over = overs.get(grid) ?? 0
      const under = unders?.get(grid) ?? 0
      if (!unders) return [grid, { value: over, base: null }]
      const value = shares ? (shares.get(grid) ?? null) : under === 0 ? null : Number(((over / under) * 100).toFixed(1))
      return [grid, { value, base: { over, under } }]
    }),
  )
}
