import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { moveFilesOfObject } from '#kernel/files/store.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { moveSeatsOfObject } from '#kernel/identity/store.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { announceObjectMoved } from '#kernel/scope/object-moves.ts'
import { covers } from '#kernel/scope/scope.ts'
import { areaCodeOf } from '#standards/code/area-code.ts'
import { keyFields } from '../../model/fields.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import { aheadOf, changedValues, readFields, staleOn } from '../../model/rules.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import { tellApart } from '../doubles/service.ts'
import * as store from '../store/enterprise.ts'
import { insertEnterprises } from '../store/write-many.ts'
import { getEnterpriseForUpdate, signature } from './access.ts'

/** How a value came to be known; each confirmation keeps it. */
export type Method = 'import' | 'office' | 'enterprise' | 'visit' | 'exchange' | 'document'

/**
 * Registers an enterprise in a grid of the actor's.
 * @param input.unlike near enterprises the person was told of and holds for others; they are not asked about again
 */
export async function createEnterprise(
  tx: Tx,
  actor: Actor,
  input: Record<string, unknown> & { gridCode: string; id?: string | undefined; unlike?: string[] | undefined },
) {
  const { gridCode, id = newId(), unlike = [], ...written } = input
  const values = readOrRefuse({ operatingState: 'producing', ...written, name: written.name ?? null }, gridCode)
  await refuseForeignGrid(tx, actor, gridCode)
  const createdAt = new Date()
  const facts = factsOf(valuedKeyFields(values), actor, 'office', createdAt)
  const row = { id, gridCode, values, facts, staleOn: staleOn(facts), createdAt }
  await insertEnterprises(tx, [row], { name: 'created', by: signature(actor), reason: null })
  for (const other of unlike) await tellApart(tx, actor, [id, other], null)
  await enqueue(tx, 'enterprise.find-doubles', {})
  return { id, version: 1 }
}

export interface Edit {
  values: Record<string, unknown>
  reason?: string | undefined
  gridCode?: string | undefined
}

/**
 * Changes fields of a file as the office; the fields written count as confirmed by it.
 * @throws versionMovedOn when somebody changed the file since `version` was read
 */
export async function updateEnterprise(tx: Tx, actor: Actor, id: string, version: number | null, edit: Edit) {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const present = await getEnterpriseForUpdate(tx, actor, id)
  if (present.version !== version) throw movedOn(present.version)
  const gridCode = edit.gridCode ?? present.gridCode
  const values = readOrRefuse(edit.values, gridCode)
  if (gridCode !== present.gridCode) await refuseForeignGrid(tx, actor, gridCode)
  if (Object.keys(changedValues(present, values)).length === 0 && gridCode === present.gridCode) {
    throw new Problem(enterpriseProblems.nothingChanged, '提交的内容与现有档案相同。')
  }
  const done = await applyValues(tx, actor, present, {
    values,
    gridCode,
    reason: edit.reason ?? null,
    method: 'office',
  })
  return { ...done, moved: gridCode === present.gridCode ? null : await namesOfMove(tx, present.gridCode, gridCode) }
}

async function namesOfMove(tx: Tx, from: string, to: string): Promise<{ from: string; to: string }> {
  const names = await store.listGridNames(tx, [from, to])
  return { from: names.get(from) ?? from, to: names.get(to) ?? to }
}

/** Writes read values into a locked record: facts, fields, a version of the history. */
export async function applyValues(
  tx: Tx,
  actor: Actor,
  present: store.EnterpriseRecord,
  change: { values: EnterpriseValues; gridCode?: string; reason: string | null; method: Method; act?: string },
) {
  const gridCode = change.gridCode ?? present.gridCode
  const values = changedValues(present, change.values)
  const facts = { ...present.facts, ...factsOf(valuedKeyFields(change.values), actor, change.method, new Date()) }
  const name = change.act ?? (gridCode === present.gridCode ? 'updated' : 'moved')
  const act = { name, by: signature(actor), reason: change.reason }
  await store.updateEnterprise(tx, present.id, { values, gridCode, facts, staleOn: staleOn(facts), act })
  if (gridCode !== present.gridCode) await moveBelongings(tx, present.id, gridCode)
  if (Object.keys(values).length > 0) await enqueue(tx, 'enterprise.find-doubles', {})
  return { id: present.id, version: present.version + 1, changed: Object.keys(values) }
}

/** Ledgers, open matters, files and seats go where the enterprise goes. */
async function moveBelongings(tx: Tx, id: string, gridCode: string): Promise<void> {
  await store.moveDependants(tx, id, gridCode)
  await moveFilesOfObject(tx, id, gridCode)
  await moveSeatsOfObject(tx, id, gridCode)
  await announceObjectMoved(tx, id, gridCode)
}

/** Confirms key fields as they stand, for example after a visit: their freshness starts anew. */
export async function confirmFields(tx: Tx, actor: Actor, id: string, keys: string[], method: Method) {
  const present = await getEnterpriseForUpdate(tx, actor, id)
  const known = new Set(valuedKeyFields(present as unknown as EnterpriseValues))
  const unknown = keys.find((key) => !known.has(key))
  if (unknown) throw new Problem(enterpriseProblems.notConfirmable, `「${unknown}」没有值或不是关键字段，不能确认。`)
  const facts = { ...present.facts, ...factsOf(keys, actor, method, new Date()) }
  await store.updateFacts(tx, id, facts, staleOn(facts))
  return { confirmed: keys.length }
}

const movedOn = (version: number) =>
  new Problem(common.versionMovedOn, '您打开之后别人改过这份档案，请刷新后再改。', { currentVersion: version })

/** Values out of what was written about an enterprise of a grid, or one problem that names every wrong field. */
export function readOrRefuse(written: Record<string, unknown>, gridCode: string): EnterpriseValues {
  const { values, problems: unread } = readFields(written, { areaCode: areaCodeOf(gridCode) })
  const problems = [...unread, ...aheadOf(values, today())]
  const first = problems[0]
  if (first) throw new Problem(enterpriseProblems.invalidField, first.message, { errors: problems })
  return values
}

async function refuseForeignGrid(tx: Tx, actor: Actor, gridCode: string): Promise<void> {
  if (!covers(actor.scope, gridCode))
    throw new Problem(enterpriseProblems.gridOutside, `网格 ${gridCode} 不在您的辖区。`)
  if (!(await store.gridStands(tx, gridCode))) {
    throw new Problem(enterpriseProblems.gridUnknown, `没有编码为 ${gridCode} 的网格。`)
  }
}

/** Confirmations of some fields, all at once. */
function factsOf(keys: string[], actor: Actor, how: Method, at: Date): store.Facts {
  return Object.fromEntries(keys.map((key) => [key, { at: at.toISOString(), by: actor.personName, how }]))
}

/** Key fields that have a value: writing a value is confirming it. */
function valuedKeyFields(values: EnterpriseValues): string[] {
  const given = values as Record<string, unknown>
  return keyFields.map((field) => field.key as string).filter((key) => given[key] !== null && given[key] !== undefined)
}
