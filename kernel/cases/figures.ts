import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import type { CaseDesk } from './desk.ts'
import { type CaseFilter, countBy } from './list-store.ts'
import type { CaseType } from './model/case-type.ts'
import type { FigureView } from './schema.ts'

const STAGES: Record<string, string> = {
  none: '没有时限',
  running: '时间充裕',
  amber: '时间过半',
  red: '就要到期',
  overdue: '已逾期',
  raised: '逾期已上报',
}

/** How many cases of a kind there are, open, and late, by one dimension; each figure opens its rows by the same filter. */
export async function figuresOf(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  type: CaseType,
  filter: CaseFilter,
  by: 'state' | 'stage' | 'grid' | 'month',
): Promise<z.input<typeof FigureView>[]> {
  const top = filter.grid ?? actor.gridCode
  const digits = digitsBelow(top)
  const rows = await countBy(tx, actor.scope, filter, by === 'grid' ? { kind: 'grid', digits } : { kind: by })
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
