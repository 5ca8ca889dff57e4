import { z } from 'zod'
import { idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import {
  appraisalStates,
  categories,
  decisions,
  LONGEST_LOAN,
  loanStates,
  logKinds,
  parts,
  properties,
  retentions,
  volumeStates,
} from './codes.ts'

export const VolumeId = idInput('案卷编号不正确')
export const OneVolume = z.object({ id: VolumeId })

const search = z
  .string()
  .trim()
  .max(100, '最多 100 个字')
  .transform((text) => text.normalize('NFKC'))
  .optional()
const page = {
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

export const WaitingFilter = z.object({
  q: search,
  kind: z.string().max(40).optional().meta({ description: '办件种类' }),
  late: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: 'true 只看逾期的' }),
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional(),
  ...page,
})

export const WaitingLine = z
  .object({
    caseId: z.uuid(),
    kind: z.string(),
    kindTitle: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    stateTitle: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    objectName: z.string().nullable(),
    closedOn: z.iso.date(),
    fileBy: z.iso.date().meta({ description: '归档期限' }),
    late: z.boolean(),
    lateDays: z.number(),
    link: z.string(),
    volumeId: z.uuid().nullable().meta({ description: '已经开始立的卷' }),
  })
  .meta({ id: 'ArchiveWaiting' })

export const BeginVolume = z.strictObject({ caseId: idInput('办件编号不正确') })

const Ref = z.string().regex(/^(?:(?:document|file):[0-9a-f-]{36}|acts)$/, '目录条目不正确')
/** Most lines of one volume. */
const MOST_LINES = 2000

export const EditsInput = z.strictObject({
  order: z.array(Ref).max(MOST_LINES).default([]),
  titles: z.record(Ref, line('题名', '题名至少两个字', 150)).default({}),
  leftOut: z.record(Ref, line('理由', '写清楚为什么不入卷', 200)).default({}),
})

export const BindInput = z.strictObject({
  seen: z
    .array(z.string().max(120), '带上您看到的各件（案卷的 lines 里的 mark）')
    .max(MOST_LINES)
    .meta({ description: '您看到的各件的 mark；其后新增、换过的材料会先请您看' }),
  checker: idInput('检查人要从名单里选').meta({ description: '检查人的岗位，取自 /checkers' }),
  situation: words('本卷情况说明', '写清楚本卷情况，没有特别情况的写“本卷材料齐全”', 1000),
})

/** Somebody who may look a volume over before it is bound. */
export const CheckerView = z
  .object({ id: z.uuid(), title: z.string(), bodyName: z.string(), personName: z.string() })
  .meta({ id: 'ArchiveChecker' })

const FindingView = z.object({
  property: z.enum(keysOf(properties)),
  blocks: z.boolean().meta({ description: '不解决就不能归档' }),
  ref: z.string().nullable(),
  message: z.string(),
})

export const LineView = z
  .object({
    ref: z.string(),
    mark: z.string().meta({ description: '这一件现在的样子；归档时原样带回' }),
    part: z.enum(keysOf(parts)),
    title: z.string(),
    number: z.string().nullable(),
    dated: z.iso.date().nullable(),
    author: z.string(),
    mediaType: z.string(),
    fileName: z.string(),
    sha256: z.string().nullable(),
    size: z.number().nullable(),
    pages: z.number().nullable().meta({ description: '为空表示装订时才知道' }),
    annex: z.boolean().meta({ description: '不能成页，随卷保存' }),
    note: z.string(),
    leftOut: z.string().nullable().meta({ description: '不入卷的理由' }),
    retitled: z.boolean(),
  })
  .meta({ id: 'ArchiveLine' })

export const EntryView = z
  .object({
    n: z.number(),
    part: z.enum(keysOf(parts)),
    title: z.string(),
    number: z.string().nullable(),
    dated: z.iso.date().nullable(),
    author: z.string(),
    mediaType: z.string(),
    fileName: z.string(),
    sha256: z.string(),
    sm3: z.string(),
    size: z.number(),
    pages: z.number(),
    firstPage: z.number().nullable(),
    annex: z.boolean(),
    note: z.string(),
  })
  .meta({ id: 'ArchiveEntry' })

export const VolumeLine = z
  .object({
    id: z.uuid(),
    caseId: z.uuid(),
    kind: z.string(),
    kindTitle: z.string(),
    caseNumber: z.string().nullable(),
    caseLink: z.string(),
    archiveNo: z.string().nullable(),
    title: z.string(),
    party: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    state: z.enum(keysOf(volumeStates)),
    version: z.number(),
    year: z.number().nullable(),
    retention: z.enum(keysOf(retentions)).nullable(),
    pages: z.number().nullable(),
    closedOn: z.iso.date(),
    boundAt: z.iso.datetime().nullable(),
    boundBy: z.string().nullable(),
    retainUntil: z.iso.date().nullable(),
    over: z.boolean().meta({ description: '保管期限已满' }),
    lent: z.boolean(),
  })
  .meta({ id: 'ArchiveVolumeLine' })

export const LoanView = z
  .object({
    id: z.uuid(),
    volumeId: z.uuid(),
    archiveNo: z.string(),
    title: z.string(),
    borrower: z.string(),
    mine: z.boolean(),
    reason: z.string(),
    extent: z.string(),
    days: z.number(),
    state: z.enum(keysOf(loanStates)),
    askedAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    decidedBy: z.string().nullable(),
    decision: z.string().nullable(),
    dueOn: z.iso.date().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ArchiveLoan' })

const TakingOutView = z.object({
  id: z.uuid(),
  reason: z.string(),
  state: z.enum(['asked', 'granted', 'refused']),
  askedAt: z.iso.datetime(),
  askedBy: z.string(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  decision: z.string().nullable(),
})

export const AppraisalView = z.object({
  id: z.uuid(),
  decision: z.enum(keysOf(decisions)),
  years: z.number().nullable(),
  reason: z.string(),
  appraisers: z.string(),
  state: z.enum(keysOf(appraisalStates)),
  proposedAt: z.iso.datetime(),
  proposedBy: z.string(),
  decidedAt: z.iso.datetime().nullable(),
  decidedBy: z.string().nullable(),
  opinion: z.string().nullable(),
  firstBy: z.string().nullable(),
  secondBy: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
})

export const VolumeView = VolumeLine.extend({
  retentionKey: z.string(),
  retentionTitle: z.string(),
  retentionNow: z.enum(keysOf(retentions)).meta({ description: '按保管期限表现在该定的期限' }),
  sha256: z.string().nullable(),
  sm3: z.string().nullable(),
  size: z.number().nullable(),
  checker: z.string().nullable(),
  checkerSeat: z.uuid().nullable(),
  situation: z.string().nullable(),
  begunAt: z.iso.datetime(),
  begunBy: z.string(),
  endedAt: z.iso.datetime().nullable(),
  endedReason: z.string().nullable(),
  fault: z.string().nullable(),
  progress: z.object({ done: z.number(), total: z.number() }).nullable(),
  findings: z.array(FindingView).meta({ description: '四性检测发现的问题' }),
  lines: z.array(LineView).meta({ description: '拟入卷的材料；装订后为空' }),
  entries: z.array(EntryView).meta({ description: '卷内各件；装订前为空' }),
  office: z.boolean().meta({ description: '本单位的档号设置已经填写' }),
  loan: LoanView.nullable().meta({ description: '我正在申请或借阅的' }),
  takingOut: TakingOutView.nullable().meta({ description: '最近一次撤卷申请' }),
  appraisals: z.array(AppraisalView),
  siblings: z
    .array(z.object({ id: z.uuid(), archiveNo: z.string().nullable(), state: z.enum(keysOf(volumeStates)) }))
    .meta({ description: '同一件事的其他卷' }),
}).meta({ id: 'ArchiveVolume' })

export const VolumeFilter = z.object({
  q: search,
  kind: z.string().max(40).optional(),
  year: z.coerce.number().int().min(2000).max(2199).optional(),
  retention: z.enum(keysOf(retentions), '没有这种保管期限').optional(),
  state: z.enum(keysOf(volumeStates), '没有这种状态').optional(),
  over: z.enum(['true'], '只能是 true').optional().meta({ description: '只看保管期限已满的' }),
  loan: z.enum(['lent', 'asked'], '只能是 lent 或 asked').optional(),
  ...page,
})

export const LogLine = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    who: z.string(),
    what: z.enum(keysOf(logKinds)),
    purpose: z.string(),
  })
  .meta({ id: 'ArchiveLogLine' })

/** What a look is for: asked of everybody, each time. */
export const Purpose = line('用途', '写明看案卷做什么用', 200)

export const BorrowInput = z.strictObject({
  reason: words('借阅理由', '写清楚为什么要看', 500),
  extent: line('借阅范围', '写明看全卷还是哪几件', 200),
  days: z.number('请填天数').int('天数是整数').min(1, '至少一天').max(LONGEST_LOAN, `最多 ${LONGEST_LOAN} 天`),
})

export const DecideInput = z.strictObject({
  agrees: z.boolean('请选同意或不同意'),
  text: words('意见', '写清楚意见', 500),
})

export const ReasonInput = z.strictObject({ reason: words('理由', '写清楚理由', 500) })

export const AppraiseInput = z
  .strictObject({
    decision: z.enum(keysOf(decisions), '请选延长或销毁'),
    years: z.number('请填年数').int('年数是整数').min(1, '至少一年').max(50, '最多 50 年').nullish(),
    reason: words('鉴定意见', '写清楚鉴定意见', 1000),
    appraisers: line('鉴定小组成员', '写明鉴定小组的人', 200),
  })
  .refine(({ decision, years }) => (decision === 'extend') === (typeof years === 'number'), {
    message: '延长的填延长几年，销毁的不填',
    path: ['years'],
  })

export const OfficeInput = z.strictObject({
  gridCode: z.string().regex(/^\d{4,9}$/, '网格编码不正确'),
  fonds: z
    .string('写明全宗号')
    .transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
    .refine((text) => /^[A-Z0-9]{2,8}$/.test(text), '全宗号是 2 到 8 个字母或数字，比如 X043'),
  category: z.enum(keysOf(categories), '没有这个档案门类'),
  unit: z
    .string('写明机构代码')
    .transform((text) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase())
    .refine((text) => /^[A-Z0-9]{1,8}$/.test(text), '机构（问题）代码是 1 到 8 个字母或数字，比如 BGS'),
  version: z.number().int().min(0),
})

export const OfficeView = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    fonds: z.string(),
    category: z.enum(keysOf(categories)),
    unit: z.string(),
    version: z.number(),
    changedAt: z.iso.datetime(),
    changedBy: z.string(),
    mine: z.boolean().meta({ description: '本单位归档用的就是这一条' }),
  })
  .meta({ id: 'ArchiveOffice' })

export const RetentionInput = z.strictObject({
  retention: z.enum(keysOf(retentions), '没有这种保管期限'),
  reason: words('理由', '写清楚为什么改', 500),
  approvedBy: line('批准的档案主管部门和文号', '写明谁批准的', 200),
})

export const RetentionView = z
  .object({
    key: z.string(),
    title: z.string(),
    retention: z.enum(keysOf(retentions)),
    declared: z.enum(keysOf(retentions)),
    source: z.string(),
    history: z.array(
      z.object({
        retention: z.enum(keysOf(retentions)),
        reason: z.string(),
        approvedBy: z.string(),
        setAt: z.iso.datetime(),
        setBy: z.string(),
      }),
    ),
  })
  .meta({ id: 'ArchiveRetention' })

export const CheckView = z.object({
  ok: z.boolean(),
  checkedAt: z.iso.datetime(),
  components: z.number(),
  faults: z.array(z.object({ n: z.number().nullable(), title: z.string(), why: z.string() })),
})
