import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope, topOf } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { TallyRow } from '#kernel/tally/spec.ts'
import { readTally, readTallyByGrid } from '#kernel/tally/store.ts'
import type { HazardFilterInput } from '../model/schema.ts'
import { hazardTally } from './tally.ts'

export interface NewHazard {
  id: string
  gridCode: string
  objectId: string | null
  what: string
  place: string
  source: string
  selfFound: boolean
  itemCode: string | null
  foundOn: string
  state: string
  controlId?: string | null
  riskPointId?: string | null
}

export async function insertHazard(tx: Tx, hazard: NewHazard): Promise<void> {
  await sql`
    insert into hazard (id, grid_code, object_id, what, place, source, self_found, item_code, found_on, state, control_id,
      risk_point_id, recurs_id)
    values (${hazard.id}, ${hazard.gridCode}, ${hazard.objectId}, ${hazard.what}, ${hazard.place}, ${hazard.source},
            ${hazard.selfFound}, ${hazard.itemCode}, ${hazard.foundOn}, ${hazard.state}, ${hazard.controlId ?? null},
            ${hazard.riskPointId ?? null},
            (select h.id from hazard h where h.object_id = ${hazard.objectId} and h.item_code = ${hazard.itemCode}
             order by h.found_on desc, h.id desc limit 1))`.execute(tx)
}

/** Adds hazards of the past as they stand; one of the same check at the same object before makes it a recurring one. */
export async function insertPastHazards(tx: Tx, rows: readonly (NewHazard & Partial<HazardChange>)[]): Promise<void> {
  await sql`
    insert into hazard (id, grid_code, object_id, what, place, source, self_found, item_code, found_on, state, rank, category,
                        criterion, due_on, ordered, money, listed_level, listed_until, closed_on, rectified_on, control_id, risk_point_id)
    select x.id, x."gridCode", x."objectId", x.what, x.place, x.source, x."selfFound", x."itemCode", x."foundOn", x.state,
           x.rank, x.category, x.criterion, x."dueOn", coalesce(x.ordered, false), x.money, x."listedLevel", x."listedUntil", x."closedOn",
           x."rectifiedOn", x."controlId", x."riskPointId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, "objectId" uuid, what text, place text,
      source text, "selfFound" boolean, "itemCode" text, "foundOn" date, state text, rank text, category text, criterion text,
      "dueOn" date, ordered boolean, money numeric, "listedLevel" text, "listedUntil" date, "closedOn" date, "rectifiedOn" date, "controlId" uuid, "riskPointId" uuid)`.execute(
    tx,
  )
  await sql`
    update hazard h set recurs_id = (
      select e.id from hazard e where e.object_id = h.object_id and e.item_code = h.item_code and (e.found_on, e.id) < (h.found_on, h.id)
      order by e.found_on desc, e.id desc limit 1)
    where h.id = any(${rows.map(({ id }) => id)}::uuid[]) and h.item_code is not null`.execute(tx)
}

/** What an act may change of a hazard; what is left out stays. */
export interface HazardChange {
  state: string
  rank?: string
  category?: string
  criterion?: string | null
  dueOn?: string
  ordered?: boolean
  money?: number
  listedLevel?: string | null
  listedUntil?: string | null
  closedOn?: string | null
  rectifiedOn?: string | null
  controlId?: string | null
  riskPointId?: string | null
}

const COLUMNS: Record<keyof HazardChange, string> = {
  state: 'state',
  rank: 'rank',
  category: 'category',
  criterion: 'criterion',
  dueOn: 'due_on',
  ordered: 'ordered',
  money: 'money',
  listedLevel: 'listed_level',
  listedUntil: 'listed_until',
  closedOn: 'closed_on',
  rectifiedOn: 'rectified_on',
  controlId: 'control_id',
  riskPointId: 'risk_point_id',
}

export async function updateHazard(tx: Tx, id: string, change: HazardChange): Promise<void> {
  const sets = Object.entries(change).flatMap(([key, value]) =>
    value === undefined ? [] : [sql`${sql.ref(COLUMNS[key as keyof HazardChange])} = ${value}`],
  )
  await sql`update hazard set ${sql.join(sets)} where id = ${id}`.execute(tx)
}

export interface HazardRow {
  id: string
  objectId: string | null
  rank: 'ordinary' | 'major' | null
  category: string | null
  criterion: string | null
  source: string
  selfFound: boolean
  place: string
  foundOn: string
  listedLevel: string | null
  recursId: string | null
  controlId: string | null
  itemCode: string | null
}

/** Hazards by id; whoever asks has read the cases inside his scope. */
export async function listHazards(tx: Tx, ids: readonly string[]): Promise<HazardRow[]> {
  const found = await sql<HazardRow>`
    select id, object_id, rank, category, criterion, source, self_found, place, found_on::text, listed_level, recurs_id,
      control_id, item_code
    from hazard where id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

/** Major hazards that were supervised by name at some time (挂牌督办), as a condition on the case `c`. */
export const wasListed: RawBuilder<boolean> = sql<boolean>`
  exists (select from hazard h where h.id = c.id and h.rank = 'major')
  and exists (select from case_act a where a.case_id = c.id and a.act = 'list')`

/** The filter of the module as conditions on the case \`c\`. */
export function hazardMatches(filter: HazardFilterInput): RawBuilder<boolean>[] {
  const conditions = conditionsOf(filter)
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from hazard h where h.id = c.id and ${sql.join(conditions, sql` and `)})`]
}

function conditionsOf(filter: HazardFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  const group = { base: 'B', site: 'S' }[filter.category ?? '']
  if (filter.rank) conditions.push(sql<boolean>`h.rank = ${filter.rank}`)
  if (group) conditions.push(sql<boolean>`starts_with(h.category, ${group})`)
  else if (filter.category) conditions.push(sql<boolean>`h.category = ${filter.category}`)
  if (filter.criterion) conditions.push(sql<boolean>`h.criterion = ${filter.criterion}`)
  if (filter.graded) conditions.push(sql<boolean>`(h.rank is not null) = ${filter.graded === 'true'}`)
  if (filter.counted)
    conditions.push(sql<boolean>`(h.state not in ('withdrawn', 'merged')) = ${filter.counted === 'true'}`)
  if (filter.term) conditions.push(sql<boolean>`h.term_over`)
  if (filter.term === 'overdue') conditions.push(sql<boolean>`h.state = 'rectifying'`)
  if (filter.source) conditions.push(sql<boolean>`h.source = ${filter.source}`)
  if (filter.listed) conditions.push(sql<boolean>`(h.listed_level is not null) = ${filter.listed === 'true'}`)
  if (filter.recurring) conditions.push(sql<boolean>`(h.recurs_id is not null) = ${filter.recurring === 'true'}`)
  if (filter.riskPointId) conditions.push(sql<boolean>`h.risk_point_id = ${filter.riskPointId}`)
  if (filter.controlId) conditions.push(sql<boolean>`h.control_id = ${filter.controlId}`)
  if (filter.foundFrom) conditions.push(sql<boolean>`h.found_on >= ${filter.foundFrom}`)
  if (filter.foundTo) conditions.push(sql<boolean>`h.found_on <= ${filter.foundTo}`)
  return conditions
}

export interface OpenHazard {
  id: string
  number: string | null
  title: string
  what: string
  itemCode: string | null
  state: string
  gridCode: string
  foundOn: string
}

/** Hazards still open at one object, or in one grid without an object, found since a day; the newest first, at most 200. */
export async function listOpenAt(
  tx: Tx,
  scope: Scope,
  at: { objectId?: string | undefined; gridCode?: string | undefined },
  since: string,
): Promise<OpenHazard[]> {
  const there = at.objectId
    ? sql`h.object_id = ${at.objectId}`
    : sql`h.object_id is null and h.grid_code = ${at.gridCode ?? ''}`
  const found = await sql<OpenHazard>`
    select h.id, c.number, c.title, h.what, h.item_code, c.state, c.grid_code, h.found_on::text
    from hazard h join case_record c on c.id = h.id
    where ${there} and c.closed_at is null and h.found_on >= ${since} and ${inScope(scope, 'h', 'object_id')}
    order by h.found_on desc, h.id desc limit 200`.execute(tx)
  return found.rows
}

export interface OpenHazardOf {
  objectId: string
  /** How many open ones the object has in all. */
  total: number
  id: string
  number: string | null
  what: string
  place: string
  rank: 'ordinary' | 'major' | null
  state: string
  foundOn: string
  dueOn: string | null
  listed: boolean
}

/** Open ones of each object that are read at most. */
const MOST_OPEN = 50

/** Hazards still open at some objects: of each object the major ones and those due first. */
export async function listOpenOf(tx: Tx, scope: Scope, objectIds: readonly string[]): Promise<OpenHazardOf[]> {
  const found = await sql<OpenHazardOf>`
    select x.* from unnest(${objectIds}::uuid[]) o(id) cross join lateral (
      select h.object_id, count(*) over ()::int as total, h.id, c.number, h.what, h.place, h.rank, c.state, h.found_on::text,
        h.due_on::text, h.listed_level is not null as listed
      from hazard h join case_record c on c.id = h.id
      where h.object_id = o.id and c.closed_at is null and ${inScope(scope, 'h', 'object_id')}
      order by h.rank = 'major' desc nulls last, h.due_on nulls last, h.id limit ${MOST_OPEN}) x`.execute(tx)
  return found.rows
}

export interface HazardFigure {
  key: string
  found: number
  due: number
  late: number
  closed: number
  major: number
  recurring: number
}

export type HazardDimension = 'category' | 'group' | 'rank' | 'source' | 'criterion' | 'month' | 'grid'

/**
 * Figures of hazards by one dimension, from the tally unless a filter narrows them. `due`: term over; `closed`: of those found, how many are closed.
 * @param digits length of the grid codes to gather by, for the dimension `grid`
 */
export async function countHazards(
  tx: Tx,
  scope: Scope,
  filter: HazardFilterInput & { grid?: string | undefined },
  by: HazardDimension,
  digits: number,
): Promise<HazardFigure[]> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const tallied = await talliedHazards(tx, bounds, filter, by, digits)
  if (tallied) return tallied
  const keys: Record<HazardDimension, RawBuilder<unknown>> = {
    category: sql`coalesce(h.category, '')`,
    group: sql`coalesce(left(h.category, 1), '')`,
    rank: sql`coalesce(h.rank, '')`,
    source: sql`h.source`,
    criterion: sql`coalesce(h.criterion, '')`,
    month: sql`to_char(h.found_on, 'YYYY-MM')`,
    grid: sql`left(h.grid_code, ${digits}::int)`,
  }
  const conditions = [
    inScope(bounds, 'h', 'object_id'),
    sql<boolean>`h.state not in ('withdrawn', 'merged')`,
    ...conditionsOf(filter),
  ]
  if (filter.grid && scope.objectId) conditions.push(sql<boolean>`starts_with(h.grid_code, ${filter.grid})`)
  if (by === 'criterion') conditions.push(sql<boolean>`h.criterion is not null`)
  const found = await sql<HazardFigure>`
    select ${keys[by]} as key, count(*)::int as found,
      count(*) filter (where h.term_over)::int as due,
      count(*) filter (where h.state = 'rectifying' and h.term_over)::int as late,
      count(*) filter (where h.state = 'closed')::int as closed,
      count(*) filter (where h.rank = 'major')::int as major,
      count(*) filter (where h.recurs_id is not null)::int as recurring
    from hazard h where ${sql.join(conditions, sql` and `)} group by 1 order by 1`.execute(tx)
  return found.rows
}

/** The same figures from the tally; null where a filter asks for more than a grid. */
async function talliedHazards(
  tx: Tx,
  scope: Scope,
  { grid: _grid, ...rest }: HazardFilterInput & { grid?: string | undefined },
  by: HazardDimension,
  digits: number,
): Promise<HazardFigure[] | null> {
  const top = topOf(scope)
  if (!top || Object.values(rest).some((value) => value !== undefined)) return null
  const place = { part: '', scope }
  if (by === 'grid') return hazardFigures(await readTallyByGrid(tx, hazardTally, place, top, digits))
  const rows = hazardFigures(await readTally(tx, hazardTally, place, top, by === 'group' ? 'category' : by))
  if (by === 'group') return grouped(rows)
  return by === 'criterion' ? rows.filter(({ key }) => key !== '') : rows
}

const hazardFigures = (rows: readonly TallyRow[]) => rows as unknown as HazardFigure[]

/** Categories gathered under their first letter. */
function grouped(rows: readonly HazardFigure[]): HazardFigure[] {
  const groups = new Map<string, HazardFigure>()
  for (const { key, ...figures } of rows) {
    const group = groups.get(key.slice(0, 1)) ?? {
      key: key.slice(0, 1),
      found: 0,
      due: 0,
      late: 0,
      closed: 0,
      major: 0,
      recurring: 0,
    }
    for (const [name, n] of Object.entries(figures) as [keyof typeof figures, number][]) group[name] += n
    groups.set(group.key, group)
  }
  return [...groups.values()]
}

export interface ListedHazard {
  id: string
  objectId: string | null
  what: string
}

/** Hazards under listing (挂牌督办) in the order of their ids. @param after the last one of the page before */
export async function listListed(tx: Tx, after: string | null, limit: number): Promise<ListedHazard[]> {
  const found = await sql<ListedHazard>`
    select h.id, h.object_id, h.what from hazard h
    where h.listed_level is not null and (${after}::uuid is null or h.id > ${after}::uuid) order by h.id limit ${limit}`.execute(
    tx,
  )
  return found.rows
}

/** Notes that somebody is reminded of a step; false when it was noted before. */
export async function insertReminder(
  tx: Tx,
  { hazardId, step, dueOn, stands }: { hazardId: string; step: string; dueOn: string; stands: 'due' | 'late' },
): Promise<boolean> {
  const done = await sql`
    insert into hazard_reminder (hazard_id, step, due_on, stands) values (${hazardId}, ${step}, ${dueOn}, ${stands})
    on conflict do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Terms that ended since the job ran last. */
export async function endTerms(tx: Tx): Promise<void> {
  await sql`
    update hazard set term_over = true
    where not term_over and due_on < (now() at time zone 'Asia/Shanghai')::date`.execute(tx)
}
