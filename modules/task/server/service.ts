import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { officeSeatAt, scoreCard } from '#modules/grid/server/duty/service.ts'
import { gridNames, listChildren } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { taskKinds } from '../model/codes.ts'
import type { PartView } from '../model/schema.ts'
import { isLate, stateTitle } from '../model/standing.ts'
import { enterprisesOf } from './choosing.ts'
import { feedbackOf } from './feedback.ts'
import { listTree, type PartRow } from './store/part.ts'
import { countChosenByGrid, findTask, progressByGrid, type TaskRow } from './store/task.ts'

/** A task inside a scope. @throws notFound */
export async function getTask(tx: Tx, scope: Scope, id: string): Promise<TaskRow> {
  const task = await findTask(tx, scope, id)
  if (!task) throw new Problem(common.notFound, '没有这项任务，或它不在您的辖区。')
  return task
}

/** The same with what it is called. @throws notFound */
export async function getPart(tx: Tx, scope: Scope, id: string): Promise<PartRow> {
  const task = await getTask(tx, scope, id)
  return (await listTree(tx, scope, task, 1))[0] as PartRow
}

/** Parts as lines, with the names of their grids, on a day. */
export async function viewParts(tx: Tx, rows: readonly PartRow[], on: string): Promise<z.input<typeof PartView>[]> {
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return rows.map((row) => {
    const { id, parentId, title, kind, gridCode, state, targets, done, problems } = row
    const { handedOn, firstDueOn, dueOn, submittedOn, endedOn } = row
    return {
      ...{ id, parentId, title, kind, gridCode, state, targets, done, problems },
      ...{ handedOn, firstDueOn, dueOn, submittedOn, endedOn },
      kindName: taskKinds[kind as keyof typeof taskKinds] ?? kind,
      gridName: names.get(gridCode) ?? gridCode,
      stateTitle: stateTitle(state),
      late: isLate(row, on),
      next: parentId ? feedbackOf(row, on) : null,
    }
  })
}

/** Elements without which a grid cannot carry out a task. */
const NEEDED = ['body', 'support', 'mechanism']

/**
 * Grids right below a task: how many of its enterprises lie in each, and what each lacks to carry it out; `own` are those that lie
 * in none of them.
 */
export async function readinessOf(tx: Tx, scope: Scope, task: TaskRow, on: string) {
  const counted = await countBelow(tx, scope, task)
  const children = await listChildren(tx, scope, task.gridCode)
  const items = []
  for (const { code, name } of children) {
    const missing = await lacksOf(tx, scope, code, on)
    const targets = counted.get(code) ?? 0
    items.push({ gridCode: code, gridName: name, targets, missing, ready: missing.length === 0 })
  }
  const all = [...counted.values()].reduce((sum, targets) => sum + targets, 0)
  return { items, own: all - items.reduce((sum, { targets }) => sum + targets, 0) }
}

/** Enterprises by the grids below: a root chooses them as it is handed on, a part has them already. */
async function countBelow(tx: Tx, scope: Scope, task: TaskRow): Promise<Map<string, number>> {
  const digits = digitsBelow(task.gridCode)
  const grids = task.parentId
    ? await progressByGrid(tx, scope, { ...task, digits })
    : await countChosenByGrid(tx, enterprisesOf(task, scope), digits)
  return new Map(grids.map(({ gridCode, targets }) => [gridCode, targets]))
}

/** What a grid lacks: somebody who takes a task, and the gaps of its body, support and mechanisms. */
async function lacksOf(tx: Tx, scope: Scope, code: string, on: string): Promise<string[]> {
  const missing = (await officeSeatAt(tx, code, on)) ? [] : ['没有人在岗，任务会升给上级岗位']
  const { elements } = await scoreCard(tx, scope, code, 'safety', on)
  for (const element of elements)
    if (NEEDED.includes(element.element) && element.state !== 'met') missing.push(...element.gaps)
  return missing
}
