import type { SealedAct } from '#kernel/cases/seal.ts'
import { lawOf, weigh } from '../model/discretion.ts'
import { moneyOf } from '../model/money.ts'
import { dutiesOf } from '../model/next.ts'
import { fineOf, type Story, storyOf, type Told } from '../model/story.ts'
import type { PenaltyTerms } from '../model/terms.ts'
import { lawVersions } from './law.ts'
import type { PenaltyRow, PenaltyWrite } from './store.ts'

/** A case with its acts, as far as its rows follow from them. */
export interface ToldCase {
  id: string
  gridCode: string
  objectId: string | null
  state: string
  acts: readonly (Told & { attachments: SealedAct['attachments'] })[]
}

/**
 * What the tables say of some cases, out of their acts.
 * @param on the day terms and money are looked at
 */
export function rowsOf(cases: readonly ToldCase[], terms: PenaltyTerms, on: string): PenaltyWrite {
  const told = cases.map((one) => ({ one, story: storyOf(one.acts) }))
  return {
    cases: told.map(({ one, story }) => caseRow(one, story, on)),
    evidence: told.flatMap(({ one, story }) => evidenceRows(one, story)),
    custody: told.flatMap(({ one, story }) =>
      story.evidence.flatMap(({ no, handings }) =>
        handings.map(({ from, to, on: day, why }, at) => ({
          caseId: one.id,
          evidenceNo: no,
          no: at + 1,
          fromKeeper: from,
          toKeeper: to,
          handedOn: day,
          why,
        })),
      ),
    ),
    payments: told.flatMap(({ one, story }) =>
      story.payments.map(({ kind, amount, on: day, receipt }, at) => ({
        caseId: one.id,
        no: at + 1,
        kind,
        amountFen: amount,
        paidOn: day,
        receipt,
      })),
    ),
    instalments: told.flatMap(({ one, story }) =>
      story.instalments.map(({ dueOn, amount }, at) => ({ caseId: one.id, no: at + 1, dueOn, amountFen: amount })),
    ),
    duties: told.flatMap(({ one, story }) => dutyRows(one, story, terms, on)),
  }
}

function caseRow({ id, gridCode, objectId, state }: ToldCase, story: Story, on: string): PenaltyRow {
  const { weighing, decision, publicity, service } = story
  const money = moneyOf(story, on)
  return {
    id,
    gridCode,
    objectId,
    state,
    procedure: story.procedure,
    source: story.source,
    what: story.what,
    partyKind: story.partyKind,
    partyName: story.partyName,
    cause: story.cause,
    item: weighing?.item ?? story.item,
    stage: weighing?.stage ?? null,
    tier: weighing?.tier ?? null,
    violatedOn: story.violatedOn,
    filedOn: story.filedOn,
    notifiedOn: story.notice?.on ?? null,
    hearingOn: story.hearing.ended?.how === 'held' ? story.hearing.ended.on : null,
    decidedOn: decision?.on ?? null,
    decisionNo: decision?.no ?? null,
    outcome: decision?.outcome ?? null,
    others: decision?.outcome === 'penalise' ? (weighing?.others ?? []) : [],
    fineFen: decision ? fineOf(story) : 0,
    paidFen: Math.min(money.paid, decision ? fineOf(story) : 0),
    surchargePaidFen: money.surchargePaid,
    servedOn: service?.on ?? null,
    payBy: decision ? money.lastDay : null,
    trace: decision && weighing ? traceOf(story, decision.on) : null,
    publishedOn: publicity?.publishedOn ?? null,
    publicFacts: publicity?.facts ?? null,
    withdrawnOn: publicity?.withdrawnOn ?? null,
    annulledOn: story.annulledOn,
    closedOn: story.closedOn,
    handlerId: story.handler.personId,
    coOfficerId: story.coOfficer,
    deciderSeatId: decision?.seatId ?? null,
  }
}

/** How the fine that stands was weighed on a day, sentence by sentence; none where nothing was weighed. */
export function traceOf(story: Story, on: string): string[] {
  const { weighing } = story
  if (!weighing) return []
  const about = { item: weighing.item, stage: weighing.stage, violatedOn: story.violatedOn, decidedOn: on }
  return weigh(weighing, lawOf(lawVersions(), about)).trace
}

const evidenceRows = ({ id, acts }: ToldCase, { evidence }: Story) =>
  evidence.map(({ seq, handings: _handings, on, where, coOfficer, ...one }) => {
    const act = acts[seq - 1]
    return {
      ...one,
      caseId: id,
      collectedOn: on,
      place: where,
      collectorId: act?.personId ?? coOfficer,
      coOfficerId: coOfficer,
      files: (act?.attachments ?? []).map(({ fileId, sha256 }) => ({ fileId, sha256 })),
    }
  })

/** Terms of a case that has ended otherwise do not run on. */
const OVER = ['unfiled', 'transferred', 'terminated']

const dutyRows = ({ id, state }: ToldCase, story: Story, terms: PenaltyTerms, on: string) =>
  OVER.includes(state)
    ? []
    : dutiesOf(story, terms, on).flatMap(({ key, title, who, dueOn, doneOn }) =>
        dueOn === null ? [] : [{ caseId: id, key, title, who, dueOn, doneOn }],
      )
