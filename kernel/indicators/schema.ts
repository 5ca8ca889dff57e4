import { z } from 'zod'

const Day = (label: string) => z.iso.date(`${label}应为日期，如 2026-11-22`)

/** What figures are asked for. */
export const FigureAsk = z.object({
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional()
    .meta({ description: '哪个网格；不填为自己的网格' }),
  from: Day('开始日期')
    .optional()
    .meta({ description: '从哪天起；不填为截止日期所在月的第一天。存量指标只看截止日期' }),
  to: Day('截止日期').optional().meta({ description: '到哪天为止；不填为今天' }),
  asOf: Day('数据日期').optional().meta({ description: '只按这一天结束时已经知道的来算；不填为现在' }),
})

export const CodeParam = z.object({ code: z.string().regex(/^[a-z_]{2,40}\.[a-z-]{2,40}$/, '指标编号不正确') })
const Key = z.string().regex(/^[a-z]{2,20}:[^:|]{0,120}$/, '分组应写成「维度:值」')

/** What narrows a figure: one or two keys of its dimensions. */
export const Narrowed = FigureAsk.extend({
  key: z
    .union([Key, z.array(Key).max(2)])
    .optional()
    .meta({
      description:
        '只数这一组，如 class:hazchem；同时属于几组的写成 class:hazchem+industry_trade，只属于这几组的写成 class:=hazchem+industry_trade',
    }),
})

export const By = z.string().regex(/^[a-z]{2,20}(,[a-z]{2,20})?$/, '没有这种分法')

const Value = z.number().nullable().meta({ description: '没有基数（除数为零）时为空' })

const Base = z
  .object({ over: z.number(), under: z.number() })
  .nullable()
  .meta({ description: '比率的分子和分母；不是比率时为空' })

export const IndicatorView = z.object({
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  unit: z.string(),
  kind: z.enum(['flow', 'stock', 'ratio']),
  rowTitle: z.string().meta({ description: '一行明细是什么' }),
  owner: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  personal: z.boolean().meta({ description: '数的是个人：按 5 取整，只给整月和镇街以上，不列明细' }),
  better: z.enum(['higher', 'lower', 'neither']),
  parts: z.array(z.string()).meta({ description: '一个比率的分子和分母' }),
  partitions: z.array(z.object({ name: z.string(), title: z.string(), adds: z.boolean() })),
  pairs: z.array(z.array(z.string())).meta({ description: '可以同时按哪两种分法来分' }),
})

export const FigureAnswer = z.object({
  indicator: IndicatorView,
  grid: z.string(),
  gridName: z.string(),
  keys: z
    .array(z.object({ name: z.string(), title: z.string(), key: z.string(), label: z.string() }))
    .meta({ description: '只数哪几组' }),
  from: z.string(),
  to: z.string(),
  asOf: z.string().nullable(),
  enteredAt: z.iso.datetime().meta({ description: '这一刻之前发生的都已算入' }),
  value: Value,
  base: Base,
  before: z
    .object({ from: z.string(), to: z.string(), value: Value })
    .meta({ description: '上一期，同样长；早于指标启用日的为空' }),
  yearBefore: z.object({ from: z.string(), to: z.string(), value: Value }).meta({ description: '上年同期' }),
})

export const PartsAnswer = z.object({
  value: Value,
  items: z.array(z.object({ keys: z.array(z.string()), titles: z.array(z.string()), value: Value, base: Base })),
  sum: z.number().nullable().meta({ description: '各部分之和；比率没有' }),
  shared: z
    .array(z.object({ keys: z.array(z.string()), titles: z.array(z.string()), value: Value }))
    .meta({ description: '同时算在几个部分里的：合计因此比总数多' }),
  sharedBy: z.string().nullable().meta({ description: '是哪个维度可以同时属于几个' }),
  enteredAt: z.iso.datetime(),
})

export const MonthsAnswer = z.object({
  items: z.array(z.object({ month: z.string(), value: Value })),
  enteredAt: z.iso.datetime(),
})

export const ChecksAnswer = z.object({
  grid: z.string(),
  gridName: z.string(),
  from: z.string(),
  to: z.string(),
  asOf: z.string().nullable(),
  items: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unit: z.string(),
      kind: z.enum(['flow', 'stock', 'ratio']),
      by: z.string(),
      byTitle: z.string(),
      value: z.number(),
      sum: z.number(),
      shared: z.array(z.object({ keys: z.array(z.string()), titles: z.array(z.string()), value: Value })),
      unkeyed: z.number().meta({ description: '没有填这一项的：合计不差，但没有人对它负责' }),
    }),
  ),
  enteredAt: z.iso.datetime(),
})

/** What the table of a figure is taken out as. */
export const FigureFormat = z.enum(['xlsx', 'csv', 'pdf'], '只能导出为 xlsx、csv 或 pdf').default('xlsx')

export const RowsAnswer = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      title: z.string(),
      link: z.string().nullable(),
      gridName: z.string(),
      day: z.iso.date().meta({ description: '从哪一天起计入' }),
      amount: z.number(),
    }),
  ),
  next: z.string().nullable(),
  total: Value,
})
