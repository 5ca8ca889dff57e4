import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Value } from '../../model/values.ts'

export interface RecordRow {
  id: string
  enterpriseId: string
  kind: string
  data: Record<string, Value>
  version: number
  withdrawnAt: Date | null
  withdrawnReason: string | null
  updatedAt: Date
}

/** Ledger rows of one enterprise, standing ones first by kind. */
export async function listRecords(tx: Tx, scope: Scope, enterpriseId: string, kind?: string): Promise<RecordRow[]> {
  const found = await sql<RecordRow>`
    select id, enterprise_id, kind, data, version, withdrawn_at, withdrawn_reason, updated_at
    from enterprise_record r
    where r.enterprise_id = ${enterpriseId} and ${inScope(scope, 'r', 'enterprise_id')} and r.withdrawn_at is null
      ${kind ? sql`and r.kind = ${kind}` : sql``}
    order by r.kind, r.updated_at desc, r.id limit 2000`.execute(tx)
  return found.rows
}

export async function findRecordForUpdate(tx: Tx, scope: Scope, id: string): Promise<RecordRow | undefined> {
  const found = await sql<RecordRow>`
    select id, enterprise_id, kind, data, version, withdrawn_at, withdrawn_reason, updated_at
    from enterprise_record r where r.id = ${id} and ${inScope(scope, 'r', 'enterprise_id')} for update`.execute(tx)
  return found.rows[0]
}

/** One ledger row to add. */
export interface NewRecord {
  id: string
  enterpriseId: string
  gridCode: string
  kind: string
  data: Record<string, Value>
}

/** Adds many rows in one statement. */
export async function insertRecords(tx: Tx, rows: readonly NewRecord[]): Promise<void> {
  await sql`
    insert into enterprise_record (id, enterprise_id, grid_code, kind, data)
    select x.id, x."enterpriseId", x."gridCode", x.kind, x.data
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "enterpriseId" uuid, "gridCode" text, kind text, data jsonb)`.execute(
    tx,
  )
}

export async function insertRecord(tx: Tx, row: NewRecord): Promise<void> {
  await sql`
    insert into enterprise_record (id, enterprise_id, grid_code, kind, data)
    values (${row.id}, ${row.enterpriseId}, ${row.gridCode}, ${row.kind}, ${JSON.stringify(row.data)})`.execute(tx)
}

export async function updateRecord(tx: Tx, id: string, data: Record<string, Value>): Promise<void> {
  await sql`
    update enterprise_record set data = ${JSON.stringify(data)}, version = version + 1, updated_at = now()
    where id = ${id}`.execute(tx)
}

export async function withdrawRecord(tx: Tx, id: string, reason: string): Promise<void> {
  await sql`
    update enterprise_record set withdrawn_at = now(), withdrawn_reason = ${reason}, version = version + 1
    where id = ${id}`.execute(tx)
}
