import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { CaseType } from './model/case-type.ts'
import { takeNumber } from './store.ts'

/** Digits of a county code; a case of the whole city is counted under the city. */
const COUNTY = 6

/** The next number of a kind in a county and year, like YH-370523-2026-00218. Numbers of refused acts are used again. */
export async function nextNumber(tx: Tx, type: CaseType, gridCode: string, now: Date): Promise<string> {
  const county = gridCode.slice(0, COUNTY).padEnd(COUNTY, '0')
  const year = Number(today(now).slice(0, 4))
  const running = await takeNumber(tx, type.name, county, year)
  return `${type.prefix}-${county}-${year}-${String(running).padStart(5, '0')}`
}
