import type { ProblemKind } from '#kernel/http/problem.ts'
import { addDays, addMonths } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import type { LawVersion } from './discretion.ts'
import { itemFault, lawOf, subjectFault, weigh, weighingFault } from './discretion.ts'
import { fenOf, type WeighingInput } from './inputs.ts'
import { fineAt, instalmentFault, moneyOf } from './money.ts'
import { courtFrom, courtUntil } from './next.ts'
import { enforcementProblems as problems } from './problems.ts'
import { personalIn } from './publicity.ts'
import {
  discussionReasons,
  HEARING_NOTICE_DAYS,
  hearingTriggers,
  isHeavier,
  limitationOf,
  reviewReasons,
  rightsOpen,
  rightsUntil,
  whyNotToldOf,
} from './rights.ts'
import type { Story } from './story.ts'
import type { PenaltyTerms } from './terms.ts'

/** An act somebody wants to do, with all that judging it takes. */
export interface Wish {
  story: Story
  act: string
  input: Record<string, unknown>
  /** The person that wants it. */
  personId: string
  /** He acts from the account of the party and not from an office. */
  party?: boolean
  /** Persons known beside the case whose names the public does not read. */
  names?: readonly string[]
  on: string
  terms: PenaltyTerms
  versions: readonly LawVersion[]
}

export interface Refusal {
  kind: ProblemKind
  sentence: string
  /** Field of the input it is about. */
  field: string | null
}

type Gate = (wish: Wish) => Refusal | null

const no = (kind: ProblemKind, sentence: string, field: string | null = null): Refusal => ({ kind, sentence, field })
const day = (input: Record<string, unknown>, field: string) => String(input[field])

/** Why an act may not be done as it is wished; null when it may. enforcement.md §3, §3.2: pure, so that it is tested as a table. */
export function refusalOf(wish: Wish): Refusal | null {
  for (const gate of [notWithdrawn, ...(gates[wish.act] ?? [])]) {
    const refusal = gate(wish)
    if (refusal) return refusal
  }
  return null
}

const notEarlier =
  (field: string, than: (story: Story) => string | null | undefined, name: string): Gate =>
  ({ story, input }) => {
    const least = than(story)
    const given = input[field]
    return least && typeof given === 'string' && given < least
      ? no(problems.tooEarly, `不能早于${name} ${least}`, field)
      : null
  }

const limitation: Gate = ({ story, input }) => {
  const until = limitationOf(story.violatedOn, input.harm === true)
  if (story.foundOn <= until || input.exception) return null
  return no(
    problems.lapsed,
    `违法行为 ${story.violatedOn} 终了，${story.foundOn} 才发现，超过追责期限（到 ${until}，行政处罚法第三十六条）；法律另有规定的写明理由`,
    'exception',
  )
}

/** Whoever had to withdraw does nothing more in the case, nor is he named for anything in it (行政处罚法第43条). */
const notWithdrawn: Gate = ({ story, input, personId }) => {
  if (story.recused.includes(personId))
    return no(problems.sameHands, '您在本案已经回避，不能再办这件案件（行政处罚法第四十三条）')
  const field = ['coOfficer', 'instead', 'chair'].find((one) => story.recused.includes(String(input[one])))
  return field ? no(problems.withdrawn, '这个人在本案已经回避，请另选一人', field) : null
}

const ofTheCase: Gate = ({ story, input }) =>
  [story.handler.personId, story.coOfficer].includes(String(input.officer))
    ? null
    : no(problems.withdrawn, '只能对本案的办案人员提出回避，请选承办人或者另一名办案人员', 'officer')

const another: Gate = ({ story, input }) =>
  input.granted === true && [story.handler.personId, story.coOfficer].includes(String(input.instead))
    ? no(problems.fewOfficers, '换上的要是本案两名办案人员以外的人', 'instead')
    : null

/** What the party asked for from its own account only it takes back; the office enters what came on paper, with its day. */
const partyAlone =
  (byParty: (story: Story) => boolean, what: string): Gate =>
  ({ story, party }) =>
    !party && byParty(story) ? no(problems.rightsOpen, `${what}是当事人自己提出的，只能由当事人撤回`) : null

const dated: Gate = ({ input, party }) => {
  if (party) return input.on ? no(problems.tooEarly, '提交的当天就是收到日期，不用填', 'on') : null
  return input.on ? null : no(problems.tooEarly, '代为登记的要写明收到当事人材料的日期', 'on')
}

/** A decision rests on what the party was told. */
const asTold: Gate = ({ story, act, input }) => {
  if ((act === 'decide' ? story.proposal?.outcome : input.outcome) !== 'penalise') return null
  const why = whyNotToldOf(story, (input.weighing as WeighingInput | null | undefined) ?? story.weighing)
  return why ? no(problems.notNotified, why) : null
}

const fitsParty: Gate = ({ story, input }) => {
  const fault = itemFault(String(input.item), story.partyKind)
  return fault ? no(problems.outsideRange, fault, 'item') : null
}

const twoOfficers: Gate = ({ input, personId }) =>
  input.coOfficer === personId ? no(problems.fewOfficers, '要有两名执法人员，另一名不能是您自己', 'coOfficer') : null

const law = ({ story, on, versions }: Wish, weighing: WeighingInput) =>
  lawOf(versions, { item: weighing.item, stage: weighing.stage, violatedOn: story.violatedOn, decidedOn: on })

const amount: Gate = (wish) => {
  const weighing = wish.input.weighing as WeighingInput | null | undefined
  if (!weighing) return null
  if (weighing.daily && weighing.daily.until > wish.on)
    return no(problems.outsideRange, `按日连续处罚只算到今天，计罚止日最晚 ${wish.on}`, 'weighing')
  try {
    const fault = subjectFault(weighing, wish.story.partyKind) ?? weighingFault(weighing, law(wish, weighing))
    return fault ? no(problems.outsideRange, fault, 'weighing') : null
  } catch (error) {
    if (error instanceof RangeError) return no(problems.outsideRange, error.message, 'weighing')
    throw error
  }
}

/** Whether the weighing that stands lies outside its step. */
export function isOutside(story: Story, versions: readonly LawVersion[], on: string): boolean {
  if (!story.weighing) return false
  const { item, stage } = story.weighing
  return weigh(story.weighing, lawOf(versions, { item, stage, violatedOn: story.violatedOn, decidedOn: on })).outside
}

const announced: Gate = ({ input, terms }) => {
  if (input.way !== 'announced' || typeof input.begunOn !== 'string') return null
  const least = addDays(input.begunOn, terms.announceDays)
  return day(input, 'on') < least
    ? no(problems.tooEarly, `公告送达要满 ${terms.announceDays} 日（未经核实），最早 ${least} 视为送达`, 'on')
    : null
}

const consented: Gate = ({ story, input }) =>
  input.way === 'electronic' && !story.electronic
    ? no(problems.notNotified, '没有签过电子送达的确认书，先办「确认送达地址和方式」，或换一种送达方式', 'way')
    : null

const inDefence: Gate = ({ story, terms, input, on }) => {
  const until = rightsUntil(story, terms)?.hearing
  const asked = typeof input.on === 'string' ? input.on : on
  return until && asked > until
    ? no(problems.tooEarly, `申请听证的期限到 ${until}，已经过了（行政处罚法第六十四条）`)
    : null
}

const hasHearing: Gate = ({ story, terms }) =>
  hearingTriggers(story, terms).length === 0
    ? no(problems.rightsOpen, '拟作出的处罚没有达到听证的标准，可以陈述、申辩')
    : null

const chairApart: Gate = ({ story, input }) =>
  [story.handler.personId, story.coOfficer].includes(String(input.chair))
    ? no(problems.sameHands, '听证由不是本案调查人员的人主持（行政处罚法第六十四条第四项）', 'chair')
    : null

const weekBefore: Gate = ({ input }) => {
  const least = addWorkdays(day(input, 'noticeOn'), HEARING_NOTICE_DAYS)
  return day(input, 'heldOn') < least
    ? no(problems.tooEarly, `听证要在七个工作日前通知，最早 ${least}（行政处罚法第六十四条第二项）`, 'heldOn')
    : null
}

const notHeavier: Gate = ({ story, input }) => {
  const now = (input.weighing as WeighingInput | null | undefined) ?? story.weighing
  const before = story.notice?.weighing
  return now && before && isHeavier(now, before)
    ? no(
        problems.heavier,
        '比告知的处罚重，不能因当事人申辩而加重（行政处罚法第四十五条）；有新事实的退回补充调查，重新告知',
        'weighing',
      )
    : null
}

const penalised: Gate = ({ story, input }) =>
  input.outcome === 'penalise' && !story.weighing && !input.weighing
    ? no(problems.outsideRange, '建议处罚的要有裁量结果', 'weighing')
    : null

const rights: Gate = ({ story, input, terms, on }) => {
  if (input.outcome !== 'penalise') return null
  const waiting = rightsOpen(story, terms, on)
  return waiting ? no(story.notice ? problems.rightsOpen : problems.notNotified, waiting) : null
}

/** A review nobody had to ask for is still heard: its no is answered by another review, or by the head with his reasons. */
const notObjected = ({ objected }: Story, { overrule }: Record<string, unknown>): Refusal | null =>
  objected && !overrule
    ? no(problems.notReviewed, '法制审核不同意：退回重办后再送审，或由负责人写明不采纳的理由', 'overrule')
    : null

const reviewed: Gate = ({ story, input, versions, on }) => {
  if (story.proposal?.outcome !== 'penalise') return null
  const reasons = reviewReasons(story, isOutside(story, versions, on))
  if (reasons.length === 0) return notObjected(story, input)
  if (!story.review) return no(problems.notReviewed, `要先经法制审核（行政处罚法第五十八条）：${reasons.join('；')}`)
  return story.review.verdict === 'agree' ? null : no(problems.notReviewed, '法制审核没有同意，退回重办')
}

const discussed: Gate = ({ story, terms }) => {
  if (story.proposal?.outcome !== 'penalise') return null
  const reasons = discussionReasons(story, terms)
  if (reasons.length === 0) return null
  if (!story.discussion) return no(problems.notReviewed, `要先集体讨论（行政处罚法第五十七条）：${reasons.join('；')}`)
  return story.discussion.agreed ? null : no(problems.notReviewed, '集体讨论没有同意，退回重办')
}

/** The rights are asked again when the decision is made: time may have been taken back by a new notice. */
const rightsOver: Gate = ({ story, terms, on }) => {
  if (story.proposal?.outcome !== 'penalise') return null
  const waiting = rightsOpen(story, terms, on)
  return waiting ? no(problems.rightsOpen, waiting) : null
}

const notInvestigator: Gate = ({ story, personId, act }) =>
  [story.handler.personId, story.coOfficer].includes(personId)
    ? no(problems.sameHands, act === 'review' ? '办案人员不能审核自己办的案件' : '办案人员不能决定自己办的案件')
    : null

const heldOn: Gate = ({ story, input }) => {
  const { called } = story.hearing
  return called && day(input, 'on') < called.heldOn
    ? no(problems.tooEarly, `听证定在 ${called.heldOn}，不能提前结束`, 'on')
    : null
}

const known =
  (field: 'evidence' | 'hold', name: string): Gate =>
  ({ story, input }) => {
    const no_ = input[field]
    const there =
      field === 'evidence'
        ? story.evidence.some(({ no: one }) => one === no_)
        : story.holds.some(({ no: one, settled }) => one === no_ && !settled)
    return there ? null : no(problems.wrongAmount, `没有这一${name}，或已经处理`, field)
  }

const handedOn: Gate = ({ story, input }) => {
  const piece = story.evidence.find(({ no: one }) => one === input.evidence)
  const last = piece?.handings.at(-1)?.on ?? piece?.on
  return last && day(input, 'on') < last ? no(problems.tooEarly, `不能早于取得或上一次移交的 ${last}`, 'on') : null
}

const notOverpaid: Gate = ({ story, input }) => {
  const money = moneyOf(story, day(input, 'on'))
  const owed = input.kind === 'fine' ? money.fine - money.paid : money.surcharge - money.surchargePaid
  const given = fenOf(input.amount)
  if (given <= 0) return no(problems.wrongAmount, '金额要大于 0', 'amount')
  return given > owed
    ? no(
        problems.wrongAmount,
        `到 ${day(input, 'on')} 只欠${input.kind === 'fine' ? '罚款' : '加处罚款'} ${owed / 100} 元`,
        'amount',
      )
    : null
}

const paidInOrder = notEarlier('on', ({ payments, service }) => payments.at(-1)?.on ?? service?.on, '送达或上一次缴款')

const plan: Gate = ({ story, input, on }) => {
  const parts = ((input.instalments ?? []) as { dueOn: string; amount: number }[]).map((one) => ({
    dueOn: one.dueOn,
    amount: fenOf(one.amount),
  }))
  const fault = instalmentFault(parts, fineAt(story), on)
  return fault ? no(problems.wrongAmount, fault, 'instalments') : null
}

/** Nobody is given longer than the agency may wait for its money. */
const soonEnough: Gate = ({ input, terms, on }) => {
  const most = addMonths(on, terms.instalmentMonths)
  const late = ((input.instalments ?? []) as { dueOn: string }[]).some(({ dueOn }) => dueOn > most)
  return late
    ? no(problems.tooEarly, `最长 ${terms.instalmentMonths} 个月（未经核实），每期都不能晚于 ${most}`, 'instalments')
    : null
}

const unserved: Gate = ({ story, input }) =>
  input.electronic === true && story.service && story.service.way !== 'electronic'
    ? no(problems.tooEarly, '决定书已经用别的方式送达，不用再同意电子送达', 'electronic')
    : null

const overdue: Gate = ({ story, input }) => {
  const { lastDay, outstanding } = moneyOf(story, day(input, 'servedOn'))
  return outstanding > 0 && lastDay && day(input, 'servedOn') > lastDay
    ? null
    : no(problems.tooEarly, `缴款期限到 ${lastDay ?? '—'}，过了还没有缴清的才催告`, 'servedOn')
}

const courtTerm: Gate = ({ story, input }) => {
  const [from, until] = [courtFrom(story), courtUntil(story)]
  const applied = day(input, 'applied')
  if (from && applied < from)
    return no(
      problems.tooEarly,
      `最早 ${from} 才能申请：起诉期限届满，并且催告书送达满十个工作日（行政强制法第五十三、五十四条）`,
      'applied',
    )
  return until && applied > until
    ? no(problems.tooEarly, `申请期限到 ${until}，已经过了（行政强制法第五十三条）`, 'applied')
    : null
}

const impersonal: Gate = ({ story, input, names = [] }) => {
  const own = story.partyKind === 'person' ? [story.partyName] : []
  const fault = personalIn(String(input.publicFacts), [...own, ...names])
  return fault ? no(problems.personal, fault, 'publicFacts') : null
}

const remedyOrder = notEarlier('ended', ({ remedies }) => remedies.findLast(({ to }) => to === null)?.from, '受理日期')

const gates: Readonly<Record<string, readonly Gate[]>> = {
  'on-spot': [twoOfficers, fitsParty],
  'ask-filing': [twoOfficers, fitsParty, limitation],
  file: [notInvestigator],
  collect: [
    twoOfficers,
    notEarlier('on', ({ foundOn, harm }) => addMonths(foundOn, harm ? -60 : -24), '发现之日往前推追责期限的'),
  ],
  'hand-over': [known('evidence', '项证据'), handedOn],
  'settle-hold': [known('hold', '次登记保存'), notEarlier('on', ({ holds }) => holds.at(-1)?.on, '登记保存')],
  conclude: [amount],
  notify: [consented, announced, notEarlier('on', ({ filedOn }) => filedOn, '立案')],
  review: [notInvestigator],
  recuse: [ofTheCase],
  'settle-recusal': [another],
  'waive-defence': [partyAlone(({ defences }) => defences.some(({ byParty }) => byParty), '陈述、申辩')],
  discuss: [notEarlier('on', ({ concludedOn }) => concludedOn, '调查终结')],
  state: [dated, notEarlier('on', ({ notice }) => notice?.on, '告知')],
  'ask-hearing': [hasHearing, dated, notEarlier('on', ({ notice }) => notice?.on, '告知'), inDefence],
  'waive-hearing': [partyAlone(({ hearing }) => hearing.askedOn !== null && hearing.byParty, '听证'), hasHearing],
  recheck: [amount, notHeavier],
  'call-hearing': [chairApart, notEarlier('noticeOn', ({ hearing }) => hearing.askedOn, '申请听证'), weekBefore],
  'hold-hearing': [heldOn],
  propose: [penalised, amount, asTold, rights, notHeavier],
  decide: [notInvestigator, asTold, rightsOver, reviewed, discussed],
  serve: [consented, announced, notEarlier('on', ({ decision }) => decision?.on, '决定')],
  pay: [paidInOrder, notOverpaid],
  'confirm-address': [unserved],
  'grant-deferral': [plan, soonEnough],
  remedy: [notEarlier('since', ({ service, decision }) => service?.on ?? decision?.on, '送达')],
  annul: [notEarlier('on', ({ decision }) => decision?.on, '决定')],
  demand: [overdue],
  'apply-court': [courtTerm],
  'end-remedy': [remedyOrder],
  publish: [impersonal],
}
