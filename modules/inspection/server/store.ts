import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { LineClass, PlanKind } from '../model/codes.ts'
import type { Candidate } from '../model/proposal.ts'
import type { PlanFilterInput } from '../model/schema.ts'
import type { Plan } from '../model/story.ts'

/** A plan with where it stands. */
export interface PlanWrite extends Plan {
  id: string
  gridCode: string
  state: string
}

/** Writes plans and their lines as their acts now say; what was written before is brought up to that. */
export async function writePlans(tx: Tx, rows: readonly PlanWrite[]): Promise<void> {
  await sql`
    insert into inspection_plan (id, grid_code, name, kind, from_month, to_month, officers, other_days, days_per_visit, cap, basis,
      version, approved_on, state)
    select x.id, x."gridCode", x.name, x.kind, x."fromMonth", x."toMonth", x.officers, x."otherDays", x."daysPerVisit", x.cap,
      x.basis, x.version, x."approvedOn", x.state
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ lines: _, ...row }) => row))}::jsonb) as x(id uuid, "gridCode" text,
      name text, kind text, "fromMonth" text, "toMonth" text, officers int, "otherDays" int, "daysPerVisit" numeric, cap int,
      basis text, version int, "approvedOn" date, state text)
    on conflict (id) do update set name = excluded.name, officers = excluded.officers, other_days = excluded.other_days,
      days_per_visit = excluded.days_per_visit, cap = excluded.cap, basis = excluded.basis, version = excluded.version,
      approved_on = excluded.approved_on, state = excluded.state`.execute(tx)
}

/** Lays down the list of a plan anew: what is no longer on it is gone from here, and stays in the acts. */
export async function writeLines(tx: Tx, rows: readonly PlanWrite[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  await sql`delete from inspection_plan_line where plan_id = any(${ids}::uuid[])`.execute(tx)
  const lines = rows.flatMap(({ id, gridCode, lines }) =>
    lines.map(({ class: kind, ...one }) => ({ ...one, kind, id, gridCode })),
  )
  await sql`
    insert into inspection_plan_line (plan_id, object_id, month, grid_code, class, reason, beyond)
    select x.id, x."objectId", x.month, x."gridCode", x.kind, x.reason, x.beyond
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as x(id uuid, "objectId" uuid, month text, "gridCode" text,
      kind text, reason text, beyond text)`.execute(tx)
}

export interface PlanRow {
  id: string
  gridCode: string
  name: string
  kind: PlanKind
  fromMonth: string
  toMonth: string
  officers: number
  otherDays: number
  daysPerVisit: number
  cap: number
  basis: string
  version: number
  approvedOn: string | null
  state: string
  lines: number
  keyLines: number
}

const planColumns = sql`p.id, p.grid_code, p.name, p.kind, p.from_month, p.to_month, p.officers, p.other_days,
  p.days_per_visit::float8 as days_per_visit, p.cap, p.basis, p.version, p.approved_on::text, p.state,
  (select count(*)::int from inspection_plan_line l where l.plan_id = p.id) as lines,
  (select count(*)::int from inspection_plan_line l where l.plan_id = p.id and l.class = 'key') as key_lines`

/** Plans by id; whoever asks has read the cases inside his scope. */
export async function listPlans(tx: Tx, ids: readonly string[]): Promise<PlanRow[]> {
  const found = await sql<PlanRow>`
    select ${planColumns} from inspection_plan p where p.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** One plan inside a scope. */
export async function findPlan(tx: Tx, scope: Scope, id: string): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select ${planColumns} from inspection_plan p where p.id = ${id} and ${inScope(scope, 'p', 'id')}`.execute(tx)
  return found.rows[0]
}

/** Plans of one office still being drawn up, with a month from the given one on; the newest first, at most 20. */
export async function listDrafting(tx: Tx, scope: Scope, gridCode: string, month: string): Promise<PlanRow[]> {
  const found = await sql<PlanRow>`
    select ${planColumns} from inspection_plan p
    where p.grid_code = ${gridCode} and p.state = 'drafting' and p.to_month >= ${month} and ${inScope(scope, 'p', 'id')}
    order by p.from_month desc, p.id desc limit 20`.execute(tx)
  return found.rows
}

/** The approved plan of one office that covers a month, the widest of several. */
export async function findPlanInForce(
  tx: Tx,
  scope: Scope,
  gridCode: string,
  month: string,
): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select ${planColumns} from inspection_plan p
    where p.grid_code = ${gridCode} and p.state = 'approved' and p.from_month <= ${month} and p.to_month >= ${month}
      and ${inScope(scope, 'p', 'id')} order by p.from_month, p.to_month desc, p.id limit 1`.execute(tx)
  return found.rows[0]
}

/** The filter of the module as conditions on the case `c`. */
export function planMatches({ kind, year }: PlanFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (kind) conditions.push(sql<boolean>`p.kind = ${kind}`)
  if (year) conditions.push(sql<boolean>`left(p.from_month, 4) = ${year}`)
  if (conditions.length === 0) return []
  return [
    sql<boolean>`exists (select from inspection_plan p where p.id = c.id and ${sql.join(conditions, sql` and `)})`,
  ]
}

export interface LineRow {
  /** The inspection that follows from it; null while there is none. */
  inspectionId: string | null
  visitedOn: string | null
  objectId: string
  name: string
  gridCode: string
  month: string
  class: LineClass
  reason: string
  beyond: string | null
}

/** Lines of a plan by month, with the names of the enterprises today. */
export async function listLines(tx: Tx, scope: Scope, planId: string): Promise<LineRow[]> {
  const found = await sql<LineRow>`
    select l.object_id, e.name, e.grid_code, l.month, l.class, l.reason, l.beyond, i.id as inspection_id, i.visited_on
    from inspection_plan_line l join supervised_enterprise e on e.id = l.object_id
    left join inspection i on i.plan_id = l.plan_id and i.object_id = l.object_id and i.month = l.month and i.state <> 'cancelled'
    where l.plan_id = ${planId} and ${inScope(scope, 'l', 'object_id')} order by l.month, l.class desc, e.name, e.id`.execute(
    tx,
  )
  return found.rows
}

export interface MonthProgress {
  month: string
  planned: number
  /** Somebody was there. */
  done: number
  /** An inspection is drawn up, nobody was there yet. */
  begun: number
  /** Done after its month, or not done and the month is over. */
  late: number
}

/** How far a plan is, month by month. @param month the present one: lines of earlier ones that were not visited are late */
export async function listProgress(tx: Tx, scope: Scope, planId: string, month: string): Promise<MonthProgress[]> {
  const found = await sql<MonthProgress>`
    select l.month, count(*)::int as planned, count(*) filter (where i.visited_on is not null)::int as done,
      count(*) filter (where i.id is not null and i.visited_on is null)::int as begun,
      count(*) filter (where l.month < coalesce(left(i.visited_on::text, 7), ${month}))::int as late
    from inspection_plan_line l
    left join inspection i on i.plan_id = l.plan_id and i.object_id = l.object_id and i.month = l.month and i.state <> 'cancelled'
    where l.plan_id = ${planId} and ${inScope(scope, 'l', 'object_id')} group by l.month order by l.month`.execute(tx)
  return found.rows
}

/** Enterprises at work in a grid with what a plan wants to know; `thisYear` counts months in plans of the year, one plan left out. */
export async function listCandidates(
  tx: Tx,
  scope: Scope,
  gridCode: string,
  year: string,
  without: string,
): Promise<Candidate[]> {
  const found = await sql<Candidate>`
    select e.id as object_id, e.name, e.grid_code, e.risk_level, e.has_major_hazard, coalesce(h.open, 0) as open_hazards,
      coalesce(h.major, 0) as open_major, (select max(i.visited_on)::text from inspection i where i.object_id = e.id) as last_on, coalesce(n.months, 0) as this_year
    from supervised_enterprise e left join open_hazard h on h.object_id = e.id
    left join (${plannedMonths(year, without)}) n on n.object_id = e.id
    where ${inScope(scope, 'e', 'id')} and starts_with(e.grid_code, ${gridCode})
      and e.operating_state not in ('closed', 'moved')`.execute(tx)
  return found.rows
}

/** Months of a year each enterprise stands in plans for: the same month in two plans is one inspection. */
const plannedMonths = (year: string, without: string) => sql`
  select l.object_id, count(distinct l.month)::int as months
  from inspection_plan_line l join inspection_plan p on p.id = l.plan_id
  where left(l.month, 4) = ${year} and p.id <> ${without} and p.state <> 'withdrawn' group by l.object_id`

export interface KnownObject {
  objectId: string
  name: string
  /** Months of the year it stands in other plans for. */
  months: string[]
}

/** Those of some enterprises that are at work in a grid, with the months other plans of the year have them in. */
export async function listKnown(
  tx: Tx,
  scope: Scope,
  about: { gridCode: string; ids: readonly string[]; year: string; without: string },
): Promise<KnownObject[]> {
  const found = await sql<KnownObject>`
    select e.id as object_id, e.name, array(
      select distinct l.month from inspection_plan_line l join inspection_plan p on p.id = l.plan_id
      where l.object_id = e.id and left(l.month, 4) = ${about.year} and p.id <> ${about.without}
        and p.state <> 'withdrawn') as months
    from supervised_enterprise e
    where e.id = any(${about.ids}::uuid[]) and ${inScope(scope, 'e', 'id')} and starts_with(e.grid_code, ${about.gridCode})
      and e.operating_state not in ('closed', 'moved')`.execute(tx)
  return found.rows
}

/** Lines go along with an enterprise that turned out to be another; of two in one month the other's stays. */
export async function giveLines(tx: Tx, fromId: string, into: { id: string }): Promise<void> {
  await sql`
    delete from inspection_plan_line l where l.object_id = ${fromId} and exists (
      select from inspection_plan_line o where o.plan_id = l.plan_id and o.object_id = ${into.id} and o.month = l.month)`.execute(
    tx,
  )
  await sql`update inspection_plan_line set object_id = ${into.id} where object_id = ${fromId}`.execute(tx)
}
