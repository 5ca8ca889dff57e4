import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface TakingOutRow {
  id: string
  reason: string
  state: 'asked' | 'granted' | 'refused'
  askedAt: Date
  askedAccount: string
  askedBy: string
  decidedAt: Date | null
  decidedBy: string | null
  decision: string | null
}

const columns = sql`t.id, t.reason, t.state, t.asked_at, t.asked_account, t.asked_by, t.decided_at, t.decided_by, t.decision`

/** @returns false when one waits for its answer already */
export async function insertTakingOut(
  tx: Tx,
  row: { id: string; volumeId: string; gridCode: string; reason: string; accountId: string; by: string },
): Promise<boolean> {
  const done = await sql`
    insert into archive_taking_out (id, volume_id, grid_code, reason, state, asked_account, asked_by)
    values (${row.id}, ${row.volumeId}, ${row.gridCode}, ${row.reason}, 'asked', ${row.accountId}, ${row.by})
    on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** The last asking of a volume; whoever asks has read the volume inside his scope. */
export async function findLast(tx: Tx, volumeId: string): Promise<TakingOutRow | undefined> {
  const found = await sql<TakingOutRow>`
    select ${columns} from archive_taking_out t where t.volume_id = ${volumeId}
    order by t.asked_at desc, t.id desc limit 1`.execute(tx)
  return found.rows[0]
}

export async function updateDecided(
  tx: Tx,
  id: string,
  set: { state: 'granted' | 'refused'; by: string; text: string },
): Promise<void> {
  await sql`
    update archive_taking_out set state = ${set.state}, decided_at = now(), decided_by = ${set.by}, decision = ${set.text}
    where id = ${id}`.execute(tx)
}
