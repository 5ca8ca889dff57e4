import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { monitoringProblems } from '../../model/problems.ts'
import { limitsIn, type RuleAskInput } from '../../model/schema.ts'
import { type PointRow, updateRule } from '../store/point.ts'
import * as standing from '../store/standing.ts'
import { byOf, getPointForUpdate } from './access.ts'

/** Asks that a point be judged by another rule; nothing changes until somebody else releases it. @throws changeOpen, invalid */
export async function askRule(
  tx: Tx,
  actor: Actor,
  id: string,
  { rule, reason }: z.output<typeof RuleAskInput>,
): Promise<PointRow> {
  const point = await getPointForUpdate(tx, actor, id)
  if (!limitsIn(rule, point.rangeLow, point.rangeHigh))
    throw new Problem(common.invalid, `限值应在量程 ${point.rangeLow}～${point.rangeHigh} ${point.unit} 以内。`, {
      errors: [{ pointer: '/rule', message: '限值应在量程以内' }],
    })
  const change = { id: newId(), before: point.rule, rule, reason, ...byOf(actor) }
  if (!(await standing.insertChange(tx, point, change)))
    throw new Problem(monitoringProblems.changeOpen, '这个测点有一次修改等着复核，先复核或撤回它。')
  return point
}

/** Puts the asked rule in force, by somebody else than who asked. @throws ownChange, changeClosed */
export async function releaseRule(tx: Tx, actor: Actor, id: string, answer: string): Promise<PointRow> {
  const { point, change } = await askedOf(tx, actor, id)
  if (change.askedByPerson === actor.personId)
    throw new Problem(monitoringProblems.ownChange, '自己申请的限值修改要由另一个人复核。')
  const ruleVersion = await updateRule(tx, id, change.rule)
  await standing.settleChange(tx, change.id, { state: 'released', answer, ruleVersion, ...byOf(actor) })
  return point
}

/** @throws ownChange for one's own, which is withdrawn instead; changeClosed */
export async function rejectRule(tx: Tx, actor: Actor, id: string, answer: string): Promise<PointRow> {
  const { point, change } = await askedOf(tx, actor, id)
  if (change.askedByPerson === actor.personId)
    throw new Problem(monitoringProblems.ownChange, '自己申请的修改请撤回，不用复核。')
  await standing.settleChange(tx, change.id, { state: 'rejected', answer, ruleVersion: null, ...byOf(actor) })
  return point
}

/** Takes one's own asking back. @throws ownChange for somebody else's; changeClosed */
export async function withdrawRule(tx: Tx, actor: Actor, id: string): Promise<PointRow> {
  const { point, change } = await askedOf(tx, actor, id)
  if (change.askedByPerson !== actor.personId)
    throw new Problem(monitoringProblems.ownChange, '只有申请的人能撤回；您可以复核为不同意。')
  await standing.settleChange(tx, change.id, { state: 'withdrawn', answer: null, ruleVersion: null, ...byOf(actor) })
  return point
}

async function askedOf(tx: Tx, actor: Actor, id: string) {
  const point = await getPointForUpdate(tx, actor, id)
  const change = await standing.findAskedForUpdate(tx, id)
  if (!change) throw new Problem(monitoringProblems.changeClosed, '这次修改已经有人处理，请刷新。')
  return { point, change }
}
