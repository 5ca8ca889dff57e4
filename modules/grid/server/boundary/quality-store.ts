import { sql } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { QualityView } from '../../model/boundary-place.ts'

type Report = z.output<typeof QualityView>

/** The kept report of a node inside the scope. */
export async function findReport(tx: Tx, scope: Scope, code: string): Promise<Report | undefined> {
  const found = await sql<{ report: Report }>`
    select q.report from grid_quality q
    where q.grid_code = ${code} and q.grid_code >= ${scope.gridFrom} and q.grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]?.report
}

export async function upsertReport(tx: Tx, report: Report): Promise<void> {
  await sql`
    insert into grid_quality (grid_code, report, made_at) values (${report.gridCode}, ${JSON.stringify(report)}, ${report.madeAt})
    on conflict (grid_code) do update set report = excluded.report, made_at = excluded.made_at`.execute(tx)
}

export async function removeReports(tx: Tx, codes: readonly string[]): Promise<void> {
  await sql`delete from grid_quality where grid_code = any(${codes})`.execute(tx)
}

/** Codes of all standing nodes that have something below them. For the nightly run: no scope. */
export async function listParents(tx: Tx): Promise<string[]> {
  const found = await sql<{ code: string }>`
    select g.code from grid_node g
    where g.valid_to is null and exists (select from grid_node c where c.parent_code = g.code and c.valid_to is null)
    order by g.code`.execute(tx)
  return found.rows.map(({ code }) => code)
}

/** Takes away plans that expired a week ago and were never carried out. @returns how many */
export async function removeExpiredPlans(tx: Tx): Promise<number> {
  const done = await sql`
    delete from grid_plan where applied_at is null and expires_at < now() - interval '7 days'`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}
