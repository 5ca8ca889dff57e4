import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { actAlone } from './bulk.ts'
import * as store from './bulk-store.ts'
import type { CaseKind } from './holder.ts'
import { type CaseFilter, countCases } from './list-store.ts'
import { caseProblems } from './model/problems.ts'
import { titleOfAct } from './model/title-of-act.ts'

/** The job that carries one out. */
export const BULK_JOB = 'cases.act-on-all'
/** Cases of one transaction: what a worker that dies has to begin again. */
const PAGE = 20

/** An act on everything a filter matches. */
export interface BulkWish {
  act: string
  input: Record<string, unknown>
  /** What the list was narrowed by, as it was asked. */
  asked: Record<string, unknown>
  /** How many the person saw and agreed to. */
  expected: number
}

/**
 * Takes down which cases match now, with their versions, for the worker to act on one by one.
 * @throws bulkTooLarge over the limit of the administrator; bulkOthers when others match than the person saw
 */
export async function beginBulk(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  wish: BulkWish,
  filter: CaseFilter,
  ceiling: number,
): Promise<{ id: string; total: number }> {
  // A key may do less than its seat, and nobody would be there to read what was refused.
  if (!actor.sessionId || !actor.seatId) throw new Problem(common.forbidden, '全选批量办理要本人在平台上办。')
  const total = await countCases(tx, actor.scope, filter, ceiling)
  if (total > ceiling)
    throw new Problem(
      caseProblems.bulkTooLarge,
      `符合条件的超过 ${ceiling.toLocaleString('zh-CN')} 件，请按网格、状态或日期缩小范围。`,
    )
  if (total !== wish.expected)
    throw new Problem(
      caseProblems.bulkOthers,
      `符合条件的现在是 ${total} 件，和您看到的 ${wish.expected} 件不同，请核对后再办。`,
      { total },
    )
  if (total === 0) throw new Problem(common.invalid, '没有符合条件的，不用办。')
  const id = newId()
  const { act, input, asked } = wish
  const bulk = {
    id,
    type: kind.type.name,
    act,
    input,
    filter: asked,
    accountId: actor.accountId,
    seatId: actor.seatId,
    gridCode: actor.seatGrid,
    objectId: actor.scope.objectId,
    total,
    begunAt: new Date().toISOString(),
  }
  await store.insertBulk(tx, actor.scope, bulk, filter)
  await enqueue(tx, BULK_JOB, { id })
  return { id, total }
}

/** Stops one that runs; what is done stays done. @throws notFound for another person's; bulkOver when it is over */
export async function cancelBulk(tx: Tx, actor: Actor, kind: CaseKind, id: string): Promise<void> {
  if (!(await store.findBulk(tx, actor, kind.type.name, id))) throw noBulk()
  if (!(await store.endBulk(tx, id, 'cancelled')))
    throw new Problem(caseProblems.bulkOver, '已经办完或停止了，请看结果。')
}

export const noBulk = () => new Problem(common.notFound, '没有这次批量办理，或不是您办的。')

/** Who an account is on a seat today; null when it sits there no more. */
export type FindActor = (tx: Tx, at: { accountId: string; seatId: string }) => Promise<Actor | null>

/** Goes on with everything that runs: also with what a worker left that died. */
export async function goOnWithAll(db: Database, kinds: ReadonlyMap<string, CaseKind>, find: FindActor): Promise<void> {
  for (const { id } of await db.system((tx) => store.listRunning(tx))) await goOn(db, kinds, find, id)
}

/**
 * Acts on one case after the other until none is left or somebody stops it. A page of cases, what became of them and the acts are one
 * transaction, so each case is acted on once however often a worker dies; two workers never are at the same one.
 */
export async function goOn(
  db: Database,
  kinds: ReadonlyMap<string, CaseKind>,
  find: FindActor,
  id: string,
): Promise<void> {
  for (;;) {
    const running = (await db.system((tx) => store.listRunning(tx))).find((bulk) => bulk.id === id)
    const kind = running && kinds.get(running.type)
    if (!running || !kind) return
    const actor = await db.system((tx) => find(tx, running))
    if (!actor || !may(actor, `${kind.type.name}.read`)) return giveUp(db, kind, running)
    const more = await db.write(actor.scope, (tx) => actOnPage(tx, actor, kind, id))
    if (!more) return
  }
}

/** @returns whether there may be more to do */
async function actOnPage(tx: Tx, actor: Actor, kind: CaseKind, id: string): Promise<boolean> {
  const bulk = await store.takeRunning(tx, id)
  if (!bulk) return false
  const left = await store.listLeft(tx, id, PAGE)
  for (const { caseId, version } of left)
    await store.updateItem(tx, id, caseId, await actAlone(tx, actor, kind, caseId, bulk.act, bulk.input, version))
  if (left.length === PAGE) return true
  await finish(tx, kind, bulk, actor)
  return false
}

/** Nobody sits where it was asked from any more: nothing further is done in his name. */
async function giveUp(db: Database, kind: CaseKind, bulk: store.BulkRow): Promise<void> {
  await db.system(async (tx) => {
    if (!(await store.takeRunning(tx, bulk.id))) return
    await store.refuseLeft(tx, bulk.id, '您已不在这个岗位，或账号已停用，没有替您办')
    await finish(tx, kind, bulk, null)
  })
}

async function finish(tx: Tx, kind: CaseKind, bulk: store.BulkRow, actor: Actor | null): Promise<void> {
  await store.endBulk(tx, bulk.id, 'done')
  const { done, refused } = await store.countItems(tx, bulk.id)
  const title = `${kind.type.title}批量${titleOfAct(kind.type, bulk.act)}办完了`
  await sendMessage(tx, {
    to: { seatId: bulk.seatId },
    kind: 'case.bulk-done',
    ref: bulk.id,
    title,
    text: `共 ${bulk.total} 件，办成 ${done} 件${refused > 0 ? `，没办成 ${refused} 件` : ''}。`,
    link: `/${kind.type.path}?bulk=${bulk.id}`,
  })
  await appendAudit(tx, {
    action: `${kind.type.name}.bulk-act`,
    ...(actor ? actorLine(actor) : { accountId: bulk.accountId, actor: { name: '平台' } }),
    objectType: kind.type.name,
    gridCode: bulk.gridCode,
    detail: { act: bulk.act, done, refused },
  })
}
