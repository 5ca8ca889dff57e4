import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { HazardFilterInput } from '../model/schema.ts'
import { countHazards, type HazardDimension, type HazardFigure } from './store.ts'

/** What a list of hazards is asked for: the filter of the room, and of the engine what its figures can say too. */
type Asked = HazardFilterInput & { grid?: string; state?: string; open?: boolean } & Record<string, unknown>
type Measure = Exclude<keyof HazardFigure, 'key'>

const KNOWN: readonly string[] = [
  ...['grid', 'state', 'open', 'counted', 'term', 'rank', 'recurring'],
  ...['category', 'source', 'criterion', 'graded', 'foundFrom', 'foundTo'],
]

/**
 * How many hazards a list has whose filter is that of a figure, such as the late ones of a category: said by the figures, so that the two
 * agree at any size. Null for a filter the figures do not know; then the list is counted.
 */
export async function totalAsFigured(tx: Tx, scope: Scope, asked: Asked): Promise<number | null> {
  const { grid, open, counted } = asked
  const isOther = Object.entries(asked).some(
    ([key, value]) => value !== undefined && value !== false && !KNOWN.includes(key),
  )
  const [dimensions, measures] = [dimensionsOf(asked), measuresOf(asked)]
  if (isOther || open || counted !== 'true' || !dimensions || !measures) return null
  const [[by, key] = ['rank', null], ...tooMany] = dimensions
  if (tooMany.length > 0 || measures.length > 1) return null
  const rows = await countHazards(tx, scope, { grid }, by as HazardDimension, 0)
  return rows.reduce((sum, row) => sum + (key === null || row.key === key ? row[measures[0] ?? 'found'] : 0), 0)
}

/** By what a filter narrows, as dimensions of the figures with their keys; null for what they are not parted by. */
function dimensionsOf(asked: Asked): [HazardDimension, string][] | null {
  const { category, source, criterion, graded, rank } = asked
  const found: [HazardDimension, string][] = []
  if (category === 'base' || category === 'site') found.push(['group', category === 'base' ? 'B' : 'S'])
  else if (category) found.push(['category', category])
  if (source) found.push(['source', source])
  if (criterion) found.push(['criterion', criterion])
  if (graded === 'false') found.push(['category', ''])
  if (asked.foundFrom || asked.foundTo) {
    const month = wholeMonth(asked.foundFrom, asked.foundTo)
    if (!month) return null
    found.push(['month', month])
  }
  if (rank && (rank !== 'major' || found.length === 0)) found.push(['rank', rank])
  return graded === 'true' ? null : found
}

function measuresOf(asked: Asked): Measure[] | null {
  const { state, term, rank, recurring } = asked
  if ((state && state !== 'closed') || recurring === 'false') return null
  const isParted = Boolean(asked.category || asked.source || asked.criterion || asked.graded || asked.foundFrom)
  return [
    ...(state ? (['closed'] as const) : []),
    ...(term ? ([term === 'past' ? 'due' : 'late'] as const) : []),
    ...(recurring ? (['recurring'] as const) : []),
    ...(rank === 'major' && isParted ? (['major'] as const) : []),
  ]
}

/** The month two days are the first and the last of. */
function wholeMonth(from: string | undefined, to: string | undefined): string | null {
  if (!from?.endsWith('-01') || !to) return null
  const [year, month] = from.split('-').map(Number)
  const last = new Date(Date.UTC(year as number, month as number, 0)).toISOString().slice(0, 10)
  return to === last ? from.slice(0, 7) : null
}
