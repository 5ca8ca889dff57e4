import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { endOfSubtree, type Scope } from '#kernel/scope/scope.ts'
import type { PlanInput, PlanResult } from '../../model/boundary-plan.ts'
import type { GridKind, GridLevel } from '../../model/codes.ts'

/** A node with its boundary, as plans see it. */
export interface NodeState {
  code: string
  name: string
  level: GridLevel
  parentCode: string | null
  kind: GridKind
  geometry: Area | null
  source: 'demo' | 'imported' | 'drawn' | null
  /** The same for the same geometry. */
  print: string
  version: number
}

const columns = sql`g.code, g.name, g.level, g.parent_code, g.kind, g.geometry, g.geometry_source as source,
  coalesce(md5(g.geometry::text), '') as print, g.version`

/** Standing nodes with these codes. Names and shapes of nodes are public inside the administration: no scope. */
export async function listNodes(tx: Tx, codes: readonly string[]): Promise<NodeState[]> {
  const found = await sql<NodeState>`
    select ${columns} from grid_node g where g.code = any(${codes}) and g.valid_to is null order by g.code`.execute(tx)
  return found.rows
}

/** Standing children of these nodes, by code. No scope: a boundary lies beside its neighbours, whosever they are. */
export async function listChildNodes(tx: Tx, parents: readonly string[]): Promise<NodeState[]> {
  const found = await sql<NodeState>`
    select ${columns} from grid_node g where g.parent_code = any(${parents}) and g.valid_to is null order by g.code`.execute(
    tx,
  )
  return found.rows
}

/** Standing nodes of a subtree inside the scope, those with a boundary only. */
export async function listDrawnSubtree(tx: Tx, scope: Scope, prefix: string): Promise<NodeState[]> {
  const found = await sql<NodeState>`
    select ${columns} from grid_node g
    where g.code >= ${prefix} and g.code < ${endOfSubtree(prefix)} and g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo}
      and g.geometry is not null and g.valid_to is null order by g.code`.execute(tx)
  return found.rows
}

/** Standing nodes inside the scope whose box holds a point, the deepest first. */
export async function listAround(tx: Tx, scope: Scope, lng: number, lat: number): Promise<NodeState[]> {
  const found = await sql<NodeState>`
    select ${columns} from grid_node g
    where g.west <= ${lng} and g.east >= ${lng} and g.south <= ${lat} and g.north >= ${lat}
      and g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo} and g.geometry is not null and g.valid_to is null
    order by length(g.code) desc, g.code`.execute(tx)
  return found.rows
}

/** Codes of all children a node ever had: retired ones are not given again. */
export async function listCodesEver(tx: Tx, parent: string): Promise<string[]> {
  const found = await sql<{ code: string }>`select code from grid_node where parent_code = ${parent}`.execute(tx)
  return found.rows.map(({ code }) => code)
}

/** Locks nodes in code order and answers their versions; retired ones are left out. */
export async function lockNodes(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
  const found = await sql<{ code: string; version: number }>`
    select code, version from grid_node where code = any(${codes}) and valid_to is null order by code for update`.execute(
    tx,
  )
  return new Map(found.rows.map(({ code, version }) => [code, version]))
}

export async function insertNodes(
  tx: Tx,
  rows: { code: string; name: string; level: GridLevel; parentCode: string; kind: GridKind }[],
  validFrom: string,
): Promise<void> {
  await sql`
    insert into grid_node (code, name, level, parent_code, kind, valid_from)
    select x.code, x.name, x.level, x."parentCode", x.kind, ${validFrom}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(code text, name text, level text, "parentCode" text, kind text)`.execute(
    tx,
  )
}

export interface NewShape {
  code: string
  name: string
  geometry: Area
  bbox: readonly number[]
  label: readonly number[]
}

/** Gives nodes a name and a boundary and raises their version. */
/** Writes boundaries; a shape that only followed its parent keeps saying where it came from. */
export async function updateShapes(
  tx: Tx,
  shapes: readonly (NewShape & { follows: boolean })[],
  source: string,
): Promise<void> {
  await sql`
    update grid_node g set name = x.name, geometry = x.geometry, geometry_source = case when x.follows then g.geometry_source else ${source} end,
      version = g.version + 1,
      west = (x.bbox->>0)::float8, south = (x.bbox->>1)::float8, east = (x.bbox->>2)::float8, north = (x.bbox->>3)::float8,
      label_lng = (x.label->>0)::float8, label_lat = (x.label->>1)::float8
    from jsonb_to_recordset(${JSON.stringify(shapes)}::jsonb) as x(code text, name text, geometry jsonb, bbox jsonb, label jsonb, follows boolean)
    where g.code = x.code`.execute(tx)
}

/** Renames a node whose boundary is not drawn. */
export async function updateName(tx: Tx, code: string, name: string): Promise<void> {
  await sql`update grid_node set name = ${name}, version = version + 1 where code = ${code}`.execute(tx)
}

export async function retireNodes(tx: Tx, codes: readonly string[], validTo: string): Promise<void> {
  await sql`update grid_node set valid_to = ${validTo}, version = version + 1 where code = any(${codes})`.execute(tx)
}

export interface ChangeRow {
  id: string
  gridCode: string
  kind: 'boundary' | 'renamed' | 'split' | 'merged' | 'created' | 'retired'
  before: unknown
  after: unknown
}

export async function insertChanges(
  tx: Tx,
  rows: readonly ChangeRow[],
  why: { reason: string; documentNumber: string | null; accountId: string },
): Promise<void> {
  await sql`
    insert into grid_change (id, grid_code, kind, before, after, document_number, reason, account_id)
    select x.id, x."gridCode", x.kind, x.before, x.after, ${why.documentNumber}, ${why.reason}, ${why.accountId}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, kind text, before jsonb, after jsonb)`.execute(
    tx,
  )
}

export interface KeptChange extends ChangeRow {
  documentNumber: string | null
  reason: string | null
  by: string | null
  at: Date
}

/** Changes of one node, the newest first. The caller has found the node in the scope. */
export async function listChanges(tx: Tx, code: string, limit: number): Promise<KeptChange[]> {
  const found = await sql<KeptChange>`
    select c.id, c.grid_code, c.kind, c.before, c.after, c.document_number, c.reason, c.at,
      (select p.name from account a join person p on p.id = a.person_id where a.id = c.account_id) as by
    from grid_change c where c.grid_code = ${code} order by c.at desc, c.id desc limit ${limit}`.execute(tx)
  return found.rows
}

/** A supervised object with the grid it is in and where it lies. */
export interface Located {
  id: string
  name: string
  gridCode: string
  lng: number | null
  lat: number | null
}

/** Enterprises in any of these subtrees, inside the scope. */
export async function listEnterprises(tx: Tx, scope: Scope, prefixes: readonly string[]): Promise<Located[]> {
  const found = await sql<Located>`
    select e.id, e.name, e.grid_code, e.lng, e.lat from supervised_enterprise e
    where exists (select from unnest(${prefixes}::text[]) p where starts_with(e.grid_code, p))
      and e.grid_code >= ${scope.gridFrom} and e.grid_code < ${scope.gridTo} order by e.grid_code, e.id`.execute(tx)
  return found.rows
}

/** How many of these enterprises are not in the grid they should be in by now, and how many still are in a retired one. */
export async function countLeftBehind(
  tx: Tx,
  moves: readonly { objectId: string; to: string }[],
  retired: readonly string[],
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from supervised_enterprise e
      left join jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as x("objectId" uuid, "to" text) on x."objectId" = e.id
    where e.grid_code <> x."to" or e.grid_code = any(${retired})`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Places of class C in any of these subtrees that have not ended, inside the scope. */
export async function listPlacesIn(tx: Tx, scope: Scope, prefixes: readonly string[], on: string): Promise<Located[]> {
  const found = await sql<Located>`
    select e.id, e.name, e.grid_code, e.lng, e.lat from supervised_place e
    where exists (select from unnest(${prefixes}::text[]) p where starts_with(e.grid_code, p))
      and e.grid_code >= ${scope.gridFrom} and e.grid_code < ${scope.gridTo} and (e.to_on is null or e.to_on >= ${on})
    order by e.grid_code, e.id`.execute(tx)
  return found.rows
}

export async function movePlaces(tx: Tx, moves: readonly { id: string; to: string }[]): Promise<void> {
  await sql`
    update supervised_place p set grid_code = x."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as x(id uuid, "to" text) where p.id = x.id`.execute(tx)
}

export interface DutyAt {
  id: string
  seatId: string
  seatTitle: string
  bodyName: string
  layer: string
  role: string
  gridCode: string
  gridName: string
  businesses: string[] | null
  objectClass: string | null
  regulatorClasses: string[] | null
  commitmentSignedOn: string | null
  fromOn: string
  toOn: string | null
}

/** Duties at these nodes that have not ended before a day, inside the scope. */
export async function listDutiesOn(tx: Tx, scope: Scope, codes: readonly string[], on: string): Promise<DutyAt[]> {
  const found = await sql<DutyAt>`
    select d.id, d.seat_id, s.title as seat_title, b.name as body_name, d.layer, d.role, d.grid_code,
      (select g.name from grid_node g where g.code = d.grid_code) as grid_name, d.businesses, d.object_class,
      d.regulator_classes, d.commitment_signed_on, d.from_on, d.to_on
    from duty d join seat s on s.id = d.seat_id join body b on b.id = s.body_id
    where d.grid_code = any(${codes}) and (d.to_on is null or d.to_on >= ${on})
      and d.grid_code >= ${scope.gridFrom} and d.grid_code < ${scope.gridTo}
    order by d.grid_code, d.layer, d.role, d.id`.execute(tx)
  return found.rows
}

export interface SeatAt {
  id: string
  title: string
  bodyName: string
  gridCode: string
  gridName: string
}

/** Seats that stand at these nodes on a day, inside the scope. */
export async function listSeatsOn(tx: Tx, scope: Scope, codes: readonly string[], on: string): Promise<SeatAt[]> {
  const found = await sql<SeatAt>`
    select s.id, s.title, b.name as body_name, s.grid_code,
      (select g.name from grid_node g where g.code = s.grid_code) as grid_name
    from seat s join body b on b.id = s.body_id
    where s.grid_code = any(${codes}) and (s.to_on is null or s.to_on >= ${on})
      and s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo} order by s.grid_code, s.title, s.id`.execute(
    tx,
  )
  return found.rows
}

/** Ends duties on a day, or on their first day if that is later. */
export async function endDuties(tx: Tx, ids: readonly string[], lastDay: string): Promise<void> {
  await sql`update duty set to_on = greatest(from_on, ${lastDay}::date) where id = any(${ids}::uuid[])`.execute(tx)
}

export async function insertDuties(tx: Tx, rows: readonly DutyAt[]): Promise<void> {
  await sql`
    insert into duty (id, seat_id, grid_code, layer, role, businesses, object_class, regulator_classes, commitment_signed_on, from_on, to_on)
    select x.id, x."seatId", x."gridCode", x.layer, x.role, x.businesses, x."objectClass", x."regulatorClasses",
      x."commitmentSignedOn", x."fromOn", x."toOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "seatId" uuid, "gridCode" text, layer text, role text,
      businesses text[], "objectClass" text, "regulatorClasses" text[], "commitmentSignedOn" date, "fromOn" date, "toOn" date)`.execute(
    tx,
  )
}

export interface PlanRow {
  id: string
  gridCode: string
  kind: PlanInput['kind']
  source: 'drawn' | 'imported'
  input: PlanInput
  result: PlanResult
  gridName: string
  baseVersions: Record<string, number>
  authorId: string
  authorName: string
  createdAt: Date
  expiresAt: Date
  appliedAt: Date | null
  reason: string | null
  documentNumber: string | null
}

const planColumns = sql`p.id, p.grid_code, p.kind, p.source, p.input, p.result, p.base_versions, p.author_id, p.author_name,
  p.created_at, p.expires_at, p.applied_at, p.reason, p.document_number,
  (select g.name from grid_node g where g.code = p.grid_code) as grid_name`

/** Outlines of what a plan touches, as they were and as they would be. */
export interface PlanShapes {
  before: PlanShape[]
  after: PlanShape[]
}

export interface PlanShape {
  code: string
  name: string
  level: GridLevel
  geometry: Area
}

export async function insertPlan(
  tx: Tx,
  row: Pick<
    PlanRow,
    'id' | 'gridCode' | 'kind' | 'source' | 'input' | 'result' | 'baseVersions' | 'authorId' | 'authorName'
  > & {
    shapes: PlanShapes
    expiresAt: Date
  },
): Promise<void> {
  await sql`
    insert into grid_plan (id, grid_code, kind, source, input, result, shapes, base_versions, author_id, author_name, expires_at)
    values (${row.id}, ${row.gridCode}, ${row.kind}, ${row.source}, ${JSON.stringify(row.input)}, ${JSON.stringify(row.result)},
      ${JSON.stringify(row.shapes)}, ${JSON.stringify(row.baseVersions)}, ${row.authorId}, ${row.authorName}, ${row.expiresAt})`.execute(
    tx,
  )
}

/** The outlines of a plan inside the scope. */
export async function findPlanShapes(tx: Tx, scope: Scope, id: string): Promise<PlanShapes | undefined> {
  const found = await sql<{ shapes: PlanShapes }>`
    select p.shapes from grid_plan p
    where p.id = ${id} and p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]?.shapes
}

/** A plan inside the scope. */
export async function findPlan(tx: Tx, scope: Scope, id: string): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select ${planColumns} from grid_plan p
    where p.id = ${id} and p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]
}

/** A plan inside the scope, locked: two who apply it at once come one after the other. */
export async function lockPlan(tx: Tx, scope: Scope, id: string): Promise<PlanRow | undefined> {
  const found = await sql<PlanRow>`
    select ${planColumns} from grid_plan p
    where p.id = ${id} and p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo} for update`.execute(tx)
  return found.rows[0]
}

export interface PlanLine {
  id: string
  gridCode: string
  kind: PlanInput['kind']
  source: 'drawn' | 'imported'
  applicable: boolean
  gridName: string
  /** Name of the first node it changes. */
  subject: string
  enterprises: number
  authorId: string
  authorName: string
  createdAt: Date
  expiresAt: Date
  appliedAt: Date | null
}

/** The newest plans below a node inside the scope, without their content. */
export async function listPlans(tx: Tx, scope: Scope, under: string, limit: number): Promise<PlanLine[]> {
  const found = await sql<PlanLine>`
    select p.id, p.grid_code, p.kind, p.source, (p.result->>'applicable')::boolean as applicable,
      (p.result#>>'{enterprises,total}')::int as enterprises,
      coalesce(p.result#>>'{retired,0,name}', p.result#>>'{changed,0,name}') as subject, p.author_id, p.author_name, p.created_at, p.expires_at, p.applied_at,
      (select g.name from grid_node g where g.code = p.grid_code) as grid_name
    from grid_plan p where p.grid_code >= ${scope.gridFrom} and p.grid_code < ${scope.gridTo} and starts_with(p.grid_code, ${under})
    order by p.created_at desc, p.id desc limit ${limit}`.execute(tx)
  return found.rows
}

export async function markApplied(
  tx: Tx,
  id: string,
  done: { accountId: string; reason: string; documentNumber: string | null; result: PlanResult; shapes: PlanShapes },
): Promise<void> {
  await sql`
    update grid_plan set applied_at = now(), applied_by = ${done.accountId}, reason = ${done.reason},
      document_number = ${done.documentNumber}, result = ${JSON.stringify(done.result)},
      shapes = ${JSON.stringify(done.shapes)} where id = ${id}`.execute(tx)
}
