import { randomBytes } from 'node:crypto'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { hashToken } from '../hash.ts'
import { type IdentityLimits, today } from '../limits.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { inPerson } from '../service.ts'
import { API_KEY_PREFIX } from './identify.ts'
import { insertKey, revokeKey } from './store.ts'

export interface NewKey {
  name: string
  permissions: string[]
  /** Last day, YYYY-MM-DD. */
  expiresOn: string
}

/**
 * Makes a key for a machine; the key itself is in the answer and nowhere else afterwards.
 * @throws aboveOneself when a permission is not one's own; invalid for a day in the past
 */
export async function createKey(tx: Tx, limits: IdentityLimits, actor: Actor, input: NewKey) {
  inPerson(actor)
  if (actor.standsInFor)
    throw new Problem(identityProblems.standsIn, '代理的岗位不能做密钥，代理结束后没有人答得上它。')
  const foreign = input.permissions.filter((word) => !actor.permissions.has(word))
  if (foreign.length > 0)
    throw new Problem(identityProblems.aboveOneself, `您自己没有这些权限，不能给密钥：${foreign.join('、')}。`)
  const now = limits.now()
  if (input.expiresOn < today(now))
    throw new Problem(common.invalid, '到期日不能早于今天。', {
      errors: [{ pointer: '/expiresOn', message: '到期日不能早于今天' }],
    })
  const key = `${API_KEY_PREFIX}${randomBytes(32).toString('base64url')}`
  const id = newId()
  const permissions = [...new Set(input.permissions)].sort()
  const prefix = key.slice(0, 9)
  await insertKey(tx, {
    ...input,
    id,
    permissions,
    prefix,
    accountId: actor.accountId,
    seatId: actor.seatId as string,
    tokenHash: hashToken(key),
    now,
  })
  return { id, key, prefix, name: input.name, permissions, expiresOn: input.expiresOn }
}

/** Revokes one's own key; the next request with it is refused. @throws notFound when it is not there or not one's own */
export async function removeKey(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<void> {
  inPerson(actor)
  if (!(await revokeKey(tx, actor.accountId, id, limits.now()))) throw new Problem(common.notFound, '没有这把密钥。')
}
