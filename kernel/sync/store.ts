import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { FieldGrade } from './model/grade.ts'
import type { StampInput } from './model/stamp.ts'

/** How a record of a device was made. */
export interface FieldRecordRow {
  id: string
  accountId: string
  personId: string
  personName: string
  seatId: string | null
  deviceId: string
  seq: number
  gridCode: string
  objectId: string | null
  aboutPath: string
  aboutId: string | null
  aboutSeq: number | null
  wallAt: Date
  doneAt: Date
  receivedAt: Date
  distanceM: number | null
  grade: FieldGrade
  reasons: string[]
  hash: string
}

/** Enters how a record was made; the same operation twice, or the same number of a device, is one. */
export async function insertRecord(tx: Tx, row: FieldRecordRow & { stamp: StampInput }): Promise<void> {
  const { place } = row.stamp
  await sql`
    insert into field_record (id, account_id, person_id, person_name, seat_id, device_id, seq, grid_code, object_id, about_path,
      about_id, about_seq, wall_at, done_at, received_at, lng, lat, accuracy_m, distance_m, grade, reasons, stamp, hash)
    values (${row.id}, ${row.accountId}, ${row.personId}, ${row.personName}, ${row.seatId}, ${row.deviceId}, ${row.seq},
      ${row.gridCode}, ${row.objectId}, ${row.aboutPath}, ${row.aboutId}, ${row.aboutSeq}, ${row.wallAt}, ${row.doneAt},
      ${row.receivedAt}, ${place?.lng ?? null}, ${place?.lat ?? null}, ${place?.accuracyM ?? null}, ${row.distanceM},
      ${row.grade}, ${row.reasons}, ${JSON.stringify(row.stamp)}::jsonb, ${row.hash})
    on conflict do nothing`.execute(tx)
}

/** A stamp of a device as the server has it. */
export interface KnownStamp {
  seq: number
  hash: string
  doneAt: Date
  lng: number | null
  lat: number | null
}

/** The last stamp of a device before a number, whoever's scope it lies in: it is the sender's own. */
export async function findStampBefore(
  tx: Tx,
  of: { accountId: string; deviceId: string; seq: number },
): Promise<KnownStamp | undefined> {
  const found =
    await sql<KnownStamp>`select * from field_stamp_before(${of.accountId}, ${of.deviceId}, ${of.seq})`.execute(tx)
  return found.rows[0]
}

/** Numbers of a device that never arrived, up to its highest: what is still there, or was lost with it. */
export async function listGaps(tx: Tx, of: { accountId: string; deviceId: string }): Promise<number[]> {
  const found = await sql<{ seq: number }>`select seq from field_gaps(${of.accountId}, ${of.deviceId}) seq`.execute(tx)
  return found.rows.map(({ seq }) => seq)
}

/** SHA-256 of files inside a scope, by id. */
export async function listFingerprints(tx: Tx, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await sql<{ id: string; sha256: string }>`
    select f.id, f.sha256 from file f where f.id = any(${ids}::uuid[]) and ${inScope(scope, 'f', 'object_id')}`.execute(
    tx,
  )
  return new Map(found.rows.map(({ id, sha256 }) => [id, sha256]))
}

/** Whether the answer to a request of an account is kept: it arrived and was taken. */
export async function isReceived(tx: Tx, accountId: string, requestKey: string): Promise<boolean> {
  const found = await sql<{ yes: boolean }>`
    select exists (select from request_receipt where account_id = ${accountId} and request_key = ${requestKey}) as yes`.execute(
    tx,
  )
  return found.rows[0]?.yes ?? false
}

/** What narrows the records one looks at. */
export interface RecordFilter {
  grid?: string | undefined
  aboutId?: string | undefined
  grade?: FieldGrade | undefined
}

function recordMatches(scope: Scope, { grid, aboutId, grade }: RecordFilter): RawBuilder<boolean>[] {
  const conditions = [inScope(grid ? narrow(scope, grid) : scope, 'r', 'object_id')]
  if (aboutId) conditions.push(sql<boolean>`r.about_id = ${aboutId}`)
  if (grade) conditions.push(sql<boolean>`r.grade = ${grade}`)
  return conditions
}

/** How many records there are inside a scope. */
export async function countRecords(tx: Tx, scope: Scope, filter: RecordFilter): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from field_record r where ${sql.join(recordMatches(scope, filter), sql` and `)}`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/** Records inside a scope, the latest received first. */
export async function listRecords(
  tx: Tx,
  scope: Scope,
  filter: RecordFilter,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<(FieldRecordRow & { receivedKey: string })[]> {
  const conditions = recordMatches(scope, filter)
  if (page.after)
    conditions.push(sql<boolean>`(r.received_at, r.id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)`)
  const found = await sql<FieldRecordRow & { receivedKey: string }>`
    select r.id, r.account_id, r.person_id, r.person_name, r.seat_id, r.device_id, r.seq, r.grid_code, r.object_id, r.about_path,
      r.about_id, r.about_seq, r.wall_at, r.done_at, r.received_at, r.received_at::text as received_key, r.distance_m, r.grade,
      r.reasons, r.hash
    from field_record r where ${sql.join(conditions, sql` and `)}
    order by r.received_at desc, r.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

/** How many records of each grade, by the grids of one level below, between two days. */
export async function countByGrid(
  tx: Tx,
  scope: Scope,
  at: { grid: string; digits: number; from: string; to: string },
): Promise<{ gridCode: string; grade: FieldGrade; n: number }[]> {
  const found = await sql<{ gridCode: string; grade: FieldGrade; n: number }>`
    select left(r.grid_code, ${at.digits}::int) as grid_code, r.grade, count(*)::int as n from field_record r
    where ${inScope(narrow(scope, at.grid), 'r', 'object_id')}
      and r.received_at >= ${at.from}::date at time zone 'Asia/Shanghai'
      and r.received_at < (${at.to}::date + 1) at time zone 'Asia/Shanghai'
    group by 1, 2 order by 1, 2`.execute(tx)
  return found.rows
}
