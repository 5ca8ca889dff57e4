import { z } from 'zod'
import { dayInput, idInput, words } from './inputs.ts'

/** Inputs of acts are shared by server, desk and phone, so their words stand here once. */
const Words = words('说明', '写清楚一点，至少两个字')
const SeatId = idInput('请选一个岗位').meta({ title: '岗位', widget: 'seat' })
const Day = dayInput('期限')
/** Another case as the timeline says it; both are linked. */
const OtherCase = z.looseObject({
  number: z.string().nullish().meta({ title: '编号', widget: 'line' }),
  title: z.string().optional().meta({ title: '说的是', widget: 'line' }),
})

export interface CommonActSpec {
  /** The button: a verb. */
  title: string
  input: z.ZodObject
  /** May be done to many cases with one input. */
  bulk?: boolean
  /** Nobody but the platform does it. */
  platform?: boolean
}

/**
 * Acts every kind of case has: they change whose turn it is, who is asked or told, or the clock, never the state.
 * The state belongs to the declaration of the kind alone.
 */
export const COMMON_ACTS = {
  comment: { title: '留言', input: z.strictObject({ text: Words }) },
  assign: { title: '转给', input: z.strictObject({ seatId: SeatId, text: Words.optional() }), bulk: true },
  claim: { title: '认领', input: z.strictObject({}), bulk: true },
  urge: { title: '催办', input: z.strictObject({ text: Words }), bulk: true },
  copy: { title: '抄送', input: z.strictObject({ seatId: SeatId, text: Words.optional() }), bulk: true },
  consult: { title: '征求意见', input: z.strictObject({ seatId: SeatId, text: Words }) },
  countersign: { title: '送会签', input: z.strictObject({ seatId: SeatId, text: Words }) },
  answer: {
    title: '回复意见',
    input: z.strictObject({
      agrees: z
        .boolean('请选同意或不同意')
        .meta({ title: '意见', widget: 'yes-no', options: { true: '同意', false: '不同意' } }),
      text: Words,
    }),
  },
  unask: {
    title: '撤回征询',
    input: z.strictObject({ text: Words }),
  },
  supervise: { title: '督办', input: z.strictObject({ text: Words, replyBy: Day.optional() }), bulk: true },
  lift: { title: '解除督办', input: z.strictObject({ text: Words }) },
  suspend: { title: '停表', input: z.strictObject({ reason: Words.meta({ title: '停表原因', widget: 'text' }) }) },
  resume: { title: '恢复计时', input: z.strictObject({}) },
  extend: {
    title: '延长期限',
    input: z.strictObject({
      until: Day.meta({ title: '延到', widget: 'date' }),
      reason: Words.meta({ title: '延期理由', widget: 'text' }),
    }),
  },
  relate: {
    title: '关联',
    input: z.strictObject({
      caseId: idInput('请选一件事').meta({ title: '另一件事', widget: 'case' }),
      text: Words.optional(),
    }),
  },
  /** Another case of the kind was put into this one. */
  absorb: {
    title: '并入一件',
    input: OtherCase.extend({ supervisedBy: SeatId.meta({ title: '督办随之转来', widget: 'seat' }).optional() }),
    platform: true,
  },
  /** Another case came out of this one. */
  spawn: { title: '拆出一件', input: OtherCase, platform: true },
  /** Put away as a bound file: nothing is done on it from then on. */
  bind: {
    title: '归档',
    input: z.looseObject({
      archiveNo: z.string().meta({ title: '档号', widget: 'line' }),
      retention: z.string().optional().meta({ title: '保管期限', widget: 'line' }),
      pages: z.number().optional().meta({ title: '全卷页数', widget: 'count' }),
      sm3: z.string().optional().meta({ title: '全卷 SM3', widget: 'line' }),
      contents: z.string().optional().meta({ title: '卷内目录 SM3', widget: 'line' }),
    }),
    platform: true,
  },
  /** Taken out of the bound file again, so that something may be added; what was bound stays as it is. */
  unbind: {
    title: '撤卷',
    input: z.looseObject({
      archiveNo: z.string().meta({ title: '原档号', widget: 'line' }),
      text: Words.meta({ title: '撤卷理由', widget: 'text' }),
    }),
    platform: true,
  },
  /** Done by the platform where nobody sits on the holder's seat. */
  rise: { title: '升至上级岗位', input: z.looseObject({}), platform: true },
} as const satisfies Record<string, CommonActSpec>

export type CommonAct = keyof typeof COMMON_ACTS

export const isCommon = (act: string): act is CommonAct => Object.hasOwn(COMMON_ACTS, act)

export const commonSpec = (act: CommonAct): CommonActSpec => COMMON_ACTS[act]
