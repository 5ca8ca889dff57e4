import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Flag, Follow, PatrolLevel } from '../model/codes.ts'
import type { PatrolFilterInput } from '../model/schema.ts'

/** An object that can be visited, as far as patrols want to know. */
export interface Subject {
  objectId: string
  kind: 'enterprise' | 'place'
  name: string
  gridCode: string
  address: string | null
  lng: number | null
  lat: number | null
  riskLevel: string | null
  hasMajorHazard: boolean
  openHazards: number
  openMajor: number
  /** Day of the last visit, of one level or of any. */
  lastOn: string | null
}

/** Enterprises that work and places of class C inside a scope, as a table `s`. */
const subjects = (scope: Scope): RawBuilder<unknown> => sql`(
  select e.id, 'enterprise'::text as kind, e.name, e.grid_code, e.address, e.lng, e.lat, e.risk_level, e.has_major_hazard
  from supervised_enterprise e where ${inScope(scope, 'e', 'id')} and e.operating_state not in ('closed', 'moved')
  union all
  select p.id, 'place', p.name, p.grid_code, p.address, p.lng, p.lat, null, false
  from standing_place p where ${inScope(scope, 'p', 'id')}) s`

const subjectColumns = sql`
  s.id as object_id, s.kind, s.name, s.grid_code, s.address, s.lng, s.lat, s.risk_level, s.has_major_hazard,
  coalesce(h.open, 0) as open_hazards, coalesce(h.major, 0) as open_major`

/** Everything to be visited in a grid with its last visit at a level. */
export async function listSubjects(tx: Tx, scope: Scope, level: PatrolLevel): Promise<Subject[]> {
  const found = await sql<Subject>`
    select ${subjectColumns}, last.visited_on::text as last_on
    from ${subjects(scope)} left join open_hazard h on h.object_id = s.id
    left join (
      select v.object_id, max(v.visited_on) as visited_on from patrol v
      where v.level = ${level} and v.withdrawn_at is null and ${inScope(scope, 'v', 'object_id')} group by v.object_id
    ) last on last.object_id = s.id
    order by s.grid_code, s.id`.execute(tx)
  return found.rows
}

/** One object with its last visit at a level; undefined outside the scope. */
export async function findSubject(tx: Tx, scope: Scope, id: string, level: PatrolLevel): Promise<Subject | undefined> {
  const [found] = await listSubjectsById(tx, scope, [id], level)
  return found
}

/** Some objects with their last visits at a level; those outside the scope are missing. */
export async function listSubjectsById(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
  level: PatrolLevel,
): Promise<Subject[]> {
  const found = await sql<Subject>`
    select ${subjectColumns}, (select max(v.visited_on)::text from patrol v
      where v.object_id = s.id and v.level = ${level} and v.withdrawn_at is null) as last_on
    from ${subjects(scope)} left join open_hazard h on h.object_id = s.id where s.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

export type PatrolOf = Pick<
  PatrolRow,
  'id' | 'objectId' | 'visitedOn' | 'officer' | 'seatTitle' | 'items' | 'findings' | 'note'
> & {
  total: number
}

/** Visits of each object that are read at most. */
const MOST_OF_OBJECT = 10

/** The last visits to some objects, of each the latest first; without those taken back. */
export async function listPatrolsOf(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<PatrolOf[]> {
  const found = await sql<PatrolOf>`
    select x.* from unnest(${objectIds}::uuid[]) o(id) cross join lateral (
      select count(*) over ()::int as total, v.id, v.object_id, v.visited_on::text, v.officer, v.seat_title, v.items, v.findings, v.note
      from patrol v
      where v.object_id = o.id and v.withdrawn_at is null and ${inScope(scope, 'v', 'object_id')}
      order by v.started_at desc, v.id desc limit ${MOST_OF_OBJECT}) x`.execute(tx)
  return found.rows
}

export interface NewPatrol {
  id: string
  objectId: string
  objectKind: 'enterprise' | 'place'
  objectName: string
  gridCode: string
  level: PatrolLevel
  seatId: string
  personId: string
  officer: string
  seatTitle: string
  bodyName: string
  visitedOn: string
  startedAt: string
  endedAt: string
  receivedAt: string
  lng: number | null
  lat: number | null
  accuracyM: number | null
  objectLng: number | null
  objectLat: number | null
  distanceM: number | null
  reason: string
  template: string | null
  items: number
  findings: number
  flags: readonly Flag[]
  note: string
  metBy: string
  signature: string | null
  photos: readonly string[]
}

/** Enters visits, few statements however many there are. @returns how many; one whose id is taken is left out */
export async function insertPatrols(tx: Tx, rows: readonly NewPatrol[]): Promise<number> {
  const done = await sql`
    insert into patrol (id, object_id, object_kind, object_name, grid_code, level, seat_id, person_id, officer, seat_title, body_name,
      visited_on, started_at, ended_at, received_at, lng, lat, accuracy_m, object_lng, object_lat, distance_m, reason, template,
      items, findings, flags, note, met_by, signature, photos)
    select x.id, x."objectId", x."objectKind", x."objectName", x."gridCode", x.level, x."seatId", x."personId", x.officer,
      x."seatTitle", x."bodyName", x."visitedOn", x."startedAt", x."endedAt", x."receivedAt", x.lng, x.lat, x."accuracyM",
      x."objectLng", x."objectLat", x."distanceM", x.reason, x.template, x.items, x.findings, x.flags, x.note, x."metBy",
      x.signature, x.photos
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "objectId" uuid, "objectKind" text, "objectName" text,
      "gridCode" text, level text, "seatId" uuid, "personId" uuid, officer text, "seatTitle" text, "bodyName" text,
      "visitedOn" date, "startedAt" timestamptz, "endedAt" timestamptz, "receivedAt" timestamptz, lng float8, lat float8,
      "accuracyM" float8, "objectLng" float8, "objectLat" float8, "distanceM" int, reason text, template text, items int,
      findings int, flags text[], note text, "metBy" text, signature uuid, photos uuid[])
    on conflict (id) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

export interface NewPatrolItem {
  patrolId: string
  seq: number
  gridCode: string
  code: string
  question: string
  result: string
  note: string
  photos: readonly string[]
  follow: Follow | null
  caseId: string | null
}

export async function insertItems(tx: Tx, rows: readonly NewPatrolItem[]): Promise<void> {
  await sql`
    insert into patrol_item (patrol_id, seq, grid_code, code, question, result, note, photos, follow, case_id)
    select x."patrolId", x.seq, x."gridCode", x.code, x.question, x.result, x.note, x.photos, x.follow, x."caseId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("patrolId" uuid, seq int, "gridCode" text, code text,
      question text, result text, note text, photos uuid[], follow text, "caseId" uuid)`.execute(tx)
}

/** Where and when somebody last checked in before a moment. */
export async function findCheckInBefore(
  tx: Tx,
  personId: string,
  before: Date,
): Promise<{ lng: number; lat: number; at: Date } | null> {
  const found = await sql<{ lng: number; lat: number; at: Date }>`
    select lng, lat, started_at as at from patrol
    where person_id = ${personId} and started_at <= ${before} and lng is not null and withdrawn_at is null
    order by started_at desc limit 1`.execute(tx)
  return found.rows[0] ?? null
}

export interface PatrolRow extends Omit<NewPatrol, 'flags' | 'startedAt' | 'endedAt' | 'receivedAt' | 'photos'> {
  flags: Flag[]
  startedAt: Date
  endedAt: Date
  receivedAt: Date
  photos: string[]
  withdrawnAt: Date | null
  withdrawnReason: string | null
}

export async function findPatrol(tx: Tx, scope: Scope, id: string): Promise<PatrolRow | undefined> {
  const found = await sql<PatrolRow>`
    select v.*, v.visited_on::text from patrol v where v.id = ${id} and ${inScope(scope, 'v', 'object_id')}`.execute(tx)
  return found.rows[0]
}

export interface PatrolItemRow extends Omit<NewPatrolItem, 'photos' | 'patrolId' | 'gridCode'> {
  photos: string[]
  caseType: string | null
}

/** What was looked at on a visit; whoever asks has read the visit inside his scope. */
export async function listItems(tx: Tx, patrolId: string): Promise<PatrolItemRow[]> {
  const found = await sql<PatrolItemRow>`
    select i.seq, i.code, i.question, i.result, i.note, i.photos, i.follow, i.case_id,
      (select c.type from case_record c where c.id = i.case_id) as case_type
    from patrol_item i where i.patrol_id = ${patrolId} order by i.seq`.execute(tx)
  return found.rows
}

function matching(scope: Scope, filter: PatrolFilterInput & { personId: string | null }): RawBuilder<boolean> {
  const bounds = filter.grid ? narrow(scope, filter.grid) : scope
  const conditions: RawBuilder<boolean>[] = [inScope(bounds, 'v', 'object_id')]
  if (filter.objectId) conditions.push(sql<boolean>`v.object_id = ${filter.objectId}`)
  if (filter.mine) conditions.push(sql<boolean>`v.person_id = ${filter.personId}`)
  if (filter.flag === 'any') conditions.push(sql<boolean>`cardinality(v.flags) > 0`)
  else if (filter.flag) conditions.push(sql<boolean>`${filter.flag} = any(v.flags)`)
  if (filter.findings) conditions.push(sql<boolean>`(v.findings > 0) = ${filter.findings === 'true'}`)
  if (filter.level) conditions.push(sql<boolean>`v.level = ${filter.level}`)
  if (filter.from) conditions.push(sql<boolean>`v.visited_on >= ${filter.from}`)
  if (filter.to) conditions.push(sql<boolean>`v.visited_on <= ${filter.to}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** One page of visits, the newest first. @param after start and id of the last one of the page before */
export async function listPatrols(
  tx: Tx,
  scope: Scope,
  filter: PatrolFilterInput & { personId: string | null },
  page: { after: [string, string] | null; limit: number },
): Promise<(PatrolRow & { sortKey: string })[]> {
  const rest = page.after
    ? sql`and (v.started_at, v.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``
  const found = await sql<PatrolRow & { sortKey: string }>`
    select v.*, v.visited_on::text, v.started_at::text as sort_key from patrol v where ${matching(scope, filter)} ${rest}
    order by v.started_at desc, v.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

export async function countPatrols(
  tx: Tx,
  scope: Scope,
  filter: PatrolFilterInput & { personId: string | null },
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from patrol v where ${matching(scope, filter)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export async function withdrawPatrol(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await sql`update patrol set withdrawn_at = ${at}, withdrawn_reason = ${reason} where id = ${id}`.execute(tx)
}

const visitedIn = (days: { from: string; to: string }) => sql<boolean>`exists (
  select from patrol v where v.object_id = s.id and v.withdrawn_at is null
    and v.visited_on between ${days.from} and ${days.to})`

export interface CoverageRow {
  key: string
  objects: number
  visited: number
}

/** How many objects there are and how many were visited in some days, by grid. @param digits length of the codes to gather by */
export async function countCoverage(
  tx: Tx,
  scope: Scope,
  days: { from: string; to: string },
  digits: number,
): Promise<CoverageRow[]> {
  const found = await sql<CoverageRow>`
    select left(s.grid_code, ${digits}::int) as key, count(*)::int as objects,
      count(*) filter (where ${visitedIn(days)})::int as visited
    from ${subjects(scope)} group by 1 order by 1`.execute(tx)
  return found.rows
}

export interface CoveredRow {
  objectId: string
  kind: 'enterprise' | 'place'
  name: string
  gridCode: string
  visits: number
  lastOn: string | null
}

/** Objects by name, visited or not visited in some days; those not visited first. */
export async function listCovered(
  tx: Tx,
  scope: Scope,
  days: { from: string; to: string },
  page: { visited: boolean | undefined; after: [number, string, string] | null; limit: number },
): Promise<CoveredRow[]> {
  const only = page.visited === undefined ? sql`` : sql`where (o.visits > 0) = ${page.visited}`
  const rest = page.after
    ? sql`${page.visited === undefined ? sql`where` : sql`and`} ((o.visits > 0)::int, o.grid_code, o.object_id) > (${page.after[0]}, ${page.after[1]}, ${page.after[2]}::uuid)`
    : sql``
  const found = await sql<CoveredRow>`
    select o.* from (
      select s.id as object_id, s.kind, s.name, s.grid_code,
        (select count(*)::int from patrol v where v.object_id = s.id and v.withdrawn_at is null
          and v.visited_on between ${days.from} and ${days.to}) as visits,
        (select max(v.visited_on)::text from patrol v where v.object_id = s.id and v.withdrawn_at is null) as last_on
      from ${subjects(scope)}) o
    ${only} ${rest} order by (o.visits > 0), o.grid_code, o.object_id limit ${page.limit}`.execute(tx)
  return found.rows
}

/** Visits go along with the object they were paid to. */
export async function moveVisits(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update patrol_item set grid_code = ${gridCode} where patrol_id in (select id from patrol where object_id = ${objectId})`.execute(
    tx,
  )
  await sql`update patrol set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Visits to places of class C, when their grid is retired: they lie where the place lies from then on. */
export async function moveVisitsToPlaces(tx: Tx, from: string, to: string): Promise<void> {
  const ofPlaces = sql`select id from patrol where grid_code = ${from} and object_kind = 'place'`
  await sql`update patrol_item set grid_code = ${to} where patrol_id in (${ofPlaces})`.execute(tx)
  await sql`update patrol set grid_code = ${to} where grid_code = ${from} and object_kind = 'place'`.execute(tx)
}

/** Visits to an object that turned out to be another are visits to that one. */
export async function giveVisits(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await moveVisits(tx, fromId, into.gridCode)
  await sql`update patrol set object_id = ${into.id} where object_id = ${fromId}`.execute(tx)
}
