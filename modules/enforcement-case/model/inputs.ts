import { z } from 'zod'
import { choice, dayInput, idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { type Adjuster, adjusters } from '#standards/penalty/discretion.ts'
import { findPenaltyItem, penaltyStages } from '#standards/penalty/items.ts'
import { otherPenalties, serviceWays } from './codes.ts'

/** A fine may not pass what any article allows, several times over. */
const MOST_YUAN = 1e9

/** An amount in yuan with at most two decimals. */
export const yuan = (title: string) =>
  z
    .number('请填数字')
    .min(0, '不能小于 0')
    .max(MOST_YUAN, '金额太大')
    .refine((amount) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6, '最多两位小数')
    .meta({ title, widget: 'money' })

/** Yuan as they are entered, in fen. */
export const fenOf = (amount: unknown): number => Math.round(Number(amount ?? 0) * 100)

export const officer = (title: string) => idInput('请选一名执法人员').meta({ title, widget: 'officer' })

export const yesNo = (title: string, yes: string, no: string) =>
  z.boolean(`请选${yes}或${no}`).meta({ title, widget: 'yes-no', options: { true: yes, false: no } })

/** The number of a piece of evidence, or of a hold, inside its case. */
export const evidenceNo = (title: string) =>
  z.number('请选一项').int('请选一项').min(1, '请选一项').max(999, '请选一项').meta({ title, widget: 'evidence-no' })

export const penaltyItemId = z
  .string('请选违法行为')
  .refine((id) => findPenaltyItem(id) !== undefined, '没有这项违法行为')
  .meta({ title: '违法行为和罚则', widget: 'penalty-item' })

/** What an officer weighs: conduct, stage, step, what shares are taken of, grounds, the fine in yuan and why. */
export const Weighing = z
  .strictObject(
    {
      item: z.string().refine((id) => findPenaltyItem(id) !== undefined, '没有这项违法行为'),
      stage: z.enum(keysOf(penaltyStages), '请选阶段'),
      tier: z.enum(['minor', 'ordinary', 'heavier', 'serious'], '请选裁量阶次'),
      fact: z.string().trim().min(2, '写清楚适用这一档的事实').max(500, '最多 500 字'),
      grounds: z
        .array(z.enum(keysOf(adjusters) as [Adjuster, ...Adjuster[]], '没有这种情节'))
        .max(11)
        .default([]),
      also: z
        .array(z.string().refine((id) => findPenaltyItem(id) !== undefined, '没有这项违法行为'))
        .max(10, '最多 10 项')
        .default([]),
      others: z
        .array(z.enum(keysOf(otherPenalties), '没有这种处罚'))
        .max(8)
        .default([]),
      income: z.number().min(0).max(MOST_YUAN).nullish(),
      illegalIncome: z.number().min(0).max(MOST_YUAN).nullish(),
      confiscate: z.number().min(0).max(MOST_YUAN).nullish(),
      speciallySerious: z.boolean().default(false),
      afterTerm: z.boolean().default(false),
      daily: z
        .strictObject({
          /** Number of the decision whose fine is taken again for each day. */
          decisionNo: line('原处罚决定书文号', '写清楚原处罚决定书文号', 60),
          fine: yuan('原处罚数额').min(0.01, '原处罚数额要大于 0'),
          orderedOn: z.iso.date('请填责令改正的日期'),
          until: z.iso.date('请填计罚止日'),
        })
        .nullish(),
      fine: yuan('罚款（元）'),
      reason: z.string().trim().max(1000, '最多 1,000 字').nullish(),
    },
    '请按裁量基准算出罚款',
  )
  .meta({ title: '裁量', widget: 'discretion' })
export type WeighingInput = z.output<typeof Weighing>

/** How and when a paper was served, and what proves it. */
export const Served = {
  way: choice('送达方式', serviceWays, '请选送达方式'),
  on: dayInput('视为送达的日期'),
  begunOn: dayInput('留置、交邮或公告的日期').nullish().meta({ title: '留置、交邮或公告的日期', widget: 'date' }),
  receiver: line('签收人', '写清楚谁签收，或写明拒收', 50),
  proof: words('送达凭证', '写清楚凭什么证明送达了', 500),
}

export const text = (title: string, least: string, most = 2000) => words(title, least, most)
