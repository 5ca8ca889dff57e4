import { z } from 'zod'
import { OwnAccount } from '#kernel/sync/model/schema.ts'
import { DocumentTemplate } from '#standards/legal-document/template.ts'
import { enteredWays, type ServiceWay, wayNames } from './acts.ts'

const words = (max: number, name: string) => z.string().trim().max(max, `${name}最多 ${max} 字`)
const needed = (max: number, name: string) => words(max, name).min(1, `请填写${name}`)
const day = z.iso.date('日期写成 2026-09-08 的样子')

/** An officer who enforces, with the number of the certificate (行政执法证). */
export const Officer = z.strictObject({ name: needed(40, '姓名'), certNo: needed(40, '执法证号') })
export type Officer = z.infer<typeof Officer>

/** What documents say of an agency. */
export const AgencyFacts = z.strictObject({
  name: needed(60, '机关全称'),
  region: needed(10, '地区字').regex(/^[\u4e00-\u9fff]+$/, '地区字用汉字，如“鲁东”'),
  series: words(40, '页眉文字'),
  address: words(100, '地址'),
  phone: words(40, '电话'),
  reconsiderationBody: words(60, '行政复议机关'),
  litigationCourt: words(60, '诉讼法院'),
  bank: words(60, '代收银行'),
  bankAccountName: words(60, '户名'),
  bankAccount: words(40, '账号'),
  printsQr: z.boolean(),
  officers: z.array(Officer).max(500, '执法人员最多 500 人'),
})
export type AgencyFacts = z.infer<typeof AgencyFacts>

export const AgencyView = z
  .object({ gridCode: z.string(), gridName: z.string(), mine: z.boolean(), version: z.number(), ...AgencyFacts.shape })
  .meta({ id: 'LegalAgency' })

/** Values of a document by field; their shape is the template's, what is wrong with them is named, not refused. */
export const DocumentValues = z
  .record(z.string().max(40), z.unknown())
  .refine((values) => JSON.stringify(values).length <= 200_000, '内容过长，请分成几份文书')
export type DocumentValues = z.infer<typeof DocumentValues>

export const DraftInput = z.strictObject({
  id: z.uuid('文书编号不正确').optional(),
  key: z.string().min(2).max(80),
  objectId: z.uuid('企业编号不正确').nullish(),
  caseId: z.uuid('办件编号不正确').nullish(),
  values: DocumentValues.optional(),
})
export type DraftInput = z.infer<typeof DraftInput>

export const ChangeDraft = z.strictObject({ values: DocumentValues })
export const PreviewInput = z.strictObject({
  key: z.string().min(2).max(80),
  objectId: z.uuid().nullish(),
  caseId: z.uuid().nullish(),
  values: DocumentValues,
})
export const TemplatePreview = z.strictObject({ template: DocumentTemplate })

export const IssueInput = z.strictObject({
  /** Day under the name of the agency; today unless said. */
  issuedOn: day.optional(),
  /** A number of a block set aside for the device; a new one unless said. */
  blockId: z.uuid().optional(),
  n: z.number().int().min(1).max(999_999).optional(),
})
export type IssueInput = z.infer<typeof IssueInput>

/** Longest picture of a signature, as base64. */
const PICTURE = 400_000

export const SignInput = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('picture'),
      field: z.string().max(40),
      signer: needed(40, '签名人'),
      picture: z.base64('签名图片不正确').max(PICTURE, '签名图片过大'),
    }),
    z.strictObject({ kind: z.literal('paper'), field: z.string().max(40), signer: needed(40, '签名人') }),
    z.strictObject({
      kind: z.literal('refused'),
      field: z.string().max(40),
      signer: needed(40, '拒签人'),
      reason: needed(200, '拒签事由'),
      witness: z
        .strictObject({ name: needed(40, '见证人'), idNo: words(18, '身份证号'), phone: words(20, '电话') })
        .nullish(),
    }),
  ],
  { error: '请选择签名方式：屏幕签名、纸上签名或者拒签。' },
)
export type SignInput = z.infer<typeof SignInput>

/** A number of a block. */
export const NumberOfBlock = z.strictObject({
  blockId: z.uuid('号段编号不正确'),
  n: z.number().int().min(1, '文号从 1 起').max(999_999, '文号不正确'),
})
export type NumberOfBlock = z.infer<typeof NumberOfBlock>

/** Longest text of a document, in letters. */
const WORDS = 100_000

/** A document a device issued without a network: number, values and words as they stand on its paper. */
export const DeviceDocument = z.strictObject({
  id: z.uuid('文书编号不正确'),
  key: z.string().min(2).max(80),
  /** The version of the template the device had; null for the seed. */
  templateId: z.uuid('模板版本编号不正确').nullable(),
  templateVersion: z.number().int().min(1).max(9999),
  caseId: z.uuid('办件编号不正确').nullable(),
  objectId: z.uuid('企业编号不正确').nullable(),
  values: DocumentValues,
  series: words(40, '页眉文字'),
  issuedAt: z.iso.datetime({ offset: true, error: '制发时间不正确' }),
  deviceId: z.uuid('设备编号不正确'),
  /** Null for forms that have no number. */
  number: NumberOfBlock.nullable(),
  words: z.string().max(WORDS, '文书过长'),
  textHash: z.string().regex(/^[0-9a-f]{64}$/, '定稿指纹不正确'),
  signatures: z.array(SignInput).max(30, '签名过多').default([]),
})
export type DeviceDocument = z.infer<typeof DeviceDocument>

export const DeviceDocumentAnswer = z
  .object({
    id: z.uuid(),
    objectId: z.uuid().nullable(),
    number: z.string().nullable(),
    checkAddress: z.string(),
    notes: z.array(z.string()).meta({ description: '要知道的：模板换过版、和办件记录不一样' }),
  })
  .meta({ id: 'DeviceDocumentAnswer' })

const allWays = Object.keys(wayNames) as [ServiceWay, ...ServiceWay[]]
export const ServeInput = z
  .strictObject({
    way: z.enum(enteredWays, '请选择送达方式'),
    recipient: needed(60, '收件人'),
    place: words(100, '送达地点').default(''),
    servedOn: day,
    trackingNo: words(40, '邮件单号').nullish(),
    proofFileId: z.uuid('证明文件编号不正确').nullish(),
    until: day.nullish().meta({ description: '送达后起算的期限到哪天；办件要的才填' }),
  })
  .refine(({ way, trackingNo }) => way !== 'post' || Boolean(trackingNo), {
    path: ['trackingNo'],
    message: '邮寄送达要填邮件单号',
  })
export type ServeInput = z.infer<typeof ServeInput>

export const ReceiptInput = z.strictObject({
  name: needed(40, '签收人'),
  picture: z.base64('签名图片不正确').max(PICTURE, '签名图片过大').nullish(),
})
export const ReasonInput = z.strictObject({ reason: z.string().trim().min(4, '请写明原因').max(300, '最多 300 字') })

export const documentStates = ['draft', 'issued', 'withdrawn', 'replaced', 'discarded'] as const
export const DocumentFilter = z.object({
  q: z.string().trim().max(60).optional(),
  state: z.enum(documentStates).optional(),
  key: z.string().max(80).optional(),
  objectId: z.uuid().optional(),
  caseId: z.uuid().optional(),
  served: z.enum(['yes', 'no']).optional(),
  received: z.enum(['yes', 'no']).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type DocumentFilter = z.infer<typeof DocumentFilter>

export const DocumentLine = z.object({
  id: z.uuid(),
  key: z.string(),
  name: z.string(),
  number: z.string().nullable(),
  state: z.enum(documentStates),
  partyName: z.string(),
  objectId: z.uuid().nullable(),
  caseId: z.uuid().nullable(),
  gridCode: z.string(),
  audience: z.enum(['external', 'internal']),
  version: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
  issuedOn: z.string().nullable(),
  servedOn: z.string().nullable(),
  receivedAt: z.string().nullable(),
})
export type DocumentLine = z.infer<typeof DocumentLine>

/** A document that suits a case now. */
export const SuitView = z
  .object({
    key: z.string(),
    no: z.number(),
    name: z.string(),
    numbered: z.boolean(),
    waits: z.array(z.string()).meta({ description: '还差什么；空的就可以起草' }),
    draftId: z.uuid().nullable().meta({ description: '已有的草稿' }),
    issued: z.number(),
  })
  .meta({ id: 'LegalDocumentSuit' })

/** Something a document needs before it can be issued. */
export const Missing = z.object({
  /** JSON pointer into the values; empty for the document as a whole. */
  pointer: z.string(),
  message: z.string(),
  /** Whether it stands in the way; else it is advice. */
  blocks: z.boolean(),
})
export type Missing = z.infer<typeof Missing>

export const DocumentView = DocumentLine.extend({
  template: DocumentTemplate,
  templateVersion: z.number(),
  values: z.record(z.string(), z.unknown()),
  missing: z.array(Missing),
  acts: z.array(z.string()),
  textHash: z.string().nullable(),
  checkAddress: z.string().nullable(),
  issuedBy: z.string().nullable(),
  madeAt: z.string().nullable().meta({ description: '现场设备上定稿的时间，按设备的时钟；平台上制发的为空' }),
  notes: z.array(z.string()).meta({ description: '现场定稿的要知道什么' }),
  endedReason: z.string().nullable(),
  endedBy: z.string().nullable(),
  replacesId: z.uuid().nullable(),
  replacedById: z.uuid().nullable(),
  editions: z.array(
    z.object({ edition: z.number(), sha256: z.string(), pages: z.number(), why: z.string(), madeAt: z.string() }),
  ),
  signatures: z.array(
    z.object({
      field: z.string(),
      kind: z.enum(['picture', 'paper', 'refused']),
      signer: z.string(),
      reason: z.string().nullable(),
      witness: z.string().nullable(),
      signedAt: z.string(),
    }),
  ),
  services: z.array(
    z.object({
      way: z.enum(allWays),
      recipient: z.string(),
      place: z.string(),
      servedOn: z.string(),
      trackingNo: z.string().nullable(),
      proofFileId: z.uuid().nullable(),
      servedBy: z.string(),
      receivedAt: z.string().nullable(),
      receivedBy: z.string().nullable(),
    }),
  ),
  service: z
    .object({
      act: z.string().meta({ description: '登记送达时，办件上同时办的事' }),
      ways: z.array(z.enum(allWays)),
      until: z.string().nullable().meta({ description: '期限到哪天；为空不用填' }),
      told: z
        .object({ way: z.enum(allWays), servedOn: z.string(), recipient: z.string() })
        .nullable()
        .meta({ description: '办件上已经登记的送达；文书照它登记' }),
    })
    .nullable()
    .meta({ description: '办件也要登记这份文书的送达；为空时只登记在文书上' }),
}).meta({ id: 'LegalDocument' })
export type DocumentView = z.infer<typeof DocumentView>

export const TemplateLine = z.object({
  key: z.string(),
  no: z.number(),
  name: z.string(),
  numberWord: z.string().nullable(),
  audience: z.enum(['external', 'internal']),
  profile: z.enum(['form', 'narrative']),
  version: z.number(),
  /** Day from which this version holds; null for the seed. */
  fromOn: z.string().nullable(),
  verified: z.boolean(),
  fields: z.number(),
})
export const TemplateVersionView = z.object({
  id: z.uuid().nullable(),
  version: z.number(),
  fromOn: z.string().nullable(),
  retiredOn: z.string().nullable(),
  gridName: z.string().nullable(),
  mine: z.boolean(),
  note: z.string(),
  savedBy: z.string().nullable(),
  template: DocumentTemplate,
})
export const SaveTemplateVersion = z.strictObject({
  template: DocumentTemplate,
  fromOn: day,
  note: needed(200, '改了什么'),
})
export const CopyTemplate = z.strictObject({ name: needed(60, '新模板的名称'), fromOn: day })
export const RetireTemplate = z.strictObject({ retiredOn: day })

export const ReserveInput = z.strictObject({
  id: z.uuid().optional(),
  word: z.string().regex(/^[\u4e00-\u9fff]{2,12}$/, '字号用字不正确'),
  count: z.number().int().min(1, '至少 1 个号').max(200, '一次最多留 200 个号'),
  device: needed(60, '设备名称'),
})
export const BlockView = z
  .object({
    id: z.uuid(),
    word: z.string(),
    year: z.number(),
    device: z.string(),
    deviceId: z.uuid().nullable().meta({ description: '现场设备；为空是手工留的' }),
    reservedBy: z.string(),
    reservedAt: z.string(),
    numbers: z.array(z.object({ n: z.number(), state: z.string(), reason: z.string().nullable() })),
  })
  .meta({ id: 'LegalNumberBlock' })
export const ReturnNumbers = z.strictObject({
  numbers: z.array(z.number().int().min(1)).min(1, '请选要退回的号').max(200),
})
export const VoidNumber = z.strictObject({ n: z.number().int().min(1), ...ReasonInput.shape })
export const VoidBlock = ReasonInput

/** What a device asks for: so many numbers of each word that some are always left. */
export const DeviceNumbersInput = z.strictObject({
  deviceId: z.uuid('设备编号不正确'),
  accountId: OwnAccount,
  device: needed(60, '设备名称'),
  words: z.array(z.string().regex(/^[\u4e00-\u9fff]{2,12}$/, '字号用字不正确')).max(20, '一次最多 20 种字号'),
  /** Numbers on papers that are not here yet. */
  spent: z.array(NumberOfBlock).max(500, '没有传到平台的文书太多，先把它们传上去').default([]),
})
export type DeviceNumbersInput = z.infer<typeof DeviceNumbersInput>

/** A number on a device, with the code its paper is checked by. */
export const DeviceNumber = z
  .object({
    ...NumberOfBlock.shape,
    word: z.string(),
    year: z.number(),
    text: z.string().meta({ description: '印在文书上的样子' }),
    checkCode: z.string(),
  })
  .meta({ id: 'DeviceNumber' })
export type DeviceNumber = z.infer<typeof DeviceNumber>

export const ReturnFromDevice = z.strictObject({
  deviceId: z.uuid('设备编号不正确'),
  accountId: OwnAccount,
  numbers: z.array(NumberOfBlock).min(1, '没有要退回的号').max(500),
  ...ReasonInput.shape,
})
export type ReturnFromDevice = z.infer<typeof ReturnFromDevice>

/** A number a device printed on a paper that does not stand. */
export const VoidOnDevice = z.strictObject({
  deviceId: z.uuid('设备编号不正确'),
  ...NumberOfBlock.shape,
  reason: needed(300, '作废的原因'),
})
export type VoidOnDevice = z.infer<typeof VoidOnDevice>

/** A template as a device takes it along. */
export const KitTemplate = z.object({
  key: z.string(),
  templateId: z.uuid().nullable(),
  version: z.number(),
  template: DocumentTemplate,
})
export type KitTemplate = z.infer<typeof KitTemplate>

/** What a device needs to issue documents of a kind of case. */
export const DocumentKit = z
  .object({
    agency: AgencyFacts,
    siteAddress: z.string().meta({ description: '查验页的网址开头' }),
    templates: z.array(KitTemplate),
    words: z.array(z.string()).meta({ description: '要领号的字号' }),
    numbersEach: z.number().meta({ description: '每种字号带几个号' }),
    glyphs: z.array(z.string()).meta({ description: '字库里有的字，按区间缩写' }),
  })
  .meta({ id: 'LegalDocumentKit' })
export type DocumentKit = z.infer<typeof DocumentKit>

/** What the platform knows of a case for its documents; values of an inspection itself the device has. */
export const DocumentFacts = z
  .object({
    party: DocumentValues.nullable(),
    matter: z.object({ title: z.string(), openedOn: z.string() }).nullable(),
    officers: z.array(z.object({ name: z.string(), certNo: z.string() })),
    earlier: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        number: z.string().nullable(),
        issuedOn: z.string().nullable(),
        template: DocumentTemplate.pick({ fields: true }),
        values: DocumentValues,
      }),
    ),
  })
  .meta({ id: 'LegalDocumentFacts' })
export type DocumentFacts = z.infer<typeof DocumentFacts>
