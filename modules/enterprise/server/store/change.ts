import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import type { Page } from './enterprise.ts'

export type ChangeState = 'submitted' | 'approved' | 'returned' | 'withdrawn'

export interface ChangeRow {
  id: string
  enterpriseId: string
  enterpriseName: string
  gridCode: string
  patch: EnterpriseValues
  present: Record<string, unknown>
  state: ChangeState
  baseVersion: number
  submittedBy: { name?: string; seat?: string }
  submittedAt: Date
  decidedBy: { name?: string; seat?: string } | null
  decidedAt: Date | null
  reason: string | null
}

const columns = sql`
  c.id, c.enterprise_id, e.name as enterprise_name, c.grid_code, c.patch, to_jsonb(e) as present, c.state, c.base_version,
  c.submitted_by, c.submitted_at, c.decided_by, c.decided_at, c.reason`

/** Proposed changes inside the scope: open ones as they came, the oldest first; decided ones the other way round. */
export async function listChanges(
  tx: Tx,
  scope: Scope,
  query: { state: ChangeState; enterpriseId?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<ChangeRow> & { total: number }> {
  const after = readCursor<[string, string]>(query.cursor, ['string', 'uuid'])
  const where = sql`${inScope(scope, 'c', 'enterprise_id')} and c.state = ${query.state}
    ${query.enterpriseId ? sql`and c.enterprise_id = ${query.enterpriseId}` : sql``}`
  const [beyond, way] = query.state === 'submitted' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`]
  const found = await sql<ChangeRow>`
    select ${columns} from enterprise_change c join enterprise e on e.id = c.enterprise_id
    where ${where} ${after ? sql`and (c.submitted_at, c.id) ${beyond} (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
    order by c.submitted_at ${way}, c.id ${way} limit ${query.limit + 1}`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*) as n from enterprise_change c where ${where}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  const nextCursor =
    found.rows.length > query.limit && last ? writeCursor([last.submittedAt.toISOString(), last.id]) : null
  return { items, nextCursor, total: counted.rows[0]?.n ?? 0 }
}

export async function findChange(tx: Tx, scope: Scope, id: string): Promise<ChangeRow | undefined> {
  const found = await sql<ChangeRow>`
    select ${columns} from enterprise_change c join enterprise e on e.id = c.enterprise_id
    where c.id = ${id} and ${inScope(scope, 'c', 'enterprise_id')}`.execute(tx)
  return found.rows[0]
}

export async function findChangeForUpdate(tx: Tx, scope: Scope, id: string): Promise<ChangeRow | undefined> {
  const found = await sql<ChangeRow>`
    select ${columns} from enterprise_change c join enterprise e on e.id = c.enterprise_id
    where c.id = ${id} and ${inScope(scope, 'c', 'enterprise_id')} for update of c`.execute(tx)
  return found.rows[0]
}

export async function insertChange(
  tx: Tx,
  row: {
    id: string
    enterpriseId: string
    gridCode: string
    patch: EnterpriseValues
    baseVersion: number
    submittedBy: object
  },
): Promise<void> {
  await sql`
    insert into enterprise_change (id, enterprise_id, grid_code, patch, state, base_version, submitted_by)
    values (${row.id}, ${row.enterpriseId}, ${row.gridCode}, ${JSON.stringify(row.patch)}, 'submitted', ${row.baseVersion},
            ${JSON.stringify(row.submittedBy)})`.execute(tx)
}

export async function decideChange(
  tx: Tx,
  id: string,
  state: ChangeState,
  by: object,
  reason: string | null,
): Promise<void> {
  await sql`
    update enterprise_change set state = ${state}, decided_by = ${JSON.stringify(by)}, decided_at = now(), reason = ${reason}
    where id = ${id}`.execute(tx)
}

export interface ContradictionRow {
  id: string
  enterpriseId: string
  enterpriseName: string
  gridCode: string
  field: string
  present: string | null
  claimed: string | null
  source: string
  raisedAt: Date
}

export async function listContradictions(
  tx: Tx,
  scope: Scope,
  enterpriseId: string | undefined,
  limit: number,
): Promise<ContradictionRow[]> {
  const found = await sql<ContradictionRow>`
    select d.id, d.enterprise_id, e.name as enterprise_name, d.grid_code, d.field, d.present, d.claimed, d.source, d.raised_at
    from enterprise_contradiction d join enterprise e on e.id = d.enterprise_id
    where d.settled_at is null and ${inScope(scope, 'd', 'enterprise_id')}
      ${enterpriseId ? sql`and d.enterprise_id = ${enterpriseId}` : sql``}
    order by d.raised_at, d.id limit ${limit}`.execute(tx)
  return found.rows
}

/** How many contradictions wait inside the scope. */
export async function countContradictions(tx: Tx, scope: Scope, enterpriseId: string | undefined): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*) as n from enterprise_contradiction d
    where d.settled_at is null and ${inScope(scope, 'd', 'enterprise_id')} ${enterpriseId ? sql`and d.enterprise_id = ${enterpriseId}` : sql``}`.execute(
    tx,
  )
  return counted.rows[0]?.n ?? 0
}

export async function findContradictionForUpdate(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<ContradictionRow | undefined> {
  const found = await sql<ContradictionRow>`
    select d.id, d.enterprise_id, '' as enterprise_name, d.grid_code, d.field, d.present, d.claimed, d.source, d.raised_at
    from enterprise_contradiction d
    where d.id = ${id} and d.settled_at is null and ${inScope(scope, 'd', 'enterprise_id')} for update`.execute(tx)
  return found.rows[0]
}

/** Raises a to-do where another source claims something else; the same open claim is not raised twice. */
export async function raiseContradiction(
  tx: Tx,
  row: {
    id: string
    enterpriseId: string
    gridCode: string
    field: string
    present: string | null
    claimed: string | null
    source: string
  },
): Promise<void> {
  await sql`
    insert into enterprise_contradiction (id, enterprise_id, grid_code, field, present, claimed, source)
    values (${row.id}, ${row.enterpriseId}, ${row.gridCode}, ${row.field}, ${row.present}, ${row.claimed}, ${row.source})
    on conflict do nothing`.execute(tx)
}

export async function settleContradiction(
  tx: Tx,
  id: string,
  settlement: 'kept' | 'changed',
  by: object,
): Promise<void> {
  await sql`
    update enterprise_contradiction set settled_at = now(), settled_by = ${JSON.stringify(by)}, settlement = ${settlement}
    where id = ${id}`.execute(tx)
}

/** Whether the very same values already wait for the office. */
export async function isProposed(tx: Tx, enterpriseId: string, patch: EnterpriseValues): Promise<boolean> {
  const found = await sql`
    select 1 from enterprise_change
    where enterprise_id = ${enterpriseId} and state = 'submitted' and patch = ${JSON.stringify(patch)}::jsonb limit 1`.execute(
    tx,
  )
  return found.rows.length > 0
}
