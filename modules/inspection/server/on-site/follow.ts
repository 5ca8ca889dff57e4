import type { CaseDone } from '#kernel/cases/holder.ts'
import { sealByPlatform } from '#kernel/cases/sealing.ts'
import { findCaseForUpdate } from '#kernel/cases/store.ts'
import { tellHolder } from '#kernel/cases/tell.ts'
import type { Tx } from '#kernel/db/db.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { followHazards } from '#modules/hazard/server/follow.ts'
import { listStanding } from './hazards.ts'
import { inspectionKind } from './kind.ts'
import * as store from './store.ts'

/** The inspection waits for its reinspection as soon as the enterprise has nothing left to put right. */
async function followHazard(tx: Tx, { actor, case: { id: hazardId }, act }: CaseDone): Promise<void> {
  if (act.act === 'register' || act.act === 'order') return
  const inspectionId = await store.findInspectionOf(tx, hazardId)
  const row = inspectionId && (await findCaseForUpdate(tx, actor.scope, inspectionId))
  if (!row) return
  if (row.state !== 'rectifying') return
  const standing = await listStanding(tx, actor, row.id)
  if (standing.some(({ open, submitted }) => open && !submitted)) return
  const done = {
    act: 'ask-reinspection',
    input: { text: `${standing.length} 项都报了整改完成` },
    holderSeatId: row.holderSeatId,
  }
  const { sealed, state } = await sealByPlatform(tx, inspectionKind, row, done, new Date(act.at))
  await inspectionKind.after?.(tx, { actor, case: row, act: sealed, state, dueOn: null })
  await tellHolder(tx, inspectionKind, { id: row.id, title: row.title, holderSeatId: row.holderSeatId, state })
}

/** Lets inspections know of their hazards, and go along with their enterprise. */
export function followWithInspections(): void {
  followHazards('inspections', followHazard)
  followObjects('inspections', {
    moved: (tx, objectId, gridCode) => store.moveOfObject(tx, objectId, { id: objectId, gridCode }),
    merged: store.moveOfObject,
  })
}
