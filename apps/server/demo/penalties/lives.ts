import type { PastAct } from '#kernel/cases/past.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { momentOf, officeDayFrom } from '../calendar.ts'
import type { Doer } from '../hazards/staff.ts'
import { PastStory } from '../past-story.ts'
import type { Matter } from './matters.ts'

/** Who takes part in a case: two officers, who reviews, who heads the agency, and the enterprise's own. */
export interface Cast {
  officer: Doer
  second: Doer
  reviewer: Doer
  head: Doer
  party: Doer
}

/** How far a case has come, or how it ended. */
export type Fate =
  | 'clue'
  | 'filing'
  | 'unfiled'
  | 'transferred'
  | 'investigating'
  | 'terminated'
  | 'investigated'
  | 'reviewing'
  | 'notified'
  | 'hearing'
  | 'approval'
  | 'decided'
  | 'performing'
  | 'overdue'
  | 'instalments'
  | 'enforcing'
  | 'closing'
  | 'closed'
  | 'archived'
  /** Closed a while ago; the archivist has not bound its file. */
  | 'unbound'
  | 'annulled'

/** Working days from the clue to each step. */
const DAYS = {
  filing: 2,
  filed: 4,
  evidence: 6,
  more: 8,
  concluded: 15,
  sent: 16,
  reviewed: 18,
  discussed: 19,
  notified: 20,
  stated: 22,
  rechecked: 24,
  proposed: 27,
  decided: 29,
  served: 31,
  published: 33,
  closed: 42,
  archived: 50,
} as const

/** Working days after the clue at which a case of a fate stands now. */
export const AGES: Readonly<Record<Fate, number>> = {
  ...{ clue: 1, filing: 3, unfiled: 6, transferred: 7, investigating: 9, terminated: 22, investigated: 17 },
  ...{
    reviewing: 17,
    notified: 21,
    hearing: 26,
    approval: 28,
    decided: 30,
    performing: 34,
    overdue: 56,
    instalments: 40,
  },
  ...{ enforcing: 260, closing: 40, closed: 44, unbound: 52, archived: 52, annulled: 90 },
}

interface Told {
  fate: Fate
  matter: Matter
  heavy: boolean
  partyName: string
  source: string
  begun: LocalDate
  archiveNo: string
  cast: Cast
}

/** The acts of a case from its clue to where its fate leaves it, none later than now. */
export function lifeOf(told: Told, now: Date): PastAct[] {
  const story = new PastStory(now)
  const day = (count: number) => addWorkdays(told.begun, count)
  // What is told last ends the story, so a teller may return it.
  const at: Teller['at'] = (on, time, act, by, input, holder) => {
    story.add(momentOf(on, time), act, by, input, holder)
    return true
  }
  const add: Teller['add'] = (count, ...rest) => at(day(count), ...rest)
  for (const step of [openingOf, investigationOf, rightsOf, endingOf]) if (step({ ...told, day, at, add })) break
  return story.acts
}

type Telling = [time: string, act: string, by: Doer, input: Record<string, unknown>, holder: Doer | null]

interface Teller extends Told {
  /** The working day so many after the clue. */
  day(count: number): LocalDate
  at(on: LocalDate, ...telling: Telling): true
  add(count: number, ...telling: Telling): true
}

/** From the clue to the filing. @returns whether the story ends there */
function openingOf({ fate, matter, partyName, source, begun, cast, add }: Teller): boolean {
  const { officer, second, head } = cast
  const { what, where, cause, weighing } = matter
  const opened = { source, what, where, violatedOn: begun, foundOn: begun, partyKind: 'unit', partyName }
  add(0, '10:20', 'register', officer, opened, officer)
  if (fate === 'clue') return true
  const filing = {
    cause,
    item: weighing.item,
    coOfficer: second.personId,
    harm: false,
    text: '有违法事实，属本机关管辖，在追责期限内',
  }
  add(DAYS.filing, '09:30', 'ask-filing', officer, filing, head)
  if (fate === 'filing') return true
  if (fate === 'unfiled')
    return add(
      DAYS.filed,
      '15:10',
      'refuse-filing',
      head,
      { text: '当场已经改正，违法行为轻微，不予立案，予以教育' },
      null,
    )
  add(DAYS.filed, '11:00', 'file', head, { text: '同意立案' }, officer)
  if (fate !== 'transferred') return false
  const moved = { ground: 'competence', receiver: '住房和城乡建设局', text: '属于建设工程安全监管，移送线索和照片' }
  add(DAYS.evidence, '16:00', 'transfer', head, moved, null)
  return true
}

/** Evidence and the end of the investigation. */
function investigationOf({ fate, matter, heavy, partyName, cast, day, add }: Teller): boolean {
  const { officer, second, head, reviewer } = cast
  const taken = { coOfficer: second.personId, where: partyName, keeper: officer.name }
  const papers = { kind: 'documentary', title: '培训档案、设备台账复印件', source: '企业提供，盖章', copy: 'copy' }
  add(DAYS.evidence, '10:40', 'collect', officer, { ...taken, ...papers, on: day(DAYS.evidence) }, officer)
  const record = { kind: 'scene', title: '现场检查记录和照片', source: '两名执法人员制作', copy: 'original' }
  add(DAYS.more, '14:30', 'collect', officer, { ...taken, ...record, on: day(DAYS.more) }, officer)
  if (fate === 'investigating') return true
  const concluded = {
    facts: `${matter.what}。有书证、现场笔录和当事人陈述证明。`,
    penalise: true,
    weighing: matter.weighing,
    publicInterest: false,
    complex: heavy,
    text: '事实清楚，证据确实充分，建议给予行政处罚',
  }
  add(DAYS.concluded, '16:20', 'conclude', officer, concluded, officer)
  if (fate === 'terminated')
    return add(
      DAYS.notified,
      '10:00',
      'terminate',
      head,
      { ground: 'dissolved', text: '企业已注销，没有权利义务承受人' },
      null,
    )
  if (fate === 'investigated') return true
  if (!heavy && fate !== 'reviewing') return false
  add(DAYS.sent, '09:10', 'send-review', officer, { seatId: reviewer.seatId, text: '请审核' }, reviewer)
  if (fate === 'reviewing') return true
  const opinion = { verdict: 'agree', qualification: 'exam', text: '主体、事实、证据、依据、裁量、程序合法适当' }
  add(DAYS.reviewed, '15:30', 'review', reviewer, opinion, officer)
  const attendees = [
    { name: head.name, opinion: '同意处理建议' },
    { name: reviewer.name, opinion: '同意' },
  ]
  const agreed = { on: day(DAYS.discussed), chair: head.name, attendees, agreed: true, text: '同意给予行政处罚' }
  add(DAYS.discussed, '10:30', 'discuss', head, agreed, officer)
  return false
}

/** Notice, defence, hearing, decision. */
function rightsOf({ fate, matter, heavy, cast, day, add }: Teller): boolean {
  const { officer, head, party, reviewer } = cast
  const served = { way: 'direct', on: day(DAYS.notified), receiver: party.name, proof: '送达回证签名' }
  const text = `拟罚款 ${matter.weighing.fine} 元。您有权陈述、申辩${heavy ? '，有权申请听证' : ''}。`
  add(DAYS.notified, '15:00', 'notify', officer, { ...served, text }, officer)
  if (fate === 'notified') return true
  if (fate === 'hearing') {
    add(DAYS.stated, '11:20', 'ask-hearing', party, { text: '要求举行听证' }, officer)
    const called = {
      ...{
        noticeOn: day(DAYS.rechecked),
        heldOn: day(DAYS.rechecked + 9),
        where: '局三楼会议室',
        chair: reviewer.personId,
      },
      ...{ open: true, text: '请按期参加，可以委托一至二人代理' },
    }
    return add(DAYS.rechecked, '16:00', 'call-hearing', officer, called, officer)
  }
  add(DAYS.stated, '09:40', 'state', party, { text: '已经组织补训和整改，请求从轻处理' }, officer)
  add(
    DAYS.rechecked,
    '10:10',
    'recheck',
    officer,
    { accepted: false, text: '裁量时已经考虑整改情况，维持拟处罚意见' },
    officer,
  )
  add(DAYS.proposed, '14:20', 'propose', officer, { outcome: 'penalise', text: '维持告知的处罚' }, head)
  if (fate === 'approval') return true
  // Decisions are numbered when all of them are known.
  add(DAYS.decided, '10:50', 'decide', head, { decisionNo: '', text: '同意' }, officer)
  return fate === 'decided'
}

/** Service, payment, closing, archive. */
function endingOf({ fate, matter, archiveNo, cast, day, at, add }: Teller): boolean {
  const { officer, head, party, second } = cast
  const served = { way: 'direct', on: day(DAYS.served), receiver: party.name, proof: '送达回证签名' }
  add(DAYS.served, '11:10', 'serve', officer, served, officer)
  add(DAYS.published, '17:00', 'publish', officer, { publicFacts: matter.what }, officer)
  if (fate === 'performing' || fate === 'overdue') return true
  if (fate === 'annulled') {
    const annulled = { on: day(80), text: '市人民政府复议决定撤销，认定程序违法' }
    add(80, '15:00', 'annul', head, annulled, null)
    return add(82, '10:00', 'unpublish', officer, { text: '处罚决定被撤销' }, null)
  }
  if (fate === 'instalments') return parted({ matter, cast, day, add })
  if (fate === 'enforcing') {
    const demanded = { servedOn: day(60), way: 'direct', proof: '送达回证签名', text: '十个工作日内缴清罚款和加处罚款' }
    add(60, '10:00', 'demand', officer, demanded, officer)
    const applied = { court: '广饶县人民法院', applied: day(230), text: '经催告仍不履行，申请强制执行' }
    return add(230, '10:00', 'apply-court', officer, applied, officer)
  }
  // Fifteen days by the calendar, whatever holidays lie in them.
  const paidOn = officeDayFrom(day(DAYS.served), 10)
  const paid = { kind: 'fine', amount: matter.weighing.fine, on: paidOn, receipt: `37${archiveNo}` }
  at(paidOn, '15:20', 'pay', officer, paid, head)
  if (fate === 'closing') return true
  add(DAYS.closed, '09:50', 'close', head, { text: '罚款已缴清，同意结案' }, officer)
  if (fate === 'closed' || fate === 'unbound') return true
  const filed = { archiveNo, retention: 'thirty', pages: 64, compiler: officer.name, checker: second.name }
  return add(DAYS.archived, '16:40', 'archive', officer, filed, null)
}

/** Half of the fine now, half in two months. */
function parted({ matter, cast, day, add }: Pick<Teller, 'matter' | 'cast' | 'day' | 'add'>): boolean {
  const { officer, head, party } = cast
  const half = matter.weighing.fine / 2
  add(34, '10:00', 'ask-deferral', party, { text: '订单减少，资金周转困难，请求分两期缴纳' }, officer)
  const instalments = [
    { dueOn: day(40), amount: half },
    { dueOn: day(80), amount: half },
  ]
  add(36, '10:00', 'grant-deferral', head, { instalments, until: day(80), text: '同意分两期缴纳' }, officer)
  const paid = { kind: 'fine', amount: half, on: day(39), receipt: '370090001' }
  return add(39, '15:00', 'pay', officer, paid, officer)
}
