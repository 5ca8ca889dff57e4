import { type RawBuilder, sql } from 'kysely'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

/** Scope, grid and enterprise as a condition on one of the module's tables, which all have both. */
export function boundsOf(
  scope: Scope,
  { grid, objectId }: { grid?: string | undefined; objectId?: string | undefined },
  alias: string,
): RawBuilder<boolean> {
  const bounds = inScope(grid && !scope.objectId ? narrow(scope, grid) : scope, alias, 'object_id')
  return objectId ? sql<boolean>`${bounds} and ${sql.ref(`${alias}.object_id`)} = ${objectId}` : bounds
}
