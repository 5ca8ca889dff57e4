import { ownObject, type Scope, subtree } from '#kernel/scope/scope.ts'
import type { IdentityContext } from './context.ts'
import type { Actor } from './model/actor.ts'
import { OBJECT_ROLES } from './model/roles.ts'
import type { SittingRow } from './store.ts'

/** The actor a seat row stands for; without a seat it may nothing and sees nothing. */
export function actorOf(context: IdentityContext, row: SittingRow, sessionId: string | null): Actor {
  return {
    accountId: row.accountId,
    login: row.login,
    personId: row.personId,
    personName: row.personName,
    seatId: row.seatId,
    seatTitle: row.title ?? '',
    bodyId: row.bodyId,
    bodyName: row.bodyName ?? '',
    role: row.role ?? '',
    gridCode: row.objectId || OBJECT_ROLES.has(row.role ?? '') ? '' : (row.gridCode ?? ''),
    seatGrid: row.gridCode ?? '',
    layer: row.layer ?? '',
    mustChangePassword: row.mustChangePassword,
    permissions: row.mustChangePassword ? new Set() : context.table.ofRole(row.role ?? ''),
    scope: scopeOfSeat(row),
    sessionId,
  }
}

/**
 * A seat of a body sees its subtree; a seat of a supervised object sees that object; no seat sees nothing, and neither
 * does the seat of an object that was never named.
 */
function scopeOfSeat(seat: SittingRow): Scope {
  if (!seat.seatId || (!seat.objectId && OBJECT_ROLES.has(seat.role ?? '')))
    return { gridFrom: '', gridTo: '', objectId: null }
  if (seat.objectId) return ownObject(seat.objectId)
  return subtree(seat.gridCode as string)
}
