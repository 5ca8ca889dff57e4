import type { RawBuilder } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { CaseKind } from './holder.ts'
import { listTitles } from './store.ts'

/** What the engine must be told of the world it does not know: names and places of objects and grids. */
export interface CaseWorld {
  /** Names of supervised objects inside a scope. */
  objectNames(tx: Tx, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Grid of an object inside a scope; null when there is none. */
  placeOfObject(tx: Tx, scope: Scope, id: string): Promise<string | null>
  /** Objects of a scope whose names contain a normalized text; null when there are too many to name them all. */
  objectsCalled(tx: Tx, scope: Scope, text: string): Promise<string[] | null>
  /** The same as a condition on the id of an object. */
  isObjectCalled(scope: Scope, id: RawBuilder<unknown>, text: string): RawBuilder<boolean>
  gridNames(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>>
}

/** All kinds of cases of this platform, and the world they lie in. */
export interface CaseDesk {
  kinds: ReadonlyMap<string, CaseKind>
  world: CaseWorld
}

/** @throws Error when two kinds share a name, an address or the letters of their numbers */
export function openDesk(kinds: readonly CaseKind[], world: CaseWorld): CaseDesk {
  for (const word of ['name', 'path', 'prefix'] as const) {
    const words = kinds.map(({ type }) => type[word])
    const twice = words.find((one, at) => words.indexOf(one) !== at)
    if (twice) throw new Error(`two kinds of cases have the ${word} ${twice}`)
  }
  return { kinds: new Map(kinds.map((kind) => [kind.type.name, kind])), world }
}

/** Titles of cases by id, for each kind, as the audit asks for them. */
export const caseTitles = ({ kinds }: CaseDesk) =>
  Object.fromEntries([...kinds.keys()].map((type) => [type, listTitles] as const))
