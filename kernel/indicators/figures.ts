import type { Tx } from '#kernel/db/db.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { type CellSum, sumCells } from './cells.ts'
import { disclosed, inSteps, isTown } from './model/disclosure.ts'
import {
  type FactDimension,
  type FactSource,
  type Indicator,
  type IndicatorTable,
  JOINED,
  ONLY,
  PAIRED,
  partingOf,
} from './model/indicator.ts'
import { lastOfMonth, monthsOf } from './model/period.ts'

/** For what figures are asked: a grid, a period, and the day at whose end it was known. */
export interface FigureQuery {
  grid: string
  from: string
  to: string
  /** Null for all that is known now. */
  knownOn: string | null
  /** By dimension, the key under which alone rows count; of a dimension with several keys, all that are joined. */
  keys?: ReadonlyMap<string, string>
}

/** Values of one indicator; null where nothing can be said, such as a share of nothing. */
export type Value = number | null

/** A part of a figure under the keys it is parted by. */
export interface Part {
  keys: string[]
  value: Value
  /** The two counts a ratio is made of: a share of few says of how many. */
  base?: Base
}

/** Numerator and denominator of a ratio. */
export interface Base {
  over: number
  under: number
}

interface Asked extends FigureQuery {
  grids: readonly string[]
  /** Dimensions by which the values are parted, in the order of their keys. */
  by: readonly string[]
}

/** The whole of one grid. */
export async function wholeOf(tx: Tx, table: IndicatorTable, indicator: Indicator, query: FigureQuery): Promise<Value> {
  const found = await valuesBy(tx, table, indicator, { ...query, grids: [query.grid], by: [] }, () => '')
  return found.get('') ?? emptyOf(indicator, query)
}

/** The whole of several grids at once. */
export async function wholesOf(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
  grids: readonly string[],
): Promise<Map<string, Value>> {
  const found = await valuesBy(tx, table, indicator, { ...query, grids, by: [] }, ({ grid }) => grid)
  return new Map(grids.map((code) => [code, found.get(code) ?? emptyOf(indicator, { ...query, grid: code })]))
}

/** Parts by one dimension or two; a row that stands under several keys of a dimension counts under each. */
export async function partsOf(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
  by: readonly string[],
): Promise<Part[]> {
  const asked = { ...query, grids: [query.grid], by }
  const dimensions = by.map((name) => dimensionOf(indicator, name))
  const found = await valuesBy(tx, table, indicator, asked, ({ key }) => keysUnder(key, dimensions))
  return [...found]
    .map(([key, value]) => ({ keys: key.split(PAIRED), value }))
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
}

/**
 * The two counts behind the values of a ratio, by the keys those stand under.
 * @param read one of the two parts of the ratio, by the same keys
 */
export async function basesOf(
  table: IndicatorTable,
  { figure }: Indicator,
  read: (indicator: Indicator) => Promise<Part[]>,
): Promise<Map<string, Base>> {
  if (figure.kind !== 'ratio') return new Map()
  const part = (code: string) => read(table.indicators.get(code) as Indicator)
  const [over, under] = [await part(figure.over), await part(figure.under)]
  const counts = new Map(over.map(({ keys, value }) => [keys.join(PAIRED), value ?? 0]))
  return new Map(
    under.map(({ keys, value }) => {
      const key = keys.join(PAIRED)
      return [key, { over: counts.get(key) ?? 0, under: value ?? 0 }]
    }),
  )
}

/** What stands under several keys at once: why the parts add up to more than the whole. */
export async function sharedOf(tx: Tx, indicator: Indicator, query: FigureQuery, by: string): Promise<Part[]> {
  if (indicator.figure.kind === 'ratio' || !dimensionOf(indicator, by).several) return []
  const table = { indicators: new Map([[indicator.code, indicator]]) }
  const found = await valuesBy(tx, table, indicator, { ...query, grids: [query.grid], by: [by] }, ({ key }) => key)
  return [...found].filter(([key]) => key.includes(JOINED)).map(([key, value]) => ({ keys: key.split(JOINED), value }))
}

/** Month by month: what came in during each, or what stood at its end (at the end of the period in the last). */
export async function monthsOfFigure(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
): Promise<{ month: string; value: Value }[]> {
  const asked = { ...query, grids: [query.grid], by: [] }
  const found = await valuesBy(tx, table, indicator, asked, ({ month }) => month, true)
  return monthsOf(query.from, query.to).map((month) => ({
    month,
    value: found.get(month) ?? emptyOf(indicator, { ...query, from: month, to: lastOfMonth(month) }),
  }))
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

/** Sums by a key; those of people only as far as they may be told. */
async function amountsBy(
  tx: Tx,
  indicator: Indicator,
  asked: Asked,
  keyOf: KeyOf,
  byMonth: boolean,
): Promise<Map<string, number>> {
  if (!indicator.personal) return sumsBy(tx, indicator, asked, keyOf, byMonth)
  const told = disclosed({ ...asked, grids: asked.grids.filter(isTown) }, indicator.figure.kind, today())
  if (!told) return new Map()
  // What stands at a day came in over years: rounded month by month it would be nothing.
  if (indicator.figure.kind !== 'flow') {
    const sums = await sumsBy(tx, indicator, told, keyOf, byMonth)
    return new Map([...sums].map(([key, amount]) => [key, inSteps(amount)]))
  }
  const apart = await sumsBy(
    tx,
    indicator,
    told,
    (sum) => [keyOf(sum)].flat().map((key) => sum.month + MONTH_OF + key),
    byMonth,
  )
  const steps = new Map<string, number>()
  for (const [key, amount] of apart) {
    const under = key.slice(key.indexOf(MONTH_OF) + 1)
    // Each month is rounded by itself and then added: any two periods differ by rounded months, and many of them say no more than those do.
    steps.set(under, (steps.get(under) ?? 0) + inSteps(amount))
  }
  return steps
}

/** Between a month and the key a sum stands under. */
const MONTH_OF = '\n'

async function sumsBy(
  tx: Tx,
  { source, figure, per = 1 }: Indicator,
  asked: Asked,
  keyOf: KeyOf,
  byMonth: boolean,
): Promise<Map<string, number>> {
  if (figure.kind === 'ratio') throw new Error('a ratio is made of figures that are none')
  const { less = [] } = figure
  const isStock = figure.kind === 'stock'
  const partedBy = partingOf(source, [...new Set([...(asked.keys?.keys() ?? []), ...asked.by])])
  const keyUnder = keyReader(source, partedBy, asked)
  const sums = await sumCells(tx, {
    source,
    measures: [...figure.of, ...less],
    partedBy,
    grids: asked.grids,
    from: isStock ? null : asked.from,
    to: asked.to,
    knownOn: asked.knownOn,
  })
  const found = new Map<string, number>()
  const add = (key: string, amount: number) => found.set(key, (found.get(key) ?? 0) + amount)
  for (const sum of sums) {
    const key = keyUnder(sum.key)
    if (key === null) continue
    const amount = (less.includes(sum.measure) ? -sum.amount : sum.amount) / per
    // What stands at the end of a month came in that month or any before.
    const months =
      isStock && byMonth ? monthsOf(asked.from, asked.to).filter((month) => month >= sum.month) : [sum.month]
    for (const month of months) for (const under of [keyOf({ ...sum, key, month })].flat()) add(under, amount)
  }
  return found
}

/** Reads the key of a cell: the part of it that is asked for, in the order asked; null when the cell is not under the keys wanted. */
function keyReader(source: FactSource, partedBy: string, { keys, by }: Asked): (key: string) => string | null {
  const names = partedBy.split(',')
  const wanted = [...(keys ?? [])].map(([name, key]) => ({
    at: names.indexOf(name),
    key,
    ...dimensionIn(source, name),
  }))
  const places = by.map((name) => names.indexOf(name))
  return (key) => {
    const parts = key.split(PAIRED)
    const isUnder = wanted.every((one) => stands(parts[one.at] ?? '', one.key, one.several))
    return isUnder ? places.map((at) => parts[at] ?? '').join(PAIRED) : null
  }
}

/** Whether a row under a key of cells stands under the wanted one; of several keys, under all that are wanted, or under no other. */
function stands(key: string, wanted: string, several = false): boolean {
  if (wanted.startsWith(ONLY)) return key === wanted.slice(ONLY.length).split(JOINED).toSorted().join(JOINED)
  if (!several) return key === wanted
  const found = key.split(JOINED)
  return wanted.split(JOINED).every((one) => found.includes(one))
}

/** What is said where nothing was found: nothing of a ratio, nothing of people that may not be told of, otherwise 0. */
const emptyOf = ({ figure, personal }: Indicator, query: FigureQuery): Value =>
  figure.kind === 'ratio' || (personal && !disclosed(query, figure.kind, today())) ? null : 0

const today = () => localDateOf(new Date())
const rounded = (value: number, digits = 0) => Number(value.toFixed(digits))

const dimensionOf = ({ source }: Indicator, name: string): FactDimension => dimensionIn(source, name)

function dimensionIn(source: FactSource, name: string): FactDimension {
  const found = source.dimensions.find((dimension) => dimension.name === name)
  if (!found) throw new Error(`${source.name} is not parted by ${name}`)
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
