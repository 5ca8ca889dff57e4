import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { PhotoClaims } from './photo/tiff.ts'

export interface FileRow {
  id: string
  sha256: string
  size: number
  mediaType: string
  name: string
  gridCode: string
  objectId: string | null
  accountId: string
  /** What a photograph says of its making; null when it says nothing. */
  claims: PhotoClaims | null
  /** Which side brought it for an act that is not done yet; null once one took it in, and for what was brought for none. */
  awaits: 'office' | 'object' | null
  createdAt: Date
}

const columns = sql.raw(
  'f.id, f.sha256, f.size, f.media_type, f.name, f.grid_code, f.object_id, f.account_id, f.claims, f.awaits, f.created_at',
)

/** @returns false when a file of this id is there already */
export async function insertFile(tx: Tx, file: Omit<FileRow, 'createdAt'>): Promise<boolean> {
  const done = await sql`
    insert into file (id, sha256, size, media_type, name, grid_code, object_id, account_id, claims, awaits)
    values (${file.id}, ${file.sha256}, ${file.size}, ${file.mediaType}, ${file.name}, ${file.gridCode},
            ${file.objectId}, ${file.accountId}, ${file.claims ? JSON.stringify(file.claims) : null}, ${file.awaits})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** A file inside a scope: of its grid, or of the reader's own object. One that was withdrawn is not found. */
export async function findFile(tx: Tx, scope: Scope, id: string): Promise<FileRow | undefined> {
  const found = await sql<FileRow>`
    select ${columns} from file f
    where f.id = ${id} and f.withdrawn_at is null and ${inScope(scope, 'f', 'object_id')}`.execute(tx)
  return found.rows[0]
}

/** Files inside a scope by id; withdrawn ones are missing. */
export async function listFiles(tx: Tx, scope: Scope, ids: readonly string[]): Promise<FileRow[]> {
  if (ids.length === 0) return []
  const found = await sql<FileRow>`
    select ${columns} from file f
    where f.id = any(${ids}::uuid[]) and f.withdrawn_at is null and ${inScope(scope, 'f', 'object_id')}`.execute(tx)
  return found.rows
}

/** Notes bytes that a room keeps beside the files, so that a backup takes them along. */
export async function insertKept(tx: Tx, blob: { sha256: string; size: number }, keptBy: string): Promise<void> {
  await sql`
    insert into kept_blob (sha256, kept_by, size) values (${blob.sha256}, ${keptBy}, ${blob.size})
    on conflict (sha256) do nothing`.execute(tx)
}

/** Forgets bytes a room kept. @returns false where a file of the same content still needs them */
export async function removeKept(tx: Tx, sha256: string): Promise<boolean> {
  await sql`delete from kept_blob where sha256 = ${sha256}`.execute(tx)
  const found = await sql<{ needed: boolean }>`
    select file_has_content(${sha256}) as needed`.execute(tx)
  return !(found.rows[0]?.needed ?? true)
}

/** What tells one sending of a file from another file. */
export type SameFile = Pick<FileRow, 'accountId' | 'sha256' | 'name' | 'gridCode' | 'objectId'>

/** The same bytes under the same name, brought to the same place by the same account: sent again after a half failure. */
export async function findSameFile(tx: Tx, scope: Scope, file: SameFile): Promise<FileRow | undefined> {
  // Two sendings at once wait for each other here.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${file.accountId}/${file.sha256}`}, 21))`.execute(tx)
  const found = await sql<FileRow>`
    select ${columns} from file f
    where f.sha256 = ${file.sha256} and f.account_id = ${file.accountId} and f.name = ${file.name}
      and f.grid_code = ${file.gridCode} and f.object_id is not distinct from ${file.objectId}
      and f.withdrawn_at is null and ${inScope(scope, 'f', 'object_id')}
    order by f.created_at limit 1`.execute(tx)
  return found.rows[0]
}

/** Holds a file for a change; nobody seals an act with it meanwhile. Undefined when it is not there or was withdrawn. */
export async function findFileForUpdate(tx: Tx, scope: Scope, id: string): Promise<FileRow | undefined> {
  const found = await sql<FileRow>`
    select ${columns} from file f
    where f.id = ${id} and f.withdrawn_at is null and ${inScope(scope, 'f', 'object_id')} for update`.execute(tx)
  return found.rows[0]
}

/** Whether an act of any case is sealed with a file. */
export async function isSealed(tx: Tx, id: string): Promise<boolean> {
  const found = await sql<{ sealed: boolean }>`select file_is_sealed(${id}) as sealed`.execute(tx)
  return found.rows[0]?.sealed ?? false
}

/** Notes that a file was withdrawn, by whom and why. */
export async function updateWithdrawn(tx: Tx, id: string, by: { accountId: string; reason: string }): Promise<void> {
  await sql`
    update file set withdrawn_at = now(), withdrawn_by = ${by.accountId}, withdrawn_reason = ${by.reason}
    where id = ${id}`.execute(tx)
}

/** What the photographs among some files say of their making, by file, for whoever compares it with the server's clock and the place. */
export async function listClaims(tx: Tx, scope: Scope, ids: string[]): Promise<Map<string, PhotoClaims>> {
  if (ids.length === 0) return new Map()
  const found = await sql<{ id: string; claims: PhotoClaims }>`
    select f.id, f.claims from file f
    where f.id = any(${ids}::uuid[]) and f.claims is not null and ${inScope(scope, 'f', 'object_id')}`.execute(tx)
  return new Map(found.rows.map(({ id, claims }) => [id, claims]))
}

/** Files brought for an act are everybody's who sees its record from now on. Whoever tells it has found them in the actor's scope. */
export async function takeFilesIn(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql`select take_files_in(${ids}::uuid[])`.execute(tx)
}

/** Files of one supervised object inside a scope, the latest first; what waits for an act only for whoever brought it. */
export async function listFilesOfObject(
  tx: Tx,
  scope: Scope,
  accountId: string,
  objectId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: FileRow[]; nextCursor: string | null; total: number }> {
  const before = readCursor<[string, string]>(page.cursor, ['string', 'uuid'])
  const where = sql`f.object_id = ${objectId} and f.withdrawn_at is null and ${inScope(scope, 'f', 'object_id')}
    and (f.awaits is null or f.account_id = ${accountId})`
  const found = await sql<FileRow>`
    select ${columns} from file f
    where ${where} ${before ? sql`and (f.created_at, f.id) < (${before[0]}::timestamptz, ${before[1]}::uuid)` : sql``}
    order by f.created_at desc, f.id desc limit ${page.limit + 1}`.execute(tx)
  const counted = await sql<{ n: number }>`select count(*) as n from file f where ${where}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = items.at(-1)
  const nextCursor =
    found.rows.length > page.limit && last ? writeCursor([last.createdAt.toISOString(), last.id]) : null
  return { items, nextCursor, total: counted.rows[0]?.n ?? 0 }
}

/** Files of a supervised object follow it into another grid, so that they are seen by whoever sees the object. */
export async function moveFilesOfObject(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update file set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Files of one supervised object become another's, when two turn out to be one. */
export async function giveFilesTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`update file set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
    tx,
  )
}
