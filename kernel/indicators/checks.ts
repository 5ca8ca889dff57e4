import type { Tx } from '#kernel/db/db.ts'
import { type FigureQuery, type Part, partsOf, sharedOf, wholeOf } from './figures.ts'
import type { Indicator, IndicatorTable } from './model/indicator.ts'
import { dimensionsOf } from './partings.ts'

/** One declared partition, checked: whether its parts add up to the whole, and what stands in several of them. */
export interface Check {
  indicator: Indicator
  /** The dimension it is parted by. */
  by: string
  value: number
  sum: number
  /** Keys that rows share, and how many rows. */
  shared: Part[]
  /** What has no key at all: it adds up, but nobody answers for it. */
  unkeyed: number
}

/** Checks every declared partition by a dimension of some indicators in a grid. Grids add up by their codes, and what lies in none of those below stands under the grid itself. */
export async function checkPartitions(
  tx: Tx,
  table: IndicatorTable,
  indicators: readonly Indicator[],
  query: FigureQuery,
): Promise<Check[]> {
  const checks: Check[] = []
  // Figures told in steps do not add up, and must not; nor do shares.
  for (const indicator of indicators.filter(({ personal, figure }) => !personal && figure.kind !== 'ratio'))
    for (const by of checkedBy(table, indicator)) checks.push(await checkOne(tx, table, indicator, query, by))
  return checks
}

/** What is declared to add up, and what rows stand in several times: there the parts are expected to say more than the whole, and by whom. */
const checkedBy = (table: IndicatorTable, indicator: Indicator): string[] =>
  dimensionsOf(table, indicator)
    .filter(({ name, several }) => several || indicator.partitions.includes(name))
    .map(({ name }) => name)

async function checkOne(
  tx: Tx,
  table: IndicatorTable,
  indicator: Indicator,
  query: FigureQuery,
  by: string,
): Promise<Check> {
  const parts = await partsOf(tx, table, indicator, query, [by])
  return {
    indicator,
    by,
    value: (await wholeOf(tx, table, indicator, query)) ?? 0,
    sum: parts.reduce((sum, { value }) => sum + (value ?? 0), 0),
    shared: await sharedOf(tx, indicator, query, by),
    unkeyed: parts.find(({ keys }) => keys[0] === '')?.value ?? 0,
  }
}
