import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { EnterpriseFilter } from '../../model/schema.ts'
import { countBy, countByClass, summarise } from '../store/summary.ts'

const Figures = z.record(z.string(), z.number())

export const summaryRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprises/summary',
    summary: '辖区内企业的几个数：总数、重大危险源、风险、状态、行业、新鲜度；筛选与列表相同，各数可由列表核对',
    tag: '企业',
    permission: 'enterprise.read',
    query: EnterpriseFilter,
    answer: z
      .object({
        at: z.iso.datetime(),
        total: z.number(),
        majorHazard: z.number(),
        installations: z.number(),
        fresh: z.number(),
        stale: z.number(),
        byRisk: Figures,
        byState: Figures,
        byClass: Figures,
        inTwoClasses: z.number(),
      })
      .meta({ id: 'EnterpriseSummary' }),
    act: async ({ tx, actor, query }) => {
      const day = today()
      const { byClass, inTwo } = await countByClass(tx, actor.scope, query, day)
      return {
        at: new Date().toISOString(),
        ...(await summarise(tx, actor.scope, query, day)),
        byRisk: await countBy(tx, actor.scope, query, 'risk_level', day),
        byState: await countBy(tx, actor.scope, query, 'operating_state', day),
        byClass,
        inTwoClasses: inTwo,
      }
    },
  }),
]
