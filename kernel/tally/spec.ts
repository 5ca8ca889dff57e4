import type { Scope } from '#kernel/scope/scope.ts'

/**
 * What is counted of a table, so that a page costs the same at ten thousand rows and at ten million. The room that owns the table
 * makes `<name>_tally` (cells: one row for each grid, its part, dimension and key) and `<name>_tally_change` (what came and went since,
 * written by triggers in the transaction of the change). A figure is the cell plus what has not been folded into it yet.
 */
export interface TallySpec {
  name: string
  /** Columns of a change by which figures are gathered. */
  dimensions: readonly string[]
  /** Columns of a change that are added up. */
  measures: readonly string[]
}

/** The sums of one key. */
export type TallyRow = { key: string } & Record<string, number>

/** Which rows a figure is about: a part of the table (such as one kind of case), and one subtree of the grid. */
export interface TallyPlace {
  part: string
  scope: Scope
}
