import { type RawBuilder, sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

/** Cases of one kind in one state that wait for their volume. */
export interface Branch {
  type: string
  state: string
  keeps: RawBuilder<boolean> | undefined
  /** Closed before this instant it is late. */
  lateBefore: Date
}

/** What narrows the waiting list. */
export interface WaitingWish {
  branches: readonly Branch[]
  /** True for those past their day, false for the others. */
  late?: boolean | undefined
  grid?: string | undefined
  q?: string | undefined
}

export interface WaitingRow {
  id: string
  type: string
  state: string
  number: string | null
  title: string
  gridCode: string
  objectId: string | null
  closedAt: Date
  acts: number
  /** The volume begun for it, while it is not bound yet. */
  volumeId: string | null
}

/** Counting goes no further: the page says more than that. */
const MOST_COUNTED = 10_000

function conditions(scope: Scope, branch: Branch, wish: WaitingWish): RawBuilder<boolean> {
  // Words of the declaration, not of a request: only as text can the index of waiting cases be used.
  const all = [
    sql<boolean>`c.filed_as is null and c.type = ${sql.lit(branch.type)} and c.state = ${sql.lit(branch.state)}`,
    inScope(scope, 'c', 'object_id'),
  ]
  if (branch.keeps) all.push(branch.keeps)
  if (wish.late === true) all.push(sql<boolean>`c.state_since < ${branch.lateBefore}`)
  if (wish.late === false) all.push(sql<boolean>`c.state_since >= ${branch.lateBefore}`)
  if (wish.grid) all.push(sql<boolean>`starts_with(c.grid_code, ${wish.grid})`)
  if (wish.q) {
    const like = `%${wish.q.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql<boolean>`(c.title like ${like} or c.number like ${like})`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

const columns = sql`c.id, c.type, c.state, c.number, c.title, c.grid_code, c.object_id, c.state_since as closed_at, c.acts`

/** One page of waiting cases, the longest closed first. @param after closing and id of the last one before */
export async function listWaiting(
  tx: Tx,
  scope: Scope,
  wish: WaitingWish,
  page: { after: [string, string] | null; limit: number },
): Promise<(WaitingRow & { place: string })[]> {
  if (wish.branches.length === 0) return []
  const rest = page.after
    ? sql`and (c.state_since, c.id) > (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``
  const each = wish.branches.map(
    (branch) => sql`(select ${columns} from case_record c where ${conditions(scope, branch, wish)} ${rest}
      order by c.state_since, c.id limit ${page.limit})`,
  )
  const found = await sql<WaitingRow & { place: string }>`${PLANNED_EACH_TIME}
    select w.*, w.closed_at::text as place, (select v.id from archive_volume v where v.case_id = w.id and v.state in ('draft', 'binding', 'failed')) as volume_id
    from (${sql.join(each, sql` union all `)}) w order by w.closed_at, w.id limit ${page.limit}`.execute(tx)
  return found.rows
}

/** How many wait, to a bound. */
export async function countWaiting(
  tx: Tx,
  scope: Scope,
  wish: WaitingWish,
): Promise<{ total: number; totalIsBound: boolean }> {
  if (wish.branches.length === 0) return { total: 0, totalIsBound: false }
  const each = wish.branches.map(
    (branch) => sql`(select 1 from case_record c where ${conditions(scope, branch, wish)} limit ${MOST_COUNTED + 1})`,
  )
  const found = await sql<{ n: number }>`${PLANNED_EACH_TIME}
    select count(*)::int as n from (${sql.join(each, sql` union all `)}) w`.execute(tx)
  const n = found.rows[0]?.n ?? 0
  return { total: Math.min(n, MOST_COUNTED), totalIsBound: n > MOST_COUNTED }
}

/** Whether a case keeps a file of its own by the rule of its kind. */
export async function keepsFile(
  tx: Tx,
  scope: Scope,
  id: string,
  branch: Pick<Branch, 'type' | 'keeps'>,
): Promise<boolean> {
  const found = await sql`
    select from case_record c where c.id = ${id} and c.type = ${branch.type} and ${inScope(scope, 'c', 'object_id')}
      ${branch.keeps ? sql`and ${branch.keeps}` : sql``}`.execute(tx)
  return found.rows.length > 0
}
