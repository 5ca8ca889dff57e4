import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { CockpitAnswer, CockpitAsk } from '../model/cockpit.ts'
import { readCockpit } from './cockpit.ts'

/** The leaders' cockpit (驾驶舱): one answer for the wall, the desk and the phone. */
export const cockpitRoutes = (room: IndicatorRoom): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/cockpit',
    summary: '驾驶舱：一个网格的要紧数、下级网格并列、逐月和分行业；每个数都能在指标页打开',
    tag: '决策分析',
    permission: 'indicator.read',
    query: CockpitAsk,
    answer: CockpitAnswer,
    act: async ({ db, tx, actor, query }) => readCockpit(room, { db, tx, actor, grid: query.grid }),
  }),
]
