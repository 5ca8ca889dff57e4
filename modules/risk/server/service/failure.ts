import { seatAbove } from '#kernel/cases/holder.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { listSeatsOfObject } from '#modules/enterprise/server/store/enterprise.ts'
import { answeringSeat } from '#modules/grid/server/duty/service.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { riskProblems } from '../../model/problems.ts'
import { findControl, listControlWords } from '../store/control.ts'
import * as store from '../store/failure.ts'

export { listControlWords }

/**
 * The risk point of a measure that a hazard of this enterprise names.
 * @throws controlUnknown when it is no standing measure of the enterprise
 */
export async function pointOfControl(
  tx: Tx,
  scope: Scope,
  controlId: string,
  objectId: string | null,
): Promise<string> {
  const control = await findControl(tx, scope, controlId)
  if (!control || control.withdrawnAt || control.objectId !== objectId)
    throw new Problem(riskProblems.controlUnknown, '这家企业没有这条管控措施，或它已经撤下，请重新选。', {
      errors: [{ pointer: '/input/controlId', message: '没有这条管控措施' }],
    })
  return control.riskPointId
}

/** Notes which measures failed, as hazards tell. */
export const noteFailures = (tx: Tx, failures: readonly store.Failure[]): Promise<void> =>
  store.upsertFailures(tx, failures)

/** A hazard that was none does not count against the measure it named. */
export const dropFailure = (tx: Tx, hazardId: string): Promise<void> => store.dropFailure(tx, hazardId)

/** How often hazards may come up on one point before it is assessed again. */
export interface RepeatRule {
  count: number
  days: number
}

/** Marks points with repeated hazards, and tells the enterprise and whoever answers for its risks, or the nearest office. @returns how many */
export async function askForReassessment(db: Database, rule: RepeatRule, on = today()): Promise<number> {
  return db.system(async (tx) => {
    const marked = await store.markRepeated(tx, { count: rule.count, since: addDays(on, -rule.days), on })
    for (const point of marked) await tellOfRepeats(tx, point, rule, on)
    return marked.length
  })
}

async function tellOfRepeats(tx: Tx, point: store.ToldPoint, { days }: RepeatRule, on: string): Promise<void> {
  const message = {
    kind: 'risk.reassess',
    ref: point.id,
    title: `风险点「${point.name}」${days} 天内出现 ${point.failures} 条隐患，需重新评估`,
    text: '隐患反复出现，说明管控措施不够或等级偏低，请企业重新评估。',
    link: `/risks/${point.id}`,
  }
  const answering = await answeringSeat(tx, point, 'risk', on)
  const office = answering ?? (await seatAbove(tx, { ...point, layer: 'safety', holderSeatId: null }, on))
  for (const seatId of [...(await listSeatsOfObject(tx, point.objectId)), ...(office ? [office] : [])])
    await sendMessage(tx, { to: { seatId }, ...message })
}

const PAGE = 500
/** Days before the assessment falls due on which the enterprise is reminded. */
const AHEAD = 7

/** Reminds enterprises of assessments that fall due within a week, once each; several of one enterprise in one message. */
export async function remindOfReviews(db: Database, on = today()): Promise<number> {
  for (let told = 0; ; ) {
    const taken = await db.system(async (tx) => {
      const points = await store.takeDueReviews(tx, addDays(on, AHEAD), PAGE)
      for (const [objectId, own] of Map.groupBy(points, (point) => point.objectId)) await tellOfDue(tx, objectId, own)
      return points.length
    })
    told += taken
    if (taken < PAGE) return told
  }
}

async function tellOfDue(tx: Tx, objectId: string, points: readonly store.ToldPoint[]): Promise<void> {
  const [first] = points.toSorted((a, b) => (a.reviewDueOn < b.reviewDueOn ? -1 : 1))
  if (!first) return
  const rest = points.length > 1 ? `等 ${points.length} 个风险点` : ''
  for (const seatId of await listSeatsOfObject(tx, objectId))
    await sendMessage(tx, {
      to: { seatId },
      kind: 'risk.review-due',
      ref: first.id,
      title: `风险点「${first.name}」${rest}要重新评估，最早 ${first.reviewDueOn} 到期`,
      link: points.length > 1 ? '/risks' : `/risks/${first.id}`,
    })
}
