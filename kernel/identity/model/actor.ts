import type { Scope } from '#kernel/scope/scope.ts'

/** Who acts in a request: an account, the person behind it and the seat the person sits on now. */
export interface Actor {
  accountId: string
  login: string
  personId: string
  personName: string
  seatId: string | null
  seatTitle: string
  /** Whom the person stands in for on the seat during leave; null in his own right. */
  standsInFor: { personId: string; name: string } | null
  bodyId: string | null
  bodyName: string
  role: string
  /** Grid prefix the seat answers for; empty for the seat of a supervised object. */
  gridCode: string
  layer: string
  /** Grid the seat lies in, also for the seat of a supervised object; empty without a seat. */
  seatGrid: string
  /** The account still has its initial secret: nothing but choosing a password is open. */
  mustChangePassword: boolean
  /** The role needs a second factor the account does not have yet: nothing but setting it up is open. */
  mustEnrol: boolean
  /** Password or code was shown within the last minutes; a machine's key never shows one. */
  proven: boolean
  permissions: ReadonlySet<string>
  scope: Scope
  /** Null when a machine acts with a key. */
  sessionId: string | null
}

/**
 * Whether a permission word is open to an actor. Four words belong to everybody: `account` even before the initial
 * secret is changed, `enrolment` before a needed second factor is set up, `signed-in` after that, `in-person` only with a session, never with a machine's key.
 */
export function may(actor: Actor, permission: string): boolean {
  if (permission === 'account') return true
  if (actor.mustChangePassword) return false
  if (permission === 'enrolment') return actor.sessionId !== null
  if (actor.mustEnrol) return false
  if (permission === 'in-person') return actor.sessionId !== null
  return permission === 'signed-in' || actor.permissions.has(permission)
}

/** Under which name somebody's acts are kept: the own one, and for whom he stands in. */
export const actingName = ({ personName, standsInFor }: Actor): string =>
  standsInFor ? `${personName}（代${standsInFor.name}）` : personName
