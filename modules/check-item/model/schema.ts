import { z } from 'zod'
import { checkIndustries, checkLevels } from '#standards/check-item/check-item.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'

const line = (name: string, least: number, most: number) =>
  z
    .string(`请填${name}`)
    .trim()
    .min(least, least > 1 ? `${name}至少 ${least} 个字` : `请填${name}`)
    .max(most, `${name}最多 ${most} 个字`)
const oneOf = (list: readonly string[], message: string) =>
  z.string(message).refine((code) => list.includes(code), message)
const day = z.iso.date('日期应如 2026-11-21')
const industry = oneOf(Object.keys(checkIndustries), '没有这个行业')

/** Why the library is changed; it stays with the version. */
export const Why = line('原因', 2, 200)

/** What a check says. Lengths as in check-items.md §7.5; the clause has room for several bases. */
export const CheckWords = z.strictObject({
  industry,
  audience: z.enum(['government', 'enterprise', 'both'], '请选给谁用'),
  category: oneOf(
    hazardCategories.map(({ code }) => code),
    '没有这个隐患类别',
  ),
  question: line('检查内容', 4, 40),
  how: line('检查方法', 2, 60),
  basis: line('依据', 2, 200),
  penaltyItem: z.string().trim().max(10).nullable(),
  rank: z.enum(['ordinary', 'major'], '请选等级'),
  criterion: z.string().trim().max(10).nullable(),
  plain: line('通俗问法', 2, 30),
  rectification: line('整改要求', 2, 40),
  days: z
    .number('整改期限应是整数')
    .int('整改期限应是整数')
    .min(1, '整改期限至少 1 日')
    .max(365, '整改期限最多 365 日'),
  photoRequired: z.boolean(),
  from: day.refine((on) => on >= '2000-01-01' && on <= '2099-12-31', '起用日期不合理'),
  verified: z.boolean(),
})
export type CheckWordsInput = z.output<typeof CheckWords>

export const AddCheck = z.strictObject({ words: CheckWords, why: Why })
export const CorrectCheck = z.strictObject({ words: CheckWords, why: Why })
export const CloseCheck = z.strictObject({
  lastOn: day.meta({ description: '最后适用的一天，不早于今天' }),
  why: Why,
})

const Place = {
  version: z.number().meta({ description: '当日适用的版本' }),
  gridCode: z.string().nullable().meta({ description: '哪里加的；空为全平台通用' }),
  gridName: z.string().nullable(),
  to: z.string().nullable().meta({ description: '最后适用的一天；空为长期' }),
  standing: z.enum(['in-force', 'closed', 'future']).meta({ description: '当日是否适用' }),
}

export const CheckItemView = z
  .object({
    code: z.string(),
    industry: z.string(),
    industryName: z.string(),
    audience: z.enum(['government', 'enterprise', 'both']),
    category: z.string(),
    categoryName: z.string(),
    question: z.string(),
    plain: z.string().meta({ description: '给企业员工看的问法' }),
    how: z.string().meta({ description: '现场看什么、查什么' }),
    basis: z.string(),
    penaltyItem: z.string().nullable(),
    rank: z.enum(['ordinary', 'major']),
    criterion: z.string().nullable(),
    rectification: z.string(),
    days: z.number().meta({ description: '整改期限（日），1 为立即' }),
    photoRequired: z.boolean(),
    from: z.string().meta({ description: '从这一天起适用' }),
    verified: z.boolean().meta({ description: '依据的条款已核对' }),
    ...Place,
  })
  .meta({ id: 'CheckItem' })

const Version = z.object({
  version: z.number(),
  change: z.enum(['seed', 'added', 'corrected', 'closed']),
  fromOn: z.string(),
  to: z.string().nullable(),
  why: z.string(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})

/** A check with its versions and what one may do with it. */
export const CheckItemFile = CheckItemView.extend({
  versions: z.array(Version.extend({ question: z.string(), basis: z.string(), plain: z.string() })),
  latest: z.number().meta({ description: '最新版本号，更正和停用时作为 If-Match 送回' }),
  templates: z.array(z.object({ code: z.string(), name: z.string() })),
  openActs: z.array(z.enum(['correct', 'close'])),
}).meta({ id: 'CheckItemFile' })

export const CheckItemFilter = z.object({
  q: z.string().trim().max(50).optional(),
  industry: z.string().max(40).optional(),
  category: z.string().max(4).optional(),
  audience: z.enum(['government', 'enterprise'], '只能是 government 或 enterprise').optional(),
  rank: z.enum(['ordinary', 'major']).optional(),
  place: z.enum(['national', 'local'], '只能是 national 或 local').optional(),
  verified: z.enum(['true', 'false']).optional(),
  standing: z.enum(['in-force', 'closed', 'all']).default('in-force'),
  template: z.string().max(40).optional(),
  on: z.iso.date('日期应如 2026-11-21').optional(),
  first: z.string().max(400).optional().meta({ description: '这些行业的排在前面，用逗号隔开' }),
})
export type CheckItemFilterInput = z.output<typeof CheckItemFilter>

/** What a template says. */
export const TemplateWords = z.strictObject({
  name: line('模板名称', 2, 40),
  industry,
  level: oneOf(Object.keys(checkLevels), '没有这种用途'),
  itemCodes: z.array(z.string().max(40)).min(1, '至少放一个检查项').max(200, '一个模板最多 200 项'),
})
export type TemplateWordsInput = z.output<typeof TemplateWords>

export const AddTemplate = z.strictObject({ words: TemplateWords, fromOn: day.optional(), why: Why })
export const ReviseTemplate = AddTemplate
export const CloseTemplate = CloseCheck

export const CheckTemplateView = z
  .object({
    code: z.string(),
    name: z.string(),
    industry: z.string(),
    industryName: z.string(),
    level: z.string(),
    levelName: z.string(),
    itemCodes: z.array(z.string()),
    minutes: z.number(),
    ...Place,
  })
  .meta({ id: 'CheckTemplate' })

/** A template with its checks as they stand that day, its versions and what one may do with it. */
export const CheckTemplateFile = CheckTemplateView.extend({
  items: z.array(
    z.object({ code: z.string(), question: z.string(), basis: z.string(), standing: z.string(), rank: z.string() }),
  ),
  versions: z.array(Version.extend({ name: z.string(), items: z.number() })),
  latest: z.number(),
  openActs: z.array(z.enum(['revise', 'close'])),
}).meta({ id: 'CheckTemplateFile' })

export const CheckTemplateFilter = z.object({
  q: z.string().trim().max(50).optional(),
  industry: z.string().max(40).optional(),
  level: z.string().max(20).optional(),
  place: z.enum(['national', 'local'], '只能是 national 或 local').optional(),
  standing: z.enum(['in-force', 'closed', 'all']).default('in-force'),
  on: z.iso.date('日期应如 2026-11-21').optional(),
})

/** One row of an import: its code and what it says. */
export const ImportRow = z.strictObject({ code: z.string().max(40), words: CheckWords })
export const ApplyImport = z.strictObject({
  filename: z.string().trim().min(1).max(200),
  rows: z.array(ImportRow).min(1, '没有要写入的行').max(2000, '一次最多 2000 行'),
  why: Why,
})

/** What a row of an import would do. */
export const JudgedRow = z.object({
  row: z.number().meta({ description: '表格里的行号' }),
  code: z.string(),
  question: z.string(),
  outcome: z.enum(['new', 'typo', 'unchanged', 'refused']),
  reasons: z.array(z.string()),
  input: ImportRow.nullable(),
})
export const ImportPreview = z.object({
  filename: z.string(),
  items: z.array(JudgedRow),
  nextCursor: z.null(),
  total: z.number(),
  counts: z.object({ new: z.number(), typo: z.number(), unchanged: z.number(), refused: z.number() }),
})
