import { z } from 'zod'
import type { ActSpec, CaseType } from '#kernel/cases/model/case-type.ts'
import { foldCase } from '#kernel/cases/model/fold.ts'
import { choice, dayInput, line } from '#kernel/cases/model/inputs.ts'
import { courtResults, paymentKinds, remedies, remedyResults, retentions } from '../codes.ts'
import { Served, text, yuan } from '../inputs.ts'
import { moneyOf } from '../money.ts'
import { caseStates, DECIDED, HANDLERS, HEADS, PARTY, type PenaltyState } from '../standing.ts'
import { storyOf } from '../story.ts'
import { type Done, lastOf, whyNoDeferral, whyNoRemedy, whyNotPublished, whyPublished, whySettled } from '../when.ts'
import { decisionActs } from './decision.ts'
import { filingActs } from './filing.ts'

const instalments = z
  .array(z.strictObject({ dueOn: dayInput('缴纳日期'), amount: yuan('金额（元）') }), '请填每一期')
  .min(1, '至少一期；只延期的填一期')
  .max(36, '最多 36 期')
  .meta({ title: '每期的日期和金额', widget: 'instalments' })

/** Acts after a decision: payment, remedies, court, closing, archive, publicity. */
export const performanceActs = {
  pay: {
    title: '登记缴款',
    from: ['performing', 'enforcing'],
    to: {
      oneOf: ['performing', 'enforcing', 'closing'],
      choose: (input: Record<string, unknown>, before: readonly Done[]) => afterPayment(input, before),
    },
    who: ['holder', 'office'],
    roles: HANDLERS,
    input: z.strictObject({
      kind: choice('缴的是', paymentKinds, '请选罚款或加处罚款'),
      amount: yuan('金额（元）'),
      on: dayInput('缴款日期').meta({ title: '缴款日期', widget: 'date' }),
      receipt: line('票据号码', '写明票据号码', 60),
    }),
    attachments: 1,
    holder: { closing: 'answering' },
  },
  'ask-deferral': {
    title: '申请延期、分期缴纳',
    from: ['performing'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    when: (before) => (whyNoDeferral(before) === null ? '已经申请，等批准' : null),
    input: z.strictObject({ text: text('困难和打算', '写清楚经济困难的情况、想怎么分期') }),
  },
  'grant-deferral': {
    title: '批准延期、分期',
    from: ['performing'],
    to: 'same',
    who: ['office'],
    roles: HEADS,
    when: whyNoDeferral,
    clock: 'extend',
    input: z.strictObject({
      instalments,
      until: dayInput('缴款期限延到').meta({ title: '缴款期限延到（最后一期的日期）', widget: 'date' }),
      text: text('批准意见', '写清楚意见'),
    }),
  },
  'refuse-deferral': {
    title: '不同意延期、分期',
    from: ['performing'],
    to: 'same',
    who: ['office'],
    roles: HEADS,
    when: whyNoDeferral,
    input: z.strictObject({ text: text('不同意的理由', '写清楚理由') }),
  },
  remedy: {
    title: '登记复议、诉讼',
    from: [...DECIDED],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    when: (before) => (whyNoRemedy(before) === null ? '上一件复议或诉讼还没有结果' : null),
    input: z.strictObject({
      kind: choice('复议或诉讼', remedies, '请选复议或诉讼'),
      since: dayInput('受理日期'),
      body: line('受理机关或法院', '写明全称'),
    }),
  },
  'end-remedy': {
    title: '登记复议、诉讼结果',
    from: [...DECIDED],
    aside: [...DECIDED],
    // What a court or a higher body revoked is annulled by that; otherwise the case stays where it is.
    to: { oneOf: [...DECIDED, 'annulled'], choose: (input, before) => afterRemedy(input, before) },
    who: ['office'],
    roles: HANDLERS,
    when: whyNoRemedy,
    input: z.strictObject({
      result: choice('结果', remedyResults, '请选结果'),
      ended: dayInput('终局日期'),
      text: text('结果说明', '写清楚文号和内容'),
    }),
  },
  demand: {
    title: '催告履行',
    from: ['performing'],
    to: 'same',
    who: ['holder', 'office'],
    roles: HANDLERS,
    when: whySettled,
    input: z.strictObject({
      servedOn: dayInput('催告书送达日期'),
      way: Served.way,
      proof: Served.proof,
      text: text('催告内容', '写清楚履行的期限、方式、金额和陈述申辩的权利'),
    }),
    attachments: 1,
  },
  'apply-court': {
    title: '申请法院强制执行',
    from: ['performing'],
    aside: ['performing'],
    to: 'enforcing',
    who: ['holder', 'office'],
    roles: HANDLERS,
    when: (before) => (lastOf(before, 'demand') ? null : '要先催告；催告书送达十个工作日后才能申请'),
    input: z.strictObject({
      court: line('法院', '写明有管辖权的人民法院'),
      applied: dayInput('申请日期'),
      text: text('申请内容', '写清楚请求、依据和催告情况'),
    }),
    attachments: 1,
  },
  'end-court': {
    title: '登记执行结果',
    from: ['enforcing'],
    to: { oneOf: ['closing', 'performing'], choose: ({ result }) => (result === 'refused' ? 'performing' : 'closing') },
    who: ['holder', 'office'],
    roles: HANDLERS,
    input: z.strictObject({
      result: choice('执行结果', courtResults, '请选执行结果'),
      text: text('结果说明', '写清楚裁定文号和执行到位的金额'),
    }),
    holder: { closing: 'answering' },
  },
  close: {
    title: '批准结案',
    from: ['closing'],
    to: 'closed',
    who: ['holder', 'office'],
    roles: HEADS,
    when: (before) => {
      const { holds } = storyOf(before)
      return holds.some(({ settled }) => !settled) ? '登记保存的证据还没有处理' : null
    },
    input: z.strictObject({ text: text('结案意见', '写清楚执行情况') }),
    holder: 'opener',
  },
  archive: {
    title: '归档',
    from: ['closed'],
    to: 'archived',
    who: ['holder', 'office'],
    roles: HANDLERS,
    // Follows from binding the file: number, pages and hash are those of the volume, so nobody types them.
    internal: true,
    input: z.looseObject({
      archiveNo: z.string().meta({ title: '档号', widget: 'line' }),
      retention: choice('保管期限', retentions, '请选保管期限'),
      pages: z.number().int().meta({ title: '全卷页数', widget: 'count' }),
      compiler: line('立卷人', '写明立卷的人', 50),
      checker: line('检查人', '写明检查的人', 50),
      sm3: z.string().optional().meta({ title: '全卷 SM3', widget: 'line' }),
      contents: z.string().optional().meta({ title: '卷内目录 SM3', widget: 'line' }),
    }),
  },
  unarchive: {
    title: '撤卷',
    from: ['archived'],
    to: 'closed',
    who: ['office'],
    roles: HANDLERS,
    internal: true,
    input: z.looseObject({
      archiveNo: z.string().meta({ title: '原档号', widget: 'line' }),
      text: text('撤卷理由', '写清楚理由'),
    }),
  },
  publish: {
    title: '公示处罚决定',
    from: [...DECIDED],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    when: whyPublished,
    input: z.strictObject({ publicFacts: text('公示的违法事实', '写清楚违法事实，不要写姓名、电话、证件号码', 500) }),
  },
  unpublish: {
    title: '撤回公示',
    from: [...DECIDED, 'annulled', 'archived'],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    when: whyNotPublished,
    input: z.strictObject({ text: text('撤回理由', '写清楚为什么撤回') }),
  },
  annul: {
    title: '登记决定被撤销',
    from: [...DECIDED],
    to: 'annulled',
    who: ['office'],
    roles: HEADS,
    input: z.strictObject({
      on: dayInput('撤销生效日期'),
      text: text('撤销的机关和理由', '写清楚谁撤销、文号和理由'),
    }),
  },
  // biome-ignore lint/suspicious/noExplicitAny: each act has an input of its own; defineCase checks it
} as const satisfies Record<string, ActSpec<PenaltyState, any>>

const lifeOfPenalty = (): CaseType =>
  ({ acts: { ...filingActs, ...decisionActs, ...performanceActs }, states: caseStates }) as unknown as CaseType

function afterRemedy({ result }: Record<string, unknown>, before: readonly Done[]): PenaltyState {
  if (result === 'revoked') return 'annulled'
  return (foldCase(lifeOfPenalty(), before)?.state ?? 'performing') as PenaltyState
}

/** Paid in full with its surcharge, it is only closed; else it stays where it is. */
function afterPayment(input: Record<string, unknown>, before: readonly Done[]) {
  // A page asks where it leads to before anything is filled in: to the end, if all goes well.
  if (typeof input.on !== 'string') return 'closing'
  const story = storyOf([...before, { act: 'pay', at: `${String(input.on)}T04:00:00.000Z`, input } as Done])
  const money = moneyOf(story, String(input.on))
  if (money.outstanding === 0) return 'closing'
  return before.findLast(({ act }) => act === 'apply-court' || act === 'end-court')?.act === 'apply-court'
    ? 'enforcing'
    : 'performing'
}
