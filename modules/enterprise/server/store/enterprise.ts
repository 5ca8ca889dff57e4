import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { gramsOf } from '#kernel/search/text.ts'
import { type Field, fields } from '../../model/fields.ts'
import { nameKey } from '../../model/import-rules.ts'
import { columnOf } from '../../model/rules.ts'
import type { EnterpriseFilterInput, EnterpriseSort, EnterpriseValues } from '../../model/schema.ts'
import type { Value } from '../../model/values.ts'
import { keyed } from '../doubles/keyed.ts'
import type { Comparable } from '../doubles/likeness.ts'
import { replaceLikeness } from '../doubles/store.ts'
import { findCandidates, matching, type Search, searching, subtreeAsked } from './filter.ts'
import { initialsOf, searchLines } from './search.ts'

export interface EnterpriseRow {
  id: string
  name: string
  creditCode: string | null
  gridCode: string
  gridName: string
  regulatorClasses: string[]
  industryCode: string | null
  scale: string | null
  operatingState: string
  riskLevel: string | null
  hasMajorHazard: boolean
  contact: string | null
  contactPhone: string | null
  address: string | null
  lng: number | null
  lat: number | null
  staleOn: string | null
  version: number
  updatedAt: Date
}

export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

const rowColumns = sql.raw(
  `e.id, e.name, e.credit_code, e.grid_code, e.regulator_classes, e.industry_code, e.scale, e.operating_state,
   e.risk_level, e.has_major_hazard, e.contact, e.contact_phone, e.address, e.lng, e.lat, e.stale_on, e.version,
   e.updated_at, (select g.name from grid_node g where g.code = e.grid_code) as grid_name`,
)

/** One page of enterprises inside scope and filter, in order of grid and name. */
export async function listEnterprises(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  page: {
    cursor?: string | undefined
    limit: number
    sort?: EnterpriseSort | undefined
    today: string
    search?: Search | null
  },
): Promise<Page<EnterpriseRow>> {
  if (page.sort) return listSorted(tx, scope, filter, { ...page, sort: page.sort })
  const search = page.search === undefined ? await findCandidates(tx, scope, filter) : page.search
  const after = readCursor<[string, string, string]>(page.cursor, ['string', 'string', 'uuid'])
  const isCommon = search !== null && !search.ids
  // A common word is looked for in the order of the page until it is full. `offset 0` keeps the planner to that: it takes
  // any word for rare, and would rather read and sort the whole scope.
  const found = await sql<EnterpriseRow>`
    select ${rowColumns}
    from ${isCommon ? sql`(select * from enterprise e` : sql`enterprise e`}
    where ${matching(scope, filter, page.today, isCommon ? null : search)}
      ${after ? sql`and (e.grid_code, e.name, e.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : sql``}
    order by e.grid_code, e.name, e.id
    ${isCommon ? sql`offset 0) e where ${searching(search)} order by e.grid_code, e.name, e.id` : sql``}
    limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.rows.length > page.limit && last ? writeCursor([last.gridCode, last.name, last.id]) : null,
  }
}

interface Order {
  value: RawBuilder<unknown>
  type: 'text' | 'timestamptz' | 'date'
  of(row: EnterpriseRow): string
}

// A cursor carries milliseconds, the column microseconds; a file never confirmed is staler than any other.
const NEVER = '0001-01-01'
const orders: Readonly<Record<'name' | 'updated' | 'staleOn', Order>> = {
  name: { value: sql`e.name`, type: 'text', of: (row) => row.name },
  updated: {
    value: sql`date_trunc('milliseconds', e.updated_at)`,
    type: 'timestamptz',
    of: (row) => row.updatedAt.toISOString(),
  },
  staleOn: {
    value: sql`coalesce(e.stale_on, ${sql.lit(NEVER)}::date)`,
    type: 'date',
    of: (row) => row.staleOn ?? NEVER,
  },
}

/** One page in an order somebody chose; reads the whole scope, unlike the order of grids. */
async function listSorted(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  page: { cursor?: string | undefined; limit: number; sort: EnterpriseSort; today: string; search?: Search | null },
): Promise<Page<EnterpriseRow>> {
  const search = page.search === undefined ? await findCandidates(tx, scope, filter) : page.search
  const { value, type, of } = orders[page.sort.replace('-', '') as keyof typeof orders]
  const isDown = page.sort.startsWith('-')
  const [told, last, id] = readCursor<[string, string, string]>(page.cursor, ['string', 'string', 'uuid']) ?? []
  // A cursor of another order says nothing about this one: the list starts anew.
  const beyond =
    told === page.sort
      ? sql`and (${value}, e.id) ${isDown ? sql`<` : sql`>`} (${last}::${sql.raw(type)}, ${id}::uuid)`
      : sql``
  const way = isDown ? sql`desc` : sql`asc`
  const found = await sql<EnterpriseRow>`
    select ${rowColumns} from enterprise e
    where ${matching(scope, filter, page.today, search)} ${beyond}
    order by ${value} ${way}, e.id ${way} limit ${page.limit + 1}`.execute(tx)
  const items = found.rows.slice(0, page.limit)
  const end = items.at(-1)
  const nextCursor = found.rows.length > page.limit && end ? writeCursor([page.sort, of(end), end.id]) : null
  return { items, nextCursor }
}

/** How many enterprises match: kept per grid when only a place is asked for, else counted up to a bound. */
export async function countEnterprises(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
  search: Search | null,
): Promise<{ total: number; totalIs: 'exact' | 'kept' | 'at-least' }> {
  const place = subtreeAsked(scope, filter)
  if (place) {
    const kept = await sql<{ n: number }>`select enterprises as n from grid_tally where grid_code = ${place}`.execute(
      tx,
    )
    return { total: kept.rows[0]?.n ?? 0, totalIs: 'kept' }
  }
  // A common word: how many more there are nobody needs to wait for.
  if (search && !search.ids && onlyWords(filter)) return { total: search.atLeast, totalIs: 'at-least' }
  const n = await countUpTo(tx, scope, filter, today, COUNT_BOUND + 1, search)
  return n > COUNT_BOUND ? { total: COUNT_BOUND, totalIs: 'at-least' } : { total: n, totalIs: 'exact' }
}

const onlyWords = ({ q: _words, grid: _place, ...rest }: EnterpriseFilterInput): boolean =>
  Object.values(rest).every((value) => value === undefined || value === '')

/** Counts matching enterprises, but never further than the bound. */
export async function countUpTo(
  tx: Tx,
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
  bound: number,
  search: Search | null,
): Promise<number> {
  const counted = await sql<{ n: number }>`
    select count(*) as n from (
      select 1 from enterprise e where ${matching(scope, filter, today, search)} limit ${bound}
    ) bounded`.execute(tx)
  return counted.rows[0]?.n ?? 0
}

const COUNT_BOUND = 10_000

/** A whole file: the fields of the register and what the platform keeps about them. */
export type EnterpriseRecord = Record<string, Value> & {
  id: string
  gridCode: string
  name: string
  version: number
  createdAt: Date
  updatedAt: Date
  mergedInto: string | null
  hasMajorHazard: boolean
  staleOn: string | null
  facts: Facts
}

/** By key field: who confirmed its value, when and how. */
export type Facts = Record<string, Fact>

export interface Fact {
  /** Instant of the confirmation, ISO 8601. */
  at: string
  by: string
  how: string
}

export const allColumns = sql.raw(
  [
    'id',
    'grid_code',
    'version',
    'created_at',
    'updated_at',
    'merged_into',
    'has_major_hazard',
    'stale_on',
    'facts',
    'other_industry_codes',
  ]
    .concat((fields as readonly Field[]).map((field) => columnOf(field.key)))
    .map((column) => `e.${column}`)
    .join(', '),
)

export async function findEnterprise(tx: Tx, scope: Scope, id: string): Promise<EnterpriseRecord | undefined> {
  const found = await sql<EnterpriseRecord>`
    select ${allColumns} from enterprise e where e.id = ${id} and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows[0]
}

/** A file with the grids it lies in, the city first. */
export type FileWithPath = EnterpriseRecord & { gridPath: { code: string; name: string; level: string }[] }

/** The names on the way from the city down to the grid of `e`. */
export const gridPath = sql`(
  select jsonb_agg(jsonb_build_object('code', g.code, 'name', g.name, 'level', g.level) order by g.code) from grid_node g
  where g.code in (left(e.grid_code, 4), left(e.grid_code, 6), left(e.grid_code, 9), left(e.grid_code, 12), e.grid_code)) as grid_path`

/** A file together with the names on the way from the city down to its grid, in one round trip. */
export async function findEnterpriseWithPath(tx: Tx, scope: Scope, id: string): Promise<FileWithPath | undefined> {
  const found = await sql<FileWithPath>`
    select ${allColumns}, ${gridPath}
    from enterprise e where e.id = ${id} and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows[0]
}

export async function findEnterpriseForUpdate(tx: Tx, scope: Scope, id: string): Promise<EnterpriseRecord | undefined> {
  const found = await sql<EnterpriseRecord>`
    select ${allColumns} from enterprise e where e.id = ${id} and ${inScope(scope, 'e', 'id')} for update`.execute(tx)
  return found.rows[0]
}

/** The act that makes a version: what, by whom, why. */
export interface Act {
  name: string
  by: object
  reason: string | null
}

/** Writes changed fields and facts, raises the version; the database keeps the version before. */
export async function updateEnterprise(
  tx: Tx,
  id: string,
  change: { values: EnterpriseValues; gridCode: string; facts: Facts; staleOn: string | null; act: Act },
): Promise<void> {
  const sets = Object.entries(change.values).map(([key, value]) => sql`, ${sql.ref(columnOf(key))} = ${value}`)
  const renamed = change.values.name ? String(change.values.name) : null
  const initials = renamed ? sql`, initials = ${initialsOf(renamed)}, name_key = ${nameKey(renamed)}` : sql``
  await sql`
    update enterprise set version = version + 1, updated_at = now(), grid_code = ${change.gridCode},
      facts = ${JSON.stringify(change.facts)}, stale_on = ${change.staleOn},
      act = ${change.act.name}, act_by = ${JSON.stringify(change.act.by)}, act_reason = ${change.act.reason}
      ${initials} ${sql.join(sets, sql``)}
    where id = ${id}`.execute(tx)
  const read = await sql<WrittenRow>`
    select id, grid_code, name, former_name, credit_code, address, contact, principal, initials, lng, lat, contact_phone,
           principal_phone, legal_representative_phone, legal_representative
    from enterprise where id = ${id}`.execute(tx)
  const row = read.rows[0] as WrittenRow
  const lines = searchLines(row)
  await sql`update enterprise set search_text = ${lines} where id = ${id}`.execute(tx)
  await sql`update enterprise_search set grid_code = ${change.gridCode}, grams = ${gramsOf(lines)} where enterprise_id = ${id}`.execute(
    tx,
  )
  const [likeness] = await keyed([row])
  if (likeness) await replaceLikeness(tx, likeness)
}

/** What is read back after a change: all that search and likeness are made of. */
type WrittenRow = Parameters<typeof searchLines>[0] & Comparable & { id: string }

/** Renews confirmations without a new version: the values stay as they are. */
export async function updateFacts(tx: Tx, id: string, facts: Facts, staleOn: string | null): Promise<void> {
  await sql`update enterprise set facts = ${JSON.stringify(facts)}, stale_on = ${staleOn} where id = ${id}`.execute(tx)
}

/** Whether a grid node stands and may carry objects. */
export async function gridStands(tx: Tx, code: string): Promise<boolean> {
  const found = await sql`select 1 from grid_node where code = ${code} and valid_to is null`.execute(tx)
  return found.rows.length > 0
}

/** Rows that hang on an enterprise follow it into another grid, so that they stay inside the same scopes. */
export async function moveDependants(tx: Tx, id: string, gridCode: string): Promise<void> {
  for (const table of [
    'enterprise_record',
    'enterprise_change',
    'enterprise_contradiction',
    'major_hazard_installation',
  ]) {
    await sql`update ${sql.table(table)} set grid_code = ${gridCode} where enterprise_id = ${id}`.execute(tx)
  }
}

/**
 * Enterprises whose column has one of many values, value by value through its index. Given the list at once, and the scope
 * beside it, the planner reads the whole scope for each chunk of an import: no statistics tell it how rare a code is
 * while the table is still filling.
 */
const lookUpEach = (column: 'credit_code' | 'name_key', values: string[]) => sql`
  (select of_value.* from unnest(${[...new Set(values)]}::text[]) as wanted (value)
   cross join lateral (select * from enterprise x where ${sql.ref(`x.${column}`)} = wanted.value offset 0) of_value)`

/** Enterprises with one of these credit codes, inside the scope. */
export async function listByCreditCode(tx: Tx, scope: Scope, codes: string[]): Promise<EnterpriseRecord[]> {
  if (codes.length === 0) return []
  const found = await sql<EnterpriseRecord>`
    select ${allColumns} from ${lookUpEach('credit_code', codes)} e
    where e.merged_into is null and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows
}

/** Enterprises whose bare name is one of these, inside the scope. */
export async function listByNameKey(
  tx: Tx,
  scope: Scope,
  keys: string[],
): Promise<(EnterpriseRecord & { nameKey: string })[]> {
  if (keys.length === 0) return []
  const found = await sql<EnterpriseRecord & { nameKey: string }>`
    select ${allColumns}, e.name_key from ${lookUpEach('name_key', keys)} e
    where e.merged_into is null and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows
}

/** Which credit codes are registered at all, as `code/site`; for the unique rule, which holds across scopes. Call without scope. */
export async function listTakenCodes(tx: Tx, codes: string[]): Promise<string[]> {
  if (codes.length === 0) return []
  const found = await sql<{ key: string }>`
    select e.credit_code || '/' || e.site_no as key from ${lookUpEach('credit_code', codes)} e`.execute(tx)
  return found.rows.map(({ key }) => key)
}

/** Whole files of some enterprises, inside the scope. */
export async function listByIds(tx: Tx, scope: Scope, ids: string[]): Promise<EnterpriseRecord[]> {
  if (ids.length === 0) return []
  const found = await sql<EnterpriseRecord>`
    select ${allColumns} from enterprise e where e.id = any(${ids}::uuid[]) and ${inScope(scope, 'e', 'id')}`.execute(
    tx,
  )
  return found.rows
}

/** Open seats from which an enterprise keeps its own file. */
export async function listSeatsOfObject(tx: Tx, enterpriseId: string): Promise<string[]> {
  const found = await sql<{
    id: string
  }>`select id from seat where object_id = ${enterpriseId} and to_on is null`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** Names of enterprises inside a scope, by id. */
export async function listNames(tx: Tx, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const found = await sql<{ id: string; name: string }>`
    select e.id, e.name from enterprise e where e.id = any(${ids}::uuid[]) and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return new Map(found.rows.map(({ id, name }) => [id, name]))
}

/** Names of grids by code, for the audit. */
export async function listGridNames(tx: Tx, codes: string[]): Promise<Map<string, string>> {
  const found = await sql<{ code: string; name: string }>`
    select g.code, g.name from grid_node g where g.code = any(${codes}::text[])`.execute(tx)
  return new Map(found.rows.map(({ code, name }) => [code, name]))
}
