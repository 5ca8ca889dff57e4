import type { Database, Tx } from '#kernel/db/db.ts'
import { type FigureQuery, mayAsk } from '#kernel/indicators/figures.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import { exactly, type Indicator } from '#kernel/indicators/model/indicator.ts'
import { endsBeforeItBegins, noGrid, notYet } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { listFigureRows, listRowNames } from '#kernel/indicators/rows.ts'
import { sumUp } from '#kernel/indicators/service.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { OpenList } from '#modules/reconciliation/model/open.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import {
  CIRCULAR_TITLE,
  CITY_OFFICE,
  circularSections,
  firstDayOf,
  type LineSpec,
  notConnected,
} from '../model/circular.ts'
import { figureLink } from '../model/link.ts'
import type { Circular, Line, LinePart } from '../model/schema.ts'
import { differs } from '../model/words.ts'

/** Where reports have their figures from, and what speaks against them. */
export interface ReportSources {
  room: IndicatorRoom
  /** Lists with open differences inside a grid whose period meets this one, as they stood at the end of a day. */
  openLists(
    tx: Tx,
    scope: Scope,
    about: { grid: string; from: string; to: string; knownOn: string },
  ): Promise<OpenList[]>
}

/** Who reads figures: what part of the world he sees, and whose rows he may open. */
export interface Reader {
  scope: Scope
  gridCode: string
  may(permission: string): boolean
}

/** The day and grid of a report, checked. */
export interface ReportAsk {
  grid?: string | undefined
  from?: LocalDate | undefined
  asOf: LocalDate
  today: LocalDate
}

/** One reading: everything in it was read of one moment. */
export interface Reading {
  room: IndicatorRoom
  tx: Tx
  scope: Scope
  query: FigureQuery
  asOf: LocalDate
}

/**
 * The circular (应用情况通报) of a grid as it was known at the end of a day. All figures are of one moment, so what is said twice is the same.
 * @throws noGrid, notYet, endsBeforeItBegins, notEntered (kernel/indicators)
 */
export async function readCircular(
  { room, openLists }: ReportSources,
  db: Database,
  reader: Reader,
  ask: ReportAsk,
): Promise<Circular> {
  const { asOf } = ask
  const from = ask.from ?? firstDayOf(asOf)
  const grid = ask.grid ?? reader.gridCode
  if (asOf > ask.today) throw notYet()
  if (from > asOf) throw endsBeforeItBegins()
  if (!mayAsk(reader.scope, grid)) throw noGrid()
  const indicators = [...new Set(circularSections.flatMap(({ lines }) => lines.map((spec) => indicatorOf(room, spec))))]
  const readable = new Set(
    indicators.filter((one) => sourcesOf(room.table, one).every(({ permission }) => reader.may(permission))),
  )
  const sources = [...new Set([...readable].flatMap((one) => sourcesOf(room.table, one)))]
  const enteredAt = await db.read(reader.scope, (tx) => freshen(db, tx, sources))
  return db.snapshot(reader.scope, async (tx) => {
    const gridName = (await room.gridNames(tx, [grid])).get(grid)
    if (!gridName) throw noGrid()
    const query = { grid, from, to: asOf, knownOn: asOf < ask.today ? asOf : null }
    const reading = { room, tx, scope: reader.scope, query, asOf }
    const sections = []
    for (const { title, lines } of circularSections) {
      const shown = lines.filter((spec) => readable.has(indicatorOf(room, spec)))
      const read = []
      for (const spec of shown) read.push(await readLine(reading, spec))
      if (read.length > 0) sections.push({ title, lines: read })
    }
    return {
      ...{ title: CIRCULAR_TITLE, grid, gridName, asOf, from, to: asOf, enteredAt: enteredAt.toISOString(), sections },
      notConnected: [...notConnected],
      withheld: indicators.filter((one) => !readable.has(one)).map(({ name }) => name),
      differences: sections.flatMap(({ lines }) => lines.filter(differs).map(differenceIn)),
      openLists: doubtsOf(
        await openLists(tx, reader.scope, { grid, from, to: asOf, knownOn: asOf }),
        sections.flatMap(({ lines }) => lines),
        reader.may('reconciliation.read'),
      ),
    }
  })
}

/** Lists that put what is printed in doubt, with the indicators by name. Whoever may not open them is told all the same. */
export const doubtsOf = (
  lists: readonly OpenList[],
  lines: readonly { code: string; name: string }[],
  mayOpen: boolean,
): Circular['openLists'] =>
  lists.flatMap(({ figures, link, ...list }) => {
    const names = [...new Set(lines.filter(({ code }) => figures.includes(code)).map(({ name }) => name))]
    return names.length > 0 ? [{ ...list, indicators: names, link: mayOpen ? link : null }] : []
  })

/** @throws Error when a declaration asks for what no room declares */
export function indicatorOf({ table }: IndicatorRoom, { code }: Pick<LineSpec, 'code'>): Indicator {
  const found = table.indicators.get(code)
  if (!found) throw new Error(`the circular tells of ${code}, which no room declares`)
  return found
}

/** An indicator with its parts, each with the address that opens it. */
export async function readLine(reading: Reading, spec: LineSpec): Promise<Line> {
  const { room, tx, scope, query } = reading
  const indicator = indicatorOf(room, spec)
  const by = spec.by ? [spec.by] : []
  const parted = await sumUp(room, tx, scope, indicator, query, by)
  const bases = await basesOf(reading, indicator, by)
  const dimension = indicator.source.dimensions.find(({ name }) => name === spec.by)
  const order = spec.inOrder ? Object.keys(dimension?.labels ?? {}) : null
  const parts = parted.items.map(({ keys, titles, value }): LinePart => {
    const key = keys[0] ?? ''
    return {
      key,
      title: titleOf(spec, query.grid, key, titles[0] ?? key),
      value,
      base: bases?.parts.get(key) ?? null,
      link: linkOfPart(reading, spec, key),
    }
  })
  parts.sort(
    order ? (a, b) => order.indexOf(a.key) - order.indexOf(b.key) : (a, b) => (b.value ?? -1) - (a.value ?? -1),
  )
  return {
    ...{ code: indicator.code, name: indicator.name, definition: indicator.definition, unit: indicator.unit },
    ...{ kind: indicator.figure.kind, value: parted.value, base: bases?.whole ?? null },
    by: spec.by ?? null,
    byTitle: spec.by ? (dimension?.title ?? '区域') : null,
    parts,
    sum: parted.sum,
    shared: await rowsShared(reading, indicator, spec.by, parted.shared),
    link: figureLink(indicator.code, { ...addressOf(reading), by: spec.by }),
  }
}

/** What lies in none of the grids below stands under the grid itself; the city's own office has a name. */
function titleOf({ by }: LineSpec, grid: string, key: string, title: string): string {
  if (by === 'grid' && key === grid) return `${title}（未分到下一级）`
  return by === 'office' && key.length === 4 ? CITY_OFFICE : title
}

const addressOf = ({ query: { grid, from, to }, asOf }: Reading) => ({ grid, from, to, asOf })

function linkOfPart(reading: Reading, { code, by }: LineSpec, key: string): string | null {
  const address = addressOf(reading)
  if (by !== 'grid') return figureLink(code, { ...address, key: `${by}:${key}` })
  // No address tells only what lies in none of the grids below.
  return key === address.grid ? null : figureLink(code, { ...address, grid: key })
}

/** Of a ratio: what is divided by what, whole and in parts, so that a small base can be told. */
async function basesOf({ room, tx, scope, query }: Reading, { figure }: Indicator, by: readonly string[]) {
  if (figure.kind !== 'ratio') return null
  const of = (code: string) => sumUp(room, tx, scope, indicatorOf(room, { code }), query, by)
  const [over, under] = [await of(figure.over), await of(figure.under)]
  const overs = new Map(over.items.map(({ keys, value }) => [keys[0] ?? '', value ?? 0]))
  return {
    whole: { over: over.value ?? 0, under: under.value ?? 0 },
    parts: new Map(
      under.items.map(({ keys: [key = ''], value }) => [key, { over: overs.get(key) ?? 0, under: value ?? 0 }]),
    ),
  }
}

const MOST_NAMED = 50

/** The rows that stand in several parts, by name. */
async function rowsShared(
  { tx, query }: Reading,
  indicator: Indicator,
  by: string | undefined,
  shared: readonly { keys: string[]; titles: string[] }[],
): Promise<Line['shared']> {
  if (!by) return []
  const rows: Line['shared'] = []
  for (const { keys, titles } of shared.toSorted((a, b) => b.keys.length - a.keys.length)) {
    const found = await listFigureRows(tx, indicator, query, new Map([[by, exactly(keys)]]), null, MOST_NAMED)
    const ids = found.map(({ rowId }) => rowId)
    const names = await listRowNames(tx, indicator.source, ids)
    for (const id of ids) {
      const { title = '不在您的职责范围内', link = null } = names.get(id) ?? {}
      rows.push({ id, title, link, keys, titles })
    }
  }
  return rows
}

const differenceIn = ({ code, name, by, value, sum, shared }: Line) => ({
  ...{ code, name, by: by ?? '', value: value ?? 0, sum: sum ?? 0 },
  difference: (sum ?? 0) - (value ?? 0),
  rows: shared.map(({ title }) => title),
})
