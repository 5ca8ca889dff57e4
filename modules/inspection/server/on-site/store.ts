import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Setting } from '#kernel/settings/setting.ts'
import { listValues } from '#kernel/settings/store.ts'
import type { InspectionMethod, InspectionReason } from '../../model/codes.ts'
import type { TeamMemberInput } from '../../model/inspection.ts'
import type { Inspection } from '../../model/inspection-story.ts'
import type { InspectionFilterInput } from '../../model/schema.ts'

/** An inspection with where it stands. */
export interface InspectionWrite {
  id: string
  gridCode: string
  objectId: string
  officeGrid: string
  state: string
  told: Inspection
}

/** Writes inspections as their acts now say; what was written before is brought up to that. */
export async function writeInspections(tx: Tx, rows: readonly InspectionWrite[]): Promise<void> {
  const flat = rows.map(({ told, ...row }) => {
    const {
      items,
      findings,
      terms: _terms,
      arrivedAt: _at,
      leftAt: _left,
      recordedAt: _done,
      summary: _words,
      ...rest
    } = told
    const count = (result: string) => items.filter((one) => one.result === result).length
    return {
      ...row,
      ...rest,
      met: count('met'),
      notMet: count('not_met'),
      notChecked: count('not_checked'),
      findings: findings.length,
    }
  })
  await sql`
    insert into inspection (id, grid_code, object_id, office_grid, state, reason, plan_id, month, beyond, method, content,
      template_code, opened_on, planned_on, notified_on, visited_on, site, contact, clean, met, not_met, not_checked, findings, signed_on,
      refused, ordered_on, due_on, reinspected_on, team)
    select x.id, x."gridCode", x."objectId", x."officeGrid", x.state, x.reason, x."planId", x.month, x.beyond, x.method, x.content,
      x."templateCode", x."openedOn", x."plannedOn", x."notifiedOn", x."visitedOn", x.site, x.contact, x.clean, x.met, x."notMet",
      x."notChecked", x.findings, x."signedOn", x.refused, x."orderedOn", x."dueOn", x."reinspectedOn", x.team
    from jsonb_to_recordset(${JSON.stringify(flat)}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, "officeGrid" text,
      state text, reason text, "planId" uuid, month text, beyond text, method text, content text, "templateCode" text,
      "openedOn" date, "plannedOn" date, "notifiedOn" date, "visitedOn" date, site text, contact text, clean boolean, met int, "notMet" int,
      "notChecked" int, findings int, "signedOn" date, refused boolean, "orderedOn" date, "dueOn" date, "reinspectedOn" date,
      team jsonb)
    on conflict (id) do update set state = excluded.state, planned_on = excluded.planned_on, notified_on = excluded.notified_on,
      visited_on = excluded.visited_on, template_code = excluded.template_code, site = excluded.site, contact = excluded.contact, clean = excluded.clean,
      met = excluded.met, not_met = excluded.not_met, not_checked = excluded.not_checked, findings = excluded.findings,
      signed_on = excluded.signed_on, refused = excluded.refused, ordered_on = excluded.ordered_on, due_on = excluded.due_on,
      reinspected_on = excluded.reinspected_on, team = excluded.team`.execute(tx)
}

/** A hazard of an inspection, by the number of the finding. */
export interface HazardOf {
  inspectionId: string
  no: number
  hazardId: string
  gridCode: string
  objectId: string
}

/** Notes which hazards an inspection ordered to be put right. */
export async function insertHazardsOf(tx: Tx, rows: readonly HazardOf[]): Promise<void> {
  await sql`
    insert into inspection_hazard (inspection_id, no, hazard_id, grid_code, object_id)
    select x."inspectionId", x.no, x."hazardId", x."gridCode", x."objectId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("inspectionId" uuid, no int, "hazardId" uuid, "gridCode" text,
      "objectId" uuid)`.execute(tx)
}

/** The hazards of an inspection in their order; whoever asks has read the case inside his scope. */
export async function listHazardsOf(tx: Tx, inspectionId: string): Promise<{ no: number; hazardId: string }[]> {
  const found = await sql<{ no: number; hazardId: string }>`
    select no, hazard_id from inspection_hazard where inspection_id = ${inspectionId} order by no`.execute(tx)
  return found.rows
}

/** The inspection that ordered a hazard to be put right; undefined for any other hazard. */
export async function findInspectionOf(tx: Tx, hazardId: string): Promise<string | undefined> {
  const found = await sql<{ inspectionId: string }>`
    select inspection_id from inspection_hazard where hazard_id = ${hazardId}`.execute(tx)
  return found.rows[0]?.inspectionId
}

export interface InspectionRow {
  id: string
  gridCode: string
  objectId: string
  officeGrid: string
  state: string
  reason: InspectionReason
  planId: string | null
  month: string | null
  beyond: string | null
  method: InspectionMethod
  content: string
  templateCode: string | null
  plannedOn: string | null
  notifiedOn: string | null
  visitedOn: string | null
  site: string | null
  contact: string | null
  clean: boolean | null
  met: number
  notMet: number
  notChecked: number
  findings: number
  signedOn: string | null
  refused: boolean
  orderedOn: string | null
  dueOn: string | null
  reinspectedOn: string | null
  team: TeamMemberInput[]
}

const columns = sql`i.id, i.grid_code, i.object_id, i.office_grid, i.state, i.reason, i.plan_id, i.month, i.beyond, i.method,
  i.content, i.template_code, i.planned_on, i.notified_on, i.visited_on, i.site, i.contact, i.clean, i.met, i.not_met,
  i.not_checked, i.findings, i.signed_on, i.refused, i.ordered_on, i.due_on, i.reinspected_on, i.team`

/** Inspections by id; whoever asks has read the cases inside his scope. */
export async function listInspections(tx: Tx, ids: readonly string[]): Promise<InspectionRow[]> {
  const found = await sql<InspectionRow>`
    select ${columns} from inspection i where i.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

export type InspectionOf = Pick<
  InspectionRow,
  'id' | 'objectId' | 'state' | 'reason' | 'plannedOn' | 'visitedOn' | 'findings' | 'dueOn'
> & { total: number }

/** Inspections of each object that are read at most. */
const MOST_OF_OBJECT = 10

/** The last inspections of some objects and those to be made, of each the latest first. */
export async function listInspectionsOf(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<InspectionOf[]> {
  const found = await sql<InspectionOf>`
    select x.* from unnest(${objectIds}::uuid[]) o(id) cross join lateral (
      select count(*) over ()::int as total, i.id, i.object_id, i.state, i.reason, i.planned_on::text, i.visited_on::text,
        i.findings, i.due_on::text
      from inspection i where i.object_id = o.id and ${inScope(scope, 'i', 'object_id')}
      order by coalesce(i.visited_on, i.planned_on) desc nulls last, i.id desc limit ${MOST_OF_OBJECT}) x`.execute(tx)
  return found.rows
}

/** What an enterprise may know of its own inspections: from the notice on, or from when somebody stood at the gate. */
const isTold = sql<boolean>`(i.notified_on is not null or i.visited_on is not null)`

/** One page of the inspections of an enterprise it may know of, the latest first. @param after day and id of the last one before */
export async function listOwn(
  tx: Tx,
  scope: Scope,
  page: { after: [string, string] | null; limit: number },
): Promise<InspectionRow[]> {
  const day = sql`coalesce(i.visited_on, i.planned_on)`
  const rest = page.after
    ? sql`and (${day}, i.id) < (${page.after[0].slice(0, 10)}::date, ${page.after[1]}::uuid)`
    : sql``
  const found = await sql<InspectionRow>`
    select ${columns} from inspection i where ${inScope(scope, 'i', 'object_id')} and ${isTold} ${rest}
    order by ${day} desc, i.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

export async function countOwn(tx: Tx, scope: Scope): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from inspection i where ${inScope(scope, 'i', 'object_id')} and ${isTold}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** How often an enterprise was or is to be inspected in a year, by any office; what was called off does not count. */
export async function countOfYear(
  tx: Tx,
  scope: Scope,
  objectId: string,
  year: string,
): Promise<{ done: number; open: number }> {
  const found = await sql<{ done: number; open: number }>`
    select count(*) filter (where i.visited_on is not null)::int as done,
      count(*) filter (where i.visited_on is null)::int as open
    from inspection i where i.object_id = ${objectId} and ${inScope(scope, 'i', 'object_id')} and i.state <> 'cancelled'
      and left(coalesce(i.visited_on, i.planned_on, i.opened_on)::text, 4) = ${year}`.execute(tx)
  return found.rows[0] as { done: number; open: number }
}

/** Whether a line of a plan has its inspection already. */
export async function hasInspection(
  tx: Tx,
  line: { planId: string; objectId: string; month: string },
): Promise<boolean> {
  const found = await sql<{ there: boolean }>`
    select exists (select from inspection i where i.plan_id = ${line.planId} and i.object_id = ${line.objectId}
      and i.month = ${line.month} and i.state <> 'cancelled') as there`.execute(tx)
  return found.rows[0]?.there ?? false
}

/** Who asks for what is his own. */
interface Own {
  personId: string
  seatId: string | null
}

/**
 * What is somebody's own, as a condition on the case `c`: he is among those sent or, once somebody was on site, his seat goes on with it.
 * Until then it lies with whoever planned it, who need not be one of those who go.
 */
const ownOf = ({ personId, seatId }: Own): RawBuilder<boolean> => sql<boolean>`(
  c.id = any(array(select i.id from inspection i where i.team @> ${JSON.stringify([{ personId }])}::jsonb))
  or (c.holder_seat_id is not distinct from ${seatId}::uuid and ${seatId}::uuid is not null
    and exists (select from inspection i where i.id = c.id and i.visited_on is not null)))`

/** The filter of the module as conditions on the case `c`. @param own who asks */
export function inspectionMatches(filter: InspectionFilterInput, own: Own): RawBuilder<boolean>[] {
  const { reason, method, office, planId, planMonth, year, month, result, visitedFrom, visitedTo } = filter
  const all: RawBuilder<boolean>[] = []
  if (reason) all.push(sql<boolean>`i.reason = ${reason}`)
  if (method) all.push(sql<boolean>`i.method = ${method}`)
  if (office) all.push(sql<boolean>`i.office_grid = ${office}`)
  if (planId) all.push(sql<boolean>`i.plan_id = ${planId}`)
  if (planMonth) all.push(sql<boolean>`i.month = ${planMonth}`)
  if (year) all.push(sql<boolean>`left(coalesce(i.visited_on, i.planned_on)::text, 4) = ${year}`)
  if (month) all.push(sql<boolean>`left(coalesce(i.visited_on, i.planned_on)::text, 7) = ${month}`)
  if (visitedFrom) all.push(sql<boolean>`i.visited_on >= ${visitedFrom}`)
  if (visitedTo) all.push(sql<boolean>`i.visited_on <= ${visitedTo}`)
  if (result === 'ordered') all.push(sql<boolean>`i.ordered_on is not null`)
  else if (result === 'clean') all.push(sql<boolean>`i.clean`)
  else if (result === 'reinspected') all.push(sql<boolean>`i.reinspected_on is not null`)
  else if (result === 'refused') all.push(sql<boolean>`i.refused`)
  else if (result === 'visited') all.push(sql<boolean>`i.visited_on is not null`)
  const matching: RawBuilder<boolean>[] = []
  if (filter.mine === 'true') matching.push(ownOf(own))
  if (filter.mine === 'false') matching.push(sql<boolean>`not ${ownOf(own)}`)
  if (all.length > 0)
    matching.push(sql<boolean>`exists (select from inspection i where i.id = c.id and ${sql.join(all, sql` and `)})`)
  return matching
}

export interface OfficeFigures {
  office: string
  visited: number
  clean: number
  ordered: number
  reinspected: number
  findings: number
}

/** Visits and what came of them by the office that inspected, between two days. */
export async function countByOffice(
  tx: Tx,
  scope: Scope,
  { from, to }: { from?: string | undefined; to?: string | undefined },
): Promise<OfficeFigures[]> {
  const found = await sql<OfficeFigures>`
    select i.office_grid as office, count(*)::int as visited, count(*) filter (where i.clean)::int as clean,
      count(*) filter (where i.ordered_on is not null)::int as ordered,
      count(*) filter (where i.reinspected_on is not null)::int as reinspected, sum(i.findings)::int as findings
    from inspection i where ${inScope(scope, 'i', 'object_id')} and i.visited_on is not null
      and (${from ?? null}::date is null or i.visited_on >= ${from ?? null}::date)
      and (${to ?? null}::date is null or i.visited_on <= ${to ?? null}::date)
    group by i.office_grid order by i.office_grid`.execute(tx)
  return found.rows
}

/** The value of a setting where only the transaction is at hand: the one chosen, else the declared default. */
export async function settingIn<T>(tx: Tx, setting: Setting<T>): Promise<T> {
  const chosen = (await listValues(tx)).find(({ key }) => key === setting.key)
  const read = chosen && setting.schema.safeParse(chosen.value)
  return read?.success ? read.data : setting.fallback
}

/** Inspections go along with their enterprise, to its new place or into the one it turned out to be. */
export async function moveOfObject(tx: Tx, objectId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`update inspection set grid_code = ${into.gridCode}, object_id = ${into.id} where object_id = ${objectId}`.execute(
    tx,
  )
  await sql`
    update inspection_hazard set grid_code = ${into.gridCode}, object_id = ${into.id} where object_id = ${objectId}`.execute(
    tx,
  )
}
