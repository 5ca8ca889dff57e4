import { z } from 'zod'
import type { MapLayer } from '#kernel/geo/map-layer.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { CockpitAnswer, CockpitAsk } from '../model/cockpit.ts'
import { LayerAnswer, LayerAsk, LayersAnswer } from '../model/layers.ts'
import { readCockpit } from './cockpit.ts'
import { listLayers, readLayer } from './layers.ts'

const tag = '决策分析'
const permission = 'indicator.read'

/** The leaders' cockpit (驾驶舱): one answer for the wall, the desk and the phone, and the layers of its map. */
export const cockpitRoutes = (room: IndicatorRoom, layers: readonly MapLayer[]): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/cockpit',
    summary: '驾驶舱：一个网格的要紧数、下级网格并列、逐月和分行业；每个数都能在指标页打开',
    tag,
    permission,
    query: CockpitAsk,
    answer: CockpitAnswer,
    act: async ({ db, tx, actor, query }) => readCockpit(room, { db, tx, actor, grid: query.grid }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/cockpit/layers',
    summary: '一张图的图层：各有几个，与同一口径的指标相同',
    tag,
    permission,
    query: LayerAsk,
    answer: LayersAnswer,
    act: async ({ db, tx, actor, query }) => listLayers(room, layers, { db, tx, actor, grid: query.grid }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/cockpit/layers/:name',
    summary: '一个图层在网格内的各处：同一对象的几件在一处，每件可打开',
    tag,
    permission,
    params: z.object({ name: z.string().max(40) }),
    query: LayerAsk,
    answer: LayerAnswer,
    act: async ({ tx, actor, params, query }) => readLayer(layers, params.name, { tx, actor, grid: query.grid }),
  }),
]
