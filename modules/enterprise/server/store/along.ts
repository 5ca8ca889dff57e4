import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { type Field, fields } from '../../model/fields.ts'
import type { Value } from '../../model/values.ts'
import { allColumns, type FileWithPath, gridPath } from './enterprise.ts'

/** Which files somebody takes along: all of a grid, some by id, or all of his scope. */
export interface WhichFiles {
  grid?: string | undefined
  ids?: readonly string[] | undefined
}

function matching(scope: Scope, { grid, ids }: WhichFiles): RawBuilder<boolean> {
  const place = inScope(grid ? narrow(scope, grid) : scope, 'e', 'id')
  const named = ids ? sql`and e.id = any(${ids}::uuid[])` : sql``
  return sql<boolean>`${place} and e.merged_into is null ${named}`
}

/**
 * Whole files with their grids, in the order of lists.
 * @returns how to go on behind one of them, and whether there are more
 */
export async function listFiles(
  tx: Tx,
  scope: Scope,
  which: WhichFiles,
  page: { cursor: string | undefined; limit: number },
): Promise<{ rows: FileWithPath[]; cursorAfter(row: FileWithPath): string; more: boolean }> {
  const after = readCursor<[string, string, string]>(page.cursor, ['string', 'string', 'uuid'])
  const rest = after ? sql`and (e.grid_code, e.name, e.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql``
  const found = await sql<FileWithPath>`
    select ${allColumns}, ${gridPath} from enterprise e where ${matching(scope, which)} ${rest}
    order by e.grid_code, e.name, e.id limit ${page.limit + 1}`.execute(tx)
  return {
    rows: found.rows.slice(0, page.limit),
    cursorAfter: ({ gridCode, name, id }) => writeCursor([gridCode, name, id]),
    more: found.rows.length > page.limit,
  }
}

export async function countFiles(tx: Tx, scope: Scope, which: WhichFiles): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from enterprise e where ${matching(scope, which)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

const personal = (fields as readonly Field[]).filter((field) => field.personal).map(({ key }) => key)

/** Unmasked personal data of some files inside a scope; whoever asks writes down for what. */
export async function listPersonal(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
): Promise<{ id: string; gridCode: string; fields: string[]; values: Record<string, Value> }[]> {
  const found = await sql<FileWithPath>`
    select ${allColumns} from enterprise e where ${matching(scope, { ids })} order by e.id`.execute(tx)
  return found.rows.map((row) => ({
    id: row.id,
    gridCode: row.gridCode,
    fields: personal,
    values: Object.fromEntries(personal.map((key) => [key, row[key] ?? null])),
  }))
}
