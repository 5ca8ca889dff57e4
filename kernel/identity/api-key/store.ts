import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { SittingRow } from '../store.ts'

export interface ApiKeyRow {
  id: string
  name: string
  prefix: string
  permissions: string[]
  expiresOn: string
  createdAt: Date
  lastUsedAt: Date | null
}

export interface KeySitting extends SittingRow {
  keyId: string
  permissions: string[]
  expiresOn: string
  revokedAt: Date | null
  lastUsedAt: Date | null
}

/** A key with the seat that made it; the seat is null once its maker left it. */
export async function findKey(tx: Tx, tokenHash: string, on: string): Promise<KeySitting | undefined> {
  const found = await sql<KeySitting>`
    select k.id as key_id, k.permissions, k.expires_on, k.revoked_at, k.last_used_at, k.account_id,
           a.login, a.person_id, a.disabled_at, a.must_change_password, p.name as person_name,
           s.id as seat_id, s.title, s.role, s.body_id, b.name as body_name, s.grid_code, s.layer, s.object_id,
           null::uuid as for_person_id, null as for_person_name
    from api_key k
    join account a on a.id = k.account_id
    join person p on p.id = a.person_id
    left join seat s on s.id = k.seat_id and exists (
      select from seat_holding h where h.seat_id = s.id and h.person_id = a.person_id
        and h.stands_in_for is null and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
    left join body b on b.id = s.body_id
    where k.token_hash = ${tokenHash}`.execute(tx)
  return found.rows[0]
}

export async function insertKey(
  tx: Tx,
  key: {
    id: string
    accountId: string
    seatId: string
    name: string
    prefix: string
    tokenHash: string
    permissions: string[]
    expiresOn: string
    now: Date
  },
): Promise<void> {
  await sql`
    insert into api_key (id, account_id, seat_id, name, prefix, token_hash, permissions, expires_on, created_at)
    values (${key.id}, ${key.accountId}, ${key.seatId}, ${key.name}, ${key.prefix}, ${key.tokenHash},
            ${key.permissions}, ${key.expiresOn}, ${key.now})`.execute(tx)
}

/** Keys an account made that are not revoked, newest first. */
export async function listKeys(tx: Tx, accountId: string): Promise<ApiKeyRow[]> {
  const found = await sql<ApiKeyRow>`
    select id, name, prefix, permissions, expires_on, created_at, last_used_at from api_key
    where account_id = ${accountId} and revoked_at is null order by id desc`.execute(tx)
  return found.rows
}

export async function revokeKey(tx: Tx, accountId: string, id: string, now: Date): Promise<boolean> {
  const done = await sql`
    update api_key set revoked_at = ${now}
    where id = ${id} and account_id = ${accountId} and revoked_at is null`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function touchKey(tx: Tx, id: string, now: Date): Promise<void> {
  await sql`update api_key set last_used_at = ${now} where id = ${id}`.execute(tx)
  await sql`
    update account set last_active_at = ${now} where id = (select account_id from api_key where id = ${id})`.execute(tx)
}
