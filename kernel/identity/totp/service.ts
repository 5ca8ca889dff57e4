import { Secret } from 'otpauth'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { needsSecondFactor } from '../actor-of.ts'
import type { IdentityContext } from '../context.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { inPerson } from '../service.ts'
import { revokeOtherSessions } from '../store.ts'
import { codeStep, purposeOf, totpOf } from './code.ts'
import * as store from './store.ts'

/**
 * Makes a secret for the person's authenticator app; it counts from its first right code on. Beginning again before
 * that makes another one.
 * @throws totpOn when the second factor is on already
 */
export async function beginTotp(tx: Tx, context: IdentityContext, actor: Actor) {
  inPerson(actor)
  const account = await store.findTotpForUpdate(tx, actor.accountId)
  if (account.totpConfirmedAt) throw new Problem(identityProblems.totpOn, '动态口令已启用；要换手机请先停用。')
  const secret = new Secret({ size: 20 }).base32
  await store.beginTotp(tx, account.id, context.secrets.seal(secret, purposeOf(account.id)))
  return { secret, uri: totpOf(secret, account.login).toString() }
}

/** Switches the second factor on and ends the other sessions. @throws totpOn; totpOff before it was begun; wrongCode */
export async function confirmTotp(tx: Tx, context: IdentityContext, actor: Actor, code: string): Promise<void> {
  const sessionId = inPerson(actor)
  const account = await store.findTotpForUpdate(tx, actor.accountId)
  if (account.totpConfirmedAt) throw new Problem(identityProblems.totpOn, '动态口令已启用。')
  if (!account.totpSecret) throw new Problem(identityProblems.totpOff, '请先生成动态口令密钥。')
  const step = rightStep(context, account, code)
  await store.confirmTotp(tx, account.id, step, context.limits.now())
  await store.markSecondFactor(tx, sessionId, context.limits.now())
  // A session that was opened without the factor would outlive it.
  await revokeOtherSessions(tx, account.id, sessionId, context.limits.now())
}

/** Switches the second factor off, with a code: a desk left open is not enough. @throws totpOff; totpNeeded; wrongCode */
export async function removeTotp(tx: Tx, context: IdentityContext, actor: Actor, code: string): Promise<void> {
  inPerson(actor)
  const account = await store.findTotpForUpdate(tx, actor.accountId)
  if (!account.totpConfirmedAt) throw new Problem(identityProblems.totpOff, '动态口令没有启用。')
  if (needsSecondFactor(context.limits, actor.role))
    throw new Problem(identityProblems.totpNeeded, '您的岗位必须用动态口令，不能停用。换手机请找管理员重置。')
  await store.removeTotp(tx, account.id, rightStep(context, account, code))
}

function rightStep(context: IdentityContext, account: store.TotpRow, code: string): number {
  const step = codeStep(context, account, code)
  if (step === null) throw new Problem(identityProblems.wrongCode, '动态口令不正确或已经用过，请等下一个。')
  return step
}
