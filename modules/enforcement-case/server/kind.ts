import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseProblems } from '#kernel/cases/model/problems.ts'
import { noCase } from '#kernel/cases/refusals.ts'
import { doneOf } from '#kernel/cases/sealing.ts'
import { listActs, listSeatsOver } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { listPersonNames } from '#kernel/identity/store.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { clueSources, outcomes } from '../model/codes.ts'
import { refusalOf } from '../model/gates.ts'
import { enforcementProblems } from '../model/problems.ts'
import { PenaltyFacts, PenaltyFilter, type PenaltyFilterInput } from '../model/schema.ts'
import { enforcementCase } from '../model/states.ts'
import { type Story, storyOf } from '../model/story.ts'
import { passOn, refuseReviewer } from './hands.ts'
import { lawVersions } from './law.ts'
import { rowsOf } from './rows.ts'
import { settlePapers } from './serving.ts'
import { termsNow } from './settings.ts'
import * as store from './store.ts'
import { tellHandler, tellParty } from './tell.ts'

type Facts = z.output<typeof PenaltyFacts>
const SHORT = 60
const yuan = (fen: number) => fen / 100

/** Cases of penalty as a kind of case: what the engine must know, and what this module keeps of each act. */
export const penaltyKind: CaseKind = {
  type: enforcementCase as unknown as CaseType,
  answering: headSeat,
  titleOf: ({ what }) => shortened(String(what)),
  link: (id) => `/enforcement-cases/${id}`,
  guard,
  after,
  list: {
    filter: PenaltyFilter,
    facts: PenaltyFacts,
    matching: (filter) => store.penaltyMatches(filter as PenaltyFilterInput, today()),
    factsOf: async (tx, ids) => new Map((await store.listPenalties(tx, ids)).map((row) => [row.id, factsOf(row)])),
    sheet: [
      { head: '当事人', width: 28, cell: ({ partyName }: Facts) => partyName },
      { head: '程序', width: 10, cell: ({ procedure }: Facts) => (procedure === 'simple' ? '简易' : '普通') },
      { head: '案由', width: 30, cell: ({ cause }: Facts) => cause },
      {
        head: '来源',
        width: 14,
        cell: ({ source }: Facts) => clueSources[source as keyof typeof clueSources] ?? source,
      },
      { head: '立案日期', width: 12, cell: ({ filedOn }: Facts) => filedOn },
      { head: '决定日期', width: 12, cell: ({ decidedOn }: Facts) => decidedOn },
      { head: '文号', width: 26, cell: ({ decisionNo }: Facts) => decisionNo },
      { head: '结果', width: 20, cell: ({ outcome }: Facts) => (outcome ? outcomes[outcome] : null) },
      { head: '罚款（元）', width: 14, cell: ({ fine }: Facts) => fine },
      { head: '已缴（元）', width: 14, cell: ({ paid }: Facts) => paid },
      { head: '公示日期', width: 12, cell: ({ publishedOn }: Facts) => publishedOn },
    ],
  },
}

const shortened = (text: string): string => {
  const line = text.split(/[\n。；;]/, 1)[0] as string
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line
}

/** Who heads the agency over a place: the leader of its level, else the nearest one above. */
async function headSeat(tx: Tx, { gridCode, on }: { gridCode: string; on: string }): Promise<string | null> {
  const seats = await listSeatsOver(tx, gridCode, 'safety', on)
  return seats.find(({ role }) => role === 'leader')?.id ?? null
}

const factsOf = (row: store.PenaltyLine): Facts => ({
  procedure: row.procedure,
  source: row.source,
  partyKind: row.partyKind,
  partyName: row.partyName,
  cause: row.cause,
  item: row.item,
  violatedOn: row.violatedOn,
  filedOn: row.filedOn,
  decidedOn: row.decidedOn,
  decisionNo: row.decisionNo,
  outcome: row.outcome,
  fine: yuan(row.fineFen),
  paid: yuan(row.paidFen),
  payBy: row.payBy,
  publishedOn: row.publishedOn,
  withdrawnOn: row.withdrawnOn,
  dutyOn: row.dutyOn,
  dutyTitle: row.dutyTitle,
})

/** @throws what `refusalOf` refuses; fewOfficers for want of two certificates; finedBefore for an act that was fined */
async function guard(tx: Tx, asked: CaseWish): Promise<void> {
  const { actor, case: about, act, input } = asked
  const on = today()
  const opens = enforcementCase.acts[act as 'register']?.from === ('nothing' as string)
  const acts = opens ? [] : (await listActs(tx, about.id)).map(doneOf)
  const story = storyOf(
    opens ? [{ act, at: new Date().toISOString(), input, seatId: actor.seatId, personId: actor.personId }] : acts,
  )
  const enterprise =
    about.objectId && NAMING.includes(act) ? await findEnterprise(tx, actor.scope, about.objectId) : undefined
  if (enterprise && opens) refuseOtherName(input, enterprise.name)
  const names = [enterprise?.legalRepresentative, enterprise?.principal].filter((one) => typeof one === 'string')
  const who = { personId: actor.personId, party: actor.scope.objectId !== null, names }
  const wish = { story, act, input, ...who, on, terms: termsNow(), versions: lawVersions() }
  // What a person of the enterprise is punished for is not the enterprise's to see or to answer.
  if (actor.scope.objectId && story.partyKind === 'person') throw noCase(penaltyKind.type)
  const refusal = refusalOf(wish)
  if (refusal)
    throw new Problem(refusal.kind, `${refusal.sentence}。`, {
      errors: refusal.field ? [{ pointer: `/input/${refusal.field}`, message: refusal.sentence }] : [],
    })
  await refuseReviewer(tx, asked, story, acts)
  await refuseOfficers(tx, actor, story, act, input, on)
  if (typeof input.chair === 'string' && act === 'call-hearing') await refuseStranger(tx, input.chair)
  await refuseNumber(tx, actor, about.id, input)
  if (act === 'decide') await refuseSecondFine(tx, actor, about, story)
}

/** Acts that say who the party is, or are judged by the persons it is known by. */
const NAMING = ['register', 'on-spot', 'publish']

/** A unit is called as its register calls it; a person beside it as entered. */
function refuseOtherName({ partyKind, partyName }: Record<string, unknown>, name: unknown): void {
  const plain = (words: unknown) => String(words).normalize('NFKC').replace(/\s/g, '')
  if (partyKind !== 'unit' || plain(partyName) === plain(name)) return
  const sentence = `当事人名称要和企业档案一致：${String(name)}`
  throw new Problem(enforcementProblems.otherParty, `${sentence}。`, {
    errors: [{ pointer: '/input/partyName', message: sentence }],
  })
}

/** An agency gives a number once (文号). */
async function refuseNumber(tx: Tx, actor: Actor, id: string, { decisionNo }: Record<string, unknown>): Promise<void> {
  if (typeof decisionNo !== 'string') return
  const about = { id, agency: actor.gridCode, decisionNo }
  if (!(await store.isNumberTaken(tx, actor.scope, about))) return
  const sentence = `文号「${decisionNo}」本机关已经用过，请核对后换一个`
  throw new Problem(enforcementProblems.numberTaken, `${sentence}。`, {
    errors: [{ pointer: '/input/decisionNo', message: sentence }],
  })
}

/** Acts of investigation, and the fields that name who did them beside the actor; by two with certificates (行政处罚法第42条). */
const BY_TWO = ['on-spot', 'collect', 'conclude']

async function refuseOfficers(
  tx: Tx,
  actor: Actor,
  story: Story,
  act: string,
  input: Record<string, unknown>,
  on: string,
): Promise<void> {
  const named = [input.coOfficer, input.instead].filter((id): id is string => typeof id === 'string')
  const both = act === 'conclude' ? [story.handler.personId, story.coOfficer] : [actor.personId, ...named]
  const asked = BY_TWO.includes(act) ? both : named
  const people = [...new Set(asked.filter((id): id is string => id !== null))]
  if (people.length === 0) return
  const unfit = (await certifiedOn(tx, actor.scope, people, on)).find(({ why }) => why !== null)
  const field = named.length > 0 && unfit && named.includes(unfit.personId) ? fieldOf(input, unfit.personId) : null
  if (unfit)
    throw new Problem(
      enforcementProblems.fewOfficers,
      `${unfit.name}${unfit.why}，要有两名执法证件有效的执法人员（行政处罚法第四十二条）。`,
      { errors: field ? [{ pointer: `/input/${field}`, message: `${unfit.name}${unfit.why}` }] : [] },
    )
  if (BY_TWO.includes(act) && people.length < 2)
    throw new Problem(enforcementProblems.fewOfficers, '执法人员不得少于两人（行政处罚法第四十二条）。')
}

/** Whoever chairs a hearing has to be somebody; he needs no certificate, since he investigates nothing. */
async function refuseStranger(tx: Tx, chair: string): Promise<void> {
  if ((await listPersonNames(tx, [chair])).has(chair)) return
  throw new Problem(common.invalid, '没有这个人，请另选听证主持人。', {
    errors: [{ pointer: '/input/chair', message: '没有这个人' }],
  })
}

const fieldOf = (input: Record<string, unknown>, personId: string): string | null =>
  ['coOfficer', 'instead'].find((key) => input[key] === personId) ?? null

/** One act, one fine (行政处罚法第29条). */
async function refuseSecondFine(
  tx: Tx,
  actor: Actor,
  about: { id: string; objectId: string | null },
  { weighing, partyName, violatedOn, proposal }: Story,
): Promise<void> {
  if (!weighing || weighing.fine === 0 || proposal?.outcome !== 'penalise') return
  const fined = await store.findFined(tx, actor.scope, {
    id: about.id,
    objectId: about.objectId,
    partyName,
    item: weighing.item,
    violatedOn,
  })
  if (fined)
    throw new Problem(
      enforcementProblems.finedBefore,
      `这一天的同一违法行为已由${fined.decisionNo}罚过款，不能再罚（行政处罚法第二十九条）。`,
    )
}

/** The rows follow from the acts, after every one of them. */
async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { actor, case: about, act, state } = done
  const rows = await listActs(tx, about.id)
  const acts = rows.map((row) => ({ ...doneOf(row), attachments: row.attachments }))
  const written = rowsOf([{ ...about, state, acts }], termsNow(), today())
  refuseUnwritten(actor, act)
  // The account of a party may not touch what only offices see, and its acts change none of it.
  const inside = actor.scope.objectId === null
  await store.writePenalties(tx, inside ? written : { ...written, evidence: [], custody: [] })
  await (inside ? tellParty : tellHandler)(tx, about, act.act, storyOf(acts))
  await settlePapers(tx, actor, about.id, act)
  await passOn(tx, penaltyKind, done, acts)
}

/** What is only done with a paper the party signed, when an office enters it. */
const WRITTEN: Readonly<Record<string, string>> = {
  'waive-defence': '代当事人登记放弃陈述、申辩的，要附当事人签名的书面放弃',
  'waive-hearing': '代当事人登记放弃听证的，要附当事人签名的书面放弃',
}

/** Files of an act are known once it is sealed; what is refused here undoes it. @throws evidenceMissing */
function refuseUnwritten({ scope }: Actor, { act, input, attachments }: CaseDone['act']): void {
  const consents = act === 'confirm-address' && input.electronic === true
  const why = consents ? '同意电子送达的，要附签字的送达地址确认书' : scope.objectId === null ? WRITTEN[act] : undefined
  if (!why || attachments.length > 0) return
  throw new Problem(caseProblems.evidenceMissing, `${why}。`, {
    errors: [{ pointer: '/attachments', message: why }],
  })
}

/** One case inside a scope with its story. @throws notFound */
export async function getStory(tx: Tx, actor: Actor, id: string): Promise<{ story: Story; row: store.PenaltyLine }> {
  const [row] = await store.listPenalties(tx, [id])
  const covered = row && row.gridCode >= actor.scope.gridFrom && row.gridCode < actor.scope.gridTo
  if (!row || !covered || actor.scope.objectId)
    throw new Problem(common.notFound, '没有这件行政处罚案件，或它不在您的辖区。')
  return { story: storyOf((await listActs(tx, id)).map(doneOf)), row }
}
