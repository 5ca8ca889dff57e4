import { newId } from '#kernel/db/id.ts'
import type { MajorHazardRow } from '#modules/enterprise/server/store/major-hazard.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { gradeMajorHazard } from '#standards/gb18218/grade.ts'
import { officeDayFrom } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { DemoEnterprise } from './enterprises.ts'
import type { HazardUnit } from './trade.ts'

export type Installation = Omit<MajorHazardRow, 'version'>

const ENTERPRISES = 235
const INSTALLATIONS = 310
/** A refinery, a chlor-alkali or an ammonia works without any is not one. */
const ALWAYS = new Set(['2511', '2612', '2621', '2652'])

/**
 * 310 installations at 235 chemical enterprises, 75 of them with two; only units the line of business has, and every one
 * reaches S ≥ 1. The risk level of the enterprise follows.
 */
export function makeInstallations(dice: Dice, all: readonly DemoEnterprise[], day: LocalDate): Installation[] {
  const able = all.filter(({ trade, values }) => trade.units && values.operatingState !== 'preparing')
  const sure = able.filter(({ trade }) => ALWAYS.has(trade.industry))
  const rest = able.filter(({ trade }) => !ALWAYS.has(trade.industry))
  const step = rest.length / (ENTERPRISES - sure.length)
  const spread = Array.from(
    { length: ENTERPRISES - sure.length },
    (_, at) => rest[Math.floor(at * step)] as DemoEnterprise,
  )
  const chosen = new Set([...sure, ...spread])
  const withTwo = new Set(
    [...chosen].filter(({ trade }) => (trade.units?.length ?? 0) > 1).slice(0, INSTALLATIONS - ENTERPRISES),
  )
  return all
    .filter((enterprise) => chosen.has(enterprise))
    .flatMap((enterprise) => {
      const units = enterprise.trade.units as readonly HazardUnit[]
      const first = dice.whole(0, units.length - 1)
      const own = withTwo.has(enterprise) ? [first, (first + 1) % units.length] : [first]
      const made = own.map((unit, at) => installation(dice, enterprise, units[unit] as HazardUnit, at + 1, day))
      const worst = Math.min(...made.map(({ level }) => level ?? 4))
      enterprise.values.riskLevel = worst <= 2 ? '1' : '2'
      enterprise.values.dangerClasses = [...enterprise.trade.danger, 'major_hazard'] as never
      return made
    })
}

function installation(
  dice: Dice,
  enterprise: DemoEnterprise,
  unit: HazardUnit,
  number: number,
  day: LocalDate,
): Installation {
  const exposedPeople = dice.low(0, 160)
  const stocks = [{ chemical: unit.stock, tonnes: dice.low(...unit.tonnes) }]
  const { s, alpha, r, level } = gradeMajorHazard({ exposedPeople, stocks })
  const assessedOn = officeDayFrom(day, -dice.whole(60, 1060))
  const filedOn = officeDayFrom(addDays(assessedOn, 28), 0)
  return {
    id: newId(enterprise.createdAt.getTime()),
    enterpriseId: enterprise.id,
    gridCode: enterprise.gridCode,
    name: `${number}# ${unit.name}`,
    unitType: unit.unitType,
    exposedPeople,
    stocks,
    s,
    alpha,
    r,
    level,
    assessedOn,
    filingNumber: `BA鲁${enterprise.gridCode.slice(0, 6)}〔${filedOn.slice(0, 4)}〕${String(dice.whole(1, 200)).padStart(3, '0')}`,
    filedOn,
    createdOn: filedOn,
  }
}
