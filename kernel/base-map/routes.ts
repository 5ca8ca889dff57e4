import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Tiles } from './tiles.ts'

const tag = '底图'

const BaseMap = z
  .object({
    kind: z.string(),
    layers: z.array(z.object({ name: z.enum(['base', 'label']), path: z.string() })),
    maxZoom: z.number(),
    attribution: z.string(),
    approvalNumber: z.string(),
    why: z.string().nullable(),
  })
  .meta({ id: 'BaseMap' })

const Index = z.coerce.number('瓦片编号不正确').int().min(0).max(1_048_575)

/** What lies under our layers, through this server: browsers ask nobody else. */
export const baseMapRoutes = (tiles: Tiles): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/base-map',
    summary: '地图下面铺什么底图，怎样注明来源',
    tag,
    permission: 'signed-in',
    answer: BaseMap,
    raw: true,
    act: () => tiles.view(),
  }),
  route({
    method: 'GET',
    path: '/api/v1/tiles/:layer/:z/:x/:y',
    summary: '一张底图瓦片；没有覆盖的地方是透明的',
    tag,
    permission: 'signed-in',
    params: z.object({
      layer: z.enum(['base', 'label'], '图层只有 base 和 label'),
      z: z.coerce.number('级别不正确').int().min(0).max(20),
      x: Index,
      y: Index,
    }),
    answer: z.unknown(),
    raw: true,
    act: async ({ params, reply }) => {
      const edge = 2 ** params.z
      if (params.x >= edge || params.y >= edge) throw new Problem(common.notFound, '这一级没有这张瓦片。')
      const tile = await tiles.get(params)
      reply.headers({
        'content-type': tile.mediaType,
        'cache-control': 'private, max-age=86400',
        'x-content-type-options': 'nosniff',
      })
      return tile.bytes
    },
  }),
]
