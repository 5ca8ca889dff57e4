import { plateRoutes } from '#modules/plate/server/routes.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import type { Stage } from '../stage.ts'
import { type Cast, TOWN } from './cast.ts'

/** Plates in one go, as the route takes them. */
const AT_ONCE = 200
/** Nothing is printed in the story. */
const routes = plateRoutes({ press: null as never, siteOf: () => 'https://angrid.example' })

/**
 * The town gave every enterprise its plate a month and a half ago; the grid officer found one that could not be read any more and had it
 * replaced, the enterprise lost one. @returns how many enterprises have one
 */
export function planPlates(stage: Stage, enterprises: readonly DemoEnterprise[], cast: Cast, day: LocalDate): number {
  const ids = enterprises.filter(({ gridCode }) => gridCode.startsWith(TOWN)).map(({ id }) => id)
  const codes = new Map<string, string>()
  for (let at = 0; at < ids.length; at += AT_ONCE)
    stage.plan(momentOf(workdaysBefore(day, 32), '15:10'), async () => {
      const body = { objectIds: ids.slice(at, at + AT_ONCE) }
      const made = await stage.act<{ items: { code: string; objectId: string }[] }>(
        'damatou-officer',
        routes,
        'POST /api/v1/plates',
        { body },
      )
      for (const { code, objectId } of made.items) codes.set(objectId, code)
    })
  const end = (daysBefore: number, time: string, login: string, one: DemoEnterprise | undefined, body: object) => {
    if (!one) return
    stage.plan(momentOf(workdaysBefore(day, daysBefore), time), () =>
      stage.act(login, routes, 'POST /api/v1/plates/:code/void', {
        params: { code: codes.get(one.id) as string },
        body: { replace: true, ...body },
      }),
    )
  }
  end(9, '10:20', 'grid-officer', cast.village[1], { reason: 'damaged', note: '日晒褪色，扫不出来' })
  end(5, '16:05', 'enterprise', cast.own, { reason: 'lost', note: '大门翻修时拆下，没有找回' })
  return ids.length
}
