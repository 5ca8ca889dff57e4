import { z } from 'zod'

/** Six figures at most stand beside the map; the first is what must be dealt with, not the biggest we own. */
export const cockpitFigures = [
  'enterprise.count',
  'installation.count',
  'inspection.visited',
  'legal_document.orders',
] as const

/** What a leader has to see to now; each opens its rows. */
export const cockpitMatters = ['hazard.major-open', 'event.late', 'hazard.recurring', 'hazard.open'] as const

/** How many months a cockpit looks back, this one included. */
export const COCKPIT_MONTHS = 8

const Value = z.number().nullable()
const Named = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.string(),
  value: Value,
  definition: z.string(),
  since: z.string().nullable().meta({ description: '从哪天起累计；截至当日的数为空' }),
})

export const CockpitAsk = z.object({
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional()
    .meta({ description: '哪个网格；不填为自己的网格' }),
})

export const CockpitAnswer = z.object({
  grid: z.string(),
  gridName: z.string(),
  from: z.string(),
  to: z.string(),
  enteredAt: z.iso.datetime(),
  late: Named,
  figures: z.array(Named),
  matters: z.array(Named),
  areas: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      enterprises: z.number(),
      perHundred: Value.meta({ description: '每百家企业检查次数' }),
      late: z.number(),
      risks: z.array(z.number()).meta({ description: '一至四级和未评级的企业数' }),
    }),
  ),
  whole: z.object({ enterprises: z.number(), perHundred: Value, late: z.number() }),
  found: z.array(z.object({ month: z.string(), self: z.number(), office: z.number() })),
  classes: z.object({
    items: z.array(z.object({ key: z.string(), title: z.string(), value: z.number() })),
    sum: z.number(),
    value: z.number(),
    shared: z.array(z.string()).meta({ description: '同时算在几个行业里的，写成「一个+另一个」' }),
  }),
})
export type Cockpit = z.output<typeof CockpitAnswer>
