import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { readArea } from '#kernel/geo/geojson.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { getEnterprise } from '#modules/enterprise/server/service/access.ts'
import type { DirectReason } from '../../model/codes.ts'
import { riskProblems } from '../../model/problems.ts'
import { checkDueOn, type GradeRules, gradeRisk, reviewDueOn } from '../../model/rules.ts'
import type { AssessmentInput, NewRiskPoint, RiskPointChange } from '../../model/schema.ts'
import { insertControls } from '../store/control.ts'
import * as store from '../store/point.ts'
import { getPointAt, signature } from './access.ts'

/** Adds a risk point to the actor's own enterprise, graded, with its measures. @throws idTaken, invalid */
export async function addPoint(tx: Tx, actor: Actor, input: NewRiskPoint, rules: GradeRules): Promise<store.NewPoint> {
  if (!actor.scope.objectId) throw new Problem(common.forbidden, '您的岗位还没有对应的企业，不能登记风险点。')
  const enterprise = await getEnterprise(tx, actor, actor.scope.objectId)
  const { id = newId(), assessment, directReason, controls, ...described } = input
  const on = today()
  const place = { objectId: enterprise.id, gridCode: enterprise.gridCode }
  const grade = gradedOf(assessment, directReason ?? null, rules, on)
  const point = { id, ...place, ...described, ...placedOf(described), ...grade, gradedAt: new Date() }
  if ((await store.insertPoints(tx, [point])) === 0)
    throw new Problem(riskProblems.idTaken, '这个编号已经用过，请刷新页面再登记。')
  const first = { ...grade, id: newId(), riskPointId: id, ...place, on, why: '首次评估', by: signature(actor) }
  await store.insertAssessments(tx, [first])
  const rows = controls.map(({ id: controlId = newId(), ...control }) => ({
    id: controlId,
    riskPointId: id,
    ...place,
    ...control,
    enteredOn: on,
    checkDueOn: checkDueOn(control.every, on),
  }))
  if ((await insertControls(tx, rows)) < rows.length)
    throw new Problem(riskProblems.idTaken, '措施的编号已经用过，请刷新页面再登记。')
  return point
}

/** A grading by the rules in force, with the day of the next one. */
export function gradedOf(
  { method, values }: AssessmentInput,
  directReason: DirectReason | null,
  rules: GradeRules,
  on: string,
): store.Graded {
  const grade = gradeRisk(method, values, directReason, rules, on)
  return { method, values, ...grade, directReason, gradedOn: on, reviewDueOn: reviewDueOn(grade.level, on, rules) }
}

/** Point and shape as they are kept. @throws invalid for half a point, or for a shape that is none */
function placedOf({ lng, lat, shape }: Pick<RiskPointChange, 'lng' | 'lat' | 'shape'>) {
  if (((lng ?? null) === null) !== ((lat ?? null) === null)) refuse('/lng', '经度和纬度要一起填')
  if (!shape) return { lng: lng ?? null, lat: lat ?? null, shape: null }
  const read = readArea(shape)
  if ('problem' in read) return refuse('/shape', read.problem.message)
  return { lng: lng ?? null, lat: lat ?? null, shape: read.area as unknown }
}

function refuse(pointer: string, message: string): never {
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer, message }] })
}

/** Changes what a point is called and who controls it; its grading stays. @throws versionMovedOn */
export async function changePoint(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  change: RiskPointChange,
): Promise<store.RiskPointRow> {
  const point = await getPointAt(tx, actor, id, version)
  await store.updatePoint(tx, id, { ...change, ...placedOf(change) })
  return point
}

/** Grades a point anew; what asked for it is answered. @throws versionMovedOn */
export async function assessPoint(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: { assessment: AssessmentInput; directReason: DirectReason | null; why: string },
  rules: GradeRules,
): Promise<store.RiskPointRow & store.Graded> {
  const point = await getPointAt(tx, actor, id, version)
  const on = today()
  const grade = gradedOf(input.assessment, input.directReason, rules, on)
  await store.updateGrade(tx, id, grade)
  const { objectId, gridCode } = point
  await store.insertAssessments(tx, [
    { ...grade, id: newId(), riskPointId: id, objectId, gridCode, on, why: input.why, by: signature(actor) },
  ])
  return { ...point, ...grade }
}

/** Takes a point down with the reason; it stays in the history. @throws versionMovedOn */
export async function withdrawPoint(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  reason: string,
): Promise<store.RiskPointRow> {
  const point = await getPointAt(tx, actor, id, version)
  await store.updateWithdrawn(tx, id, reason)
  return point
}

/** Risk points go along with the enterprise they belong to. */
export const followWithRisks = (): void =>
  followObjects('risk-points', { moved: store.moveToGrid, merged: store.giveTo })
