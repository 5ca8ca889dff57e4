import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'

/** A supervised enterprise that changes its direct grid. */
export interface GridMove {
  objectId: string
  from: string
  to: string
}

/** What a change of boundaries means for the modules above the grid. */
export interface GridMoved {
  /** Enterprises to move, each once. */
  moves: readonly GridMove[]
  /** Nodes that were retired and the nodes that follow them: one after a merge, several after a split. */
  successors: readonly { code: string; into: readonly string[] }[]
  planId: string
  actor: Actor
  reason: string
  documentNumber: string | null
}

/** Takes part in the change: what it throws undoes all of it. */
export type GridMovedHandler = (tx: Tx, event: GridMoved) => Promise<void>

const handlers = new Set<GridMovedHandler>()

/**
 * Lets a module above the grid follow a change of boundaries, in the same transaction. The owner of enterprises must
 * write their new grid code: a plan that leaves one behind is refused.
 * @returns a function that takes the handler out again
 */
export function onGridMoved(handler: GridMovedHandler): () => void {
  handlers.add(handler)
  return () => handlers.delete(handler)
}

/** Tells everybody, one after the other, in the order they came. */
export async function announceMoves(tx: Tx, event: GridMoved): Promise<void> {
  for (const handler of handlers) await handler(tx, event)
}
