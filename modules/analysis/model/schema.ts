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

export const OpenList = z.object({
  title: z.string(),
  gridName: z.string(),
  body: z.string().meta({ description: '谁的台账' }),
  to: z.string(),
  open: z.number().meta({ description: '未决的差异' }),
  indicators: z.array(z.string()).meta({ description: '哪些指标' }),
  link: z.string().nullable(),
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
  openLists: z.array(OpenList).meta({ description: '与单位台账核对、还有未决差异的：所列指标的数因此还不能算定' }),
})

export type Circular = z.output<typeof CircularAnswer>
export type Section = z.output<typeof CircularSection>
export type Line = z.output<typeof CircularLine>
export type LinePart = z.output<typeof CircularPart>

const Codes = z.string().regex(/^[a-z_]{2,40}\.[a-z-]{2,40}(,[a-z_]{2,40}\.[a-z-]{2,40}){0,19}$/, '指标编号不正确')

/** What a ranking is asked for. */
export const RankingAsk = z.object({
  grid: Grid.optional().meta({ description: '排它的下一级网格；不填为自己的网格' }),
  period: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2]|Q[1-4])$/, '应为月或季度，如 2026-10、2026-Q3')
    .optional()
    .meta({ description: '哪个月或季度；不填为最近一个完整的月' }),
  codes: Codes.optional().meta({ description: '只按这些指标，逗号分开；不填为全部' }),
})

const RankedCell = z.object({
  code: z.string(),
  value: Value,
  base: Base,
  small: z.boolean().meta({ description: '基数不足 20，不排名' }),
  rank: z.number().nullable(),
  rankBefore: z.number().nullable(),
  link: z.string(),
})

const RankedIndicator = z.object({
  code: z.string(),
  name: z.string(),
  definition: z.string(),
  unit: z.string(),
  weight: z.number().meta({ description: '0 为只列出、不计入综合' }),
  better: z.boolean().meta({ description: '是否越高越好' }),
  perHundred: z.boolean().meta({ description: '按每百家企业计' }),
  ranked: z.number().meta({ description: '有几个网格参加排名' }),
})

export const RankingAnswer = z.object({
  grid: z.string(),
  gridName: z.string(),
  period: z.string(),
  title: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  isPart: z.boolean().meta({ description: '这一期还没有过完' }),
  before: z.object({ period: z.string(), from: z.iso.date(), to: z.iso.date() }),
  enteredAt: z.iso.datetime(),
  indicators: z.array(RankedIndicator),
  /** Every indicator that can be chosen. */
  choices: z.array(z.object({ code: z.string(), name: z.string(), weight: z.number() })),
  items: z.array(
    z.object({
      grid: z.string(),
      name: z.string(),
      score: Value.meta({ description: '综合得分；可排名的权重不足一半时为空' }),
      rank: z.number().nullable(),
      rankBefore: z.number().nullable(),
      cells: z.array(RankedCell),
    }),
  ),
})

export type Ranking = z.output<typeof RankingAnswer>
export type RankingRow = Ranking['items'][number]
