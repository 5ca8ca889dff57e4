import type pg from 'pg'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { isConnectionLoss } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/service.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { subtree } from '#kernel/scope/scope.ts'
import { findHead, guessHead, type TableHead } from '#kernel/sheet/head.ts'
import { openBook } from '#kernel/sheet/open.ts'
import { type Sheet, SheetError, type SheetRow } from '#kernel/sheet/sheet.ts'
import { PlaceFinder } from '#modules/grid/server/places.ts'
import { areaCodeOf } from '#standards/code/area-code.ts'
import { displayValue } from '../../model/display.ts'
import { fieldOf, keyFields } from '../../model/fields.ts'
import { isWeakName, matchHead, nameKey } from '../../model/import-rules.ts'
import { maskValues, staleOn } from '../../model/rules.ts'
import { aliasKeys } from '../doubles/keyed.ts'
import type { Likeness } from '../doubles/likeness.ts'
import { placeWordsOf } from '../doubles/place-words.ts'
import { keyAll, listNear, pairOf } from '../doubles/service.ts'
import * as doubles from '../doubles/store.ts'
import { raiseContradiction } from '../store/change.ts'
import * as register from '../store/enterprise.ts'
import { insertEnterprises, type NewEnterprise } from '../store/write-many.ts'
import { type JudgedRow, type Known, type MappedColumn, type ReadRow, RowJudge } from './judge.ts'
import * as store from './store.ts'

const CHUNK = 1000
/** Rows read in one go before others get a turn. */
const TURN = 50
/** Instructions and covers above a table may be long. */
const HEAD_ROWS = 200

/** Where uploaded spreadsheets lie until their import is over. */
export type FileOf = (importId: string) => string

/**
 * Carries an import as far as it can go without a person: reading → checking → checked, or applying → done. Whoever runs
 * holds a lock, so two processes never work on one import; after a crash the next run goes on behind the last committed row.
 */
export async function runImport(db: Database, id: string, fileOf: FileOf): Promise<void> {
  const keeper = await db.pool.connect()
  // The connection that holds the lock may be lost while it idles; the work notices on its own connections.
  const onError = () => {}
  keeper.on('error', onError)
  try {
    if (!(await lock(keeper, id))) return
    await advance(db, id, fileOf(id))
  } catch (error) {
    // The database went away: nothing of the open chunk was written, and the next tick starts behind the last one.
    if (isConnectionLoss(error)) return
    await fail(db, id, error)
  } finally {
    await keeper.query('select pg_advisory_unlock(hashtextextended($1, 11))', [id]).then(
      () => keeper.release(),
      (error: Error) => keeper.release(error),
    )
    keeper.off('error', onError)
  }
}

async function lock(keeper: pg.PoolClient, id: string): Promise<boolean> {
  const taken = await keeper.query('select pg_try_advisory_lock(hashtextextended($1, 11)) as ok', [id])
  return taken.rows[0].ok
}

async function advance(db: Database, id: string, file: string): Promise<void> {
  for (;;) {
    const batch = await db.system((tx) => store.findImport(tx, everything, id))
    if (batch?.state === 'reading') await readHead(db, batch, file)
    else if (batch?.state === 'checking' || batch?.state === 'applying') {
      // Rows are met by keys: enterprises that have none yet, also those of this sheet that a process which died had
      // written, get theirs first.
      await keyAll(db)
      await goThrough(db, batch, file, batch.state === 'applying')
    } else return
  }
}

const everything = { gridFrom: '0', gridTo: ':', objectId: null }

async function fail(db: Database, id: string, error: unknown): Promise<void> {
  const expected = error instanceof SheetError
  const fault = expected ? error.message : '导入时系统出错，已停止；已写入的行保留，可以重新开始。'
  if (!expected) console.error('import failed', id, error)
  await db.system((tx) => store.updateImport(tx, id, { state: 'failed', fault, finished: true }))
}

/** Finds the sheet, its head and what the columns mean; stops for a person when the name column is not found. */
async function readHead(db: Database, batch: store.ImportRow, file: string): Promise<void> {
  const { sheets, hiddenSheets } = await openBook(file)
  const names = sheets.map(({ name }) => name)
  const found = await findTable(sheets, batch)
  if (!found) {
    // Known even after a refusal, so that a person can choose another one.
    await db.system((tx) => store.updateImport(tx, batch.id, { sheets: names, hiddenSheets }))
    throw new SheetError(`没有找到表头：前 ${HEAD_ROWS} 行里没有一行像列名，也认不出「企业名称」「信用代码」等列名。`)
  }
  const { head, sheet } = found
  await db.system(async (tx) => {
    const remembered = await store.recallMapping(
      tx,
      batch.accountId,
      head.columns.map((column) => column.head),
    )
    const mapping = withName(
      head.columns.map(({ column, head: name, names }) => ({
        column,
        head: name,
        target: remembered.has(name) ? (remembered.get(name) as string | null) : matchHead(names),
      })),
      remembered,
    )
    const complete = mapping.some(({ target }) => target === 'name')
    await store.updateImport(tx, batch.id, {
      sheets: names,
      hiddenSheets,
      sheet,
      head: { lastRow: head.lastRow },
      mapping: firstOfEach(mapping),
      state: complete ? 'checking' : 'mapping',
      rowsDone: 0,
    })
  })
}

interface FoundTable {
  sheet: number
  head: TableHead
}

/** The sheet somebody chose; else the first whose head is recognised (a cover sheet has none), else one that looks like a table. */
async function findTable(sheets: Sheet[], batch: store.ImportRow): Promise<FoundTable | null> {
  const isChosen = batch.sheets.length > 0
  const candidates = isChosen ? [batch.sheet] : sheets.map((_, at) => at)
  const guesses: FoundTable[] = []
  for (const at of candidates) {
    const rows = await firstRows(sheets[at] as Sheet, HEAD_ROWS)
    const head = findHead(rows, (name) => matchHead([name]) !== null)
    if (head) return { sheet: at, head }
    const guess = guessHead(rows)
    if (guess) guesses.push({ sheet: at, head: guess })
  }
  return guesses[0] ?? null
}

/** 单位 or 商户 alone names the enterprise only where no other column does: elsewhere it may be a unit of measure. */
function withName(mapping: MappedColumn[], remembered: ReadonlyMap<string, string | null>): MappedColumn[] {
  if (mapping.some(({ target }) => target === 'name')) return mapping
  const weak = mapping.find(({ head, target }) => target === null && !remembered.has(head) && isWeakName(head))
  return mapping.map((column) => (column === weak ? { ...column, target: 'name' } : column))
}

/** Two columns with one meaning are kept when the second may fill the gaps of the first; more would hide mistakes. */
function firstOfEach(mapping: MappedColumn[]): MappedColumn[] {
  const times = new Map<string, number>()
  return mapping.map((column) => {
    if (!column.target) return column
    const seen = (times.get(column.target) ?? 0) + 1
    times.set(column.target, seen)
    return seen > 2 ? { ...column, target: null } : column
  })
}

async function firstRows(sheet: Sheet, count: number): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of sheet.rows()) {
    rows.push(row)
    if (rows.length >= count) break
  }
  return rows
}

/** Goes through all rows, chunk by chunk, each in a transaction that also says how far we are. */
async function goThrough(db: Database, batch: store.ImportRow, file: string, apply: boolean): Promise<void> {
  const scope = subtree(batch.gridCode)
  const sheet = (await openBook(file)).sheets[batch.sheet] as Sheet
  const { places, decisions } = await db.system(async (tx) => ({
    places: await PlaceFinder.load(tx, scope),
    decisions: await store.listDecisions(tx, batch.id),
  }))
  const words = await placeWordsOf(batch.gridCode)
  const place = { areaCode: areaCodeOf(batch.gridCode) }
  const about = { places, words, place, gridDefault: batch.gridDefault, today: today() }
  const judge = new RowJudge(batch.mapping ?? [], about)
  let counts: store.Counts = batch.rowsDone > 0 ? batch.counts : {}
  let writing = Promise.resolve()
  const readRow = (row: SheetRow) => (batch.leaveHidden && row.isHidden ? null : judge.read(row))
  // Reading a chunk needs no database: it is done while the one before is being written.
  for await (const { rows, read } of chunks(sheet, batch.head?.lastRow ?? 0, readRow)) {
    const last = rows.at(-1)?.number ?? 0
    await writing
    // Rows of chunks before the interruption are read again only so that the judge has seen them.
    const known = await db.system((tx) => lookUp(tx, scope, read))
    if (last <= batch.rowsDone) {
      for (const row of read) judge.judge(row, known, decisions.get(row.number) ?? null)
      continue
    }
    const judged = read.map((row) => judge.judge(row, known, decisions.get(row.number) ?? null))
    counts = addCounts(counts, judged, rows.filter((row) => row.isHidden && isFilled(row)).length)
    const upTo = { rowsDone: last, counts }
    writing = db.write(scope, async (tx) => {
      await store.upsertHeldRows(tx, batch, judged.filter(isHeld).map(heldRow))
      if (apply) await writeRows(tx, batch, judged, decisions)
      await store.updateImport(tx, batch.id, upTo)
    })
    // A failure is met at the next chunk; until then it must not count as nobody's.
    writing.catch(() => {})
  }
  await writing
  await db.write(scope, async (tx) => {
    await store.updateImport(tx, batch.id, { state: apply ? 'done' : 'checked', rowsDone: 0, counts, finished: apply })
    if (!apply) return
    await enqueue(tx, 'enterprise.find-doubles', {})
    await appendAudit(tx, {
      action: 'enterprise.imported',
      ...auditOf(batch),
      detail: { filename: batch.filename, counts },
    })
  })
}

interface Chunk {
  rows: SheetRow[]
  read: ReadRow[]
}

async function* chunks(sheet: Sheet, after: number, readRow: (row: SheetRow) => ReadRow | null): AsyncGenerator<Chunk> {
  let chunk: Chunk = { rows: [], read: [] }
  for await (const row of sheet.rows()) {
    if (row.number <= after) continue
    chunk.rows.push(row)
    const read = readRow(row)
    if (read) chunk.read.push(read)
    // The write of the chunk before, and everybody else, gets a turn; without it the database would idle while we read.
    if (chunk.rows.length % TURN === 0) await new Promise((resolve) => setImmediate(resolve))
    if (chunk.rows.length < CHUNK) continue
    yield chunk
    chunk = { rows: [], read: [] }
  }
  if (chunk.rows.length > 0) yield chunk
}

async function lookUp(tx: Tx, scope: ReturnType<typeof subtree>, rows: ReadRow[]): Promise<Known> {
  const codes = rows.map((row) => row.values.creditCode).filter((code) => typeof code === 'string')
  const found = await register.listByCreditCode(tx, scope, codes)
  const byCode = new Map(found.map((record) => [`${record.creditCode}/${record.siteNo ?? 0}`, record]))
  const taken = await register.listTakenCodes(tx, codes)
  const unknown = rows.filter((row) => !row.siteKey || !byCode.has(row.siteKey))
  const named = await register.listByNameKey(tx, scope, [...new Set(unknown.map((row) => nameKey(row.name ?? '')))])
  return {
    byCode,
    byName: Map.groupBy(named, (record) => record.nameKey),
    takenElsewhere: new Set(taken.filter((key) => !byCode.has(key))),
    ...(await lookUpNear(tx, scope, unknown)),
  }
}

/** What rows without a registered code may be: said by somebody, or near. */
async function lookUpNear(
  tx: Tx,
  scope: ReturnType<typeof subtree>,
  unknown: ReadRow[],
): Promise<Pick<Known, 'byAlias' | 'near'>> {
  const placed = unknown.filter((row) => row.likeness !== null && row.problems.every(({ note }) => note))
  const aliases = await doubles.listByAlias(
    tx,
    scope,
    placed.map((row) => aliasKeys(row.values)[0] as string),
  )
  const near = await listNear(
    tx,
    scope,
    placed.map((row) => row.likeness as Likeness),
  )
  const ids = [...aliases.map(({ id }) => id), ...near.flat().map(({ row }) => row.id)]
  const records = new Map((await register.listByIds(tx, scope, [...new Set(ids)])).map((record) => [record.id, record]))
  const recordOf = (id: string) => records.get(id) as register.EnterpriseRecord
  return {
    byAlias: new Map(aliases.filter(({ id }) => !recordOf(id)?.mergedInto).map(({ key, id }) => [key, recordOf(id)])),
    near: new Map(
      placed.map((row, at) => [
        row.number,
        (near[at] ?? []).map(({ row: { id }, nearness }) => ({ record: recordOf(id), nearness })),
      ]),
    ),
  }
}

const isFilled = (row: SheetRow): boolean => row.cells.some((cell) => cell !== null && String(cell).trim() !== '')

function addCounts(counts: store.Counts, rows: JudgedRow[], hidden: number): store.Counts {
  const next = { ...counts, rows: (counts.rows ?? 0) + rows.length, hidden: (counts.hidden ?? 0) + hidden }
  for (const row of rows) {
    const { outcome, values } = row
    next[outcome] = (next[outcome] ?? 0) + 1
    if (isWritten(row) && row.problems.length > 0) next.noted = (next.noted ?? 0) + 1
    if (outcome === 'fresh' && !values.creditCode) next.uncoded = (next.uncoded ?? 0) + 1
  }
  return next
}

const isHeld = ({ outcome, problems }: JudgedRow) =>
  outcome === 'wrong' || outcome === 'doubtful' || outcome === 'disputed' || problems.length > 0

const isWritten = ({ outcome }: JudgedRow) => outcome === 'fresh' || outcome === 'changed' || outcome === 'same'

const heldRow = (row: JudgedRow) => ({
  rowNumber: row.number,
  outcome: isWritten(row) ? ('noted' as const) : row.outcome,
  name: row.name,
  problems: [...row.problems, ...row.disputes.map(disputeProblem)],
  cells: row.cells,
  twinId: row.present?.id ?? null,
})

// What the register holds is shown masked: an import is no way round asking for it.
const disputeProblem = ({ field, present, claimed }: JudgedRow['disputes'][number]) => ({
  column: null,
  head: fieldOf(field).label,
  message: `现有「${shownValue(field, present)}」近期核实过，与表中「${shownValue(field, claimed)}」不一致，已列为待核实`,
  value: String(shownValue(field, claimed) ?? ''),
})

const shownValue = (field: string, value: string) => displayValue(fieldOf(field), maskValues({ [field]: value })[field])

async function writeRows(
  tx: Tx,
  batch: store.ImportRow,
  judged: JudgedRow[],
  decisions: Map<number, string>,
): Promise<void> {
  const at = new Date()
  const act = { name: 'imported', by: batch.actor, reason: batch.filename }
  const fresh = judged.filter(({ outcome, number }) => outcome === 'fresh' && decisions.get(number) !== 'skip')
  if (fresh.length > 0)
    await insertEnterprises(
      tx,
      fresh.map((row) => newEnterprise(row, batch, at)),
      act,
      // Rows of one sheet are compared in memory; the search over the register, which follows, makes the keys.
      'later',
    )
  for (const row of judged) {
    if (row.outcome === 'changed') await writeUpdate(tx, batch, row, at, act)
    for (const dispute of row.disputes) await writeDispute(tx, batch, row, dispute)
  }
  await rememberSaid(tx, batch, judged)
}

/** What was said about doubtful rows holds for the next spreadsheet, and for the search over the register. */
async function rememberSaid(tx: Tx, batch: store.ImportRow, judged: JudgedRow[]): Promise<void> {
  const aliases = judged.filter(({ isAlias }) => isAlias)
  await doubles.insertAliases(
    tx,
    aliases.map(({ id, values, present, gridCode }) => ({
      key: aliasKeys(values)[0] as string,
      enterpriseId: id,
      gridCode: present?.gridCode ?? (gridCode as string),
    })),
  )
  const pairs = judged.flatMap((row) =>
    row.apart.map((other) => pairOf({ id: row.id, gridCode: row.gridCode as string }, other, other.nearness)),
  )
  await doubles.insertVerdicts(tx, pairs, batch.actor, `导入表格《${batch.filename}》`)
}

function newEnterprise(row: JudgedRow, batch: store.ImportRow, at: Date): NewEnterprise {
  const facts = factsOf(row.values as Record<string, unknown>, batch, at)
  return {
    id: row.id,
    gridCode: row.gridCode as string,
    values: row.values,
    facts,
    staleOn: staleOn(facts),
    createdAt: at,
  }
}

function factsOf(values: Record<string, unknown>, batch: store.ImportRow, at: Date): register.Facts {
  const valued = keyFields.filter(({ key }) => values[key] !== null && values[key] !== undefined)
  return Object.fromEntries(
    valued.map(({ key }) => [key, { at: at.toISOString(), by: batch.actor.name ?? '', how: 'import' }]),
  )
}

async function writeUpdate(tx: Tx, batch: store.ImportRow, row: JudgedRow, at: Date, act: register.Act): Promise<void> {
  const present = row.present as register.EnterpriseRecord
  const facts = { ...present.facts, ...factsOf(row.updates as Record<string, unknown>, batch, at) }
  await register.updateEnterprise(tx, present.id, {
    values: row.updates,
    gridCode: present.gridCode,
    facts,
    staleOn: staleOn(facts),
    act,
  })
}

async function writeDispute(
  tx: Tx,
  batch: store.ImportRow,
  row: JudgedRow,
  dispute: JudgedRow['disputes'][number],
): Promise<void> {
  const present = row.present as register.EnterpriseRecord
  await raiseContradiction(tx, {
    id: newId(),
    enterpriseId: present.id,
    gridCode: present.gridCode,
    ...dispute,
    source: `导入表格《${batch.filename}》`,
  })
}

const auditOf = (batch: store.ImportRow) => ({
  accountId: batch.accountId,
  actor: batch.actor,
  objectType: 'enterprise-import',
  objectId: batch.id,
  gridCode: batch.gridCode,
})
