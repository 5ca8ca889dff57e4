import type { IdentityLimits } from './limits.ts'
import type { PermissionTable } from './permissions.ts'
import type { SecretBox } from './secret-box.ts'

/** What the identity room is given by the process that composes it. */
export interface IdentityContext {
  limits: IdentityLimits
  table: PermissionTable
  secrets: SecretBox
  /** Cookies are Secure and addresses start with https. */
  https: boolean
}
