import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { Diligence } from '../../model/codes.ts'
import type { OfficeFilterInput } from '../../model/schema.ts'

/** What is looked at: which month, as it stands on a day, and when zero reports are doubtful. */
export interface Look {
  from: string
  to: string
  today: string
  zeroRun: number
  /** Hazards the office found since this day count. */
  since: string
}

export interface EnterpriseLineRow {
  objectId: string
  objectName: string
  gridCode: string
  state: Diligence
  plans: number
  due: number
  done: number
  missed: number
  zero: number
  hazards: number
  zeroRun: number
  officeHazards: number
  doubtful: boolean
  lastDoneOn: string | null
}

/**
 * Every enterprise of a choice with how it checked itself in the month. A check counts in the month its last day lies in;
 * one that is not due yet and not done counts nowhere. Doubtful: so many zero reports in a row while the office found hazards.
 */
const diligence = (chosen: RawBuilder<unknown>, scope: Scope, look: Look) => sql`
  with x as (${chosen}),
  plan as (
    select p.object_id, count(*)::int as plans from self_check_plan p
    where p.ended_on is null and ${inScope(scope, 'p', 'object_id')} group by 1),
  month as (
    select c.object_id, count(*) filter (where c.finished_at is not null or c.due_on < ${look.today})::int as due,
      count(c.finished_at)::int as done, count(*) filter (where c.finished_at is null and c.due_on < ${look.today})::int as missed,
      count(*) filter (where c.zero)::int as zero, coalesce(sum(c.bad) filter (where c.finished_at is not null), 0)::int as hazards
    from self_check c where c.due_on between ${look.from} and ${look.to} and ${inScope(scope, 'c', 'object_id')} group by 1),
  broken as (
    select c.object_id, max(c.finished_at) filter (where not c.zero) as at, max(c.finished_at) as last from self_check c
    where c.finished_at is not null and ${inScope(scope, 'c', 'object_id')} group by 1),
  run as (
    select c.object_id, count(*)::int as zero_run from self_check c join broken b on b.object_id = c.object_id
    where c.zero and (b.at is null or c.finished_at > b.at) and ${inScope(scope, 'c', 'object_id')} group by 1),
  office as (
    select h.object_id, count(*)::int as n from known_hazard h
    where not h.self_found and h.found_on >= ${look.since} and ${inScope(scope, 'h', 'object_id')} group by 1),
  line as (
    select x.id as object_id, e.name as object_name, x.grid_code, coalesce(p.plans, 0) as plans, coalesce(m.due, 0) as due,
      coalesce(m.done, 0) as done, coalesce(m.missed, 0) as missed, coalesce(m.zero, 0) as zero,
      coalesce(m.hazards, 0) as hazards, coalesce(r.zero_run, 0) as zero_run, coalesce(o.n, 0) as office_hazards,
      coalesce(r.zero_run, 0) >= ${look.zeroRun} and coalesce(o.n, 0) > 0 as doubtful,
      ((b.last at time zone 'Asia/Shanghai')::date)::text as last_done_on,
      case when coalesce(m.due, 0) = 0 then case when p.plans is null then 'none' else 'waiting' end
           when m.done = 0 then 'missing' when m.missed > 0 then 'partial' else 'complete' end as state
    from x join supervised_enterprise e on e.id = x.id left join plan p on p.object_id = x.id
    left join month m on m.object_id = x.id left join run r on r.object_id = x.id left join office o on o.object_id = x.id
    left join broken b on b.object_id = x.id)`

function narrowed({ state, doubtful, q }: OfficeFilterInput): RawBuilder<boolean> {
  const conditions = [sql<boolean>`true`]
  if (state) conditions.push(sql<boolean>`l.state = ${state}`)
  if (doubtful) conditions.push(sql<boolean>`l.doubtful`)
  if (q) conditions.push(sql<boolean>`l.object_name like ${`%${q.replace(/[%_\\]/g, '\\$&')}%`}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** Who needs looking after comes first. */
const ORDER = sql`array_position(array['missing', 'partial', 'none', 'waiting', 'complete'], l.state)`

/** One page of enterprises, those that did not check first, then in order of grid and name. */
export async function listEnterprises(
  tx: Tx,
  chosen: RawBuilder<unknown>,
  scope: Scope,
  filter: OfficeFilterInput,
  look: Look,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: EnterpriseLineRow[]; nextCursor: string | null }> {
  const at = readCursor<[number, string, string, string]>(page.cursor, ['number', 'string', 'string', 'uuid'])
  const rest = at
    ? sql`and (${ORDER}, l.grid_code, l.object_name, l.object_id) > (${at[0]}::int, ${at[1]}, ${at[2]}, ${at[3]}::uuid)`
    : sql``
  const found = await sql<EnterpriseLineRow & { place: number }>`
    ${diligence(chosen, scope, look)} select l.*, ${ORDER} as place from line l where ${narrowed(filter)} ${rest}
    order by ${ORDER}, l.grid_code, l.object_name, l.object_id limit ${page.limit + 1}`.execute(tx)
  const rows = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? rows.at(-1) : undefined
  return {
    items: rows.map(({ place: _, ...row }) => row),
    nextCursor: last ? writeCursor([last.place, last.gridCode, last.objectName, last.objectId]) : null,
  }
}

export interface FigureRow {
  total: number
  none: number
  waiting: number
  missing: number
  partial: number
  complete: number
  doubtful: number
  checksDue: number
  checksDone: number
  zeroReports: number
  hazards: number
}

/** Figures over the same enterprises; each opens by the same filter with one word more. */
export async function countEnterprises(
  tx: Tx,
  chosen: RawBuilder<unknown>,
  scope: Scope,
  filter: OfficeFilterInput,
  look: Look,
): Promise<FigureRow> {
  const found = await sql<FigureRow>`
    ${diligence(chosen, scope, look)} select count(*) as total, count(*) filter (where l.state = 'none') as none,
      count(*) filter (where l.state = 'waiting') as waiting, count(*) filter (where l.state = 'missing') as missing,
      count(*) filter (where l.state = 'partial') as partial, count(*) filter (where l.state = 'complete') as complete,
      count(*) filter (where l.doubtful) as doubtful, coalesce(sum(l.due), 0)::int as checks_due,
      coalesce(sum(l.done), 0)::int as checks_done, coalesce(sum(l.zero), 0)::int as zero_reports,
      coalesce(sum(l.hazards), 0)::int as hazards
    from line l where ${narrowed(filter)}`.execute(tx)
  return found.rows[0] as FigureRow
}
