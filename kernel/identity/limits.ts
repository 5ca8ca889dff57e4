import type { SettingsReader } from '#kernel/settings/setting.ts'
import { ADMIN_ROLES } from './model/roles.ts'
import { identitySettings } from './settings.ts'

/**
 * Limits of GB/T 22239-2019 8.1.4.1 as they stand now; each is a setting the administrator may change, declared with
 * its meaning, unit and basis in `settings.ts`.
 */
export interface IdentityLimits {
  readonly idleMinutes: number
  readonly adminIdleMinutes: number
  readonly absoluteHours: number
  readonly triesBeforeLock: number
  readonly lockMinutes: number
  readonly triesPerAddress: number
  readonly initialSecretHours: number
  readonly passwordLength: number
  readonly passwordHistory: number
  /** Days after which administrators change their password; 0 for never. */
  readonly passwordDays: number
  readonly proofMinutes: number
  readonly secondFactorRoles: readonly string[]
  readonly dutiesApart: boolean
  readonly disableAfterIdleDays: number
  readonly handoverHours: number
  /** Most days somebody stands in on a seat at a stretch. */
  readonly standInDays: number
  /** The time of day all limits are counted by; tests move it. */
  readonly now: () => Date
}

/** The limits as the settings have them whenever one is asked for; tests hold some of them fast. */
export function limitsOf(settings: SettingsReader, fixed: Partial<IdentityLimits> = {}): IdentityLimits {
  const limits = { now: () => new Date() }
  for (const [name, setting] of Object.entries(identitySettings))
    Object.defineProperty(limits, name, {
      configurable: true,
      enumerable: true,
      get: () => settings.get(setting as never),
    })
  for (const [name, value] of Object.entries(fixed)) Object.defineProperty(limits, name, { enumerable: true, value })
  return limits as IdentityLimits
}

/** The limits nobody changed. */
export const defaultLimits: IdentityLimits = limitsOf({ get: (setting) => setting.fallback })

/** Minutes without a request after which a session of this role ends. */
export function idleMinutesOf(limits: IdentityLimits, role: string | null): number {
  const isAdmin = role !== null && ADMIN_ROLES.includes(role)
  return isAdmin ? Math.min(limits.adminIdleMinutes, limits.idleMinutes) : limits.idleMinutes
}

/** Today's date in China; seats and calendars count by it, wherever the server stands. */
export function today(now = new Date()): string {
  // China keeps UTC+8 all year; a formatter per call cost six per cent of a request.
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
