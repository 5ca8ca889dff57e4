import type { Search } from '#kernel/ui/address.ts'
import { today } from '#kernel/ui/format.ts'
import { PERIODS, type PeriodName, periodNamed } from '../model/period.ts'

/** What is shown when nobody asked for another period. */
export const USUAL: PeriodName = 'months'

/** The period of an address by its name; undefined when days stand there instead. */
export const periodName = ({ period, from, to }: Search): PeriodName | undefined =>
  from || to ? undefined : period && period in PERIODS ? (period as PeriodName) : USUAL

/** First and last day an address asks for; a day of knowledge in the past ends every period. */
export function periodOf(search: Search): { from: string; to: string } {
  const end = search.asOf && search.asOf < today() ? search.asOf : today()
  const usual = periodNamed(periodName(search) ?? USUAL, end)
  return { from: search.from ?? (search.to ? `${search.to.slice(0, 7)}-01` : usual.from), to: search.to ?? usual.to }
}
