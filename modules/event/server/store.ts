import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { eventCategories } from '../model/catalogue.ts'
import type { EventFilterInput } from '../model/schema.ts'

export interface NewEvent {
  id: string
  gridCode: string
  objectId: string | null
  itemCode: string
  category: string
  level: string
  priority: string
  special: string | null
  what: string
  place: string
  foundOn: string
  dueOn: string
  finderSeatId: string | null
  mergedInto: string | null
  state: string
}

/** What an act may change of an event; what is left out stays. */
export interface EventChange {
  state?: string
  reply?: string | null
  closedOn?: string | null
  hazardId?: string
}

/** Enters events as they stand, few statements however many there are. */
export async function insertEvents(tx: Tx, rows: readonly (NewEvent & EventChange)[]): Promise<void> {
  await sql`
    insert into event (id, grid_code, object_id, item_code, category, level, priority, special, what, place, found_on, due_on,
                       state, finder_seat_id, merged_into, reply, closed_on, hazard_id)
    select x.id, x."gridCode", x."objectId", x."itemCode", x.category, x.level, x.priority, x.special, x.what, x.place,
           x."foundOn", x."dueOn", x.state, x."finderSeatId", x."mergedInto", x.reply, x."closedOn", x."hazardId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, "itemCode" text,
      category text, level text, priority text, special text, what text, place text, "foundOn" date, "dueOn" date, state text,
      "finderSeatId" uuid, "mergedInto" uuid, reply text, "closedOn" date, "hazardId" uuid)`.execute(tx)
}

const COLUMNS: Record<keyof EventChange, string> = {
  state: 'state',
  reply: 'reply',
  closedOn: 'closed_on',
  hazardId: 'hazard_id',
}

export async function updateEvent(tx: Tx, id: string, change: EventChange): Promise<void> {
  const sets = Object.entries(change).flatMap(([key, value]) =>
    value === undefined ? [] : [sql`${sql.ref(COLUMNS[key as keyof EventChange])} = ${value}`],
  )
  await sql`update event set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

export interface EventRow {
  id: string
  itemCode: string
  category: string
  level: 'V' | 'T' | 'D'
  priority: 'A' | 'B' | 'C'
  special: string | null
  what: string
  place: string
  foundOn: string
  dueOn: string
  finderSeatId: string | null
  reply: string | null
  hazardId: string | null
  mergedInto: string | null
  /** Events merged into this one. */
  doubles: number
}

/** Events by id; whoever asks has read the cases inside his scope. */
export async function listEvents(tx: Tx, ids: readonly string[]): Promise<EventRow[]> {
  const found = await sql<EventRow>`
    select e.id, e.item_code, e.category, e.level, e.priority, e.special, e.what, e.place, e.found_on::text, e.due_on::text,
      e.finder_seat_id, e.reply, e.hazard_id, e.merged_into,
      (select count(*)::int from event d where d.merged_into = e.id) as doubles
    from event e where e.id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** Seats that found a matter and are to be told how it ended: of the event itself and of those merged into it. */
export async function listFinders(tx: Tx, id: string): Promise<string[]> {
  const found = await sql<{ seatId: string }>`
    select distinct finder_seat_id as seat_id from event
    where (id = ${id} or merged_into = ${id}) and finder_seat_id is not null`.execute(tx)
  return found.rows.map(({ seatId }) => seatId)
}

/** What makes an event the same matter as another. */
export interface DoubleOf {
  itemCode: string
  objectId: string | null
  gridCode: string | null
  foundFrom: string
}

/** Open events of an item at an object or, without one, in a grid, found since a day, as conditions on the case `c`. */
export const doubleMatches = ({ itemCode, objectId, gridCode, foundFrom }: DoubleOf): RawBuilder<boolean>[] => [
  sql<boolean>`c.closed_at is null and exists (
    select from event e where e.id = c.id and e.item_code = ${itemCode} and e.found_on >= ${foundFrom}
      and ${objectId ? sql`e.object_id = ${objectId}` : sql`e.object_id is null and e.grid_code = ${gridCode}`})`,
]

/** One case, as a condition on `c`. */
export const isCase = (id: string): RawBuilder<boolean> => sql<boolean>`c.id = ${id}`

/** The filter of the module as conditions on the case `c`. */
export function eventMatches(filter: EventFilterInput): RawBuilder<boolean>[] {
  const conditions = conditionsOf(filter)
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from event e where e.id = c.id and ${sql.join(conditions, sql` and `)})`]
}

const CHINA_TODAY = sql`(now() at time zone 'Asia/Shanghai')::date`
const NOT_COUNTED = sql`('withdrawn', 'merged')`

const RESULTS: Readonly<Record<string, RawBuilder<boolean>>> = {
  in_time: sql<boolean>`e.closed_on is not null and e.closed_on <= e.due_on`,
  late: sql<boolean>`e.closed_on is not null and e.closed_on > e.due_on`,
  overdue: sql<boolean>`e.state not in ('closed', 'withdrawn', 'merged') and e.due_on < ${CHINA_TODAY}`,
}

function conditionsOf(filter: EventFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (filter.group) {
    const codes = eventCategories.filter(({ group }) => group === filter.group).map(({ code }) => code)
    conditions.push(sql<boolean>`e.category = any(${codes})`)
  }
  if (filter.category) conditions.push(sql<boolean>`e.category = ${filter.category}`)
  if (filter.itemCode) conditions.push(sql<boolean>`e.item_code = ${filter.itemCode}`)
  if (filter.level) conditions.push(sql<boolean>`e.level = ${filter.level}`)
  if (filter.priority) conditions.push(sql<boolean>`e.priority = ${filter.priority}`)
  if (filter.special === 'true' || filter.special === 'false')
    conditions.push(sql<boolean>`(e.special is not null) = ${filter.special === 'true'}`)
  else if (filter.special) conditions.push(sql<boolean>`e.special = ${filter.special}`)
  if (filter.counted) conditions.push(sql<boolean>`(e.state not in ${NOT_COUNTED}) = ${filter.counted === 'true'}`)
  if (filter.result) conditions.push(RESULTS[filter.result] as RawBuilder<boolean>)
  if (filter.foundFrom) conditions.push(sql<boolean>`e.found_on >= ${filter.foundFrom}`)
  if (filter.foundTo) conditions.push(sql<boolean>`e.found_on <= ${filter.foundTo}`)
  return conditions
}

export interface EventFigure {
  key: string
  found: number
  closed: number
  inTime: number
  late: number
  overdue: number
}

export type EventDimension = 'group' | 'category' | 'level' | 'priority' | 'month' | 'grid'

/** Which group each category belongs to, as a table the figures can be gathered by. */
const GROUPS = sql`(values ${sql.join(eventCategories.map(({ code, group }) => sql`(${code}::text, ${group}::text)`))}) as g(category, name)`

/**
 * Figures of events by one dimension, without what was withdrawn or merged. `overdue`: not closed and its last day gone by.
 * @param digits length of the grid codes to gather by, for the dimension `grid`
 */
export async function countEvents(
  tx: Tx,
  scope: Scope,
  filter: EventFilterInput & { grid?: string | undefined },
  by: EventDimension,
  digits: number,
): Promise<EventFigure[]> {
  const bounds = filter.grid ? narrow(scope, filter.grid) : scope
  const keys: Record<EventDimension, RawBuilder<unknown>> = {
    group: sql`(select g.name from ${GROUPS} where g.category = e.category)`,
    category: sql`e.category`,
    level: sql`e.level`,
    priority: sql`e.priority`,
    month: sql`to_char(e.found_on, 'YYYY-MM')`,
    grid: sql`left(e.grid_code, ${digits}::int)`,
  }
  const conditions = [inScope(bounds, 'e', 'object_id'), sql`e.state not in ${NOT_COUNTED}`, ...conditionsOf(filter)]
  const found = await sql<EventFigure>`
    select ${keys[by]} as key, count(*)::int as found,
      count(*) filter (where e.state = 'closed')::int as closed,
      count(*) filter (where ${RESULTS.in_time})::int as in_time,
      count(*) filter (where ${RESULTS.late})::int as late,
      count(*) filter (where ${RESULTS.overdue})::int as overdue
    from event e where ${sql.join(conditions, sql` and `)} group by 1 order by 1`.execute(tx)
  return found.rows
}
