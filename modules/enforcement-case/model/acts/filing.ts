import { z } from 'zod'
import type { ActSpec } from '#kernel/cases/model/case-type.ts'
import { choice, dayInput, line } from '#kernel/cases/model/inputs.ts'
import {
  clueSources,
  collectGrounds,
  copyKinds,
  evidenceKinds,
  holdDisposals,
  partyKinds,
  terminationGrounds,
  transferGrounds,
} from '../codes.ts'
import { evidenceNo, officer, penaltyItemId, text, Weighing, yesNo, yuan } from '../inputs.ts'
import { CLUE_FINDERS, DECIDED, HANDLERS, HEADS, type PenaltyState, UNDER_WAY } from '../standing.ts'
import { type Done, whyNoRecusal, whyNotConcluded } from '../when.ts'

/** What is known of an act against the law when it comes to notice. */
const Matter = {
  what: text('违法事实', '写清楚谁在什么时候、在哪里做了什么', 1000),
  where: line('违法地点', '写清楚在哪里'),
  violatedOn: dayInput('违法行为发生之日').meta({ title: '违法行为发生之日（连续的填终了之日）', widget: 'date' }),
  partyKind: choice('当事人', partyKinds, '请选单位或个人'),
  partyName: line('当事人名称或姓名', '写明单位全称或姓名'),
}

/** Acts from the clue to the end of the investigation. */
export const filingActs = {
  register: {
    title: '登记线索',
    from: 'nothing',
    to: 'clue',
    who: ['office'],
    roles: CLUE_FINDERS,
    input: z.strictObject({
      source: choice('线索来源', clueSources, '请选线索来源'),
      ...Matter,
      foundOn: dayInput('发现之日'),
    }),
    holder: 'actor',
  },
  'on-spot': {
    title: '当场处罚',
    from: 'nothing',
    to: 'simple',
    who: ['office'],
    roles: HANDLERS,
    input: z.strictObject({
      ...Matter,
      item: penaltyItemId,
      warning: yesNo('警告', '给予警告', '不给警告'),
      fine: yuan('罚款（元）'),
      coOfficer: officer('另一名执法人员'),
      rights: yesNo('当场告知', '已告知事实、理由、依据和权利，听取了陈述申辩', '没有告知'),
      decisionNo: line('当场处罚决定书文号', '写明文号', 60),
      collect: choice('当场收缴', collectGrounds, '请选是否当场收缴'),
      receipt: line('专用票据号码', '写明财政部门统一制发的票据号码', 60).nullish(),
    }),
    attachments: 1,
    holder: 'actor',
  },
  'file-simple': {
    title: '当场处罚备案',
    from: ['simple'],
    to: {
      oneOf: ['performing', 'closing'],
      choose: (_input: unknown, before: readonly Done[]) => {
        const spot = before.find(({ act }) => act === 'on-spot')?.input ?? {}
        return Number(spot.fine) > 0 && spot.collect === 'none' ? 'performing' : 'closing'
      },
    },
    who: ['holder', 'opener'],
    roles: HANDLERS,
    input: z.strictObject({ text: text('备案说明', '写清楚向谁备案') }),
    holder: { closing: 'answering' },
  },
  'ask-filing': {
    title: '报请立案',
    from: ['clue'],
    to: 'filing',
    who: ['holder', 'opener'],
    roles: HANDLERS,
    input: z.strictObject({
      cause: line('案由', '写成「涉嫌……案」', 100),
      item: penaltyItemId,
      coOfficer: officer('另一名办案人员'),
      harm: yesNo('涉及公民生命健康安全且有危害后果', '是，追责期限五年', '否，追责期限两年'),
      exception: text('超过追责期限仍可处罚的理由', '写清楚法律依据和理由', 500).nullish(),
      text: text('立案理由', '写清楚符合哪些立案条件'),
    }),
    holder: 'answering',
  },
  file: {
    title: '批准立案',
    from: ['filing'],
    to: 'investigating',
    who: ['holder', 'office'],
    roles: HEADS,
    notBy: ['register', 'ask-filing'],
    input: z.strictObject({ text: text('批准意见', '写清楚意见') }),
    holder: 'did:ask-filing',
  },
  'return-clue': {
    title: '退回补充核查',
    from: ['filing'],
    to: 'clue',
    who: ['holder', 'office'],
    roles: HEADS,
    notBy: ['ask-filing'],
    input: z.strictObject({ text: text('退回理由', '写清楚还要查什么') }),
    holder: 'did:ask-filing',
  },
  'refuse-filing': {
    title: '不予立案',
    from: ['filing', 'clue'],
    to: 'unfiled',
    who: ['holder', 'office'],
    roles: HEADS,
    notBy: ['ask-filing'],
    input: z.strictObject({ text: text('不予立案的理由', '写清楚为什么不立案') }),
  },
  conclude: {
    title: '调查终结',
    from: ['investigating'],
    to: 'investigated',
    who: ['holder'],
    roles: HANDLERS,
    when: whyNotConcluded,
    input: z.strictObject({
      facts: text('查明的事实和证据', '写清楚查明了什么、有哪些证据', 3000),
      penalise: yesNo('处理建议', '给予行政处罚', '不予处罚或者移送'),
      weighing: Weighing.nullish(),
      publicInterest: yesNo('涉及重大公共利益', '涉及', '不涉及'),
      complex: yesNo('案情疑难复杂、涉及多个法律关系', '是', '否'),
      text: text('调查结论', '写清楚性质、依据和建议'),
    }),
    attachments: 1,
  },
  collect: {
    title: '登记证据',
    from: ['investigating', 'investigated', 'notified', 'hearing', 'approval'],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    input: z.strictObject({
      kind: choice('证据种类', evidenceKinds, '请选证据种类'),
      title: line('证据名称', '写清楚是什么', 80),
      source: line('来源', '写清楚从谁那里、怎么取得', 200),
      on: dayInput('取得日期'),
      where: line('取得地点', '写清楚在哪里'),
      copy: choice('原件或复制件', copyKinds, '请选原件或复制件'),
      coOfficer: officer('另一名取证人员'),
      keeper: line('现在由谁保管', '写清楚保管人或存放处', 60),
    }),
    attachments: 1,
  },
  'hand-over': {
    title: '移交证据',
    from: [...UNDER_WAY, ...DECIDED],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    when: (before: readonly Done[]) => (before.some(({ act }) => act === 'collect') ? null : '还没有登记证据'),
    input: z.strictObject({
      evidence: evidenceNo('哪一项证据'),
      receiver: line('交给谁', '写清楚接收人和单位', 60),
      on: dayInput('移交日期'),
      why: line('为什么移交', '写清楚用途，比如送检', 100),
    }),
  },
  hold: {
    title: '先行登记保存',
    from: ['investigating'],
    to: 'same',
    who: ['holder'],
    roles: HANDLERS,
    input: z.strictObject({
      what: text('保存的证据清单', '一行一件：名称、规格、数量、状态', 1000),
      keeper: line('就地保管人', '写清楚谁保管', 60),
      where: line('保存地点', '写清楚在哪里'),
      approver: line('批准的负责人', '先行登记保存要经负责人批准，写明是谁', 50),
      on: dayInput('通知书送达日期'),
    }),
    attachments: 1,
  },
  'settle-hold': {
    title: '处理登记保存的证据',
    from: [...UNDER_WAY, ...DECIDED],
    to: 'same',
    who: ['office'],
    roles: HANDLERS,
    when: (before: readonly Done[]) => {
      const count = (name: string) => before.filter(({ act }) => act === name).length
      return count('hold') > count('settle-hold') ? null : '没有待处理的登记保存'
    },
    input: z.strictObject({
      hold: evidenceNo('哪一次登记保存'),
      disposal: choice('处理决定', holdDisposals, '请选处理决定'),
      on: dayInput('处理决定日期'),
      text: text('处理情况', '写清楚怎么处理的'),
    }),
  },
  recuse: {
    title: '提出回避',
    from: ['investigating', 'investigated', 'reviewing', 'notified', 'hearing'],
    to: 'same',
    who: ['office'],
    roles: [...HANDLERS, ...HEADS],
    when: (before: readonly Done[]) => (whyNoRecusal(before) === null ? '已有回避申请等负责人决定' : null),
    input: z.strictObject({
      officer: officer('谁应当回避'),
      by: line('谁提出的', '写明当事人或本人', 50),
      text: text('回避理由', '写清楚有什么利害关系'),
    }),
  },
  'settle-recusal': {
    title: '决定是否回避',
    from: ['investigating', 'investigated', 'reviewing', 'notified', 'hearing'],
    to: 'same',
    who: ['office'],
    roles: HEADS,
    when: whyNoRecusal,
    input: z.strictObject({
      granted: yesNo('决定', '应当回避', '不需要回避'),
      instead: officer('换成哪一名执法人员').nullish(),
      text: text('决定理由', '写清楚理由'),
    }),
  },
  transfer: {
    title: '移送',
    from: ['clue', 'filing', 'investigating', 'investigated'],
    to: 'transferred',
    who: ['office'],
    roles: HEADS,
    input: z.strictObject({
      ground: choice('移送原因', transferGrounds, '请选移送原因'),
      receiver: line('移送给哪个机关', '写明机关全称'),
      text: text('移送理由和材料', '写清楚涉嫌什么、移送哪些材料'),
    }),
  },
  terminate: {
    title: '终止（撤销）案件',
    from: [...UNDER_WAY],
    to: 'terminated',
    who: ['office'],
    roles: HEADS,
    input: z.strictObject({
      ground: choice('终止原因', terminationGrounds, '请选终止原因'),
      text: text('终止理由', '写清楚事实和依据'),
    }),
  },
  // biome-ignore lint/suspicious/noExplicitAny: each act has an input of its own; defineCase checks it
} as const satisfies Record<string, ActSpec<PenaltyState, any>>
