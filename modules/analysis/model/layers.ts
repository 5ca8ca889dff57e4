import { z } from 'zod'
import { CockpitAsk } from './cockpit.ts'

/** Rows of a layer drawn at once; a wall with more of them says so. */
export const LAYER_ROWS = 3000

export const LayerAsk = CockpitAsk

export const LayersAnswer = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      unit: z.string(),
      urgent: z.boolean(),
      value: z.number().nullable().meta({ description: '同一口径的指标数；没有对应指标的为空' }),
      indicator: z.string().nullable(),
      today: z.boolean(),
    }),
  ),
})
export type Layers = z.output<typeof LayersAnswer>

/** Everything of one layer that stands at one place. */
const LayerPlace = z.object({
  id: z.string(),
  name: z.string(),
  lng: z.number(),
  lat: z.number(),
  mark: z.string().nullable(),
  since: z.string().meta({ description: '其中最早的一天' }),
  rows: z.array(z.object({ title: z.string(), link: z.string(), since: z.string() })),
})

export const LayerAnswer = z.object({
  places: z.array(LayerPlace),
  total: z.number(),
  unplaced: z.number().meta({ description: '没有坐标、画不上图的' }),
  beyond: z.number().meta({ description: `超过 ${LAYER_ROWS} 行、没有取的` }),
})
export type Layer = z.output<typeof LayerAnswer>
