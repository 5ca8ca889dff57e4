import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { ChangeState, WindowKind } from '../../model/codes.ts'
import type { PointRule } from '../../model/judge.ts'
import type { Signature } from '../../model/schema.ts'

/** Whose point something is about; scope follows from it. */
export interface AboutPoint {
  id: string
  objectId: string
  gridCode: string
}

export interface By {
  personId: string
  by: Signature
}

export interface ChangeRow {
  id: string
  pointId: string
  before: PointRule
  rule: PointRule
  reason: string
  state: ChangeState
  askedAt: Date
  askedByPerson: string
  askedBy: Signature
  settledAt: Date | null
  settledBy: Signature | null
  answer: string | null
}

/** Enters a change of a rule that waits for its second person. @returns false when one waits already */
export async function insertChange(
  tx: Tx,
  point: AboutPoint,
  change: { id: string; before: PointRule; rule: PointRule; reason: string } & By,
): Promise<boolean> {
  const done = await sql`
    insert into point_change (id, point_id, object_id, grid_code, before, rule, reason, asked_by_person, asked_by)
    values (${change.id}, ${point.id}, ${point.objectId}, ${point.gridCode}, ${JSON.stringify(change.before)}::jsonb,
      ${JSON.stringify(change.rule)}::jsonb, ${change.reason}, ${change.personId}, ${JSON.stringify(change.by)}::jsonb)
    on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

const changeColumns = sql.raw(
  'id, point_id, before, rule, reason, state, asked_at, asked_by_person, asked_by, settled_at, settled_by, answer',
)

export async function listChanges(tx: Tx, pointId: string): Promise<ChangeRow[]> {
  const found = await sql<ChangeRow>`
    select ${changeColumns} from point_change where point_id = ${pointId} order by asked_at desc limit 50`.execute(tx)
  return found.rows
}

/** The change of a point that waits, locked. */
export async function findAskedForUpdate(tx: Tx, pointId: string): Promise<ChangeRow | undefined> {
  const found = await sql<ChangeRow>`
    select ${changeColumns} from point_change where point_id = ${pointId} and state = 'asked' for update`.execute(tx)
  return found.rows[0]
}

export async function settleChange(
  tx: Tx,
  id: string,
  settled: { state: ChangeState; answer: string | null; ruleVersion: number | null } & By,
): Promise<void> {
  await sql`
    update point_change set state = ${settled.state}, settled_at = now(), settled_by_person = ${settled.personId},
      settled_by = ${JSON.stringify(settled.by)}::jsonb, answer = ${settled.answer}, rule_version = ${settled.ruleVersion}
    where id = ${id}`.execute(tx)
}

export interface WindowRow {
  id: string
  kind: WindowKind
  fromAt: Date
  toAt: Date
  reason: string
  by: Signature
  endedAt: Date | null
}

/** Enters a window; the same one sent twice is one. */
export async function insertWindow(
  tx: Tx,
  point: AboutPoint,
  window: { id: string; kind: WindowKind; from: Date; to: Date; reason: string } & By,
): Promise<void> {
  await sql`
    insert into point_window (id, point_id, object_id, grid_code, kind, from_at, to_at, reason, by_person, by)
    values (${window.id}, ${point.id}, ${point.objectId}, ${point.gridCode}, ${window.kind}, ${window.from}, ${window.to}, ${window.reason},
      ${window.personId}, ${JSON.stringify(window.by)}::jsonb)
    on conflict do nothing`.execute(tx)
}

export async function listWindows(tx: Tx, pointId: string): Promise<WindowRow[]> {
  const found = await sql<WindowRow>`
    select id, kind, from_at, to_at, reason, by, ended_at from point_window where point_id = ${pointId}
    order by to_at desc limit 50`.execute(tx)
  return found.rows
}

/** Ends what of a point's windows is not over. @returns how many */
export async function endWindows(tx: Tx, pointId: string): Promise<number> {
  const done = await sql`
    update point_window set ended_at = now() where point_id = ${pointId} and ended_at is null and to_at > now()`.execute(
    tx,
  )
  return Number(done.numAffectedRows ?? 0n)
}

export interface ShelfRow {
  id: string
  at: Date
  until: Date
  reason: string
  by: Signature
  endedAt: Date | null
}

export async function insertShelf(
  tx: Tx,
  point: AboutPoint,
  shelf: { id: string; until: Date; reason: string } & By,
): Promise<void> {
  await sql`
    insert into point_shelf (id, point_id, object_id, grid_code, reason, until, by_person, by)
    values (${shelf.id}, ${point.id}, ${point.objectId}, ${point.gridCode}, ${shelf.reason}, ${shelf.until}, ${shelf.personId},
      ${JSON.stringify(shelf.by)}::jsonb)`.execute(tx)
}

export async function listShelves(tx: Tx, pointId: string): Promise<ShelfRow[]> {
  const found = await sql<ShelfRow>`
    select id, at, until, reason, by, ended_at from point_shelf where point_id = ${pointId} order by at desc limit 50`.execute(
    tx,
  )
  return found.rows
}

/** Ends what is put aside of a point. @returns how many */
export async function endShelves(tx: Tx, pointId: string): Promise<number> {
  const done = await sql`
    update point_shelf set ended_at = now() where point_id = ${pointId} and ended_at is null and until > now()`.execute(
    tx,
  )
  return Number(done.numAffectedRows ?? 0n)
}

export interface SignalLine {
  id: string
  kind: string
  level: number
  beganAt: Date
  endedAt: Date | null
  value: number | null
  alarmId: string | null
}

/** What was noticed of a point between two instants, the oldest first. */
export async function listSignals(tx: Tx, pointId: string, from: Date, to: Date): Promise<SignalLine[]> {
  const found = await sql<SignalLine>`
    select id, kind, level, began_at, ended_at, value, alarm_id from alarm_signal
    where point_id = ${pointId} and began_at < ${to} and coalesce(ended_at, 'infinity') >= ${from} order by began_at limit 500`.execute(
    tx,
  )
  return found.rows
}

export interface QualityRow {
  pointId: string
  objectId: string
  objectName: string
  pointName: string
  alarms: number
  handled: number
  falseOnes: number
  signals: number
  standing: number
  shelved: number
}

/** What the alarms of points were worth since an instant: how many, how many were false, how often they came, how long they stand. */
export async function listQuality(
  tx: Tx,
  bounds: ReturnType<typeof sql<boolean>>,
  since: Date,
  limit: number,
): Promise<QualityRow[]> {
  const found = await sql<QualityRow>`
    select p.id as point_id, p.object_id, coalesce(e.name, '') as object_name, p.unit_name || ' ' || p.name as point_name, x.*,
      (select count(*)::int from point_shelf f where f.point_id = p.id and f.at >= ${since}) as shelved
    from monitor_point p left join supervised_enterprise e on e.id = p.object_id
    join lateral (
      select count(distinct s.alarm_id)::int as alarms, count(distinct s.alarm_id) filter (where a.cause is not null)::int as handled,
        count(distinct s.alarm_id) filter (where a.cause = 'false')::int as false_ones, count(*)::int as signals,
        count(*) filter (where s.ended_at is null and s.began_at < now() - interval '1 day')::int as standing
      from alarm_signal s left join alarm a on a.id = s.alarm_id where s.point_id = p.id and s.began_at >= ${since}) x on x.signals > 0
    where p.withdrawn_at is null and ${bounds} order by x.signals desc, p.id limit ${limit}`.execute(tx)
  return found.rows
}

export interface LoadRow {
  seatId: string
  seat: string
  body: string
  alarms: number
}

/** How many alarms each seat was given since an instant. */
export async function listLoad(tx: Tx, bounds: ReturnType<typeof sql<boolean>>, since: Date): Promise<LoadRow[]> {
  const found = await sql<LoadRow>`
    select t.holder_seat_id as seat_id, s.title as seat, coalesce(b.name, e.name, '') as body, count(*)::int as alarms
    from alarm a join case_act t on t.case_id = a.id and t.seq = 1 join seat s on s.id = t.holder_seat_id
    left join body b on b.id = s.body_id left join supervised_enterprise e on e.id = s.object_id
    where a.noticed_at >= ${since} and ${bounds} group by 1, 2, 3 order by alarms desc, 1 limit 50`.execute(tx)
  return found.rows
}
