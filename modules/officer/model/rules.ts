import { addDays } from '#standards/calendar/local-date.ts'
import { type CertificateState, EXPIRING_DAYS, type Standing } from './codes.ts'

/** What decides whether somebody may enforce with a certificate. */
export interface CertificateTerm {
  state: CertificateState
  validFrom: string
  validTo: string
}

/** How a certificate stands on a day; first and last day of its term count as valid. */
export function standingOn({ state, validFrom, validTo }: CertificateTerm, on: string): Standing {
  if (state !== 'valid') return state
  if (on < validFrom) return 'early'
  if (on > validTo) return 'expired'
  return addDays(on, EXPIRING_DAYS) >= validTo ? 'expiring' : 'ok'
}

/**
 * Last day a term may end on: so many years from its first day, which itself does not lie farther ahead than one year.
 * @param years the longest term, a setting
 */
export function latestEnd(validFrom: string, on: string, years: number): string {
  const nextYear = yearsAfter(on, 1)
  return yearsAfter(validFrom < nextYear ? validFrom : nextYear, years)
}

/** The same day some years on; the last of February where that day does not exist. */
const yearsAfter = (day: string, years: number): string => {
  const same = `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`
  return same.endsWith('-02-29') && !isLeap(Number(same.slice(0, 4))) ? same.replace(/29$/, '28') : same
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** Whether its holder may enforce with it on that day (Penalty Law 2021 art. 42, 55: with certificates, at least two). */
export const isGood = (standing: Standing): boolean => standing === 'ok' || standing === 'expiring'

/** Why somebody may not enforce on a day, as the end of a sentence that begins with his name. */
export function whyNot(term: CertificateTerm | undefined, on: string): string | null {
  if (!term) return '没有登记执法证件'
  const standing = standingOn(term, on)
  if (isGood(standing)) return null
  if (standing === 'expired') return `的执法证件 ${term.validTo} 到期，${on} 那天无效`
  if (standing === 'early') return `的执法证件 ${term.validFrom} 才生效，${on} 那天无效`
  return standing === 'suspended' ? '的执法证件已被暂扣' : '的执法证件已注销'
}
