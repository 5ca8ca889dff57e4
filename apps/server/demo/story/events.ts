import { caseRoutes } from '#kernel/cases/routes.ts'
import { eventKind } from '#modules/event/server/kind.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { caseDesk } from '../../cases.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'

/** The grid officer reports a leak straight to the county, the town is told; and sends the town what the village cannot do. */
export function planEvents(stage: Stage, villageCode: string, day: LocalDate): void {
  const routes = caseRoutes(caseDesk)
  const on = workdaysBefore(day, 1)
  const register = (time: string, input: Record<string, unknown>) =>
    stage.plan(momentOf(on, time), () =>
      stage.act('grid-officer', routes, `POST /api/v1/${eventKind.type.path}`, {
        body: { gridCode: villageCode, input: { dueOn: on, ...input } },
      }),
    )
  register('10:50', {
    itemCode: '0905',
    what: '流动货车卖化肥，没有标签和票据，已有七户买了',
    where: '村口桥头',
  })
  register('15:50', {
    itemCode: '0204',
    what: '输油管道闸口有油渗出，约两平方米，已拉警戒线、禁火',
    where: '村北输油管道闸口',
    special: 'fire',
  })
}
