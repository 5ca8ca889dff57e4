import { dateOnPaper } from '#kernel/documents/model/day.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { DAILY_ITEM, dailyFine } from '#standards/penalty/daily.ts'
import { type TierName, tierNames } from '#standards/penalty/discretion.ts'
import { dutyBrokenBy } from '#standards/penalty/duties.ts'
import { findPenaltyItem } from '#standards/penalty/items.ts'
import {
  type ClueSource,
  evidenceKinds,
  hearingEnds,
  holdDisposals,
  otherPenalties,
  outcomes,
  paymentKinds,
  type retentions,
} from './codes.ts'
import { fenOf } from './inputs.ts'
import { hearingTriggers } from './rights.ts'
import { fineOf, type Story, type Told } from './story.ts'
import type { PenaltyTerms } from './terms.ts'

const FILING = ['case_filing_approval']
const EVIDENCE = [
  'inquiry_notice',
  'inquiry_record',
  'inquest_record',
  'sampling_voucher',
  'media_evidence_note',
  'evidence_request_notice',
  'appraisal_commission',
]
const HOLD = [
  'evidence_hold_approval',
  'evidence_hold_notice',
  'evidence_hold_disposal_approval',
  'evidence_hold_disposal_decision',
]
const SERVICE = ['service_address_confirmation', 'service_receipt']
const DECISIONS = ['penalty_decision.unit', 'penalty_decision.person', 'daily_penalty_decision', 'no_penalty_decision']
const OVERDUE = ['fine_reminder', 'surcharge_decision', 'performance_demand']

/** Documents that suit each state, in the order they are written (enforcement.md §3, §5). */
const byState: Readonly<Record<string, readonly string[]>> = {
  clue: FILING,
  simple: ['onspot_penalty_decision.unit', 'onspot_penalty_decision.person', ...SERVICE],
  filing: FILING,
  investigating: [...FILING, ...EVIDENCE, ...HOLD, 'case_extension_approval', 'investigation_report'],
  investigated: [
    'investigation_report',
    'legal_review_opinion',
    'collective_discussion_record',
    'penalty_notice',
    'hearing_right_notice',
    ...SERVICE,
  ],
  reviewing: ['legal_review_opinion'],
  notified: [
    'penalty_notice',
    'hearing_right_notice',
    'defence_record',
    'hearing_notice',
    'hearing_record',
    'hearing_report',
    'case_disposition_approval',
    ...SERVICE,
  ],
  hearing: ['hearing_notice', 'hearing_record', 'hearing_report', ...SERVICE],
  approval: ['legal_review_opinion', 'collective_discussion_record', 'case_disposition_approval'],
  decided: ['case_disposition_approval', ...DECISIONS, ...SERVICE],
  performing: ['payment_deferral_approval', 'payment_deferral_grant', ...OVERDUE, ...SERVICE],
  enforcing: ['court_enforcement_application'],
  closing: ['case_closure_approval'],
  transferred: ['case_transfer_approval', 'case_transfer_letter', 'criminal_transfer_letter'],
  terminated: ['case_termination_approval'],
}

export const documentsIn = (state: string): readonly string[] => byState[state] ?? []

/** Whether a document is one of this case at all: a penalty by the day has a decision of its own (安全生产法第112条). */
export function isOfCase(key: string, { weighing }: Story): boolean {
  const isDaily = weighing?.item === DAILY_ITEM
  return key === 'daily_penalty_decision' ? isDaily : !key.startsWith('penalty_decision') || !isDaily
}

/** What in the case stands against a document, as a sentence; null when nothing does. Earlier documents are asked for elsewhere. */
export function whyNotYet(key: string, story: Story, terms: PenaltyTerms): string | null {
  const [name, kind] = key.split('.')
  if (kind === 'person' && story.partyKind === 'unit') return '当事人是单位，用单位的决定书'
  if (kind === 'unit' && story.partyKind === 'person') return '当事人是个人，用个人的决定书'
  if (name === 'hearing_right_notice' && hearingTriggers(story, terms).length === 0)
    return '拟作出的处罚没有达到听证的标准'
  if (name === 'hearing_notice' && !story.hearing.called) return '先办「通知听证」'
  if (name === 'defence_record' && story.defences.length === 0) return '当事人没有陈述、申辩'
  if (['penalty_decision', 'daily_penalty_decision'].includes(name ?? '') && story.decision?.outcome !== 'penalise')
    return '负责人还没有决定处罚'
  if (name === 'no_penalty_decision' && !story.decision?.outcome.startsWith('none')) return '不是不予处罚的案件'
  if (name?.startsWith('evidence_hold') && story.holds.length === 0) return '没有先行登记保存'
  return name === 'collective_discussion_record' && !story.discussion ? '还没有集体讨论' : null
}

const last = (acts: readonly Told[], act: string) => acts.findLast((one) => one.act === act)
const input = (acts: readonly Told[], act: string, field: string): unknown => last(acts, act)?.input[field]

/** What the case says, by the `source` of the fields of its documents; what it does not know is left out. */
export function valuesOf(
  acts: readonly Told[],
  story: Story,
  terms: PenaltyTerms,
  trace: readonly string[],
): Record<string, unknown> {
  return {
    ...caseValues(acts, story, trace),
    ...reviewValues(acts, story),
    ...hearingValues(acts, story),
    ...opinionValues(acts, story),
    'config.defenceTermDays': String(terms.defenceDays),
    'evidenceHold.items': story.holds.flatMap(({ what, settled }) =>
      what.split(/\n/).map((name) => ({
        name,
        qty: '',
        disposal: settled ? holdDisposals[settled.disposal as keyof typeof holdDisposals] : '',
      })),
    ),
    'archive.no': story.archive?.no,
    'archive.pages': story.archive ? String(story.archive.pages) : undefined,
    'archive.retention': story.archive
      ? { permanent: '永久', thirty: '30年', ten: '10年' }[story.archive.retention as keyof typeof retentions]
      : undefined,
  }
}

const LAW = '《中华人民共和国安全生产法》'

/** What the form of filing calls where a clue came from. */
const paperSources: Readonly<Record<ClueSource, string>> = {
  inspection: '监督检查',
  hazard: '监督检查',
  complaint: '举报投诉',
  referral: '有关部门移送',
  superior: '上级交办',
  accident: '事故调查',
  other: '其他',
}

const paymentWords = ({ payments }: Story): string =>
  payments
    .map(
      ({ kind, amount, on, receipt }) =>
        `${dateOnPaper(on)}缴纳${paymentKinds[kind]} ${(amount / 100).toLocaleString('zh-CN')} 元，票据 ${receipt}`,
    )
    .join('；')

function caseValues(acts: readonly Told[], story: Story, trace: readonly string[]): Record<string, unknown> {
  const { weighing, decision } = story
  const item = findPenaltyItem(weighing?.item ?? story.item ?? '')
  const basis = item && `${LAW}${item.basis.replace('安全生产法', '')}`
  const broken = item && dutyBrokenBy(item.id)
  return {
    'case.clueSource': paperSources[story.source as ClueSource],
    'case.clueDate': story.foundOn,
    'case.violatedArticles': broken ? [`${LAW}${broken}`] : undefined,
    'case.articles': broken ? [`${LAW}${broken}`] : undefined,
    'case.closedAt': story.closedOn ?? undefined,
    'case.performance': story.payments.length > 0 ? paymentWords(story) : undefined,
    'case.name': `${story.partyName}${story.cause ?? `涉嫌${item?.conduct ?? '违法'}案`}`,
    'case.cause': story.cause ?? undefined,
    'case.filedAt': story.filedOn ?? undefined,
    'case.facts':
      (input(acts, 'conclude', 'facts') as string | undefined) ??
      `${dateOnPaper(story.violatedOn)}，在${story.where}，${story.what}`,
    'case.penaltyArticles': basis ? [basis] : undefined,
    'case.evidence': story.evidence.map(({ title, kind, source }) => ({
      name: `${title}（${evidenceKinds[kind as keyof typeof evidenceKinds]}）`,
      source,
      proves: '上述事实',
    })),
    'case.proposedPenalty': weighing ? penaltyWords(story) : undefined,
    'case.penaltyItems': weighing ? [{ text: penaltyWords(story) }] : undefined,
    'case.fineAmount': fineOf(story) > 0 ? (fineOf(story) / 100).toFixed(2) : undefined,
    'case.decisionNo': decision?.no,
    'case.result': decision ? outcomes[decision.outcome] : undefined,
    'case.procedureText': procedureWords(story),
    'discretion.text': weighing
      ? `属于裁量基准的${tierNames[weighing.tier as TierName]}档（${weighing.fact}）`
      : undefined,
    ...dailyValues(story),
    'discretion.trace': trace.length > 0 ? trace.join('') : undefined,
  }
}

/** What the decision of a penalty by the day says of the first one (文书 42). */
function dailyValues({ weighing, what }: Story): Record<string, unknown> {
  const daily = weighing?.daily
  if (!daily) return {}
  const { amount, days } = dailyFine(fenOf(daily.fine), daily.orderedOn, daily.until)
  return {
    'field.orderDate': daily.orderedOn,
    'field.decisionNo': daily.decisionNo,
    'field.dailyAmount': daily.fine.toFixed(2),
    'reinspection.startAt': daily.until,
    'reinspection.facts': what,
    'field.dayFrom': addDays(daily.orderedOn, 1),
    'field.dayTo': daily.until,
    'field.days': String(days),
    'field.fineAmount': (amount / 100).toFixed(2),
  }
}

/** Fine and other penalties as a decision says them. */
function penaltyWords({ weighing }: Story): string {
  if (!weighing) return ''
  const others = weighing.others.map((other) => otherPenalties[other])
  return [...(weighing.fine > 0 ? [`罚款人民币 ${weighing.fine.toLocaleString('zh-CN')} 元`] : []), ...others].join(
    '，',
  )
}

/** What was told to the party and what it answered. */
function procedureWords({ notice, defences, defenceWaived, hearing }: Story): string | undefined {
  if (!notice) return undefined
  const answer = defenceWaived
    ? '明确放弃陈述、申辩'
    : defences.length > 0
      ? '提出了陈述、申辩，已经复核'
      : '期限内没有陈述、申辩'
  const heard = hearing.ended ? `；申请听证，${hearingEnds[hearing.ended.how as keyof typeof hearingEnds]}` : ''
  return `${dateOnPaper(notice.on)}送达处罚告知书，当事人${answer}${heard}`
}

function reviewValues(acts: readonly Told[], { partyName }: Story): Record<string, unknown> {
  const reviewed = last(acts, 'review')
  const verdicts: Readonly<Record<string, string>> = { agree: '同意', change: '纠正后同意', disagree: '不同意' }
  const met = last(acts, 'discuss')?.input
  const attendees = (met?.attendees ?? []) as { name: string; opinion: string }[]
  return {
    'legalReview.submittedAt': last(acts, 'send-review')?.at.slice(0, 16),
    'legalReview.reviewedAt': reviewed?.at.slice(0, 10),
    'legalReview.result': reviewed && verdicts[String(reviewed.input.verdict)],
    'legalReview.opinion': reviewed?.input.text,
    'meeting.chair': met?.chair,
    'meeting.content': met && `${partyName}行政处罚案件的处理`,
    'meeting.attendees': met && attendees.map(({ name }) => ({ name, post: '' })),
    'meeting.opinions': met && attendees.map(({ name, opinion }) => ({ name, text: opinion })),
    'meeting.conclusion': met?.text,
  }
}

/** Who of the office said what of the step the case came to last. */
function opinionValues(acts: readonly Told[], { defences, defenceWaived }: Story): Record<string, unknown> {
  const latest = (names: readonly string[]) => acts.findLast(({ act }) => names.includes(act))?.input.text
  const said = defences.map(({ text }) => text).join('；')
  return {
    'workflow.handler.opinion': latest(['ask-filing', 'conclude', 'propose']),
    'workflow.approve.opinion': latest(['file', 'decide', 'close']),
    'workflow.legal.opinion': latest(['review']),
    'defence.summary': said || (defenceWaived ? '明确放弃陈述、申辩' : '未提出'),
  }
}

function hearingValues(acts: readonly Told[], { hearing }: Story): Record<string, unknown> {
  const open = input(acts, 'call-hearing', 'open')
  return {
    'hearing.place': hearing.called?.where,
    'hearing.startAt': hearing.called && `${hearing.called.heldOn}T09:00`,
    'hearing.open': open === undefined ? undefined : open ? '公开' : '不公开',
    'hearing.summary': input(acts, 'hold-hearing', 'text'),
  }
}
