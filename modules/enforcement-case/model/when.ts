import type { DoneAct } from '#kernel/cases/model/fold.ts'
import { whyNotToldOf } from './rights.ts'
import { storyOf } from './story.ts'

export type Done = DoneAct

export const lastOf = (before: readonly Done[], act: string): Done | undefined =>
  before.findLast((done) => done.act === act)

/** Null where a recusal waits to be settled. */
export const whyNoRecusal = (before: readonly Done[]): string | null =>
  storyOf(before).recusalOpen ? null : '没有等着决定的回避申请'

/** What an investigation must have before it ends; certificates are asked by the server (enforcement.md §3.2 rule 1). */
export function whyNotConcluded(before: readonly Done[]): string | null {
  const { evidence, recusalOpen } = storyOf(before)
  if (recusalOpen) return '回避申请还没有决定'
  return evidence.length === 0 ? '还没有登记证据' : null
}

/** Null where the party has not been told of the penalty as it stands now (行政处罚法第44条). */
export function whyNotified(before: readonly Done[]): string | null {
  const story = storyOf(before)
  return story.notice && !story.leftNotice && whyNotToldOf(story, story.weighing) === null
    ? '已经告知，拟处罚的内容没有变'
    : null
}

/** Whether the 90 days stand still. */
function isPaused(before: readonly Done[]): boolean {
  const last = before.findLast(({ act }) => ['pause', 'go-on', 'suspend', 'resume'].includes(act))?.act
  return last === 'pause' || last === 'suspend'
}

export const whyPaused = (before: readonly Done[]): string | null => (isPaused(before) ? '办案期限已经停了' : null)
export const whyNotPaused = (before: readonly Done[]): string | null => (isPaused(before) ? null : '办案期限没有停')

/** Null where a defence waits to be rechecked. */
export function whyNoDefence(before: readonly Done[]): string | null {
  const { defences, recheckedDefences } = storyOf(before)
  return defences.length > recheckedDefences ? null : '没有等着复核的陈述申辩'
}

/** What the party said must be answered before anything is proposed (行政处罚法第45条); a hearing is asked of with the amounts, by the gate. */
export function whyUnanswered(before: readonly Done[]): string | null {
  const { defences, recheckedDefences } = storyOf(before)
  return defences.length > recheckedDefences ? '当事人的陈述申辩还没有复核' : null
}

/** Only with a signed confirmation is anything served by the account (行政处罚法第61条). */
export const whyNoAddress = (before: readonly Done[]): string | null =>
  storyOf(before).electronic ? null : '没有签过电子送达的确认书，由执法人员送达'

/** Null where a request for more time waits. */
export const whyNoDeferral = (before: readonly Done[]): string | null =>
  storyOf(before).deferralAsked ? null : '当事人没有申请延期、分期'

/** Null where a remedy runs. */
export const whyNoRemedy = (before: readonly Done[]): string | null =>
  storyOf(before).remedies.some(({ to }) => to === null) ? null : '没有正在进行的复议或诉讼'

/** Null where something is owed on a decision that was served. */
export const whySettled = (before: readonly Done[]): string | null =>
  storyOf(before).service ? null : '决定书还没有送达'

/** Null where nothing is published yet and there is a decision. */
export function whyPublished(before: readonly Done[]): string | null {
  const { publicity, decision, service, annulledOn } = storyOf(before)
  if (annulledOn) return '决定已经撤销，不能公示'
  if (publicity && !publicity.withdrawnOn) return '已经公示了'
  if (decision?.outcome !== 'penalise') return '不予处罚的不公示'
  return service ? null : '决定书还没有送达，送达以后再公示'
}

/** Null where something published may be withdrawn. */
export function whyNotPublished(before: readonly Done[]): string | null {
  const { publicity } = storyOf(before)
  return publicity && !publicity.withdrawnOn ? null : '没有公示着的'
}
