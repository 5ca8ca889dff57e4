import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { columnOf } from '../../model/rules.ts'
import type { EnterpriseValues } from '../../model/schema.ts'
import { gramsOf, initialsOf } from './search.ts'

/** One enterprise to add, with what confirms its key fields. */
export interface NewEnterprise {
  id: string
  gridCode: string
  values: EnterpriseValues
  facts: { field: string; confirmedAt: Date; confirmedBy: string; method: string }[]
  staleOn: string | null
  createdAt: Date
  hasMajorHazard?: boolean
}

const EMPTY = {
  version: 1,
  merged_into: null,
  other_industry_codes: [],
  regulator_classes: [],
  danger_classes: [],
  site_no: 0,
}

/** Adds many enterprises with search rows, facts and first versions: four statements, however many rows. */
export async function insertEnterprises(
  tx: Tx,
  rows: NewEnterprise[],
  act: { name: string; actor: object },
): Promise<void> {
  const prepared = rows.map((row) => ({ row, initials: initialsOf(String(row.values.name)) }))
  const records = prepared.map(({ row, initials }) => ({
    ...EMPTY,
    ...Object.fromEntries(
      Object.entries(row.values)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => [columnOf(key), value]),
    ),
    id: row.id,
    grid_code: row.gridCode,
    initials,
    stale_on: row.staleOn,
    has_major_hazard: row.hasMajorHazard ?? false,
    created_at: row.createdAt,
    updated_at: row.createdAt,
  }))
  await sql`insert into enterprise select * from jsonb_populate_recordset(null::enterprise, ${JSON.stringify(records)}::jsonb)`.execute(
    tx,
  )
  const search = prepared.map(({ row, initials }) => ({
    id: row.id,
    g: row.gridCode,
    t: gramsOf({ ...(row.values as { name: string }), initials }),
  }))
  await sql`
    insert into enterprise_search (enterprise_id, grid_code, grams)
    select x.id, x.g, x.t from jsonb_to_recordset(${JSON.stringify(search)}::jsonb) as x(id uuid, g text, t text[])`.execute(
    tx,
  )
  const facts = rows.flatMap((row) =>
    row.facts.map((fact) => ({ id: row.id, f: fact.field, a: fact.confirmedAt, b: fact.confirmedBy, m: fact.method })),
  )
  await sql`
    insert into enterprise_fact (enterprise_id, field, confirmed_at, confirmed_by, method)
    select x.id, x.f, x.a, x.b, x.m
    from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as x(id uuid, f text, a timestamptz, b text, m text)`.execute(
    tx,
  )
  await sql`
    insert into enterprise_version (enterprise_id, version, grid_code, act, actor, at, snapshot)
    select e.id, e.version, e.grid_code, ${act.name}, ${JSON.stringify(act.actor)}::jsonb, e.created_at, to_jsonb(e)
    from enterprise e where e.id = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx)
}
