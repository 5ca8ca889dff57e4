import type { Database } from '#kernel/db/db.ts'
import { mayAsk } from '#kernel/indicators/figures.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import { periodBefore } from '#kernel/indicators/model/period.ts'
import { noGrid } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { type Scope, subtree } from '#kernel/scope/scope.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { changeText, figureText } from '../model/amount.ts'
import { type Block, codesOf, coveredBy, type Field, knownOn, piecesOf } from '../model/report.ts'
import type { Content, TemplateInput } from '../model/report-schema.ts'
import type { Line } from '../model/schema.ts'
import { doubtsOf, indicatorOf, type Reading, type ReportSources, readLine } from './circular.ts'

type Kept = Content['blocks'][number]

/**
 * A report of a grid as it is written on a day: the template with the figures known at the end of the day before. All are of one moment, and the
 * same day gives the same report to the digit, however often it is asked for.
 * @throws noGrid, notEntered (kernel/indicators)
 */
export async function composeReport(
  { room, openLists }: ReportSources,
  db: Database,
  { title, blocks, periodRule, days }: Pick<TemplateInput, 'title' | 'blocks' | 'periodRule' | 'days'>,
  { grid, day }: { grid: string; day: LocalDate },
): Promise<Content> {
  const scope = subtree(grid)
  const asOf = knownOn(day)
  const period = coveredBy(periodRule, days, day)
  const indicators = codesOf(blocks).map((code) => indicatorOf(room, { code }))
  const sources = [...new Set(indicators.flatMap((one) => sourcesOf(room.table, one)))]
  if (sources.length > 0) await db.read(scope, (tx) => freshen(db, tx, sources))
  return db.snapshot(scope, async (tx) => {
    const gridName = (await room.gridNames(tx, [grid])).get(grid)
    if (!gridName) throw noGrid()
    const reading = readerOf({ room, tx, scope, query: { grid, ...period, knownOn: asOf }, asOf })
    const kept: Kept[] = []
    for (const block of blocks) kept.push(await readBlock(reading, block))
    const lists = await openLists(tx, scope, { grid, ...period, knownOn: asOf })
    return {
      ...{ title, grid, gridName, ...period, asOf, blocks: kept, withheld: [] },
      openLists: doubtsOf(lists, indicators, true),
    }
  })
}

async function readBlock(reading: OnceReading, block: Block): Promise<Kept> {
  if (block.kind === 'heading') return block
  if (block.kind === 'table') {
    const lines = []
    for (const code of block.codes) lines.push(await readLine(reading, { code, by: block.by }))
    return { kind: 'table', section: { title: '', lines } }
  }
  const words: Extract<Kept, { kind: 'para' }>['words'] = []
  let unit = ''
  for (const piece of piecesOf(block.text)) {
    if (typeof piece === 'string') {
      words.push({ t: withoutUnit(piece, words.at(-1)?.t ?? '', unit) })
      continue
    }
    words.push(await readField(reading, piece))
    unit = indicatorOf(reading.room, piece).unit
  }
  return { kind: 'para', words }
}

/** What follows a figure, without the unit its author wrote once more: a figure is told with its unit. */
function withoutUnit(text: string, before: string, unit: string): string {
  const rest = text.trimStart()
  return unit && before.endsWith(unit) && rest.startsWith(unit) ? rest.slice(unit.length) : text
}

async function readField(reading: OnceReading, { code, of }: Field) {
  const { from, to } = reading.query
  const readOf = (period: { from: string; to: string }) => reading.readOnce(code, period)
  if (of === 'change') {
    const [now, before] = [await readOf({ from, to }), await readOf(periodBefore(from, to))]
    return { t: changeText(now, before, now.unit), to: now.link, code }
  }
  const { value, unit, base, link } = await readOf(of === 'before' ? periodBefore(from, to) : { from, to })
  return { t: figureText(value, unit, base), to: link, code }
}

/** Reads each figure of each period once, however often a report tells it. */
function readerOf(reading: Reading): OnceReading {
  const known = new Map<string, Promise<Line>>()
  const readOnce = (code: string, period: { from: string; to: string }) => {
    const key = [code, period.from, period.to].join(' ')
    const found = known.get(key) ?? readLine({ ...reading, query: { ...reading.query, ...period } }, { code })
    known.set(key, found)
    return found
  }
  return { ...reading, readOnce }
}

interface OnceReading extends Reading {
  readOnce(code: string, period: { from: string; to: string }): Promise<Line>
}

/** A line whose figures open nothing. */
const unlinked = (line: Line): Line => ({
  ...line,
  link: '',
  parts: line.parts.map((part) => ({ ...part, link: null })),
  shared: line.shared.map((row) => ({ ...row, link: null })),
})

/** Whoever reads a report: what his duties open, and where. */
export interface ReportReader {
  may(permission: string): boolean
  scope: Scope
}

/** A report as somebody may read it: what his duties do not open is left out and named, and figures of a grid that is not his open nothing. */
export function shownTo({ table }: IndicatorRoom, content: Content, { may, scope }: ReportReader): Content {
  const shut = new Set(
    [...table.indicators.values()]
      .filter((one) => !sourcesOf(table, one).every(({ permission }) => may(permission)))
      .map(({ code }) => code),
  )
  const withheld = new Set<string>()
  const isShut = (code: string | undefined): boolean => {
    if (code === undefined || !shut.has(code)) return false
    withheld.add(table.indicators.get(code)?.name ?? code)
    return true
  }
  const isOpen = mayAsk(scope, content.grid)
  const blocks = content.blocks.flatMap((block): Kept[] => {
    if (block.kind === 'heading') return [block]
    if (block.kind === 'para')
      return [
        {
          kind: 'para',
          words: block.words.map((word) => (isShut(word.code) ? { t: '（未列出）' } : isOpen ? word : { t: word.t })),
        },
      ]
    const lines = block.section.lines
      .filter(({ code }) => !isShut(code))
      .map((line) => (isOpen ? line : unlinked(line)))
    return lines.length > 0 ? [{ kind: 'table', section: { ...block.section, lines } }] : []
  })
  const openLists = content.openLists.map((list) => (may('reconciliation.read') ? list : { ...list, link: null }))
  return { ...content, blocks, openLists, withheld: [...withheld] }
}
