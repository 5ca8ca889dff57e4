import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { OTHER_POINT, REPEAT_DAYS } from '../model/codes.ts'
import type { FindingFilterInput, OversightFilterInput } from '../model/schema.ts'
import type { Finding, Inspection } from '../model/story.ts'

/** An inspection with where it stands. */
export interface OversightWrite extends Inspection {
  id: string
  gridCode: string
  state: string
}

/** Writes inspections and their findings as their acts now say; what was written before is brought up to that. */
export async function writeInspections(tx: Tx, rows: readonly OversightWrite[]): Promise<void> {
  await sql`
    insert into oversight (id, grid_code, subject, template, scope, inspectors, planned_on, visited_on, points, state, closed_on)
    select x.id, x."gridCode", x.subject, x.template, x.scope, x.inspectors, x."plannedOn", x."visitedOn", x.points, x.state, x."closedOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "gridCode" text, subject text, template text, scope text,
      inspectors text, "plannedOn" date, "visitedOn" date, points jsonb, state text, "closedOn" date)
    on conflict (id) do update set visited_on = excluded.visited_on, points = excluded.points, state = excluded.state,
      closed_on = excluded.closed_on`.execute(tx)
  const findings = rows.flatMap(({ id, gridCode, findings }) => findings.map((one) => ({ ...one, id, gridCode })))
  if (findings.length === 0) return
  await sql`
    insert into oversight_finding (oversight_id, no, grid_code, item_code, text, found_on, due_on, state, reply, replied_on, passed_on)
    select x.id, x.no, x."gridCode", x."itemCode", x.text, x."foundOn", x."dueOn", x.state, x.reply, x."repliedOn", x."passedOn"
    from jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) as x(id uuid, no int, "gridCode" text, "itemCode" text, text text,
      "foundOn" date, "dueOn" date, state text, reply text, "repliedOn" date, "passedOn" date)
    on conflict (oversight_id, no) do update set due_on = excluded.due_on, state = excluded.state, reply = excluded.reply,
      replied_on = excluded.replied_on, passed_on = excluded.passed_on`.execute(tx)
}

export type OversightRow = Omit<Inspection, 'findings' | 'closedOn'> & { id: string }

/** Inspections by id; whoever asks has read the cases inside his scope. */
export async function listInspections(tx: Tx, ids: readonly string[]): Promise<OversightRow[]> {
  const found = await sql<OversightRow>`
    select id, subject, template, scope, inspectors, planned_on::text, visited_on::text, points
    from oversight where id = any(${ids}::uuid[])`.execute(tx)
  return found.rows
}

export type FindingRow = Omit<Finding, 'repliedOn' | 'passedOn'> & {
  id: string
  /** The same point was found at the same grid in the year before. */
  repeated: boolean
}

const REPEATED = sql<boolean>`(f.item_code <> ${OTHER_POINT} and exists (
  select from oversight_finding b where b.grid_code = f.grid_code and b.item_code = f.item_code
    and b.oversight_id <> f.oversight_id and b.found_on < f.found_on and b.found_on >= f.found_on - ${REPEAT_DAYS}::int))`

const FINDING = sql`f.oversight_id as id, f.no, f.item_code, f.text, f.found_on::text, f.due_on::text, f.state, f.reply,
  ${REPEATED} as repeated`

/** Findings of inspections in their order; whoever asks has read the cases inside his scope. */
export async function listFindingsOf(tx: Tx, ids: readonly string[]): Promise<FindingRow[]> {
  const found = await sql<FindingRow>`
    select ${FINDING} from oversight_finding f where f.oversight_id = any(${ids}::uuid[])
    order by f.oversight_id, f.no`.execute(tx)
  return found.rows
}

/** The filter of the module as conditions on the case `c`. */
export function oversightMatches({ template, found }: OversightFilterInput): RawBuilder<boolean>[] {
  const conditions: RawBuilder<boolean>[] = []
  if (template) conditions.push(sql<boolean>`o.template = ${template}`)
  if (found)
    conditions.push(sql<boolean>`o.visited_on is not null and exists (
      select from oversight_finding f where f.oversight_id = o.id) = ${found === 'true'}`)
  if (conditions.length === 0) return []
  return [sql<boolean>`exists (select from oversight o where o.id = c.id and ${sql.join(conditions, sql` and `)})`]
}

const CHINA_TODAY = sql`(now() at time zone 'Asia/Shanghai')::date`
const LATE = sql<boolean>`(f.state = 'open' and f.due_on < ${CHINA_TODAY})`

/** Scope and filter as one condition on the finding `f`. */
function matching(scope: Scope, filter: FindingFilterInput): RawBuilder<boolean> {
  const bounds = filter.grid ? narrow(scope, filter.grid) : scope
  const conditions = [inScope(bounds, 'f', 'oversight_id')]
  const add = (condition: RawBuilder<boolean>) => conditions.push(condition)
  if (filter.grid && filter.own === 'true') add(sql<boolean>`f.grid_code = ${filter.grid}`)
  if (filter.itemCode) add(sql<boolean>`f.item_code = ${filter.itemCode}`)
  if (filter.state) add(sql<boolean>`f.state = ${filter.state}`)
  if (filter.left) add(sql<boolean>`(f.state <> 'passed') = ${filter.left === 'true'}`)
  if (filter.late) add(sql<boolean>`${LATE} = ${filter.late === 'true'}`)
  if (filter.repeated) add(sql<boolean>`${REPEATED} = ${filter.repeated === 'true'}`)
  if (filter.foundFrom) add(sql<boolean>`f.found_on >= ${filter.foundFrom}`)
  if (filter.foundTo) add(sql<boolean>`f.found_on <= ${filter.foundTo}`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

export type FindingLineRow = FindingRow & { number: string | null; subject: string; gridCode: string; late: boolean }

/** What is put right stands behind what is not. */
const DONE = sql`(f.state = 'passed')::int`

/** One page of findings: what is still to be put right first, of it what is due first. */
export async function listFindings(
  tx: Tx,
  scope: Scope,
  filter: FindingFilterInput,
  page: { cursor: string | undefined; limit: number },
): Promise<{ items: FindingLineRow[]; nextCursor: string | null; total: number }> {
  const at = readCursor<[number, string, string, number]>(page.cursor, ['number', 'string', 'uuid', 'number'])
  const rest = at
    ? sql`and (${DONE}, f.due_on, f.oversight_id, f.no) > (${at[0]}::int, ${at[1]}::text::date, ${at[2]}::uuid, ${at[3]}::int)`
    : sql``
  const found = await sql<FindingLineRow>`
    select ${FINDING}, c.number, o.subject, f.grid_code, ${LATE} as late
    from oversight_finding f join oversight o on o.id = f.oversight_id join case_record c on c.id = f.oversight_id
    where ${matching(scope, filter)} ${rest} order by ${DONE}, f.due_on, f.oversight_id, f.no limit ${page.limit + 1}`.execute(
    tx,
  )
  const items = found.rows.slice(0, page.limit)
  const last = found.rows.length > page.limit ? items.at(-1) : undefined
  const counted = await sql<{ total: number }>`
    select count(*)::int as total from oversight_finding f where ${matching(scope, filter)}`.execute(tx)
  const nextCursor = last ? writeCursor([last.state === 'passed' ? 1 : 0, last.dueOn, last.id, last.no]) : null
  return { items, nextCursor, total: counted.rows[0]?.total ?? 0 }
}

export interface FindingFigure {
  key: string
  found: number
  passed: number
  left: number
  late: number
  repeated: number
}

export type FindingDimension = 'grid' | 'item' | 'month'

/**
 * Figures of findings by one dimension.
 * @param digits length of the grid codes to gather by, for the dimension `grid`
 */
export async function countFindings(
  tx: Tx,
  scope: Scope,
  filter: FindingFilterInput,
  by: FindingDimension,
  digits: number,
): Promise<FindingFigure[]> {
  const keys: Record<FindingDimension, RawBuilder<unknown>> = {
    grid: sql`left(f.grid_code, ${digits}::int)`,
    item: sql`f.item_code`,
    month: sql`to_char(f.found_on, 'YYYY-MM')`,
  }
  const found = await sql<FindingFigure>`
    select ${keys[by]} as key, count(*)::int as found,
      count(*) filter (where f.state = 'passed')::int as passed,
      count(*) filter (where f.state <> 'passed')::int as left,
      count(*) filter (where ${LATE})::int as late,
      count(*) filter (where ${REPEATED})::int as repeated
    from oversight_finding f where ${matching(scope, filter)} group by 1 order by 1`.execute(tx)
  return found.rows
}
