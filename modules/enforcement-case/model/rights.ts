import { addMonths } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { HEARING_PENALTIES, type OtherPenalty, otherPenalties } from './codes.ts'
import { fenOf, type WeighingInput } from './inputs.ts'
import type { Story } from './story.ts'
import type { PenaltyTerms } from './terms.ts'

/** Working days after the notice in which a hearing is asked for, and before it that its notice is served (行政处罚法第64条). */
export const HEARING_REQUEST_DAYS = 5
export const HEARING_NOTICE_DAYS = 7

/** Why the party may ask for a hearing, each in words; none when it may not. 行政处罚法第63条; amounts not confirmed. */
export function hearingTriggers(
  { partyKind, weighing }: Pick<Story, 'partyKind' | 'weighing'>,
  terms: PenaltyTerms,
): string[] {
  if (!weighing) return []
  const from = partyKind === 'unit' ? terms.hearingFineUnit : terms.hearingFinePerson
  const most = `${from.toLocaleString('zh-CN')} 元以上（未经核实）`
  return [
    ...(weighing.fine >= from ? [`较大数额罚款：${most}`] : []),
    ...(Number(weighing.confiscate ?? 0) >= from ? [`没收较大数额违法所得：${most}`] : []),
    ...weighing.others
      .filter((other: OtherPenalty) => HEARING_PENALTIES.includes(other))
      .map((other: OtherPenalty) => otherPenalties[other]),
  ]
}

/** Last day of the term for statement and defence, and of that for asking for a hearing; null before the notice. */
export function rightsUntil({ notice }: Story, terms: PenaltyTerms): { defence: string; hearing: string } | null {
  if (!notice) return null
  return {
    defence: addWorkdays(notice.on, terms.defenceDays),
    hearing: addWorkdays(notice.on, HEARING_REQUEST_DAYS),
  }
}

/** Why the decision must wait for the party's rights on a day, as a sentence; null when it need not. enforcement.md §3.2 rules 2, 3. */
export function rightsOpen(story: Story, terms: PenaltyTerms, on: string): string | null {
  const until = rightsUntil(story, terms)
  if (!until) return '处罚告知书还没有送达，不能作出处罚决定（行政处罚法第四十四条）'
  const { hearing, defenceWaived, defences } = story
  if (!defenceWaived && defences.length === 0 && on <= until.defence)
    return `陈述、申辩的期限到 ${until.defence}，当事人没有明确放弃，期满以后再呈批`
  if (hearingTriggers(story, terms).length === 0 || hearing.waivedOn || hearing.ended) return null
  if (hearing.askedOn) return '当事人申请了听证，听证以后再呈批'
  return on <= until.hearing ? `申请听证的期限到 ${until.hearing}，当事人没有书面放弃，期满以后再呈批` : null
}

/**
 * Why the party must be told anew before a penalty: it was told of another conduct, stage, penalty, or of facts that were investigated
 * again since; null when the decision rests on what it was told. Less of the same is no other penalty. 行政处罚法第44条.
 */
export function whyNotToldOf({ notice }: Pick<Story, 'notice'>, now: WeighingInput | null): string | null {
  if (!notice) return null
  const { weighing, overtaken } = notice
  const changed = overtaken ? '告知以后重新调查终结，事实变了' : now && weighing ? changedIn(weighing, now) : null
  return changed && `${changed}，要重新送达处罚告知（行政处罚法第四十四条）`
}

function changedIn(told: WeighingInput, now: WeighingInput): string | null {
  if (now.item !== told.item) return '违法行为和罚则与告知的不同'
  if (now.stage !== told.stage) return '裁量的阶段与告知的不同'
  if (now.others.some((other) => !told.others.includes(other))) return '罚款以外的处罚与告知的不同'
  return fenOf(now.confiscate) > fenOf(told.confiscate) ? '没收的比告知的多' : null
}

/** Why legal review is a must before the decision (行政处罚法第58条); none when it is not. */
export function reviewReasons(story: Story, outside: boolean): string[] {
  const { reasons, hearing } = story
  return [
    ...(reasons.publicInterest ? ['涉及重大公共利益'] : []),
    ...(hearing.ended?.how === 'held' ? ['直接关系当事人重大权益，经过听证程序'] : []),
    ...(reasons.complex ? ['案件情况疑难复杂、涉及多个法律关系'] : []),
    ...(outside ? ['罚款不在裁量阶次的幅度内'] : []),
  ]
}

/** Why the leaders must discuss it together (行政处罚法第57条第2款); none when they need not. */
export function discussionReasons(story: Story, terms: PenaltyTerms): string[] {
  const { reasons, weighing } = story
  const heavy = weighing?.others.filter((other: OtherPenalty) => HEARING_PENALTIES.includes(other)) ?? []
  return [
    ...(reasons.complex ? ['情节复杂'] : []),
    ...(weighing && weighing.fine >= terms.discussFine
      ? [`罚款 ${terms.discussFine.toLocaleString('zh-CN')} 元以上（未经核实）`]
      : []),
    ...heavy.map((other: OtherPenalty) => `重大违法行为：${otherPenalties[other]}`),
  ]
}

/** Last day on which the act may still be found for a penalty: two years, five where life and health are hurt. 行政处罚法第36条. */
export const limitationOf = (violatedOn: string, harm: boolean): string => addMonths(violatedOn, harm ? 60 : 24)

/** Whether one weighing is heavier than another: more money taken, or a penalty beside the fine that the other has not. */
export function isHeavier(now: WeighingInput, before: WeighingInput): boolean {
  const taken = (one: WeighingInput) => fenOf(one.fine) + fenOf(one.confiscate)
  return taken(now) > taken(before) || now.others.some((other) => !before.others.includes(other))
}
