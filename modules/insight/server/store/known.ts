import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Known } from '../../model/ranking-model.ts'
import type { PartedBy } from '../../model/schema.ts'
import { isOfPart } from './part.ts'

/** What was known of an enterprise on a day, with what the present rule of plans wants to know. */
export interface KnownRow extends Omit<Known, 'perVisit' | 'sinceDays'> {
  name: string
  gridCode: string
  /** Hazards its visits of the twelve months before found. */
  visitFindings: number
  lastOn: string | null
  openHazards: number
  openMajor: number
}

/** Which enterprises: of a grid and class, or those an office came to in some days. */
export type Whom =
  | { gridCode: string; partedBy: PartedBy; class: string }
  | { gridCode: string; ids: readonly string[] }
  | { gridCode: string; visitedFrom: string; visitedTo: string }

/**
 * What was known of enterprises at the beginning of a day, from rows known before it. Hazards of twelve months, read once over the
 * grid; risk, class and scale are those of the register now.
 */
export async function listKnown(tx: Tx, scope: Scope, on: string, whom: Whom): Promise<KnownRow[]> {
  const bounds = narrow(scope, whom.gridCode)
  const found = await sql<KnownRow>`
    with chosen as (
      select e.id, e.name, e.grid_code, e.risk_level, e.has_major_hazard, e.regulator_classes as classes, p.scale
      from supervised_enterprise e join enterprise_parting p on p.id = e.id
      where ${inScope(bounds, 'e', 'id')} and ${chosenBy(bounds, whom)}),
    h as (
      select h.object_id,
        count(*) filter (where h.found_on >= ${on}::date - 365)::int as found,
        count(*) filter (where h.found_on >= ${on}::date - 365 and not h.self_found)::int as office_found,
        count(*) filter (where h.found_on >= ${on}::date - 365 and h.recurring)::int as recurring,
        count(*) filter (where h.found_on >= ${on}::date - 365 and h.rank = 'major')::int as major,
        count(*) filter (where h.done_on is null or h.done_on >= ${on})::int as open_hazards,
        count(*) filter (where (h.done_on is null or h.done_on >= ${on}) and h.rank = 'major')::int as open_major,
        count(*) filter (where (h.done_on is null or h.done_on >= ${on}) and h.due_on < ${on})::int as late
      from hazard_history h where ${inScope(bounds, 'h', 'object_id')} and h.known_on < ${on}
        and (h.found_on >= ${on}::date - 365 or h.done_on is null or h.done_on >= ${on}) group by 1),
    v as (
      select v.object_id, count(*) filter (where v.visited_on >= ${on}::date - 365)::int as visits,
        coalesce(sum(v.findings) filter (where v.visited_on >= ${on}::date - 365), 0)::int as findings, max(v.visited_on) as last_on
      from inspection_visit v where ${inScope(bounds, 'v', 'object_id')} and v.visited_on < ${on}
        and v.visited_on >= ${on}::date - 730 group by 1),
    s as (
      select s.object_id, count(*)::int as due, count(*) filter (where s.finished_on <= s.due_on)::int as met
      from self_check_term s where ${inScope(bounds, 's', 'object_id')} and s.due_on < ${on} and s.due_on >= ${on}::date - 365
      group by 1)
    select c.id as object_id, c.name, c.grid_code, c.risk_level, c.has_major_hazard, c.classes, c.scale,
      coalesce(h.found, 0) as found, coalesce(h.office_found, 0) as office_found, coalesce(h.recurring, 0) as recurring,
      coalesce(h.major, 0) as major, coalesce(h.late, 0) as late, coalesce(h.open_hazards, 0) as open_hazards,
      coalesce(h.open_major, 0) as open_major, coalesce(v.visits, 0) as visits, coalesce(v.findings, 0) as visit_findings,
      v.last_on::text, coalesce(s.due, 0) as self_due, coalesce(s.met, 0) as self_met
    from chosen c left join h on h.object_id = c.id left join v on v.object_id = c.id left join s on s.object_id = c.id
    order by c.id`.execute(tx)
  return found.rows
}

function chosenBy(scope: Scope, whom: Whom): RawBuilder<boolean> {
  if ('class' in whom)
    return sql<boolean>`e.operating_state not in ('closed', 'moved')
      and ${isOfPart(whom)}`
  if ('ids' in whom) return sql<boolean>`e.id = any(${whom.ids}::uuid[])`
  return sql<boolean>`exists (select from inspection_visit o where o.object_id = e.id and ${inScope(scope, 'o', 'object_id')}
    and o.visited_on between ${whom.visitedFrom} and ${whom.visitedTo})`
}

export interface VisitRow {
  objectId: string
  visitedOn: string
  findings: number
  planned: boolean
}

/** Visits of some days in a grid. */
export async function listVisits(
  tx: Tx,
  scope: Scope,
  gridCode: string,
  from: string,
  to: string,
): Promise<VisitRow[]> {
  const found = await sql<VisitRow>`
    select v.object_id, v.visited_on::text, v.findings, v.planned from inspection_visit v
    where ${inScope(narrow(scope, gridCode), 'v', 'object_id')} and v.visited_on between ${from} and ${to}
    order by v.visited_on, v.object_id, v.id`.execute(tx)
  return found.rows
}

/** Hazards a visit of the twelve months before a day found on the mean in a grid; null where nobody went anywhere. */
export async function findMeanPerVisit(tx: Tx, scope: Scope, gridCode: string, on: string): Promise<number | null> {
  const found = await sql<{ mean: number | null }>`
    select avg(v.findings)::float8 as mean from inspection_visit v
    where ${inScope(narrow(scope, gridCode), 'v', 'object_id')} and v.visited_on < ${on} and v.visited_on >= ${on}::date - 365`.execute(
    tx,
  )
  return found.rows[0]?.mean ?? null
}

/** First and last day of visits in a grid; undefined where there were none. */
export async function findVisitDays(
  tx: Tx,
  scope: Scope,
  gridCode: string,
): Promise<{ first: string; last: string } | undefined> {
  const found = await sql<{ first: string | null; last: string | null }>`
    select min(v.visited_on)::text as first, max(v.visited_on)::text as last from inspection_visit v
    where ${inScope(narrow(scope, gridCode), 'v', 'object_id')}`.execute(tx)
  const [row] = found.rows
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined
}
