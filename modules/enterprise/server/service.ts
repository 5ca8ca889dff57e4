import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import { type Field, fieldOf, keyFields } from '../model/fields.ts'
import { enterpriseProblems } from '../model/problems.ts'
import { readFields, staleOn } from '../model/rules.ts'
import type { EnterpriseValues } from '../model/schema.ts'
import * as store from './store.ts'

/** Registers an enterprise in a grid of the actor's. */
export async function createEnterprise(
  tx: Tx,
  actor: Actor,
  input: Record<string, unknown> & { gridCode: string; id?: string | undefined },
) {
  const { gridCode, id = newId(), ...written } = input
  const values = readOrRefuse({ operatingState: 'producing', ...written, name: written.name ?? null })
  await refuseForeignGrid(tx, actor, gridCode)
  const keys = confirmed(values)
  const now = new Date()
  await store.insertEnterprise(tx, {
    id,
    gridCode,
    values,
    staleOn: staleOn(keys.map((field) => ({ field, confirmedAt: now }))),
  })
  await store.upsertFacts(tx, id, keys, { confirmedBy: actor.personName, method: 'office', at: now })
  await store.insertVersion(tx, id, 'created', null, actorName(actor))
  return { id, version: 1 }
}

/**
 * Changes fields of a file as the office; the fields written count as confirmed by it.
 * @throws versionMovedOn when somebody changed the file since `version` was read
 */
export async function updateEnterprise(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: { values: Record<string, unknown>; reason?: string | undefined; gridCode?: string | undefined },
) {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const present = await getForUpdate(tx, actor, id)
  if (present.version !== version) throw movedOn(present.version)
  const values = changedOnly(present, readOrRefuse(input.values))
  const gridCode = input.gridCode ?? present.gridCode
  if (gridCode !== present.gridCode) await refuseForeignGrid(tx, actor, gridCode)
  if (Object.keys(values).length === 0 && gridCode === present.gridCode) {
    throw new Problem(enterpriseProblems.nothingChanged, '提交的内容与现有档案相同。')
  }
  const now = new Date()
  await store.upsertFacts(tx, id, confirmed(readOrRefuse(input.values)), {
    confirmedBy: actor.personName,
    method: 'office',
    at: now,
  })
  const facts = await store.listFacts(tx, id)
  await store.updateEnterprise(tx, id, { values, gridCode, staleOn: staleOn(facts) })
  await store.insertVersion(
    tx,
    id,
    gridCode === present.gridCode ? 'updated' : 'moved',
    input.reason ?? null,
    actorName(actor),
  )
  return { id, version: present.version + 1, changed: Object.keys(values) }
}

async function getForUpdate(tx: Tx, actor: Actor, id: string): Promise<store.EnterpriseRecord> {
  const found = await store.findEnterpriseForUpdate(tx, actor.scope, id)
  if (!found) throw notFound()
  return found
}

export const notFound = () => new Problem(enterpriseProblems.notFound, '没有这家企业，或它不在您的辖区。')

const movedOn = (version: number) =>
  new Problem(common.versionMovedOn, '您打开之后别人改过这份档案，请刷新后再改。', { currentVersion: version })

function readOrRefuse(written: Record<string, unknown>): EnterpriseValues {
  const { values, problems } = readFields(written)
  const first = problems[0]
  if (first) throw new Problem(enterpriseProblems.invalidField, first.message, { errors: problems })
  return values
}

async function refuseForeignGrid(tx: Tx, actor: Actor, gridCode: string): Promise<void> {
  if (!covers(actor.scope, gridCode))
    throw new Problem(enterpriseProblems.gridOutside, `网格 ${gridCode} 不在您的辖区。`)
  if (!(await store.gridStands(tx, gridCode)))
    throw new Problem(enterpriseProblems.gridUnknown, `没有编码为 ${gridCode} 的网格。`)
}

/** Key fields that have a value among the written ones: writing a value is confirming it. */
function confirmed(values: EnterpriseValues): string[] {
  return keyFields.map((field: Field) => field.key).filter((key) => (values as Record<string, unknown>)[key] != null)
}

function changedOnly(present: store.EnterpriseRecord, values: EnterpriseValues): EnterpriseValues {
  const changed = Object.entries(values).filter(
    ([key, value]) => JSON.stringify(present[key] ?? null) !== JSON.stringify(emptyAsNull(key, value)),
  )
  return Object.fromEntries(changed) as EnterpriseValues
}

const emptyAsNull = (key: string, value: unknown) => (fieldOf(key).type === 'codes' ? (value ?? []) : (value ?? null))

const actorName = (actor: Actor) => ({ name: actor.personName, seat: actor.seatTitle, body: actor.bodyName })
