import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { LoanState } from '../../model/codes.ts'

export interface LoanRow {
  id: string
  volumeId: string
  gridCode: string
  accountId: string
  seatId: string
  borrower: string
  reason: string
  extent: string
  days: number
  state: LoanState
  askedAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  decision: string | null
  dueOn: string | null
  endedAt: Date | null
}

const columns = sql`l.id, l.volume_id, l.grid_code, l.account_id, l.seat_id, l.borrower, l.reason, l.extent, l.days, l.state,
  l.asked_at, l.decided_at, l.decided_by, l.decision, l.due_on, l.ended_at`

/** @returns false when this account has asked for the volume already, or has it */
export async function insertLoan(
  tx: Tx,
  row: Pick<
    LoanRow,
    'id' | 'volumeId' | 'gridCode' | 'accountId' | 'seatId' | 'borrower' | 'reason' | 'extent' | 'days'
  >,
): Promise<boolean> {
  const done = await sql`
    insert into archive_loan (id, volume_id, grid_code, account_id, seat_id, borrower, reason, extent, days, state)
    values (${row.id}, ${row.volumeId}, ${row.gridCode}, ${row.accountId}, ${row.seatId}, ${row.borrower}, ${row.reason},
      ${row.extent}, ${row.days}, 'asked') on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function findLoanForUpdate(tx: Tx, scope: Scope, id: string): Promise<LoanRow | undefined> {
  const found = await sql<LoanRow>`
    select ${columns} from archive_loan l where l.id = ${id} and ${inScope(scope, 'l', 'id')} for update`.execute(tx)
  return found.rows[0]
}

/** What somebody asked of a volume last, or has of it. */
export async function findOwn(tx: Tx, actor: Pick<Actor, 'accountId'>, volumeId: string): Promise<LoanRow | undefined> {
  const found = await sql<LoanRow>`
    select ${columns} from archive_loan l where l.volume_id = ${volumeId} and l.account_id = ${actor.accountId}
    order by l.asked_at desc, l.id desc limit 1`.execute(tx)
  return found.rows[0]
}

/** Which of some volumes are lent now. */
export async function listLent(tx: Tx, volumeIds: readonly string[]): Promise<Set<string>> {
  const found = await sql<{ volumeId: string }>`
    select distinct l.volume_id from archive_loan l where l.volume_id = any(${volumeIds}::uuid[]) and l.state = 'lent'`.execute(
    tx,
  )
  return new Set(found.rows.map(({ volumeId }) => volumeId))
}

export interface LoanWish {
  state?: LoanState | undefined
  /** Only those of this account. */
  accountId?: string | undefined
}

const matching = (
  scope: Scope,
  { state, accountId }: LoanWish,
): RawBuilder<boolean> => sql<boolean>`${inScope(scope, 'l', 'id')}
  ${state ? sql`and l.state = ${state}` : sql``} ${accountId ? sql`and l.account_id = ${accountId}` : sql``}`

/** One page of loans with the volume they are of, the latest asked first. */
export async function listLoans(
  tx: Tx,
  scope: Scope,
  wish: LoanWish,
  page: { after: [string, string] | null; limit: number },
): Promise<(LoanRow & { archiveNo: string; title: string; place: string })[]> {
  const rest = page.after
    ? sql`and (l.asked_at, l.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``
  const found = await sql<LoanRow & { archiveNo: string; title: string; place: string }>`
    select ${columns}, v.archive_no, v.title, l.asked_at::text as place
    from archive_loan l join archive_volume v on v.id = l.volume_id
    where ${matching(scope, wish)} ${rest} order by l.asked_at desc, l.id desc limit ${page.limit}`.execute(tx)
  return found.rows
}

export async function countLoans(tx: Tx, scope: Scope, wish: LoanWish): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from archive_loan l where ${matching(scope, wish)}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

export async function updateDecided(
  tx: Tx,
  id: string,
  set: { state: 'lent' | 'refused'; by: string; text: string; dueOn: string | null },
): Promise<void> {
  await sql`
    update archive_loan set state = ${set.state}, decided_at = now(), decided_by = ${set.by}, decision = ${set.text},
      due_on = ${set.dueOn} where id = ${id}`.execute(tx)
}

export async function updateEnded(tx: Tx, id: string, state: 'returned' | 'expired' | 'withdrawn'): Promise<void> {
  await sql`update archive_loan set state = ${state}, ended_at = now() where id = ${id}`.execute(tx)
}

/** Loans whose last day is gone, locked; those another worker has are left out. */
export async function listExpired(tx: Tx, on: string, limit: number): Promise<LoanRow[]> {
  const found = await sql<LoanRow>`
    select ${columns} from archive_loan l where l.state = 'lent' and l.due_on < ${on} order by l.due_on, l.id
    limit ${limit} for update skip locked`.execute(tx)
  return found.rows
}

/** Loans of a volume that go on or wait end with it. */
export async function endOfVolume(tx: Tx, volumeId: string): Promise<void> {
  await sql`
    update archive_loan set state = case when state = 'lent' then 'returned' else 'withdrawn' end, ended_at = now()
    where volume_id = ${volumeId} and state in ('asked', 'lent')`.execute(tx)
}
