import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { CheckRhythm, ControlKind } from '../../model/codes.ts'
import type { Signature } from './point.ts'

export interface ControlRow {
  id: string
  riskPointId: string
  objectId: string
  gridCode: string
  kind: ControlKind
  text: string
  checker: string
  every: CheckRhythm
  enteredOn: string
  lastCheckedOn: string | null
  lastResult: 'works' | 'failed' | null
  checkDueOn: string
  withdrawnAt: Date | null
  version: number
}

/** A measure to add; one of an older system may have been looked at before. */
export type NewControlRow = Omit<ControlRow, 'withdrawnAt' | 'version' | 'lastCheckedOn' | 'lastResult'> &
  Partial<Pick<ControlRow, 'lastCheckedOn' | 'lastResult'>>

/** Adds measures in one statement. @returns how many; one whose id is taken is left out */
export async function insertControls(tx: Tx, rows: readonly NewControlRow[]): Promise<number> {
  const done = await sql`
    insert into risk_control (id, risk_point_id, object_id, grid_code, kind, text, checker, every, entered_on, last_checked_on,
      last_result, check_due_on)
    select x.id, x."riskPointId", x."objectId", x."gridCode", x.kind, x.text, x.checker, x.every, x."enteredOn",
      x."lastCheckedOn", x."lastResult", x."checkDueOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "riskPointId" uuid, "objectId" uuid, "gridCode" text,
      kind text, text text, checker text, every text, "enteredOn" date, "lastCheckedOn" date, "lastResult" text,
      "checkDueOn" date)
    on conflict (id) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

const columns =
  sql.raw(`c.id, c.risk_point_id, c.object_id, c.grid_code, c.kind, c.text, c.checker, c.every, c.entered_on,
  c.last_checked_on, c.last_result, c.check_due_on, c.withdrawn_at, c.version`)

/** Measures of a point that stand, by kind, with how many hazards named each. */
export async function listControls(
  tx: Tx,
  scope: Scope,
  riskPointId: string,
): Promise<(ControlRow & { failures: number })[]> {
  const found = await sql<ControlRow & { failures: number }>`
    select ${columns}, (select count(*) from risk_failure f where f.control_id = c.id and not f.dropped) as failures
    from risk_control c
    where c.risk_point_id = ${riskPointId} and c.withdrawn_at is null and ${inScope(scope, 'c', 'object_id')}
    order by array_position(array['engineering', 'management', 'training', 'ppe', 'emergency'], c.kind), c.entered_on, c.id`.execute(
    tx,
  )
  return found.rows
}

export async function findControl(tx: Tx, scope: Scope, id: string): Promise<ControlRow | undefined> {
  const found = await sql<ControlRow>`
    select ${columns} from risk_control c where c.id = ${id} and ${inScope(scope, 'c', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export async function updateControl(
  tx: Tx,
  id: string,
  change: Pick<ControlRow, 'kind' | 'text' | 'checker' | 'every' | 'checkDueOn'>,
): Promise<void> {
  await sql`
    update risk_control set kind = ${change.kind}, text = ${change.text}, checker = ${change.checker}, every = ${change.every},
      check_due_on = ${change.checkDueOn}, version = version + 1
    where id = ${id}`.execute(tx)
}

export async function updateControlWithdrawn(tx: Tx, id: string): Promise<void> {
  await sql`update risk_control set withdrawn_at = now() where id = ${id}`.execute(tx)
}

/** Notes a look at a measure, and what it says of the measure from now on. */
export async function insertControlCheck(
  tx: Tx,
  control: Pick<ControlRow, 'id' | 'objectId' | 'gridCode'>,
  check: { id: string; on: string; result: 'works' | 'failed'; text: string; by: Signature; nextOn: string },
): Promise<void> {
  await sql`
    insert into risk_control_check (id, control_id, object_id, grid_code, on_day, result, text, by_who)
    values (${check.id}, ${control.id}, ${control.objectId}, ${control.gridCode}, ${check.on}, ${check.result}, ${check.text},
            ${JSON.stringify(check.by)}::jsonb)`.execute(tx)
  await sql`
    update risk_control set last_checked_on = ${check.on}, last_result = ${check.result}, check_due_on = ${check.nextOn}
    where id = ${control.id}`.execute(tx)
}

export interface ControlCheckRow {
  id: string
  control: string
  on: string
  result: 'works' | 'failed'
  text: string
  by: Signature
}

/** The latest looks at the measures of a point, also at those taken down since. */
export async function listControlChecks(
  tx: Tx,
  scope: Scope,
  riskPointId: string,
  limit: number,
): Promise<ControlCheckRow[]> {
  const found = await sql<ControlCheckRow>`
    select k.id, c.text as control, k.on_day as on, k.result, k.text, k.by_who as by
    from risk_control_check k join risk_control c on c.id = k.control_id
    where c.risk_point_id = ${riskPointId} and ${inScope(scope, 'k', 'object_id')}
    order by k.made_at desc, k.id desc limit ${limit}`.execute(tx)
  return found.rows
}

export interface ControlOfEnterprise {
  id: string
  kind: ControlKind
  text: string
  riskPointId: string
  riskPointName: string
  unit: string
  level: number
}

/** Standing measures of an enterprise, by risk point, the worst first. */
export async function listControlsOf(tx: Tx, scope: Scope, objectId: string): Promise<ControlOfEnterprise[]> {
  const found = await sql<ControlOfEnterprise>`
    select c.id, c.kind, c.text, p.id as risk_point_id, p.name as risk_point_name, p.unit, p.level
    from risk_control c join risk_point p on p.id = c.risk_point_id
    where c.object_id = ${objectId} and c.withdrawn_at is null and p.withdrawn_at is null and ${inScope(scope, 'c', 'object_id')}
    order by p.level, p.name, p.id, c.entered_on, c.id limit 2000`.execute(tx)
  return found.rows
}

/** Measures by id with the risk point of each, for whoever has read what names them inside his scope. */
export async function listControlWords(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; text: string; riskPointId: string; riskPointName: string }[]> {
  const found = await sql<{ id: string; text: string; riskPointId: string; riskPointName: string }>`
    select c.id, c.text, p.id as risk_point_id, p.name as risk_point_name
    from risk_control c join risk_point p on p.id = c.risk_point_id where c.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}
