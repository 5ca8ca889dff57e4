import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { codesOf, gridRules, periodRules, rhythms, strayBraces } from './report.ts'
import { CircularSection, OpenList } from './schema.ts'

/** More different indicators nobody reads in one report; each costs several readings. */
const MOST_CODES = 40

const Code = z.string().regex(/^[a-z_]{2,40}\.[a-z-]{2,40}$/, '指标编号不正确')
const hasNoBraces = (text: string) => !/[{}]/.test(text)
const words = (most: number) => z.string().trim().min(1, '写一点内容').max(most, `最多 ${most} 个字`)

const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: words(60).refine(hasNoBraces, '标题里不取数，把花括号删掉') }),
  z.strictObject({
    kind: z.literal('para'),
    text: words(2000).refine((text) => strayBraces(text) === null, '有花括号不是指标，删掉或从字典里插入'),
  }),
  z.strictObject({
    kind: z.literal('table'),
    by: z.string().regex(/^[a-z]{2,20}$/, '没有这种分法'),
    codes: z.array(Code).min(1, '选至少一个指标').max(6, '一张表最多 6 个指标'),
  }),
])

/** A template as it is written: what stands in it, for which grids and period, when and to whom. */
export const ReportTemplateInput = z
  .strictObject({
    title: z
      .string('写报告的标题')
      .trim()
      .min(2, '写报告的标题')
      .max(60, '标题最多 60 个字')
      .refine(hasNoBraces, '标题里不取数，把花括号删掉'),
    gridRule: z.enum(keysOf(gridRules), '选为哪些网格写'),
    periodRule: z.enum(keysOf(periodRules), '选哪段时间'),
    days: z.number().int().min(1, '最少 1 天').max(366, '最多 366 天').nullable().default(null),
    rhythm: z.enum(keysOf(rhythms), '选什么时候写'),
    onDay: z.number().int().min(1).max(28, '选 1 到 28 日，每个月都有').nullable().default(null),
    seats: z.array(z.uuid('岗位编号不正确')).max(100, '最多发给 100 个岗位').default([]),
    blocks: z
      .array(Block)
      .min(1, '报告里还没有内容')
      .max(40, '最多 40 段')
      .refine((blocks) => codesOf(blocks).length <= MOST_CODES, `一份报告最多用 ${MOST_CODES} 个指标`),
  })
  .refine(({ periodRule, days }) => periodRule !== 'days' || days !== null, { path: ['days'], message: '写最近几天' })
  .refine(({ rhythm, onDay }) => rhythm === 'hand' || onDay !== null, { path: ['onDay'], message: '选在哪一天写' })
  .refine(({ rhythm, onDay }) => rhythm !== 'weekly' || (onDay ?? 1) <= 7, { path: ['onDay'], message: '选星期几' })

export const ReportPreview = z.strictObject({
  template: ReportTemplateInput,
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional(),
})

export const ReportTemplateView = z
  .object({
    ...ReportTemplateInput.shape,
    id: z.uuid(),
    grid: z.string(),
    gridName: z.string(),
    version: z.number(),
    savedAt: z.iso.datetime(),
    savedBy: z.string(),
    retiredAt: z.iso.datetime().nullable(),
    nextOn: z.string().nullable().meta({ description: '下一次写的日子；手动的为空' }),
    written: z.number().meta({ description: '已经写过几份' }),
    versions: z.array(z.object({ version: z.number(), savedAt: z.iso.datetime(), savedBy: z.string() })),
    mayKeep: z.boolean(),
  })
  .meta({ id: 'ReportTemplate' })

const Word = z.object({
  t: z.string(),
  to: z.string().optional(),
  code: z.string().optional().meta({ description: '哪个指标的数' }),
})

const KeptBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('para'), words: z.array(Word) }),
  z.object({ kind: z.literal('table'), section: CircularSection }),
])

/** A report with its figures as they were known at the end of a day. */
export const ReportContent = z.object({
  title: z.string(),
  grid: z.string(),
  gridName: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  asOf: z.iso.date().meta({ description: '按这一天结束时已知的数；以后用同一天可以逐字重现' }),
  blocks: z.array(KeptBlock),
  openLists: z.array(OpenList),
  withheld: z.array(z.string()).meta({ description: '不在查看者职责范围内、没有列出的指标' }),
})

export const ReportView = z
  .object({
    id: z.uuid(),
    templateId: z.uuid(),
    templateVersion: z.number(),
    grid: z.string(),
    gridName: z.string(),
    title: z.string(),
    from: z.string(),
    to: z.string(),
    asOf: z.string(),
    writtenAt: z.iso.datetime(),
    sent: z.number(),
    read: z.number(),
  })
  .meta({ id: 'Report' })

export const ReportAnswer = ReportView.extend({
  content: ReportContent,
  deliveries: z.array(
    z.object({ seat: z.string(), body: z.string(), sentAt: z.iso.datetime(), readAt: z.iso.datetime().nullable() }),
  ),
}).meta({ id: 'ReportWhole' })

export type TemplateInput = z.output<typeof ReportTemplateInput>
export type ReportTemplate = z.output<typeof ReportTemplateView>
export type Content = z.output<typeof ReportContent>
export type ReportLine = z.output<typeof ReportView>
export type ReportWhole = z.output<typeof ReportAnswer>
