import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { closedChecks, findTemplate, isUsable, listChecks, templateNames } from '#modules/check-item/server/library.ts'
import { getEnterprise } from '#modules/enterprise/server/service/access.ts'
import { type Rhythm, rhythms } from '../../model/codes.ts'
import { selfCheckProblems } from '../../model/problems.ts'
import { periodOf } from '../../model/rules.ts'
import type { NewPlan } from '../../model/schema.ts'
import * as store from '../store/plan.ts'

/** The checks of a template an enterprise of a grid can do itself, as they hold on a day; none of a template out of use. */
export async function itemsOf(tx: Tx, template: string, gridCode: string, on: string): Promise<string[]> {
  const found = await findTemplate(tx, template, on)
  if (!found || !isUsable(found, gridCode)) return []
  const checks = await listChecks(tx, found.itemCodes, on)
  return found.itemCodes.filter((code) => {
    const item = checks.get(code)
    return item !== undefined && item.audience !== 'government' && isUsable(item, gridCode)
  })
}

/** Name of a template today; its code when the library does not know it any more. */
export async function templateName(tx: Tx, code: string): Promise<string> {
  return (await templateNames(tx, [code], today())).get(code) ?? code
}

/** Lets the actor's own enterprise check itself by a template from today on. @throws templateUnknown, planTwice */
export async function addPlan(
  tx: Tx,
  actor: Actor,
  { id = newId(), template, rhythm }: NewPlan,
): Promise<store.PlanRow> {
  if (!actor.scope.objectId) throw new Problem(common.forbidden, '您的岗位还没有对应的企业，不能安排自查。')
  const enterprise = await getEnterprise(tx, actor, actor.scope.objectId)
  const on = today()
  const itemCodes = await itemsOf(tx, template, enterprise.gridCode, on)
  if (itemCodes.length === 0)
    throw new Problem(selfCheckProblems.templateUnknown, '没有这个检查模板，或里面没有企业自己查的项，请另选一个。', {
      errors: [{ pointer: '/template', message: '没有这个检查模板' }],
    })
  const plan = { id, objectId: enterprise.id, gridCode: enterprise.gridCode, template, rhythm, itemCodes, fromOn: on }
  if ((await store.insertPlans(tx, [plan])) === 0)
    throw new Problem(
      selfCheckProblems.planTwice,
      `「${await templateName(tx, template)}」已经安排了，要改频次先停用再安排。`,
    )
  await store.insertDueChecks(tx, rhythm, periodOf(rhythm, on), on, [], id)
  return { ...plan, endedOn: null }
}

/** Ends a plan; what was done stays, and the check of this period may still be finished. @throws notFound, planEnded */
export async function endPlan(tx: Tx, actor: Actor, id: string): Promise<store.PlanRow> {
  const plan = await store.findPlanForUpdate(tx, actor.scope, id)
  if (!plan) throw new Problem(common.notFound, '没有这个自查计划，或它不是您企业的。')
  if (plan.endedOn) throw new Problem(selfCheckProblems.planEnded, `这个计划 ${plan.endedOn} 已经停用。`)
  await store.updateEnded(tx, id, today())
  return plan
}

/** Opens the checks of today's periods for every plan that has none yet. @returns how many */
export async function openDueChecks(db: Database, on = today()): Promise<number> {
  let opened = 0
  const closed = await db.system((tx) => closedChecks(tx, on))
  for (const rhythm of Object.keys(rhythms) as Rhythm[])
    opened += await db.system((tx) => store.insertDueChecks(tx, rhythm, periodOf(rhythm, on), on, closed))
  return opened
}

/** Plans, checks and answers go along with their enterprise. */
export const followWithSelfChecks = (): void =>
  followObjects('self-checks', { moved: store.moveToGrid, merged: store.giveTo })
