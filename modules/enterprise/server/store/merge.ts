import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Act, Page } from './enterprise.ts'

export interface DoubleRow {
  id: string
  name: string
  creditCode: string | null
  gridCode: string
  gridName: string
  address: string | null
  contact: string | null
  version: number
  createdAt: Date
}

/** Enterprises of one county that bear the same bare name; what may be one enterprise registered twice. */
export interface DoubleGroup {
  county: string
  nameKey: string
  members: DoubleRow[]
}

/** Groups of probable doubles inside the scope. Two different credit codes are two enterprises, whatever their names. */
export async function listDoubles(
  tx: Tx,
  scope: Scope,
  query: { cursor?: string | undefined; limit: number },
): Promise<Page<DoubleGroup>> {
  const after = readCursor<[string, string]>(query.cursor, ['string', 'string'])
  const found = await sql<DoubleGroup>`
    select left(e.grid_code, 6) as county, e.name_key,
           jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'creditCode', e.credit_code, 'gridCode', e.grid_code,
             'gridName', (select g.name from grid_node g where g.code = e.grid_code), 'address', e.address, 'contact', e.contact,
             'version', e.version, 'createdAt', e.created_at) order by e.created_at, e.id) as members
    from enterprise e
    where e.merged_into is null and e.name_key <> '' and ${inScope(scope, 'e', 'id')}
    group by 1, 2
    having count(*) > 1 and count(*) > count(distinct e.credit_code)
      ${after ? sql`and (left(e.grid_code, 6), e.name_key) > (${after[0]}, ${after[1]})` : sql``}
    order by 1, 2 limit ${query.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.rows.length > query.limit && last ? writeCursor([last.county, last.nameKey]) : null,
  }
}

/** How many groups of probable doubles there are inside the scope. */
export async function countDoubles(tx: Tx, scope: Scope): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from enterprise e where e.merged_into is null and e.name_key <> '' and ${inScope(scope, 'e', 'id')}
      group by left(e.grid_code, 6), e.name_key having count(*) > 1 and count(*) > count(distinct e.credit_code)
    ) groups`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

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
