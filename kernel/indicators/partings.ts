import { sourcesOf } from './fresh.ts'
import type { FactDimension, Indicator, IndicatorTable } from './model/indicator.ts'

/** By what a figure may be parted: of a ratio, only by what both of its parts are parted by. Two rooms may use one word for different things. */
export const dimensionsOf = (table: IndicatorTable, indicator: Indicator): FactDimension[] =>
  indicator.source.dimensions.filter((one) =>
    sourcesOf(table, indicator).every(({ dimensions }) => dimensions.includes(one)),
  )

/** Pairs of dimensions a figure may be parted by at once. */
export const pairsOf = (table: IndicatorTable, indicator: Indicator): (readonly [string, string])[] =>
  (indicator.source.pairs ?? []).filter((pair) =>
    sourcesOf(table, indicator).every((source) =>
      (source.pairs ?? []).some((other) => other.every((name) => pair.includes(name))),
    ),
  )

/** Whether a figure may be parted and narrowed by these dimensions together. */
export function canPart(table: IndicatorTable, indicator: Indicator, names: ReadonlySet<string>): boolean {
  const known = dimensionsOf(table, indicator).map(({ name }) => name)
  if (![...names].every((name) => known.includes(name))) return false
  return (
    names.size < 2 ||
    (names.size === 2 && pairsOf(table, indicator).some((pair) => pair.every((one) => names.has(one))))
  )
}
