import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

/** Numbers of one agency with one word in one year. */
export interface Series {
  agencyGrid: string
  word: string
  year: number
}

const of = ({ agencyGrid, word, year }: Series) =>
  sql`agency_grid = ${agencyGrid} and word = ${word} and year = ${year}`

/** Holds the counter of a series until the transaction ends: two that want a number wait for each other here. @returns the last one given */
export async function lockCounter(tx: Tx, series: Series): Promise<number> {
  await sql`
    insert into legal_number_counter (agency_grid, word, year) values (${series.agencyGrid}, ${series.word}, ${series.year})
    on conflict do nothing`.execute(tx)
  const found = await sql<{ last: number }>`
    select last from legal_number_counter where ${of(series)} for update`.execute(tx)
  return found.rows[0]?.last ?? 0
}

export async function setCounter(tx: Tx, series: Series, last: number): Promise<void> {
  await sql`update legal_number_counter set last = ${last} where ${of(series)}`.execute(tx)
}

export interface NumberRow {
  n: number
  state: 'used' | 'reserved' | 'returned' | 'void'
  documentId: string | null
  blockId: string | null
  reason: string | null
}

export async function findNumber(tx: Tx, series: Series, n: number): Promise<NumberRow | undefined> {
  const found = await sql<NumberRow>`
    select n, state, document_id, block_id, reason from legal_number where ${of(series)} and n = ${n} for update`.execute(
    tx,
  )
  return found.rows[0]
}

/** The lowest number that was given back, so that no gap stays. */
export async function findReturned(tx: Tx, series: Series): Promise<number | null> {
  const found = await sql<{ n: number }>`
    select n from legal_number where ${of(series)} and state = 'returned' order by n limit 1`.execute(tx)
  return found.rows[0]?.n ?? null
}

/** Numbers above a mark that a document or a device has already. */
export async function listTakenAbove(tx: Tx, series: Series, n: number): Promise<Set<number>> {
  const found = await sql<{ n: number }>`select n from legal_number where ${of(series)} and n > ${n}`.execute(tx)
  return new Set(found.rows.map((row) => row.n))
}

/** Says what became of a number. Given back, it loses the code it had on a device. */
export async function putNumber(
  tx: Tx,
  series: Series,
  row: NumberRow & { by: string; checkCode?: string },
): Promise<void> {
  await sql`
    insert into legal_number (agency_grid, word, year, n, state, document_id, block_id, reason, changed_by, check_code)
    values (${series.agencyGrid}, ${series.word}, ${series.year}, ${row.n}, ${row.state}, ${row.documentId}, ${row.blockId},
            ${row.reason}, ${row.by}, ${row.checkCode ?? null})
    on conflict (agency_grid, word, year, n) do update set state = excluded.state, document_id = excluded.document_id,
      block_id = coalesce(excluded.block_id, legal_number.block_id), reason = excluded.reason, changed_at = now(),
      changed_by = excluded.changed_by,
      check_code = case when excluded.state <> 'returned' then coalesce(excluded.check_code, legal_number.check_code) end`.execute(
    tx,
  )
}

/** The number a case has in a year, by any document of it that stands. */
export async function findSeqOfCase(tx: Tx, agencyGrid: string, caseId: string, year: number): Promise<number | null> {
  const found = await sql<{ seq: number }>`
    select d.seq from legal_document d
    where d.case_id = ${caseId} and d.agency_grid = ${agencyGrid} and d.year = ${year} and d.seq is not null
    order by d.issued_at limit 1`.execute(tx)
  return found.rows[0]?.seq ?? null
}

export interface BlockRow extends Series {
  id: string
  device: string
  reservedAt: Date
  reservedBy: string
  /** The device that prints with the numbers, whose account, and the region word they print with; null for a block kept by hand. */
  deviceId: string | null
  accountId: string | null
  region: string | null
}

const blockColumns = sql`b.id, b.agency_grid, b.word, b.year, b.device, b.reserved_at, b.reserved_by, b.device_id, b.account_id,
  b.region`

/** @returns false when a block of this id is there already */
export async function insertBlock(tx: Tx, row: Omit<BlockRow, 'reservedAt'>): Promise<boolean> {
  const done = await sql`
    insert into legal_number_block (id, agency_grid, word, year, device, reserved_by, device_id, account_id, region)
    values (${row.id}, ${row.agencyGrid}, ${row.word}, ${row.year}, ${row.device}, ${row.reservedBy}, ${row.deviceId},
      ${row.accountId}, ${row.region})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function findBlock(tx: Tx, agencyGrid: string, id: string): Promise<BlockRow | undefined> {
  const found = await sql<BlockRow>`
    select ${blockColumns} from legal_number_block b where b.id = ${id} and b.agency_grid = ${agencyGrid}`.execute(tx)
  return found.rows[0]
}

/** Blocks of an agency, the latest first. */
export async function listBlocks(tx: Tx, agencyGrid: string): Promise<BlockRow[]> {
  const found = await sql<BlockRow>`
    select ${blockColumns} from legal_number_block b where b.agency_grid = ${agencyGrid}
    order by b.reserved_at desc, b.id limit 200`.execute(tx)
  return found.rows
}

export async function listNumbersOf(tx: Tx, blockIds: readonly string[]): Promise<NumberRow[]> {
  const found = await sql<NumberRow>`
    select n, state, document_id, block_id, reason from legal_number where block_id = any(${blockIds}::uuid[])
    order by n`.execute(tx)
  return found.rows
}

/** A number that a device has and no document yet, with its code. */
export interface HeldNumber extends Series {
  blockId: string
  n: number
  region: string
  checkCode: string
}

/** Numbers an agency's devices hold for an account: those set aside and not used, given back or void, the lowest first. */
export async function listHeld(
  tx: Tx,
  of: { agencyGrid: string; deviceId: string; accountId: string },
): Promise<HeldNumber[]> {
  const found = await sql<HeldNumber>`
    select l.block_id, l.n, l.agency_grid, l.word, l.year, b.region, l.check_code
    from legal_number l join legal_number_block b on b.id = l.block_id
    where b.device_id = ${of.deviceId} and b.account_id = ${of.accountId} and b.agency_grid = ${of.agencyGrid}
      and l.state = 'reserved'
    order by l.word, l.year, l.n`.execute(tx)
  return found.rows
}

/** How many numbers an agency gave devices of an account since an instant; those given back since are out of the count. */
export async function countGivenSince(
  tx: Tx,
  of: { agencyGrid: string; accountId: string },
  since: Date,
): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from legal_number l join legal_number_block b on b.id = l.block_id
    where b.account_id = ${of.accountId} and b.agency_grid = ${of.agencyGrid} and b.device_id is not null
      and b.reserved_at >= ${since} and l.state <> 'returned'`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** Code and last change of a number. */
export async function findCode(
  tx: Tx,
  series: Series,
  n: number,
): Promise<{ checkCode: string | null; changedBy: string; changedAt: Date } | undefined> {
  const found = await sql<{ checkCode: string | null; changedBy: string; changedAt: Date }>`
    select check_code, changed_by, changed_at from legal_number where ${of(series)} and n = ${n}`.execute(tx)
  return found.rows[0]
}

/** What the public check is told of a number whose document is not there; undefined when number and code do not belong together. */
export async function findWaiting(
  tx: Tx,
  number: string,
  code: string,
): Promise<{ state: 'reserved' | 'void'; agency: string } | undefined> {
  const found = await sql<{ state: 'reserved' | 'void'; agency: string }>`
    select * from legal_number_check(${number}, ${code})`.execute(tx)
  return found.rows[0]
}

/** Every number of a series that left the counter, in order, with its document's number where it has one. */
export async function listSeries(
  tx: Tx,
  series: Series,
): Promise<(NumberRow & { number: string | null; name: string | null; changedBy: string })[]> {
  const found = await sql<NumberRow & { number: string | null; name: string | null; changedBy: string }>`
    select l.n, l.state, l.document_id, l.block_id, l.reason, l.changed_by, d.number, d.name
    from legal_number l left join legal_document d on d.id = l.document_id
    where l.agency_grid = ${series.agencyGrid} and l.word = ${series.word} and l.year = ${series.year}
    order by l.n limit 20000`.execute(tx)
  return found.rows
}
