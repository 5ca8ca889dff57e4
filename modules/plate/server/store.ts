import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { VoidReason } from '../model/codes.ts'

export interface PlateRow {
  code: string
  objectId: string
  name: string
  gridCode: string
  gridName: string
  regulatorClasses: string[]
  issuedAt: Date
  issuedBy: string
  voidedAt: Date | null
  voidedBy: string | null
  voidReason: VoidReason | null
  voidNote: string
}

/** Plates with their enterprises, inside a scope; what became of an enterprise that was merged is no longer seen. */
const select = (scope: Scope, condition: RawBuilder<unknown>) => sql<PlateRow>`
  select p.code, p.enterprise_id as object_id, e.name, e.grid_code, g.name as grid_name, e.regulator_classes, p.issued_at,
    p.issued_by, p.voided_at, p.voided_by, p.void_reason, p.void_note
  from plate p
    join supervised_enterprise e on e.id = p.enterprise_id
    join grid_node g on g.code = e.grid_code
  where ${inScope(scope, 'e', 'id')} and ${condition}
  order by e.grid_code, e.name, e.id, p.issued_at desc`

/** The plates in force of some enterprises, in the order of grids and names. */
export async function listInForce(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<PlateRow[]> {
  const found = await select(scope, sql`p.enterprise_id = any(${objectIds}::uuid[]) and p.voided_at is null`).execute(
    tx,
  )
  return found.rows
}

/** Every plate an enterprise ever had, the latest first. */
export async function listOf(tx: Tx, scope: Scope, objectId: string): Promise<PlateRow[]> {
  return (await select(scope, sql`p.enterprise_id = ${objectId}`).execute(tx)).rows
}

/** A plate by its code. */
export async function findPlate(tx: Tx, scope: Scope, code: string): Promise<PlateRow | undefined> {
  return (await select(scope, sql`p.code = ${code}`).execute(tx)).rows[0]
}

/** Which of some enterprises lie inside a scope. */
export async function listEnterprises(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<{ id: string; name: string; gridCode: string }[]> {
  const found = await sql<{ id: string; name: string; gridCode: string }>`
    select e.id, e.name, e.grid_code from supervised_enterprise e
    where e.id = any(${ids}::uuid[]) and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows
}

/** Enters plates; an enterprise that got one meanwhile keeps that. @returns the codes that were taken */
export async function insertPlates(
  tx: Tx,
  rows: readonly { code: string; objectId: string }[],
  by: { name: string; accountId: string },
): Promise<string[]> {
  if (rows.length === 0) return []
  const values = rows.map(({ code, objectId }) => sql`(${code}, ${objectId}::uuid, ${by.name}, ${by.accountId}::uuid)`)
  const entered = await sql<{ code: string }>`
    insert into plate (code, enterprise_id, issued_by, account_id) values ${sql.join(values)}
    on conflict do nothing returning code`.execute(tx)
  return entered.rows.map(({ code }) => code)
}

/** Ends a plate. @returns false when it had ended */
export async function updateVoid(
  tx: Tx,
  scope: Scope,
  code: string,
  why: { reason: VoidReason; note: string; by: string },
): Promise<boolean> {
  const done = await sql`
    update plate p set voided_at = now(), voided_by = ${why.by}, void_reason = ${why.reason}, void_note = ${why.note}
    where p.code = ${code} and p.voided_at is null
      and exists (select from supervised_enterprise e where e.id = p.enterprise_id and ${inScope(scope, 'e', 'id')})`.execute(
    tx,
  )
  return (done.numAffectedRows ?? 0n) > 0n
}

/** What everybody may learn of a code: the name of a good plate's enterprise and its grid, or the day it ended. */
export async function findShown(
  tx: Tx,
  code: string,
): Promise<{ name: string | null; gridCode: string | null; voidedOn: string | null } | undefined> {
  const found = await sql<{ name: string | null; gridCode: string | null; voidedOn: string | null }>`
    select s.name, s.grid_code, s.voided_on::text as voided_on from plate_shown(${code}) s`.execute(tx)
  return found.rows[0]
}
