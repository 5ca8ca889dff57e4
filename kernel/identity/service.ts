import { randomBytes } from 'node:crypto'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { actorOf } from './actor-of.ts'
import { API_KEY_PREFIX, identifyKey } from './api-key/identify.ts'
import type { IdentityContext } from './context.ts'
import { hashPassword, hashToken, isPassword } from './hash.ts'
import { type IdentityLimits, idleMinutesOf, today } from './limits.ts'
import type { Actor } from './model/actor.ts'
import { passwordFault } from './model/password.ts'
import { identityProblems } from './model/problems.ts'
import * as store from './store.ts'

export { hashPassword } from './hash.ts'
export { defaultLimits, type IdentityLimits, limitsOf, today } from './limits.ts'

export interface OpenedSession {
  token: string
  expiresAt: Date
  secondFactor: boolean
  account: store.AccountRow
  sessionId: string
  seat: store.SeatRow | null
}

/** Opens a session for an account on the first of its seats. */
export async function openSession(
  tx: Tx,
  limits: IdentityLimits,
  account: store.AccountRow,
  from: { ip: string; agent: string },
  secondFactor: boolean,
): Promise<OpenedSession> {
  const token = randomBytes(32).toString('base64url')
  const now = limits.now()
  const seats = await store.listSeatsOfPerson(tx, account.personId, today(now))
  const expiresAt = new Date(now.getTime() + limits.absoluteHours * 3_600_000)
  const id = newId()
  await store.insertSession(tx, {
    tokenHash: hashToken(token),
    id,
    accountId: account.id,
    seatId: seats[0]?.id ?? null,
    now,
    expiresAt,
    ip: from.ip,
    agent: from.agent,
    secondFactor,
  })
  return { token, expiresAt, secondFactor, account, sessionId: id, seat: seats[0] ?? null }
}

/**
 * The actor behind a token: a person's session or a machine's key.
 * @throws sessionEnded when the token was good once: signed out, revoked, idle too long, past its day, account disabled
 */
export async function identify(db: Database, context: IdentityContext, token: string): Promise<Actor | null> {
  if (token.startsWith(API_KEY_PREFIX)) return identifyKey(db, context, token)
  const { limits, sessions } = context
  const now = limits.now()
  const hash = hashToken(token)
  let session = await sessions.find(hash, today(now))
  // Another process may have seen the session since: before it is refused, the database is asked.
  if (session && !isAlive(limits, session, now)) session = await sessions.read(hash, today(now))
  if (!session) return null
  if (!isAlive(limits, session, now)) throw new Problem(identityProblems.sessionEnded, '登录已失效，请重新登录。')
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000) await touch(db, session, now)
  return actorOf(context, session, session)
}

async function touch(db: Database, session: store.SessionRow, now: Date): Promise<void> {
  await db.system((tx) => store.touchSession(tx, session.sessionId, now))
  session.lastSeenAt = now
}

/** Whether a session row still opens the door at a moment. */
export function isAlive(limits: IdentityLimits, session: store.SessionRow, now: Date): boolean {
  if (session.revokedAt || session.disabledAt || session.expiresAt <= now) return false
  return now.getTime() - session.lastSeenAt.getTime() <= idleMinutesOf(limits, session.role) * 60_000
}

/**
 * Changes one's own password and ends all other sessions.
 * @throws wrongCredentials for the old one; weakPassword, also for one used lately
 */
export async function changePassword(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  oldPassword: string,
  newPassword: string,
): Promise<void> {
  inPerson(actor)
  const account = await store.findAccountByLogin(tx, actor.login)
  if (!account?.passwordHash || !(await isPassword(account.passwordHash, oldPassword)))
    throw new Problem(identityProblems.wrongCredentials, '原密码不正确。')
  const fault = passwordFault(newPassword, actor.login, limits.passwordLength)
  if (fault) throw new Problem(identityProblems.weakPassword, fault)
  if (newPassword === oldPassword) throw new Problem(identityProblems.weakPassword, '新密码不能与原密码相同。')
  for (const earlier of await store.listOldPasswords(tx, account.id, Math.max(limits.passwordHistory - 1, 0)))
    if (await isPassword(earlier, newPassword))
      throw new Problem(identityProblems.weakPassword, `最近 ${limits.passwordHistory} 个用过的密码不能再用。`)
  await store.updatePassword(tx, account.id, await hashPassword(newPassword), limits.now())
  await store.revokeOtherSessions(tx, account.id, actor.sessionId, limits.now())
}

/** Moves the session to another seat the person sits on. @returns the title of that seat */
export async function takeSeat(tx: Tx, limits: IdentityLimits, actor: Actor, seatId: string): Promise<string> {
  const seats = await store.listSeatsOfPerson(tx, actor.personId, today(limits.now()))
  const seat = seats.find(({ id }) => id === seatId)
  if (!seat) throw new Problem(common.notFound, '您不在这个岗位上。')
  await store.updateSessionSeat(tx, actor.sessionId as string, seatId)
  return seat.title
}

/** The session of whoever acts in person. @throws forbidden when a machine's key acts */
export function inPerson(actor: Actor): string {
  if (!actor.sessionId) throw new Problem(common.forbidden, '接口密钥不能代替本人操作。')
  return actor.sessionId
}

/** Which of these sessions still open the door. */
export async function aliveSessions(db: Database, limits: IdentityLimits, ids: string[]): Promise<Set<string>> {
  const now = limits.now()
  const rows = await db.read(wholeTree, (tx) => store.listSessionRows(tx, ids, today(now)))
  return new Set(rows.filter((row) => isAlive(limits, row, now)).map((row) => row.sessionId))
}
