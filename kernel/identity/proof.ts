import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { IdentityContext } from './context.ts'
import { hashToken, isPassword } from './hash.ts'
import type { Actor } from './model/actor.ts'
import { identityProblems } from './model/problems.ts'
import { inPerson } from './service.ts'
import { lockEnd } from './sign-in.ts'
import * as store from './store.ts'
import { codeStep } from './totp/code.ts'

/** What one knows or what one has; exactly one of them. */
export interface Shown {
  password?: string | undefined
  code?: string | undefined
}

/**
 * Shows again who sits at the desk, before a critical act. Wrong tries count and lock as at sign-in, and a lock ends
 * the session: a desk left open is no place to guess a password at leisure.
 * @throws wrongProof; sessionEnded when this was one try too many
 */
export async function showProof(
  db: Database,
  context: IdentityContext,
  actor: Actor,
  shown: Shown,
  meta: RequestMeta,
): Promise<void> {
  const sessionId = inPerson(actor)
  const refusal = await db.system(async (tx) => {
    const account = (await store.findAccountByLogin(tx, actor.login)) as store.AccountRow
    const isRight = await check(tx, context, account, shown)
    if (isRight) await store.markProven(tx, sessionId, context.limits.now())
    const locked = isRight ? false : await countWrong(tx, context, account, meta)
    if (locked) await store.revokeSession(tx, account.id, sessionId, context.limits.now())
    await appendAudit(tx, {
      action: isRight ? 'identity.proven' : 'identity.proof-failed',
      ...actorLine(actor),
      objectType: 'session',
      objectId: sessionId,
      detail: { by: shown.code === undefined ? 'password' : 'code', ...(locked ? { locked } : {}) },
      request: meta,
    })
    if (isRight) return null
    if (locked) return new Problem(identityProblems.sessionEnded, '输错次数过多，账号已锁定，请过后重新登录。')
    return new Problem(identityProblems.wrongProof, '密码或动态口令不正确。')
  })
  // Thrown here and not inside: the counted try must be committed.
  if (refusal) throw refusal
}

async function check(tx: Tx, context: IdentityContext, account: store.AccountRow, shown: Shown): Promise<boolean> {
  if (shown.password !== undefined)
    return account.passwordHash !== null && (await isPassword(account.passwordHash, shown.password))
  const step = account.totpConfirmedAt ? codeStep(context, account, shown.code) : null
  if (step !== null) await store.recordSuccess(tx, account.id, step, context.limits.now())
  return step !== null
}

/** @returns whether the account is locked now */
async function countWrong(
  tx: Tx,
  { limits }: IdentityContext,
  account: store.AccountRow,
  meta: RequestMeta,
): Promise<boolean> {
  const now = limits.now()
  const lockUntil = account.failedSignIns + 1 >= limits.triesBeforeLock ? lockEnd(limits, now, account.lockCount) : null
  await store.recordFailure(tx, { ip: meta.ip, nameHash: hashToken(account.login), account, lockUntil, now })
  return lockUntil !== null
}
