import { evidenceOf } from '#kernel/cases/evidence.ts'
import type { CaseWish } from '#kernel/cases/holder.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem, type ProblemKind } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { findTemplate } from '#modules/check-item/server/library.ts'
import { certifiedOn } from '#modules/officer/server/service.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import type {
  FindingInputValue,
  ItemInputValue,
  ReinspectValue,
  SignaturesValue,
  TeamMemberInput,
} from '../../model/inspection.ts'
import { openRecusals, recusedOf } from '../../model/inspection.ts'
import { inspectionProblems } from '../../model/problems.ts'
import { inspectionSettings } from '../settings.ts'
import * as plans from '../store.ts'
import { listStanding } from './hazards.ts'
import * as store from './store.ts'
import { templatesOf } from './templates.ts'
import { actsOf } from './told.ts'

type Refusal = (tx: Tx, wish: CaseWish) => Promise<void>

const refuse = (field: string, message: string, kind: ProblemKind = common.invalid) =>
  new Problem(kind, `${message}。`, { errors: [{ pointer: `/input/${field}`, message }] })

/** Acts that only those who were sent may do. */
const OF_TEAM = ['arrive', 'record', 'sign', 'inquire', 'attach']

/** Acts that somebody whose recusal was granted has no part in, though his seat may do them. */
const UNBIASED = [...OF_TEAM, 'order', 'reinspect', 'retry', 'file', 'refer', 'close']

/**
 * Refuses what the acts of the inspection alone do not tell: certificates of the day, the team, plans, caps, terms, what stands of hazards.
 * @throws notOfTeam, ownRecusal, recused, notCertified, overCap, lineTaken, termTooLong, fewSignatures, notSubmitted, stillOpen; invalid at the field
 */
export async function guardInspection(tx: Tx, wish: CaseWish): Promise<void> {
  if (UNBIASED.includes(wish.act)) await refuseRecusedActor(tx, wish)
  if (OF_TEAM.includes(wish.act)) await refuseOthers(tx, wish)
  await REFUSALS[wish.act]?.(tx, wish)
}

const REFUSALS: Record<string, Refusal> = {
  plan: refusePlan,
  dispatch: async (tx, { actor, case: { id }, input }) => {
    const team = input.team as TeamMemberInput[]
    await refuseRecused(tx, id, team, 'team')
    await refuseUncertified(tx, actor, team, String(input.dueOn), 'team')
  },
  recuse: (tx, { case: { id }, input }) => refuseStranger(tx, id, String(input.personId)),
  'decide-recusal': refuseDecision,
  arrive: async (tx, { actor, case: { id } }) =>
    refuseUncertified(tx, actor, (await store.listInspections(tx, [id]))[0]?.team ?? [], today(), 'shown'),
  record: refuseRecord,
  sign: refuseSignatures,
  order: (tx, { case: { id }, input }) => refuseTerm(tx, id, input as unknown as Term),
  retry: (tx, { case: { id }, input }) => refuseTerm(tx, id, input as unknown as Term),
  reinspect: refuseReinspection,
  close: refuseOpen,
}

async function refuseRecusedActor(tx: Tx, { actor, case: { id } }: CaseWish): Promise<void> {
  if (recusedOf(await actsOf(tx, id)).includes(actor.personId))
    throw new Problem(inspectionProblems.notOfTeam, '您在这次检查里已经决定回避，这一步请其他检查人员办。')
}

/** Nobody whose recusal was granted comes back into the team. */
async function refuseRecused(tx: Tx, id: string, team: readonly TeamMemberInput[], field: string): Promise<void> {
  const recused = recusedOf(await actsOf(tx, id))
  const one = team.find(({ personId }) => recused.includes(personId))
  if (one)
    throw refuse(field, `${one.name}在这次检查里已经决定回避，不能再参加，请换一个人`, inspectionProblems.recused)
}

/** Only whoever was sent was there and can say what was seen. */
async function refuseOthers(tx: Tx, { actor, case: { id } }: CaseWish): Promise<void> {
  const team = (await store.listInspections(tx, [id]))[0]?.team ?? []
  if (team.some(({ personId }) => personId === actor.personId)) return
  const names = team.map(({ name }) => name).join('、')
  throw new Problem(inspectionProblems.notOfTeam, `这一步由派出的检查人员（${names}）办，要换人请重新派。`)
}

/** Every one of a team holds a certificate valid that day, as it is registered (行政处罚法 art. 42; 安全生产法 art. 67). */
async function refuseUncertified(
  tx: Tx,
  actor: Actor,
  team: readonly TeamMemberInput[],
  on: string,
  field: string,
): Promise<void> {
  const ids = team.map(({ personId }) => personId)
  const found = await certifiedOn(tx, actor.scope, ids, on)
  found.forEach((one, at) => {
    const said = team[at] as TeamMemberInput
    const fault = (why: string) => refuse(field, `${said.name}${why}`, inspectionProblems.notCertified)
    if (one.why) throw fault(one.why)
    if (one.number !== said.certNo || one.name !== said.name) throw fault('的姓名或证号和登记的不一样，请重新选')
  })
}

async function refusePlan(tx: Tx, { actor, case: about, input }: CaseWish): Promise<void> {
  const { planId, month, reason, beyond, templateCode } = input as Record<string, string | null | undefined>
  const objectId = about.objectId
  if (!objectId) throw new Problem(common.invalid, '执法检查是查一家企业的，请选企业。')
  if (templateCode && !(await findTemplate(tx, templateCode, today()))) throw refuse('templateCode', '没有这张检查表')
  if (reason === 'plan') return refuseLine(tx, actor, { planId: planId ?? '', month: month ?? '', objectId })
  const year = today().slice(0, 4)
  const { done, open } = await store.countOfYear(tx, actor.scope, objectId, year)
  const cap = await store.settingIn(tx, inspectionSettings.yearlyCap)
  if (done + open >= cap && !beyond)
    throw refuse(
      'beyond',
      `${year} 年已经检查和安排了 ${done + open} 次，到了每年 ${cap} 次的上限；确有需要的选突破上限的理由`,
      inspectionProblems.overCap,
    )
}

async function refuseLine(
  tx: Tx,
  actor: Actor,
  line: { planId: string; objectId: string; month: string },
): Promise<void> {
  const plan = await plans.findPlan(tx, actor.scope, line.planId)
  if (!plan) throw refuse('planId', '没有这个计划，或它不在您的辖区')
  if (plan.state !== 'approved') throw refuse('planId', '这个计划不在执行，请选执行中的计划')
  const lines = await plans.listLines(tx, actor.scope, line.planId)
  if (!lines.some(({ objectId, month }) => objectId === line.objectId && month === line.month))
    throw refuse('month', `计划在 ${line.month} 没有安排这家企业`)
  if (await store.hasInspection(tx, line))
    throw new Problem(inspectionProblems.lineTaken, '计划里的这一家次已经有检查了，请打开那一次接着办。')
}

async function refuseStranger(tx: Tx, id: string, personId: string): Promise<void> {
  const team = (await store.listInspections(tx, [id]))[0]?.team ?? []
  if (!team.some((one) => one.personId === personId)) throw refuse('personId', '这个人不在检查人员里')
}

async function refuseDecision(tx: Tx, { actor, case: { id }, input }: CaseWish): Promise<void> {
  const { personId, agrees, replacement } = input as {
    personId: string
    agrees: boolean
    replacement?: TeamMemberInput[] | null
  }
  if (actor.personId === personId)
    throw new Problem(inspectionProblems.ownRecusal, '自己的回避不能自己决定，请本级其他负责人或上级决定。')
  if (!openRecusals(await actsOf(tx, id)).includes(personId)) throw refuse('personId', '这个人没有待决定的回避申请')
  const [other] = replacement ?? []
  if (!agrees || !other) return
  const [row] = await store.listInspections(tx, [id])
  if (row?.team.some((one) => one.personId === other.personId))
    throw refuse('replacement', `${other.name}已经在检查人员里，请换一个人`)
  await refuseRecused(tx, id, [other], 'replacement')
  await refuseUncertified(tx, actor, [other], row?.plannedOn ?? today(), 'replacement')
}

/** Every check of the list stands in the record and no other; photographs of findings are there and of this enterprise. */
async function refuseRecord(tx: Tx, wish: CaseWish): Promise<void> {
  const { actor, case: about, input } = wish
  await refuseItems(tx, wish)
  const files = ((input.findings ?? []) as readonly FindingInputValue[]).flatMap(({ fileIds }) => fileIds)
  await evidenceOf(tx, actor.scope, 0, files, about)
}

/** Only checks of the list stand in the record, and all of them: what nobody looked at is said with its reason. */
async function refuseItems(tx: Tx, { case: { id }, input }: CaseWish): Promise<void> {
  const [row] = await store.listInspections(tx, [id])
  if (!row) return
  const lists = await templatesOf(tx, row)
  const code = input.templateCode as string | null | undefined
  const chosen = code ? lists.find((one) => one.code === code) : lists.length === 1 ? lists[0] : undefined
  if (code && !chosen) throw refuse('templateCode', '这次检查不用这张检查表，请刷新后再填')
  const items = input.items as readonly ItemInputValue[]
  const known = (chosen ? [chosen] : lists).flatMap((one) => one.items)
  const stray = items.findIndex((item) => !known.some((one) => one.code === item.code))
  if (stray >= 0) throw refuse('items', `第 ${stray + 1} 项「${items[stray]?.question}」不在检查表里，请刷新后再填`)
  const left = chosen?.items.filter((one) => !items.some((item) => item.code === one.code)).length ?? 0
  if (left > 0) throw refuse('items', `检查表里还有 ${left} 项没有登记；没有查的写「没有查」和原因`)
}

/** Each of the team signs, nobody else does. */
async function refuseSignatures(tx: Tx, { case: { id }, input }: CaseWish): Promise<void> {
  const { officers } = input.signatures as SignaturesValue
  const team = (await store.listInspections(tx, [id]))[0]?.team ?? []
  const missing = team.filter(({ personId }) => !officers.some((one) => one.personId === personId))
  const refusal = (message: string) => refuse('signatures', message, inspectionProblems.fewSignatures)
  if (missing.length > 0) throw refusal(`${missing.map(({ name }) => name).join('、')}还没有签字`)
  const stray = officers.some(
    ({ personId }, at) =>
      !team.some((one) => one.personId === personId) || officers.findIndex((one) => one.personId === personId) !== at,
  )
  if (stray) throw refusal('有不是检查人员的签字，或一个人签了两次')
}

interface Term {
  dueOn: string
  terms?: readonly { no: number }[] | null
}

async function refuseTerm(tx: Tx, id: string, { dueOn, terms }: Term): Promise<void> {
  const days = await store.settingIn(tx, inspectionSettings.longestTerm)
  const last = addDays(today(), days)
  if (dueOn > last)
    throw refuse('dueOn', `期限最长 ${days} 天，最晚选 ${last}；不够的由企业申请延期`, inspectionProblems.termTooLong)
  const findings = (await store.listInspections(tx, [id]))[0]?.findings ?? 0
  const stray = terms?.find(({ no }) => no > findings)
  if (stray) throw refuse('terms', `没有第 ${stray.no} 个问题`)
}

/** Where every hazard was looked at again by itself and closed, the inspection ends without an opinion of its own. */
async function refuseOpen(tx: Tx, { actor, case: { id } }: CaseWish): Promise<void> {
  const open = (await listStanding(tx, actor, id)).filter((one) => one.open)
  if (open.length > 0)
    throw new Problem(
      inspectionProblems.stillOpen,
      `还有 ${open.length} 项没有销号（第 ${open.map(({ no }) => no).join('、')} 项），先复查再结案。`,
    )
}

async function refuseReinspection(tx: Tx, { actor, case: { id, objectId }, input }: CaseWish): Promise<void> {
  const { team, results, dueOn } = input as {
    team: TeamMemberInput[]
    results: ReinspectValue[]
    dueOn?: string | null
  }
  await refuseRecused(tx, id, team, 'team')
  await refuseUncertified(tx, actor, team, today(), 'team')
  if (!team.some(({ personId }) => personId === actor.personId))
    throw new Problem(inspectionProblems.notOfTeam, '复查由去复查的人登记，请把自己选进检查人员。')
  const standing = await listStanding(tx, actor, id)
  const open = standing.filter((one) => one.open)
  const left = open.find(({ hazardId }) => !results.some((one) => one.hazardId === hazardId))
  if (left) throw refuse('results', `第 ${left.no} 项还没有复查`)
  const stray = results.some(
    ({ hazardId }, at) =>
      !open.some((one) => one.hazardId === hazardId) || results.findIndex((one) => one.hazardId === hazardId) !== at,
  )
  if (stray) throw refuse('results', '有的问题不用复查，或复查了两次，请刷新后再填')
  const early = open.find((one) => !one.submitted && results.some((r) => r.hazardId === one.hazardId && r.passed))
  if (early)
    throw new Problem(
      inspectionProblems.notSubmitted,
      `第 ${early.no} 项企业还没有报整改完成，不能写已整改。请企业先在平台上报，或写未整改。`,
      { errors: [{ pointer: '/input/results', message: `第 ${early.no} 项企业还没有报整改完成` }] },
    )
  if (dueOn) await refuseTerm(tx, id, { dueOn })
  const files = results.flatMap(({ fileIds }) => fileIds)
  await evidenceOf(tx, actor.scope, 0, files, { objectId })
}
