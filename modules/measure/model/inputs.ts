import { z } from 'zod'
import { choice, dayInput, idInput, keysOf, line, mark, words } from '#kernel/cases/model/inputs.ts'
import { cutOffs, disposals, measureTypes, serviceWays } from './codes.ts'

/** One place, installation or thing that is sealed or impounded. */
export const SeizedItem = z.strictObject({
  name: mark('写清楚名称', 60),
  spec: z.string().trim().max(60, '规格最多 60 字').default(''),
  qty: mark('写清楚数量', 20),
  condition: z.string().trim().max(40, '状况最多 40 字').default(''),
})
export type SeizedItemValue = z.output<typeof SeizedItem>

/** What becomes of one of them, by its number in the list. */
export const DisposedItem = z.strictObject({
  n: z.int().min(1),
  disposal: z.enum(keysOf(disposals), '请选怎么处理'),
})

const Opinion = words('意见', '写清楚意见和理由')
const Officer = idInput('请选另一名执法人员').meta({ title: '另一名执法人员', widget: 'officer' })

/** What somebody asks for, or did at once because it could not wait. */
const Matter = z.strictObject({
  type: choice('措施', measureTypes, '请选采取什么措施'),
  what: words('存在的问题和现实危险', '写清楚存在什么问题、为什么等不得', 1000),
  scope: words('对象和范围', '写清楚对哪些场所、设施、设备、人员，做什么', 500),
  condition: words('恢复（解除）条件', '写清楚做到什么可以恢复', 300),
  items: z
    .array(SeizedItem)
    .max(100, '一份清单最多 100 项')
    .nullish()
    .meta({ title: '查封、扣押清单', widget: 'seized-items' }),
  coOfficer: Officer,
})

/** Done first, approved after (行政强制法第19条). */
const Urgent = Matter.extend({ urgency: words('情况紧急的理由', '写清楚为什么来不及先报批', 500) })

export const inputs = {
  propose: Matter,
  take: Urgent,
  text: z.strictObject({ text: Opinion }),
  decline: z.strictObject({ text: words('不同意的理由', '写清楚还差什么、做到什么可以解除') }),
  serve: z.strictObject({
    way: choice('送达方式', serviceWays, '请选送达方式'),
    on: dayInput('送达日期'),
    receiver: line('签收人', '写清楚谁签收的', 50),
    proof: line('送达凭证', '写清楚送达回证或者邮件号码', 100),
    dueOn: dayInput('措施到哪天为止'),
  }),
  lengthen: z.strictObject({
    until: dayInput('延到'),
    reason: words('延长理由', '写清楚情况怎么复杂、为什么要延长', 500),
  }),
  test: z.strictObject({ reason: words('检测、检验、鉴定的内容', '写清楚送谁、做什么检测', 300) }),
  tested: z.strictObject({ text: words('检测、检验、鉴定的结果', '写清楚结果是什么', 1000) }),
  progress: z.strictObject({ text: words('执行情况', '写清楚现在的情况', 1000) }),
  askCut: z.strictObject({
    cut: choice('停止供应什么', cutOffs, '请选停止供应什么'),
    supplier: line('供电（供应）单位', '写清楚供电（供应）单位', 80),
    danger: words('拒不执行的情形和现实危险', '写清楚怎么拒不执行、为什么随时可能出事', 500),
    range: line('停供范围', '写清楚停到哪里', 200),
  }),
  cut: z.strictObject({
    startsOn: dayInput('开始日期'),
    startsAt: z
      .string('请填几点开始')
      .trim()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应如 09:30')
      .meta({ title: '几点开始（如 09:30）', widget: 'line' }),
    urgent: z.boolean('请选是不是紧急情形').meta({
      title: '提前通知',
      widget: 'yes-no',
      options: { false: '提前二十四小时通知', true: '有危及生产安全的紧急情形' },
    }),
    text: Opinion,
  }),
  ask: z.strictObject({ text: words('整改和恢复申请', '写清楚做了什么、为什么可以恢复', 1000) }),
  look: z.strictObject({ text: words('复查情况', '写清楚看了什么、是不是达到恢复条件', 1000), coOfficer: Officer }),
  release: z.strictObject({
    text: Opinion,
    disposals: z
      .array(DisposedItem)
      .max(100, '最多 100 项')
      .nullish()
      .meta({ title: '查封、扣押物的处理', widget: 'seized-disposals' }),
  }),
} as const
