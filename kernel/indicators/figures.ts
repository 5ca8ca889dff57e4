import type { Tx } from '#kernel/db/db.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import { type CellSum, sumCells } from './cells.ts'
import {
  type FactDimension,
  type Indicator,
  type IndicatorTable,
  JOINED,
  PAIRED,
  partingOf,
} from './model/indicator.ts'
import { monthsOf } from './model/period.ts'

/** For what figures are asked: a grid, a period, and the day at whose end it was known. */
export interface FigureQuery {
  grid: string
  from: string
  to: string
  /** Null for all that is known now. */
  knownOn: string | null
}

/** Values of one indicator; null where nothing can be said, such as a share of nothing. */
export type Value = number | null

/** A part of a figure under the keys it is parted by. */
export interface Part {
  keys: string[]
  value: Value
}

interface Asked extends FigureQuery {
  grids: readonly string[]
  partedBy: string
}

/** The whole of one grid. */
export async function wholeOf(tx: Tx, table: IndicatorTable, indicator: Indicator, query: FigureQuery): Promise<Value> {
  const found = await valuesBy(tx, table, indicator, { ...query, grids: [query.grid], partedBy: '' }, () => '')
  return found.get('') ?? emptyOf(indicator)
}

/** The whole of several grids at once. */
export async function wholesOf(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
  grids: readonly string[],
): Promise<Map<string, Value>> {
  const found = await valuesBy(tx, table, indicator, { ...query, grids, partedBy: '' }, ({ grid }) => grid)
  return new Map(grids.map((code) => [code, found.get(code) ?? emptyOf(indicator)]))
}

/** Parts by one dimension or two; a row that stands under several keys of a dimension counts under each. */
export async function partsOf(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
  by: readonly string[],
): Promise<Part[]> {
  const partedBy = partingOf(indicator.source, by)
  const asked = { ...query, grids: [query.grid], partedBy }
  const dimensions = partedBy.split(',').map((name) => dimensionOf(indicator, name))
  const found = await valuesBy(tx, table, indicator, asked, ({ key }) => keysUnder(key, dimensions))
  const order = by.map((name) => dimensions.findIndex((dimension) => dimension.name === name))
  return [...found]
    .map(([key, value]) => ({ keys: order.map((at) => key.split(PAIRED)[at] ?? ''), value }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
}

/** What stands under several keys at once: why the parts add up to more than the whole. */
export async function sharedOf(tx: Tx, indicator: Indicator, query: FigureQuery, by: string): Promise<Part[]> {
  if (indicator.figure.kind === 'ratio' || !dimensionOf(indicator, by).several) return []
  const table = { indicators: new Map([[indicator.code, indicator]]) }
  const found = await valuesBy(tx, table, indicator, { ...query, grids: [query.grid], partedBy: by }, ({ key }) => key)
  return [...found].filter(([key]) => key.includes(JOINED)).map(([key, value]) => ({ keys: key.split(JOINED), value }))
}

/** Month by month: what came in during each, or what stood at its end (at the end of the period in the last). */
export async function monthsOfFigure(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
): Promise<{ month: string; value: Value }[]> {
  const asked = { ...query, grids: [query.grid], partedBy: '' }
  const found = await valuesBy(tx, table, indicator, asked, ({ month }) => month, true)
  return monthsOf(query.from, query.to).map((month) => ({ month, value: found.get(month) ?? emptyOf(indicator) }))
}

type Known = Pick<IndicatorTable, 'indicators'>
type KeyOf = (sum: CellSum) => string | string[]

/** Values by a key of the sums; of a ratio, each part of it so and then divided. */
async function valuesBy(
  tx: Tx,
  table: Known,
  indicator: Indicator,
  asked: Asked,
  keyOf: KeyOf,
  byMonth = false,
): Promise<Map<string, Value>> {
  const { figure } = indicator
  if (figure.kind !== 'ratio') return amountsBy(tx, indicator, asked, keyOf, byMonth)
  const [over, under] = await Promise.all(
    [figure.over, figure.under].map((code) =>
      amountsBy(tx, table.indicators.get(code) as Indicator, asked, keyOf, byMonth),
    ),
  )
  return new Map(
    [...(under as Map<string, number>)].map(([key, whole]) => [
      key,
      whole === 0
        ? null
        : rounded((((over as Map<string, number>).get(key) ?? 0) * figure.times) / whole, indicator.digits),
    ]),
  )
}

async function amountsBy(
  tx: Tx,
  { source, figure, per = 1 }: Indicator,
  asked: Asked,
  keyOf: KeyOf,
  byMonth: boolean,
): Promise<Map<string, number>> {
  if (figure.kind === 'ratio') throw new Error('a ratio is made of figures that are none')
  const { less = [] } = figure
  const isStock = figure.kind === 'stock'
  const sums = await sumCells(tx, {
    source,
    measures: [...figure.of, ...less],
    partedBy: asked.partedBy,
    grids: asked.grids,
    from: isStock ? null : asked.from,
    to: asked.to,
    knownOn: asked.knownOn,
  })
  const found = new Map<string, number>()
  const add = (key: string, amount: number) => found.set(key, (found.get(key) ?? 0) + amount)
  for (const sum of sums) {
    const amount = (less.includes(sum.measure) ? -sum.amount : sum.amount) / per
    // What stands at the end of a month came in that month or any before.
    const months =
      isStock && byMonth ? monthsOf(asked.from, asked.to).filter((month) => month >= sum.month) : [sum.month]
    for (const month of months) for (const key of [keyOf({ ...sum, month })].flat()) add(key, amount)
  }
  return found
}

const emptyOf = ({ figure }: Indicator): Value => (figure.kind === 'ratio' ? null : 0)
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits))

function dimensionOf({ source, code }: Indicator, name: string): FactDimension {
  const found = source.dimensions.find((dimension) => dimension.name === name)
  if (!found) throw new Error(`${code} is not parted by ${name}`)
  return found
}

/** The keys a row of cells counts under: each of several of one dimension, in every pairing. */
function keysUnder(key: string, dimensions: readonly FactDimension[]): string[] {
  return key.split(PAIRED).reduce<string[]>((heads, part, at) => {
    const keys = dimensions[at]?.several ? part.split(JOINED) : [part]
    return at === 0 ? keys : heads.flatMap((head) => keys.map((one) => `${head}${PAIRED}${one}`))
  }, [])
}

/** Whether somebody may ask for a grid at all. */
export const mayAsk = (scope: Scope, grid: string): boolean => scope.objectId === null && covers(scope, grid)
