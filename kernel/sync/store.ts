import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { FieldGrade } from './model/grade.ts'
import { syncProblems } from './model/problems.ts'
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

/** Enters how a record was made; the same operation twice is one. @throws idTaken for another operation under its id */
export async function insertRecord(tx: Tx, row: FieldRecordRow & { stamp: StampInput }): Promise<void> {
  const { place } = row.stamp
  const entered = await sql`
    insert into field_record (id, account_id, person_id, person_name, seat_id, device_id, seq, grid_code, object_id, about_path,
      about_id, about_seq, wall_at, done_at, received_at, lng, lat, accuracy_m, distance_m, grade, reasons, stamp, hash)
    values (${row.id}, ${row.accountId}, ${row.personId}, ${row.personName}, ${row.seatId}, ${row.deviceId}, ${row.seq},
      ${row.gridCode}, ${row.objectId}, ${row.aboutPath}, ${row.aboutId}, ${row.aboutSeq}, ${row.wallAt}, ${row.doneAt},
      ${row.receivedAt}, ${place?.lng ?? null}, ${place?.lat ?? null}, ${place?.accuracyM ?? null}, ${row.distanceM},
      ${row.grade}, ${row.reasons}, ${JSON.stringify(row.stamp)}::jsonb, ${row.hash})
    on conflict (id) do nothing`.execute(tx)
  if (entered.numAffectedRows) return
  const found = await sql<{ same: boolean }>`
    select field_record_same(${row.id}, ${row.accountId}, ${row.hash}) as same`.execute(tx)
  if (!found.rows[0]?.same) throw new Problem(syncProblems.idTaken, '这个操作编号已经用过，请在设备上重新记一次。')
}

/** Whether another operation used a number of a device. Who asks second at the same time waits for the first. */
export async function isNumberUsed(
  tx: Tx,
  of: { accountId: string; deviceId: string; seq: number; id: string },
): Promise<boolean> {
  const line = `field ${of.accountId} ${of.deviceId} ${of.seq}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${line}, 0))`.execute(tx)
  const found = await sql<{ used: boolean }>`
    select field_number_used(${of.accountId}, ${of.deviceId}, ${of.seq}, ${of.id}) as used`.execute(tx)
  return found.rows[0]?.used ?? false
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

/** Numbers of a device that never arrived, up to its highest, the first 1000: what is still there, or was lost with it. */
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
