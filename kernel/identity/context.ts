import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { IdentityLimits } from './limits.ts'
import type { PermissionTable } from './permissions.ts'
import type { SecretBox } from './secret-box.ts'
import type { SessionKeeper } from './session-keeper.ts'

/**
 * Grid of a supervised object inside a scope; null when it is not there or not in the scope. The owner of the objects
 * gives it: the kernel knows their ids only.
 */
export type PlaceOfObject = (tx: Tx, scope: Scope, objectId: string) => Promise<string | null>

/** What the identity room is given by the process that composes it. */
export interface IdentityContext {
  limits: IdentityLimits
  table: PermissionTable
  secrets: SecretBox
  sessions: SessionKeeper
  placeOfObject: PlaceOfObject
  /** Cookies are Secure and addresses start with https. */
  https: boolean
}
