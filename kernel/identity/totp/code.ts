import { Secret, TOTP } from 'otpauth'
import type { IdentityContext } from '../context.ts'

const PERIOD_SECONDS = 30

/** The account's fields a one-time code is checked against. */
export interface CodeHolder {
  id: string
  totpSecret: string | null
  totpLastStep: number | null
}

/** What a secret is sealed for: it opens only in the row of its own account. */
export const purposeOf = (accountId: string): string => `totp/${accountId}`

/** The generator behind a secret in base32. */
export const totpOf = (secret: string, login = ''): TOTP =>
  new TOTP({ issuer: '安网', label: login, secret: Secret.fromBase32(secret), period: PERIOD_SECONDS, digits: 6 })

/** Time step of a right code not used before; null otherwise. One step of clock error either way (RFC 6238 §5.2). */
export function codeStep(context: IdentityContext, holder: CodeHolder, code: string | undefined): number | null {
  if (!holder.totpSecret || !code || !/^\d{6}$/.test(code)) return null
  const timestamp = context.limits.now().getTime()
  const totp = totpOf(context.secrets.open(holder.totpSecret, purposeOf(holder.id)))
  const delta = totp.validate({ token: code, window: 1, timestamp })
  if (delta === null) return null
  const step = Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta
  return step > (holder.totpLastStep ?? 0) ? step : null
}
