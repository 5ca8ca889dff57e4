import type { z } from 'zod'
import type { Database, Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { mayAsk, monthsOfFigure, partsOf, wholeOf } from '#kernel/indicators/figures.ts'
import { freshen } from '#kernel/indicators/fresh.ts'
import { firstOfMonth, lastOfMonth } from '#kernel/indicators/model/period.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { findServedCity } from '#kernel/settings/store.ts'
import { figureLink } from '#modules/analysis/model/link.ts'
import { addDays, addMonths, type LocalDate } from '#standards/calendar/local-date.ts'
import { categoryName } from '#standards/hazard/categories.ts'
import {
  chanceAbove,
  forecast,
  hitRateOf,
  LEAST_MONTHS,
  type MonthAhead,
  thresholdOf,
  WARN_FROM,
} from '../model/forecast.ts'
import type { ForecastView } from '../model/schema.ts'
import { indicatorOf } from './figures.ts'
import { insertWarnings, judgeWarning, listUnjudged, listWarnings, type WarningRow } from './store/warning.ts'

/** What is forecast of every grid. */
export const SERIES: Readonly<Record<string, string>> = {
  'hazard.found': '排查发现隐患',
  'hazard.major': '重大隐患',
  'hazard.recurring': '重复隐患',
  'hazard.late': '月末逾期未改隐患',
}
/** Of the whole city, hazards found are forecast by category too, where there are so many a month. */
const LEAST_A_MONTH = 8
const SEPARATOR = '|category:'
/** Longest past a forecast looks at, and months back that are said again with what was known then. */
const MOST_MONTHS = 48
const BACK = 12
const AHEAD = 3
/** Days after a month in which what was found in it still comes in. */
const SETTLING = 3
/** Up to this day of a month something may be said of it; later it is said of the next one. */
const EARLY = 7

const partsOfKey = (series: string): { code: string; keys: ReadonlyMap<string, string> } => {
  const [code = '', category] = series.split(SEPARATOR)
  return { code, keys: new Map(category ? [['category', category]] : []) }
}

/** 排查发现隐患 · 设备设施. */
export function seriesTitle(series: string): string {
  const [code = '', category] = series.split(SEPARATOR)
  const title = SERIES[code] ?? code
  return category ? `${title} · ${categoryName(category)}` : title
}

interface Asked {
  room: IndicatorRoom
  tx: Tx
  grid: string
  series: string
}

/** Whole months of a series up to a day, from the first that had anything, as known at the end of a day. */
async function pastOf({ room, tx, grid, series }: Asked, to: LocalDate, knownOn: LocalDate | null) {
  const { code, keys } = partsOfKey(series)
  const from = addMonths(firstOfMonth(to), 1 - MOST_MONTHS)
  const months = await monthsOfFigure(tx, room.table, indicatorOf(room, code), { grid, from, to, knownOn, keys })
  const counts = months.map(({ month, value }) => ({ month, count: Math.max(0, value ?? 0) }))
  const first = counts.findIndex(({ count }) => count > 0)
  // The month in which counting began is not whole.
  return first < 0 ? [] : counts.slice(first === 0 ? 0 : first + 1)
}

/** What is said of one month out of the months before it; null where it is too little. */
async function sayOf(
  asked: Asked,
  month: LocalDate,
  { madeOn, knownOn, source }: { madeOn: LocalDate; knownOn: LocalDate; source: WarningRow['source'] },
): Promise<WarningRow | null> {
  const to = lastOfMonth(addMonths(firstOfMonth(knownOn), isMonthEnd(knownOn) ? 0 : -1))
  const past = await pastOf(asked, to, knownOn)
  const counts = past.map(({ count }) => count)
  const ahead = monthsBetween(to, month)
  const said = forecast({ counts, startsIn: monthOfYear(past[0]?.month) }, ahead)?.at(-1)
  if (!said) return null
  const threshold = thresholdOf(counts)
  const chance = chanceAbove(said, threshold)
  return {
    ...{ gridCode: asked.grid, indicator: asked.series, month, source, madeOn, threshold, chance },
    ...{ expected: said.expected, low: said.low95, high: said.high95, warned: chance >= WARN_FROM },
    ...{ found: null, judgedOn: null },
  }
}

const isMonthEnd = (day: LocalDate) => lastOfMonth(day) === day
const monthOfYear = (month: string | undefined) => Number(month?.slice(5, 7) ?? 1) - 1
const monthsBetween = (from: LocalDate, to: LocalDate) =>
  Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - Number(from.slice(0, 4)) * 12 - Number(from.slice(5, 7))

/** All series of a city: four of every grid, and categories of the city that are frequent enough. */
async function allSeries(
  room: IndicatorRoom,
  tx: Tx,
  city: string,
  day: LocalDate,
): Promise<Omit<Asked, 'room' | 'tx'>[]> {
  const grids = [city, ...(await room.gridsBelow(tx, wholeTree, city))]
  const period = { from: addMonths(firstOfMonth(day), -6), to: addDays(firstOfMonth(day), -1) }
  const parts = await partsOf(
    tx,
    room.table,
    indicatorOf(room, 'hazard.found'),
    { grid: city, ...period, knownOn: null },
    ['category'],
  )
  const frequent = parts.filter(({ keys, value }) => keys[0] && (value ?? 0) >= 6 * LEAST_A_MONTH)
  return [
    ...grids.flatMap((grid) => Object.keys(SERIES).map((series) => ({ grid, series }))),
    ...frequent.map(({ keys }) => ({ grid: city, series: `hazard.found${SEPARATOR}${keys[0]}` })),
  ]
}

/**
 * Says of the month ahead what is expected, with a warning or none, and keeps it; says the same again of past months with only what was
 * known then; and judges what is over. Run twice it says nothing twice.
 */
export async function forecastAll(
  db: Database,
  room: IndicatorRoom,
  day: LocalDate,
): Promise<{ said: number; judged: number }> {
  return db.system(async (tx) => {
    const city = await findServedCity(tx)
    if (!city) return { said: 0, judged: 0 }
    await freshen(db, tx, [indicatorOf(room, 'hazard.found').source])
    const ahead = Number(day.slice(8)) <= EARLY ? firstOfMonth(day) : addMonths(firstOfMonth(day), 1)
    const rows: WarningRow[] = []
    for (const one of await allSeries(room, tx, city, day)) {
      const asked = { room, tx, ...one }
      const live = await sayOf(asked, ahead, { madeOn: day, knownOn: addDays(day, -1), source: 'live' })
      if (live) rows.push(live)
      for (let back = 1; back <= BACK; back++) {
        const month = addMonths(firstOfMonth(day), -back)
        const before = addDays(month, -1)
        const said = await sayOf(asked, month, { madeOn: month, knownOn: before, source: 'backtest' })
        if (!said) break
        rows.push(said)
      }
    }
    const said = await insertWarnings(tx, rows)
    return { said, judged: await judgeAll(room, tx, day) }
  })
}

async function judgeAll(room: IndicatorRoom, tx: Tx, day: LocalDate): Promise<number> {
  const before = firstOfMonth(addDays(day, -SETTLING))
  const waiting = await listUnjudged(tx, wholeTree, before)
  for (const row of waiting) {
    const asked = { room, tx, grid: row.gridCode, series: row.indicator }
    const months = await pastOf(asked, lastOfMonth(row.month), null)
    await judgeWarning(tx, row, months.at(-1)?.count ?? 0, day)
  }
  return waiting.length
}

/** One series with the months ahead, what is warned of now, and how often what was said before came true. @throws notFound */
export async function readForecast(
  db: Database,
  room: IndicatorRoom,
  { tx, actor }: { tx: Tx; actor: Actor },
  ask: { grid?: string | undefined; series?: string | undefined },
  day: LocalDate,
): Promise<z.input<typeof ForecastView>> {
  const grid = ask.grid ?? actor.gridCode
  if (!mayAsk(actor.scope, grid)) throw new Problem(common.notFound, '没有这个网格，或它不在您的辖区。')
  const chosen = ask.series ?? 'hazard.found'
  if (!Object.hasOwn(SERIES, chosen.split(SEPARATOR)[0] ?? '')) throw new Problem(common.notFound, '没有这一项预测。')
  const enteredAt = await freshen(db, tx, [indicatorOf(room, 'hazard.found').source])
  const to = addDays(firstOfMonth(day), -1)
  const past = await pastOf({ room, tx, grid, series: chosen }, to, null)
  const months = forecast({ counts: past.map(({ count }) => count), startsIn: monthOfYear(past[0]?.month) }, AHEAD)
  const soFar = await foundSoFar({ room, tx, grid, series: chosen }, day)
  const kept = await listWarnings(tx, actor.scope, grid)
  const names = await room.gridNames(tx, [grid, ...new Set(kept.map(({ gridCode }) => gridCode))])
  const view = (row: WarningRow) => ({
    ...row,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    title: seriesTitle(row.indicator),
    link: linkOf(row),
  })
  const judged = (source: WarningRow['source']) =>
    hitRateOf(
      kept.flatMap((row) => (row.source === source && row.found !== null ? [{ ...row, found: row.found }] : [])),
    )
  const categories = [...new Set(kept.filter(({ gridCode }) => gridCode === grid).map(({ indicator }) => indicator))]
  return {
    grid,
    gridName: names.get(grid) ?? grid,
    series: chosen,
    title: seriesTitle(chosen),
    choices: [...new Set([...Object.keys(SERIES), ...categories])].map((series) => ({
      series,
      title: seriesTitle(series),
    })),
    past: past.slice(-18),
    ahead: (months ?? []).map((one, at) => ({
      month: addMonths(firstOfMonth(day), at),
      ...(at === 0 ? notBelow(one, soFar) : one),
    })),
    leastMonths: LEAST_MONTHS,
    enteredAt: enteredAt.toISOString(),
    warnings: kept.filter(({ source, warned, found }) => source === 'live' && warned && found === null).map(view),
    judged: kept
      .filter(({ found, warned, threshold }) => found !== null && (warned || found > threshold))
      .slice(0, 60)
      .map(view),
    live: judged('live'),
    backtest: judged('backtest'),
  }
}

/** What the month has had already; 0 of what only stands at its end. */
async function foundSoFar({ room, tx, grid, series }: Asked, day: LocalDate): Promise<number> {
  const { code, keys } = partsOfKey(series)
  const indicator = indicatorOf(room, code)
  if (indicator.figure.kind !== 'flow') return 0
  const query = { grid, from: firstOfMonth(day), to: day, knownOn: null, keys }
  return (await wholeOf(tx, room.table, indicator, query)) ?? 0
}

/** A month cannot end with less than it has had. */
function notBelow(month: MonthAhead, soFar: number): MonthAhead {
  const { dispersion, ...bounds } = month
  const lifted = Object.entries(bounds).map(([name, value]) => [name, Math.max(value, soFar)])
  return { dispersion, ...(Object.fromEntries(lifted) as Omit<MonthAhead, 'dispersion'>) }
}

const linkOf = ({ gridCode, indicator, month }: WarningRow): string => {
  const { code, keys } = partsOfKey(indicator)
  const [pair] = keys
  return figureLink(code, {
    ...{ grid: gridCode, from: month, to: lastOfMonth(month) },
    key: pair ? pair.join(':') : undefined,
  })
}
