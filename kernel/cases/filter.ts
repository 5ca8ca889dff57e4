import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseDesk } from './desk.ts'
import type { CaseKind } from './holder.ts'
import type { CaseFilter } from './list-store.ts'
import type { CaseFilterInput } from './schema.ts'
import { findWords } from './search.ts'

/** Each row that bears a common word is read to be counted: 0.9 s for ten thousand. */
const WORDS_COUNTED = 2_000

/** What a list was asked for: the engine's filter and the module's as one, the words looked up. */
export async function filterOf(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  kind: CaseKind,
  query: z.output<typeof CaseFilterInput> & Record<string, unknown>,
): Promise<CaseFilter> {
  const { q, ...rest } = query
  const filter = { ...rest, type: kind.type.name }
  const words = await findWords(tx, desk.world, actor.scope, filter, q)
  const more = [...(kind.list?.matching(query, actor) ?? []), ...words]
  return words.length > 0 ? { ...filter, more, countedTo: WORDS_COUNTED } : { ...filter, more }
}
