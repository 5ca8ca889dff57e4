import { sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { type CaseFilter, matching } from './list-store.ts'

/** One act on all cases a filter matched. */
export interface BulkRow {
  id: string
  type: string
  act: string
  input: Record<string, unknown>
  filter: Record<string, unknown>
  accountId: string
  seatId: string
  gridCode: string
  objectId: string | null
  total: number
  state: 'running' | 'done' | 'cancelled'
  begunAt: Date
  endedAt: Date | null
}

/** How far it has come. */
export interface BulkCounts {
  done: number
  refused: number
}

export type NewBulk = Omit<BulkRow, 'state' | 'endedAt' | 'begunAt'> & { begunAt: string }

/** Enters it with every case that matches, each with the version it has now; the total was counted under the same filter. */
export async function insertBulk(tx: Tx, scope: Scope, bulk: NewBulk, filter: CaseFilter): Promise<number> {
  await sql`
    insert into case_bulk (id, type, act, input, filter, account_id, seat_id, grid_code, object_id, total, begun_at)
    values (${bulk.id}, ${bulk.type}, ${bulk.act}, ${JSON.stringify(bulk.input)}, ${JSON.stringify(bulk.filter)},
            ${bulk.accountId}, ${bulk.seatId}, ${bulk.gridCode}, ${bulk.objectId}, ${bulk.total}, ${bulk.begunAt})`.execute(
    tx,
  )
  const taken = await sql`
    ${PLANNED_EACH_TIME} insert into case_bulk_item (bulk_id, case_id, version)
    select ${bulk.id}::uuid, c.id, c.acts from case_record c where ${matching(scope, filter)}`.execute(tx)
  return Number(taken.numAffectedRows ?? 0n)
}

const columns = sql`b.id, b.type, b.act, b.input, b.filter, b.account_id, b.seat_id, b.grid_code, b.object_id, b.total, b.state,
  b.begun_at, b.ended_at`

/** What somebody asked for himself, with how far it has come. */
export async function findBulk(
  tx: Tx,
  actor: { scope: Scope; accountId: string },
  type: string,
  id: string,
): Promise<(BulkRow & BulkCounts) | undefined> {
  const found = await sql<BulkRow & BulkCounts>`
    select ${columns}, i.done, i.refused from case_bulk b cross join lateral (
      select count(*) filter (where i.done)::int as done, count(*) filter (where not i.done)::int as refused
      from case_bulk_item i where i.bulk_id = b.id) i
    where b.id = ${id} and b.type = ${type} and b.account_id = ${actor.accountId} and ${inScope(actor.scope, 'b', 'object_id')}`.execute(
    tx,
  )
  return found.rows[0]
}

/** What the worker has still to go on with, the oldest first. */
export async function listRunning(tx: Tx): Promise<BulkRow[]> {
  const found = await sql<BulkRow>`
    select ${columns} from case_bulk b where b.state = 'running' order by b.begun_at, b.id`.execute(tx)
  return found.rows
}

/** One that still runs, locked; undefined when it is over or another worker is at it. */
export async function takeRunning(tx: Tx, id: string): Promise<BulkRow | undefined> {
  const found = await sql<BulkRow>`
    select ${columns} from case_bulk b where b.id = ${id} and b.state = 'running' for update skip locked`.execute(tx)
  return found.rows[0]
}

/** The next cases whose turn it is, in the order of their ids as everybody locks them. */
export async function listLeft(tx: Tx, id: string, limit: number): Promise<{ caseId: string; version: number }[]> {
  const found = await sql<{ caseId: string; version: number }>`
    select case_id, version from case_bulk_item where bulk_id = ${id} and done is null order by case_id limit ${limit}`.execute(
    tx,
  )
  return found.rows
}

export async function updateItem(
  tx: Tx,
  bulkId: string,
  caseId: string,
  result: { done: boolean; why: string | null },
): Promise<void> {
  await sql`
    update case_bulk_item set done = ${result.done}, why = ${result.why}
    where bulk_id = ${bulkId} and case_id = ${caseId}`.execute(tx)
}

/** Refuses whatever is left, for one reason. */
export async function refuseLeft(tx: Tx, bulkId: string, why: string): Promise<void> {
  await sql`update case_bulk_item set done = false, why = ${why} where bulk_id = ${bulkId} and done is null`.execute(tx)
}

/** Ends one that runs. @returns whether it still ran */
export async function endBulk(tx: Tx, id: string, state: 'done' | 'cancelled'): Promise<boolean> {
  const ended = await sql`
    update case_bulk set state = ${state}, ended_at = now() where id = ${id} and state = 'running'`.execute(tx)
  return (ended.numAffectedRows ?? 0n) > 0n
}

export async function countItems(tx: Tx, id: string): Promise<BulkCounts & { left: number }> {
  const found = await sql<BulkCounts & { left: number }>`
    select count(*) filter (where done)::int as done, count(*) filter (where not done)::int as refused,
      count(*) filter (where done is null)::int as left
    from case_bulk_item where bulk_id = ${id}`.execute(tx)
  return found.rows[0] as BulkCounts & { left: number }
}

/** A case and what became of it. */
export interface BulkItem {
  id: string
  number: string | null
  title: string
  done: boolean | null
  why: string | null
}

/** Cases with what became of them, those inside the scope; null asks for what is left. */
export async function listItems(
  tx: Tx,
  scope: Scope,
  bulkId: string,
  done: boolean | null,
  page: { after: string | null; limit: number },
): Promise<BulkItem[]> {
  const found = await sql<BulkItem>`
    select c.id, c.number, c.title, i.done, i.why from case_bulk_item i join case_record c on c.id = i.case_id
    where i.bulk_id = ${bulkId} and i.done is not distinct from ${done} and ${inScope(scope, 'c', 'object_id')}
      and (${page.after}::uuid is null or c.id > ${page.after})
    order by c.id limit ${page.limit}`.execute(tx)
  return found.rows
}
