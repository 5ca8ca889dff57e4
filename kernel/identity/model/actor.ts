import type { Scope } from '#kernel/scope/scope.ts'

/** Who acts in a request: an account, the person behind it and the seat the person sits on now. */
export interface Actor {
  accountId: string
  login: string
  personId: string
  personName: string
  seatId: string | null
  seatTitle: string
  bodyId: string | null
  bodyName: string
  role: string
  /** Grid prefix the seat answers for; empty for the seat of a supervised object. */
  gridCode: string
  layer: string
  permissions: ReadonlySet<string>
  scope: Scope
  sessionId: string | null
}

export function may(actor: Actor, permission: string): boolean {
  return permission === 'signed-in' || actor.permissions.has(permission)
}
