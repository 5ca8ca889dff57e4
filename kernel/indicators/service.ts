import type { z } from 'zod'
import { type Database, inOneView, type Tx } from '#kernel/db/db.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import { checkPartitions } from './checks.ts'
import {
  basesOf,
  type FigureQuery,
  mayAsk,
  monthsOfFigure,
  type Part,
  partsOf,
  sharedOf,
  wholeOf,
  wholesOf,
} from './figures.ts'
import { freshen, sourcesOf } from './fresh.ts'
import { disclosed } from './model/disclosure.ts'
import { type FactDimension, type Indicator, type IndicatorTable, JOINED, ONLY, PAIRED } from './model/indicator.ts'
import { firstOfMonth, periodBefore, yearBefore } from './model/period.ts'
import { endsBeforeItBegins, noGrid, noIndicator, noPeople, noRows, notParted, notYet } from './model/problems.ts'
import { canPart, dimensionsOf, pairsOf } from './partings.ts'
import type { IndicatorRoom } from './room.ts'
import { listFigureRows, listRowNames } from './rows.ts'
import type {
  ChecksAnswer,
  FigureAnswer,
  FigureAsk,
  IndicatorView,
  MonthsAnswer,
  PartsAnswer,
  RowsAnswer,
} from './schema.ts'

/** One question about one indicator: who asks, in which transaction, for what. */
export interface Question {
  db: Database
  tx: Tx
  actor: Actor
  code: string
  ask: z.output<typeof FigureAsk>
  /** By dimension, the key under which alone rows count. */
  keys?: ReadonlyMap<string, string>
}

/** The indicators somebody may read, as the dictionary tells them. */
export const dictionaryOf = (table: IndicatorTable, actor: Actor) =>
  [...table.indicators.values()].filter((one) => mayRead(table, actor, one)).map((one) => viewOf(table, one))

/** The figure of a grid, with the period before and the same period last year. */
export async function readFigure(room: IndicatorRoom, question: Question): Promise<z.input<typeof FigureAnswer>> {
  const prepared = await prepare(room, question)
  requireParting(room, prepared.indicator, prepared.query)
  return inOneView(question.tx, () => figureOf(room, question, prepared))
}

async function figureOf(
  room: IndicatorRoom,
  question: Question,
  { indicator, query, enteredAt }: Prepared,
): Promise<z.input<typeof FigureAnswer>> {
  const at = (period: { from: string; to: string }) =>
    wholeOf(question.tx, room.table, indicator, { ...query, ...period })
  const told = async (period: { from: string; to: string }) => (isTold(room, indicator, period) ? at(period) : null)
  const before = periodBefore(query.from, query.to)
  const yearAgo = yearBefore(query.from, query.to)
  const names = await room.gridNames(question.tx, [query.grid])
  return {
    indicator: viewOf(room.table, indicator),
    keys: await keyTitles(room, question.tx, indicator, query),
    grid: query.grid,
    gridName: names.get(query.grid) ?? query.grid,
    from: query.from,
    to: query.to,
    asOf: question.ask.asOf ?? null,
    enteredAt: enteredAt.toISOString(),
    value: await at(query),
    base: (await wholeBase(room, question.tx, indicator, query)) ?? null,
    before: { ...before, value: await told(before) },
    yearBefore: { ...yearAgo, value: await told(yearAgo) },
  }
}

/** A figure in parts, with what their sum says and which rows stand in several of them. */
export async function readParts(
  room: IndicatorRoom,
  question: Question,
  by: readonly string[],
): Promise<z.input<typeof PartsAnswer>> {
  const { indicator, query, enteredAt } = await prepare(room, question)
  const { tx, actor } = question
  // Whole and parts of one moment: what comes in between would stand as a difference nobody can find.
  const summed = await inOneView(tx, () => sumUp(room, tx, actor.scope, indicator, query, by))
  return { ...summed, enteredAt: enteredAt.toISOString() }
}

/** The whole, its parts and their sum, for whoever has asked already whether they may be read. */
export async function sumUp(
  room: IndicatorRoom,
  tx: Tx,
  scope: Scope,
  indicator: Indicator,
  query: FigureQuery,
  by: readonly string[],
): Promise<Omit<z.input<typeof PartsAnswer>, 'enteredAt'>> {
  const isGrid = by.length === 1 && by[0] === 'grid'
  requireParting(room, indicator, query, isGrid ? [] : by)
  const value = await wholeOf(tx, room.table, indicator, query)
  const read = async (one: Indicator): Promise<Part[]> =>
    isGrid ? partsByGrid(room, tx, scope, one, query) : partsOf(tx, room.table, one, query, by)
  const parts = await read(indicator)
  const bases = await basesOf(room.table, indicator, read)
  const sharedBy = isGrid ? undefined : by.find((name) => isSeveral(indicator, name))
  const shared = sharedBy ? await sharedOf(tx, indicator, query, sharedBy) : []
  const titled = await titles(room, tx, indicator, by, parts)
  return {
    value,
    items: titled.map((part) => ({ ...part, base: bases.get(part.keys.join(PAIRED)) ?? null })),
    shared: sharedBy ? await titles(room, tx, indicator, [sharedBy], shared) : [],
    sharedBy: sharedBy ?? null,
    sum:
      indicator.figure.kind === 'ratio' || indicator.personal
        ? null
        : parts.reduce((sum, part) => sum + (part.value ?? 0), 0),
  }
}

/** A figure month by month. */
export async function readMonths(room: IndicatorRoom, question: Question): Promise<z.input<typeof MonthsAnswer>> {
  const { indicator, query, enteredAt } = await prepare(room, question)
  requireParting(room, indicator, query)
  return {
    items: await inOneView(question.tx, () => monthsOfFigure(question.tx, room.table, indicator, query)),
    enteredAt: enteredAt.toISOString(),
  }
}

/** The rows behind a figure, fifty at a time; what the reader may not open is not named. */
export async function readRows(
  room: IndicatorRoom,
  question: Question,
  after: string | null,
): Promise<Omit<z.input<typeof RowsAnswer>, 'next'> & { last: string | null }> {
  const { indicator, query } = await prepare(room, question)
  if (indicator.figure.kind === 'ratio') throw noRows(indicator.name)
  if (indicator.personal) throw noPeople(indicator.name)
  const keys = query.keys ?? new Map<string, string>()
  const wrong = [...keys.keys()].find((name) => !indicator.source.dimensions.some((one) => one.name === name))
  if (wrong) throw notParted(indicator.name, wrong)
  const { tx } = question
  const rows = await listFigureRows(tx, indicator, query, keys, after, PAGE)
  const names = await listRowNames(
    tx,
    indicator.source,
    rows.map(({ rowId }) => rowId),
  )
  const grids = await room.gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return {
    items: rows.map(({ rowId, amount, gridCode, day }) => ({
      id: rowId,
      gridName: grids.get(gridCode) ?? gridCode,
      day,
      title: names.get(rowId)?.title ?? '已不在您的网格内，或您不能查看',
      link: names.get(rowId)?.link ?? null,
      amount,
    })),
    // Under a pair whose cells are not kept nothing is counted; the rows themselves are all there.
    total: canPart(room.table, indicator, new Set(keys.keys()))
      ? await wholeOf(tx, room.table, indicator, query)
      : null,
    last: rows.length === PAGE ? (rows.at(-1)?.rowId ?? null) : null,
  }
}

/** Every declared partition of the figures somebody may read, those first whose parts do not add up. */
export async function readChecks(
  room: IndicatorRoom,
  { db, tx, actor, ask }: Omit<Question, 'code'>,
): Promise<z.input<typeof ChecksAnswer>> {
  const query = queryOf(actor, ask)
  await requireGrid(room.gridNames, tx, actor, query.grid)
  const indicators = [...room.table.indicators.values()].filter((one) => mayRead(room.table, actor, one))
  const enteredAt = await freshen(db, tx, [...new Set(indicators.flatMap((one) => sourcesOf(room.table, one)))])
  return inOneView(tx, () => checksOf(room, tx, { indicators, query, asOf: ask.asOf ?? null, enteredAt }))
}

async function checksOf(
  room: IndicatorRoom,
  tx: Tx,
  asked: { indicators: readonly Indicator[]; query: FigureQuery; asOf: string | null; enteredAt: Date },
): Promise<z.input<typeof ChecksAnswer>> {
  const { query, asOf, enteredAt } = asked
  const checks = await checkPartitions(tx, room.table, asked.indicators, query)
  const items = await Promise.all(
    checks.map(async ({ indicator, by, value, sum, shared, unkeyed }) => ({
      ...{ code: indicator.code, name: indicator.name, unit: indicator.unit, kind: indicator.figure.kind },
      ...{ by, byTitle: indicator.source.dimensions.find(({ name }) => name === by)?.title ?? by },
      ...{ value, sum, unkeyed, shared: await titles(room, tx, indicator, [by], shared) },
    })),
  )
  const gap = (one: { value: number; sum: number; unkeyed: number }) =>
    [Math.abs(one.sum - one.value), one.unkeyed] as const
  items.sort((a, b) => gap(b)[0] - gap(a)[0] || gap(b)[1] - gap(a)[1])
  const { grid, from, to } = query
  const gridName = (await room.gridNames(tx, [grid])).get(grid) ?? grid
  return { grid, gridName, from, to, asOf, items, enteredAt: enteredAt.toISOString() }
}

const PAGE = 50

type Prepared = Awaited<ReturnType<typeof prepare>>

async function prepare({ table, gridNames }: IndicatorRoom, { db, tx, actor, code, ask, keys }: Question) {
  const indicator = table.indicators.get(code)
  if (!indicator || !mayRead(table, actor, indicator)) throw noIndicator(code)
  const asked: FigureQuery = { ...queryOf(actor, ask), ...(keys && keys.size > 0 ? { keys } : {}) }
  // What cannot be told at all is answered as asked, with nothing in it.
  const query = indicator.personal ? (disclosed(asked, indicator.figure.kind, localDateOf(new Date())) ?? asked) : asked
  await requireGrid(gridNames, tx, actor, query.grid)
  return { indicator, query, enteredAt: await freshen(db, tx, sourcesOf(table, indicator)) }
}

/** Refuses a grid that is not the reader's to ask for, or that is none: part of a code is no grid. */
async function requireGrid(gridNames: IndicatorRoom['gridNames'], tx: Tx, actor: Actor, grid: string): Promise<void> {
  if (!mayAsk(actor.scope, grid) || !(await gridNames(tx, [grid])).has(grid)) throw noGrid()
}

function queryOf(actor: Actor, ask: z.output<typeof FigureAsk>): FigureQuery {
  const today = localDateOf(new Date())
  const to = ask.to ?? (ask.asOf && ask.asOf < today ? ask.asOf : today)
  const from = ask.from ?? firstOfMonth(to)
  if (to > today || (ask.asOf ?? today) > today) throw notYet()
  if (from > to) throw endsBeforeItBegins()
  return { grid: ask.grid ?? actor.gridCode, from, to, knownOn: ask.asOf && ask.asOf < today ? ask.asOf : null }
}

const mayRead = (table: IndicatorTable, actor: Actor, indicator: Indicator) =>
  sourcesOf(table, indicator).every(({ permission }) => may(actor, permission))

const isSeveral = ({ source }: Indicator, by: string) =>
  source.dimensions.some(({ name, several }) => name === by && several)

function requireParting(
  { table }: IndicatorRoom,
  indicator: Indicator,
  query: FigureQuery,
  by: readonly string[] = [],
) {
  const names = new Set([...(query.keys?.keys() ?? []), ...by])
  if (!canPart(table, indicator, names)) throw notParted(indicator.name, [...names].join('、'))
}

/** Whether a period lies where the platform keeps the figure: what was before is not known, and not zero. */
function isTold(
  { table }: IndicatorRoom,
  { figure, from: since }: Indicator,
  { from, to }: { from: string; to: string },
) {
  const kind = figure.kind === 'ratio' ? table.indicators.get(figure.over)?.figure.kind : figure.kind
  return kind === 'stock' ? to >= since : from >= since
}

/** The grids one level below; what lies in none of them stands under the grid itself, as does the share of a grid with none below. */
async function partsByGrid(
  room: IndicatorRoom,
  tx: Tx,
  scope: Scope,
  indicator: Indicator,
  query: FigureQuery,
): Promise<Part[]> {
  const children = await room.gridsBelow(tx, scope, query.grid)
  const below = children.length === 0 && indicator.figure.kind === 'ratio' ? [query.grid] : children
  const found = await wholesOf(tx, room.table, indicator, query, below)
  const parts = below.map((code) => ({ keys: [code], value: found.get(code) ?? null }))
  if (indicator.figure.kind === 'ratio' || indicator.personal) return parts
  const whole = await wholeOf(tx, room.table, indicator, query)
  const rest = (whole ?? 0) - parts.reduce((sum, { value }) => sum + (value ?? 0), 0)
  return rest === 0 ? parts : [...parts, { keys: [query.grid], value: rest }]
}

/** The two counts of the whole of a ratio. */
async function wholeBase({ table }: IndicatorRoom, tx: Tx, indicator: Indicator, query: FigureQuery) {
  const read = async (one: Indicator) => [{ keys: [''], value: await wholeOf(tx, table, one, query) }]
  return (await basesOf(table, indicator, read)).get('')
}

async function titles(
  room: IndicatorRoom,
  tx: Tx,
  { source }: Indicator,
  by: readonly string[],
  parts: readonly Part[],
) {
  const dimensionAt = (at: number) => source.dimensions.find(({ name }) => name === (by[at] ?? by[0]))
  const isGrid = (at: number) => by[at] === 'grid' || dimensionAt(at)?.isGrid
  const codes = parts.flatMap(({ keys }) => keys.filter((_, at) => isGrid(at)))
  const grids = await room.gridNames(tx, codes)
  return parts.map((part) => ({
    ...part,
    titles: part.keys.map((key, at) => (isGrid(at) ? (grids.get(key) ?? key) : titleOf(dimensionAt(at), key))),
  }))
}

const titleOf = (dimension: FactDimension | undefined, key: string) =>
  dimension?.labels?.[key] ?? (key === '' ? '未填' : key)

/** The keys a figure is narrowed to, in words. */
async function keyTitles(room: IndicatorRoom, tx: Tx, { source }: Indicator, { keys = new Map() }: FigureQuery) {
  const told = [...keys].map(([name, key]) => ({ key, dimension: source.dimensions.find((one) => one.name === name) }))
  const grids = await room.gridNames(
    tx,
    told.flatMap(({ key, dimension }) => (dimension?.isGrid ? [key] : [])),
  )
  return told.map(({ key, dimension }) => ({
    name: dimension?.name ?? '',
    title: dimension?.title ?? '',
    key,
    label: dimension?.isGrid ? (grids.get(key) ?? key) : keyWords(dimension, key),
  }))
}

const keyWords = (dimension: FactDimension | undefined, key: string): string => {
  const keys = key.startsWith(ONLY) ? key.slice(ONLY.length) : key
  const words = (dimension?.several ? keys.split(JOINED) : [keys]).map((one) => titleOf(dimension, one)).join('且')
  return keys === key ? words : `只有${words}`
}

export const viewOf = (table: IndicatorTable, indicator: Indicator): z.input<typeof IndicatorView> => {
  const { code, name, definition, unit, figure, source, owner, from, until, better } = indicator
  const dimensions = dimensionsOf(table, indicator)
  return {
    code,
    name,
    definition,
    unit,
    kind: figure.kind,
    rowTitle: source.title,
    owner,
    from,
    until: until ?? null,
    personal: indicator.personal ?? false,
    better: better === undefined ? 'neither' : better ? 'higher' : 'lower',
    parts: figure.kind === 'ratio' ? [figure.over, figure.under] : [],
    partitions: [
      { name: 'grid', title: '网格', adds: indicator.partitions.includes('grid') },
      ...dimensions.map((one) => ({
        name: one.name,
        title: one.title,
        adds: indicator.partitions.includes(one.name),
      })),
    ],
    pairs: pairsOf(table, indicator).map((pair) => [...pair]),
  }
}
