import { due } from '#standards/calendar/deadline.ts'
import { addMonths } from '#standards/calendar/local-date.ts'
import { addWorkdays, hasYear, SEED_CALENDAR } from '#standards/calendar/work-calendar.ts'
import { moneyOf } from './money.ts'
import { hearingTriggers, rightsUntil } from './rights.ts'
import type { Story } from './story.ts'
import type { PenaltyTerms } from './terms.ts'

/** One thing the law asks for: by when, from which clause, and when it was done. */
export interface Duty {
  key: string
  title: string
  /** Whose it is. */
  who: 'office' | 'party'
  /** Last day; for what may not be done before a day, `from` says that day. */
  dueOn: string | null
  from: string | null
  doneOn: string | null
  basis: string
  unverified: boolean
  /** The holidays of a year it crosses are not published yet. */
  provisional: boolean
}

type Told = Omit<Duty, 'from' | 'unverified' | 'provisional' | 'doneOn'> & Partial<Duty>

const duty = (told: Told): Duty => ({
  from: null,
  doneOn: null,
  unverified: false,
  ...told,
  provisional: told.dueOn !== null && !hasYear(SEED_CALENDAR, told.dueOn),
})

const days = (from: string, amount: number) => due({ from, unit: 'D', amount }).due
const months = (from: string, amount: number) => due({ from, unit: 'M', amount }).due

/** Working days after the decision in which it is published, and after its end in which that is withdrawn. */
export const PUBLISH_DAYS = 7
export const UNPUBLISH_DAYS = 3

/**
 * Everything the law asks for in a case as it stands, in the order of the procedure; the clock of 90 days runs in the engine.
 * enforcement.md §4. Pure: page, jobs and tests agree.
 */
export function dutiesOf(story: Story, terms: PenaltyTerms, on: string): Duty[] {
  return [
    ...holdDuties(story),
    ...noticeDuties(story, terms),
    ...hearingDuties(story, terms),
    ...decisionDuties(story),
    ...moneyDuties(story, on),
  ]
}

/** What is still to be done, the nearest first. */
export const openDuties = (duties: readonly Duty[]): Duty[] =>
  duties.filter(({ doneOn }) => doneOn === null).toSorted((a, b) => ((a.dueOn ?? '9') < (b.dueOn ?? '9') ? -1 : 1))

const holdDuties = ({ holds }: Story): Duty[] =>
  holds.map(({ no, on, settled }) =>
    duty({
      key: `hold-${no}`,
      title: `处理第 ${no} 次登记保存的证据；逾期不处理的自动解除`,
      who: 'office',
      dueOn: addWorkdays(on, 7),
      doneOn: settled?.on ?? null,
      basis: '行政处罚法第五十六条：七日内及时作出处理决定',
    }),
  )

function noticeDuties(story: Story, terms: PenaltyTerms): Duty[] {
  const until = rightsUntil(story, terms)
  if (!until || story.procedure === 'simple') return []
  const answered = story.defenceWaived ? (story.notice?.on ?? null) : (story.defences.at(-1)?.on ?? null)
  const after = story.decision?.on ?? story.proposal?.on ?? null
  return [
    duty({
      key: 'defence',
      title: '陈述、申辩',
      who: 'party',
      dueOn: until.defence,
      doneOn: answered ?? after,
      basis: `行政处罚法第四十五条；期限 ${terms.defenceDays} 个工作日，未经核实`,
      unverified: true,
    }),
    ...(story.defences.length > story.recheckedDefences
      ? [
          duty({
            key: 'recheck',
            title: '复核陈述申辩',
            who: 'office',
            dueOn: null,
            basis: '行政处罚法第四十五条：应当进行复核，不得因申辩加重处罚',
          }),
        ]
      : []),
  ]
}

function hearingDuties(story: Story, terms: PenaltyTerms): Duty[] {
  const { hearing } = story
  const until = rightsUntil(story, terms)
  if (!until || hearingTriggers(story, terms).length === 0) return []
  const after = story.decision?.on ?? story.proposal?.on ?? null
  const called = hearing.called
  return [
    duty({
      key: 'hearing-request',
      title: '申请听证',
      who: 'party',
      dueOn: until.hearing,
      doneOn: hearing.askedOn ?? hearing.waivedOn ?? after,
      basis: '行政处罚法第六十四条第一项：告知后五日内提出',
    }),
    ...(hearing.askedOn && !called
      ? [
          duty({
            key: 'hearing-call',
            title: '通知听证的时间、地点',
            who: 'office',
            dueOn: null,
            basis: '行政处罚法第六十四条第二项：举行听证的七日前通知',
          }),
        ]
      : []),
    ...(called
      ? [
          duty({
            key: 'hearing',
            title: `举行听证（${called.heldOn}）`,
            who: 'office',
            dueOn: called.heldOn,
            from: addWorkdays(called.noticeOn, 7),
            doneOn: hearing.ended?.on ?? null,
            basis: '行政处罚法第六十四条第二项',
          }),
        ]
      : []),
  ]
}

function decisionDuties(story: Story): Duty[] {
  const { decision, service, publicity, annulledOn, procedure } = story
  if (!decision) return []
  const published = decision.outcome === 'penalise'
  return [
    ...(procedure === 'ordinary' && decision.outcome !== 'transfer'
      ? [
          duty({
            key: 'serve',
            title: '送达决定书',
            who: 'office',
            dueOn: addWorkdays(decision.on, 7),
            doneOn: service?.on ?? null,
            basis: '行政处罚法第六十一条：当场交付；当事人不在场的七日内送达',
          }),
        ]
      : []),
    ...(published
      ? [
          duty({
            key: 'publish',
            title: '公示处罚决定',
            who: 'office',
            dueOn: addWorkdays(decision.on, PUBLISH_DAYS),
            doneOn: publicity?.publishedOn ?? annulledOn,
            basis: '安全生产法第七十八条：作出处罚决定后七个工作日内公示',
          }),
        ]
      : []),
    ...(annulledOn && publicity
      ? [
          duty({
            key: 'unpublish',
            title: '撤回公示并公开说明理由',
            who: 'office',
            dueOn: addWorkdays(annulledOn, UNPUBLISH_DAYS),
            doneOn: publicity.withdrawnOn,
            basis: '行政处罚法第四十八条第二款：三日内撤回',
          }),
        ]
      : []),
  ]
}

function moneyDuties(story: Story, on: string): Duty[] {
  const { service, demandedOn, courtOn, closedOn, annulledOn } = story
  if (annulledOn) return refundDuty(story)
  const money = moneyOf(story, on)
  if (!service || money.fine === 0) return []
  const settled = money.outstanding === 0 || closedOn !== null
  const lastPaid = story.payments.at(-1)?.on ?? null
  const remedyEnds = months(service.on, 6)
  const late = money.parts.some((part) => part.late) || (money.outstanding > 0 && (money.lastDay ?? '9') < on)
  return [
    ...money.parts.map(({ dueOn, amount, paid }, at) =>
      duty({
        key: `pay-${at + 1}`,
        title: money.parts.length > 1 ? `缴纳第 ${at + 1} 期罚款` : '缴纳罚款',
        who: 'party',
        dueOn,
        doneOn: paid >= amount ? (lastPaid ?? dueOn) : closedOn,
        basis:
          money.parts.length > 1 ? '行政处罚法第六十六条：经批准分期缴纳' : '行政处罚法第六十七条：收到决定书十五日内',
      }),
    ),
    ...(late && !settled
      ? [
          duty({
            key: 'demand',
            title: '催告履行',
            who: 'office',
            dueOn: null,
            doneOn: demandedOn,
            basis: '行政强制法第五十四条：申请强制执行前应当催告',
          }),
        ]
      : []),
    ...(demandedOn && !settled
      ? [
          duty({
            key: 'court',
            title: '申请法院强制执行',
            who: 'office',
            from: courtFrom(story),
            dueOn: addMonths(remedyEnds, 3),
            doneOn: courtOn,
            basis: '行政强制法第五十三、五十四条：起诉期限届满之日起三个月内；催告书送达十日后',
          }),
        ]
      : []),
  ]
}

/** What was paid on a decision that was revoked, in fen. */
export const refundOf = ({ annulledOn, payments }: Story): number =>
  annulledOn ? payments.reduce((sum, { amount }) => sum + amount, 0) : 0

function refundDuty(story: Story): Duty[] {
  const refund = refundOf(story)
  if (refund === 0) return []
  const title = `退还已经缴的 ${(refund / 100).toLocaleString('zh-CN')} 元`
  const basis = '决定被撤销，依据它收的款项应当退还；期限没有统一规定，未经核实'
  return [duty({ key: 'refund', title, who: 'office', dueOn: null, basis, unverified: true })]
}

/** First day on which the court may be asked: the term for a suit is over, and ten working days since the demand. */
export function courtFrom({ service, demandedOn }: Story): string | null {
  if (!service || !demandedOn) return null
  const [remedy, demanded] = [days(months(service.on, 6), 1), addWorkdays(demandedOn, 10)]
  return remedy > demanded ? remedy : demanded
}

/** Last day on which the court may be asked; null before the decision is served. */
export const courtUntil = ({ service }: Story): string | null => (service ? addMonths(months(service.on, 6), 3) : null)
