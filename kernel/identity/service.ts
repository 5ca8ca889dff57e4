import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Secret, TOTP } from 'otpauth'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { ownObject, type Scope, subtree, wholeTree } from '#kernel/scope/scope.ts'
import type { Actor } from './model/actor.ts'
import { passwordFault } from './model/password.ts'
import { identityProblems } from './model/problems.ts'
import type { PermissionTable } from './permissions.ts'
import * as store from './store.ts'

/** Limits of GB/T 22239-2019 8.1.4.1 as this platform sets them; the standard leaves the numbers to the operator. */
export interface IdentityLimits {
  idleMinutes: number
  absoluteHours: number
  triesBeforeLock: number
  lockMinutes: number
  triesPerAddress: number
}

export const defaultLimits: IdentityLimits = {
  idleMinutes: 30,
  absoluteHours: 12,
  triesBeforeLock: 5,
  lockMinutes: 15,
  triesPerAddress: 60,
}

// Memory-hard as OWASP advises for argon2id: 19 MiB, two passes.
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON)

// Verified when the account does not exist, so that both answers take the same time.
const nobodyHash = hashPassword(randomBytes(12).toString('hex'))

export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Today's date in China; seats and calendars count by it, wherever the server stands. */
export function today(now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}

export interface SignInInput {
  account: string
  password: string
  code?: string | undefined
  ip: string
  agent: string
}

/**
 * Opens a session for an account and its first seat.
 * @throws wrongCredentials for a wrong name or password alike; locked, tooManyTries, codeNeeded
 */
export async function signIn(db: Database, limits: IdentityLimits, input: SignInInput) {
  const verdict = await db.system((tx) => tryPassword(tx, limits, input))
  if (verdict instanceof Problem) throw verdict
  return verdict
}

/** Returns a refusal instead of throwing it: the failure it recorded must be committed. */
async function tryPassword(tx: Tx, limits: IdentityLimits, input: SignInInput) {
  if ((await store.countFailuresFrom(tx, input.ip)) >= limits.triesPerAddress) {
    return new Problem(identityProblems.tooManyTries, '这个网络地址尝试次数过多，请 15 分钟后再试。')
  }
  const account = await store.findAccountByLogin(tx, input.account.normalize('NFKC').toLowerCase())
  const right = await verify(account?.passwordHash ?? (await nobodyHash), input.password).catch(() => false)
  const lockedUntil = account?.lockedUntil
  if (lockedUntil && lockedUntil > new Date()) {
    return new Problem(identityProblems.locked, `账号已锁定，请在 ${clock(lockedUntil)} 之后再试。`)
  }
  if (!account || !right || account.disabledAt) return refuse(tx, limits, input, account)
  const step = account.totpConfirmedAt ? codeStep(account, input.code) : null
  if (account.totpConfirmedAt && !input.code)
    return new Problem(identityProblems.codeNeeded, '请输入手机上的 6 位动态口令。')
  if (account.totpConfirmedAt && step === null) return refuse(tx, limits, input, account)
  await store.recordSuccess(tx, account.id, step)
  return openSession(tx, limits, account, input, step !== null)
}

async function refuse(tx: Tx, limits: IdentityLimits, input: SignInInput, account: store.AccountRow | undefined) {
  const locks = account && account.failedSignIns + 1 >= limits.triesBeforeLock
  const minutes = limits.lockMinutes * 2 ** Math.min(account?.lockCount ?? 0, 5)
  await store.recordFailure(tx, input.ip, account, locks ? new Date(Date.now() + minutes * 60_000) : null)
  return new Problem(identityProblems.wrongCredentials, '账号或密码不正确。')
}

/** Time step of a right one-time code not used before; null otherwise. One step of clock error either way (RFC 6238). */
function codeStep(account: store.AccountRow, code: string | undefined): number | null {
  if (!code || !account.totpSecret) return null
  const totp = new TOTP({ secret: Secret.fromBase32(account.totpSecret) })
  const delta = totp.validate({ token: code, window: 1 })
  if (delta === null) return null
  const step = Math.floor(Date.now() / 30_000) + delta
  return step > (account.totpLastStep ?? 0) ? step : null
}

async function openSession(
  tx: Tx,
  limits: IdentityLimits,
  account: store.AccountRow,
  input: SignInInput,
  secondFactor: boolean,
) {
  const token = randomBytes(32).toString('base64url')
  const seats = await store.listSeatsOfPerson(tx, account.personId, today())
  const expiresAt = new Date(Date.now() + limits.absoluteHours * 3_600_000)
  const id = newId()
  await store.insertSession(tx, {
    tokenHash: hashToken(token),
    id,
    accountId: account.id,
    seatId: seats[0]?.id ?? null,
    expiresAt,
    ip: input.ip,
    agent: input.agent,
    secondFactor,
  })
  return { token, expiresAt, secondFactor, account, sessionId: id, seat: seats[0] ?? null }
}

const clock = (at: Date) =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)

/**
 * The actor behind a token.
 * @throws sessionEnded when the token was good once: signed out, revoked, idle too long, past its day, account disabled
 */
export async function identify(
  db: Database,
  table: PermissionTable,
  limits: IdentityLimits,
  token: string,
): Promise<Actor | null> {
  const session = await db.read(wholeTree, (tx) => store.findSession(tx, hashToken(token), today()))
  if (!session) return null
  const now = Date.now()
  const idle = now - session.lastSeenAt.getTime() > limits.idleMinutes * 60_000
  if (session.revokedAt || session.disabledAt || idle || session.expiresAt.getTime() < now) {
    throw new Problem(identityProblems.sessionEnded, '登录已失效，请重新登录。')
  }
  if (now - session.lastSeenAt.getTime() > 60_000) await db.system((tx) => store.touchSession(tx, session.sessionId))
  return {
    accountId: session.accountId,
    login: session.login,
    personId: session.personId,
    personName: session.personName,
    seatId: session.seatId,
    seatTitle: session.title ?? '',
    bodyId: session.bodyId,
    bodyName: session.bodyName ?? '',
    role: session.role ?? '',
    gridCode: session.objectId ? '' : (session.gridCode ?? ''),
    layer: session.layer ?? '',
    permissions: session.mustChangePassword ? new Set() : table.ofRole(session.role ?? ''),
    scope: scopeOfSeat(session),
    sessionId: session.sessionId,
  }
}

/** A seat of a body sees its subtree; a seat of a supervised object sees that object; no seat sees nothing. */
function scopeOfSeat(seat: { seatId: string | null; gridCode: string | null; objectId: string | null }): Scope {
  if (!seat.seatId) return { gridFrom: '', gridTo: '', objectId: null }
  if (seat.objectId) return ownObject(seat.objectId)
  return subtree(seat.gridCode as string)
}

/** Changes one's own password and ends all other sessions. */
export async function changePassword(tx: Tx, actor: Actor, oldPassword: string, newPassword: string): Promise<void> {
  const account = await store.findAccountByLogin(tx, actor.login)
  const right = account?.passwordHash && (await verify(account.passwordHash, oldPassword).catch(() => false))
  if (!account || !right) throw new Problem(identityProblems.wrongCredentials, '原密码不正确。')
  const fault = passwordFault(newPassword, actor.login)
  if (fault) throw new Problem(identityProblems.weakPassword, fault)
  await store.updatePassword(tx, account.id, await hashPassword(newPassword))
  await store.revokeOtherSessions(tx, account.id, actor.sessionId)
}

/** Moves the session to another seat the person sits on. */
export async function takeSeat(tx: Tx, actor: Actor, seatId: string): Promise<void> {
  const seats = await store.listSeatsOfPerson(tx, actor.personId, today())
  if (!seats.some((seat) => seat.id === seatId)) throw new Problem(common.notFound, '您不在这个岗位上。')
  await store.updateSessionSeat(tx, actor.sessionId as string, seatId)
}
