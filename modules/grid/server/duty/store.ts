import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Duty, ObjectGroup, SeatOnDay } from '../../model/coverage.ts'

export interface DutyRow extends Duty {
  seatTitle: string
  bodyName: string
  holders: string[]
  gridName: string
  commitmentSignedOn: string | null
  fromOn: string
  toOn: string | null
}

const onDay = (on: string): RawBuilder<boolean> =>
  sql<boolean>`d.from_on <= ${on} and (d.to_on is null or d.to_on >= ${on})`

const holdersOn = (on: string) => sql`coalesce((
  select array_agg(p.name order by h.from_on) from seat_holding h join person p on p.id = h.person_id
  where h.seat_id = d.seat_id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})), '{}') as holders`

const columns = (on: string) => sql`
  d.id, d.seat_id, s.title as seat_title, b.name as body_name, ${holdersOn(on)}, d.grid_code,
  (select g.name from grid_node g where g.code = d.grid_code) as grid_name, d.layer, d.role, d.businesses, d.object_class,
  d.regulator_classes, d.commitment_signed_on, d.from_on, d.to_on`

/** Duties at one node on a day. */
export async function listDutiesAt(
  tx: Tx,
  scope: Scope,
  gridCode: string,
  layer: string,
  on: string,
): Promise<DutyRow[]> {
  const found = await sql<DutyRow>`
    select ${columns(on)} from duty d join seat s on s.id = d.seat_id join body b on b.id = s.body_id
    where d.grid_code = ${gridCode} and d.grid_code >= ${scope.gridFrom} and d.grid_code < ${scope.gridTo}
      and d.layer = ${layer} and ${onDay(on)}
    order by array_position(array['main', 'deputy', 'specific', 'officer', 'grid_staff'], d.role), s.title`.execute(tx)
  return found.rows
}

/** Duties that may answer for something in a subtree: those in it and those on the path above it. */
export async function listDutiesFor(tx: Tx, prefix: string, layer: string | null, on: string): Promise<DutyRow[]> {
  const found = await sql<DutyRow>`
    select ${columns(on)} from duty d join seat s on s.id = d.seat_id join body b on b.id = s.body_id
    where (starts_with(d.grid_code, ${prefix}) or starts_with(${prefix}, d.grid_code)) and ${onDay(on)}
      ${layer ? sql`and d.layer = ${layer}` : sql``}`.execute(tx)
  return found.rows
}

/** Businesses each of these seats is authorised for on a day. */
export async function listAuthorised(tx: Tx, seatIds: string[], on: string): Promise<Map<string, Set<string>>> {
  const found = await sql<{ seatId: string; businesses: string[] }>`
    select d.seat_id, array_agg(distinct name) as businesses from seat_authorization d, unnest(d.businesses) name
    where d.seat_id = any(${seatIds}::uuid[]) and ${onDay(on)} group by d.seat_id`.execute(tx)
  return new Map(found.rows.map((row) => [row.seatId, new Set(row.businesses)]))
}

/** Seats as coverage sees them, out of duty rows and authorisations. */
export function seatsOf(
  duties: readonly DutyRow[],
  authorised: ReadonlyMap<string, Set<string>>,
): Map<string, SeatOnDay> {
  return new Map(
    duties.map((duty) => [
      duty.seatId,
      {
        id: duty.seatId,
        title: duty.seatTitle,
        bodyName: duty.bodyName,
        holders: duty.holders,
        authorised: authorised.get(duty.seatId) ?? new Set<string>(),
      },
    ]),
  )
}

/** Supervised objects in a subtree, gathered by what matters for coverage. */
export async function listObjectGroups(tx: Tx, scope: Scope, prefix: string, on: string): Promise<ObjectGroup[]> {
  const within = (column: string) =>
    sql`starts_with(${sql.ref(column)}, ${prefix}) and ${sql.ref(column)} >= ${scope.gridFrom} and ${sql.ref(column)} < ${scope.gridTo}`
  const found = await sql<ObjectGroup>`
    select e.grid_code, 'B' as object_class, e.regulator_classes, count(*) as count from supervised_enterprise e
    where ${within('e.grid_code')} group by 1, 3
    union all
    select p.grid_code, 'C', '{}', count(*) from supervised_place p
    where ${within('p.grid_code')} and p.from_on <= ${on} and (p.to_on is null or p.to_on >= ${on}) group by 1
    union all
    select g.parent_code, 'A', '{}', count(*) from grid_node g
    where ${within('g.code')} and g.code <> ${prefix} and g.level in ('county', 'town', 'village') and g.valid_to is null group by 1`.execute(
    tx,
  )
  return found.rows
}

export async function insertDuties(
  tx: Tx,
  rows: (Duty & { commitmentSignedOn: string | null; fromOn: string })[],
): Promise<void> {
  await sql`
    insert into duty (id, seat_id, grid_code, layer, role, businesses, object_class, regulator_classes, commitment_signed_on, from_on)
    select x.id, x."seatId", x."gridCode", x.layer, x.role, x.businesses, x."objectClass", x."regulatorClasses", x."commitmentSignedOn", x."fromOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "seatId" uuid, "gridCode" text, layer text, role text,
      businesses text[], "objectClass" text, "regulatorClasses" text[], "commitmentSignedOn" date, "fromOn" date)`.execute(
    tx,
  )
}

/** Ends a duty on a day; false when there is no open one inside the scope. */
export async function endDuty(tx: Tx, scope: Scope, id: string, lastDay: string): Promise<boolean> {
  const done = await sql`
    update duty d set to_on = ${lastDay} where d.id = ${id} and d.to_on is null
      and d.grid_code >= ${scope.gridFrom} and d.grid_code < ${scope.gridTo}`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Grid of a seat inside the scope; undefined when the seat is not there. */
export async function findSeatGrid(tx: Tx, scope: Scope, seatId: string): Promise<string | undefined> {
  const found = await sql<{ gridCode: string }>`
    select s.grid_code from seat s where s.id = ${seatId} and s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo}`.execute(
    tx,
  )
  return found.rows[0]?.gridCode
}

export async function insertAuthorization(
  tx: Tx,
  row: { id: string; seatId: string; businesses: string[]; basis: string; fromOn: string; toOn: string | null },
): Promise<void> {
  await sql`
    insert into seat_authorization (id, seat_id, businesses, basis, from_on, to_on)
    values (${row.id}, ${row.seatId}, ${row.businesses}, ${row.basis}, ${row.fromOn}, ${row.toOn})`.execute(tx)
}

export interface SupportRow {
  headcountNeeded: number
  headcount: number
  equipment: string[]
  workRules: string | null
}

export async function findSupport(tx: Tx, gridCode: string, layer: string): Promise<SupportRow | null> {
  const found = await sql<SupportRow>`
    select headcount_needed, headcount, equipment, work_rules from grid_support where grid_code = ${gridCode} and layer = ${layer}`.execute(
    tx,
  )
  return found.rows[0] ?? null
}

export async function upsertSupport(tx: Tx, gridCode: string, layer: string, row: SupportRow): Promise<void> {
  await sql`
    insert into grid_support (grid_code, layer, headcount_needed, headcount, equipment, work_rules)
    values (${gridCode}, ${layer}, ${row.headcountNeeded}, ${row.headcount}, ${JSON.stringify(row.equipment)}, ${row.workRules})
    on conflict (grid_code, layer) do update set headcount_needed = excluded.headcount_needed, headcount = excluded.headcount,
      equipment = excluded.equipment, work_rules = excluded.work_rules, updated_at = now()`.execute(tx)
}

export async function listMechanisms(tx: Tx, gridCode: string, layer: string, on: string): Promise<string[]> {
  const found = await sql<{ network: string }>`
    select network from grid_mechanism where grid_code = ${gridCode} and layer = ${layer} and in_force_on <= ${on}`.execute(
    tx,
  )
  return found.rows.map(({ network }) => network)
}

export async function upsertMechanism(
  tx: Tx,
  gridCode: string,
  row: { layer: string; network: string; rule: string; inForceOn: string },
): Promise<void> {
  await sql`
    insert into grid_mechanism (grid_code, layer, network, rule, in_force_on)
    values (${gridCode}, ${row.layer}, ${row.network}, ${row.rule}, ${row.inForceOn})
    on conflict (grid_code, layer, network) do update set rule = excluded.rule, in_force_on = excluded.in_force_on`.execute(
    tx,
  )
}

/** Objects directly at a node, by class. */
export async function countDirectObjects(
  tx: Tx,
  gridCode: string,
  on: string,
): Promise<{ children: number; enterprises: number; places: number }> {
  const found = await sql<{ children: number; enterprises: number; places: number }>`
    select (select count(*) from grid_node where parent_code = ${gridCode} and valid_to is null) as children,
           coalesce((select enterprises from grid_tally where grid_code = ${gridCode}), 0) as enterprises,
           (select count(*) from supervised_place p where starts_with(p.grid_code, ${gridCode}) and p.from_on <= ${on}
              and (p.to_on is null or p.to_on >= ${on})) as places`.execute(tx)
  return found.rows[0] as { children: number; enterprises: number; places: number }
}

export async function countChildrenWithoutBoundary(tx: Tx, gridCode: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from grid_node where parent_code = ${gridCode} and geometry is null and valid_to is null`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** Regulator classes of an enterprise, as the register declares them. */
export async function findRegulatorClasses(tx: Tx, objectId: string): Promise<string[]> {
  const found = await sql<{ regulatorClasses: string[] }>`
    select regulator_classes from supervised_enterprise where id = ${objectId}`.execute(tx)
  return found.rows[0]?.regulatorClasses ?? []
}
