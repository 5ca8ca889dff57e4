import { z } from 'zod'
import type { LawVersion } from '#modules/enforcement-case/model/discretion.ts'
import { checkIndustries } from '#standards/check-item/check-item.ts'
import { criteria, criterionStandards } from '#standards/hazard/criteria.ts'
import { penaltyItems } from '#standards/penalty/items.ts'

/** A check with its basis, as it is looked up. */
export const CheckAlong = z
  .object({
    code: z.string(),
    industry: z.string(),
    question: z.string(),
    how: z.string(),
    basis: z.string(),
    rank: z.enum(['ordinary', 'major']),
    criterion: z.string().nullable(),
    penaltyItem: z.string().nullable(),
    rectification: z.string(),
    days: z.number(),
    verified: z.boolean(),
  })
  .meta({ id: 'CheckAlong' })
export type CheckAlong = z.output<typeof CheckAlong>

/** A term the platform counts by itself. */
export const ClockAlong = z
  .object({
    kind: z.string(),
    title: z.string(),
    amount: z.number(),
    unit: z.enum(['H', 'D', 'WD', 'M', 'Y']),
    source: z.string(),
    verified: z.boolean(),
  })
  .meta({ id: 'ClockAlong' })
export type ClockAlong = z.output<typeof ClockAlong>

/** Law as it is taken along: what is kept or chosen on the server; what every build knows comes with the app. */
export const LawAlong = z
  .object({
    version: z.string().meta({ description: '内容的指纹，同一内容同一个' }),
    asOf: z.iso.datetime(),
    /** Versions of law with their steps, as `enforcement-case` has them. */
    versions: z.array(
      z.object({ name: z.string(), from: z.string(), to: z.string().nullable(), tiers: z.array(z.any()).readonly() }),
    ),
    checks: z.array(CheckAlong),
    clocks: z.array(ClockAlong),
  })
  .meta({ id: 'LawAlong' })
export type LawAlong = Omit<z.output<typeof LawAlong>, 'versions'> & { versions: LawVersion[] }

export const LAW_PATH = '/along/law'

/** Whether a text bears every word of what somebody looks for. */
export function bears(text: string, words: string): boolean {
  const whole = text.toLowerCase()
  return words
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word))
}

/** Conducts the law punishes that bear some words, in the order of the articles. */
export const conductsWith = (words: string) =>
  penaltyItems.filter(({ conduct, basis, id }) => bears(`${id} ${conduct} ${basis}`, words))

/** National criteria for major hazards that bear some words, by the standard they stand in. */
export const criteriaWith = (words: string) =>
  (Object.keys(criterionStandards) as (keyof typeof criterionStandards)[])
    .map((sector) => ({
      sector,
      ...criterionStandards[sector],
      items: criteria.filter(
        (one) => one.sector === sector && bears(`${one.code} ${one.name} ${criterionStandards[sector].title}`, words),
      ),
    }))
    .filter(({ items }) => items.length > 0)

/** What a check is looked up by. */
export const checkText = ({ code, industry, question, how, basis }: CheckAlong): string =>
  [code, checkIndustries[industry], question, how, basis].join(' ')

const UNITS = { H: '小时', D: '日', WD: '个工作日', M: '个月', Y: '年' } as const

/** A term in words: 15 日, 5 个工作日. */
export const termWords = ({ amount, unit }: { amount: number; unit: keyof typeof UNITS }): string =>
  `${amount} ${UNITS[unit]}`
