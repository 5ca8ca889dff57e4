import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { narrow, type Scope, topOf } from '#kernel/scope/scope.ts'
import { readTally, readTallyByGrid } from '#kernel/tally/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import type { CaseDesk } from './desk.ts'
import { type CaseFigure, type CaseFilter, countBy, countCases } from './list-store.ts'
import type { CaseType } from './model/case-type.ts'
import type { FigureView } from './schema.ts'
import { caseTally } from './tally.ts'

/** How near a clock is, in words. */
export const STAGES: Record<string, string> = {
  none: '没有时限',
  running: '时间充裕',
  amber: '时间过半',
  red: '就要到期',
  overdue: '已逾期',
  raised: '逾期已上报',
}

type FigureDimension = 'state' | 'stage' | 'grid' | 'month'

/** How many cases of a kind there are, open, and late, by one dimension; each figure opens its rows by the same filter. */
export async function figuresOf(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  type: CaseType,
  filter: CaseFilter,
  by: FigureDimension,
): Promise<z.input<typeof FigureView>[]> {
  const top = filter.grid ?? actor.gridCode
  const digits = digitsBelow(top)
  const rows =
    (await tallied(tx, actor.scope, filter, by, digits)) ?? (await counted(tx, actor.scope, filter, by, digits))
  const grids =
    by === 'grid'
      ? await desk.world.gridNames(
          tx,
          rows.map(({ key }) => key),
        )
      : null
  const titleOf = (key: string) => {
    if (by === 'state') return type.states[key]?.title ?? key
    if (by === 'stage') return STAGES[key] ?? key
    return grids?.get(key) ?? key
  }
  return rows.map((row) => ({ ...row, title: titleOf(row.key) }))
}

const counted = (tx: Tx, scope: Scope, filter: CaseFilter, by: FigureDimension, digits: number) =>
  countBy(tx, scope, filter, by === 'grid' ? { kind: 'grid', digits } : { kind: by })

/** How many rows a list has, counted no further than this where it must be counted. */
const COUNTED = 10_000

/**
 * How many cases a filter matches: from the tally where it asks for no more than a kind, a grid, and a state, the open or the late ones;
 * otherwise counted up to a bound.
 */
export async function totalOf(
  tx: Tx,
  scope: Scope,
  { state, open, late, ...filter }: CaseFilter,
): Promise<{ total: number; totalIsBound: boolean }> {
  const states = await tallied(tx, scope, filter, 'state', 0)
  if (states) {
    const measure = late ? 'late' : open ? 'open' : 'total'
    const total = states.reduce((sum, row) => sum + (!state || row.key === state ? row[measure] : 0), 0)
    return { total, totalIsBound: false }
  }
  const bound = filter.countedTo ?? COUNTED
  const total = await countCases(tx, scope, { ...filter, state, open, late }, bound)
  return { total: Math.min(total, bound), totalIsBound: total > bound }
}

/** The same figures from the tally; null where the filter asks for more than a kind and a grid. */
async function tallied(
  tx: Tx,
  scope: Scope,
  { type, grid, own, more, objectId, state, open, late, supervised }: CaseFilter,
  by: FigureDimension,
  digits: number,
): Promise<CaseFigure[] | null> {
  const isNarrowed = Boolean(own || more?.length || objectId || state || open || late || supervised)
  const place = { part: type ?? '', scope: grid ? narrow(scope, grid) : scope }
  const top = topOf(place.scope)
  if (isNarrowed || !type || !top) return null
  const rows =
    by === 'grid'
      ? await readTallyByGrid(tx, caseTally, place, top, digits)
      : await readTally(tx, caseTally, place, top, by)
  return rows as unknown as CaseFigure[]
}
