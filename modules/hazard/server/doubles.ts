import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { LIKE_ENOUGH, likeness } from '../model/likeness.ts'
import { listOpenAt, type OpenHazard } from './store.ts'

/** Days back in which another report may mean the same thing; a proposal, not a standard. */
const DAYS = 30
const SHOWN = 5

interface Asked {
  objectId?: string | undefined
  gridCode?: string | undefined
  what: string
  itemCode?: string | undefined
  without?: string | undefined
}

/** Open hazards at the same place that may be the same matter, the likest first, with the reason. Offered, never decided. */
export async function listDoubles(tx: Tx, actor: Actor, asked: Asked): Promise<(OpenHazard & { why: string })[]> {
  if (!asked.objectId && !asked.gridCode) return []
  const since = new Date(Date.parse(today()) - DAYS * 86_400_000).toISOString().slice(0, 10)
  const open = await listOpenAt(tx, actor.scope, asked, since)
  return open
    .filter(({ id }) => id !== asked.without)
    .map((row) => ({ ...row, alike: likeness(row.what, asked.what), same: isSameItem(row, asked) }))
    .filter(({ alike, same }) => same || alike >= LIKE_ENOUGH)
    .sort((a, b) => Number(b.same) - Number(a.same) || b.alike - a.alike)
    .slice(0, SHOWN)
    .map(({ alike, same, ...row }) => ({
      ...row,
      why: same ? '同一条检查项' : `描述相像 ${Math.round(alike * 100)}%`,
    }))
}

const isSameItem = ({ itemCode }: OpenHazard, asked: Asked): boolean => itemCode !== null && itemCode === asked.itemCode
