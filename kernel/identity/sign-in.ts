import { randomBytes } from 'node:crypto'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { IdentityContext } from './context.ts'
import { hashPassword, hashToken, isPassword } from './hash.ts'
import type { IdentityLimits } from './limits.ts'
import { today } from './limits.ts'
import { identityProblems } from './model/problems.ts'
import { type OpenedSession, openSession } from './service.ts'
import * as store from './store.ts'
import { codeStep } from './totp/code.ts'

// Verified when the account does not exist, so that both answers take the same time.
const nobodyHash = hashPassword(randomBytes(12).toString('hex'))

export interface SignInInput {
  account: string
  password: string
  code?: string | undefined
  meta: RequestMeta
}

/**
 * Opens a session for an account and its first seat, and writes the audit line of the try, good or bad.
 * @throws wrongCredentials for a wrong name or password alike; locked, tooManyTries, codeNeeded, secretExpired
 */
export async function signIn(db: Database, context: IdentityContext, input: SignInInput): Promise<OpenedSession> {
  const verdict = await db.system(async (tx) => {
    const result = await tryPassword(tx, context, input)
    if (!(result instanceof Refusal)) await auditSignedIn(tx, result, input.meta, 'password')
    return result
  })
  if (verdict instanceof Refusal) throw verdict.problem
  return verdict
}

/** Returned instead of thrown: the failure recorded with it must be committed. */
class Refusal {
  readonly problem: Problem
  constructor(problem: Problem) {
    this.problem = problem
  }
}

async function tryPassword(tx: Tx, context: IdentityContext, input: SignInInput): Promise<OpenedSession | Refusal> {
  const { limits } = context
  const now = limits.now()
  const login = input.account.normalize('NFKC').toLowerCase()
  const account = await store.findAccountByLogin(tx, login)
  const tries = await store.countFailuresFrom(tx, input.meta.ip, new Date(now.getTime() - 15 * 60_000))
  if (tries >= limits.triesPerAddress) {
    await auditFailure(tx, input, login, account, 'too-many-tries', limits)
    return new Refusal(new Problem(identityProblems.tooManyTries, '这个网络地址尝试次数过多，请 15 分钟后再试。'))
  }
  const right = await isPassword(account?.passwordHash ?? (await nobodyHash), input.password)
  const lockedUntil = account ? account.lockedUntil : await unknownNameLock(tx, limits, login)
  if (lockedUntil && lockedUntil > now) {
    await auditFailure(tx, input, login, account, 'locked', limits)
    return new Refusal(new Problem(identityProblems.locked, `账号已锁定，请在 ${clock(lockedUntil)} 之后再试。`))
  }
  if (!account) return refuse(tx, limits, input, login, account, 'unknown-account')
  if (!right) return refuse(tx, limits, input, login, account, 'wrong-password')
  if (account.disabledAt) return refuse(tx, limits, input, login, account, 'disabled')
  if (account.mustChangePassword && account.secretExpiresAt && account.secretExpiresAt <= now) {
    await auditFailure(tx, input, login, account, 'initial-secret-expired', limits)
    return new Refusal(new Problem(identityProblems.secretExpired, '初始密码已过期，请联系管理员重新发放。'))
  }
  const step = account.totpConfirmedAt ? codeStep(context, account, input.code) : null
  if (account.totpConfirmedAt && !input.code)
    return new Refusal(new Problem(identityProblems.codeNeeded, '请输入手机上的 6 位动态口令。'))
  if (account.totpConfirmedAt && step === null) return refuse(tx, limits, input, login, account, 'wrong-code')
  await store.recordSuccess(tx, account.id, step, now)
  return openSession(tx, limits, account, input.meta, step !== null)
}

async function refuse(
  tx: Tx,
  limits: IdentityLimits,
  input: SignInInput,
  login: string,
  account: store.AccountRow | undefined,
  reason: string,
): Promise<Refusal> {
  const now = limits.now()
  const locks = account !== undefined && account.failedSignIns + 1 >= limits.triesBeforeLock
  const lockUntil = locks ? lockEnd(limits, now, account.lockCount) : null
  await store.recordFailure(tx, { ip: input.meta.ip, nameHash: hashToken(login), account, lockUntil, now })
  await auditFailure(tx, input, login, account, reason, limits)
  if (lockUntil) await auditFailure(tx, input, login, account, reason, limits, lockUntil)
  return new Refusal(new Problem(identityProblems.wrongCredentials, '账号或密码不正确。'))
}

/** Each lock is twice as long as the one before, up to 32 times. */
export function lockEnd(limits: IdentityLimits, from: Date, locksBefore: number): Date {
  return new Date(from.getTime() + limits.lockMinutes * 2 ** Math.min(locksBefore, 5) * 60_000)
}

/** A name nobody has locks exactly as a real one would: otherwise the lock would tell which names exist. */
async function unknownNameLock(tx: Tx, limits: IdentityLimits, login: string): Promise<Date | null> {
  const { count, lastAt } = await store.failuresOfName(tx, hashToken(login))
  if (!lastAt || count === 0 || count % limits.triesBeforeLock !== 0) return null
  return lockEnd(limits, lastAt, count / limits.triesBeforeLock - 1)
}

/** The audit line of an opened session, and by which way it was opened. */
export async function auditSignedIn(
  tx: Tx,
  session: OpenedSession,
  meta: RequestMeta,
  by: 'password' | 'oidc',
): Promise<void> {
  await appendAudit(tx, {
    action: 'identity.signed-in',
    accountId: session.account.id,
    actor: { name: session.account.personName, account: session.account.login, seat: session.seat?.title ?? '' },
    objectType: 'session',
    objectId: session.sessionId,
    ...(session.seat ? { gridCode: session.seat.gridCode } : {}),
    detail: { by, secondFactor: session.secondFactor },
    request: meta,
  })
}

/**
 * A failed try in the audit. It lies where the account's seat lies; a name nobody has concerns the whole platform and
 * lies at the top body. Somebody may have typed a password into the name field: an unknown name keeps 3 characters.
 */
async function auditFailure(
  tx: Tx,
  input: SignInInput,
  login: string,
  account: store.AccountRow | undefined,
  reason: string,
  limits: IdentityLimits,
  lockedUntil?: Date,
): Promise<void> {
  const seat = account && (await store.listSeatsOfPerson(tx, account.personId, today(limits.now())))[0]
  const gridCode = seat?.gridCode ?? (await store.gridOfTopBody(tx))
  await appendAudit(tx, {
    action: lockedUntil ? 'identity.account-locked' : 'identity.sign-in-failed',
    accountId: account?.id ?? null,
    actor: account
      ? { name: account.personName, account: account.login }
      : { account: `${[...login].slice(0, 3).join('')}***` },
    objectType: 'account',
    ...(account ? { objectId: account.id } : {}),
    ...(gridCode ? { gridCode } : {}),
    detail: lockedUntil ? { reason, lockedUntil: lockedUntil.toISOString() } : { reason },
    request: input.meta,
  })
}

const clock = (at: Date) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)
