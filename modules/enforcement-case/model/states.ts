import { type ActFault, defineCase } from '#kernel/cases/model/case-type.ts'
import { decisionActs } from './acts/decision.ts'
import { filingActs } from './acts/filing.ts'
import { performanceActs } from './acts/performance.ts'
import { ON_SPOT_MOST, type PartyKind } from './codes.ts'
import { CLUE_FINDERS, caseStates, HEADS } from './standing.ts'

/**
 * The life of a case of administrative penalty (行政处罚案件): clue, filing, investigation, review, notice, hearing, decision, service,
 * payment, closing, archive; or a decision on the spot. 行政处罚法 (2021); enforcement.md §3.
 */
export const enforcementCase = defineCase({
  name: 'enforcement-case',
  path: 'enforcement-cases',
  title: '行政处罚案件',
  prefix: 'CF',
  // The party is no reader: what is discussed inside the office is not its. It has pages of its own.
  readers: ['city_admin', ...HEADS, ...CLUE_FINDERS],
  check: actFaults,
  states: caseStates,
  acts: { ...filingActs, ...decisionActs, ...performanceActs },
})

/** Days that say when something happened; none of them lies ahead. */
const HAPPENED = [
  'violatedOn',
  'foundOn',
  'on',
  'begunOn',
  'noticeOn',
  'since',
  'ended',
  'servedOn',
  'applied',
] as const

/** What is wrong between the fields of one input; what the rest of the case says is judged by the server. */
function actFaults(act: string, input: Record<string, unknown>, on: string): ActFault[] {
  const faults: ActFault[] = []
  const fault = (field: string, message: string) => faults.push({ pointer: `/input/${field}`, message })
  for (const day of HAPPENED)
    if (typeof input[day] === 'string' && String(input[day]) > on) fault(day, `不能晚于今天，选 ${on} 及以前`)
  const { violatedOn, foundOn } = input
  if (typeof violatedOn === 'string' && typeof foundOn === 'string' && foundOn < violatedOn)
    fault('foundOn', `不能早于违法行为发生之日 ${violatedOn}`)
  if (act === 'on-spot') spotFaults(input, fault)
  if (act === 'conclude' && input.penalise === true && !input.weighing)
    fault('weighing', '建议处罚的要按裁量基准算出罚款')
  if (act === 'conclude' && input.penalise === false && input.weighing) fault('weighing', '不予处罚的不填裁量')
  if (act === 'propose' && input.outcome !== 'penalise' && input.weighing) fault('weighing', '不予处罚的不填裁量')
  if ((act === 'notify' || act === 'serve') && needsBegun(input.way) && !input.begunOn)
    fault('begunOn', '留置、邮寄、公告送达的要写明哪一天留置、交邮或公告')
  if (typeof input.begunOn === 'string' && typeof input.on === 'string' && input.begunOn > input.on)
    fault('on', '不能早于留置、交邮或公告的日期')
  if (act === 'settle-recusal' && input.granted === true && !input.instead)
    fault('instead', '应当回避的要换一名执法人员')
  if (act === 'grant-deferral') {
    const last = ((input.instalments ?? []) as { dueOn?: string }[]).at(-1)?.dueOn
    if (last && input.until !== last) fault('until', `要和最后一期的日期 ${last} 一致`)
  }
  if (act === 'discuss') discussFaults(input, fault)
  if (act === 'recheck' && input.accepted === false && input.weighing) fault('weighing', '不采纳的不改裁量')
  return faults
}

type Attendee = { name: string; opinion: string }

/** Those who discuss are each counted once, and what most of them say is the conclusion (少数服从多数). */
function discussFaults(input: Record<string, unknown>, fault: (field: string, message: string) => void): void {
  const attendees = (input.attendees ?? []) as Attendee[]
  const names = attendees.map(({ name }) => name.normalize('NFKC').replace(/\s/g, ''))
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice) fault('attendees', `「${twice}」写了两次，每人一行`)
  const votes = attendees.map(({ opinion }) => voteOf(opinion))
  const unclear = attendees.find((_, at) => votes[at] === null)
  if (unclear) fault('attendees', `「${unclear.name}」的意见要写明同意、不同意或弃权`)
  const isCarried = votes.filter((vote) => vote === 'for').length * 2 > votes.length
  if (!unclear && isCarried !== input.agreed)
    fault('agreed', `参加人里${isCarried ? '过半数同意' : '同意的没有过半数'}，结论要和多数意见一致`)
}

/** What an opinion says; null where it says neither yes nor no. */
function voteOf(opinion: string): 'for' | 'against' | 'none' | null {
  if (/弃权|保留意见/.test(opinion)) return 'none'
  if (/不(?:予|能|应|应当)?(?:同意|赞成|赞同)|反对/.test(opinion)) return 'against'
  return /同意|赞成|赞同/.test(opinion) ? 'for' : null
}

const needsBegun = (way: unknown) => way === 'left' || way === 'post' || way === 'announced'

/** On the spot there is a warning or a small fine, and money is taken only where the law allows it. 行政处罚法 arts. 51, 68–70. */
function spotFaults(input: Record<string, unknown>, fault: (field: string, message: string) => void): void {
  const fine = Number(input.fine ?? 0)
  const most = ON_SPOT_MOST[(input.partyKind as PartyKind) ?? 'unit'] ?? 0
  if (fine > most)
    fault(
      'fine',
      `当场处罚对${input.partyKind === 'person' ? '个人' : '单位'}的罚款最多 ${most.toLocaleString('zh-CN')} 元，超过的走普通程序`,
    )
  if (fine === 0 && input.warning === false) fault('warning', '当场处罚要有警告或罚款')
  if (input.rights === false) fault('rights', '没有告知事实、理由、依据和权利的，不能处罚')
  if (input.collect === 'small' && fine > 100) fault('collect', '超过一百元的不能按这一条当场收缴')
  if (input.collect !== 'none' && fine > 0 && !input.receipt)
    fault('receipt', '当场收缴要出具财政部门统一制发的专用票据')
  if (input.collect !== 'none' && fine === 0) fault('collect', '没有罚款，不用收缴')
}
