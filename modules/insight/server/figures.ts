import type { Tx } from '#kernel/db/db.ts'
import { partsOf } from '#kernel/indicators/figures.ts'
import type { Indicator } from '#kernel/indicators/model/indicator.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { type Counted, isInspected } from '../model/finding.ts'
import type { PartedBy } from '../model/schema.ts'

/** A pair of keys as one: part and category. */
export const pairKey = (kind: string, category: string): string => `${kind} ${category}`

export interface Period {
  from: string
  to: string
}

/** What a grid counts in a period: hazards by part and category, checks and enterprises by part; all enterprises are one part without a key. */
export interface GridCounts {
  hazards: ReadonlyMap<string, number>
  checks: ReadonlyMap<string, number>
  enterprises: ReadonlyMap<string, number>
}

/** Categories of hazards that come from inspections on site in a grid and period, and not from elsewhere. */
export async function inspectedIn(
  room: IndicatorRoom,
  tx: Tx,
  grid: string,
  { from, to }: Period,
): Promise<Set<string>> {
  const asked = { grid, from, to, knownOn: null }
  const parts = await partsOf(tx, room.table, indicatorOf(room, 'hazard.office-found'), asked, ['category', 'source'])
  const byCategory = Map.groupBy(parts, ({ keys: [category = ''] }) => category)
  return new Set(
    [...byCategory]
      .filter(([, rows]) => isInspected(new Map(rows.map(({ keys: [, source = ''], value }) => [source, value ?? 0]))))
      .map(([category]) => category),
  )
}

/** An indicator this room counts by. */
export function indicatorOf({ table }: IndicatorRoom, code: string): Indicator {
  const found = table.indicators.get(code)
  if (!found) throw new Error(`no indicator ${code}`)
  return found
}

/** The counts of one grid in a period, out of the ledger. */
export async function countsOf(
  room: IndicatorRoom,
  tx: Tx,
  grid: string,
  { from, to }: Period,
  partedBy: PartedBy,
): Promise<GridCounts> {
  const part = partedBy === 'all' ? [] : [partedBy]
  const read = async (code: string, by: readonly string[]) => {
    const parts = await partsOf(tx, room.table, indicatorOf(room, code), { grid, from, to, knownOn: null }, by)
    const before = partedBy === 'all' && by.length > 0 ? [''] : []
    return new Map(parts.map(({ keys, value }) => [[...before, ...keys].join(' '), value ?? 0]))
  }
  return {
    hazards: await read('hazard.office-found', [...part, 'category']),
    checks: await read('inspection.visited', part),
    enterprises: await read('enterprise.count', part),
  }
}

/** What was counted of one pair in a grid. */
export const countedOf = (counts: GridCounts, kind: string, category: string): Counted => ({
  hazards: counts.hazards.get(pairKey(kind, category)) ?? 0,
  checks: counts.checks.get(kind) ?? 0,
  enterprises: counts.enterprises.get(kind) ?? 0,
})

/** A city without one of its grids: what that grid is compared with. */
export const without = (all: Counted, own: Counted): Counted => ({
  hazards: all.hazards - own.hazards,
  checks: all.checks - own.checks,
  enterprises: all.enterprises - own.enterprises,
})
