import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { covers } from '#kernel/scope/scope.ts'
import { sheetLimits } from '#kernel/sheet/sheet.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { verdicts } from '../model/codes.ts'
import { neededWords, wayWith } from '../model/head.ts'
import type { ListKind, ListTable } from '../model/list.ts'
import { lineKeyOf } from '../model/match.ts'
import {
  alreadySettled,
  closed,
  endsBeforeItBegins,
  goneByNow,
  gridOutside,
  needsBeginning,
  noDifference,
  noList,
  noReconciliation,
  notMapped,
  notYet,
} from '../model/problems.ts'
import type {
  IdentifyLine,
  MapColumns,
  ReopenDifferences,
  SettleDifferences,
  StartReconciliation,
} from '../model/schema.ts'
import { readKeptLines } from './compare.ts'
import { readSheet } from './read-sheet.ts'
import * as store from './store.ts'

/** Name of the job that compares. */
export const COMPARE = 'reconciliation.compare'

/** The lists somebody may see the rows of. */
export const listsOf = (lists: ListTable, actor: Actor): ListKind[] =>
  [...lists.kinds.values()].filter(({ permission }) => may(actor, permission))

export function getList(lists: ListTable, actor: Actor, name: string): ListKind {
  const kind = listsOf(lists, actor).find((one) => one.name === name)
  if (!kind) throw noList(name)
  return kind
}

/** A reconciliation inside one's grid, of a list one may see. @throws noReconciliation */
export async function getReconciliation(tx: Tx, lists: ListTable, actor: Actor, id: string) {
  const row = await store.findReconciliation(tx, actor.scope, id)
  const kind = row && listsOf(lists, actor).find(({ name }) => name === row.list)
  if (!row || !kind) throw noReconciliation()
  return { row, kind }
}

interface Upload {
  stream: Readable
  /** The same upload sent again is the same reconciliation. */
  id: string
}

/**
 * Reads an uploaded list and keeps its rows without columns and numbers of persons; the file itself is gone when this returns.
 * @returns the id, and false when it was there before
 * @throws what `readSheet` and the checks of grid and period throw
 */
export async function startReconciliation(
  db: Database,
  lists: ListTable,
  actor: Actor,
  { stream, id }: Upload,
  about: z.output<typeof StartReconciliation> & { today: string },
  meta: RequestMeta,
): Promise<boolean> {
  const kind = getList(lists, actor, about.list)
  const isKnown = await db.read(actor.scope, async (tx) => (await gridNames(tx, [about.grid])).has(about.grid))
  if (!isKnown || !covers(actor.scope, about.grid)) throw gridOutside(about.grid)
  const fromOn = periodOf(kind, about)
  const folder = await mkdtemp(path.join(tmpdir(), 'angrid-list-'))
  try {
    const file = path.join(folder, 'upload')
    const contentHash = await receive(stream, file)
    const { lines, ...read } = await readSheet(file, kind, about.sheet)
    const { list, grid: gridCode, to: toOn, filename } = about
    const { accountId, actor: who } = actorLine(actor)
    const row = {
      id,
      list,
      gridCode,
      fromOn,
      toOn,
      filename,
      contentHash,
      accountId: accountId ?? '',
      actor: who,
      ...read,
    }
    return await db.write(actor.scope, async (tx) => {
      if (!(await store.insertReconciliation(tx, row, lines))) return sameUpload(tx, actor, row)
      await appendAudit(tx, {
        action: 'reconciliation.started',
        ...actorLine(actor),
        objectType: 'reconciliation',
        objectId: id,
        gridCode,
        detail: { title: kind.title, filename, lines: lines.length, contentHash },
        request: meta,
      })
      return true
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function sameUpload(
  tx: Tx,
  actor: Actor,
  row: Pick<store.ReconciliationRow, 'id' | 'contentHash' | 'list' | 'gridCode' | 'fromOn' | 'toOn' | 'filename'>,
) {
  const before = await store.findReconciliation(tx, actor.scope, row.id)
  const says = ({ contentHash, list, gridCode, fromOn, toOn, filename }: typeof row) =>
    [contentHash, list, gridCode, fromOn, toOn, filename].join(' ')
  if (!before || says(before) !== says(row))
    throw new Problem(common.keyReused, '同一个 Idempotency-Key 用在了内容不同的文件上，这份文件没有收下。')
  return false
}

/** First day of the period; null for a list of what stands on a day. */
function periodOf(
  kind: ListKind,
  { from, to, today }: { from?: string | undefined; to: string; today: string },
): string | null {
  if (to > today) throw notYet()
  if (kind.isStanding) return null
  if (!from) throw needsBeginning(kind.title)
  if (from > to) throw endsBeforeItBegins()
  return from
}

async function receive(stream: Readable, file: string): Promise<string> {
  const hash = createHash('sha256')
  let size = 0
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      if (size > sheetLimits.bytes) {
        done(new Problem(common.tooLarge, `文件超过 ${sheetLimits.bytes / 1024 / 1024} MB。按镇街或按月份分成几份。`))
        return
      }
      hash.update(chunk)
      done(null, chunk)
    },
  })
  await pipeline(stream, measured, createWriteStream(file, { mode: 0o600 }))
  return hash.digest('hex')
}

/** Says what the columns are and lets it be compared. Once something was said of a difference, other columns would make it untrue. */
export async function compareColumns(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  id: string,
  { columns: wanted }: z.output<typeof MapColumns>,
): Promise<store.ReconciliationRow> {
  const { row, kind } = await lock(tx, lists, actor, id)
  if (!['mapping', 'compared', 'failed'].includes(row.state)) throw closed(whyClosed(row))
  const known = new Set(kind.columns.map(({ key }) => key))
  const columns = row.columns.map((column) => {
    const wish = column.isPersonal ? undefined : wanted[String(column.column)]
    if (wish !== undefined && wish !== null && !known.has(wish))
      throw new Problem(common.invalid, `没有「${wish}」这一列。`)
    return wish === undefined ? column : { ...column, target: wish }
  })
  const targets = columns.flatMap(({ target }) => target ?? [])
  const twice = targets.find((key, at) => targets.indexOf(key) !== at)
  if (twice) {
    const { label = twice } = kind.columns.find(({ key }) => key === twice) ?? {}
    throw new Problem(common.invalid, `「${label}」指了两列，留一列。`)
  }
  if (!wayWith(kind, targets)) throw notMapped(neededWords(kind))
  const isOther = columns.some(({ target }, at) => target !== row.columns[at]?.target)
  if (row.run > 0 && isOther) {
    const said = (await store.listAllDifferences(tx, id)).filter(({ verdict }) => verdict !== null).length
    if (said > 0) throw closed(`已经处理过 ${said} 处差异，改列会使它们不作数。要按别的列比对，重新上传一次。`)
    await store.removeDifferences(tx, id)
  }
  await store.updateReconciliation(tx, id, { columns, state: 'comparing', fault: null })
  await enqueue(tx, COMPARE, { id })
  return row
}

/** Lets the same sheet be compared with what the platform says today. */
export async function compareAgain(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  id: string,
): Promise<store.ReconciliationRow> {
  const { row } = await lock(tx, lists, actor, id)
  if (row.state !== 'compared' && !(row.state === 'failed' && row.run > 0)) throw closed(whyClosed(row))
  await store.updateReconciliation(tx, id, { state: 'comparing', fault: null })
  await enqueue(tx, COMPARE, { id })
  return row
}

/** Ends a reconciliation that is not to be counted on; the rows of its sheet go, what was said of differences stays. */
export async function withdraw(tx: Tx, lists: ListTable, actor: Actor, id: string, reason: string) {
  const { row } = await lock(tx, lists, actor, id)
  if (row.state === 'withdrawn' || row.state === 'comparing') throw closed(whyClosed(row))
  await store.updateReconciliation(tx, id, { state: 'withdrawn', withdrawnReason: reason })
  await store.removeLines(tx, id)
  return row
}

/** Says what some differences are. @throws alreadySettled when somebody has, goneByNow, noDifference */
export async function settle(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  id: string,
  { ids, verdict, reason }: z.output<typeof SettleDifferences>,
): Promise<store.ReconciliationRow> {
  const row = await lockCompared(tx, lists, actor, id)
  for (const one of await held(tx, id, ids)) {
    if (one.goneAt) throw goneByNow()
    if (one.verdict) throw alreadySettled(one.settledBy ?? '', verdicts[one.verdict].title)
  }
  await store.actOn(tx, ids, { act: 'settled', verdict, reason, actor: saidBy(actor) })
  return row
}

/**
 * Says which row of the platform an unclear line is, or that it is none of this office; the next list of the same grid knows it.
 * @throws noDifference, goneByNow, alreadySettled; invalid for a row that was not among those it may be
 */
export async function identify(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  id: string,
  { differenceId, rowId, reason }: z.output<typeof IdentifyLine>,
): Promise<store.ReconciliationRow> {
  const row = await lockCompared(tx, lists, actor, id)
  const [one] = await held(tx, id, [differenceId])
  if (!one) throw noDifference()
  if (one.goneAt) throw goneByNow()
  if (one.verdict) throw alreadySettled(one.settledBy ?? '', verdicts[one.verdict].title)
  if (one.kind !== 'unclear' || one.rowNumber === null)
    throw new Problem(common.invalid, '只有认不出的行要认定是哪一条。')
  if (rowId !== null && !one.candidates.includes(rowId))
    throw new Problem(common.invalid, '请从列出的几条里选；都不是，就选不归本网格或先去登记。')
  const lineKey = (await keysOfLines(tx, lists, actor, row, [one])).get(one.id)
  if (!lineKey) throw noDifference()
  await store.upsertIdentity(tx, row, { lineKey, rowId, reason, actor: saidBy(actor) })
  const verdict = rowId === null ? 'foreign' : 'same'
  await store.actOn(tx, [one.id], { act: 'settled', verdict, reason, actor: saidBy(actor) })
  return row
}

/** What lines of differences are remembered under, by the id of the difference. */
async function keysOfLines(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  row: store.ReconciliationRow,
  differences: readonly store.DifferenceRow[],
): Promise<Map<string, string>> {
  const kind = getList(lists, actor, row.list)
  const lines = await readKeptLines(tx, kind, row)
  return new Map(
    differences.flatMap(({ id, rowNumber }) => {
      const line = rowNumber === null ? undefined : lines.get(rowNumber)
      return line ? [[id, lineKeyOf(kind, line)] as const] : []
    }),
  )
}

/** Opens differences again that somebody had settled; who a line is, is not known any more. */
export async function reopen(
  tx: Tx,
  lists: ListTable,
  actor: Actor,
  id: string,
  { ids, reason }: z.output<typeof ReopenDifferences>,
): Promise<store.ReconciliationRow> {
  const row = await lockCompared(tx, lists, actor, id)
  const reopened = await held(tx, id, ids)
  for (const one of reopened) {
    if (one.goneAt) throw goneByNow()
    if (!one.verdict) throw closed('其中有一处还没有人处理，不用重开。')
  }
  const identified = reopened.filter(({ verdict }) => verdict === 'same' || verdict === 'foreign')
  if (identified.length > 0) {
    const keys = await keysOfLines(tx, lists, actor, row, identified)
    await store.removeIdentity(tx, row, [...keys.values()])
  }
  await store.actOn(tx, ids, { act: 'reopened', reason, actor: saidBy(actor) })
  return row
}

async function held(tx: Tx, id: string, ids: readonly string[]): Promise<store.DifferenceRow[]> {
  const found = await store.listForUpdate(tx, id, ids)
  if (found.length < ids.length) throw noDifference()
  return found
}

async function lock(tx: Tx, lists: ListTable, actor: Actor, id: string) {
  const { kind } = await getReconciliation(tx, lists, actor, id)
  const row = await store.findForUpdate(tx, actor.scope, id)
  if (!row) throw noReconciliation()
  return { row, kind }
}

async function lockCompared(tx: Tx, lists: ListTable, actor: Actor, id: string): Promise<store.ReconciliationRow> {
  const { row } = await lock(tx, lists, actor, id)
  if (row.state !== 'compared' && row.state !== 'failed') throw closed(whyClosed(row))
  return row
}

const saidBy = (actor: Actor): string => `${actor.bodyName} ${actingName(actor)}`

const whyClosed = ({ state, withdrawnReason }: store.ReconciliationRow): string =>
  ({
    mapping: '还没有比对。先看看各列认得对不对，再比对。',
    comparing: '正在比对，等它比完。',
    compared: '已经比对过了，刷新后再看。',
    failed: '上一次没有比成，先再比对一次。',
    withdrawn: `这次核对已经作废：${withdrawnReason}。`,
  })[state]
