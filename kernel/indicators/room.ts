import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { IndicatorTable } from './model/indicator.ts'

/** The indicators of this platform and the grid they are parted by. */
export interface IndicatorRoom {
  table: IndicatorTable
  gridNames(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Codes of the grids one level below, inside a scope. */
  gridsBelow(tx: Tx, scope: Scope, code: string): Promise<string[]>
}
