import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { differenceKinds, MOST_SETTLED, settling, states, verdicts } from './codes.ts'

/** No list of this platform is older. */
const EARLIEST = '2000-01-01'

const Day = (label: string) =>
  z.iso.date(`${label}应为日期，如 2026-11-22`).refine((day) => day >= EARLIEST, `${label}不能早于 ${EARLIEST}`)

/** What an uploaded sheet is said to be. */
export const StartReconciliation = z.object({
  list: z.string('请选哪种台账').max(40),
  grid: z.string('请选网格').regex(/^\d{4,15}$/, '网格编码不正确'),
  from: Day('开始日期').optional().meta({ description: '执法检查、隐患、文书从哪天起；企业台账不填' }),
  to: Day('截止日期').meta({ description: '到哪天为止；企业台账为台账的日期' }),
  sheet: z.coerce
    .number()
    .int()
    .min(0)
    .max(50)
    .optional()
    .meta({ description: '第几张工作表，从 0 起；只有一张像台账的不用填' }),
  filename: z.string('请给出文件名').trim().min(1, '请给出文件名').max(200),
})

/** What the columns mean, by their place in the row. */
export const MapColumns = z.strictObject({
  columns: z.record(z.string().regex(/^\d{1,3}$/, '列号应为数字'), z.string().max(40).nullable()),
})

const ids = z
  .array(z.uuid('差异编号不正确'))
  .min(1, '请选要处理的差异')
  .max(MOST_SETTLED, `一次最多处理 ${MOST_SETTLED} 处`)
  .transform((all) => [...new Set(all)])

/** What a person says of some differences; where both sides are right he says what differs. */
export const SettleDifferences = z
  .strictObject({
    ids,
    verdict: z.enum(settling, '请选怎么处理'),
    reason: z.string().trim().max(300, '说明最多 300 个字').default(''),
  })
  .refine(({ verdict, reason }) => verdict !== 'definition' || reason.length >= 2, {
    path: ['reason'],
    message: '口径不同在哪里，写一句',
  })

/** Says which row an unclear line is, or that it is none of this office. */
export const IdentifyLine = z.strictObject({
  differenceId: z.uuid('差异编号不正确'),
  rowId: z.uuid('编号不正确').nullable().meta({ description: '平台上的哪一条，应是列出的可能之一；不归本网格为空' }),
  reason: z.string().trim().max(300, '说明最多 300 个字').default(''),
})

export const ReopenDifferences = z.strictObject({
  ids,
  reason: z.string('请写重开的原因').trim().min(2, '请写重开的原因').max(300, '原因最多 300 个字'),
})

export const WithdrawReconciliation = z.strictObject({
  reason: z.string('请写作废的原因').trim().min(2, '请写作废的原因').max(300, '原因最多 300 个字'),
})

export const DifferenceFilter = z.object({
  kind: z.enum(keysOf(differenceKinds), '没有这一类').optional(),
  show: z
    .enum(['open', 'settled', 'gone'], '应为 open、settled 或 gone')
    .optional()
    .meta({ description: '未决、已处理、已一致；不填为全部' }),
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const ListView = z
  .object({
    name: z.string(),
    title: z.string(),
    unit: z.string(),
    isStanding: z.boolean().meta({ description: '按一天核对；否则按一段时间' }),
    needed: z.string().meta({ description: '表里至少要有哪些列' }),
    columns: z.array(z.object({ key: z.string(), label: z.string() })),
    add: z.object({ to: z.string(), label: z.string() }),
  })
  .meta({ id: 'ReconciliationList' })

/** How the two counts lead into each other: the sum of the steps is the sheet. */
const Bridge = z.object({
  platform: z.number(),
  steps: z.array(z.object({ word: z.string(), amount: z.number() })),
  office: z.number(),
})

const Result = z.object({
  bridge: Bridge,
  counts: z.object({
    same: z.number(),
    different: z.number(),
    missing: z.number(),
    extra: z.number(),
    duplicate: z.number(),
    unclear: z.number(),
    outside: z.number().meta({ description: '台账里不在本网格或不在期内的行，没有比' }),
  }),
  unread: z
    .array(z.object({ label: z.string(), count: z.number(), samples: z.array(z.string()) }))
    .meta({ description: '写法认不出、没有比的格' }),
  mended: z.number().meta({ description: '这一次发现已经一致、自动了结的' }),
  fresh: z.number().meta({ description: '这一次新发现的' }),
  returned: z.number().meta({ description: '曾经了结、这一次又不一致的' }),
})

export const ReconciliationView = z
  .object({
    id: z.uuid(),
    list: z.string(),
    title: z.string(),
    unit: z.string(),
    grid: z.string(),
    gridName: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    filename: z.string(),
    sheet: z.string(),
    lines: z.number(),
    notes: z.array(z.string()).meta({ description: '读表时要让人知道的' }),
    columns: z.array(
      z.object({
        column: z.number(),
        head: z.string(),
        target: z.string().nullable(),
        isPersonal: z.boolean(),
        samples: z.array(z.string()),
      }),
    ),
    state: z.enum(keysOf(states)),
    run: z.number(),
    comparedAt: z.iso.datetime().nullable(),
    result: Result.nullable(),
    open: z.number().meta({ description: '未决的差异' }),
    settled: z.number(),
    gone: z.number(),
    fault: z.string().nullable(),
    withdrawnReason: z.string().nullable(),
    startedBy: z.string(),
    startedAt: z.iso.datetime(),
    figure: z.string().meta({ description: '数这些行的指标' }),
    mayKeep: z.boolean(),
  })
  .meta({ id: 'Reconciliation' })

export const DifferenceView = z
  .object({
    id: z.uuid(),
    kind: z.enum(keysOf(differenceKinds)),
    row: z.number().nullable().meta({ description: '在原表第几行；台账没有的为空' }),
    title: z.string(),
    code: z.string().nullable(),
    link: z.string().nullable().meta({ description: '平台上的这一条；不在您的网格内的为空' }),
    fields: z.array(z.object({ key: z.string(), label: z.string(), platform: z.string(), office: z.string() })),
    why: z.string().nullable(),
    candidates: z.array(z.object({ id: z.uuid(), title: z.string(), link: z.string() })),
    twinRow: z.number().nullable(),
    foundAt: z.iso.datetime(),
    goneAt: z.iso.datetime().nullable(),
    verdict: z.enum(keysOf(verdicts)).nullable(),
    reason: z.string(),
    settledBy: z.string().nullable(),
    settledAt: z.iso.datetime().nullable(),
    isOpen: z.boolean(),
  })
  .meta({ id: 'ReconciliationDifference' })

export type Reconciliation = z.output<typeof ReconciliationView>
export type Difference = z.output<typeof DifferenceView>
export type ReconciliationResult = z.output<typeof Result>
export type ReconciliationListView = z.output<typeof ListView>
