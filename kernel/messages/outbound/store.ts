import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { OutboundText } from './provider.ts'

export interface OutboundRow extends OutboundText {
  gridCode: string
  state: 'queued' | 'sent' | 'failed'
  tries: number
  error: string | null
  createdAt: Date
  sentAt: Date | null
}

export async function insertOutbound(tx: Tx, row: OutboundText & { gridCode: string }): Promise<void> {
  await sql`
    insert into outbound_message (id, channel, address, text, grid_code)
    values (${row.id}, ${row.channel}, ${row.address}, ${row.text}, ${row.gridCode})`.execute(tx)
}

/** A text still to be sent, locked; undefined when it was sent or somebody else is sending it now. */
export async function claimOutbound(tx: Tx, id: string): Promise<OutboundText | undefined> {
  const found = await sql<OutboundText>`
    select id, channel, address, text from outbound_message
    where id = ${id} and state <> 'sent' for update skip locked`.execute(tx)
  return found.rows[0]
}

export async function markSent(tx: Tx, id: string, provider: string, reference: string): Promise<void> {
  await sql`
    update outbound_message set state = 'sent', tries = tries + 1, provider = ${provider}, reference = ${reference},
      error = null, sent_at = now() where id = ${id}`.execute(tx)
}

export async function markFailed(tx: Tx, id: string, provider: string, error: string): Promise<void> {
  await sql`
    update outbound_message set state = 'failed', tries = tries + 1, provider = ${provider}, error = ${error}
    where id = ${id} and state <> 'sent'`.execute(tx)
}

export async function listOutbound(
  tx: Tx,
  scope: Scope,
  filter: { state?: string | undefined; channel?: string | undefined },
  page: { before: string | null; limit: number },
): Promise<{ rows: OutboundRow[]; total: number }> {
  const where = sql`grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo}
    and (${filter.state ?? null}::text is null or state = ${filter.state ?? null})
    and (${filter.channel ?? null}::text is null or channel = ${filter.channel ?? null})`
  const rows = await sql<OutboundRow>`
    select id, channel, address, text, grid_code, state, tries, error, created_at, sent_at from outbound_message
    where ${where} and (${page.before}::uuid is null or id < ${page.before}::uuid)
    order by id desc limit ${page.limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*) as n from outbound_message where ${where}`.execute(tx)
  return { rows: rows.rows, total: count.rows[0]?.n ?? 0 }
}
