import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseKind } from './holder.ts'
import { actOnCase } from './service.ts'
import { insideSavepoint } from './store.ts'

export const MOST_AT_ONCE = 200

export const BulkAnswer = z
  .object({
    done: z.number(),
    refused: z.number(),
    items: z.array(
      z.object({
        id: z.uuid(),
        done: z.boolean(),
        why: z.string().nullable().meta({ description: '没有办成的原因' }),
      }),
    ),
  })
  .meta({ id: 'CaseBulkAnswer' })

/** One act on many cases, each by itself: a refusal of one leaves the others done and says why. */
export async function actOnMany(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  act: string,
  input: Record<string, unknown>,
  items: readonly { id: string; version: number }[],
): Promise<z.output<typeof BulkAnswer>> {
  const results: z.output<typeof BulkAnswer>['items'] = []
  // In one order for everybody, so that two who choose the same cases wait for each other instead of standing crosswise.
  for (const { id, version } of items.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
    results.push({ id, ...(await actAlone(tx, actor, kind, id, act, input, version)) })
  const done = results.filter((result) => result.done).length
  return { done, refused: results.length - done, items: results }
}

/** One act on one case that leaves nothing behind when it is refused. */
export async function actAlone(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  id: string,
  act: string,
  input: Record<string, unknown>,
  version: number,
): Promise<{ done: boolean; why: string | null }> {
  try {
    await insideSavepoint(tx, () => actOnCase(tx, actor, kind, id, act, { input }, version))
    return { done: true, why: null }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { done: false, why: error.detail }
  }
}
