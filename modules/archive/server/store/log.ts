import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { LogKind } from '../../model/codes.ts'

export interface LogRow {
  id: string
  volumeId: string
  at: Date
  accountId: string | null
  who: string
  what: LogKind
  purpose: string
  loanId: string | null
  detail: Record<string, unknown>
}

export async function insertLog(
  tx: Tx,
  row: Pick<LogRow, 'volumeId' | 'accountId' | 'who' | 'what' | 'purpose'> & {
    loanId?: string | null
    detail?: Record<string, unknown>
  },
): Promise<void> {
  await sql`
    insert into archive_log (id, volume_id, account_id, who, what, purpose, loan_id, detail)
    values (${newId()}, ${row.volumeId}, ${row.accountId}, ${row.who}, ${row.what}, ${row.purpose}, ${row.loanId ?? null},
      ${JSON.stringify(row.detail ?? {})}::jsonb)`.execute(tx)
}

/** One page of what was noted of a volume, the latest first; whoever asks has read the volume inside his scope. */
export async function listLog(
  tx: Tx,
  volumeId: string,
  page: { after: [string, string] | null; limit: number },
): Promise<(LogRow & { place: string })[]> {
  const rest = page.after ? sql`and (l.at, l.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)` : sql``
  const found = await sql<LogRow & { place: string }>`
    select l.id, l.volume_id, l.at, l.account_id, l.who, l.what, l.purpose, l.loan_id, l.detail, l.at::text as place
    from archive_log l where l.volume_id = ${volumeId} ${rest} order by l.at desc, l.id desc limit ${page.limit}`.execute(
    tx,
  )
  return found.rows
}

export async function countLog(tx: Tx, volumeId: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from archive_log l where l.volume_id = ${volumeId}`.execute(tx)
  return found.rows[0]?.n ?? 0
}
