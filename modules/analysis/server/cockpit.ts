import type { z } from 'zod'
import type { Database, Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import {
  type FigureQuery,
  mayAsk,
  monthsOfFigure,
  partsOf,
  sharedOf,
  wholeOf,
  wholesOf,
} from '#kernel/indicators/figures.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import { type Indicator, JOINED } from '#kernel/indicators/model/indicator.ts'
import { firstOfMonth } from '#kernel/indicators/model/period.ts'
import { noGrid, noIndicator } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { addMonths, localDateOf } from '#standards/calendar/local-date.ts'
import { COCKPIT_MONTHS, type CockpitAnswer, cockpitFigures, cockpitMatters } from '../model/cockpit.ts'

const RISKS = ['1', '2', '3', '4', '']

interface Asked {
  db: Database
  tx: Tx
  actor: Actor
  grid: string | undefined
}

/** Everything a leader sees of one grid at a glance: what is late, what there is, the grids below side by side. */
export async function readCockpit(
  room: IndicatorRoom,
  { db, tx, actor, grid = actor.gridCode }: Asked,
): Promise<z.input<typeof CockpitAnswer>> {
  if (!mayAsk(actor.scope, grid)) throw noGrid()
  const indicator = (code: string) => readable(room, actor, code)
  const used = ['hazard.late', 'hazard.self-found', 'inspection.per-hundred', ...cockpitFigures, ...cockpitMatters].map(
    indicator,
  )
  const enteredAt = await freshen(db, tx, [...new Set(used.flatMap((one) => sourcesOf(room.table, one)))])
  const to = localDateOf(new Date())
  const query = { grid, from: addMonths(firstOfMonth(to), 1 - COCKPIT_MONTHS), to, knownOn: null }
  const named = async (code: string) => {
    const { name, unit, definition, figure } = indicator(code)
    const since = figure.kind === 'stock' ? null : query.from
    return { code, name, unit, definition, since, value: await wholeOf(tx, room.table, indicator(code), query) }
  }
  const namedAll = async (codes: readonly string[]) => {
    const found = []
    for (const code of codes) found.push(await named(code))
    return found
  }
  const areas = await areasOf(room, tx, actor, query, indicator)
  return {
    grid,
    gridName: (await room.gridNames(tx, [grid])).get(grid) ?? grid,
    ...{ from: query.from, to },
    enteredAt: enteredAt.toISOString(),
    late: await named('hazard.late'),
    figures: await namedAll(cockpitFigures),
    matters: await namedAll(cockpitMatters),
    areas,
    whole: {
      enterprises: (await named('enterprise.count')).value ?? 0,
      perHundred: (await named('inspection.per-hundred')).value,
      late: (await named('hazard.late')).value ?? 0,
    },
    found: await foundOf(room, tx, query, indicator),
    classes: await classesOf(room, tx, query, indicator('enterprise.count')),
  }
}

type Find = (code: string) => Indicator

function readable(room: IndicatorRoom, actor: Actor, code: string): Indicator {
  const indicator = room.table.indicators.get(code)
  if (!indicator || !sourcesOf(room.table, indicator).every(({ permission }) => may(actor, permission)))
    throw noIndicator(code)
  return indicator
}

/** The grids one level below, the largest first. */
async function areasOf(room: IndicatorRoom, tx: Tx, actor: Actor, query: FigureQuery, find: Find) {
  const codes = await room.gridsBelow(tx, actor.scope, query.grid)
  const names = await room.gridNames(tx, codes)
  const of = (code: string) => wholesOf(tx, room.table, find(code), query, codes)
  const [enterprises, perHundred, late] = [
    await of('enterprise.count'),
    await of('inspection.per-hundred'),
    await of('hazard.late'),
  ]
  const areas = []
  for (const code of codes) {
    const parts = await partsOf(tx, room.table, find('enterprise.count'), { ...query, grid: code }, ['risk'])
    areas.push({
      code,
      name: names.get(code) ?? code,
      enterprises: enterprises.get(code) ?? 0,
      perHundred: perHundred.get(code) ?? null,
      late: late.get(code) ?? 0,
      risks: RISKS.map((risk) => parts.find(({ keys }) => keys[0] === risk)?.value ?? 0),
    })
  }
  return areas.sort((a, b) => b.enterprises - a.enterprises)
}

/** Hazards found month by month, by the enterprises themselves and by the offices. */
async function foundOf({ table }: IndicatorRoom, tx: Tx, query: FigureQuery, find: Find) {
  const self = await monthsOfFigure(tx, table, find('hazard.self-found'), query)
  const office = await monthsOfFigure(tx, table, find('hazard.office-found'), query)
  return self.map(({ month, value }, at) => ({ month, self: value ?? 0, office: office[at]?.value ?? 0 }))
}

async function classesOf({ table }: IndicatorRoom, tx: Tx, query: FigureQuery, enterprises: Indicator) {
  const labels = enterprises.source.dimensions.find(({ name }) => name === 'class')?.labels ?? {}
  const parts = await partsOf(tx, table, enterprises, query, ['class'])
  const items = parts.map(({ keys: [key = ''], value }) => ({ key, title: labels[key] ?? key, value: value ?? 0 }))
  const shared = await sharedOf(tx, enterprises, query, 'class')
  return {
    items,
    sum: items.reduce((sum, { value }) => sum + value, 0),
    value: (await wholeOf(tx, table, enterprises, query)) ?? 0,
    shared: shared.map(({ keys }) => keys.join(JOINED)),
  }
}
