import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { AccountRow } from '../store.ts'

export async function findBySubject(tx: Tx, subject: string): Promise<AccountRow | undefined> {
  const found = await sql<AccountRow>`
    select a.*, p.name as person_name from account a join person p on p.id = a.person_id
    where a.oidc_subject = ${subject} for update of a`.execute(tx)
  return found.rows[0]
}

/** An initial secret nobody used dies with the first sign-in from the other side; there is no password to change then. */
export async function recordOidcSignIn(tx: Tx, accountId: string, now: Date): Promise<void> {
  await sql`
    update account set last_active_at = ${now}, secret_expires_at = null,
      password_hash = case when must_change_password then null else password_hash end, must_change_password = false
    where id = ${accountId}`.execute(tx)
}
