import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type DocumentTemplate, printedName } from '#standards/legal-document/template.ts'
import type { Missing } from '../../model/schema.ts'
import * as store from '../store/document.ts'
import { listTemplates } from './template.ts'

/** Documents that must or should come before one of a matter and are not there (enforcement.md §5, the graph at its end). */
export async function missingBefore(
  tx: Tx,
  actor: Actor,
  { prerequisites }: DocumentTemplate,
  about: { caseId: string | null; objectId: string | null },
): Promise<Missing[]> {
  const { all, any, basis } = prerequisites
  if (all.length === 0 && any.length === 0) return []
  const earlier = await store.listEarlier(tx, actor.scope, about)
  const has = (key: string) => earlier.some((one) => one.key === key || one.key.startsWith(`${key}.`))
  const names = await namesOf(tx, actor, [...all, ...any])
  const say = (words: string): Missing => ({ pointer: '', message: `需先制发${words}`, blocks: basis === 'graph' })
  const absent = all.filter((key) => !has(key)).map((key) => say(`《${names.get(key) ?? key}》`))
  const none = any.length > 0 && !any.some(has)
  return none ? [...absent, say(any.map((key) => `《${names.get(key) ?? key}》`).join('或者'))] : absent
}

async function namesOf(tx: Tx, actor: Actor, keys: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const { template } of await listTemplates(tx, actor.gridCode, today()))
    if (keys.includes(template.key) && !names.has(template.key))
      names.set(template.key, printedName(template.name_zh).replace(/（(单位|个人)）$/, ''))
  return names
}
