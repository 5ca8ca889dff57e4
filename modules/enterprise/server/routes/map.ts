import { z } from 'zod'
import { MapWindow } from '#kernel/geo/map-window.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { EnterpriseFilter } from '../../model/schema.ts'
import { type ClusterRow, listClusters, listDots, listNear, listPoints } from '../store/map.ts'

const tag = '企业'
const POINTS = 800
const DOTS = 150_000

const Point = z.object({
  id: z.uuid(),
  name: z.string(),
  lng: z.number(),
  lat: z.number(),
  riskLevel: z.string().nullable(),
  hasMajorHazard: z.boolean(),
})

const Cluster = z.object({
  lng: z.number(),
  lat: z.number(),
  count: z.number(),
  place: z.string().nullable().meta({ description: '其中最多的企业所在的镇街' }),
  risk: z.object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number(), none: z.number() }),
})

export const mapRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprises/map',
    summary: '地图窗口内的企业：多时聚合（缩小到 13 级以下时按整格计，含窗口边上的格），少时逐家；筛选与列表相同',
    tag,
    permission: 'enterprise.read',
    query: EnterpriseFilter.extend({ bbox: MapWindow, zoom: z.coerce.number().min(0).max(22) }),
    answer: z.object({ clusters: z.array(Cluster), points: z.array(Point), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const { bbox, zoom, ...filter } = query
      const day = today()
      const points = zoom >= 13 ? await listPoints(tx, actor.scope, filter, bbox, day, POINTS + 1) : []
      if (zoom >= 13 && points.length <= POINTS) return { clusters: [], points, total: points.length }
      const clusters = (await listClusters(tx, actor.scope, filter, bbox, zoom, day)).map(clusterView)
      return { clusters, points: [], total: clusters.reduce((sum, cluster) => sum + cluster.count, 0) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/dots',
    summary: '网格内全部有坐标的企业，一家一点，不带名称；经纬度为十万分之一度的整数',
    tag,
    permission: 'enterprise.read',
    query: z.object({ grid: z.string().regex(/^\d{4,15}$/, '网格编码不正确') }),
    answer: z.object({
      lng: z.array(z.number()),
      lat: z.array(z.number()),
      levels: z.string().meta({ description: '每家一位：一至四级，0 为未评级' }),
      every: z.number().meta({ description: `每几家画一点；不超过 ${DOTS} 家时为 1` }),
    }),
    act: async ({ tx, actor, query }) => listDots(tx, actor.scope, query.grid, DOTS),
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/near',
    summary: '一点周围若干米内的企业，近的在前',
    tag,
    permission: 'enterprise.read',
    query: EnterpriseFilter.extend({
      lng: z.coerce.number().min(73.4).max(135.1),
      lat: z.coerce.number().min(3.4).max(53.6),
      metres: z.coerce.number().min(1).max(200_000),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    answer: z.object({
      items: z.array(Point.extend({ metres: z.number() })),
      nextCursor: z.string().nullable(),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const { lng, lat, metres, limit, ...filter } = query
      const rows = await listNear(tx, actor.scope, filter, { lng, lat, metres }, today(), limit)
      return {
        items: rows.map((row) => ({ ...row, metres: Math.round(row.metres) })),
        nextCursor: null,
        total: rows.length,
      }
    },
  }),
]

const clusterView = ({ lng, lat, count, place, risk1, risk2, risk3, risk4, unrated }: ClusterRow) => ({
  lng,
  lat,
  count,
  place,
  risk: { '1': risk1, '2': risk2, '3': risk3, '4': risk4, none: unrated },
})
