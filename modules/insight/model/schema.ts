import { z } from 'zod'
import { idInput, keysOf, words } from '#kernel/cases/model/inputs.ts'
import { DrawRecordView } from '#modules/inspection/model/schema.ts'

export const findingStates = {
  open: '待处理',
  accepted: '已采纳',
  ignored: '不采纳',
  closed: '已不成立',
} as const
export const roads = { task: '下达任务', plan: '排进检查计划' } as const
export const against = { year: '去年同期', before: '前 3 个月', peers: '全市其余' } as const
export type Against = keyof typeof against
/** By what enterprises are parted before they are compared. */
export const partings = { class: '监管行业', section: '行业门类', all: '全部企业' } as const
export type PartedBy = keyof typeof partings

const grid = z.string().regex(/^\d{4,15}$/, '网格编码不正确')

export const FindingFilter = z.object({
  state: z.enum(keysOf(findingStates), '没有这种状态').optional(),
  grid: grid.optional(),
})

const Counted = z.object({ hazards: z.number(), checks: z.number(), enterprises: z.number() })

/** One comparison a finding rests on, as it was tested. */
export const ComparisonView = z
  .object({
    against: z.enum(keysOf(against)),
    from: z.string(),
    to: z.string(),
    now: Counted,
    base: Counted,
    ratio: z.number(),
    low: z.number(),
    high: z.number(),
    p: z.number(),
    dispersion: z.number().meta({ description: '这样的计数比泊松分布散多少倍，区间按它放宽' }),
    holds: z.boolean().meta({ description: '控制误报以后仍成立' }),
    checksWords: z.string().nullable(),
  })
  .meta({ id: 'InsightComparison' })
export type ComparisonData = z.output<typeof ComparisonView>

/** A finding as a line of the list. */
export const FindingLine = z
  .object({
    id: z.uuid(),
    gridCode: z.string(),
    gridName: z.string(),
    partedBy: z.enum(keysOf(partings)).meta({ description: '按什么分的企业' }),
    class: z.string().meta({ description: '监管行业的键或行业门类的字母；全部企业为空' }),
    className: z.string(),
    category: z.string(),
    categoryName: z.string(),
    sentence: z.string(),
    state: z.enum(keysOf(findingStates)),
    asOf: z.string(),
    toldAt: z.iso.datetime(),
    ratio: z.number(),
    low: z.number(),
    high: z.number(),
    against: z.enum(keysOf(against)),
    decidedBy: z.string().nullable(),
    decidedAt: z.iso.datetime().nullable(),
    ignoredWhy: z.string().nullable(),
    closedOn: z.string().nullable(),
    acceptedOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    outcome: z.string().nullable().meta({ description: '采纳以后查到了什么，一句话' }),
    entrusted: z
      .object({
        to: z.string(),
        by: z.string(),
        at: z.iso.datetime(),
        words: z.string(),
        dueOn: z.string(),
        isLate: z.boolean(),
      })
      .nullable()
      .meta({ description: '领导交办给了谁、什么意见、什么时候以前处理' }),
  })
  .meta({ id: 'InsightFindingLine' })

const Arm = z.object({
  enterprises: z.number(),
  visited: z.number(),
  checks: z.number(),
  hazards: z.number(),
  sameCategory: z.number(),
})

export const ResultView = z
  .object({
    from: z.string(),
    to: z.string(),
    isOver: z.boolean().meta({ description: '期限已到或全部查完，分组已经公开' }),
    enterprises: z.number(),
    visited: z.number(),
    sentence: z.string(),
    rank: Arm.nullable(),
    control: Arm.nullable(),
    ratio: z.object({ ratio: z.number(), low: z.number(), high: z.number() }).nullable(),
    items: z.array(
      z.object({
        objectId: z.uuid(),
        name: z.string(),
        gridName: z.string(),
        arm: z.enum(['rank', 'control']).nullable().meta({ description: '公开以前为空' }),
        expected: z.number().nullable(),
        checks: z.number(),
        hazards: z.number(),
      }),
    ),
  })
  .meta({ id: 'InsightResult' })

export const FindingView = FindingLine.extend({
  from: z.string(),
  to: z.string(),
  tested: z.number(),
  definition: z.string(),
  comparisons: z.array(ComparisonView),
  links: z.array(z.object({ title: z.string(), to: z.string() })),
  frame: z.number().meta({ description: '抽取范围里的企业数' }),
  commitment: z.string().meta({ description: '名单的指纹（SM3），采纳以前就公示' }),
  platformCommitment: z.string().meta({ description: '平台那一份随机数的指纹' }),
  rankedBy: z.string(),
  order: z
    .object({
      byRank: z.number(),
      control: z.number(),
      dueOn: z.string(),
      visits: z.number().nullable().meta({ description: '本单位计划每月能检查多少家次；没有计划的为空' }),
      name: z.string(),
      requirements: z.string(),
      checks: z.array(z.object({ code: z.string(), question: z.string(), found: z.number() })),
      enterprises: z.array(
        z.object({
          objectId: z.uuid(),
          name: z.string(),
          gridName: z.string(),
          expected: z.number(),
          reasons: z.array(z.string()),
        }),
      ),
      plans: z.array(z.object({ id: z.uuid(), name: z.string(), fromMonth: z.string(), toMonth: z.string() })),
    })
    .nullable()
    .meta({ description: '可以直接下达的指令；处理过的没有' }),
  leftOut: z.array(z.object({ objectId: z.uuid(), name: z.string(), why: z.string() })),
  road: z.enum(keysOf(roads)).nullable(),
  caseId: z.uuid().nullable(),
  result: ResultView.nullable(),
  openActs: z.array(z.enum(['task', 'plan', 'entrust', 'ignore'])),
  entrustTo: z.array(z.object({ seatId: z.uuid(), title: z.string(), personName: z.string() })),
  whyNot: z.string().nullable(),
}).meta({ id: 'InsightFinding' })

/** An order is given so many days at most; what comes later has other causes. */
export const LONGEST_DAYS = 186

/** Most enterprises an order takes of each arm. */
export const MOST_IN_ARM = 100

export const AcceptFinding = z.strictObject({
  id: idInput('采纳的编号不正确').meta({ description: '由发送方生成；同一编号发两次只下达一次' }),
  road: z.enum(keysOf(roads), '请选下达任务或排进检查计划'),
  planId: idInput('计划编号不正确').nullish(),
  byRank: z
    .number('请填家数')
    .int('家数应是整数')
    .min(1, '至少 1 家')
    .max(MOST_IN_ARM, `最多 ${MOST_IN_ARM} 家`)
    .meta({ description: '按预期隐患从高到低取多少家' }),
  control: z
    .number('请填家数')
    .int('家数应是整数')
    .min(1, '随机对照至少 1 家，否则查完不知道有没有用')
    .max(MOST_IN_ARM, `最多 ${MOST_IN_ARM} 家`),
  dueOn: z.iso.date('日期应如 2026-11-21'),
  name: z.string().trim().min(4, '名称至少四个字').max(80, '最多 80 字'),
  requirements: words('要求', '写清楚查什么、怎么查'),
  leftOut: z
    .array(
      z.strictObject({
        objectId: idInput('企业编号不正确'),
        why: z.string().trim().min(2, '写明为什么不排').max(100, '最多 100 字'),
      }),
    )
    .max(50, '最多去掉 50 家')
    .default([]),
  nonce: z
    .string()
    .regex(/^[0-9a-f]{16,64}$/, '随机数应是 16 到 64 位十六进制')
    .meta({ description: '采纳方那一份随机数，在浏览器里生成' }),
})
export type AcceptInput = z.output<typeof AcceptFinding>

export const EntrustFinding = z.strictObject({
  seatId: idInput('请选交给哪个岗位'),
  words: words('交办意见', '写清楚要他们怎么处理', 300),
  dueOn: z.iso.date('日期应如 2026-11-21'),
})
export type EntrustInput = z.output<typeof EntrustFinding>

export const IgnoreFinding = z.strictObject({ why: words('理由', '写清楚为什么不采纳', 300) })

/** The draw of a control group, for anyone to draw again. */
export const ControlDraw = DrawRecordView

const Found = z.object({
  checks: z.number(),
  hazards: z.number(),
  perCheck: z.number(),
  low: z.number(),
  high: z.number(),
})
const Ratio = z.object({ ratio: z.number(), low: z.number(), high: z.number() })

export const JudgementView = z.object({
  from: z.string(),
  to: z.string(),
  visits: z.number(),
  random: Found,
  top10: Found,
  top20: Found,
  rule10: Found,
  rule20: Found,
  planned: Found,
  lift: Ratio,
  tenths: z.array(z.object({ expected: z.number(), found: z.number(), checks: z.number() })),
  deviance: z.number(),
})

/** What is kept of a training. */
export const ModelReport = z.object({
  learntFrom: z.string(),
  learntTo: z.string(),
  learntVisits: z.number(),
  judgement: JudgementView,
  outcome: z.string().meta({ description: '为什么启用或没有启用这一版' }),
})
export type ModelReportData = z.output<typeof ModelReport>

export const ModelView = z
  .object({
    inUse: z
      .object({
        trainedOn: z.string(),
        report: ModelReport,
        dispersion: z.number(),
        weights: z.array(
          z.object({ key: z.string(), title: z.string(), weight: z.number(), low: z.number(), high: z.number() }),
        ),
      })
      .nullable(),
    versions: z.array(
      z.object({ trainedOn: z.string(), inUse: z.boolean(), outcome: z.string(), lift: Ratio, visits: z.number() }),
    ),
    limits: z.array(z.string()),
    mayTrain: z.boolean(),
  })
  .meta({ id: 'InsightModel' })

const HitRateView = z.object({
  said: z.number(),
  hits: z.number(),
  falseAlarms: z.number(),
  missed: z.number(),
  quiet: z.number(),
  within: z.number().meta({ description: '落在 95% 区间里的月份' }),
})

const WarningView = z.object({
  gridCode: z.string(),
  gridName: z.string(),
  indicator: z.string(),
  title: z.string(),
  month: z.string(),
  source: z.enum(['live', 'backtest']),
  madeOn: z.string(),
  expected: z.number(),
  low: z.number(),
  high: z.number(),
  threshold: z.number(),
  chance: z.number(),
  warned: z.boolean(),
  found: z.number().nullable(),
  judgedOn: z.string().nullable(),
  link: z.string(),
})

export const ForecastAsk = z.object({
  grid: grid.optional(),
  series: z.string().max(60, '没有这一项预测').optional(),
})

export const ForecastView = z
  .object({
    grid: z.string(),
    gridName: z.string(),
    series: z.string(),
    title: z.string(),
    choices: z.array(z.object({ series: z.string(), title: z.string() })),
    past: z.array(z.object({ month: z.string(), count: z.number() })),
    ahead: z.array(
      z.object({
        month: z.string(),
        expected: z.number(),
        low80: z.number(),
        high80: z.number(),
        low95: z.number(),
        high95: z.number(),
        dispersion: z.number(),
      }),
    ),
    leastMonths: z.number(),
    enteredAt: z.iso.datetime(),
    warnings: z.array(WarningView).meta({ description: '现在有效的预警' }),
    judged: z.array(WarningView).meta({ description: '已过完的月份里预警过的和漏报的' }),
    live: HitRateView.meta({ description: '当时发出的' }),
    backtest: HitRateView.meta({ description: '事后只用当时已知的数重算的' }),
  })
  .meta({ id: 'InsightForecast' })
