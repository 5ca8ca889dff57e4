import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { EnterpriseFilterInput } from '../../model/schema.ts'
import { findCandidates, matching } from './filter.ts'

export interface SummaryRow {
  total: number
  majorHazard: number
  fresh: number
  stale: number
  installations: number
}

/** Figures of the enterprises inside scope and filter, all from one look. */
export async function summarise(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
): Promise<SummaryRow> {
  const search = await findCandidates(tx, scope, filter)
  const found = await sql<SummaryRow>`
    select count(*) as total, count(*) filter (where e.has_major_hazard) as major_hazard,
           count(*) filter (where e.stale_on > ${today}) as fresh,
           count(*) filter (where e.stale_on is null or e.stale_on <= ${today}) as stale,
           coalesce(sum((select count(*) from major_hazard_installation m
             where m.enterprise_id = e.id and m.withdrawn_at is null and m.level is not null)) filter (where e.has_major_hazard), 0) as installations
    from enterprise e where ${matching(scope, filter, today, search)}`.execute(tx)
  return found.rows[0] as SummaryRow
}

/** How many enterprises have each value of a column; no value counts as `none`. */
export async function countBy(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  column: 'risk_level' | 'operating_state',
  today: string,
): Promise<Record<string, number>> {
  const search = await findCandidates(tx, scope, filter)
  const found = await sql<{ value: string; n: number }>`
    select coalesce(${sql.ref(`e.${column}`)}, 'none') as value, count(*) as n
    from enterprise e where ${matching(scope, filter, today, search)} group by 1`.execute(tx)
  return Object.fromEntries(found.rows.map(({ value, n }) => [value, n]))
}

/** How many enterprises stand in each regulator class; one in two classes counts in both, and `inTwo` says how many do. */
export async function countByClass(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
): Promise<{ byClass: Record<string, number>; inTwo: number }> {
  const search = await findCandidates(tx, scope, filter)
  const found = await sql<{ value: string | null; n: number }>`
    select regulator.class as value, count(*) as n from enterprise e, unnest(e.regulator_classes) as regulator(class)
    where ${matching(scope, filter, today, search)} group by 1`.execute(tx)
  const twice = await sql<{ n: number }>`
    select count(*) as n from enterprise e where cardinality(e.regulator_classes) > 1 and ${matching(scope, filter, today, search)}`.execute(
    tx,
  )
  return {
    byClass: Object.fromEntries(found.rows.map(({ value, n }) => [String(value), n])),
    inTwo: twice.rows[0]?.n ?? 0,
  }
}
