import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

export interface FileRow {
  id: string
  sha256: string
  size: number
  mediaType: string
  name: string
  gridCode: string
  objectId: string | null
  accountId: string
  createdAt: Date
}

/** @returns false when a file of this id is there already */
export async function insertFile(tx: Tx, file: Omit<FileRow, 'createdAt'>): Promise<boolean> {
  const done = await sql`
    insert into file (id, sha256, size, media_type, name, grid_code, object_id, account_id)
    values (${file.id}, ${file.sha256}, ${file.size}, ${file.mediaType}, ${file.name}, ${file.gridCode},
            ${file.objectId}, ${file.accountId})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** A file inside a scope: of its grid, or of the reader's own object. */
export async function findFile(tx: Tx, scope: Scope, id: string): Promise<FileRow | undefined> {
  const found = await sql<FileRow>`
    select f.* from file f where f.id = ${id} and ${inScope(scope, 'f', 'object_id')}`.execute(tx)
  return found.rows[0]
}

/** Files of one supervised object inside a scope, the latest first. */
export async function listFilesOfObject(
  tx: Tx,
  scope: Scope,
  objectId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: FileRow[]; nextCursor: string | null; total: number }> {
  const before = readCursor<[string, string]>(page.cursor, ['string', 'uuid'])
  const where = sql`f.object_id = ${objectId} and ${inScope(scope, 'f', 'object_id')}`
  const found = await sql<FileRow>`
    select f.* from file f
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
