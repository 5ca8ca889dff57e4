import type { Tx } from '#kernel/db/db.ts'
import { actorOf } from './actor-of.ts'
import type { IdentityContext } from './context.ts'
import { today } from './limits.ts'
import type { Actor } from './model/actor.ts'
import { findSitting } from './store.ts'

/**
 * Who an account is today on a seat, for work the worker does in its name; null when the account is disabled or sits there no more. A
 * person who asked for it had shown who he is then: the passing of a password's time does not stop it.
 */
export async function findActorAt(
  tx: Tx,
  context: Pick<IdentityContext, 'limits' | 'table'>,
  at: { accountId: string; seatId: string },
): Promise<Actor | null> {
  const row = await findSitting(tx, at, today(context.limits.now()))
  return row && !row.disabledAt ? actorOf(context, row, null) : null
}
