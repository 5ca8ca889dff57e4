import type { CaseDone } from '#kernel/cases/holder.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { type Scope, subtree } from '#kernel/scope/scope.ts'
import { chosenEnterprises } from '#modules/enterprise/server/service/choose.ts'
import { taskProblems } from '../model/problems.ts'
import * as store from './store/task.ts'

/** So many targets are entered in the transaction that publishes; more would keep everybody else waiting. */
export const AT_ONCE = 5_000
const PAGE = 20_000
export const CHOOSE_JOB = 'tasks.choose-targets'

/** The enterprises a task would be about, within what its author may see; those named alone where some are named. */
export function enterprisesOf({ rule: { objectIds, ...rule }, gridCode }: store.TaskRow, scope: Scope) {
  const chosen = chosenEnterprises(scope, { ...rule, grid: gridCode })
  return objectIds ? store.onlyThese(chosen, objectIds) : chosen
}

/**
 * Which enterprises the task is about is decided when it is published, within what its author may see; many of them by a job
 * of the worker, that shows how far it is and stops when the task is cancelled.
 * @throws noTargets
 */
export async function chooseTargets(tx: Tx, { actor, case: about, act }: CaseDone): Promise<void> {
  const task = await store.findTask(tx, actor.scope, about.id)
  if (!task) return
  const grids = act.input.grids as string[]
  const chosen = enterprisesOf(task, subtree(actor.gridCode))
  const few = await store.countChosenIn(tx, chosen, grids, AT_ONCE)
  if (few === 0)
    throw new Problem(taskProblems.noTargets, '按这个范围没有一家企业，任务没有下达。请放宽对象范围或多选网格。')
  if (few <= AT_ONCE) {
    await store.insertTargets(tx, task.rootId, chosen, grids, { after: null, limit: AT_ONCE })
    return
  }
  const total = await store.countChosenIn(tx, chosen, grids, null)
  await store.insertChoosing(tx, { taskId: task.rootId, seq: act.seq, authorGrid: actor.gridCode, grids, total })
  await enqueue(tx, CHOOSE_JOB, { taskId: task.rootId, seq: act.seq })
}

/** Enters the targets of a wide task page by page, each page with how far it is in one transaction; goes on where another stopped. */
export async function enterTargets(db: Database, taskId: string, seq: number, limit = PAGE): Promise<void> {
  while (await db.system((tx) => enterPage(tx, taskId, seq, limit)));
}

/** Enters one page of targets. @returns whether there is more to do */
export async function enterPage(tx: Tx, taskId: string, seq: number, limit: number): Promise<boolean> {
  const choosing = await store.findChoosingForUpdate(tx, taskId, seq)
  const [task] = choosing ? await store.listTasks(tx, [taskId]) : []
  if (!choosing || !task) return false
  if (task.state !== 'leading') {
    await store.updateChoosing(tx, choosing, { chosen: 0, afterId: null, ended: true })
    return false
  }
  const chosen = enterprisesOf(task, subtree(choosing.authorGrid))
  const page = { after: choosing.afterId, limit }
  const entered = await store.insertTargets(tx, task.rootId, chosen, choosing.grids, page)
  const ended = entered.chosen < limit
  await store.updateChoosing(tx, choosing, { chosen: entered.chosen, afterId: entered.lastId, ended })
  return !ended
}
