import type { Database } from '#kernel/db/db.ts'
import { freshen, sourcesOf } from '#kernel/indicators/fresh.ts'
import { periodBefore } from '#kernel/indicators/model/period.ts'
import { noGrid } from '#kernel/indicators/model/problems.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { subtree } from '#kernel/scope/scope.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { amountText, changeText } from '../model/amount.ts'
import { type Block, codesOf, coveredBy, type Field, knownOn, piecesOf } from '../model/report.ts'
import type { Content, TemplateInput } from '../model/report-schema.ts'
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
    const reading = { room, tx, scope, query: { grid, ...period, knownOn: asOf }, asOf }
    const kept: Kept[] = []
    for (const block of blocks) kept.push(await readBlock(reading, block))
    const lists = await openLists(tx, scope, { grid, ...period, knownOn: asOf })
    return {
      ...{ title, grid, gridName, ...period, asOf, blocks: kept, withheld: [] },
      openLists: doubtsOf(lists, indicators, true),
    }
  })
}

async function readBlock(reading: Reading, block: Block): Promise<Kept> {
  if (block.kind === 'heading') return block
  if (block.kind === 'table') {
    const lines = []
    for (const code of block.codes) lines.push(await readLine(reading, { code, by: block.by }))
    return { kind: 'table', section: { title: '', lines } }
  }
  const words = []
  for (const piece of piecesOf(block.text))
    words.push(typeof piece === 'string' ? { t: piece } : await readField(reading, piece))
  return { kind: 'para', words }
}

async function readField(reading: Reading, { code, of }: Field) {
  const { from, to } = reading.query
  const readOf = (period: { from: string; to: string }) =>
    readLine({ ...reading, query: { ...reading.query, ...period } }, { code })
  if (of === 'change') {
    const [now, before] = [await readOf({ from, to }), await readOf(periodBefore(from, to))]
    return { t: changeText(now.value, before.value, now.unit), to: now.link, code }
  }
  const { value, unit, link } = await readOf(of === 'before' ? periodBefore(from, to) : { from, to })
  return { t: amountText(value, unit), to: link, code }
}

/** A report as somebody may read it: what his duties do not open is left out and named. */
export function shownTo({ table }: IndicatorRoom, content: Content, may: (permission: string) => boolean): Content {
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
  const blocks = content.blocks.flatMap((block): Kept[] => {
    if (block.kind === 'heading') return [block]
    if (block.kind === 'para')
      return [{ kind: 'para', words: block.words.map((word) => (isShut(word.code) ? { t: '（未列出）' } : word)) }]
    const lines = block.section.lines.filter(({ code }) => !isShut(code))
    return lines.length > 0 ? [{ kind: 'table', section: { ...block.section, lines } }] : []
  })
  const openLists = content.openLists.map((list) => (may('reconciliation.read') ? list : { ...list, link: null }))
  return { ...content, blocks, openLists, withheld: [...withheld] }
}
