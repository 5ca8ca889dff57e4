import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Act } from './enterprise.ts'

/** Hangs ledgers, installations and decided proposals of one enterprise on another; what was still open is closed. */
export async function moveBelongings(tx: Tx, fromId: string, into: { id: string; gridCode: string }): Promise<void> {
  // An open proposal speaks of the file that is being closed: the enterprise has to look again.
  await sql`
    update enterprise_change set state = 'returned', decided_at = now(), decided_by = '{"name":"合并"}', reason = '档案已合并，请核对后重新申报'
    where enterprise_id = ${fromId} and state = 'submitted'`.execute(tx)
  for (const table of ['enterprise_record', 'enterprise_change', 'major_hazard_installation']) {
    await sql`
      update ${sql.table(table)} set enterprise_id = ${into.id}, grid_code = ${into.gridCode}
      where enterprise_id = ${fromId}`.execute(tx)
  }
  await sql`
    update enterprise_contradiction set settled_at = now(), settlement = 'kept', settled_by = '{"name":"合并"}'
    where enterprise_id = ${fromId} and settled_at is null`.execute(tx)
}

/** Closes a file as part of another; its credit code becomes free for that one, its history keeps it. */
export async function markMerged(tx: Tx, id: string, into: string, act: Act): Promise<void> {
  await sql`
    update enterprise set version = version + 1, updated_at = now(), merged_into = ${into}, credit_code = null,
      act = ${act.name}, act_by = ${JSON.stringify(act.by)}, act_reason = ${act.reason}
    where id = ${id}`.execute(tx)
}
