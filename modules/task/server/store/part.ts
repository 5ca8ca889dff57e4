import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import type { TaskRow } from './task.ts'

/** A part of a task with what it is called and how many of its targets are done. */
export interface PartRow extends TaskRow {
  title: string
  targets: number
  done: number
  problems: number
}

const parts = (condition: RawBuilder<boolean>, order: RawBuilder<unknown>, limit: number) => sql<PartRow>`
  select t.*, c.title, x.targets, x.done, x.problems
  from task t join case_record c on c.id = t.id
  cross join lateral (
    select count(*)::int as targets, count(p.result)::int as done, count(*) filter (where p.result = 'problem')::int as problems
    from task_target p where p.root_id = t.root_id and p.grid_code >= t.grid_code and p.grid_code < t.grid_code || ':') x
  where ${condition} order by ${order} limit ${limit}`

const inPlace = (scope: Scope): RawBuilder<boolean> =>
  sql<boolean>`(t.grid_code >= ${scope.gridFrom} and t.grid_code < ${scope.gridTo})`

/** A task and all its parts below inside a scope, the upper levels first. */
export async function listTree(
  tx: Tx,
  scope: Scope,
  at: { id: string; rootId: string; gridCode: string },
  limit: number,
): Promise<PartRow[]> {
  const below = sql<boolean>`
    t.root_id = ${at.rootId} and ${inPlace(narrow(scope, at.gridCode))} and (t.id = ${at.id} or length(t.grid_code) > ${at.gridCode.length}::int)`
  return (await parts(below, sql`length(t.grid_code), t.grid_code, t.id`, limit).execute(tx)).rows
}

const RUNNING = sql`t.state in ('leading', 'running', 'submitted')`

/** Running tasks of a grid: those its office began and those it was handed, the earliest due first. */
export async function listRunning(tx: Tx, scope: Scope, gridCode: string, limit: number): Promise<PartRow[]> {
  const own = sql<boolean>`
    ${RUNNING} and ${inPlace(narrow(scope, gridCode))} and t.grid_code = ${gridCode} and t.handed_on is not null`
  return (await parts(own, sql`t.due_on, t.id`, limit).execute(tx)).rows
}

/** How many there are. */
export async function countRunning(tx: Tx, scope: Scope, gridCode: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from task t
    where ${RUNNING} and ${inPlace(narrow(scope, gridCode))} and t.grid_code = ${gridCode} and t.handed_on is not null`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** A round of accepting what a grid reported. */
export interface AcceptanceRow {
  taskId: string
  seq: number
  gridCode: string
  passed: boolean
  sampled: number
  points: number | null
  text: string
  dueOn: string
  submittedOn: string
  acceptedOn: string
  acceptedBy: string
}

export async function insertAcceptance(tx: Tx, row: AcceptanceRow): Promise<void> {
  await sql`
    insert into task_acceptance (task_id, seq, grid_code, passed, sampled, points, text, due_on, submitted_on, accepted_on, accepted_by)
    values (${row.taskId}, ${row.seq}, ${row.gridCode}, ${row.passed}, ${row.sampled}, ${row.points}, ${row.text}, ${row.dueOn},
      ${row.submittedOn}, ${row.acceptedOn}, ${row.acceptedBy})`.execute(tx)
}

/** Rounds of some parts inside a scope, in the order they were. */
export async function listAcceptances(tx: Tx, scope: Scope, ids: readonly string[]): Promise<AcceptanceRow[]> {
  const found = await sql<AcceptanceRow>`
    select a.* from task_acceptance a where a.task_id = any(${ids}::uuid[]) and a.grid_code >= ${scope.gridFrom} and a.grid_code < ${scope.gridTo}
    order by a.task_id, a.seq`.execute(tx)
  return found.rows
}

/** A part handed to a grid in a year, with the task it is a part of. */
export interface YearPartRow {
  id: string
  parentId: string
  gridCode: string
  state: string
  title: string
  handedOn: string
  dueOn: string
  submittedOn: string | null
}

/** Parts handed to the grids of one level below a grid in a year, the newest first; those exempted are no part of it. */
export async function listHandedIn(
  tx: Tx,
  scope: Scope,
  at: { gridCode: string; digits: number; year: number },
): Promise<YearPartRow[]> {
  const found = await sql<YearPartRow>`
    select t.id, t.parent_id, t.grid_code, t.state, c.title, t.handed_on, t.due_on, t.submitted_on
    from task t join case_record c on c.id = t.id
    where t.parent_id is not null and ${inPlace(narrow(scope, at.gridCode))} and length(t.grid_code) = ${at.digits}::int
      and t.handed_on between make_date(${at.year}::int, 1, 1) and make_date(${at.year}::int, 12, 31)
      and t.state not in ('exempted', 'cancelled')
    order by t.handed_on desc, t.parent_id, t.grid_code`.execute(tx)
  return found.rows
}
