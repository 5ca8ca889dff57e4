import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { placeKinds, responsibilityKinds } from '../../model/boundary-objects.ts'

export interface PlaceRow {
  id: string
  kind: keyof typeof placeKinds
  name: string
  gridCode: string
  address: string | null
  lng: number | null
  lat: number | null
  principal: string | null
  fromOn: string
  toOn: string | null
}

export interface PlaceLine extends PlaceRow {
  gridName: string
}

const placeColumns = sql`p.id, p.kind, p.name, p.grid_code, p.address, p.lng, p.lat, p.principal, p.from_on, p.to_on,
  (select g.name from grid_node g where g.code = p.grid_code) as grid_name`

export interface PlaceFilter {
  grid: string
  kind: string | null
  q: string
  on: string
}

const placesWhere = (scope: Scope, { grid, kind, q, on }: PlaceFilter) => sql`
  p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo} and starts_with(p.grid_code, ${grid})
  and (${kind}::text is null or p.kind = ${kind}) and strpos(p.name, ${q}) > 0
  and p.from_on <= ${on} and (p.to_on is null or p.to_on >= ${on})`

/** Places that stand on a day inside the scope, by grid and name. */
export async function listPlaces(
  tx: Tx,
  scope: Scope,
  filter: PlaceFilter,
  page: { after: [string, string, string] | null; limit: number },
): Promise<PlaceLine[]> {
  const after = page.after
  const found = await sql<PlaceLine>`
    select ${placeColumns} from supervised_place p where ${placesWhere(scope, filter)}
      ${after ? sql`and (p.grid_code, p.name, p.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql``}
    order by p.grid_code, p.name, p.id limit ${page.limit}`.execute(tx)
  return found.rows
}

export async function countPlaces(tx: Tx, scope: Scope, filter: PlaceFilter): Promise<number> {
  const found = await sql<{
    n: number
  }>`select count(*) as n from supervised_place p where ${placesWhere(scope, filter)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** A place inside the scope. */
export async function findPlace(tx: Tx, scope: Scope, id: string): Promise<PlaceLine | undefined> {
  const found = await sql<PlaceLine>`
    select ${placeColumns} from supervised_place p
    where p.id = ${id} and p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]
}

/** An open place of the same name in a grid inside the scope, other than the one with this id. */
export async function findNamesake(
  tx: Tx,
  scope: Scope,
  { id, name, gridCode }: Pick<PlaceRow, 'id' | 'name' | 'gridCode'>,
  on: string,
): Promise<PlaceLine | undefined> {
  const found = await sql<PlaceLine>`
    select ${placeColumns} from supervised_place p
    where p.name = ${name} and p.grid_code = ${gridCode} and p.id <> ${id} and (p.to_on is null or p.to_on >= ${on})
      and p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo} limit 1`.execute(tx)
  return found.rows[0]
}

/** Adds a place; false when the id is already there. */
export async function insertPlace(tx: Tx, row: Omit<PlaceRow, 'toOn'>): Promise<boolean> {
  const done = await sql`
    insert into supervised_place (id, kind, name, grid_code, address, lng, lat, principal, from_on)
    values (${row.id}, ${row.kind}, ${row.name}, ${row.gridCode}, ${row.address}, ${row.lng}, ${row.lat}, ${row.principal}, ${row.fromOn})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Ends an open row of one of the two tables; false when there is none inside the scope. */
export async function endObject(
  tx: Tx,
  scope: Scope,
  table: 'supervised_place' | 'responsibility_node',
  id: string,
  lastDay: string,
): Promise<boolean> {
  const done = await sql`
    update ${sql.table(table)} set to_on = ${lastDay} where id = ${id} and to_on is null
      and grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo}`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export interface ResponsibilityRow {
  id: string
  parentId: string | null
  name: string
  kind: keyof typeof responsibilityKinds
  creditCode: string | null
  objectId: string | null
  gridCode: string
  seatId: string | null
  fromOn: string
  toOn: string | null
}

export interface ResponsibilityLine extends ResponsibilityRow {
  depth: number
  gridName: string
  seatTitle: string | null
}

/**
 * Nodes that stand on a day inside the scope, each below its parent. A node whose head office lies in another county is
 * shown at the top: the head office is not.
 */
export async function listResponsibility(tx: Tx, scope: Scope, on: string): Promise<ResponsibilityLine[]> {
  const found = await sql<ResponsibilityLine>`
    with recursive seen as (
      select r.* from responsibility_node r
      where r.grid_code >= ${scope.gridFrom} and r.grid_code < ${scope.gridTo} and r.from_on <= ${on} and (r.to_on is null or r.to_on >= ${on})
    ), tree as (
      select s.*, 0 as depth, array[s.name || s.id::text] as path from seen s
      where s.parent_id is null or not exists (select from seen above where above.id = s.parent_id)
      union all
      select s.*, t.depth + 1, t.path || (s.name || s.id::text) from seen s join tree t on s.parent_id = t.id
    )
    select t.id, t.parent_id, t.depth, t.name, t.kind, t.credit_code, t.object_id, t.grid_code, t.seat_id, t.from_on, t.to_on,
      (select g.name from grid_node g where g.code = t.grid_code) as grid_name,
      (select s.title from seat s where s.id = t.seat_id) as seat_title
    from tree t order by t.path`.execute(tx)
  return found.rows
}

/** A node inside the scope, locked. */
export async function lockResponsibility(tx: Tx, scope: Scope, id: string): Promise<ResponsibilityRow | undefined> {
  const found = await sql<ResponsibilityRow>`
    select r.id, r.parent_id, r.name, r.kind, r.credit_code, r.object_id, r.grid_code, r.seat_id, r.from_on, r.to_on
    from responsibility_node r
    where r.id = ${id} and r.grid_code >= ${scope.gridFrom} and r.grid_code < ${scope.gridTo} for update`.execute(tx)
  return found.rows[0]
}

/** Where an enterprise stands inside the scope, with the unit above it, other than in the node with this id. */
export async function findStanding(
  tx: Tx,
  scope: Scope,
  objectId: string,
  id: string,
): Promise<{ name: string; gridName: string; above: string | null } | undefined> {
  const found = await sql<{ name: string; gridName: string; above: string | null }>`
    select r.name, (select g.name from grid_node g where g.code = r.grid_code) as grid_name,
      (select a.name from responsibility_node a where a.id = r.parent_id
        and a.grid_code >= ${scope.gridFrom} and a.grid_code < ${scope.gridTo}) as above
    from responsibility_node r
    where r.object_id = ${objectId} and r.to_on is null and r.id <> ${id}
      and r.grid_code >= ${scope.gridFrom} and r.grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]
}

/** Adds a node; false when the id is already there. */
export async function insertResponsibility(tx: Tx, row: Omit<ResponsibilityRow, 'toOn'>): Promise<boolean> {
  const done = await sql`
    insert into responsibility_node (id, parent_id, name, kind, credit_code, object_id, grid_code, seat_id, from_on)
    values (${row.id}, ${row.parentId}, ${row.name}, ${row.kind}, ${row.creditCode}, ${row.objectId}, ${row.gridCode}, ${row.seatId}, ${row.fromOn})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Nodes directly below one that have not ended by a day. */
export async function countOpenBelow(tx: Tx, id: string, on: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from responsibility_node where parent_id = ${id} and (to_on is null or to_on > ${on})`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** Whether an enterprise is there for this reader. */
export async function enterpriseStands(tx: Tx, id: string): Promise<boolean> {
  const found = await sql`select 1 from supervised_enterprise where id = ${id}`.execute(tx)
  return found.rows.length > 0
}
