import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { averageOf, daysLate, type Level, levelOf, totalOf } from '../model/assessment.ts'
import { isEnded, stateTitle } from '../model/standing.ts'
import * as store from './store/part.ts'
import type { TaskRow } from './store/task.ts'

/** So many tasks of a year stand side by side; older ones are counted. */
const SIDE_BY_SIDE = 60
/** So many parts of a task are assessed, the upper levels first. */
const PARTS = 2_000

/** How the grids below a task came out: points of the last round, all rounds, and the average of each level. */
export async function assess(tx: Tx, scope: Scope, task: TaskRow, on: string) {
  const tree = await store.listTree(tx, scope, task, PARTS + 1)
  const parts = tree
    .slice(0, PARTS)
    .filter(({ id, state }) => id !== task.id && state !== 'exempted' && state !== 'cancelled')
  const ids = parts.map(({ id }) => id)
  const rounds = Map.groupBy(await store.listAcceptances(tx, scope, ids), ({ taskId }) => taskId)
  const names = await gridNames(
    tx,
    parts.map(({ gridCode }) => gridCode),
  )
  const items = parts.map((part) => assessed(part, rounds.get(part.id) ?? [], names, on))
  return { items, levels: averages(items), isBound: tree.length > PARTS }
}

function assessed(
  part: store.PartRow,
  rounds: readonly store.AcceptanceRow[],
  names: ReadonlyMap<string, string>,
  on: string,
) {
  const last = rounds.at(-1)
  return {
    id: part.id,
    parentId: part.parentId,
    gridCode: part.gridCode,
    gridName: names.get(part.gridCode) ?? part.gridCode,
    level: levelOf(part.gridCode),
    state: part.state,
    stateTitle: stateTitle(part.state),
    targets: part.targets,
    problems: part.problems,
    points: last?.points ?? null,
    returned: rounds.filter(({ passed }) => !passed).length,
    sampled: last?.sampled ?? 0,
    lateDays: lateOf(part, rounds, on),
    rounds: rounds.map(({ dueOn, passed, sampled, points, text, submittedOn, acceptedOn, acceptedBy }) => ({
      ...{ passed, sampled, points, text, submittedOn, acceptedOn, acceptedBy },
      lateDays: daysLate(dueOn, submittedOn),
    })),
  }
}

/** Whoever was late once was late, though he got a new term with the return; who has not reported is measured by today. */
function lateOf(part: Standing, rounds: readonly store.AcceptanceRow[], on: string): number | null {
  if (rounds.length === 0 && !part.dueOn) return null
  const now = isEnded(part.state) || !part.dueOn ? 0 : daysLate(part.dueOn, waitsSince(part) ?? on)
  return Math.max(now, ...rounds.map(({ dueOn, submittedOn }) => daysLate(dueOn, submittedOn)))
}

type Standing = Pick<store.PartRow, 'state' | 'dueOn' | 'submittedOn'>

const waitsSince = ({ state, submittedOn }: Standing) => (state === 'submitted' ? submittedOn : null)

function averages(items: readonly { level: Level; points: number | null }[]) {
  return [...Map.groupBy(items, ({ level }) => level)].map(([level, grids]) => ({
    level,
    grids: grids.length,
    rated: grids.filter(({ points }) => points !== null).length,
    average: averageOf(grids.map(({ points }) => points)),
  }))
}

/** Points of the grids right below one, by the tasks handed to them in a year. */
export async function assessYear(tx: Tx, { scope }: Pick<Actor, 'scope'>, gridCode: string, year: number, on: string) {
  const all = await store.listHandedIn(tx, scope, { gridCode, digits: digitsBelow(gridCode), year })
  const known = new Map(all.map((part) => [part.parentId, part]))
  const shown = new Set([...known.keys()].slice(0, SIDE_BY_SIDE))
  const parts = all.filter(({ parentId }) => shown.has(parentId))
  const rounds = Map.groupBy(
    await store.listAcceptances(
      tx,
      scope,
      parts.map(({ id }) => id),
    ),
    ({ taskId }) => taskId,
  )
  const byGrid = [...Map.groupBy(parts, (part) => part.gridCode)].sort(([a], [b]) => (a < b ? -1 : 1))
  const names = await gridNames(
    tx,
    byGrid.map(([code]) => code),
  )
  const items = byGrid.map(([code, own]) => ({ gridName: names.get(code) ?? code, ...lineOf(code, own, rounds, on) }))
  const tasks = [...shown].map((id) => {
    const { title, handedOn } = known.get(id) as store.YearPartRow
    return { id, title, handedOn }
  })
  return { tasks, omitted: known.size - shown.size, items, nextCursor: null, total: items.length }
}

function lineOf(
  gridCode: string,
  parts: readonly store.YearPartRow[],
  rounds: ReadonlyMap<string, readonly store.AcceptanceRow[]>,
  on: string,
) {
  const cells = parts.map((part) => {
    const own = rounds.get(part.id) ?? []
    return {
      parentId: part.parentId,
      taskId: part.id,
      points: own.at(-1)?.points ?? null,
      stateTitle: stateTitle(part.state),
      late: (lateOf(part, own, on) ?? 0) > 0,
      returned: own.filter(({ passed }) => !passed).length,
    }
  })
  const points = cells.map((cell) => cell.points)
  return {
    gridCode,
    parts: cells.length,
    rated: points.filter((point) => point !== null).length,
    sum: totalOf(points),
    average: averageOf(points),
    returned: cells.reduce((sum, cell) => sum + cell.returned, 0),
    late: cells.filter(({ late }) => late).length,
    cells: cells.map(({ returned: _, ...cell }) => cell),
  }
}
