import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { type Field, fieldOf, fields } from '../model/fields.ts'
import { goodUntil, maskValues } from '../model/rules.ts'
import type { EnterpriseRecord } from './store/enterprise.ts'

/** A whole file as it leaves the server: personal data masked, each confirmation with the last day it counts. */
export function fileView(actor: Actor, file: EnterpriseRecord, path: { code: string; name: string; level: string }[]) {
  const values = Object.fromEntries((fields as readonly Field[]).map((field) => [field.key, file[field.key] ?? null]))
  const facts = Object.entries(file.facts).map(([field, fact]) => ({
    field,
    confirmedAt: fact.at,
    confirmedBy: fact.by,
    method: fact.how,
    goodUntil: goodUntil(fieldOf(field), fact.at),
  }))
  return {
    id: file.id,
    gridCode: file.gridCode,
    gridPath: path,
    version: file.version,
    createdAt: file.createdAt.toISOString(),
    updatedAt: file.updatedAt.toISOString(),
    mergedInto: file.mergedInto,
    masked: true,
    values: maskValues(values),
    facts,
    openActs: openActs(actor),
  }
}

const openActs = (actor: Actor) =>
  ['update', 'reveal', 'verify', 'propose'].filter((act) => may(actor, `enterprise.${act}`))
