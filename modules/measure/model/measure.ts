import { defineCase } from '#kernel/cases/model/case-type.ts'
import { formFaults } from './form.ts'
import { inputs } from './inputs.ts'
import { storyOf } from './story.ts'

const HANDLERS = ['city_officer', 'county_officer'] as const
const HEADS = ['leader'] as const
const PARTY = ['enterprise_contact'] as const
const RUNNING = ['in_force', 'cut'] as const
const term = { title: '措施期限', term: 'dueOn', source: '送达时定的期限', since: 'in_force' } as const

type Before = Parameters<typeof storyOf>[0]

const isSeizure = (before: Before) =>
  storyOf(before).kind === 'seizure' ? null : '只有查封、扣押才把检测、检验、鉴定的时间除外'

/**
 * A measure that cannot wait for a penalty (安全生产法第65条、第70条; 行政强制法第16–28条): asked for by two officers, approved by the head, or
 * taken at once and approved within 24 hours; served with its term; lifted when what it asks for was done. Power may be cut off where a stop
 * is not obeyed. What was sealed is tested outside the term and dealt with piece by piece.
 */
export const measureCase = defineCase({
  name: 'measure',
  path: 'measures',
  title: '强制措施',
  prefix: 'QC',
  ownClock: true,
  readers: ['city_admin', 'leader', 'city_officer', 'county_officer', 'town_officer'],
  check: formFaults,
  states: {
    proposed: { title: '待批准' },
    urgent: {
      title: '待补批',
      clock: { title: '补办批准', term: { amount: 24, unit: 'H' }, source: '行政强制法第十九条' },
    },
    approved: { title: '待送达' },
    in_force: { title: '执行中', clock: term },
    cut: { title: '停供中', clock: term },
    ready: { title: '待解除', clock: term },
    lifted: { title: '已解除', ends: true },
    refused: { title: '未批准', ends: true },
    withdrawn: { title: '已撤回', ends: true },
  },
  acts: {
    propose: {
      title: '报请批准',
      from: 'nothing',
      to: 'proposed',
      who: ['office'],
      roles: HANDLERS,
      input: inputs.propose,
      holder: 'answering',
    },
    take: {
      title: '当场采取措施',
      from: 'nothing',
      to: 'urgent',
      who: ['office'],
      roles: HANDLERS,
      input: inputs.take,
      attachments: 1,
      holder: 'answering',
    },
    approve: {
      title: '批准',
      from: ['proposed', 'urgent'],
      to: 'approved',
      who: ['holder', 'above'],
      roles: HEADS,
      notBy: ['propose', 'take'],
      input: inputs.text,
      holder: 'opener',
    },
    refuse: {
      title: '不批准',
      from: ['proposed', 'urgent'],
      to: 'refused',
      who: ['holder', 'above'],
      roles: HEADS,
      notBy: ['propose', 'take'],
      input: inputs.text,
    },
    withdraw: {
      title: '撤回',
      from: ['proposed', 'approved'],
      to: 'withdrawn',
      who: ['opener'],
      roles: HANDLERS,
      input: inputs.text,
      when: (before) => (storyOf(before).urgency === null ? null : '已经当场采取的措施不能撤回，由负责人决定解除'),
    },
    serve: {
      title: '送达决定书',
      from: ['approved'],
      to: 'in_force',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.serve,
      attachments: 1,
    },
    lengthen: {
      title: '批准延长',
      from: RUNNING,
      to: 'same',
      who: ['office'],
      roles: HEADS,
      input: inputs.lengthen,
      clock: 'extend',
    },
    test: {
      title: '送检测、检验、鉴定',
      from: ['in_force'],
      to: 'same',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.test,
      clock: 'suspend',
      when: (before) => isSeizure(before) ?? (storyOf(before).testedSince ? '已经在检测、检验、鉴定' : null),
    },
    tested: {
      title: '检测、检验、鉴定完毕',
      from: ['in_force'],
      to: 'same',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.tested,
      clock: 'resume',
      when: (before) => (storyOf(before).testedSince ? null : '没有在检测、检验、鉴定'),
    },
    progress: {
      title: '登记执行情况',
      from: RUNNING,
      to: 'same',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.progress,
    },
    'ask-cut': {
      title: '报请停止供电、供应',
      from: ['in_force'],
      to: 'same',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.askCut,
      attachments: 1,
      holder: 'answering',
      when: (before) => {
        const { kind, cutAsked } = storyOf(before)
        if (kind !== 'stop') return '拒不执行停产停用的决定才能停止供电、供应'
        return cutAsked ? '已经报请，等负责人批准' : null
      },
    },
    cut: {
      title: '批准停止供电、供应',
      from: ['in_force'],
      to: 'cut',
      who: ['office'],
      roles: HEADS,
      notBy: ['ask-cut'],
      input: inputs.cut,
      holder: 'opener',
      when: (before) => (storyOf(before).cutAsked ? null : '没有报请停止供电、供应'),
    },
    'refuse-cut': {
      title: '不批准停供',
      from: ['in_force'],
      to: 'same',
      who: ['office'],
      roles: HEADS,
      input: inputs.text,
      holder: 'opener',
      when: (before) => (storyOf(before).cutAsked ? null : '没有报请停止供电、供应'),
    },
    restore: {
      title: '通知恢复供电、供应',
      from: ['cut'],
      to: 'in_force',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.progress,
    },
    ask: {
      title: '申请恢复（解除）',
      from: RUNNING,
      to: 'same',
      who: ['object'],
      roles: PARTY,
      input: inputs.ask,
      attachments: 1,
      holder: 'opener',
      when: (before) => (storyOf(before).askedOn ? '已经申请，等复查' : null),
    },
    fail: {
      title: '复查不合格',
      from: RUNNING,
      to: 'same',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.look,
      attachments: 1,
      when: (before) => (storyOf(before).askedOn ? null : '企业还没有申请恢复（解除）'),
    },
    pass: {
      title: '复查合格，报请解除',
      from: ['in_force'],
      to: 'ready',
      who: ['holder', 'opener', 'above'],
      roles: HANDLERS,
      input: inputs.look,
      attachments: 1,
      holder: 'answering',
      when: (before) => (storyOf(before).testedSince ? '检测、检验、鉴定还没有完毕' : null),
    },
    release: {
      title: '批准解除',
      from: [...RUNNING, 'ready'],
      to: 'lifted',
      who: ['office'],
      roles: HEADS,
      notBy: ['pass'],
      input: inputs.release,
      aside: RUNNING,
    },
    decline: {
      title: '不同意解除，继续执行',
      from: ['ready'],
      to: 'in_force',
      who: ['holder', 'above'],
      roles: HEADS,
      input: inputs.decline,
      holder: 'opener',
    },
  },
})
