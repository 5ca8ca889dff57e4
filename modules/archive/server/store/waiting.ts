import { type RawBuilder, sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { type FilingRule, notLateFrom } from '../../model/term.ts'

/** Cases of one kind in one state that wait for their volume. */
export interface Branch {
  type: string
  state: string
  keeps: RawBuilder<boolean> | undefined
  /** By when they are to be filed; the days of the office for those that count from the closing. */
  due: FilingRule
  days: number
}

/** What narrows the waiting list. */
export interface WaitingWish {
  branches: readonly Branch[]
  /** True for those past their day, false for the others. */
  late?: boolean | undefined
  grid?: string | undefined
  q?: string | undefined
}

/** Start of a day in China. */
const startOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`)

/** The day a case is to be filed by: `fileBy` in SQL. */
const dueOn = ({ due, days }: Branch): RawBuilder<string> => {
  const closed = sql`(c.state_since at time zone 'Asia/Shanghai')::date`
  return due === 'by-june'
    ? sql`make_date(extract(year from ${closed})::int + 1, 6, 30)`
    : sql`(${closed} + ${sql.lit(days)}::int)`
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
  dueOn: string
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
  const lateBefore = startOf(notLateFrom(branch.due, branch.days, today()))
  if (wish.late === true) all.push(sql<boolean>`c.state_since < ${lateBefore}`)
  if (wish.late === false) all.push(sql<boolean>`c.state_since >= ${lateBefore}`)
  if (wish.grid) all.push(sql<boolean>`starts_with(c.grid_code, ${wish.grid})`)
  if (wish.q) {
    const like = `%${wish.q.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql<boolean>`(c.title like ${like} or c.number like ${like})`)
  }
  return sql<boolean>`${sql.join(all, sql` and `)}`
}

const columns = sql`c.id, c.type, c.state, c.number, c.title, c.grid_code, c.object_id, c.state_since as closed_at, c.acts`

/** One page of waiting cases, those due first at its head. @param after day it is due, closing and id of the last one before */
export async function listWaiting(
  tx: Tx,
  scope: Scope,
  wish: WaitingWish,
  page: { after: [string, string, string] | null; limit: number },
): Promise<(WaitingRow & { place: string })[]> {
  if (wish.branches.length === 0) return []
  const each = wish.branches.map((branch) => {
    // Within one kind what was closed first is due first, so an index in the order of closing serves; the first bound lets it begin there.
    const rest = page.after
      ? sql`and c.state_since >= ${startOf(notLateFrom(branch.due, branch.days, page.after[0]))}
          and (${dueOn(branch)}, c.state_since, c.id) > (${page.after[0]}::date, ${page.after[1]}::timestamptz, ${page.after[2]}::uuid)`
      : sql``
    return sql`(select ${columns}, ${dueOn(branch)} as due_on from case_record c where ${conditions(scope, branch, wish)} ${rest}
      order by c.state_since, c.id limit ${page.limit})`
  })
  const found = await sql<WaitingRow & { place: string }>`${PLANNED_EACH_TIME}
    select w.*, w.closed_at::text as place, (select v.id from archive_volume v where v.case_id = w.id and v.state in ('draft', 'binding', 'failed')) as volume_id
    from (${sql.join(each, sql` union all `)}) w order by w.due_on, w.closed_at, w.id limit ${page.limit}`.execute(tx)
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
