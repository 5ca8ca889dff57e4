import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { AppraisalState, Decision } from '../../model/codes.ts'

export interface AppraisalRow {
  id: string
  decision: Decision
  years: number | null
  reason: string
  appraisers: string
  state: AppraisalState
  proposedAt: Date
  proposedAccount: string
  proposedBy: string
  decidedAt: Date | null
  decidedAccount: string | null
  decidedBy: string | null
  opinion: string | null
  firstAccount: string | null
  firstBy: string | null
  secondBy: string | null
  secondAt: Date | null
}

const columns = sql`a.id, a.decision, a.years, a.reason, a.appraisers, a.state, a.proposed_at, a.proposed_account, a.proposed_by,
  a.decided_at, a.decided_account, a.decided_by, a.opinion, a.first_account, a.first_by, a.second_by, a.second_at`

/** @returns false when one is under way already */
export async function insertAppraisal(
  tx: Tx,
  row: {
    id: string
    volumeId: string
    gridCode: string
    decision: Decision
    years: number | null
    reason: string
    appraisers: string
    accountId: string
    by: string
  },
): Promise<boolean> {
  const done = await sql`
    insert into archive_appraisal (id, volume_id, grid_code, decision, years, reason, appraisers, state, proposed_account, proposed_by)
    values (${row.id}, ${row.volumeId}, ${row.gridCode}, ${row.decision}, ${row.years}, ${row.reason}, ${row.appraisers}, 'proposed',
      ${row.accountId}, ${row.by}) on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Appraisals of a volume, the latest first; whoever asks has read the volume inside his scope. */
export async function listOfVolume(tx: Tx, volumeId: string): Promise<AppraisalRow[]> {
  const found = await sql<AppraisalRow>`
    select ${columns} from archive_appraisal a where a.volume_id = ${volumeId} order by a.proposed_at desc, a.id desc`.execute(
    tx,
  )
  return found.rows
}

export async function updateDecided(
  tx: Tx,
  id: string,
  set: { state: AppraisalState; accountId: string; by: string; opinion: string },
): Promise<void> {
  await sql`
    update archive_appraisal set state = ${set.state}, decided_at = now(), decided_account = ${set.accountId},
      decided_by = ${set.by}, opinion = ${set.opinion} where id = ${id}`.execute(tx)
}

export async function updateFirst(tx: Tx, id: string, by: { accountId: string; name: string }): Promise<void> {
  await sql`
    update archive_appraisal set first_account = ${by.accountId}, first_by = ${by.name}, first_at = now() where id = ${id}`.execute(
    tx,
  )
}

export async function updateSecond(tx: Tx, id: string, by: { accountId: string; name: string }): Promise<void> {
  await sql`
    update archive_appraisal set state = 'done', second_account = ${by.accountId}, second_by = ${by.name}, second_at = now()
    where id = ${id}`.execute(tx)
}
