import { z } from 'zod'
import { common, mapConstraints, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { gridPath } from '../model/codes.ts'
import { gridProblems } from '../model/problems.ts'
import { GridCode, GridNode } from '../model/schema.ts'
import { objectRoutes } from './boundary/object-routes.ts'
import { boundaryRoutes } from './boundary/routes.ts'
import { strandedRoutes } from './boundary/stranded.ts'
import { dutyRoutes } from './duty/routes.ts'
import * as store from './store.ts'

const tag = '网格'
const Code = z.object({ code: GridCode })
const Nodes = z.object({ items: z.array(GridNode), nextCursor: z.string().nullable(), total: z.number() })

mapConstraints({
  // Met when the other node lies outside the scope, so where that is stays unsaid.
  responsibility_node_object_stands_once: {
    kind: gridProblems.objectStands,
    detail: '这家企业已经在责任网格里，不能再登记一次。',
  },
})

export const gridRoutes: AnyRoute[] = [
  ...boundaryRoutes,
  ...objectRoutes,
  ...strandedRoutes,
  ...dutyRoutes,
  route({
    method: 'GET',
    path: '/api/v1/grids',
    summary: '按名称或编码查找网格',
    tag,
    permission: 'grid.read',
    query: z.object({
      q: z.string().trim().max(50).default(''),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: Nodes,
    act: async ({ tx, actor, query }) => {
      const items = await store.searchGrids(tx, actor.scope, query.q, query.limit)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code',
    summary: '一个网格节点和它上级的名称',
    tag,
    permission: 'grid.read',
    params: Code,
    answer: GridNode.extend({ path: z.array(z.object({ code: z.string(), name: z.string(), level: z.string() })) }),
    act: async ({ tx, actor, params }) => {
      const node = await store.findGrid(tx, actor.scope, params.code)
      if (!node) throw notFound()
      return { ...node, path: await store.listPath(tx, gridPath(node.code)) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/children',
    summary: '一个网格节点的下级',
    tag,
    permission: 'grid.read',
    params: Code,
    answer: Nodes,
    act: async ({ tx, actor, params }) => {
      const node = await store.findGrid(tx, actor.scope, params.code)
      if (!node) throw notFound()
      const items = await store.listChildren(tx, actor.scope, node.code)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/boundaries',
    summary: '一个网格节点和它下级的边界（GeoJSON）',
    tag,
    permission: 'grid.read',
    params: Code,
    answer: z.object({
      type: z.literal('FeatureCollection'),
      features: z.array(
        z.object({
          type: z.literal('Feature'),
          id: z.string(),
          geometry: z.unknown(),
          properties: z.object({
            code: z.string(),
            name: z.string(),
            level: z.string(),
            source: z.string(),
            enterpriseCount: z.number(),
          }),
        }),
      ),
    }),
    act: async ({ tx, actor, params }) => {
      const node = await store.findGrid(tx, actor.scope, params.code)
      if (!node) throw notFound()
      const rows = await store.listGeometry(tx, actor.scope, node.code)
      const features = rows.map(({ geometry, ...properties }) => ({
        type: 'Feature' as const,
        id: properties.code,
        geometry,
        properties,
      }))
      return { type: 'FeatureCollection' as const, features }
    },
  }),
]

const notFound = () => new Problem(common.notFound, '没有这个网格，或它不在您的辖区。')
