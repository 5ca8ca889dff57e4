import type { z } from 'zod'
import type { CaseView } from '#kernel/cases/schema.ts'
import type { Later } from '#kernel/sync/field/parts/later.tsx'
import type { Position } from '#kernel/ui/position.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import type { FindingInputValue, ItemInputValue, inspectionCase, TeamMemberInput } from '../model/inspection.ts'
import type { ToldAct } from '../model/inspection-story.ts'
import type { InspectionFacts, SiteView } from '../model/schema.ts'

export type Site = z.output<typeof SiteView>
export type SiteItem = Site['templates'][number]['items'][number]
/** An inspection as the server tells it, with what its kind adds. */
export type Inspection = z.output<typeof CaseView> & { facts: z.output<typeof InspectionFacts> }

export type InspectionAct = keyof typeof inspectionCase.acts

/** What was answered to one check so far; the finding is there once it is not met. */
export interface Answer {
  result?: ItemInputValue['result']
  reason?: string
  finding?: FindingInputValue
  /** What was said about the finding: goes with its photographs, and is none of them. */
  voices?: string[]
}

/** How far one is on site. */
export const stepNames = {
  arrive: '到场打卡',
  items: '逐项检查',
  record: '写检查记录',
  sign: '双方签字',
  order: '责令整改',
  papers: '出文书',
  done: '现场办完',
} as const
export type Step = keyof typeof stepNames

/** The three ways in which an enterprise answers a record. */
export const partyAnswers = { agrees: '以上情况属实', differs: '有不同意见', refuses: '拒绝签字' } as const
export type PartyAnswer = keyof typeof partyAnswers

/** An inspection while it is made, as the device keeps it: what is sent already stands in the outbox. */
export interface Visit {
  step: Step
  /** Acts the case has once everything kept here is delivered. */
  version: number
  /** The operation after which the next one follows. */
  last: string | null
  position: Position | null
  at: number
  template: string
  answers: Record<string, Answer>
  site: string
  contact: string
  post: string
  summary: string
  measures: string
  /** Why the checks nobody answered were not looked at. */
  unchecked: string
  officers: Record<string, string>
  /** How the enterprise answers; nobody answers for it beforehand. */
  answer?: PartyAnswer
  party: 'signed' | 'refused'
  partyPicture: string
  refusal: string
  witness: string
  opinion: string
  dueOn: string
  /** What was done on this device, for its documents: pictures of signatures left out. */
  acts?: ToldAct[]
  /** When it was and why it is written down only now, for an inspection made on paper (补录). */
  later?: Later
  /** Key facts of the enterprise confirmed in this visit. */
  confirmed?: string[]
  /** The operation of each of these acts, which its document follows. */
  operations?: Record<string, string>
}

export const NEW_VISIT: Visit = {
  ...{ step: 'arrive', version: 0, last: null, position: null, at: 0, template: '', answers: {} },
  ...{
    site: '',
    contact: '',
    post: '',
    summary: '',
    measures: '',
    unchecked: '',
    officers: {},
    party: 'signed',
    partyPicture: '',
  },
  ...{ refusal: '', witness: '', opinion: '', dueOn: '' },
}

/** The file of the enterprise, taken along for what is confirmed on the spot. */
export const filePath = (objectId: string): string => `/enterprises/${objectId}`

/** Where one goes on, by the state the server last told. */
export function stepOf(state: string): Step {
  const known: Record<string, Step> = { assigned: 'arrive', on_site: 'items', recorded: 'sign', deciding: 'order' }
  return known[state] ?? 'done'
}

/** A finding as its check proposes it. */
export const newFinding = (check: SiteItem): FindingInputValue => ({
  itemCode: check.code,
  what: '',
  where: '',
  basis: check.basis.slice(0, 200),
  requirement: check.rectification.slice(0, 1000),
  rank: check.rank === 'major' && check.criterion ? 'major' : 'ordinary',
  category: check.category,
  criterion: check.rank === 'major' ? check.criterion : null,
  fileIds: [],
})

export const findingsOf = ({ answers }: Visit): FindingInputValue[] =>
  Object.values(answers).flatMap(({ result, finding, voices = [] }) =>
    result === 'not_met' && finding ? [{ ...finding, fileIds: [...finding.fileIds, ...voices] }] : [],
  )

/** Checks nobody answered yet. */
export const leftOf = ({ answers }: Visit, items: readonly SiteItem[]): SiteItem[] =>
  items.filter(({ code }) => !answers[code]?.result)

/**
 * The record as the server takes it; what was not answered was not checked, for the one reason given.
 * @param template the list one looked by; none where no list is in use
 */
export function recordOf(visit: Visit, template: Site['templates'][number] | undefined): Record<string, unknown> {
  const findings = findingsOf(visit)
  const { site, contact, post, summary, measures } = visit
  return {
    ...{ site, contact, post, summary, findings, clean: findings.length === 0 },
    ...(template ? { templateCode: template.code } : {}),
    items: (template?.items ?? []).map(({ code, question }) => {
      const { result, reason = '' } = visit.answers[code] ?? {}
      return result
        ? { code, question, result, reason }
        : { code, question, result: 'not_checked', reason: (visit.unchecked ?? '').trim() }
    }),
    ...(measures.trim() ? { measures } : {}),
  }
}

/** What stands for an opinion where nobody gave one. */
const REFUSED = '拒绝签字，没有说明意见'

/** The signatures as the server takes them. */
export function signaturesOf(visit: Visit, team: readonly TeamMemberInput[]): Record<string, unknown> {
  const officers = team.flatMap(({ personId }) => {
    const picture = visit.officers[personId]
    return picture ? [{ personId, picture }] : []
  })
  const { contact: signer, post, refusal: reason, witness, partyPicture: picture, answer } = visit
  const party =
    visit.party === 'signed'
      ? { kind: 'signed', signer, post, picture }
      : { kind: 'refused', signer, reason, witness, witnessPhone: '' }
  const opinion = { agrees: partyAnswers.agrees, differs: visit.opinion, refuses: REFUSED }[answer ?? 'differs']
  return { signatures: { officers, party }, opinion }
}

/** A visit after an act: the act is told of as it will be sealed, and what follows it knows its operation. */
export function visitAfter(
  visit: Visit,
  done: { act: InspectionAct; input: Record<string, unknown>; at: string; id: string },
  step: Step,
): Visit {
  const { act, at, id } = done
  const input = act === 'sign' ? { signatures: { party: { kind: visit.party } } } : done.input
  const told = { act, at, on: localDateOf(new Date(at)), input }
  return {
    ...visit,
    ...{ step, version: visit.version + 1, last: id },
    acts: [...(visit.acts ?? []), told],
    operations: { ...visit.operations, [act]: id },
  }
}
