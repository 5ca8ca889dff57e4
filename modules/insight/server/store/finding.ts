import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { DrawRecord } from '#modules/inspection/model/draw.ts'
import type { ComparisonData, PartedBy } from '../../model/schema.ts'
import { isOfPart } from './part.ts'

/** An enterprise an order may take: what it is called and what is expected of one check there. */
export interface Framed {
  id: string
  name: string
  expected: number
  reasons: string[]
}

export interface FindingRow {
  id: string
  gridCode: string
  partedBy: PartedBy
  class: string
  category: string
  asOf: string
  fromOn: string
  toOn: string
  comparisons: ComparisonData[]
  tested: number
  state: 'open' | 'accepted' | 'ignored' | 'closed'
  toldAt: Date
  closedOn: string | null
  decidedBy: string | null
  decidedAt: Date | null
  ignoredWhy: string | null
  acceptanceId: string | null
  road: 'task' | 'plan' | null
  caseId: string | null
  acceptedOn: string | null
  dueOn: string | null
  rankedBy: string
  frameSize: number
  entrustedTo: string | null
  entrustedBy: string | null
  entrustedAt: Date | null
  entrustedWords: string | null
  entrustedDue: string | null
}

/** A finding with what its order is drawn from. */
export interface FindingWhole extends FindingRow {
  frame: { rankedBy: string; enterprises: Framed[] }
  commitment: string
  secret: string
  draw: DrawRecord | null
  leftOut: LeftOut[]
}

/** An enterprise kept out of an order, and why. */
export interface LeftOut {
  objectId: string
  why: string
}

const columns = sql`f.id, f.grid_code, f.parted_by, f.class, f.category, f.as_of::text, f.from_on::text, f.to_on::text, f.comparisons, f.tested,
  f.state, f.told_at, f.closed_on::text, f.decided_by, f.decided_at, f.ignored_why,
  f.acceptance_id, f.road, f.case_id, f.accepted_on::text, f.due_on::text, f.frame->>'rankedBy' as ranked_by,
  jsonb_array_length(f.frame->'enterprises') as frame_size,
  f.entrusted_to, f.entrusted_by, f.entrusted_at, f.entrusted_words, f.entrusted_due::text`

/** Findings are about a place; enterprises see none. */
const inPlace = (scope: Scope): RawBuilder<boolean> => inScope(scope, 'f', 'id')

/** Findings of a scope: open ones first, then those accepted, ignored, closed; the newest first. At most 500. */
export async function listFindings(
  tx: Tx,
  scope: Scope,
  { state, grid }: { state?: string | undefined; grid?: string | undefined },
): Promise<FindingRow[]> {
  const bounds = grid ? narrow(scope, grid) : scope
  const found = await sql<FindingRow>`
    select ${columns} from insight_finding f where ${inPlace(bounds)} and (${state ?? null}::text is null or f.state = ${state ?? null})
    order by array_position(array['open', 'accepted', 'ignored', 'closed'], f.state), f.told_at desc, f.id limit 500`.execute(
    tx,
  )
  return found.rows
}

export async function findFinding(
  tx: Tx,
  scope: Scope,
  id: string,
  forUpdate = false,
): Promise<FindingWhole | undefined> {
  const lock = forUpdate ? sql`for update` : sql``
  const found = await sql<FindingWhole>`
    select ${columns}, f.frame, f.commitment, f.secret, f.draw, f.left_out from insight_finding f
    where f.id = ${id} and ${inPlace(scope)} ${lock}`.execute(tx)
  return found.rows[0]
}

/** A finding as it is told; what is decided of it follows. */
export type NewFinding = Pick<
  FindingWhole,
  'id' | 'gridCode' | 'partedBy' | 'class' | 'category' | 'asOf' | 'fromOn' | 'toOn' | 'comparisons' | 'tested'
> &
  Pick<FindingWhole, 'frame' | 'commitment' | 'secret'>

/** Tells a finding unless it stands open already. @returns whether it is new */
export async function insertFinding(tx: Tx, one: NewFinding): Promise<boolean> {
  const done = await sql`
    insert into insight_finding (id, grid_code, parted_by, class, category, as_of, from_on, to_on, comparisons, tested, frame,
      commitment, secret)
    values (${one.id}, ${one.gridCode}, ${one.partedBy}, ${one.class}, ${one.category}, ${one.asOf}, ${one.fromOn}, ${one.toOn},
      ${JSON.stringify(one.comparisons)}, ${one.tested}, ${JSON.stringify(one.frame)}, ${one.commitment}, ${one.secret})
    on conflict (grid_code, parted_by, class, category) where state = 'open' do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Brings the figures of an open finding up to a day; who is drawn from stays what was bound. */
export async function refreshFinding(
  tx: Tx,
  id: string,
  one: Pick<NewFinding, 'asOf' | 'fromOn' | 'toOn' | 'comparisons' | 'tested'>,
): Promise<void> {
  await sql`
    update insight_finding set as_of = ${one.asOf}, from_on = ${one.fromOn}, to_on = ${one.toOn},
      comparisons = ${JSON.stringify(one.comparisons)}, tested = ${one.tested}
    where id = ${id} and state = 'open'`.execute(tx)
}

export async function closeFinding(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update insight_finding set state = 'closed', closed_on = ${on} where id = ${id} and state = 'open'`.execute(
    tx,
  )
}

/** Keys of what was told since a day, in whatever state it is. */
export async function listTold(tx: Tx, scope: Scope, since: string): Promise<FindingRow[]> {
  const found = await sql<FindingRow>`
    select ${columns} from insight_finding f
    where ${inPlace(scope)} and (f.state = 'open' or (f.told_at at time zone 'Asia/Shanghai')::date > ${since}::date)`.execute(
    tx,
  )
  return found.rows
}

export async function ignoreFinding(tx: Tx, id: string, by: string, why: string): Promise<void> {
  await sql`
    update insight_finding set state = 'ignored', decided_by = ${by}, decided_at = now(), ignored_why = ${why}
    where id = ${id}`.execute(tx)
}

/** Notes to whom a leader handed a finding, with what word and until when. */
export async function entrustFinding(
  tx: Tx,
  id: string,
  given: { seatId: string; to: string; by: string; words: string; dueOn: string },
): Promise<void> {
  await sql`
    update insight_finding set entrusted_seat = ${given.seatId}, entrusted_to = ${given.to}, entrusted_by = ${given.by},
      entrusted_at = now(), entrusted_words = ${given.words}, entrusted_due = ${given.dueOn}
    where id = ${id} and state = 'open'`.execute(tx)
}

export interface Acceptance {
  id: string
  by: string
  road: 'task' | 'plan'
  caseId: string
  acceptedOn: string
  dueOn: string
  draw: DrawRecord
  leftOut: readonly LeftOut[]
}

export async function acceptFinding(tx: Tx, id: string, given: Acceptance): Promise<void> {
  await sql`
    update insight_finding set state = 'accepted', decided_by = ${given.by}, decided_at = now(), acceptance_id = ${given.id},
      road = ${given.road}, case_id = ${given.caseId}, accepted_on = ${given.acceptedOn}, due_on = ${given.dueOn},
      draw = ${JSON.stringify(given.draw)},
      left_out = ${JSON.stringify(given.leftOut)}
    where id = ${id}`.execute(tx)
}

export interface ArmRow {
  objectId: string
  arm: 'rank' | 'control'
  expected: number
}

export async function insertArms(tx: Tx, findingId: string, gridCode: string, rows: readonly ArmRow[]): Promise<void> {
  await sql`
    insert into insight_arm (finding_id, object_id, grid_code, arm, expected)
    select ${findingId}, x."objectId", ${gridCode}, x.arm, x.expected
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("objectId" uuid, arm text, expected numeric)`.execute(
    tx,
  )
}

export interface OutcomeRow extends ArmRow {
  findingId: string
  name: string
  gridCode: string
  checks: number
  hazards: number
  sameCategory: number
}

/**
 * What came of the enterprises of accepted findings, from the day of acceptance to the end of the term: days on which somebody
 * checked there (an inspection on site, or the report of the task), and hazards offices found.
 */
export async function listOutcomes(tx: Tx, scope: Scope, findingIds: readonly string[]): Promise<OutcomeRow[]> {
  const found = await sql<OutcomeRow>`
    select f.id as finding_id, a.object_id, e.name, e.grid_code, a.arm, a.expected::float8 as expected,
      (select count(distinct d.on_day)::int from (
        select v.visited_on as on_day from inspection_visit v
        where v.object_id = a.object_id and v.visited_on between f.accepted_on and f.due_on
        union select t.done_on from task_result t
        where t.object_id = a.object_id and t.root_id = f.case_id and t.done_on between f.accepted_on and f.due_on) d) as checks,
      h.hazards, h.same_category
    from insight_finding f join insight_arm a on a.finding_id = f.id join supervised_enterprise e on e.id = a.object_id
    cross join lateral (
      select count(*)::int as hazards, count(*) filter (where h.category = f.category)::int as same_category
      from hazard_history h where h.object_id = a.object_id and not h.self_found
        and h.found_on between f.accepted_on and f.due_on) h
    where f.id = any(${findingIds}::uuid[]) and f.state = 'accepted' and ${inPlace(scope)} and ${inScope(scope, 'e', 'id')}
    order by e.name, a.object_id`.execute(tx)
  return found.rows
}

/** Checks that found hazards of a category most often in a period, at enterprises of a part. */
export async function countChecks(
  tx: Tx,
  scope: Scope,
  about: { gridCode: string; partedBy: PartedBy; class: string; category: string; from: string; to: string },
): Promise<{ code: string; found: number }[]> {
  const found = await sql<{ code: string; found: number }>`
    select h.item_code as code, count(*)::int as found
    from hazard_history h join supervised_enterprise e on e.id = h.object_id join enterprise_parting p on p.id = e.id
    where ${inScope(scope, 'h', 'object_id')} and starts_with(h.grid_code, ${about.gridCode}) and h.category = ${about.category}
      and not h.self_found and h.item_code is not null and h.found_on between ${about.from} and ${about.to}
      and ${isOfPart(about)}
    group by 1 order by 2 desc, 1 limit 12`.execute(tx)
  return found.rows
}

/** Where some enterprises lie, of those that are at work inside a scope. */
export async function listPlaces(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<{ id: string; name: string; gridCode: string }[]> {
  const found = await sql<{ id: string; name: string; gridCode: string }>`
    select e.id, e.name, e.grid_code from supervised_enterprise e
    where e.id = any(${ids}::uuid[]) and ${inScope(scope, 'e', 'id')} and e.operating_state not in ('closed', 'moved')`.execute(
    tx,
  )
  return found.rows
}

/** An enterprise that turned out to be another gives its place in an order to it, unless that has one already. */
export async function giveArms(tx: Tx, fromId: string, into: { id: string }): Promise<void> {
  await sql`
    insert into insight_arm (finding_id, object_id, grid_code, arm, expected)
    select finding_id, ${into.id}, grid_code, arm, expected from insight_arm where object_id = ${fromId}
    on conflict do nothing`.execute(tx)
}
