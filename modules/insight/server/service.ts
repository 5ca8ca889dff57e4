import type { z } from 'zod'
import { actOnCase, openCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { listChildCodes } from '#modules/grid/server/store.ts'
import { commitList, commitSecret, type DrawRecord, drawFrom, seedOf } from '#modules/inspection/model/draw.ts'
import { monthsOf } from '#modules/inspection/model/workload.ts'
import { arrangeMore, listDraftingPlans } from '#modules/inspection/server/arrange.ts'
import { taskKind } from '#modules/task/server/kind.ts'
import { type Arms, armsOf, drawListOf } from '../model/order.ts'
import { insightProblems } from '../model/problems.ts'
import type { AcceptInput, FindingView } from '../model/schema.ts'
import { finishEntrusted } from './entrust.ts'
import { decided, noFinding, refuseTerm } from './refusals.ts'
import { roadFault } from './road.ts'
import * as store from './store/finding.ts'
import { isOverOf, viewFinding } from './view.ts'

type View = z.input<typeof FindingView>

/** One finding with its order and what it found, as somebody may see it. @throws notFound */
export async function readFinding(tx: Tx, actor: Actor, id: string): Promise<View> {
  const row = await store.findFinding(tx, actor.scope, id)
  if (!row) throw noFinding()
  return viewFinding(tx, actor, row)
}

/** Puts a finding aside with its reason. @throws notFound, decided */
export async function ignoreFinding(tx: Tx, actor: Actor, id: string, why: string): Promise<View> {
  const row = await store.findFinding(tx, actor.scope, id, true)
  if (!row) throw noFinding()
  if (row.state !== 'open') throw decided(row)
  await store.ignoreFinding(tx, id, actingName(actor), why)
  await finishEntrusted(tx, id)
  return readFinding(tx, actor, id)
}

/** What an acceptance came to. */
export interface Accepted {
  view: View
  enterprises: number
}

/**
 * Sends the order of a finding: draws the control group, takes those expected to have most of the rest, and hands both on as one
 * task or as lines of a plan, in which nobody sees who was drawn. The same acceptance sent twice is one.
 * @throws notFound, decided, roadClosed, planUnfit, noneLeft; what the task or the plan refuses
 */
export async function acceptFinding(tx: Tx, actor: Actor, id: string, input: AcceptInput): Promise<Accepted> {
  const row = await store.findFinding(tx, actor.scope, id, true)
  if (!row) throw noFinding()
  if (row.state === 'accepted' && row.acceptanceId === input.id) {
    const view = await readFinding(tx, actor, id)
    return { view, enterprises: view.result?.enterprises ?? 0 }
  }
  if (row.state !== 'open') throw decided(row)
  refuseTerm(input.dueOn, '期限最长半年，再久就说不清是不是这次查出的')
  refuseRoad(actor, input)
  const able = await ableOf(tx, actor, row, input)
  const draw = drawRecordOf(row, actingName(actor), input.nonce)
  const arms = armsOf(row.frame.enterprises, draw.drawn ?? [], new Set(able.keys()), input)
  const chosen = [...arms.control, ...arms.rank]
  if (arms.control.length === 0 || arms.rank.length === 0)
    throw new Problem(insightProblems.noneLeft, '去掉不排的以后不够分成两组，请少去掉几家。')
  const caseId =
    input.road === 'task' ? await sendTask(tx, actor, input, chosen, able) : await sendLines(tx, actor, input, chosen)
  await store.insertArms(tx, id, row.gridCode, rowsOf(row, arms))
  await store.acceptFinding(tx, id, {
    ...{ id: input.id, by: actingName(actor), road: input.road, caseId, acceptedOn: today(), dueOn: input.dueOn, draw },
    leftOut: input.leftOut,
  })
  await finishEntrusted(tx, id)
  return { view: await readFinding(tx, actor, id), enterprises: chosen.length }
}

/** The draw of the control group, once nobody can be influenced by it any more. @throws notFound, stillBlind */
export async function readDraw(tx: Tx, actor: Actor, id: string): Promise<DrawRecord> {
  const row = await store.findFinding(tx, actor.scope, id)
  if (!row) throw noFinding()
  const outcomes = row.draw ? await store.listOutcomes(tx, actor.scope, [id]) : []
  if (!row.draw || !isOverOf(row, outcomes, today()))
    throw new Problem(
      insightProblems.stillBlind,
      row.draw ? '到期或查完以前不公开谁是随机抽的，免得影响检查。' : '还没有采纳，没有抽取。',
    )
  return row.draw
}

function refuseRoad(actor: Actor, { road, planId }: AcceptInput): void {
  const fault = roadFault(actor, road)
  if (fault) throw new Problem(insightProblems.roadClosed, `${fault}，请转给他们。`)
  if (road === 'plan' && !planId)
    throw new Problem(common.invalid, '请选排进哪个计划。', {
      errors: [{ pointer: '/planId', message: '请选排进哪个计划' }],
    })
}

/** Who of the frame may be sent to today, and where each lies. */
async function ableOf(tx: Tx, actor: Actor, row: store.FindingWhole, { leftOut }: AcceptInput) {
  const out = new Set(leftOut.map(({ objectId }) => objectId))
  const places = await store.listPlaces(
    tx,
    actor.scope,
    row.frame.enterprises.map(({ id }) => id),
  )
  const below = places.filter(({ id, gridCode }) => !out.has(id) && gridCode.startsWith(row.gridCode))
  return new Map(below.map(({ id, gridCode }) => [id, gridCode]))
}

/** Draws everybody in an order out of two parts: the platform's, bound when the finding was told, and that of whoever accepts. */
function drawRecordOf(row: store.FindingWhole, by: string, nonce: string): DrawRecord {
  const list = drawListOf(row.id, row.partedBy, row.frame.enterprises)
  const commitment = commitList(list)
  if (commitment !== row.commitment) throw new Error(`the list of finding ${row.id} is not the one that was bound`)
  const party = (name: string, secret: string) => ({ name, secret, commitment: commitSecret(commitment, secret) })
  const parties = [party('平台', row.secret), party(by, nonce)]
  return { list, commitment, parties, drawn: drawFrom(list, seedOf(commitment, [row.secret, nonce])) }
}

function rowsOf({ frame }: store.FindingWhole, arms: Arms): store.ArmRow[] {
  const expected = new Map(frame.enterprises.map((one) => [one.id, one.expected]))
  return (['rank', 'control'] as const).flatMap((arm) =>
    arms[arm].map((objectId) => ({ objectId, arm, expected: expected.get(objectId) ?? 0 })),
  )
}

/** Drafts a task about the chosen ones and hands it to the grids below in which they lie. */
async function sendTask(
  tx: Tx,
  actor: Actor,
  input: AcceptInput,
  chosen: readonly string[],
  places: ReadonlyMap<string, string>,
): Promise<string> {
  const { id, name, requirements, dueOn } = input
  const draft = {
    ...{ name, requirements, kind: 'special', feedback: 'weekly', measures: '', standard: '', template: null },
    rule: { objectIds: chosen.toSorted() },
    goal: `${dueOn} 前逐家查完，问题当场登记，查完登记完成情况`,
  }
  await openCase(tx, actor, taskKind, {
    ...{ id, act: 'draft', title: name, gridCode: actor.gridCode, objectId: null, input: draft },
  })
  const below = await listChildCodes(tx, actor.gridCode)
  const grids = below.filter((code) => chosen.some((one) => places.get(one)?.startsWith(code)))
  if (grids.length === 0)
    throw new Problem(insightProblems.noneLeft, '这些企业没有落到您的下一级网格，任务没有人可接，请改排进检查计划。')
  await actOnCase(tx, actor, taskKind, id, 'publish', { input: { grids, dueOn } }, null)
  return id
}

/** Puts the chosen ones into a plan of the office that is being drawn up, in the month the term ends. */
async function sendLines(tx: Tx, actor: Actor, input: AcceptInput, chosen: readonly string[]): Promise<string> {
  const month = input.dueOn.slice(0, 7)
  const plans = await listDraftingPlans(tx, actor.gridCode, today().slice(0, 7))
  const plan = plans.find(({ id }) => id === input.planId)
  if (!plan) throw new Problem(insightProblems.planUnfit, '要选本单位正在编制、月份还没有过的计划。')
  if (!monthsOf(plan.fromMonth, plan.toMonth).includes(month))
    throw new Problem(
      insightProblems.planUnfit,
      `完成期限 ${input.dueOn} 不在这个计划的月份里（${plan.fromMonth} 到 ${plan.toMonth}）。`,
    )
  const reason = `研判：${input.name}`.slice(0, 300)
  const lines = chosen.toSorted().map((objectId) => ({ objectId, month, class: 'key' as const, reason, beyond: null }))
  await arrangeMore(tx, actor, plan.id, lines)
  return plan.id
}
