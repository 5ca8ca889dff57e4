import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface TotpRow {
  id: string
  login: string
  totpSecret: string | null
  totpConfirmedAt: Date | null
  totpLastStep: number | null
}

export async function findTotp(tx: Tx, accountId: string): Promise<Pick<TotpRow, 'totpConfirmedAt'>> {
  const found = await sql<TotpRow>`select totp_confirmed_at from account where id = ${accountId}`.execute(tx)
  return found.rows[0] as TotpRow
}

export async function findTotpForUpdate(tx: Tx, accountId: string): Promise<TotpRow> {
  const found = await sql<TotpRow>`
    select id, login, totp_secret, totp_confirmed_at, totp_last_step from account where id = ${accountId} for update`.execute(
    tx,
  )
  return found.rows[0] as TotpRow
}

/** Keeps a secret that is not asked for before it is confirmed. */
export async function beginTotp(tx: Tx, accountId: string, sealed: string): Promise<void> {
  await sql`update account set totp_secret = ${sealed} where id = ${accountId}`.execute(tx)
}

export async function confirmTotp(tx: Tx, accountId: string, step: number, now: Date): Promise<void> {
  await sql`
    update account set totp_confirmed_at = ${now}, totp_last_step = ${step} where id = ${accountId}`.execute(tx)
}

/** The last step stays: a code used to switch off does not open the door again. */
export async function removeTotp(tx: Tx, accountId: string, step: number): Promise<void> {
  await sql`
    update account set totp_secret = null, totp_confirmed_at = null, totp_last_step = ${step}
    where id = ${accountId}`.execute(tx)
}

export async function markSecondFactor(tx: Tx, sessionId: string, now: Date): Promise<void> {
  await sql`update session set second_factor_at = ${now} where id = ${sessionId}`.execute(tx)
}
