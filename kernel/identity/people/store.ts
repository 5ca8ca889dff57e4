import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'

export interface PersonRow {
  id: string
  name: string
  phone: string | null
  accountId: string | null
  login: string | null
  disabledAt: Date | null
  totpConfirmedAt: Date | null
  lastActiveAt: Date | null
  seats: { id: string; title: string; role: string; gridCode: string; bodyName: string }[]
}

/**
 * A person is inside a scope by a seat held there now or later, by the last seat left there, or, while never seated,
 * by the grid of whoever entered them.
 */
function visible(scope: Scope, on: string): RawBuilder<boolean> {
  const inside = (column: string) =>
    sql<boolean>`(${sql.ref(column)} >= ${scope.gridFrom} and ${sql.ref(column)} < ${scope.gridTo})`
  return sql<boolean>`(
    exists (select from seat_holding h join seat s on s.id = h.seat_id
            where h.person_id = p.id and (h.to_on is null or h.to_on >= ${on}) and ${inside('s.grid_code')})
    or (not exists (select from seat_holding h where h.person_id = p.id and (h.to_on is null or h.to_on >= ${on}))
        and coalesce((select ${inside('s.grid_code')} from seat_holding h join seat s on s.id = h.seat_id
                      where h.person_id = p.id order by h.to_on desc, h.id desc limit 1),
                     ${inside('p.grid_code')}, false)))`
}

const columns = (on: string) => sql`
  p.id, p.name, p.phone, a.id as account_id, a.login, a.disabled_at, a.totp_confirmed_at, a.last_active_at,
  coalesce((select json_agg(json_build_object('id', s.id, 'title', s.title, 'role', s.role, 'gridCode', s.grid_code,
                                              'bodyName', b.name) order by h.from_on, h.id)
            from seat_holding h join seat s on s.id = h.seat_id join body b on b.id = s.body_id
            where h.person_id = p.id and (h.to_on is null or h.to_on >= ${on})), '[]') as seats`

/** People inside a scope whose name, login or phone contains the words, by name. */
export async function listPeople(
  tx: Tx,
  scope: Scope,
  on: string,
  q: string,
  page: { after: [string, string] | null; limit: number },
): Promise<{ rows: PersonRow[]; total: number }> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const where = sql`${visible(scope, on)}
    and (${q} = '' or p.name like ${like} or a.login like ${like} or (length(${q}) >= 7 and p.phone like ${like}))`
  const from = sql`from person p left join account a on a.person_id = p.id`
  const [name, id] = page.after ?? ['', null]
  const rows = await sql<PersonRow>`
    select ${columns(on)} ${from}
    where ${where} and (${id}::uuid is null or (p.name, p.id) > (${name}, ${id}::uuid))
    order by p.name, p.id limit ${page.limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*) as n ${from} where ${where}`.execute(tx)
  return { rows: rows.rows, total: count.rows[0]?.n ?? 0 }
}

export async function findPerson(tx: Tx, scope: Scope, on: string, id: string): Promise<PersonRow | undefined> {
  const found = await sql<PersonRow>`
    select ${columns(on)} from person p left join account a on a.person_id = p.id
    where p.id = ${id} and ${visible(scope, on)}`.execute(tx)
  return found.rows[0]
}

/** Changes name and phone; what is undefined stays. */
export async function updatePerson(
  tx: Tx,
  id: string,
  change: { name?: string | undefined; phone?: string | null | undefined },
): Promise<void> {
  await sql`
    update person set name = coalesce(${change.name ?? null}, name),
      phone = case when ${change.phone !== undefined} then ${change.phone ?? null} else phone end
    where id = ${id}`.execute(tx)
}

export async function updateSubject(tx: Tx, accountId: string, subject: string | null): Promise<void> {
  await sql`update account set oidc_subject = ${subject} where id = ${accountId}`.execute(tx)
}

export async function disableAccount(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`update account set disabled_at = ${now} where id = ${accountId} and disabled_at is null`.execute(tx)
}

/** Enabling counts as use, so that the nightly job does not disable the account again at once. */
export async function enableAccount(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`
    update account set disabled_at = null, last_active_at = ${now}, failed_sign_ins = 0, locked_until = null,
      lock_count = 0 where id = ${accountId}`.execute(tx)
}

export async function setInitialSecret(
  tx: Tx,
  accountId: string,
  secret: { passwordHash: string; expiresAt: Date; now: Date },
): Promise<void> {
  // An own password stays known after a reset; an initial secret was never one's own.
  await sql`
    insert into password_history (account_id, password_hash, replaced_at)
    select id, password_hash, ${secret.now} from account
    where id = ${accountId} and password_hash is not null and not must_change_password`.execute(tx)
  await sql`
    update account set password_hash = ${secret.passwordHash}, password_changed_at = ${secret.now},
      must_change_password = true, secret_expires_at = ${secret.expiresAt}, failed_sign_ins = 0, locked_until = null,
      lock_count = 0 where id = ${accountId}`.execute(tx)
}

/**
 * Accounts nobody used since a moment, without the one of the last administrator: a platform nobody can open helps nobody.
 */
export async function listIdleAccounts(
  tx: Tx,
  since: Date,
  on: string,
): Promise<{ id: string; login: string; name: string; gridCode: string | null }[]> {
  const found = await sql<{ id: string; login: string; name: string; gridCode: string | null }>`
    with admin as (
      select a.id, a.last_active_at from account a
      join seat_holding h on h.person_id = a.person_id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
      join seat s on s.id = h.seat_id and s.role = 'city_admin'
      where a.disabled_at is null
    )
    select a.id, a.login, p.name,
      coalesce((select s.grid_code from seat_holding h join seat s on s.id = h.seat_id
                where h.person_id = a.person_id order by h.to_on desc nulls first limit 1), p.grid_code) as grid_code
    from account a join person p on p.id = a.person_id
    where a.disabled_at is null and a.last_active_at < ${since}
      and a.id is distinct from (select id from admin order by last_active_at desc limit 1)
    order by a.id for update of a`.execute(tx)
  return found.rows
}

/** Takes the second factor off an account whose holder lost the device. */
export async function removeFactor(tx: Tx, accountId: string): Promise<void> {
  await sql`update account set totp_secret = null, totp_confirmed_at = null where id = ${accountId}`.execute(tx)
}

export async function forgetFailures(tx: Tx, before: Date): Promise<void> {
  await sql`delete from sign_in_failure where at < ${before}`.execute(tx)
}
