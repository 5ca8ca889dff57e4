import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { NewRecord } from '#modules/enterprise/server/store/record.ts'

/** A town with its first village that has a point. */
export interface TownRow {
  name: string
  village: string
  lng: number
  lat: number
  /** The first town of its county. */
  first: boolean
}

export async function listTowns(tx: Tx): Promise<TownRow[]> {
  const found = await sql<TownRow>`
    select t.name, v.code as village, v.label_lng as lng, v.label_lat as lat,
      t.code = (select min(o.code) from grid_node o where o.parent_code = t.parent_code) as first
    from grid_node t join lateral (
      select code, label_lng, label_lat from grid_node v
      where v.parent_code = t.code and v.label_lng is not null order by v.code limit 1
    ) v on true
    where t.level = 'town' order by t.code`.execute(tx)
  return found.rows
}

/** Columns in which the database itself notes when something happened. */
const NOTED: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['message', ['created_at', 'read_at', 'done_at']],
  ['enterprise_change', ['submitted_at', 'decided_at']],
  ['enterprise_contradiction', ['raised_at', 'settled_at']],
  ['enterprise', ['updated_at']],
  ['enterprise_version', ['valid_from', 'valid_to']],
  ['risk_opinion', ['made_at', 'replied_at']],
  ['grid_plan', ['created_at', 'applied_at']],
  ['grid_quality', ['made_at']],
  ['task_template', ['saved_at']],
  ['plate', ['issued_at', 'voided_at']],
  ['legal_document', ['created_at', 'issued_at', 'received_at']],
  ['legal_document_edition', ['made_at']],
  ['legal_document_service', ['served_at', 'received_at']],
  ['enterprise_import', ['created_at', 'finished_at']],
  ['archive_office', ['changed_at']],
  ['archive_volume', ['begun_at']],
  ['archive_log', ['at']],
  ['archive_loan', ['asked_at', 'decided_at']],
  ['insight_finding', ['told_at', 'decided_at', 'entrusted_at']],
  ['reconciliation', ['started_at', 'first_compared_at', 'compared_at']],
  ['reconciliation_difference', ['found_at', 'settled_at']],
  ['reconciliation_act', ['at']],
  ['reconciliation_identity', ['at']],
  ['report_template', ['saved_at']],
  ['report_template_version', ['saved_at']],
  ['report', ['written_at']],
  ['report_delivery', ['sent_at']],
]

/**
 * Lays what the database noted since a moment on the moment of the story it belongs to. Done as the owner of the tables:
 * the application itself may not rewrite history.
 * @param since null for the beginning of this transaction
 */
export async function layOn(tx: Tx, moment: Date, since: Date | null): Promise<void> {
  const noted = (column: string) => sql<boolean>`
    (${sql.ref(column)} >= coalesce(${since}::timestamptz, transaction_timestamp()) and ${sql.ref(column)} <= clock_timestamp())`
  const updates = NOTED.map(([table, columns]) => {
    const sets = columns.map(
      (column) =>
        sql`${sql.ref(column)} = case when ${noted(column)} then ${moment}::timestamptz else ${sql.ref(column)} end`,
    )
    return sql`${sql.id(`lay_${table}`)} as (
      update ${sql.table(table)} set ${sql.join(sets)} where ${sql.join(columns.map(noted), sql` or `)})`
  })
  await sql`set local role none`.execute(tx)
  await sql`with ${sql.join(updates)} select`.execute(tx)
  await sql`set local role angrid_app`.execute(tx)
}

/** The body of a grid: there is one a grid in the demo city. */
export async function findBody(tx: Tx, gridCode: string): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from body where grid_code = ${gridCode} and kind = 'government' order by id limit 1`.execute(tx)
  return found.rows[0]?.id
}

/** A hazard an enterprise found by checking itself, with the check that found it. */
export interface SelfFound {
  id: string
  objectId: string
  itemCode: string
  foundOn: string
}

export async function listSelfFound(tx: Tx): Promise<SelfFound[]> {
  const found = await sql<SelfFound>`
    select id, object_id, item_code, found_on from hazard
    where self_found and source = 'self_check' and item_code is not null order by found_on, id`.execute(tx)
  return found.rows
}

/** Enterprises at which offices found hazards since a day, and until one where it is named. */
export async function listFoundAt(tx: Tx, since: string, until: string | null = null): Promise<Set<string>> {
  const found = await sql<{ objectId: string }>`
    select distinct object_id from hazard where not self_found and found_on >= ${since} and (${until}::date is null or found_on <= ${until}::date) and object_id is not null`.execute(
    tx,
  )
  return new Set(found.rows.map(({ objectId }) => objectId))
}

/** A ledger row with the day its file was last worked on. */
export type PastRecord = DemoRecord & { updatedAt: Date }

/** A ledger row of the demo; a drill says on which day it was entered. */
export type DemoRecord = NewRecord & { notedOn?: string }

/** Adds ledger rows as they stood before the story begins: the register's own way would date them today. */
export async function insertPastRecords(tx: Tx, rows: readonly PastRecord[]): Promise<void> {
  await sql`
    insert into enterprise_record (id, enterprise_id, grid_code, kind, data, updated_at, noted_on)
    select x.id, x."enterpriseId", x."gridCode", x.kind, x.data, x."updatedAt",
      coalesce(x."notedOn", (x."updatedAt" at time zone 'Asia/Shanghai')::date)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "enterpriseId" uuid, "gridCode" text, kind text,
      data jsonb, "updatedAt" timestamptz, "notedOn" date)`.execute(tx)
}

/** What a morning's search wrote, row by row, to be written again when the story comes to that morning. */
export interface ToldRows {
  findings: readonly { id: string; gridCode: string; class: string; category: string; row: object }[]
  models: readonly object[]
}

export async function takeTold(tx: Tx): Promise<ToldRows> {
  const findings = await sql<ToldRows['findings'][number]>`
    select id, grid_code, class, category, to_json(f.*)::text as row from insight_finding f where state = 'open'`.execute(
    tx,
  )
  const models = await sql<{ row: string }>`select to_json(m.*)::text as row from insight_model m`.execute(tx)
  return {
    findings: findings.rows.map((one) => ({ ...one, row: JSON.parse(one.row as unknown as string) })),
    models: models.rows.map(({ row }) => JSON.parse(row)),
  }
}

/** Writes rows of a search as they were taken. */
export async function insertTold(
  tx: Tx,
  table: 'insight_finding' | 'insight_model',
  rows: readonly object[],
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing`.execute(tx)
}

/** Does work whose every change of the database is taken back. */
export async function takenBack<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint before_it`.execute(tx)
  const done = await work()
  await sql`rollback to savepoint before_it`.execute(tx)
  return done
}

/** What the clock of the database says. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const found = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  return found.rows[0]?.now as Date
}

/** Lets the planner know the new rows at once. */
export async function analyze(tx: Tx): Promise<void> {
  await sql`analyze`.execute(tx)
}

/** Somebody on a seat of an enterprise; `newBody` on the first row of an enterprise that has no body yet. */
export interface StaffRow {
  objectId: string
  gridCode: string
  bodyId: string
  bodyName: string
  newBody: boolean
  seatId: string
  personId: string
  holdingId: string
  title: string
  name: string
  phone: string | null
  fromOn: string
}

/** Seats people of enterprises, all at once: there are thousands. */
export async function insertStaff(tx: Tx, rows: readonly StaffRow[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x("objectId" uuid, "gridCode" text, "bodyId" uuid,
    "bodyName" text, "newBody" boolean, "seatId" uuid, "personId" uuid, "holdingId" uuid, title text, name text, phone text, "fromOn" date)`
  await sql`
    insert into body (id, name, short_name, kind, grid_code, layer)
    select x."bodyId", x."bodyName", x."bodyName", 'enterprise', x."gridCode", 'safety' from ${given} where x."newBody"`.execute(
    tx,
  )
  await sql`
    insert into seat (id, body_id, title, role, grid_code, layer, object_id, from_on)
    select x."seatId", x."bodyId", x.title, 'enterprise_contact', x."gridCode", 'safety', x."objectId", x."fromOn" from ${given}`.execute(
    tx,
  )
  await sql`insert into person (id, name, phone) select x."personId", x.name, x.phone from ${given}`.execute(tx)
  await sql`
    insert into seat_holding (id, seat_id, person_id, from_on)
    select x."holdingId", x."seatId", x."personId", x."fromOn" from ${given}`.execute(tx)
}

/** A seat with whoever sits on it. */
export interface HeldSeat {
  seatId: string
  role: string
  title: string
  gridCode: string
  objectId: string | null
  bodyId: string
  bodyName: string
  personId: string
  name: string
}

/** Seats somebody sits on, or sat on some day, in the order they were made. */
export async function listHeldSeats(tx: Tx, on: string | null = null): Promise<HeldSeat[]> {
  const found = await sql<HeldSeat>`
    select s.id as seat_id, s.role, s.title, s.grid_code, s.object_id, b.id as body_id, b.name as body_name, p.id as person_id, p.name
    from seat s join body b on b.id = s.body_id join seat_holding h on h.seat_id = s.id
      and case when ${on}::date is null then h.to_on is null else h.from_on <= ${on}::date and coalesce(h.to_on, 'infinity') >= ${on}::date end
    join person p on p.id = h.person_id order by s.id`.execute(tx)
  return found.rows
}

/** A task handed to a grid, with the seat whose turn it is. */
export interface TaskPlace {
  id: string
  rootId: string
  gridCode: string
  holderSeatId: string
  acts: number
}

export async function listChildTasks(tx: Tx, parentId: string): Promise<TaskPlace[]> {
  const found = await sql<TaskPlace>`
    select t.id, t.root_id, t.grid_code, c.holder_seat_id, c.acts from task t join case_record c on c.id = t.id
    where t.parent_id = ${parentId} order by t.grid_code`.execute(tx)
  return found.rows
}

/** Targets of a task in a grid that nobody has reported. */
export async function listOpenTargets(tx: Tx, rootId: string, gridCode: string): Promise<string[]> {
  const found = await sql<{ objectId: string }>`
    select object_id from task_target where root_id = ${rootId} and starts_with(grid_code, ${gridCode}) and result is null
    order by object_id`.execute(tx)
  return found.rows.map(({ objectId }) => objectId)
}

/** Villages of a town in which a task has targets, in the order of their codes. */
export async function listVillagesOfTargets(tx: Tx, rootId: string, town: string): Promise<string[]> {
  const found = await sql<{ code: string }>`
    select distinct left(p.grid_code, 12) as code from task_target p
    where p.root_id = ${rootId} and starts_with(p.grid_code, ${town}) and length(p.grid_code) >= 12 order by 1`.execute(
    tx,
  )
  return found.rows.map(({ code }) => code)
}

/** How many targets a task has in a grid. */
export async function countTargetsIn(tx: Tx, rootId: string, gridCode: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from task_target where root_id = ${rootId} and starts_with(grid_code, ${gridCode})`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** A visit, or an act of an inspection on site, by somebody with an account. */
export interface FieldWork {
  /** Of the visit or of the inspection. */
  id: string
  /** The act of the inspection and its number; null for a visit. */
  act: string | null
  seq: number | null
  login: string
  objectId: string
  /** When one was there. */
  at: Date
  lng: number | null
  lat: number | null
  accuracyM: number | null
}

/** What was done on site since a day by people with accounts, in the order it was done; inspections were done at the gate. */
export async function listFieldWork(tx: Tx, since: string): Promise<FieldWork[]> {
  const found = await sql<FieldWork>`
    select v.id, null as act, null::int as seq, a.login, v.object_id, v.ended_at as at, v.lng, v.lat, v.accuracy_m
    from patrol v join account a on a.person_id = v.person_id where v.visited_on >= ${since} and v.withdrawn_at is null
    union all
    select c.id, t.act, t.seq, a.login, c.object_id, t.at, e.lng,
      e.lat + (abs(hashtext(c.id::text || t.act)) % 90) / 111000.0, 15
    from case_act t join case_record c on c.id = t.case_id and c.type = 'inspection'
      join account a on a.person_id = t.person_id join enterprise e on e.id = c.object_id
    where t.act in ('arrive', 'record', 'sign') and t.at >= ${since}::date
    order by at, id`.execute(tx)
  return found.rows
}

/** Of each county but one whoever has no account and went round most. */
export async function listBusiest(tx: Tx, without: string): Promise<{ personId: string; county: string }[]> {
  const found = await sql<{ personId: string; county: string }>`
    select distinct on (county) person_id, county from (
      select v.person_id, left(v.grid_code, 6) as county, count(*) as n from patrol v
      where left(v.grid_code, 6) <> ${without} and not exists (select from account a where a.person_id = v.person_id)
      group by 1, 2) x
    order by county, n desc, person_id`.execute(tx)
  return found.rows
}

/** Visits whose record arrived at another time than the end of the visit; a day late is marked. */
export async function layReceived(
  tx: Tx,
  rows: readonly { id: string; receivedAt: Date; late: boolean }[],
): Promise<void> {
  await sql`
    update patrol v set received_at = x."receivedAt",
      flags = case when x.late and not 'late_sent' = any(v.flags) then array_append(v.flags, 'late_sent') else v.flags end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "receivedAt" timestamptz, late boolean)
    where v.id = x.id`.execute(tx)
}
