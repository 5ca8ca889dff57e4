import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface AccountRow {
  id: string
  personId: string
  personName: string
  login: string
  passwordHash: string | null
  mustChangePassword: boolean
  secretExpiresAt: Date | null
  totpSecret: string | null
  totpConfirmedAt: Date | null
  totpLastStep: number | null
  failedSignIns: number
  lockedUntil: Date | null
  lockCount: number
  disabledAt: Date | null
}

export async function findAccountByLogin(tx: Tx, login: string): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`
    select a.*, p.name as person_name from account a join person p on p.id = a.person_id
    where a.login = ${login} for update of a`.execute(tx)
  return found.rows[0]
}

export interface SeatRow {
  id: string
  title: string
  role: string
  bodyId: string
  bodyName: string
  gridCode: string
  layer: string
  objectId: string | null
  /** Name of whom the person stands in for there; null in his own right. */
  standsInFor: string | null
}

/** Names of people by id. */
export async function listPersonNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select id, name from person where id = any(${ids}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

/** Seats a person sits on at a day, the own ones before those stood in on, the first sat on first. */
export async function listSeatsOfPerson(tx: Tx, personId: string, on: string): Promise<SeatRow[]> {
  const found = await sql<SeatRow>`
    select s.id, s.title, s.role, s.body_id, b.name as body_name, s.grid_code, s.layer, s.object_id, away.name as stands_in_for
    from seat_holding h join seat s on s.id = h.seat_id join body b on b.id = s.body_id
      left join person away on away.id = h.stands_in_for
    where h.person_id = ${personId} and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
    order by h.stands_in_for is not null, h.from_on, h.id`.execute(tx)
  return found.rows
}

/** An account with the seat it sits on; all fields of the seat are null when it sits on none. */
export interface SittingRow {
  accountId: string
  personId: string
  personName: string
  login: string
  disabledAt: Date | null
  mustChangePassword: boolean
  seatId: string | null
  title: string | null
  role: string | null
  bodyId: string | null
  bodyName: string | null
  gridCode: string | null
  layer: string | null
  objectId: string | null
  /** Whom the person stands in for on the seat; null in his own right. */
  forPersonId: string | null
  forPersonName: string | null
}

export interface SessionRow extends SittingRow {
  sessionId: string
  lastSeenAt: Date
  expiresAt: Date
  revokedAt: Date | null
  provenAt: Date | null
  secondFactorAt: Date | null
  /** Null when the account has no password. */
  passwordChangedAt: Date | null
}

const sittings = (on: string) => sql`
    select x.id as session_id, x.account_id, x.last_seen_at, x.expires_at, x.revoked_at,
           x.proven_at, x.second_factor_at, case when a.password_hash is not null then a.password_changed_at end as password_changed_at,
           a.login, a.person_id, a.disabled_at, a.must_change_password, p.name as person_name,
           s.id as seat_id, s.title, s.role, s.body_id, b.name as body_name, s.grid_code, s.layer, s.object_id,
           away.id as for_person_id, away.name as for_person_name
    from session x
    join account a on a.id = x.account_id
    join person p on p.id = a.person_id
    left join lateral (
      select h.seat_id, h.stands_in_for from seat_holding h
      where h.seat_id = x.seat_id and h.person_id = a.person_id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
      order by h.stands_in_for is not null limit 1) h on true
    left join person away on away.id = h.stands_in_for
    left join seat s on s.id = h.seat_id
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
    left join body b on b.id = s.body_id`

/** An account as it sits on a seat today; undefined when it does not. */
export async function findSitting(
  tx: Tx,
  at: { accountId: string; seatId: string },
  on: string,
): Promise<SittingRow | undefined> {
  const found = await sql<SittingRow>`
    select a.id as account_id, a.login, a.person_id, a.disabled_at, a.must_change_password, p.name as person_name,
           s.id as seat_id, s.title, s.role, s.body_id, b.name as body_name, s.grid_code, s.layer, s.object_id,
           away.id as for_person_id, away.name as for_person_name
    from account a
    join person p on p.id = a.person_id
    join seat_holding h on h.person_id = a.person_id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
    join seat s on s.id = h.seat_id and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
    join body b on b.id = s.body_id
    left join person away on away.id = h.stands_in_for
    where a.id = ${at.accountId} and s.id = ${at.seatId} order by h.stands_in_for is not null limit 1`.execute(tx)
  return found.rows[0]
}

export async function findSession(tx: Tx, tokenHash: string, on: string): Promise<SessionRow | undefined> {
  const found = await sql<SessionRow>`${sittings(on)} where x.token_hash = ${tokenHash}`.execute(tx)
  return found.rows[0]
}

export async function listSessionRows(tx: Tx, ids: string[], on: string): Promise<SessionRow[]> {
  const found = await sql<SessionRow>`${sittings(on)} where x.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

export async function insertSession(
  tx: Tx,
  session: {
    tokenHash: string
    id: string
    accountId: string
    seatId: string | null
    now: Date
    expiresAt: Date
    ip: string
    agent: string
    secondFactor: boolean
  },
): Promise<void> {
  await sql`
    insert into session (token_hash, id, account_id, seat_id, created_at, last_seen_at, expires_at, ip, agent, second_factor_at, proven_at)
    values (${session.tokenHash}, ${session.id}, ${session.accountId}, ${session.seatId}, ${session.now}, ${session.now},
            ${session.expiresAt}, ${session.ip}, ${session.agent}, ${session.secondFactor ? session.now : null},
            ${session.now})`.execute(tx)
}

export async function touchSession(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await sql`update session set last_seen_at = ${now} where id = ${sessionId}`.execute(tx)
  await sql`
    update account set last_active_at = ${now}
    where id = (select account_id from session where id = ${sessionId}) and last_active_at < ${now}::timestamptz - interval '1 day'`.execute(
    tx,
  )
}

export async function revokeSession(tx: Tx, accountId: string, sessionId: string, now: Date): Promise<boolean> {
  const done = await sql`
    update session set revoked_at = ${now}
    where id = ${sessionId} and account_id = ${accountId} and revoked_at is null`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Ends all sessions of an account, or all but one. */
export async function revokeOtherSessions(tx: Tx, accountId: string, keep: string | null, now: Date): Promise<void> {
  await sql`
    update session set revoked_at = ${now}
    where account_id = ${accountId} and revoked_at is null and id is distinct from ${keep}`.execute(tx)
}

export async function listSessions(tx: Tx, accountId: string, idleMinutes: number, now: Date) {
  const found = await sql<{ id: string; createdAt: Date; lastSeenAt: Date; ip: string; agent: string }>`
    select id, created_at, last_seen_at, ip, agent from session
    where account_id = ${accountId} and revoked_at is null and expires_at > ${now}
      and last_seen_at > ${now}::timestamptz - make_interval(mins => ${idleMinutes})
    order by last_seen_at desc limit 100`.execute(tx)
  return found.rows
}

export async function updateSessionSeat(tx: Tx, sessionId: string, seatId: string): Promise<void> {
  await sql`update session set seat_id = ${seatId} where id = ${sessionId}`.execute(tx)
}

export async function recordFailure(
  tx: Tx,
  failure: { ip: string; nameHash: string; account: AccountRow | undefined; lockUntil: Date | null; now: Date },
): Promise<void> {
  const { account, lockUntil, now } = failure
  await sql`insert into sign_in_failure (ip, name_hash, at) values (${failure.ip}, ${failure.nameHash}, ${now})`.execute(
    tx,
  )
  if (!account) return
  await sql`
    update account set failed_sign_ins = ${lockUntil ? 0 : account.failedSignIns + 1},
      locked_until = coalesce(${lockUntil}, locked_until), lock_count = lock_count + ${lockUntil ? 1 : 0}
    where id = ${account.id}`.execute(tx)
}

export async function countFailuresFrom(tx: Tx, ip: string, since: Date): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from sign_in_failure where ip = ${ip} and at > ${since}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export async function failuresOfName(tx: Tx, nameHash: string): Promise<{ count: number; lastAt: Date | null }> {
  const found = await sql<{ count: number; lastAt: Date | null }>`
    select count(*) as count, max(at) as last_at from sign_in_failure where name_hash = ${nameHash}`.execute(tx)
  return found.rows[0] ?? { count: 0, lastAt: null }
}

/** Grid of the body nearest to the root; null in an empty house. */
export async function gridOfTopBody(tx: Tx): Promise<string | null> {
  const found = await sql<{ gridCode: string }>`
    select grid_code from body order by length(grid_code), grid_code limit 1`.execute(tx)
  return found.rows[0]?.gridCode ?? null
}

export async function recordSuccess(tx: Tx, accountId: string, totpStep: number | null, now: Date): Promise<void> {
  await sql`
    update account set failed_sign_ins = 0, locked_until = null, lock_count = 0, last_active_at = ${now},
      totp_last_step = coalesce(${totpStep}, totp_last_step) where id = ${accountId}`.execute(tx)
}

export async function insertPerson(
  tx: Tx,
  person: { id: string; name: string; phone: string | null; gridCode?: string | null },
): Promise<void> {
  await sql`
    insert into person (id, name, phone, grid_code)
    values (${person.id}, ${person.name}, ${person.phone}, ${person.gridCode ?? null})`.execute(tx)
}

export async function insertAccount(
  tx: Tx,
  account: {
    id: string
    personId: string
    login: string
    passwordHash: string
    mustChangePassword: boolean
    secretExpiresAt?: Date | null
    now?: Date
  },
): Promise<void> {
  const now = account.now ?? new Date()
  await sql`
    insert into account (id, person_id, login, password_hash, password_changed_at, must_change_password,
                         secret_expires_at, last_active_at)
    values (${account.id}, ${account.personId}, ${account.login}, ${account.passwordHash}, ${now},
            ${account.mustChangePassword}, ${account.secretExpiresAt ?? null}, ${now})`.execute(tx)
}

/** Sets a new password; the one before goes into the history. */
export async function updatePassword(tx: Tx, accountId: string, passwordHash: string, now: Date): Promise<void> {
  await sql`
    insert into password_history (account_id, password_hash, replaced_at)
    select id, password_hash, ${now} from account where id = ${accountId} and password_hash is not null`.execute(tx)
  await sql`
    update account set password_hash = ${passwordHash}, password_changed_at = ${now}, must_change_password = false,
      secret_expires_at = null where id = ${accountId}`.execute(tx)
}

/** Hashes of the passwords before the present one, the last first. */
export async function listOldPasswords(tx: Tx, accountId: string, count: number): Promise<string[]> {
  const found = await sql<{ passwordHash: string }>`
    select password_hash from password_history where account_id = ${accountId}
    order by replaced_at desc limit ${count}`.execute(tx)
  return found.rows.map((row) => row.passwordHash)
}

/** Password or code was shown in this session just now. */
export async function markProven(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await sql`update session set proven_at = ${now} where id = ${sessionId}`.execute(tx)
}

export async function insertBody(
  tx: Tx,
  body: {
    id: string
    name: string
    shortName: string
    kind: string
    gridCode: string
    layer?: string
    parentId?: string | null
  },
): Promise<void> {
  await sql`
    insert into body (id, name, short_name, kind, grid_code, layer, parent_id)
    values (${body.id}, ${body.name}, ${body.shortName}, ${body.kind}, ${body.gridCode}, ${body.layer ?? 'safety'}, ${body.parentId ?? null})`.execute(
    tx,
  )
}

export async function insertSeat(
  tx: Tx,
  seat: {
    id: string
    bodyId: string
    title: string
    role: string
    gridCode: string
    layer?: string
    objectId?: string | null
    fromOn: string
  },
): Promise<void> {
  await sql`
    insert into seat (id, body_id, title, role, grid_code, layer, object_id, from_on)
    values (${seat.id}, ${seat.bodyId}, ${seat.title}, ${seat.role}, ${seat.gridCode}, ${seat.layer ?? 'safety'},
            ${seat.objectId ?? null}, ${seat.fromOn})`.execute(tx)
}

export async function insertHolding(
  tx: Tx,
  holding: { id: string; seatId: string; personId: string; fromOn: string },
): Promise<void> {
  await sql`
    insert into seat_holding (id, seat_id, person_id, from_on)
    values (${holding.id}, ${holding.seatId}, ${holding.personId}, ${holding.fromOn})`.execute(tx)
}

/** Seats of a supervised object follow it into another grid, so that its new place keeps them. */
export async function moveSeatsOfObject(tx: Tx, objectId: string, gridCode: string): Promise<void> {
  await sql`update seat set grid_code = ${gridCode} where object_id = ${objectId}`.execute(tx)
}

/** Seats of one supervised object become another's, when two turn out to be one: who kept the one file keeps the other. */
export async function giveSeatsTo(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  await sql`update seat set object_id = ${into.id}, grid_code = ${into.gridCode} where object_id = ${fromId}`.execute(
    tx,
  )
}
