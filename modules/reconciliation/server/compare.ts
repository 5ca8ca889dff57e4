import { appendAudit } from '#kernel/audit/audit.ts'
import { type Database, isConnectionLoss, type Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { covers, type Scope, subtree, wholeTree } from '#kernel/scope/scope.ts'
import { PlaceFinder } from '#modules/grid/server/places.ts'
import { listSubtree } from '#modules/grid/server/store.ts'
import { type ListKind, type ListTable, PLACE } from '../model/list.ts'
import { type Fate, matchList, type SheetLine } from '../model/match.ts'
import type { ReconciliationResult } from '../model/schema.ts'
import { readCell } from '../model/value.ts'
import { bridgeOf, countsOf } from '../model/words.ts'
import type { KeptLine } from './read-sheet.ts'
import * as store from './store.ts'

/** Who did what nobody did: the platform when it compared. */
const PLATFORM = '平台比对'

/**
 * Compares a reconciliation that waits for it, all in one transaction: a worker that dies leaves nothing behind, and a second one finds it done.
 * Differences found before keep what was said of them; those no longer found are over.
 */
export async function runComparison(db: Database, lists: ListTable, id: string): Promise<void> {
  const waiting = await db.read(wholeTree, (tx) => store.findReconciliation(tx, wholeTree, id))
  if (waiting?.state !== 'comparing') return
  const scope = subtree(waiting.gridCode)
  try {
    await db.write(scope, async (tx) => {
      const row = await store.findForUpdate(tx, scope, id)
      if (row?.state === 'comparing') await compare(tx, scope, lists, row)
    })
  } catch (error) {
    if (isConnectionLoss(error)) throw error
    console.error('reconciliation', id, error)
    const fault = '比对时系统出错，没有比完，原来的差异没有动。可以再比对一次。'
    await db.write(scope, (tx) => store.updateReconciliation(tx, id, { state: 'failed', fault }))
  }
}

async function compare(tx: Tx, scope: Scope, lists: ListTable, row: store.ReconciliationRow): Promise<void> {
  const kind = lists.kinds.get(row.list)
  if (!kind) throw new Error(`no list is called ${row.list}`)
  const lines = await store.listLines(tx, row.id)
  const rows = await store.listPlatformRows(tx, scope, kind, { from: row.fromOn, to: row.toOn })
  const read = await readLines(tx, kind, row, lines)
  const matched = matchList(kind, rows, read.lines, await store.listIdentities(tx, row))
  const foreign = matched.lines.filter((fate) => fate.kind === 'foreign').length
  const outside = read.outside + foreign
  const found = differencesOf(kind, row, read.lines, rows, matched)
  const merged = await mergeFound(tx, row, found)
  const result: ReconciliationResult = {
    counts: countsOf(matched, outside),
    bridge: bridgeOf(countsOf(matched, outside), matched.doubted.length),
    unread: read.unread,
    ...merged,
  }
  await store.updateReconciliation(tx, row.id, { state: 'compared', result, fault: null, compared: true })
  await appendAudit(tx, {
    action: 'reconciliation.compared',
    accountId: null,
    actor: { name: PLATFORM },
    objectType: 'reconciliation',
    objectId: row.id,
    gridCode: row.gridCode,
    detail: { title: kind.title, filename: row.filename, counts: result.counts },
  })
}

interface ReadLines {
  lines: SheetLine[]
  /** Rows of other grids or of other days: they belong into another comparison. */
  outside: number
  unread: ReconciliationResult['unread']
}

/** Others have their turn after so many rows. */
const TURN = 1_000
/** Examples of what could not be read. */
const MOST_SAMPLES = 3

async function readLines(
  tx: Tx,
  kind: ListKind,
  { columns, gridCode, fromOn, toOn }: store.ReconciliationRow,
  kept: readonly KeptLine[],
): Promise<ReadLines> {
  const placeOf = await placeReader(tx, gridCode)
  const mapped = kind.columns.flatMap((column) => {
    const found = columns.find(({ target }) => target === column.key)
    return found ? [{ column, at: String(found.column) }] : []
  })
  const unread = new Map<string, { label: string; count: number; samples: string[] }>()
  const lines: SheetLine[] = []
  let outside = 0
  for (const [at, { rowNumber, cells }] of kept.entries()) {
    if (at % TURN === TURN - 1) await new Promise((resolve) => setImmediate(resolve))
    const read = mapped.flatMap(({ column, at }) => {
      const reading = readCell(column, cells[at] ?? null, placeOf)
      return reading ? [{ column, reading }] : []
    })
    const isOutside = read.some(
      ({ column, reading }) =>
        reading.isSound &&
        ((column.key === PLACE && isElsewhere(gridCode, reading.value)) ||
          (!kind.isStanding && column.key === 'day' && (reading.value > toOn || reading.value < (fromOn ?? '')))),
    )
    if (isOutside) {
      outside++
      continue
    }
    for (const { column, reading } of read.filter(({ reading: { isSound } }) => !isSound)) {
      const noted = unread.get(column.key) ?? { label: column.label, count: 0, samples: [] }
      noted.count++
      if (noted.samples.length < MOST_SAMPLES && !noted.samples.includes(reading.value))
        noted.samples.push(reading.value.slice(0, 30))
      unread.set(column.key, noted)
    }
    lines.push({ row: rowNumber, cells: new Map(read.map(({ column, reading }) => [column.key, reading])) })
  }
  return { lines, outside, unread: [...unread.values()] }
}

const isElsewhere = (grid: string, place: string) => !place.startsWith(grid) && !grid.startsWith(place)

/** Reads written places: first as one inside the grid, because names come twice in a city; then as one of the city. */
/** The lines of a sheet with what they say, by number: what somebody says of one is kept under it. */
export async function readKeptLines(
  tx: Tx,
  kind: ListKind,
  row: store.ReconciliationRow,
): Promise<ReadonlyMap<number, SheetLine>> {
  const { lines } = await readLines(tx, kind, row, await store.listLines(tx, row.id))
  return new Map(lines.map((line) => [line.row, line]))
}

/** Villages of a grid by names that are told apart in it. */
async function ownNames(tx: Tx, grid: string): Promise<Map<string, string>> {
  const named = Map.groupBy(await listSubtree(tx, grid), ({ name }) => name)
  return new Map(
    [...named].flatMap(([name, [only, ...others]]) => (only && others.length === 0 ? [[name, only.code]] : [])),
  )
}

async function placeReader(tx: Tx, grid: string): Promise<(written: string) => string | null> {
  const own = await ownNames(tx, grid)
  const finders = [await PlaceFinder.load(tx, subtree(grid)), await PlaceFinder.load(tx, subtree(grid.slice(0, 4)))]
  const known = new Map<string, string | null>()
  const find = (text: string): string | null => {
    // 义和村委会 of this town is meant, not the town 义和镇 elsewhere in the city.
    const here = own.get(text)
    if (here) return here
    const asked = /^\d{4,15}$/.test(text) ? [{ gridCode: text }] : [{ town: text }, { county: text }, { address: text }]
    for (const finder of finders)
      for (const place of asked) {
        const found = finder.locate(place)
        if ('code' in found) return found.code
      }
    return null
  }
  return (written) => {
    const before = known.get(written)
    if (before !== undefined) return before
    const found = find(written)
    known.set(written, found)
    return found
  }
}

/** What was found, as it is kept. */
function differencesOf(
  kind: ListKind,
  { gridCode }: store.ReconciliationRow,
  lines: readonly SheetLine[],
  rows: readonly store.ListedRow[],
  { lines: fates, extra }: ReturnType<typeof matchList>,
): store.FoundDifference[] {
  const byRow = new Map(lines.map((line) => [line.row, line]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  const exact = kind.ways[0]?.by[0] ?? ''
  const blank = { rowId: null, fields: [], why: null, candidates: [], twinRow: null }
  const ofLine = (fate: Fate) => {
    const cells = byRow.get(fate.row)?.cells
    const place = cells?.get(PLACE)
    return {
      ...blank,
      id: newId(),
      rowNumber: fate.row,
      title: titleOf(kind, cells) || `第 ${fate.row} 行`,
      code: cells?.get(exact)?.value ?? null,
      place: place?.isSound && covers(subtree(gridCode), place.value) ? place.value : gridCode,
    }
  }
  const found = fates.flatMap((fate): store.FoundDifference[] => {
    if (fate.kind === 'same' || fate.kind === 'foreign') return []
    const line = ofLine(fate)
    if (fate.kind === 'different') {
      const { gridCode: place = line.place, title = line.title } = byId.get(fate.id) ?? {}
      return [{ ...line, kind: 'different', place, title, rowId: fate.id, fields: fate.fields }]
    }
    if (fate.kind === 'duplicate') return [{ ...line, kind: 'duplicate', twinRow: fate.of }]
    if (fate.kind === 'missing') return [{ ...line, kind: 'missing' }]
    return [{ ...line, kind: 'unclear', why: fate.why, candidates: fate.candidates }]
  })
  const left = extra.map((id): store.FoundDifference => {
    const row = byId.get(id) as store.ListedRow
    const own = { id: newId(), rowNumber: null, rowId: id, title: row.title, code: row.facts[exact] ?? null }
    return { ...blank, ...own, kind: 'extra', place: row.gridCode }
  })
  return [...found, ...left]
}

/** What a line is called: its names, its day and what it says, in the order of the list. */
function titleOf(kind: ListKind, cells: SheetLine['cells'] | undefined): string {
  const said = kind.columns
    .filter(({ kind: of }) => of === 'name' || of === 'text' || of === 'day')
    .flatMap(({ key }) => cells?.get(key)?.value ?? [])
  return said.slice(0, 3).join(' ').slice(0, 120)
}

const keyOf = ({ kind, rowNumber, rowId }: Pick<store.DifferenceRow, 'kind' | 'rowNumber' | 'rowId'>) =>
  rowNumber === null ? `row ${rowId}` : `${kind} ${rowNumber}`

/** Holds what is found against what is known: new ones are written, those that are over are ended, those that came back are open again. */
async function mergeFound(
  tx: Tx,
  row: store.ReconciliationRow,
  found: readonly store.FoundDifference[],
): Promise<Pick<ReconciliationResult, 'mended' | 'fresh' | 'returned'>> {
  const known = new Map((await store.listAllDifferences(tx, row.id)).map((one) => [keyOf(one), one]))
  const pairs = found.map((one) => ({ one, before: known.get(keyOf(one)) }))
  const fresh = pairs.flatMap(({ one, before }) => (before ? [] : [one]))
  const again = pairs.flatMap(({ one, before }) => (before ? [{ ...one, id: before.id, before }] : []))
  const seen = new Set(again.map(({ id }) => id))
  const over = [...known.values()].filter(({ id, goneAt }) => !seen.has(id) && goneAt === null)
  const returned = again.filter(({ before, fields }) => before.goneAt !== null || saysMore(before, fields))
  await store.insertDifferences(tx, row, fresh)
  await store.updateFound(
    tx,
    again.map(({ before: _, ...one }) => one),
  )
  await store.actOn(tx, idsOf(over), { act: 'gone', actor: PLATFORM })
  await store.actOn(tx, idsOf(returned), { act: 'returned', actor: PLATFORM })
  return { mended: over.length, fresh: row.run === 0 ? 0 : fresh.length, returned: returned.length }
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

/** What was said of a difference holds for what it was then; a field that differs otherwise is another matter. */
function saysMore(before: store.DifferenceRow, fields: store.FoundDifference['fields']): boolean {
  if (before.verdict === null || before.verdict === 'platform') return false
  const said = new Set(before.fields.map((field) => JSON.stringify([field.key, field.platform, field.office])))
  return fields.some((field) => !said.has(JSON.stringify([field.key, field.platform, field.office])))
}
