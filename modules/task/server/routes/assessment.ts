import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import { AssessedView, AssessmentYear, LevelAverage } from '../../model/schema.ts'
import { assess, assessYear } from '../assessment.ts'
import { getTask } from '../service.ts'

const tag = '任务'

/** How grids came out: of one task, and of the tasks of a year (考核). */
export const assessmentRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/assessment',
    summary: '一项任务的考核：下级网格的得分、退回次数、是否按期、抽查数，各级平均',
    tag,
    permission: 'task.read',
    params: z.object({ id: z.uuid('任务编号不正确') }),
    answer: z.object({
      items: z.array(AssessedView),
      levels: z.array(LevelAverage),
      isBound: z.boolean().meta({ description: '还有更下级的没有计入' }),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, params }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const { items, levels, isBound } = await assess(tx, actor.scope, task, today())
      return { items, levels, isBound, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/task-assessment',
    summary: '任务考核：一年里下级网格在各项任务上的得分；没有评分的为空，不算 0 分',
    tag,
    permission: 'task.read',
    query: z.object({
      year: z.coerce.number('年份不正确').int('年份不正确').min(2000, '年份不正确').max(2199, '年份不正确').optional(),
      grid: z
        .string()
        .regex(/^\d{4,15}$/, '网格编码不正确')
        .optional(),
    }),
    answer: AssessmentYear,
    act: async ({ tx, actor, query }) => {
      const code = query.grid ?? actor.gridCode
      if (!(await findGrid(tx, actor.scope, code)))
        throw new Problem(common.notFound, '没有这个网格，或它不在您的辖区。')
      return assessYear(tx, actor, code, query.year ?? Number(today().slice(0, 4)), today())
    },
  }),
]
