import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { endOfSubtree, narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { containing, gramsOfQuery, searchText } from '#kernel/search/text.ts'
import { checkPhone } from '#standards/code/phone.ts'
import { listIndustryChildren } from '#standards/industry/industry.ts'
import type { EnterpriseFilterInput } from '../../model/schema.ts'

/** The one grid node whose enterprises are asked for, all of them; null when anything else is filtered by. */
export function subtreeAsked(scope: Scope, filter: EnterpriseFilterInput): string | null {
  const { grid, ...rest } = filter
  if (scope.objectId || Object.values(rest).some((value) => value !== undefined && value !== '')) return null
  const bounds = grid ? narrow(scope, grid) : scope
  const isSubtree = bounds.gridFrom.length >= 4 && bounds.gridTo === endOfSubtree(bounds.gridFrom)
  return isSubtree ? bounds.gridFrom : null
}

/** Scope and filter as one condition on `e`. */
export function matching(
  scope: Scope,
  filter: EnterpriseFilterInput,
  today: string,
  search: Search | null,
): RawBuilder<boolean> {
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const conditions: RawBuilder<boolean>[] = [inScope(bounds, 'e', 'id'), sql<boolean>`e.merged_into is null`]
  if (filter.grid && scope.objectId) conditions.push(sql<boolean>`starts_with(e.grid_code, ${filter.grid})`)
  if (search) conditions.push(searching(search))
  if (filter.regulatorClass)
    conditions.push(sql<boolean>`e.regulator_classes && ${filter.regulatorClass.split(',')}::text[]`)
  if (filter.industry) conditions.push(anyIs(filter.industry.split(',').map((code) => inIndustry(code.toUpperCase()))))
  if (filter.scale) conditions.push(sql<boolean>`e.scale = any(${filter.scale.split(',')}::text[])`)
  if (filter.operatingState)
    conditions.push(sql<boolean>`e.operating_state = any(${filter.operatingState.split(',')}::text[])`)
  if (filter.riskLevel) conditions.push(atRisk(filter.riskLevel.split(',')))
  if (filter.majorHazard) conditions.push(sql<boolean>`e.has_major_hazard = ${filter.majorHazard === 'true'}`)
  if (filter.freshness === 'stale') conditions.push(sql<boolean>`(e.stale_on is null or e.stale_on <= ${today})`)
  if (filter.freshness === 'fresh') conditions.push(sql<boolean>`e.stale_on > ${today}`)
  if (filter.located)
    conditions.push(filter.located === 'true' ? sql<boolean>`e.lng is not null` : sql<boolean>`e.lng is null`)
  return sql<boolean>`${sql.join(conditions, sql` and `)}`
}

const anyIs = (conditions: RawBuilder<boolean>[]): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join(conditions, sql` or `)})`

function atRisk(levels: string[]): RawBuilder<boolean> {
  const rated = sql<boolean>`e.risk_level = any(${levels.filter((level) => level !== 'none')}::text[])`
  return levels.includes('none') ? anyIs([rated, sql<boolean>`e.risk_level is null`]) : rated
}

/** Matching enterprises as a query of `id` and `grid_code`. */
export const selectMatching = (scope: Scope, filter: EnterpriseFilterInput, today: string): RawBuilder<unknown> =>
  sql`select e.id, e.grid_code from enterprise e where ${matching(scope, filter, today, null)}`

/** A section letter stands for its divisions; digits for themselves and everything below. GB/T 4754-2017. */
function inIndustry(code: string): RawBuilder<boolean> {
  if (!/^[A-T]$/.test(code)) return sql<boolean>`starts_with(e.industry_code, ${code.replace(/^[A-T](?=\d)/, '')})`
  const divisions = listIndustryChildren(code).map((division) => division.code)
  return sql<boolean>`(left(e.industry_code, 2) = any(${divisions}) or e.industry_code = ${code})`
}

/** Enterprises looked at before a word is called common, and how many of them must bear it. */
const PROBE = { rows: 2000, hits: 60 }
/** Words of which fewer enterprises than this have all pairs are found through the index. */
const RARE = 5000

/**
 * What the words of a filter come down to. Rare words give the ids that have all their pairs; common ones are faster found
 * by reading in order until the page is full.
 */
export interface Search {
  like: string
  /** The words when they are a whole phone number. */
  phone: string | null
  ids: string[] | null
  /** How many there are at least; all of them when the ids are known. */
  atLeast: number
}

/** Looks the words up; null when the filter has none. */
export async function findCandidates(tx: Tx, scope: Scope, filter: EnterpriseFilterInput): Promise<Search | null> {
  const text = searchText(filter.q ?? '')
  if (text === '') return null
  const bounds = filter.grid && !scope.objectId ? narrow(scope, filter.grid) : scope
  const like = containing(text)
  const hits = await countInFront(tx, bounds, like)
  if (hits >= PROBE.hits) return { like, phone: null, ids: null, atLeast: hits }
  const ids = await listByPairs(tx, bounds, text)
  const phone = checkPhone(text)
  if (phone.valid) ids.push(...(await listByPhone(tx, bounds, phone.normalized)))
  if (ids.length > RARE)
    return { like, phone: null, ids: null, atLeast: await countAmong(tx, bounds, ids.slice(0, 1000), like) }
  return { like, phone: phone.valid ? phone.normalized : null, ids, atLeast: ids.length }
}

/** How many of the first enterprises of a scope, in the order of lists, bear a text. The index of pairs is slow for common ones. */
async function countInFront(tx: Tx, scope: Scope, like: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from (
      select e.search_text from enterprise e where ${inScope(scope, 'e', 'id')} and e.merged_into is null
      order by e.grid_code, e.name, e.id limit ${PROBE.rows}
    ) front where front.search_text like ${like}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** How many of some enterprises bear a text: to have all its pairs is not yet to contain it. */
async function countAmong(tx: Tx, scope: Scope, ids: string[], like: string): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*) as n from enterprise e where e.id = any(${ids}::uuid[]) and e.search_text like ${like}
      and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows[0]?.n ?? 0
}

async function listByPairs(tx: Tx, scope: Scope, text: string): Promise<string[]> {
  const place = scope.objectId
    ? sql`s.enterprise_id = ${scope.objectId}`
    : sql`s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo}`
  const found = await sql<{ id: string }>`
    select s.enterprise_id as id from enterprise_search s
    where s.grams @> ${gramsOfQuery(text)} and ${place} limit ${RARE + 1}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** What an enterprise is called, half-width and small: the first line of what it is searched by. */
const NAME = sql`split_part(e.search_text, E'\\n', 1)`

/** Enterprises of a scope whose names contain a normalized text; null when there are too many to name them all. */
export async function listCalled(tx: Tx, scope: Scope, text: string): Promise<string[] | null> {
  const ids = await listByPairs(tx, scope, text)
  if (ids.length > RARE) return null
  const found = await sql<{ id: string }>`
    select e.id from enterprise e
    where e.id = any(${ids}::uuid[]) and ${NAME} like ${containing(text)} and ${inScope(scope, 'e', 'id')}`.execute(tx)
  return found.rows.map(({ id }) => id)
}

/** Whether the enterprise of an id is in a scope and its name contains a normalized text; looked up for each row, as `exists` need not be. */
export const isCalled = (scope: Scope, id: RawBuilder<unknown>, text: string): RawBuilder<boolean> =>
  sql<boolean>`coalesce((select true from enterprise e
    where e.id = ${id} and ${NAME} like ${containing(text)} and ${inScope(scope, 'e', 'id')} limit 1), false)`

async function listByPhone(tx: Tx, scope: Scope, phone: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select e.id from enterprise e
    where (e.contact_phone = ${phone} or e.principal_phone = ${phone}) and ${inScope(scope, 'e', 'id')} limit 200`.execute(
    tx,
  )
  return found.rows.map(({ id }) => id)
}

/** The words as a condition on `e`. */
export function searching({ like, phone, ids }: Search): RawBuilder<boolean> {
  if (!ids) return sql<boolean>`e.search_text like ${like}`
  const whole = phone ? sql`or ${phone} in (e.contact_phone, e.principal_phone)` : sql``
  return sql<boolean>`e.id = any(${ids}::uuid[]) and (e.search_text like ${like} ${whole})`
}
