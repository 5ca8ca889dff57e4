import { due } from '#standards/calendar/deadline.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { surcharge } from '#standards/penalty/surcharge.ts'
import { fineOf, type Instalment, type Payment, type Story } from './story.ts'

/** Days to pay after the decision was received (行政处罚法第67条). */
export const PAYMENT_DAYS = 15
const RATE = 3
const WHOLE = 100
const FAR = '2199-12-31'

const NOTHING_OWED = { paused: false, outstanding: 0, lastDay: null }

/** One part of a fine with what was paid on it. */
export interface MoneyPart extends Instalment {
  paid: number
  /** It is not paid and its day is over. */
  late: boolean
}

/** How a fine stands on a day; amounts in fen. */
export interface Money {
  fine: number
  paid: number
  parts: MoneyPart[]
  surcharge: number
  surchargePaid: number
  /** The surcharge reached the fine and grows no more. */
  capped: boolean
  /** A remedy runs: no surcharge is added. */
  paused: boolean
  /** Fine and surcharge that are still owed. */
  outstanding: number
  /** Last day for the whole; null before the decision is served. */
  lastDay: string | null
}

/**
 * How the fine of a case stands on a day: parts, payments, surcharge of 3 % a day on what is late, never above the fine, none while a remedy
 * runs. 行政处罚法第66、67、72、73条.
 */
export function moneyOf(story: Story, on: string): Money {
  const fine = fineOf(story)
  const sum = (kind: Payment['kind']) =>
    story.payments.reduce((total, one) => total + (one.kind === kind ? one.amount : 0), 0)
  const [paid, surchargePaid] = [sum('fine'), sum('surcharge')]
  const parts = partsOf(story, fine)
  const pauses = story.remedies.map(({ from, to }) => ({ from, to: to ?? FAR }))
  // Nothing is owed on a decision that was revoked, whatever was paid before.
  if (story.annulledOn)
    return { ...{ fine, paid, parts: [], surcharge: 0, surchargePaid, capped: false }, ...NOTHING_OWED }
  const spread = spreadOver(
    parts,
    story.payments.filter(({ kind }) => kind === 'fine'),
  )
  const late = lateOf(spread, on, pauses) + lateBefore(story, fine, on, pauses)
  const full = Math.floor(late * (RATE / WHOLE))
  const grown = Math.min(full, fine)
  return {
    fine,
    paid,
    parts: spread.map(({ dueOn, amount, payments }) => {
      const had = payments.reduce((total, one) => total + one.amount, 0)
      return { dueOn, amount, paid: had, late: had < amount && on > dueOn }
    }),
    surcharge: grown,
    surchargePaid,
    capped: full >= fine && fine > 0,
    paused: pauses.some(({ from, to }) => on >= from && on <= to),
    outstanding: Math.max(0, fine - paid) + Math.max(0, grown - surchargePaid),
    lastDay: parts.at(-1)?.dueOn ?? null,
  }
}

/** The parts a fine is due in: as granted, else the whole fifteen days after service. */
function partsOf({ instalments, service }: Story, fine: number): Instalment[] {
  if (instalments.length > 0) return instalments
  if (!service || fine === 0) return []
  return [{ dueOn: due({ from: service.on, unit: 'D', amount: PAYMENT_DAYS }).due, amount: fine }]
}

type Pauses = readonly { from: string; to: string }[]

/** What was late already when other terms were granted stays owed: nobody is forgiven it by paying in parts. */
function lateBefore(story: Story, fine: number, on: string, pauses: Pauses): number {
  const paid = story.payments.filter(({ kind }) => kind === 'fine')
  return story.earlierTerms.reduce((total, { until, parts }) => {
    const due = parts.length > 0 ? parts : partsOf({ ...story, instalments: [] }, fine)
    return total + lateOf(spreadOver(due, paid), on < until ? on : until, pauses)
  }, 0)
}

const lateOf = (parts: readonly PaidPart[], on: string, pauses: Pauses): number =>
  parts.reduce((total, part) => total + lateDays(part, on, pauses), 0)

interface PaidPart extends Instalment {
  payments: { on: string; amount: number }[]
}

/** Payments go to the part that is due first. */
function spreadOver(parts: readonly Instalment[], payments: readonly Payment[]): PaidPart[] {
  const spread = parts.map((part) => ({ ...part, payments: [] as PaidPart['payments'] }))
  for (const payment of payments.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    let left = payment.amount
    for (const part of spread) {
      const open = part.amount - part.payments.reduce((total, one) => total + one.amount, 0)
      const taken = Math.min(open, left)
      if (taken > 0) part.payments.push({ on: payment.on, amount: taken })
      left -= taken
    }
  }
  return spread
}

/** Fen times days that a part was late: what was not paid yet, day by day. */
function lateDays({ dueOn, amount, payments }: PaidPart, on: string, pauses: Pauses): number {
  let unpaid = amount
  let since = dueOn
  let sum = 0
  for (const { on: paidOn, amount: had } of payments) {
    if (paidOn > since && paidOn <= on) {
      sum += unpaid * surcharge(0, since, paidOn, pauses).days
      since = paidOn
    }
    if (paidOn <= on) unpaid -= had
  }
  return unpaid > 0 && on > since ? sum + unpaid * surcharge(0, since, on, pauses).days : sum
}

/** Why a plan of instalments may not stand; null when it may. @param amounts fen */
export function instalmentFault(parts: readonly Instalment[], owed: number, on: string): string | null {
  const total = parts.reduce((sum, { amount }) => sum + amount, 0)
  if (total !== owed) return `各期合计 ${total / 100} 元，要等于没有缴的 ${owed / 100} 元`
  for (const [at, { dueOn, amount }] of parts.entries()) {
    if (amount <= 0) return `第 ${at + 1} 期金额要大于 0`
    if (dueOn < on) return `第 ${at + 1} 期日期不能早于 ${on}`
    const before = parts[at - 1]
    if (before && dueOn < addDays(before.dueOn, 1)) return `第 ${at + 1} 期要晚于第 ${at} 期`
  }
  return null
}

/** What of the fine itself is not paid, in fen. */
export const fineAt = (story: Story): number =>
  fineOf(story) - story.payments.reduce((sum, { kind, amount }) => sum + (kind === 'fine' ? amount : 0), 0)
