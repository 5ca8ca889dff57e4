import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { TargetResult } from '../../model/codes.ts'
import type { TargetRuleInput } from '../../model/rule.ts'
import type { TaskFilterInput } from '../../model/schema.ts'

export interface TaskRow {
  id: string
  rootId: string
  parentId: string | null
  gridCode: string
  version: number
  kind: string
  feedback: 'none' | 'daily' | 'weekly' | 'monthly'
  goal: string
  requirements: string
  measures: string
  standard: string
  template: string | null
  rule: TargetRuleInput
  state: string
  handedOn: string | null
  firstDueOn: string | null
  dueOn: string | null
  submittedOn: string | null
  endedOn: string | null
  feedbackAt: Date | null
  feedbackRemindOn: string | null
  feedbackDueOn: string | null
  feedbackMissed: number
}

/** A task as it is entered; its days follow from its acts. */
export type NewTask = Pick<
  TaskRow,
  'id' | 'rootId' | 'parentId' | 'gridCode' | 'kind' | 'feedback' | 'rule' | 'state' | keyof Substance
>
type Substance = Pick<TaskRow, 'goal' | 'requirements' | 'measures' | 'standard' | 'template'>

export async function insertTask(tx: Tx, task: NewTask): Promise<void> {
  await sql`
    insert into task (id, root_id, parent_id, grid_code, kind, feedback, goal, requirements, measures, standard, template, rule, state)
    values (${task.id}, ${task.rootId}, ${task.parentId}, ${task.gridCode}, ${task.kind}, ${task.feedback}, ${task.goal},
            ${task.requirements}, ${task.measures}, ${task.standard}, ${task.template}, ${JSON.stringify(task.rule)}, ${task.state})`.execute(
    tx,
  )
}

export async function findTask(tx: Tx, scope: Scope, id: string): Promise<TaskRow | undefined> {
  const found = await sql<TaskRow>`select t.* from task t where t.id = ${id} and ${inPlace(scope)}`.execute(tx)
  return found.rows[0]
}

/** A task about a place: enterprises see none. */
const inPlace = (scope: Scope): RawBuilder<boolean> =>
  sql<boolean>`(t.grid_code >= ${scope.gridFrom} and t.grid_code < ${scope.gridTo})`

/** What an act changes in how a task stands; a day that is not given stays. */
export interface Standing {
  state: string
  handedOn?: string | undefined
  dueOn?: string | undefined
  submittedOn?: string | undefined
  endedOn?: string | undefined
}

export async function updateStanding(tx: Tx, id: string, standing: Standing): Promise<void> {
  const { state, handedOn, dueOn, submittedOn, endedOn } = standing
  await sql`
    update task set state = ${state}, handed_on = coalesce(handed_on, ${handedOn ?? null}::date),
      first_due_on = coalesce(first_due_on, ${dueOn ?? null}::date), due_on = coalesce(${dueOn ?? null}::date, due_on),
      submitted_on = coalesce(${submittedOn ?? null}::date, submitted_on), ended_on = coalesce(ended_on, ${endedOn ?? null}::date)
    where id = ${id}`.execute(tx)
}

/** Gives a root and everything below it a new substance. @returns seats whose turn it is on them */
export async function updateSubstance(tx: Tx, rootId: string, substance: Substance): Promise<string[]> {
  await sql`
    update task set version = version + 1, goal = ${substance.goal}, requirements = ${substance.requirements},
      measures = ${substance.measures}, standard = ${substance.standard}, template = ${substance.template}
    where root_id = ${rootId}`.execute(tx)
  const found = await sql<{ id: string }>`
    select distinct c.holder_seat_id as id from task t join case_record c on c.id = t.id
    where t.root_id = ${rootId} and t.id <> ${rootId} and c.closed_at is null and c.holder_seat_id is not null`.execute(
    tx,
  )
  return found.rows.map(({ id }) => id)
}

const inGrids = (grids: readonly string[]) =>
  sql`exists (select from unnest(${grids}::text[]) g (code) where starts_with(x.grid_code, g.code))`

/** Those of the chosen enterprises that are named. */
export const onlyThese = (chosen: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<unknown> =>
  sql`select x.id, x.grid_code from (${chosen}) x where x.id = any(${ids}::uuid[])`

/** How many enterprises a rule chooses in some grids; counted to one more than the bound, or to the end without one. */
export async function countChosenIn(
  tx: Tx,
  chosen: RawBuilder<unknown>,
  grids: readonly string[],
  bound: number | null,
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from (select from (${chosen}) x where ${inGrids(grids)} limit ${bound === null ? null : bound + 1}) few`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** How many enterprises a rule chooses, by the grids of one level; those that lie above that level stand under their own code. */
export async function countChosenByGrid(
  tx: Tx,
  chosen: RawBuilder<unknown>,
  digits: number,
): Promise<{ gridCode: string; targets: number }[]> {
  const found = await sql<{ gridCode: string; targets: number }>`
    select left(x.grid_code, ${digits}::int) as grid_code, count(*)::int as targets from (${chosen}) x group by 1`.execute(
    tx,
  )
  return found.rows
}

/** Enters enterprises a rule chooses as targets, in the order of their ids. @returns how many were chosen, and the last of them */
export async function insertTargets(
  tx: Tx,
  rootId: string,
  chosen: RawBuilder<unknown>,
  grids: readonly string[],
  page: { after: string | null; limit: number },
): Promise<{ chosen: number; lastId: string | null }> {
  const rest = page.after ? sql`and x.id > ${page.after}` : sql``
  const done = await sql<{ chosen: number; lastId: string | null }>`
    with page as (
      select x.id, x.grid_code from (${chosen}) x where ${inGrids(grids)} ${rest} order by x.id limit ${page.limit}),
    entered as (
      insert into task_target (root_id, object_id, grid_code) select ${rootId}, p.id, p.grid_code from page p on conflict do nothing)
    select count(*)::int as chosen, (select p.id from page p order by p.id desc limit 1) as last_id from page`.execute(
    tx,
  )
  return done.rows[0] as { chosen: number; lastId: string | null }
}

export interface ChoosingRow {
  taskId: string
  seq: number
  authorGrid: string
  grids: string[]
  total: number
  chosen: number
  afterId: string | null
}

export async function insertChoosing(tx: Tx, row: Omit<ChoosingRow, 'chosen' | 'afterId'>): Promise<void> {
  await sql`
    insert into task_choosing (task_id, seq, author_grid, grids, total)
    values (${row.taskId}, ${row.seq}, ${row.authorGrid}, ${row.grids}, ${row.total})`.execute(tx)
}

/** Choosing that is not over, of the tree a task belongs to; undefined when its targets stand. */
export async function findChoosing(tx: Tx, taskId: string): Promise<ChoosingRow | undefined> {
  const found = await sql<ChoosingRow>`
    select c.* from task_choosing c
    where c.task_id = (select root_id from task where id = ${taskId}) and c.ended_at is null order by c.seq limit 1`.execute(
    tx,
  )
  return found.rows[0]
}

/** The same for whoever goes on with it: one at a time; undefined when it is over or somebody is at it. */
export async function findChoosingForUpdate(tx: Tx, taskId: string, seq: number): Promise<ChoosingRow | undefined> {
  const found = await sql<ChoosingRow>`
    select * from task_choosing where task_id = ${taskId} and seq = ${seq} and ended_at is null for update skip locked`.execute(
    tx,
  )
  return found.rows[0]
}

export async function updateChoosing(
  tx: Tx,
  { taskId, seq }: Pick<ChoosingRow, 'taskId' | 'seq'>,
  change: { chosen: number; afterId: string | null; ended: boolean },
): Promise<void> {
  await sql`
    update task_choosing set chosen = chosen + ${change.chosen}, after_id = coalesce(${change.afterId}::uuid, after_id),
      ended_at = case when ${change.ended} then now() end
    where task_id = ${taskId} and seq = ${seq}`.execute(tx)
}

/** Notes what came of some targets inside a task's grid; what was handed further down is noted there. @returns those noted */
export async function updateTargets(
  tx: Tx,
  at: { id: string; rootId: string; gridCode: string },
  objectIds: readonly string[],
  report: { result: TargetResult; text: string; at: string; personId: string | null },
): Promise<string[]> {
  const done = await sql<{ objectId: string }>`
    update task_target p set result = ${report.result}, text = ${report.text}, done_at = ${report.at}, done_by = ${report.personId}
    where p.root_id = ${at.rootId} and p.object_id = any(${objectIds}::uuid[]) and starts_with(p.grid_code, ${at.gridCode})
      and not exists (select from task k where k.parent_id = ${at.id} and k.state not in ('exempted', 'cancelled')
        and starts_with(p.grid_code, k.grid_code))
    returning object_id`.execute(tx)
  return done.rows.map(({ objectId }) => objectId)
}

export interface Progress {
  targets: number
  done: number
  problems: number
  children: number
  childrenEnded: number
}

/** Progress of tasks by id: targets of their grid and below, and the children right under them. */
export async function progressOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Progress>> {
  const found = await sql<Progress & { id: string }>`
    select t.id, x.targets, x.done, x.problems, y.children, y.children_ended from task t
    cross join lateral (
      select count(*)::int as targets, count(p.result)::int as done, count(*) filter (where p.result = 'problem')::int as problems
      from task_target p where p.root_id = t.root_id and p.grid_code >= t.grid_code and p.grid_code < t.grid_code || ':') x
    cross join lateral (
      select count(*)::int as children, count(*) filter (where k.state in ('closed', 'exempted', 'cancelled'))::int as children_ended
      from task k where k.parent_id = t.id) y
    where t.id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ id, ...progress }) => [id, progress]))
}

/** Tasks by id; whoever asks has read the cases inside his scope. */
export async function listTasks(tx: Tx, ids: readonly string[]): Promise<TaskRow[]> {
  return (await sql<TaskRow>`select * from task where id = any(${ids}::uuid[])`.execute(tx)).rows
}

/** Open tasks right under one. */
export async function listOpenChildren(tx: Tx, parentId: string): Promise<{ id: string; gridCode: string }[]> {
  const found = await sql<{ id: string; gridCode: string }>`
    select id, grid_code from task where parent_id = ${parentId} and state not in ('closed', 'exempted', 'cancelled')
    order by grid_code`.execute(tx)
  return found.rows
}

/** Grids that a task was handed to already. */
export async function listHandedGrids(tx: Tx, parentId: string): Promise<string[]> {
  const found = await sql<{ gridCode: string }>`
    select grid_code from task where parent_id = ${parentId} and state not in ('exempted', 'cancelled')`.execute(tx)
  return found.rows.map(({ gridCode }) => gridCode)
}

export interface TargetRow {
  objectId: string
  name: string
  gridCode: string
  result: TargetResult | null
  text: string
  doneAt: Date | null
}

/** Targets of a task, those not done first. */
export async function listTargets(
  tx: Tx,
  scope: Scope,
  at: { rootId: string; gridCode: string },
  page: {
    result?: string | undefined
    after: { open: number; gridCode: string; objectId: string } | null
    limit: number
  },
): Promise<(TargetRow & { open: number })[]> {
  const rest = page.after
    ? sql`and ((p.result is not null)::int, p.grid_code, p.object_id) > (${page.after.open}::int, ${page.after.gridCode}, ${page.after.objectId}::uuid)`
    : sql``
  const wanted = page.result
    ? page.result === 'open'
      ? sql`and p.result is null`
      : sql`and p.result = ${page.result}`
    : sql``
  const bounds = narrow(scope, at.gridCode)
  const found = await sql<TargetRow & { open: number }>`
    select p.object_id, coalesce(e.name, '') as name, p.grid_code, p.result, p.text, p.done_at, (p.result is not null)::int as open
    from task_target p left join supervised_enterprise e on e.id = p.object_id where p.root_id = ${at.rootId} and ${inScope(bounds, 'p', 'object_id')} ${wanted} ${rest}
    order by (p.result is not null)::int, p.grid_code, p.object_id limit ${page.limit}`.execute(tx)
  return found.rows
}

/** A grid right below a task, with the part handed to it; what is of the part is null where there is none. */
export interface GridProgressRow
  extends Pick<TaskRow, 'feedback' | 'dueOn' | 'feedbackAt' | 'feedbackRemindOn' | 'feedbackDueOn' | 'feedbackMissed'> {
  gridCode: string
  targets: number
  done: number
  problems: number
  taskId: string | null
  state: string | null
  /** Parts handed on from there. */
  children: number
}

/** Progress of a task by the grids one level below its own: those with targets and those it was handed to. */
export async function progressByGrid(
  tx: Tx,
  scope: Scope,
  at: { id: string; rootId: string; gridCode: string; digits: number },
): Promise<GridProgressRow[]> {
  const bounds = narrow(scope, at.gridCode)
  const found = await sql<GridProgressRow>`
    select coalesce(x.grid_code, k.grid_code) as grid_code, coalesce(x.targets, 0) as targets, coalesce(x.done, 0) as done,
      coalesce(x.problems, 0) as problems, k.id as task_id, k.state,
      (select count(*)::int from task b where b.parent_id = k.id and b.state not in ('cancelled', 'exempted')) as children, k.feedback, k.due_on, k.feedback_at, k.feedback_remind_on,
      k.feedback_due_on, k.feedback_missed
    from (
      select left(p.grid_code, ${at.digits}::int) as grid_code, count(*)::int as targets, count(p.result)::int as done,
        count(*) filter (where p.result = 'problem')::int as problems
      from task_target p where p.root_id = ${at.rootId} and ${inScope(bounds, 'p', 'object_id')} group by 1) x
    full join (
      select t.* from task t where t.parent_id = ${at.id} and ${inPlace(scope)} and t.state not in ('cancelled', 'exempted')
    ) k on k.grid_code = x.grid_code
    order by 1`.execute(tx)
  return found.rows
}

/** The filter of the module as conditions on the case `c`. @param on the day feedback is due or late on */
export function taskMatches({ kind, root, parentId, feedback }: TaskFilterInput, on: string): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (kind) conditions.push(sql<boolean>`t.kind = ${kind}`)
  if (root) conditions.push(sql<boolean>`(t.parent_id is null) = ${root === 'true'}`)
  if (parentId) conditions.push(sql<boolean>`t.parent_id = ${parentId}`)
  if (feedback === 'due')
    conditions.push(sql<boolean>`t.feedback_due_on >= ${on}::date and t.feedback_remind_on <= ${on}::date`)
  if (feedback === 'late') conditions.push(sql<boolean>`t.feedback_due_on < ${on}::date`)
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from task t where t.id = c.id and ${sql.join(conditions, sql` and `)})`]
}

export async function moveTargets(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update task_target set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Targets of an enterprise that was merged become those of the other; where that one is a target too, its own stands. */
export async function giveTargets(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    update task_target p set object_id = ${into.id}, grid_code = ${into.gridCode}
    where object_id = ${fromId} and not exists (
      select from task_target o where o.root_id = p.root_id and o.object_id = ${into.id})`.execute(tx)
}

/** Last day of a task's own clock. */
export async function findDueOn(tx: Tx, id: string): Promise<string | null> {
  const found = await sql<{
    dueOn: string | null
  }>`select clock->>'dueOn' as due_on from case_record where id = ${id}`.execute(tx)
  return found.rows[0]?.dueOn ?? null
}

/** How many targets of a task came out so, inside a scope. */
export async function countTargets(
  tx: Tx,
  scope: Scope,
  at: { rootId: string; gridCode: string },
  result: string,
): Promise<number> {
  const wanted = result === 'open' ? sql`p.result is null` : sql`p.result = ${result}`
  const found = await sql<{ n: number }>`
    select count(*)::int as n from task_target p
    where p.root_id = ${at.rootId} and ${inScope(narrow(scope, at.gridCode), 'p', 'object_id')} and ${wanted}`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}
