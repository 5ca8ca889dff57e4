import { z } from 'zod'

const Day = (label: string) => z.iso.date(`${label}应为日期，如 2026-11-22`)
const Grid = z.string().regex(/^\d{4,15}$/, '网格编码不正确')

/** What a circular is asked for. */
export const CircularAsk = z.object({
  grid: Grid.optional().meta({ description: '哪个网格；不填为自己的网格' }),
  from: Day('开始日期').optional().meta({ description: '从哪天起；不填为数据日期前 229 天' }),
  asOf: Day('数据日期').optional().meta({ description: '截至哪天，只按那天结束时已经知道的来算；不填为报告日' }),
})

const Value = z.number().nullable().meta({ description: '没有基数（除数为零）时为空' })
const Base = z
  .object({ over: z.number(), under: z.number() })
  .nullable()
  .meta({ description: '一个比率的分子和分母；不是比率的为空' })
const Row = z.object({
  id: z.uuid(),
  title: z.string(),
  link: z.string().nullable(),
  keys: z.array(z.string()).meta({ description: '同时算在哪几个部分里' }),
  titles: z.array(z.string()),
})

export const CircularPart = z.object({
  key: z.string(),
  title: z.string(),
  value: Value,
  base: Base,
  link: z.string().nullable().meta({ description: '打开这个数的明细' }),
})

export const CircularLine = z.object({
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  unit: z.string(),
  kind: z.enum(['flow', 'stock', 'ratio']),
  value: Value,
  base: Base,
  by: z.string().nullable().meta({ description: '按什么分；grid 为下一级网格' }),
  byTitle: z.string().nullable(),
  parts: z.array(CircularPart),
  sum: z.number().nullable().meta({ description: '各部分之和；比率没有' }),
  shared: z.array(Row).meta({ description: '合计比总数多，多在这些行：它们同时算在几个部分里' }),
  link: z.string(),
})

export const CircularSection = z.object({ title: z.string(), lines: z.array(CircularLine) })

export const Difference = z.object({
  code: z.string(),
  name: z.string(),
  by: z.string(),
  value: z.number(),
  sum: z.number(),
  difference: z.number(),
  rows: z.array(z.string()).meta({ description: '差在哪些行' }),
})

export const CircularAnswer = z.object({
  title: z.string(),
  grid: z.string(),
  gridName: z.string(),
  asOf: z.iso.date(),
  from: z.iso.date(),
  to: z.iso.date(),
  enteredAt: z.iso.datetime().meta({ description: '这一刻之前发生的都已算入' }),
  sections: z.array(CircularSection),
  notConnected: z.array(z.string()).meta({ description: '还没有接入平台的，不是零' }),
  withheld: z.array(z.string()).meta({ description: '不在查看者职责范围内、没有列出的指标' }),
  differences: z.array(Difference),
})

export type Circular = z.output<typeof CircularAnswer>
export type Section = z.output<typeof CircularSection>
export type Line = z.output<typeof CircularLine>
export type LinePart = z.output<typeof CircularPart>
