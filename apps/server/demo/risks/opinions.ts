import { ownObject, type Scope, subtree } from '#kernel/scope/scope.ts'
import type { RiskFilterInput } from '#modules/risk/model/schema.ts'
import { writeRoutes } from '#modules/risk/server/routes/write.ts'
import { listPoints, type RiskLineRow } from '#modules/risk/server/store/list.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'
import { type Cast, TOWN } from '../story/cast.ts'

const OPINION = 'POST /api/v1/risk-points/:id/opinions'
const REPLY = 'POST /api/v1/risk-points/:id/reply'

/** Officers look through risk points: most are in order, some ask for something, one was answered. */
export async function planOpinions(stage: Stage, { own }: Cast, day: LocalDate): Promise<void> {
  const points = async (scope: Scope, filter: RiskFilterInput, limit: number): Promise<RiskLineRow[]> => {
    const days = { today: day, soon: day }
    return (await listPoints(stage.tx, scope, filter, days, { cursor: undefined, limit })).items
  }
  const [first, second, third] = await points(ownObject(own.id), {}, 12)
  const town = (await points(subtree(TOWN), {}, 40)).filter(({ objectId }) => objectId !== own.id)
  const give = (login: string, point: RiskLineRow | undefined, daysBefore: number, verdict: string, text = '') => {
    if (!point) return
    const body = { verdict, text }
    stage.plan(momentOf(workdaysBefore(day, daysBefore), '10:15'), () =>
      stage.act(login, writeRoutes, OPINION, { params: { id: point.id }, body }),
    )
  }
  give('damatou-officer', first, 9, 'incomplete', '联锁多久试一次没有写，请补充试验周期和记录')
  if (first)
    stage.plan(momentOf(workdaysBefore(day, 7), '14:40'), () =>
      stage.act('enterprise', writeRoutes, REPLY, {
        params: { id: first.id },
        body: { reply: '已写明每月试一次联锁，记录放在中控室' },
      }),
    )
  give('guangrao-officer', second, 3, 'too_low', '同时作业超过十人，请按直判情形重新评估')
  give('damatou-officer', third, 2, 'agreed', '现场看过，措施和登记一致')
  give('damatou-officer', town[0], 4, 'incomplete', '没有写谁检查、多久检查一次')
  give('damatou-officer', town[5], 4, 'agreed')
  give('damatou-officer', town[9], 1, 'unclear', '部位写得太笼统，写到具体设备')
}
