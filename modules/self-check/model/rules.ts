import { addDays, addMonths, type LocalDate, weekday } from '#standards/calendar/local-date.ts'
import type { CheckState, Rhythm } from './codes.ts'

/** A period in which a check is due once; both days belong to it. */
export interface Period {
  from: LocalDate
  dueOn: LocalDate
}

/** The period of a rhythm a day lies in: the day, its week from Monday, its month, its quarter. */
export function periodOf(rhythm: Rhythm, on: LocalDate): Period {
  if (rhythm === 'daily') return { from: on, dueOn: on }
  if (rhythm === 'weekly') {
    const from = addDays(on, -((weekday(on) + 6) % 7))
    return { from, dueOn: addDays(from, 6) }
  }
  const months = rhythm === 'monthly' ? 1 : 3
  const month = Number(on.slice(5, 7)) - 1
  const first = String(month - (month % months) + 1).padStart(2, '0')
  const from = `${on.slice(0, 5)}${first}-01`
  return { from, dueOn: addDays(addMonths(from, months), -1) }
}

/** Days before the last one on which the enterprise is reminded; a daily check is told of on its day only. */
export const remindAhead: Readonly<Record<Rhythm, number>> = { daily: 0, weekly: 2, monthly: 5, quarterly: 10 }

/** How a check stands on a day. What is missed stays missed: a check is not filled in afterwards. */
export function stateOf(check: { finishedAt: unknown; answered: number; dueOn: LocalDate }, on: LocalDate): CheckState {
  if (check.finishedAt) return 'done'
  if (check.dueOn < on) return 'missed'
  return check.answered > 0 ? 'doing' : 'due'
}

/** What is known of an enterprise when a template is looked for. */
export interface Line {
  regulatorClasses: readonly string[]
  superviseCategory: string | null
  dangerClasses: readonly string[]
  name: string
}

const BY_CATEGORY: Readonly<Record<string, string>> = {
  metallurgy: 'metallurgy',
  non_ferrous: 'nonferrous',
  building_material: 'building_materials',
  machinery: 'machinery',
  light_industry: 'light_industry',
  textile: 'textile',
  tobacco: 'tobacco',
  trade: 'commerce',
  hazchem_production: 'hazchem_production',
  chemical: 'hazchem_production',
  hazchem_trade: 'hazchem_trade',
  hazchem_use: 'hazchem_use',
  fireworks_production: 'fireworks_production',
  metal_mine: 'noncoal_mine_open_pit',
  tailings: 'noncoal_mine_tailings',
  construction: 'construction',
}

const BY_DANGER: Readonly<Record<string, string>> = {
  dust_explosion: 'dust_explosion',
  ammonia_cold: 'ammonia_refrigeration',
  confined_space: 'limited_space',
  molten_metal: 'metal_smelting',
  frequent_hot_work: 'special_work',
}

/** Industries of the library of checks that fit an enterprise, its own first, the general one last. */
export function industriesOf({ regulatorClasses, superviseCategory, dangerClasses, name }: Line): string[] {
  const own = BY_CATEGORY[superviseCategory ?? '']
  const fireworks = /批发|配送/.test(name) ? 'fireworks_wholesale' : 'fireworks_retail'
  return [
    ...(own ? [own] : []),
    ...(regulatorClasses.includes('fireworks') && superviseCategory !== 'fireworks_production' ? [fireworks] : []),
    ...dangerClasses.flatMap((danger) => BY_DANGER[danger] ?? []),
    'general',
  ]
}
