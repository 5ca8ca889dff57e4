import { onGridMoved } from '#modules/grid/server/boundary/moves.ts'
import { getEnterpriseForUpdate } from './access.ts'
import { applyValues } from './edit.ts'

/** Enterprises follow a change of boundaries, in its transaction, each with a version in its history. @returns takes the handler out again */
export const followGrid = (): (() => void) =>
  onGridMoved(async (tx, { moves, actor, reason }) => {
    for (const { objectId, to } of moves) {
      const present = await getEnterpriseForUpdate(tx, actor, objectId)
      await applyValues(tx, actor, present, { values: {}, gridCode: to, reason, method: 'office', act: 'moved' })
    }
  })
