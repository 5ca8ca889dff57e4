import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Rhythm } from '../../model/codes.ts'
import type { Period } from '../../model/rules.ts'

export interface PlanRow {
  id: string
  objectId: string
  gridCode: string
  template: string
  rhythm: Rhythm
  itemCodes: string[]
  fromOn: string
  endedOn: string | null
}

/** Adds plans; one whose template the enterprise has already is left out. @returns how many */
export async function insertPlans(tx: Tx, rows: readonly Omit<PlanRow, 'endedOn'>[]): Promise<number> {
  const done = await sql`
    insert into self_check_plan (id, object_id, grid_code, template, rhythm, item_codes, from_on)
    select x.id, x."objectId", x."gridCode", x.template, x.rhythm, x."itemCodes", x."fromOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "objectId" uuid, "gridCode" text, template text,
      rhythm text, "itemCodes" text[], "fromOn" date)
    on conflict do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

const columns = sql.raw('p.id, p.object_id, p.grid_code, p.template, p.rhythm, p.item_codes, p.from_on, p.ended_on')

/** Plans of an enterprise, those in force first. */
export async function listPlans(tx: Tx, scope: Scope, objectId: string): Promise<PlanRow[]> {
  const found = await sql<PlanRow>`
    select ${columns} from self_check_plan p where p.object_id = ${objectId} and ${inScope(scope, 'p', 'object_id')}
    order by p.ended_on nulls first, p.created_at, p.id limit 100`.execute(tx)
  return found.rows
}

export async function findPlanForUpdate(tx: Tx, scope: Scope, id: string): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select ${columns} from self_check_plan p where p.id = ${id} and ${inScope(scope, 'p', 'object_id')} for update`.execute(
    tx,
  )
  return found.rows[0]
}

export async function updateEnded(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update self_check_plan set ended_on = ${on} where id = ${id}`.execute(tx)
}

/**
 * Opens the checks of a period for all plans of a rhythm that have none yet; any number of workers may.
 * @param planId only of this plan
 * @param closed checks no longer in use: nobody is asked them any more
 * @returns how many
 */
export async function insertDueChecks(
  tx: Tx,
  rhythm: Rhythm,
  period: Period,
  on: string,
  closed: readonly string[],
  planId: string | null = null,
): Promise<number> {
  const one = planId ? sql`and p.id = ${planId}` : sql``
  const done = await sql`
    insert into self_check (id, plan_id, object_id, grid_code, template, rhythm, item_codes, from_on, due_on)
    select gen_random_uuid(), p.id, p.object_id, p.grid_code, p.template, p.rhythm,
      array(select c from unnest(p.item_codes) with ordinality u(c, n) where c <> all(${closed}::text[]) order by n), ${period.from}, ${period.dueOn}
    from self_check_plan p where not p.item_codes <@ ${closed}::text[] and p.rhythm = ${rhythm} and p.ended_on is null and p.from_on <= ${on} ${one}
    on conflict (plan_id, due_on) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

const TABLES = ['self_check_plan', 'self_check', 'self_check_answer'] as const

/** Lays everything of an enterprise into the grid it lies in now. */
export async function moveToGrid(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  for (const table of TABLES)
    await sql`update ${sql.table(table)} set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Gives everything of an enterprise to the one it was merged into; of two plans by one template the other's goes on. */
export async function giveTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`
    update self_check_plan p set ended_on = (now() at time zone 'Asia/Shanghai')::date where p.object_id = ${fromId} and p.ended_on is null and exists (
      select from self_check_plan o where o.object_id = ${into.id} and o.template = p.template and o.ended_on is null)`.execute(
    tx,
  )
  for (const table of TABLES)
    await sql`
      update ${sql.table(table)} set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
      tx,
    )
}
