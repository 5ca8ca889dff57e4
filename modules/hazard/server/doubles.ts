import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { LIKE_ENOUGH, likeness } from '../model/likeness.ts'
import { hazardCase } from '../model/states.ts'
import { listOpenAt, type OpenHazard } from './store.ts'

/** Days back in which another report may mean the same thing; a proposal, not a standard. */
const DAYS = 30
const SHOWN = 5

/** A hazard that may be the same matter, and why it may. */
interface Double extends Pick<OpenHazard, 'id' | 'number' | 'title' | 'foundOn'> {
  stateTitle: string
  gridName: string
  why: string
}

interface Asked {
  objectId?: string | undefined
  gridCode?: string | undefined
  what: string
  itemCode?: string | undefined
  without?: string | undefined
}

/** Open hazards at the same place that may be the same matter, the likest first, with the reason. Offered, never decided. */
export async function listDoubles(tx: Tx, actor: Actor, asked: Asked): Promise<Double[]> {
  if (!asked.objectId && !asked.gridCode) return []
  const since = new Date(Date.parse(today()) - DAYS * 86_400_000).toISOString().slice(0, 10)
  const open = await listOpenAt(tx, actor.scope, asked, since)
  const alike = open
    .filter(({ id }) => id !== asked.without)
    .map((row) => ({ ...row, alike: likeness(row.what, asked.what), same: isSameItem(row, asked) }))
    .filter(({ alike, same }) => same || alike >= LIKE_ENOUGH)
    .sort((a, b) => Number(b.same) - Number(a.same) || b.alike - a.alike)
    .slice(0, SHOWN)
  const places = await gridNames(
    tx,
    alike.map(({ gridCode }) => gridCode),
  )
  return alike.map(({ id, number, title, state, gridCode, foundOn, ...row }) => ({
    ...{ id, number, title, foundOn },
    stateTitle: hazardCase.states[state as keyof typeof hazardCase.states].title,
    gridName: places.get(gridCode) ?? gridCode,
    why: row.same ? '同一条检查项' : `描述相像 ${Math.round(row.alike * 100)}%`,
  }))
}

const isSameItem = ({ itemCode }: OpenHazard, asked: Asked): boolean => itemCode !== null && itemCode === asked.itemCode
