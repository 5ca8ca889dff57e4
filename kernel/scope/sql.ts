import { type RawBuilder, sql } from 'kysely'
import type { Scope } from './scope.ts'

/**
 * The scope as a condition on a table's `grid_code` and object id columns. Every store writes it into its `where`;
 * row-level security says the same a second time.
 */
export function inScope(scope: Scope, alias: string, objectColumn: string): RawBuilder<boolean> {
  const grid = sql.ref(`${alias}.grid_code`)
  if (!scope.objectId) return sql<boolean>`(${grid} >= ${scope.gridFrom} and ${grid} < ${scope.gridTo})`
  return sql<boolean>`${sql.ref(`${alias}.${objectColumn}`)} = ${scope.objectId}`
}
