import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

/** A state of a record: its columns in snake_case, and the act that made it. */
export interface VersionRow {
  version: number
  at: Date
  snapshot: Record<string, unknown> & {
    act: string
    act_reason: string | null
    act_by: { name?: string; seat?: string; body?: string }
  }
}

/** States of a record, the present one first; one more than asked for, so that each can be compared with the one before. */
export async function listVersions(
  tx: Tx,
  scope: Scope,
  enterpriseId: string,
  before: number,
  limit: number,
): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select * from (
      select e.version, e.updated_at as at, to_jsonb(e) as snapshot from enterprise e
      where e.id = ${enterpriseId} and e.version < ${before} and ${inScope(scope, 'e', 'id')}
      union all
      select v.version, v.valid_from, v.snapshot from enterprise_version v
      where v.enterprise_id = ${enterpriseId} and v.version < ${before} and ${inScope(scope, 'v', 'enterprise_id')}
    ) states order by version desc limit ${limit + 1}`.execute(tx)
  return found.rows
}

/** The record as it stood at an instant; undefined when it did not exist yet. */
export async function findVersionAt(
  tx: Tx,
  scope: Scope,
  enterpriseId: string,
  at: Date,
): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`
    select * from (
      select e.version, e.updated_at as at, to_jsonb(e) as snapshot from enterprise e
      where e.id = ${enterpriseId} and e.updated_at <= ${at} and ${inScope(scope, 'e', 'id')}
      union all
      select v.version, v.valid_from, v.snapshot from enterprise_version v
      where v.enterprise_id = ${enterpriseId} and v.valid_from <= ${at} and ${inScope(scope, 'v', 'enterprise_id')}
    ) states order by version desc limit 1`.execute(tx)
  return found.rows[0]
}

/** One past state of the record; undefined for the present one. */
export async function findVersion(
  tx: Tx,
  scope: Scope,
  enterpriseId: string,
  version: number,
): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`
    select v.version, v.valid_from as at, v.snapshot from enterprise_version v
    where v.enterprise_id = ${enterpriseId} and v.version = ${version} and ${inScope(scope, 'v', 'enterprise_id')}`.execute(
    tx,
  )
  return found.rows[0]
}
