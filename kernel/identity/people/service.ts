import { randomInt } from 'node:crypto'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { covers } from '#kernel/scope/scope.ts'
import { hashPassword } from '../hash.ts'
import { type IdentityLimits, today } from '../limits.ts'
import type { Actor } from '../model/actor.ts'
import { identityProblems } from '../model/problems.ts'
import { rankOf } from '../model/roles.ts'
import { insertAccount, insertPerson, revokeOtherSessions } from '../store.ts'
import * as store from './store.ts'

/**
 * Enters a person with an account and a secret that opens the door once.
 * @throws outsideRegion for a grid not one's own; loginTaken
 */
export async function createPerson(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  input: { name: string; phone?: string | null | undefined; login?: string | undefined; gridCode?: string | undefined },
) {
  const gridCode = input.gridCode ?? actor.gridCode
  if (!covers(actor.scope, gridCode)) throw new Problem(identityProblems.outsideRegion, '只能登记本辖区的人员。')
  const now = limits.now()
  const id = newId()
  const login = input.login ?? `u${randomInt(10_000_000, 99_999_999)}`
  const issued = await newSecret(limits)
  await insertPerson(tx, { id, name: input.name, phone: input.phone ?? null, gridCode })
  await insertAccount(tx, {
    id: newId(),
    personId: id,
    login,
    passwordHash: issued.passwordHash,
    mustChangePassword: true,
    secretExpiresAt: issued.expiresAt,
    now,
  })
  return { id, login, secret: issued.secret, secretExpiresAt: issued.expiresAt.toISOString(), gridCode }
}

/** A person inside one's scope. @throws notFound */
export async function getPerson(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<store.PersonRow> {
  const person = await store.findPerson(tx, actor.scope, today(limits.now()), id)
  if (!person) throw new Problem(common.notFound, '没有这个人员，或不在您的辖区。')
  return person
}

/**
 * A person one may decide about: all seats inside one's scope, none above one's own. Otherwise the keeper of a county
 * could reset the password of a city administrator who also sits on a seat there.
 * @throws notFound; aboveOneself
 */
export async function getManagedPerson(tx: Tx, limits: IdentityLimits, actor: Actor, id: string) {
  const person = await getPerson(tx, limits, actor, id)
  const above = person.seats.some(
    (seat) => !covers(actor.scope, seat.gridCode) || rankOf(seat.role) < rankOf(actor.role),
  )
  if (above) throw new Problem(identityProblems.aboveOneself, '这个人员还有您辖区以外或上级的岗位，请由上级办理。')
  return person as store.PersonRow & { accountId: string; login: string }
}

/** Changes name, phone or the identity at the single sign-on. */
export async function changePerson(
  tx: Tx,
  limits: IdentityLimits,
  actor: Actor,
  id: string,
  change: { name?: string | undefined; phone?: string | null | undefined; oidcSubject?: string | null | undefined },
): Promise<void> {
  const person = await getManagedPerson(tx, limits, actor, id)
  await store.updatePerson(tx, id, change)
  if (change.oidcSubject !== undefined) await store.updateSubject(tx, person.accountId, change.oidcSubject)
}

/** Closes an account and ends its sessions at once; the login stays reserved. */
export async function disablePerson(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<void> {
  if (id === actor.personId) throw new Problem(identityProblems.notOneself, '不能停用自己的账号。')
  const person = await getManagedPerson(tx, limits, actor, id)
  await store.disableAccount(tx, person.accountId, limits.now())
  await revokeOtherSessions(tx, person.accountId, null, limits.now())
}

/** Opens a disabled account again and lifts its lock. */
export async function enablePerson(tx: Tx, limits: IdentityLimits, actor: Actor, id: string): Promise<void> {
  const person = await getManagedPerson(tx, limits, actor, id)
  await store.enableAccount(tx, person.accountId, limits.now())
}

/** Gives an account a new initial secret and ends its sessions. The second factor stays: it is asked for as before. */
export async function resetPassword(tx: Tx, limits: IdentityLimits, actor: Actor, id: string) {
  if (id === actor.personId) throw new Problem(identityProblems.notOneself, '请用“修改密码”改自己的密码。')
  const person = await getManagedPerson(tx, limits, actor, id)
  const issued = await newSecret(limits)
  const now = limits.now()
  await store.setInitialSecret(tx, person.accountId, { ...issued, now })
  await revokeOtherSessions(tx, person.accountId, null, now)
  return { id, login: person.login, secret: issued.secret, secretExpiresAt: issued.expiresAt.toISOString() }
}

/**
 * Takes the second factor off somebody who lost the device, and ends the sessions. Not one's own: with the code at hand
 * one switches it off oneself, and without it this would be a way around it.
 * @throws notOneself; totpOff; as getManagedPerson
 */
export async function resetFactor(tx: Tx, limits: IdentityLimits, actor: Actor, id: string) {
  if (id === actor.personId) throw new Problem(identityProblems.notOneself, '自己的动态口令请在「我的登录」里停用。')
  const person = await getManagedPerson(tx, limits, actor, id)
  if (!person.totpConfirmedAt) throw new Problem(identityProblems.totpOff, '这个账号没有启用动态口令。')
  await store.removeFactor(tx, person.accountId)
  await revokeOtherSessions(tx, person.accountId, null, limits.now())
  return { login: person.login }
}

/**
 * Disables accounts nobody used for the configured days (GB/T 22239-2019 8.1.4.2) and forgets old failed tries.
 * @returns the logins that were closed
 */
export async function disableIdleAccounts(tx: Tx, limits: IdentityLimits): Promise<string[]> {
  const now = limits.now()
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const idle = await store.listIdleAccounts(tx, daysAgo(limits.disableAfterIdleDays), today(now))
  for (const account of idle) {
    await store.disableAccount(tx, account.id, now)
    await revokeOtherSessions(tx, account.id, null, now)
  }
  await store.forgetFailures(tx, daysAgo(30))
  for (const account of idle)
    await appendAudit(tx, {
      action: 'identity.account-disabled',
      accountId: null,
      actor: { name: '系统' },
      objectType: 'account',
      objectId: account.id,
      ...(account.gridCode ? { gridCode: account.gridCode } : {}),
      detail: { login: account.login, reason: `${limits.disableAfterIdleDays} 天未使用` },
    })
  return idle.map((account) => account.login)
}

// No letters that are taken for digits when a secret is read out over the phone.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz'
const DIGITS = '23456789'

/** A random secret of about 75 bits that passes the password policy: groups with a capital and digits. */
async function newSecret(limits: IdentityLimits) {
  const pick = (set: string) => set[randomInt(set.length)] as string
  const group = () => [LETTERS, LETTERS, DIGITS, LETTERS].map(pick).join('')
  const secret = [pick(LETTERS).toUpperCase() + group(), group(), group(), group()].join('-')
  const expiresAt = new Date(limits.now().getTime() + limits.initialSecretHours * 3_600_000)
  return { secret, expiresAt, passwordHash: await hashPassword(secret) }
}
