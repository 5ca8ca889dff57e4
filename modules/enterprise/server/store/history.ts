import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

export interface VersionRow {
  version: number
  act: string
  reason: string | null
  actor: { name?: string; seat?: string; body?: string }
  at: Date
  snapshot: Record<string, unknown>
}

/** Versions of a record, newest first; one more than asked for, so that each can be compared with the one before. */
export async function listVersions(
  tx: Tx,
  scope: Scope,
  enterpriseId: string,
  before: number,
  limit: number,
): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select version, act, reason, actor, at, snapshot from enterprise_version v
    where v.enterprise_id = ${enterpriseId} and v.version < ${before} and ${inScope(scope, 'v')}
    order by v.version desc limit ${limit + 1}`.execute(tx)
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
    select version, act, reason, actor, at, snapshot from enterprise_version v
    where v.enterprise_id = ${enterpriseId} and v.at <= ${at} and ${inScope(scope, 'v')}
    order by v.at desc, v.version desc limit 1`.execute(tx)
  return found.rows[0]
}

/** One version of the record. */
export async function findVersion(
  tx: Tx,
  scope: Scope,
  enterpriseId: string,
  version: number,
): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`
    select version, act, reason, actor, at, snapshot from enterprise_version v
    where v.enterprise_id = ${enterpriseId} and v.version = ${version} and ${inScope(scope, 'v')}`.execute(tx)
  return found.rows[0]
}
