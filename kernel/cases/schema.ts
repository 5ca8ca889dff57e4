import { z } from 'zod'
import { idInput } from './model/inputs.ts'

export const CaseId = idInput('办件编号不正确')

const Holder = z
  .object({ seatId: z.uuid(), title: z.string(), body: z.string(), person: z.string().nullable() })
  .meta({ description: '轮到的岗位和在岗的人' })

const ClockView = z
  .object({
    title: z.string(),
    dueOn: z.string(),
    startedAt: z.string(),
    overdueAt: z.string(),
    stage: z.enum(['running', 'amber', 'red', 'overdue', 'raised']),
    stoppedSince: z.string().nullable(),
    provisional: z.boolean().meta({ description: '跨到的年份还没有公布放假安排，按周一到周五估算' }),
    basis: z.string(),
  })
  .meta({ id: 'CaseClock' })

export const CaseLineView = z
  .object({
    id: z.uuid(),
    type: z.string(),
    number: z.string().nullable(),
    title: z.string(),
    state: z.string(),
    stateTitle: z.string(),
    closed: z.boolean(),
    gridCode: z.string(),
    gridName: z.string(),
    objectId: z.uuid().nullable(),
    objectName: z.string().nullable(),
    holder: Holder.nullable(),
    clock: ClockView.nullable(),
    supervised: z.boolean(),
    openedAt: z.iso.datetime(),
    acts: z.number().meta({ description: '已办步数，办理时作为版本号' }),
    link: z.string(),
  })
  .meta({ id: 'CaseLine' })

export const InboxLineView = CaseLineView.extend({
  why: z.string().meta({ description: '为什么在我这里' }),
}).meta({ id: 'CaseInboxLine' })

/** A file of an act as pages show it. */
const FileView = z.object({
  fileId: z.uuid(),
  sha256: z.string(),
  name: z.string().nullable().meta({ description: '为空表示文件不在您的辖区' }),
  mediaType: z.string().nullable(),
  size: z.number().nullable(),
  doubts: z.array(z.string()).meta({ description: '照片自带的时间、位置与办理对不上的地方；只提示，不作结论' }),
})

const ActView = z
  .object({
    seq: z.number(),
    act: z.string(),
    title: z.string(),
    by: z.object({ name: z.string(), seat: z.string(), body: z.string() }),
    mine: z.boolean().meta({ description: '是不是自己办的' }),
    platform: z.boolean(),
    at: z.iso.datetime(),
    deviceAt: z.iso.datetime().nullable(),
    place: z.object({ lng: z.number(), lat: z.number(), accuracyM: z.number().nullable() }).nullable(),
    input: z.record(z.string(), z.unknown()),
    attachments: z.array(FileView),
    named: z.array(FileView).meta({ description: '办理内容里用到的照片、录音和文件，不在附件里的' }),
    hash: z.string(),
  })
  .meta({ id: 'CaseAct' })

export const CaseView = CaseLineView.extend({
  stateSince: z.iso.datetime(),
  history: z.array(ActView),
  people: z.record(z.string(), z.string()).meta({ description: '办理内容里选到的人和表的名称，按编号' }),
  openActs: z.array(z.object({ act: z.string(), title: z.string(), common: z.boolean() })),
  closedActs: z.array(z.object({ act: z.string(), title: z.string(), why: z.string() })),
  asked: z.array(z.object({ kind: z.enum(['consult', 'countersign']), seatId: z.uuid() })),
  levels: z
    .array(
      z.object({
        name: z.string().nullable().meta({ description: '网格；为空表示监管对象自己' }),
        since: z.iso.datetime(),
        until: z.iso.datetime().nullable(),
      }),
    )
    .meta({ description: '依次经过的层级' }),
  mine: z.boolean().meta({ description: '现在轮到我的岗位' }),
  filedAs: z.string().nullable().meta({ description: '归档的档号；归档后不能再办' }),
  related: z.array(
    z.object({
      id: z.uuid(),
      type: z.string(),
      typeTitle: z.string(),
      number: z.string().nullable(),
      title: z.string(),
      stateTitle: z.string(),
      link: z.string(),
      endedAt: z.iso.datetime().nullable().meta({ description: '并案后又拆开的时间；为空表示还关联着' }),
    }),
  ),
}).meta({ id: 'Case' })

export const CaseAnswerView = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    state: z.string(),
    acts: z.number(),
    holderSeatId: z.uuid().nullable(),
    openActs: z.array(z.string()),
  })
  .meta({ id: 'CaseAnswer' })

export const FigureView = z
  .object({
    key: z.string(),
    title: z.string(),
    total: z.number(),
    open: z.number(),
    late: z.number(),
  })
  .meta({ id: 'CaseFigure' })

/** What comes along with every act, beside its own input. */
export const ActEnvelope = z.strictObject({
  version: z.number().int().min(1).optional().meta({ description: '您看到的已办步数；也可用 If-Match' }),
  attachments: z.array(idInput('附件编号不正确')).max(3000, '一次最多 3,000 个附件').default([]),
  place: z
    .strictObject({
      lng: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      accuracyM: z.number().min(0).max(1e7).nullable().default(null),
    })
    .optional(),
  deviceAt: z.iso
    .datetime({ offset: true, error: '设备时间格式不正确' })
    .refine((at) => /^(19|20|21)/.test(at), '设备时间不正确')
    .optional(),
})

export const OpenEnvelope = ActEnvelope.omit({ version: true }).extend({
  id: CaseId.optional().meta({ description: '由发送方生成的 UUIDv7，重发不会重复' }),
  gridCode: z
    .string()
    .regex(/^\d{4}(\d{2}(\d{3}){0,3})?$/, '网格编码不正确')
    .optional()
    .meta({ description: '不涉及监管对象时必填；涉及时以对象所在网格为准' }),
  objectId: idInput('监管对象编号不正确').nullish(),
  fromId: idInput('来源办件编号不正确').nullish().meta({ description: '从哪件事拆出或引出；两边互相看得到' }),
})

const MOST_WORDS = 8

const flag = z.enum(['true', 'false'], '只能是 true 或 false').transform((value) => value === 'true')

/** Words looked for, apart by blanks: all of them must be there. */
export const SearchWords = z
  .string()
  .trim()
  .max(100, '最多 100 个字')
  .refine((words) => words.split(/\s+/).length <= MOST_WORDS, `一次最多找 ${MOST_WORDS} 个词`)

export const CaseFilterInput = z.object({
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional(),
  own: flag.optional().meta({ description: 'true 只看 grid 这一级自己的，不含下级；false 不筛' }),
  objectId: idInput('监管对象编号不正确').optional(),
  state: z.string().max(40).optional(),
  open: flag.optional().meta({ description: 'true 只看没有办结的；false 不筛' }),
  late: flag.optional(),
  supervised: flag.optional(),
  q: SearchWords.optional(),
})
