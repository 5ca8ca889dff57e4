import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { ownObject, type Scope, subtree, wholeTree } from '#kernel/scope/scope.ts'
import { API_KEY_PREFIX, identifyKey } from './api-key/identify.ts'
import type { IdentityContext } from './context.ts'
import { type IdentityLimits, idleMinutesOf, today } from './limits.ts'
import type { Actor } from './model/actor.ts'
import { passwordFault } from './model/password.ts'
import { identityProblems } from './model/problems.ts'
import * as store from './store.ts'

export { defaultLimits, type IdentityLimits, today } from './limits.ts'

// Memory-hard as OWASP advises for argon2id: 19 MiB, two passes.
const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id of a password, with its salt and cost in the text. */
export const hashPassword = (password: string): Promise<string> => hash(password, ARGON)

/** Whether a password is the one behind a hash; a hash nobody can read counts as wrong. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password).catch(() => false)

/** SHA-256 of a token; tokens have 256 random bits, so no salt is needed. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

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
  const { limits } = context
  const now = limits.now()
  const session = await db.read(wholeTree, (tx) => store.findSession(tx, hashToken(token), today(now)))
  if (!session) return null
  if (!isAlive(limits, session, now)) throw new Problem(identityProblems.sessionEnded, '登录已失效，请重新登录。')
  if (now.getTime() - session.lastSeenAt.getTime() > 60_000)
    await db.system((tx) => store.touchSession(tx, session.sessionId, now))
  return actorOf(context, session, session.sessionId)
}

/** Whether a session row still opens the door at a moment. */
export function isAlive(limits: IdentityLimits, session: store.SessionRow, now: Date): boolean {
  if (session.revokedAt || session.disabledAt || session.expiresAt <= now) return false
  return now.getTime() - session.lastSeenAt.getTime() <= idleMinutesOf(limits, session.role) * 60_000
}

/** The actor a seat row stands for; without a seat it may nothing and sees nothing. */
export function actorOf(context: IdentityContext, row: store.SittingRow, sessionId: string | null): Actor {
  return {
    accountId: row.accountId,
    login: row.login,
    personId: row.personId,
    personName: row.personName,
    seatId: row.seatId,
    seatTitle: row.title ?? '',
    bodyId: row.bodyId,
    bodyName: row.bodyName ?? '',
    role: row.role ?? '',
    gridCode: row.objectId ? '' : (row.gridCode ?? ''),
    seatGrid: row.gridCode ?? '',
    layer: row.layer ?? '',
    mustChangePassword: row.mustChangePassword,
    permissions: row.mustChangePassword ? new Set() : context.table.ofRole(row.role ?? ''),
    scope: scopeOfSeat(row),
    sessionId,
  }
}

/** A seat of a body sees its subtree; a seat of a supervised object sees that object; no seat sees nothing. */
function scopeOfSeat(seat: { seatId: string | null; gridCode: string | null; objectId: string | null }): Scope {
  if (!seat.seatId) return { gridFrom: '', gridTo: '', objectId: null }
  if (seat.objectId) return ownObject(seat.objectId)
  return subtree(seat.gridCode as string)
}

/** Changes one's own password and ends all other sessions. */
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
  const fault = passwordFault(newPassword, actor.login)
  if (fault) throw new Problem(identityProblems.weakPassword, fault)
  if (newPassword === oldPassword) throw new Problem(identityProblems.weakPassword, '新密码不能与原密码相同。')
  await store.updatePassword(tx, account.id, await hashPassword(newPassword), limits.now())
  await store.revokeOtherSessions(tx, account.id, actor.sessionId, limits.now())
}

/** Moves the session to another seat the person sits on. */
export async function takeSeat(tx: Tx, limits: IdentityLimits, actor: Actor, seatId: string): Promise<void> {
  const seats = await store.listSeatsOfPerson(tx, actor.personId, today(limits.now()))
  if (!seats.some((seat) => seat.id === seatId)) throw new Problem(common.notFound, '您不在这个岗位上。')
  await store.updateSessionSeat(tx, actor.sessionId as string, seatId)
}

/** The session of whoever acts in person. @throws forbidden when a machine's key acts */
export function inPerson(actor: Actor): string {
  if (!actor.sessionId) throw new Problem(common.forbidden, '接口密钥不能代替本人操作。')
  return actor.sessionId
}
