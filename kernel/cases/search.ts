import type { RawBuilder } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { searchText } from '#kernel/search/text.ts'
import type { CaseWorld } from './desk.ts'
import { type CaseFilter, matching } from './list-store.ts'
import { isAmong, isFrequent, listSaying, saysOr } from './word-store.ts'

/**
 * Words looked for, as conditions on the case `c`: each word must be in its number, its title, the name of its object or in what was
 * said in its acts. Rare words come down to ids through the index of pairs; common ones are faster found by reading in order.
 * @param filter what else is asked for; the words are looked for among these
 */
export async function findWords(
  tx: Tx,
  world: CaseWorld,
  scope: Scope,
  filter: CaseFilter,
  q: string | undefined,
): Promise<RawBuilder<boolean>[]> {
  const among = matching(scope, {
    type: filter.type,
    ...(filter.types ? { types: filter.types } : {}),
    grid: filter.grid,
  })
  const conditions: RawBuilder<boolean>[] = []
  for (const text of wordsOf(q ?? '')) conditions.push(await findWord(tx, world, scope, among, text))
  return conditions
}

const wordsOf = (q: string): string[] => [...new Set(q.split(/\s+/).map(searchText))].filter((word) => word !== '')

async function findWord(tx: Tx, world: CaseWorld, scope: Scope, among: RawBuilder<boolean>, text: string) {
  const anywhere = saysOr(text, (objectId) => world.isObjectCalled(scope, objectId, text))
  if (await isFrequent(tx, among, anywhere)) return anywhere
  const objects = await world.objectsCalled(tx, scope, text)
  const cases = objects && (await listSaying(tx, among, text))
  if (!cases) return anywhere
  return isAmong(cases, objects)
}
