import type { Database, Tx } from '#kernel/db/db.ts'
import { addHandoverSource } from '#kernel/identity/handover/sources.ts'
import { today } from '#kernel/identity/limits.ts'
import { type CaseKind, seatToRise } from './holder.ts'
import { actByPlatform, doneOf } from './sealing.ts'
import * as store from './store.ts'

const DAY = 86_400_000
const PAGE = 200

/** Open cases of a seat go over to whoever follows on it, item by item. */
export function handOverCases(kinds: ReadonlyMap<string, CaseKind>): void {
  addHandoverSource({
    kind: 'case',
    collect: async (tx, { seatId }) =>
      (await store.listOpenOfSeat(tx, seatId)).map((row) => {
        const kind = kinds.get(row.type)
        return {
          ref: row.id,
          title: `${kind?.type.title ?? row.type}：${row.title}`,
          ...(kind ? { link: kind.link(row.id) } : {}),
        }
      }),
  })
}

/**
 * Lets the work of seats nobody sits on rise to the nearest seat above, each with a sealed act and its message. A seat is
 * given `afterDays` for a successor to come; where no seat above is held either, the case stays and is looked at again.
 * @returns how many cases rose
 */
export async function riseUnheld(
  db: Database,
  kinds: ReadonlyMap<string, CaseKind>,
  afterDays: number,
  now = new Date(),
): Promise<number> {
  const on = today(now)
  const emptySince = today(new Date(now.getTime() - afterDays * DAY))
  return db.system(async (tx) => {
    let risen = 0
    for (const row of await store.listUnheld(tx, on, emptySince, PAGE)) if (await rise(tx, kinds, row, now)) risen++
    return risen
  })
}

async function rise(tx: Tx, kinds: ReadonlyMap<string, CaseKind>, row: store.CaseRow, now: Date): Promise<boolean> {
  const kind = kinds.get(row.type)
  const acts = kind ? (await store.listActs(tx, row.id)).map(doneOf) : []
  const above = kind && (await seatToRise(tx, kind.type, row, acts, today(now)))
  if (!kind || !above) return false
  await actByPlatform(tx, kind, row, 'rise', { reason: '原岗位无人在岗' }, above, now)
  return true
}
