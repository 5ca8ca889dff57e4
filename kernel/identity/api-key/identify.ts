import type { Database } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { actorOf } from '../actor-of.ts'
import type { IdentityContext } from '../context.ts'
import { hashToken } from '../hash.ts'
import { today } from '../limits.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { findKey, touchKey } from './store.ts'

export const API_KEY_PREFIX = 'ak_'

/**
 * The actor behind a machine's key: the seat that made it, with the permissions of the key that the seat still has.
 * @throws sessionEnded when the key was revoked, ran out, or its maker left the seat or was disabled
 */
export async function identifyKey(db: Database, context: IdentityContext, token: string): Promise<Actor | null> {
  const now = context.limits.now()
  const key = await db.read(wholeTree, (tx) => findKey(tx, hashToken(token), today(now)))
  if (!key) return null
  if (key.revokedAt || key.disabledAt || !key.seatId || key.expiresOn < today(now))
    throw new Problem(identityProblems.sessionEnded, '接口密钥已失效。')
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > 60_000)
    await db.system((tx) => touchKey(tx, key.keyId, now))
  const actor = actorOf(context, key, null)
  return { ...actor, permissions: new Set(key.permissions.filter((word) => actor.permissions.has(word))) }
}
