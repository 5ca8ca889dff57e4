import { ownObject, type Scope, subtree } from '#kernel/scope/scope.ts'
import type { IdentityContext } from './context.ts'
import type { IdentityLimits } from './limits.ts'
import type { Actor } from './model/actor.ts'
import { ADMIN_ROLES, OBJECT_ROLES } from './model/roles.ts'
import type { SessionRow, SittingRow } from './store.ts'

/**
 * The actor a seat row stands for; without a seat it may nothing and sees nothing.
 * @param session the person's session; null when a machine acts with a key
 */
export function actorOf(
  context: Pick<IdentityContext, 'limits' | 'table'>,
  row: SittingRow,
  session: SessionRow | null,
): Actor {
  const { limits, table } = context
  const mustChangePassword = row.mustChangePassword || (session !== null && passwordIsOld(limits, session))
  const mustEnrol = session !== null && session.secondFactorAt === null && needsSecondFactor(limits, row.role)
  const held = !mustChangePassword && !mustEnrol
  return {
    accountId: row.accountId,
    login: row.login,
    personId: row.personId,
    personName: row.personName,
    seatId: row.seatId,
    seatTitle: row.title ?? '',
    standsInFor: row.forPersonId ? { personId: row.forPersonId, name: row.forPersonName ?? '' } : null,
    bodyId: row.bodyId,
    bodyName: row.bodyName ?? '',
    role: row.role ?? '',
    gridCode: row.objectId || OBJECT_ROLES.has(row.role ?? '') ? '' : (row.gridCode ?? ''),
    seatGrid: row.gridCode ?? '',
    layer: row.layer ?? '',
    mustChangePassword,
    mustEnrol,
    proven:
      session?.provenAt != null && limits.now().getTime() - session.provenAt.getTime() <= limits.proofMinutes * 60_000,
    permissions: held ? table.ofRole(row.role ?? '', limits.dutiesApart) : new Set(),
    scope: scopeOfSeat(row),
    sessionId: session?.sessionId ?? null,
  }
}

/** Whether a role may act with a second factor only. */
export const needsSecondFactor = (limits: IdentityLimits, role: string | null): boolean =>
  role !== null && limits.secondFactorRoles.includes(role)

/** Whether the password of an administrator is past its time; a person of the single sign-on has none here. */
export function passwordIsOld(limits: IdentityLimits, session: SessionRow): boolean {
  if (limits.passwordDays === 0 || !ADMIN_ROLES.includes(session.role ?? '') || !session.passwordChangedAt) return false
  return limits.now().getTime() - session.passwordChangedAt.getTime() > limits.passwordDays * 86_400_000
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
