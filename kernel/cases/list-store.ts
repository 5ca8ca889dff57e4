import { type RawBuilder, sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { narrow, type Scope, topOf } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { BOX_COUNTED } from './model/boxes.ts'
import type { ClockStage } from './model/clock.ts'
import type { Claims } from './model/photo-doubts.ts'
import { type CaseRow, columns, type SeatPlace } from './store.ts'

/** A case in a list, with the seat whose turn it is. */
export interface CaseLine extends CaseRow {
  holderTitle: string | null
  holderBody: string | null
  holderName: string | null
}

export interface CaseFilter {
  type?: string | undefined
  /** Any of these kinds. */
  types?: readonly string[]
  grid?: string | undefined
  /** What lies in the grid itself, not in those below it. */
  own?: boolean | undefined
  objectId?: string | undefined
  state?: string | undefined
  /** `open` for everything not ended. */
  open?: boolean | undefined
  late?: boolean | undefined
  supervised?: boolean | undefined
  /** Further conditions on `c`: of the module, and of words looked for. */
  more?: readonly RawBuilder<boolean>[]
  /** Rows of a list beyond this are not counted; the common bound unless said. */
  countedTo?: number
}

/** Digits of the code of a town. */
const TOWN_DIGITS = 9

/** Boxes of an inbox, as what a seat has to do with a case. */
export type CaseBox = 'todo' | 'sent' | 'late' | 'copied' | 'supervised'

/** The day in China: the database's own day begins eight hours later. */
const TODAY = sql`(now() at time zone 'Asia/Shanghai')::date`

const seatColumns = sql`
  (select s.title from seat s where s.id = c.holder_seat_id) as holder_title,
  (select b.name from seat s join body b on b.id = s.body_id where s.id = c.holder_seat_id) as holder_body,
  (select p.name || coalesce('（' || (
      select a.name from seat_holding i join person a on a.id = i.person_id
      where i.seat_id = h.seat_id and i.stands_in_for = p.id and i.from_on <= ${TODAY} and i.to_on >= ${TODAY} limit 1) || '代）', '')
   from seat_holding h join person p on p.id = h.person_id
   where h.seat_id = c.holder_seat_id and h.from_on <= ${TODAY} and (h.to_on is null or h.to_on >= ${TODAY})
   order by h.stands_in_for is not null, h.from_on desc limit 1) as holder_name`

/** The town a scope lies in, as an equality an index begins with; nothing for scopes wider than a town. */
function inTown(scope: Scope): RawBuilder<boolean> {
  const top = topOf(scope)
  return top && top.length >= TOWN_DIGITS
    ? sql<boolean>`c.town_code = ${top.slice(0, TOWN_DIGITS)}`
    : sql<boolean>`true`
}

/** Scope and filter as one condition on `c`. */
export function matching(scope: Scope, filter: CaseFilter): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions: RawBuilder<boolean>[] = [inScope(bounds, 'c', 'object_id'), inTown(bounds)]
  if (filter.type) conditions.push(sql<boolean>`c.type = ${filter.type}`)
  if (filter.types) conditions.push(sql<boolean>`c.type = any(${[...filter.types]}::text[])`)
  if (filter.grid && scope.objectId) conditions.push(sql<boolean>`starts_with(c.grid_code, ${filter.grid})`)
  if (filter.grid && filter.own) conditions.push(sql<boolean>`c.grid_code = ${filter.grid}`)
  if (filter.objectId) conditions.push(sql<boolean>`c.object_id = ${filter.objectId}`)
  if (filter.state) conditions.push(sql<boolean>`c.state = ${filter.state}`)
  if (filter.open) conditions.push(sql<boolean>`c.closed_at is null`)
  if (filter.late) conditions.push(sql<boolean>`c.closed_at is null and c.stage in ('overdue', 'raised')`)
  if (filter.supervised) conditions.push(sql<boolean>`c.supervised_seat_id is not null`)
  conditions.push(...(filter.more ?? []))
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

/** The newest first, or what is due next first. */
export type CaseSort = 'opened' | 'due'

/** One page of a list, found by its index first and read after. @param after place of the last row of the page before */
export async function listCases(
  tx: Tx,
  scope: Scope,
  filter: CaseFilter,
  page: { sort: CaseSort; after: { key: string; id: string } | null; limit: number },
): Promise<(CaseLine & { sortKey: string })[]> {
  const due = page.sort === 'due'
  const key = due ? sql`c.due_at` : sql`c.opened_at`
  const beyond = due ? sql`>` : sql`<`
  const order = due ? sql`${key}, c.id` : sql`${key} desc, c.id desc`
  const rest = page.after
    ? sql`and (${key}, c.id) ${beyond} (${page.after.key}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const found = await sql<CaseLine & { sortKey: string }>`
    ${PLANNED_EACH_TIME} with page as materialized (
      select c.id from case_record c where ${matching(scope, filter)} ${rest} order by ${order} limit ${page.limit})
    select ${columns}, ${seatColumns}, (${key})::text as sort_key from page join case_record c using (id) order by ${order}`.execute(
    tx,
  )
  return found.rows
}

/** One case as a line; undefined outside the scope. */
export async function findLine(tx: Tx, scope: Scope, id: string): Promise<CaseLine | undefined> {
  const found = await sql<CaseLine>`
    select ${columns}, ${seatColumns} from case_record c where c.id = ${id} and ${inScope(scope, 'c', 'object_id')}`.execute(
    tx,
  )
  return found.rows[0]
}

/** How many cases match, counted no further than a bound. */
export async function countCases(tx: Tx, scope: Scope, filter: CaseFilter, bound: number): Promise<number> {
  const found = await sql<{ n: number }>`
    ${PLANNED_EACH_TIME} select count(*)::int as n from (select from case_record c where ${matching(scope, filter)} limit ${bound + 1}) few`.execute(
    tx,
  )
  return found.rows[0]?.n ?? 0
}

/**
 * What a seat has to do with a case: conditions on `c` no case fulfils two of, each found by an index of its own. Asked cases are
 * looked up as an array, else both halves of the box would be read whole and sorted; the level of a late one's holder is asked row by row,
 * since a join would read all late ones to sort them.
 */
function inBox(box: CaseBox, scope: Scope, seat: { id: string; gridCode: string }): RawBuilder<boolean>[] {
  const isOpen = sql<boolean>`c.closed_at is null`
  switch (box) {
    case 'todo':
      return [
        sql<boolean>`${isOpen} and c.holder_seat_id = ${seat.id}`,
        sql<boolean>`${isOpen} and c.holder_seat_id is distinct from ${seat.id} and c.id = any(array(
          select a.case_id from case_ask a where a.seat_id = ${seat.id} and a.answered_at is null))`,
      ]
    case 'sent':
      return [
        sql<boolean>`${isOpen} and c.opened_seat_id = ${seat.id} and c.holder_seat_id is distinct from c.opened_seat_id`,
      ]
    case 'copied':
      return [sql<boolean>`c.id in (select p.case_id from case_copy p where p.seat_id = ${seat.id})`]
    case 'supervised':
      return [sql<boolean>`${isOpen} and c.supervised_seat_id = ${seat.id}`]
    case 'late':
      return [
        sql<boolean>`${isOpen} and c.stage in ('overdue', 'raised') and ${inTown(scope)} and c.holder_seat_id <> ${seat.id}
          and (select length(s.grid_code) > ${seat.gridCode.length} from seat s where s.id = c.holder_seat_id)`,
      ]
  }
}

/** A page of a box, the most urgent first; what has no clock comes after, the oldest first. */
export async function listBox(
  tx: Tx,
  scope: Scope,
  box: CaseBox,
  seat: { id: string; gridCode: string },
  page: { after: { overdueAt: string; id: string } | null; limit: number; type?: string | undefined },
): Promise<(CaseLine & { dueKey: string; asked: string | null })[]> {
  const ofType = page.type ? sql`and c.type = ${page.type}` : sql``
  const rest = page.after
    ? sql`and (c.due_at, c.id) > (${page.after.overdueAt}::timestamptz, ${page.after.id}::uuid)`
    : sql``
  const parts = inBox(box, scope, seat).map(
    (condition) =>
      sql`(select c.due_at, c.id from case_record c where ${inScope(scope, 'c', 'object_id')} and ${condition} ${ofType} ${rest}
        order by c.due_at, c.id limit ${page.limit})`,
  )
  const found = await sql<CaseLine & { dueKey: string; asked: string | null }>`
    ${PLANNED_EACH_TIME} with page as materialized (
      select id from (${sql.join(parts, sql` union all `)}) found order by due_at, id limit ${page.limit})
    select ${columns}, ${seatColumns}, c.due_at::text as due_key,
      (select a.kind from case_ask a where a.case_id = c.id and a.seat_id = ${seat.id} and a.answered_at is null limit 1) as asked
    from page join case_record c using (id) order by c.due_at, c.id`.execute(tx)
  return found.rows
}

export interface BoxCount {
  box: CaseBox
  n: number
}

/** How full the boxes of a seat are, up to one more than `BOX_COUNTED`. */
export async function countBoxes(
  tx: Tx,
  scope: Scope,
  seat: { id: string; gridCode: string },
  boxes: readonly CaseBox[],
  type?: string | undefined,
): Promise<BoxCount[]> {
  const ofType = type ? sql`and c.type = ${type}` : sql``
  const counts = boxes.map((box) => {
    const parts = inBox(box, scope, seat).map(
      (condition) =>
        sql`(select from case_record c where ${inScope(scope, 'c', 'object_id')} and ${condition} ${ofType} limit ${BOX_COUNTED + 1})`,
    )
    return sql`select ${box}::text as box, (select least(count(*), ${BOX_COUNTED + 1})::int from (${sql.join(parts, sql` union all `)}) few) as n`
  })
  return (await sql<BoxCount>`${PLANNED_EACH_TIME} ${sql.join(counts, sql` union all `)}`.execute(tx)).rows
}

export interface CaseFigure {
  key: string
  total: number
  open: number
  late: number
}

/** Figures of a kind of case by state, by how near the clock is, or by the grids one level below a node. */
export async function countBy(
  tx: Tx,
  scope: Scope,
  filter: CaseFilter,
  by: { kind: 'state' | 'stage' } | { kind: 'grid'; digits: number } | { kind: 'month' },
): Promise<CaseFigure[]> {
  const keys = {
    state: sql`c.state`,
    stage: sql`coalesce(c.stage, 'none')`,
    month: sql`to_char(c.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM')`,
  }
  const key = by.kind === 'grid' ? sql`left(c.grid_code, ${by.digits}::int)` : keys[by.kind]
  const found = await sql<CaseFigure>`
    select ${key} as key, count(*)::int as total, count(*) filter (where c.closed_at is null)::int as open,
      count(*) filter (where c.closed_at is null and c.stage in ('overdue', 'raised'))::int as late
    from case_record c where ${matching(scope, filter)} group by 1 order by 1`.execute(tx)
  return found.rows
}

export interface LinkedCase {
  id: string
  type: string
  number: string | null
  title: string
  state: string
  stage: ClockStage | null
  /** When the two were parted again; null while they hang together. */
  endedAt: Date | null
}

/** Cases related to one, from either side; those outside the scope are missing. */
export async function listLinked(tx: Tx, scope: Scope, id: string): Promise<LinkedCase[]> {
  const found = await sql<LinkedCase>`
    with linked as (
      select other, case when bool_or(ended_at is null) then null else max(ended_at) end as ended_at from (
        select to_id as other, ended_at from case_link where from_id = ${id}
        union all select from_id, ended_at from case_link where to_id = ${id}) both_ways group by other)
    select c.id, c.type, c.number, c.title, c.state, c.stage, l.ended_at from linked l join case_record c on c.id = l.other
    where ${inScope(scope, 'c', 'object_id')}
    order by c.opened_at, c.id`.execute(tx)
  return found.rows
}

/** Where seats stand, open or closed. */
export async function listSeats(tx: Tx, ids: readonly string[]): Promise<SeatPlace[]> {
  const found = await sql<SeatPlace>`
    select id, grid_code, layer, role, object_id from seat where id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** Seats by id as they are called: body and title. */
export async function listSeatTitles(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select s.id, b.name || ' ' || s.title as name from seat s join body b on b.id = s.body_id
    where s.id = any(${[...ids]}::uuid[])`.execute(tx)
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

export interface EvidenceFile {
  id: string
  name: string
  mediaType: string
  size: number
  sha256: string
  claims: Claims | null
}

/** Files of a case by id, inside a scope. */
export async function listEvidence(tx: Tx, scope: Scope, ids: readonly string[]): Promise<EvidenceFile[]> {
  if (ids.length === 0) return []
  const found = await sql<EvidenceFile>`
    select f.id, f.name, f.media_type, f.size::int, f.sha256, f.claims from file f
    where f.id = any(${ids}::uuid[]) and ${inScope(scope, 'f', 'object_id')}`.execute(tx)
  return found.rows
}

export interface SeatChoice {
  id: string
  title: string
  role: string
  bodyName: string
  personName: string
  gridCode: string
}

/** Seats that may have to do with a case, somebody sitting on them: of its object and of every office over its place. */
export async function listFitSeats(
  tx: Tx,
  about: { gridCode: string; objectId: string | null },
  on: string,
): Promise<SeatChoice[]> {
  const found = await sql<SeatChoice>`
    select s.id, s.title as title, s.role, b.name as body_name, p.name as person_name, s.grid_code
    from seat s join body b on b.id = s.body_id join seat_holding h on h.seat_id = s.id join person p on p.id = h.person_id
    where s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
      and (s.object_id = ${about.objectId} or (s.object_id is null and starts_with(${about.gridCode}, s.grid_code)))
    order by length(s.grid_code) desc, b.name, s.id limit 200`.execute(tx)
  return found.rows
}
