import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type Field, fieldOf, fields } from '../../model/fields.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import { changedValues, conflictingKeys } from '../../model/rules.ts'
import * as changes from '../store/change.ts'
import { findVersion } from '../store/history.ts'
import { getEnterpriseForUpdate, signature } from './access.ts'
import { applyValues, confirmFields, readOrRefuse } from './edit.ts'
import { askOffice, closeToDo, tellEnterprise } from './notify.ts'

/** An enterprise proposes changes to its own file. Values equal to the present ones are confirmations and need no approval. */
export async function proposeChange(tx: Tx, actor: Actor, enterpriseId: string, written: Record<string, unknown>) {
  const present = await getEnterpriseForUpdate(tx, actor, enterpriseId)
  const foreign = Object.keys(written).find((key) => written[key] !== undefined && !mayPropose(key))
  if (foreign)
    throw new Problem(enterpriseProblems.notOwn, `「${fieldOf(foreign).label}」由主管部门维护，企业不能修改。`)
  const values = readOrRefuse(written, present.gridCode)
  const patch = changedValues(present, values)
  const same = Object.keys(values).filter(
    (key) => !(key in patch) && fieldOf(key).freshDays !== undefined && present[key] != null,
  )
  if (same.length > 0) await confirmFields(tx, actor, enterpriseId, same, 'enterprise')
  if (Object.keys(patch).length === 0) {
    if (same.length > 0) return { id: null, confirmed: same.length }
    throw new Problem(enterpriseProblems.nothingChanged, '提交的内容与现有档案相同。')
  }
  if (await changes.isProposed(tx, enterpriseId, patch))
    throw new Problem(common.conflict, '同样的变更已经申报，正在等待审核。')
  const id = newId()
  await changes.insertChange(tx, {
    id,
    enterpriseId,
    gridCode: present.gridCode,
    patch,
    baseVersion: present.version,
    submittedBy: signature(actor),
  })
  await askOffice(tx, present, id)
  return { id, confirmed: same.length }
}

const mayPropose = (key: string) => (fields as readonly Field[]).some((field) => field.key === key && field.own)

/**
 * The office takes a proposal over into the file.
 * @throws conflict when one of its fields was changed in the file since it was proposed: approving would undo that silently
 */
export async function approveChange(tx: Tx, actor: Actor, id: string) {
  const change = await getOpenChange(tx, actor, id)
  const present = await getEnterpriseForUpdate(tx, actor, change.enterpriseId)
  const base = await findVersion(tx, actor.scope, change.enterpriseId, change.baseVersion)
  const conflicts = base ? conflictingKeys(base.snapshot, present, Object.keys(change.patch)) : []
  if (conflicts.length > 0) {
    const labels = conflicts.map((key) => fieldOf(key).label).join('、')
    throw new Problem(common.conflict, `提交之后 ${labels} 已被修改，请退回让企业重新核对。`, { openActs: ['return'] })
  }
  await changes.decideChange(tx, id, 'approved', signature(actor), null)
  await tellEnterprise(tx, change, '已通过', null)
  await applyValues(tx, actor, present, {
    values: change.patch,
    reason: '企业申报，审核通过',
    method: 'enterprise',
    act: 'approved',
  })
  return { id, enterpriseId: change.enterpriseId, changed: Object.keys(change.patch) }
}

/** The office sends a proposal back with a reason. */
export async function returnChange(tx: Tx, actor: Actor, id: string, reason: string) {
  const change = await getOpenChange(tx, actor, id)
  await changes.decideChange(tx, id, 'returned', signature(actor), reason)
  await tellEnterprise(tx, change, '被退回', reason)
  return { id, enterpriseId: change.enterpriseId }
}

/** The enterprise takes its own proposal back. */
export async function withdrawChange(tx: Tx, actor: Actor, id: string) {
  const change = await getOpenChange(tx, actor, id)
  await changes.decideChange(tx, id, 'withdrawn', signature(actor), null)
  await closeToDo(tx, id)
  return { id, enterpriseId: change.enterpriseId }
}

async function getOpenChange(tx: Tx, actor: Actor, id: string): Promise<changes.ChangeRow> {
  const change = await changes.findChangeForUpdate(tx, actor.scope, id)
  if (!change) throw new Problem(common.notFound, '没有这份变更申请，或它不在您的辖区。')
  if (change.state !== 'submitted') {
    throw new Problem(common.conflict, '这份变更申请已经处理过了。', { state: change.state, openActs: [] })
  }
  return change
}

/** Settles a contradiction: the present value is kept, or the claimed one is written into the file. */
export async function settleContradiction(tx: Tx, actor: Actor, id: string, settlement: 'kept' | 'changed') {
  const found = await changes.findContradictionForUpdate(tx, actor.scope, id)
  if (!found) throw new Problem(common.notFound, '没有这项待核实的矛盾，或它已经处理。')
  const present = await getEnterpriseForUpdate(tx, actor, found.enterpriseId)
  await changes.settleContradiction(tx, id, settlement, signature(actor))
  if (settlement === 'changed') {
    const values = readOrRefuse({ [found.field]: found.claimed }, present.gridCode)
    await applyValues(tx, actor, present, { values, reason: `按${found.source}更正`, method: 'office' })
  } else if (present[found.field] != null) {
    await confirmFields(tx, actor, found.enterpriseId, [found.field], 'office')
  }
  return { id, enterpriseId: found.enterpriseId, field: found.field }
}
