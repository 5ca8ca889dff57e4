import type { PastAct, PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { valuesOf } from '#modules/enforcement-case/model/documents.ts'
import { storyOf } from '#modules/enforcement-case/model/story.ts'
import { DEFAULT_TERMS } from '#modules/enforcement-case/model/terms.ts'
import { traceOf } from '#modules/enforcement-case/server/rows.ts'
import { readInspection } from '#modules/inspection/model/inspection-story.ts'
import { documentValuesOf } from '#modules/inspection/server/on-site/documents.ts'
import type { PastInspection } from '#modules/inspection/server/on-site/past.ts'
import { enterDocuments, type PastDocument } from '#modules/legal-document/server/past.ts'
import type { Crew } from '../hazards/staff.ts'
import type { DemoOfficer } from '../officers/load.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'

const CITY = '3705'
/** Minutes between an act and the paper that belongs to it. */
const LATER_MS = 300_000

/** What the papers of the past are drawn from. */
interface Past {
  visits: readonly PastInspection[]
  penalties: readonly PastCase[]
  enterprises: readonly DemoEnterprise[]
  crew: Crew
  officers: readonly DemoOfficer[]
}

/** The papers of the half year as they were handed over: of visits records, orders, opinions; of penalties from filing to closing. @returns how many */
export async function loadPastDocuments(tx: Tx, past: Past): Promise<number> {
  const byId = new Map(past.enterprises.map((one) => [one.id, one]))
  const of = ({ objectId }: PastCase) => byId.get(String(objectId)) as DemoEnterprise
  const papers = [
    ...past.visits.flatMap((visit) => papersOfVisit(visit, of(visit.case))),
    ...past.penalties.flatMap((one) => papersOfPenalty(one, of(one), past)),
  ]
  await enterDocuments(tx, CITY, papers)
  return papers.length
}

/** The act that makes each document of a visit. */
const OF_VISIT = [
  ['inspection_record', 'sign'],
  ['rectification_order', 'order'],
  ['reinspection_opinion', 'reinspect'],
] as const

function papersOfVisit({ case: about, officeGrid, hazardIds }: PastInspection, one: DemoEnterprise): PastDocument[] {
  const { acts } = about
  const told = readInspection(acts.map(({ act, at, input }) => ({ act, at: at.toISOString(), on: today(at), input })))
  const last = acts.findLast(({ act }) => act === 'reinspect')
  const signed = acts.find(({ act }) => act === 'sign')
  if (!told || !signed) return []
  const standing = hazardIds.map((hazardId, at) => ({ no: at + 1, hazardId, what: told.findings[at]?.what ?? '' }))
  const again = last ? { last: { at: last.at.toISOString(), input: last.input }, standing } : null
  const { values, officers } = documentValuesOf(told, again)
  const { party } = signed.input.signatures as { party: { signer: string } }
  const common = { ...aboutOf(about, one), officeGrid, officers, given: values, recipient: party.signer }
  return OF_VISIT.flatMap(([key, name]) => {
    const done = acts.find(({ act }) => act === name)
    return done ? [{ ...common, key, ...madeAt(done), served: servedBy(done) }] : []
  })
}

/** The act that makes each document of a case of penalty, and what of it nothing else tells. */
const OF_PENALTY = [
  { key: 'case_filing_approval', name: 'file', values: {} },
  { key: 'investigation_report', name: 'conclude', values: { proposal: '建议给予行政处罚' } },
  { key: 'penalty_notice', name: 'notify', values: {} },
  { key: 'case_disposition_approval', name: 'decide', values: { decisionOption: '给予行政处罚' } },
  { key: 'penalty_decision.unit', name: 'decide', values: {} },
  { key: 'case_closure_approval', name: 'close', values: { reason: '执行完毕' } },
] as const

/** The act by which a paper of a penalty reached the party; the others stay in the office. */
const HANDED_BY: Readonly<Record<string, string>> = { penalty_notice: 'notify', 'penalty_decision.unit': 'serve' }

/** Whoever heads the unit of the officers agreed to what they wrote. */
const AGREED = '同意承办人意见'

function papersOfPenalty(about: PastCase, one: DemoEnterprise, { crew, officers }: Past): PastDocument[] {
  return OF_PENALTY.flatMap(({ key, name, values }) => {
    const at = about.acts.findIndex(({ act }) => act === name)
    const done = about.acts[at]
    if (!done) return []
    // A paper says what the case said on its day.
    const acts = about.acts.slice(0, at + 1).map(toldOf)
    const story = storyOf(acts)
    const { personId, seatId } = story.handler
    const given = {
      ...valuesOf(acts, story, DEFAULT_TERMS, traceOf(story, today(done.at))),
      'workflow.review.opinion': AGREED,
      'workflow.legal.opinion': '事实清楚，证据充分，程序合法，裁量适当',
    }
    const paper = {
      ...aboutOf(about, one),
      officeGrid: crew.seats.get(String(seatId))?.gridCode ?? CITY,
      officers: [personId, story.coOfficer].map((id) => certified(officers, String(id))),
      given,
      values,
      recipient: crew.safety.get(one.id)?.name ?? '',
      signers: { approver: done.by.name },
    }
    const seq = key.startsWith('penalty_decision')
      ? { seq: Number(/(\d+)号$/.exec(story.decision?.no ?? '')?.[1]) }
      : {}
    const handed = HANDED_BY[key] ? about.acts.find(({ act }) => act === HANDED_BY[key]) : undefined
    return [{ ...paper, key, ...madeAt(done), ...seq, served: handed ? servedBy(handed) : null }]
  })
}

const toldOf = ({ act, at, input, by: { seatId, personId } }: PastAct) => ({
  ...{ act, input, seatId, personId },
  at: at.toISOString(),
  attachments: [],
})

function certified(officers: readonly DemoOfficer[], personId: string): { name: string; certNo: string } {
  const { name, certNo } = officers.find((one) => one.personId === personId) as DemoOfficer
  return { name, certNo }
}

const aboutOf = ({ id }: PastCase, one: DemoEnterprise) => ({
  caseId: id,
  enterprise: { ...one.values, id: one.id, gridCode: one.gridCode },
})

const madeAt = ({ at, by }: PastAct) => ({ issuedAt: new Date(at.getTime() + LATER_MS), by: by.name })

const servedBy = ({ at, by }: PastAct) => ({ at: new Date(at.getTime() + LATER_MS), by: by.name })
