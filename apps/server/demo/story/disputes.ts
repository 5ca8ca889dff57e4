import { newId } from '#kernel/db/id.ts'
import { changeRoutes } from '#modules/enterprise/server/routes/change.ts'
import { raiseContradiction } from '#modules/enterprise/server/store/change.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { mobile, personName } from '../register/names.ts'
import type { Stage } from '../stage.ts'
import type { Cast } from './cast.ts'

/** What another source says, each in its own way. */
const CLAIMS: readonly ((one: DemoEnterprise, dice: Dice) => { field: string; claimed: string; source: string })[] = [
  (_, dice) => ({ field: 'contact', claimed: personName(dice), source: '网格员走访：原联系人已离职' }),
  () => ({ field: 'operatingState', claimed: 'stopped', source: '供电公司用电信息：连续两个月几乎不用电' }),
  (_, dice) => ({ field: 'principal', claimed: personName(dice), source: '市场监管部门推送：负责人已变更登记' }),
  (_, dice) => ({ field: 'contactPhone', claimed: mobile(dice), source: '12350 回访：原号码为空号' }),
  ({ values }, dice) => ({
    field: 'address',
    claimed: String(values.address).replace(/\d+号$/, `${dice.whole(201, 390)}号`),
    source: '执法检查记录：实际地址与档案不一致',
  }),
  (_, dice) => ({ field: 'safetyDirector', claimed: personName(dice), source: '安全培训考核名册' }),
]

/** Other sources disagree with files all over the city; the town settles two, the rest waits. @returns how many */
export function planDisputes(stage: Stage, cast: Cast, day: LocalDate, dice: Dice): number {
  const { village, town, county, city, leaving, others } = cast
  const disputed = [
    ...village.slice(1, 4),
    ...town.slice(5, 8),
    ...county.slice(6, 10),
    ...city.slice(5, 9),
    ...leaving.slice(2),
    ...others.filter((_, at) => at % 3 !== 0),
  ]
  const ids: string[] = []
  const first = 9
  for (const [at, enterprise] of disputed.entries()) {
    const moment = momentOf(workdaysBefore(day, first - (at % first)), at % 2 ? '10:15' : '15:45')
    const id = newId(moment.getTime())
    ids.push(id)
    stage.plan(moment, () => claim(stage, id, enterprise, at, dice))
  }
  const settle = (id: string, settlement: 'kept' | 'changed') =>
    stage.act('damatou-officer', changeRoutes, 'POST /api/v1/enterprise-contradictions/:id/settle', {
      params: { id },
      body: { settlement },
    })
  stage.plan(momentOf(workdaysBefore(day, 3), '16:20'), () => settle(ids[3] as string, 'changed'))
  return ids.length
}

async function claim(stage: Stage, id: string, enterprise: DemoEnterprise, at: number, dice: Dice): Promise<void> {
  const { field, claimed, source } = (CLAIMS[at % CLAIMS.length] as (typeof CLAIMS)[number])(enterprise, dice)
  const present = String((enterprise.values as Record<string, unknown>)[field] ?? '')
  await raiseContradiction(stage.tx, {
    id,
    enterpriseId: enterprise.id,
    gridCode: enterprise.gridCode,
    field,
    present,
    claimed,
    source,
  })
}
