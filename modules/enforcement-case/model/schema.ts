import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { clueSources, outcomes, partyKinds } from './codes.ts'

const flag = z.enum(['true', 'false'], '只能是 true 或 false').optional()

/** What a list of cases may be narrowed by, beside what all kinds of cases have. */
export const PenaltyFilter = z.object({
  source: z.enum(keysOf(clueSources), '没有这个来源').optional(),
  procedure: z.enum(['ordinary', 'simple'], '没有这种程序').optional(),
  partyKind: z.enum(keysOf(partyKinds), '只能是单位或个人').optional(),
  outcome: z.enum(keysOf(outcomes), '没有这种结果').optional(),
  item: z.string().max(10, '没有这项违法行为').optional(),
  unpaid: flag.meta({ description: '送达了还没有缴清罚款的' }),
  late: flag.meta({ description: '缴款期限过了还没有缴清的' }),
  published: flag.meta({ description: '正在公示的' }),
  duty: z
    .enum(['due', 'late'], '只能是 due 或 late')
    .optional()
    .meta({ description: '有法定期限三天内到期的；已经过了的' }),
  decidedFrom: z.iso.date('日期应如 2026-11-21').optional(),
  decidedTo: z.iso.date('日期应如 2026-11-21').optional(),
})
export type PenaltyFilterInput = z.output<typeof PenaltyFilter>

/** What a line of the list says of a case; amounts in yuan. */
export const PenaltyFacts = z
  .object({
    procedure: z.enum(['ordinary', 'simple']),
    source: z.string(),
    partyKind: z.enum(keysOf(partyKinds)),
    partyName: z.string(),
    cause: z.string().nullable(),
    item: z.string().nullable(),
    violatedOn: z.string(),
    filedOn: z.string().nullable(),
    decidedOn: z.string().nullable(),
    decisionNo: z.string().nullable(),
    outcome: z.enum(keysOf(outcomes)).nullable(),
    fine: z.number(),
    paid: z.number(),
    payBy: z.string().nullable(),
    publishedOn: z.string().nullable(),
    withdrawnOn: z.string().nullable(),
    dutyOn: z.string().nullable().meta({ description: '最近一个没有办的法定期限' }),
    dutyTitle: z.string().nullable(),
  })
  .meta({ id: 'PenaltyFacts' })

export const DutyView = z
  .object({
    key: z.string(),
    title: z.string(),
    who: z.enum(['office', 'party']),
    dueOn: z.string().nullable(),
    from: z.string().nullable(),
    doneOn: z.string().nullable(),
    basis: z.string(),
    unverified: z.boolean(),
    provisional: z.boolean(),
  })
  .meta({ id: 'PenaltyDuty' })

/** Money of a case on a day, in yuan. */
export const MoneyView = z
  .object({
    fine: z.number(),
    paid: z.number(),
    surcharge: z.number(),
    surchargePaid: z.number(),
    capped: z.boolean(),
    paused: z.boolean(),
    outstanding: z.number(),
    lastDay: z.string().nullable(),
    parts: z.array(z.object({ dueOn: z.string(), amount: z.number(), paid: z.number(), late: z.boolean() })),
    payments: z.array(z.object({ kind: z.string(), amount: z.number(), on: z.string(), receipt: z.string() })),
  })
  .meta({ id: 'PenaltyMoney' })

/** How a case stands by the law: what is next, why review, discussion or a hearing is a must, how the fine was weighed. */
export const StandingView = z
  .object({
    on: z.string(),
    duties: z.array(DutyView),
    hearing: z.array(z.string()).meta({ description: '可以申请听证的理由' }),
    review: z.array(z.string()).meta({ description: '必须法制审核的理由' }),
    discussion: z.array(z.string()).meta({ description: '必须集体讨论的理由' }),
    reviewed: z.string().nullable(),
    discussed: z.boolean().nullable(),
    limitation: z.string().meta({ description: '追责期限的最后一天' }),
    officers: z.array(z.object({ personId: z.uuid(), name: z.string(), why: z.string().nullable() })),
    trace: z.array(z.string()),
    money: MoneyView.nullable(),
  })
  .meta({ id: 'PenaltyStanding' })

export const EvidenceView = z
  .object({
    no: z.number(),
    kind: z.string(),
    title: z.string(),
    source: z.string(),
    collectedOn: z.string(),
    place: z.string(),
    copy: z.string(),
    collectors: z.array(z.string()),
    keeper: z.string(),
    files: z.array(z.object({ fileId: z.uuid(), sha256: z.string() })),
    handings: z.array(z.object({ from: z.string(), to: z.string(), on: z.string(), why: z.string() })),
  })
  .meta({ id: 'PenaltyEvidence' })

export const SimilarView = z
  .object({
    id: z.uuid(),
    county: z.string(),
    tier: z.string().nullable(),
    fine: z.number(),
    others: z.array(z.string()),
    decidedOn: z.string(),
    partyKind: z.string(),
  })
  .meta({ id: 'SimilarPenalty' })

/** A case as its party may see it: what it was told, what was decided, what is to be paid, what it may do. */
export const OwnPenalty = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    version: z.number(),
    title: z.string(),
    stage: z.string(),
    notice: z
      .object({
        on: z.string(),
        text: z.string(),
        fine: z.number().nullable(),
        others: z.array(z.string()),
        defenceUntil: z.string(),
        hearingUntil: z.string().nullable(),
      })
      .nullable(),
    defences: z.array(z.object({ on: z.string(), text: z.string() })),
    answers: z.array(z.object({ accepted: z.boolean(), text: z.string() })),
    hearing: z.object({ askedOn: z.string().nullable(), heldOn: z.string().nullable(), where: z.string().nullable() }),
    decision: z
      .object({ on: z.string(), no: z.string(), outcome: z.string(), fine: z.number(), others: z.array(z.string()) })
      .nullable(),
    servedOn: z.string().nullable(),
    remedyUntil: z.object({ reconsideration: z.string(), litigation: z.string() }).nullable(),
    money: MoneyView.nullable(),
    annulledOn: z.string().nullable().meta({ description: '决定被撤销的日期；撤销的不用缴款' }),
    refund: z.number().meta({ description: '决定被撤销、应当退还的金额（元）' }),
    acts: z.array(z.object({ act: z.string(), title: z.string() })),
  })
  .meta({ id: 'OwnPenalty' })

export const PublishedView = z
  .object({
    id: z.uuid(),
    party: z.string(),
    decisionNo: z.string(),
    decidedOn: z.string(),
    facts: z.string(),
    basis: z.string(),
    fine: z.number(),
    others: z.array(z.string()),
    agencyArea: z.string(),
    publishedOn: z.string(),
  })
  .meta({ id: 'PublishedPenalty' })
