import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { gramsOf } from '#kernel/search/text.ts'
import { nameKey } from '../../model/import-rules.ts'
import { columnOf } from '../../model/rules.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import { keyed } from '../doubles/keyed.ts'
import { insertLikeness, insertUnkeyed } from '../doubles/store.ts'
import type { Act, Facts } from './enterprise.ts'
import { initialsOf, searchLines } from './search.ts'

/** One enterprise to add. */
export interface NewEnterprise {
  id: string
  gridCode: string
  values: EnterpriseValues
  facts: Facts
  staleOn: string | null
  createdAt: Date
}

/**
 * Adds enterprises with their search rows: few statements, however many there are. The keys their doubles meet them by
 * are made now, or later by whoever looks for doubles next.
 */
export async function insertEnterprises(
  tx: Tx,
  rows: NewEnterprise[],
  act: Act,
  keys: 'now' | 'later' = 'now',
): Promise<void> {
  const prepared = rows.map((row) => {
    const initials = initialsOf(String(row.values.name))
    return { row, initials, lines: searchLines({ ...(row.values as { name: string }), initials }) }
  })
  const records = prepared.map(({ row, initials, lines }) => recordOf(row, { initials, search_text: lines }, act))
  const written = sql`
    insert into enterprise select * from jsonb_populate_recordset(null::enterprise, ${JSON.stringify(records)}::jsonb)`.execute(
    tx,
  )
  // What is searched is made ready while the database is at the first statement.
  const search = prepared.map(({ row, lines }) => ({ id: row.id, g: row.gridCode, t: gramsOf(lines) }))
  await written
  await sql`
    insert into enterprise_search (enterprise_id, grid_code, grams)
    select x.id, x.g, x.t from jsonb_to_recordset(${JSON.stringify(search)}::jsonb) as x(id uuid, g text, t text[])`.execute(
    tx,
  )
  if (keys === 'later') return insertUnkeyed(tx, rows)
  const compared = rows.map(({ id, gridCode, values }) => ({ id, ...values, gridCode }))
  await insertLikeness(tx, await keyed(compared))
}

// What the table would fill in by default has to be said: a populated record has null where a key is missing.
const DEFAULTS = {
  version: 1,
  site_no: 0,
  operating_state: 'producing',
  other_industry_codes: [],
  regulator_classes: [],
  danger_classes: [],
  has_major_hazard: false,
}

function recordOf(
  row: NewEnterprise,
  search: { initials: string; search_text: string },
  act: Act,
): Record<string, unknown> {
  const record: Record<string, unknown> = { ...DEFAULTS }
  for (const [key, value] of Object.entries(row.values)) {
    if (value !== null && value !== undefined) record[columnOf(key)] = value
  }
  return Object.assign(record, {
    id: row.id,
    grid_code: row.gridCode,
    ...search,
    name_key: nameKey(String(row.values.name)),
    facts: row.facts,
    stale_on: row.staleOn,
    act: act.name,
    act_by: act.by,
    act_reason: act.reason,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  })
}
