/** Limits of GB/T 22239-2019 8.1.4.1 as this platform sets them; the standard leaves the numbers to the operator. */
export interface IdentityLimits {
  idleMinutes: number
  /** Idle limit of administrators, who can do more harm from an unlocked desk. */
  adminIdleMinutes: number
  absoluteHours: number
  triesBeforeLock: number
  lockMinutes: number
  triesPerAddress: number
  /** How long an initial secret opens the door. */
  initialSecretHours: number
  /** Accounts nobody used for so long are disabled. */
  disableAfterIdleDays: number
  /** Hand-over items nobody accepted for so long rise to the seat above. */
  handoverHours: number
  /** The time of day all limits are counted by; tests move it. */
  now: () => Date
}

export const defaultLimits: IdentityLimits = {
  idleMinutes: 30,
  adminIdleMinutes: 15,
  absoluteHours: 12,
  triesBeforeLock: 5,
  lockMinutes: 15,
  triesPerAddress: 60,
  initialSecretHours: 72,
  disableAfterIdleDays: 90,
  handoverHours: 72,
  now: () => new Date(),
}

/** Minutes without a request after which a session of this role ends. */
export function idleMinutesOf(limits: IdentityLimits, role: string | null): number {
  return role === 'city_admin' ? Math.min(limits.adminIdleMinutes, limits.idleMinutes) : limits.idleMinutes
}

/** Today's date in China; seats and calendars count by it, wherever the server stands. */
export function today(now = new Date()): string {
  // China keeps UTC+8 all year; a formatter per call cost six per cent of a request.
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
