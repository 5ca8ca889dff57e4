import { z } from 'zod'
import type { ActSpec } from '#kernel/cases/model/case-type.ts'
import { choice, dayInput, idInput, line } from '#kernel/cases/model/inputs.ts'
import { hearingEnds, outcomes, reviewerGrounds, reviewVerdicts } from '../codes.ts'
import { officer, Served, text, Weighing, yesNo } from '../inputs.ts'
import { HANDLERS, HEADS, PARTY, type PenaltyState } from '../standing.ts'
import { fineOf, storyOf } from '../story.ts'
import { type Done, lastOf, whyNoAddress, whyNoDefence, whyNoRecusal, whyNotified, whyUnanswered } from '../when.ts'

const attendees = z
  .array(
    z.strictObject({
      name: z.string().trim().min(2, '写明参加人').max(50, '最多 50 字'),
      opinion: z.string().trim().min(2, '写明意见').max(500, '最多 500 字'),
    }),
    '请填参加人和意见',
  )
  .min(2, '集体讨论至少两名负责人')
  .max(30, '最多 30 人')
  .meta({ title: '参加人和各自意见', widget: 'attendees' })

const notRecused = (before: readonly Done[]) => (whyNoRecusal(before) === null ? '回避申请还没有决定' : null)

/** Acts from the end of the investigation to the decision. */
export const decisionActs = {
  notify: {
    title: '送达处罚告知',
    // Where what is to be decided is no longer what was told, the party is told anew without going back.
    from: ['investigated', 'notified'],
    to: 'notified',
    who: ['holder'],
    roles: HANDLERS,
    when: (before: readonly Done[]) =>
      lastOf(before, 'conclude')?.input.penalise === true
        ? (notRecused(before) ?? whyNotified(before))
        : '调查结论不是给予处罚，直接呈批，不用告知',
    input: z.strictObject({ ...Served, text: text('告知内容', '写清楚拟处罚的内容、事实、理由、依据和权利') }),
    attachments: 1,
  },
  'send-review': {
    title: '送法制审核',
    from: ['investigated', 'approval'],
    to: 'reviewing',
    who: ['holder', 'opener'],
    roles: [...HANDLERS, ...HEADS],
    input: z.strictObject({
      seatId: idInput('请选岗位').meta({ title: '法制审核岗位', widget: 'seat' }),
      text: text('送审说明', '写清楚要审什么'),
    }),
    holder: 'named',
  },
  review: {
    title: '法制审核',
    from: ['reviewing'],
    to: {
      oneOf: ['investigated', 'approval'],
      // Back to where it was sent from.
      choose: (_input: unknown, before: readonly Done[]) =>
        before.findLast(({ act }) => act === 'propose' || act === 'send-back' || act === 'conclude')?.act === 'propose'
          ? 'approval'
          : 'investigated',
    },
    who: ['holder'],
    roles: HANDLERS,
    notBy: ['register', 'ask-filing', 'collect', 'hold', 'conclude', 'notify', 'propose', 'send-review'],
    input: z.strictObject({
      verdict: choice('审核意见', reviewVerdicts, '请选审核意见'),
      qualification: choice('审核人员资格', reviewerGrounds, '请选审核人员资格'),
      text: text('意见', '写清楚主体、事实、证据、依据、裁量、程序各有什么意见', 3000),
    }),
    holder: { investigated: 'did:conclude', approval: 'answering' },
  },
  discuss: {
    title: '集体讨论',
    from: ['investigated', 'approval'],
    to: 'same',
    who: ['office'],
    roles: HEADS,
    input: z.strictObject({
      on: dayInput('讨论日期'),
      chair: line('主持人', '写明主持的负责人', 50),
      attendees,
      agreed: yesNo('讨论结论', '同意处理建议', '不同意'),
      text: text('结论', '写清楚结论'),
    }),
  },
  state: {
    title: '陈述、申辩',
    from: ['notified'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    input: z.strictObject({
      text: text('陈述、申辩', '写清楚您的意见、事实和理由'),
      on: dayInput('收到日期').nullish().meta({ title: '收到日期（代为登记时填）', widget: 'date' }),
    }),
  },
  'waive-defence': {
    title: '放弃陈述、申辩',
    from: ['notified'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    when: (before: readonly Done[]) => (lastOf(before, 'waive-defence') ? '已经明确放弃了' : null),
    input: z.strictObject({ text: text('放弃的意思', '写明「放弃陈述、申辩」') }),
  },
  'ask-hearing': {
    title: '申请听证',
    from: ['notified'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    when: (before: readonly Done[]) => (lastOf(before, 'ask-hearing') ? '已经申请了' : null),
    input: z.strictObject({
      text: text('申请内容', '写明要求听证'),
      on: dayInput('收到日期').nullish().meta({ title: '收到日期（代为登记时填）', widget: 'date' }),
    }),
  },
  'waive-hearing': {
    title: '放弃听证',
    from: ['notified'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    when: (before: readonly Done[]) => (lastOf(before, 'waive-hearing') ? '已经书面放弃了' : null),
    input: z.strictObject({ text: text('放弃的意思', '写明「放弃听证」') }),
  },
  recheck: {
    title: '复核陈述申辩',
    from: ['notified'],
    to: 'same',
    who: ['holder'],
    roles: HANDLERS,
    when: whyNoDefence,
    input: z.strictObject({
      accepted: yesNo('复核意见', '采纳', '不予采纳'),
      text: text('复核情况', '逐条写清楚采纳或不采纳的理由'),
      weighing: Weighing.nullish(),
    }),
  },
  'call-hearing': {
    title: '通知听证',
    from: ['notified'],
    to: 'hearing',
    who: ['holder'],
    roles: HANDLERS,
    when: (before: readonly Done[]) => (lastOf(before, 'ask-hearing') ? null : '当事人没有申请听证'),
    input: z.strictObject({
      noticeOn: dayInput('听证通知书送达日期'),
      heldOn: dayInput('听证日期'),
      where: line('听证地点', '写清楚在哪里'),
      chair: officer('听证主持人'),
      open: yesNo('是否公开', '公开举行', '涉密或涉隐私，不公开'),
      text: text('通知内容', '写清楚时间、参加人和权利'),
    }),
    attachments: 1,
  },
  'hold-hearing': {
    title: '听证结束',
    from: ['hearing'],
    to: 'notified',
    who: ['office'],
    roles: HANDLERS,
    input: z.strictObject({
      end: choice('听证情况', hearingEnds, '请选听证情况'),
      on: dayInput('听证日期'),
      text: text('听证报告', '写清楚争议、质证情况和主持人意见', 3000),
    }),
    attachments: 1,
    holder: 'did:call-hearing',
  },
  propose: {
    title: '案件处理呈批',
    from: ['investigated', 'notified'],
    aside: ['investigated'],
    to: 'approval',
    who: ['holder'],
    roles: HANDLERS,
    when: (before: readonly Done[]) => notRecused(before) ?? whyUnanswered(before),
    input: z.strictObject({
      outcome: choice('处理建议', outcomes, '请选处理建议'),
      weighing: Weighing.nullish(),
      text: text('呈批意见', '写清楚事实、依据和建议'),
    }),
    holder: 'answering',
  },
  decide: {
    title: '作出决定',
    from: ['approval'],
    to: {
      oneOf: ['decided', 'transferred'],
      choose: (_input: unknown, before: readonly Done[]) =>
        lastOf(before, 'propose')?.input.outcome === 'transfer' ? 'transferred' : 'decided',
    },
    who: ['holder', 'office'],
    roles: HEADS,
    notBy: ['ask-filing', 'conclude', 'propose', 'review'],
    input: z.strictObject({
      decisionNo: line('决定书文号', '写明文号，比如「（鲁东）应急罚〔2026〕1号」', 60),
      overrule: text('不采纳法制审核意见的理由', '写清楚为什么不采纳', 1000).nullish(),
      text: text('审批意见', '写清楚意见'),
    }),
    attachments: 1,
    holder: 'did:propose',
  },
  'send-back': {
    title: '退回重办',
    from: ['approval'],
    to: 'investigated',
    who: ['holder', 'office'],
    roles: HEADS,
    notBy: ['propose'],
    input: z.strictObject({ text: text('退回理由', '写清楚要补什么') }),
    holder: 'did:propose',
  },
  reinvestigate: {
    title: '补充调查',
    from: ['investigated'],
    to: 'investigating',
    who: ['holder'],
    roles: HANDLERS,
    input: z.strictObject({ text: text('补充调查的内容', '写清楚还要查什么') }),
  },
  'confirm-address': {
    title: '确认送达地址和方式',
    from: ['investigating', 'investigated', 'notified', 'decided', 'performing'],
    to: 'same',
    who: ['object', 'holder'],
    roles: [...HANDLERS, ...PARTY],
    input: z.strictObject({
      address: line('送达地址', '写清楚省市到门牌'),
      electronic: yesNo('电子送达', '同意用平台账号电子送达', '不同意电子送达'),
      signer: line('确认人', '写明签字确认的人', 50),
    }),
  },
  serve: {
    title: '送达决定书',
    from: ['decided'],
    to: {
      oneOf: ['performing', 'closing'],
      choose: (_input: unknown, before: readonly Done[]) => afterService(before),
    },
    who: ['holder', 'office'],
    roles: HANDLERS,
    input: z.strictObject(Served),
    attachments: 1,
    holder: { closing: 'answering' },
  },
  receive: {
    title: '签收决定书',
    from: ['decided'],
    to: {
      oneOf: ['performing', 'closing'],
      choose: (_input: unknown, before: readonly Done[]) => afterService(before),
    },
    who: ['object'],
    roles: PARTY,
    when: whyNoAddress,
    input: z.strictObject({ signer: line('签收人', '写明签收的人', 50) }),
    holder: { performing: 'did:propose', closing: 'answering' },
  },
  // biome-ignore lint/suspicious/noExplicitAny: each act has an input of its own; defineCase checks it
} as const satisfies Record<string, ActSpec<PenaltyState, any>>

/** A fine is paid; what asks for no payment is only closed. */
const afterService = (before: readonly Done[]): 'performing' | 'closing' =>
  fineOf(storyOf(before)) > 0 ? 'performing' : 'closing'
