import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'

export interface StockRow {
  chemical: string
  tonnes: number
}

export interface MajorHazardRow {
  id: string
  enterpriseId: string
  gridCode: string
  name: string
  unitType: 'production' | 'tank_farm' | 'warehouse'
  exposedPeople: number
  stocks: StockRow[]
  s: number
  alpha: number
  r: number
  level: number | null
  assessedOn: string | null
  filingNumber: string | null
  filedOn: string | null
  createdOn: string
  version: number
}

const columns = sql`
  m.id, m.enterprise_id, m.grid_code, m.name, m.unit_type, m.exposed_people, m.stocks, m.s, m.alpha, m.r, m.level, m.assessed_on,
  m.filing_number, m.filed_on, m.created_on, m.version`

/** Standing installations of an enterprise, the highest level first. */
export async function listMajorHazards(tx: Tx, scope: Scope, enterpriseId: string): Promise<MajorHazardRow[]> {
  const found = await sql<MajorHazardRow>`
    select ${columns} from major_hazard_installation m
    where m.enterprise_id = ${enterpriseId} and m.withdrawn_at is null and ${inScope(scope, 'm', 'enterprise_id')}
    order by m.level nulls last, m.name`.execute(tx)
  return found.rows
}

export type MajorHazardOf = Pick<MajorHazardRow, 'id' | 'name' | 'unitType' | 'level' | 'r'> & {
  objectId: string
  /** How many installations the enterprise has in all. */
  total: number
}

/** Standing installations of some enterprises, of each the highest level first. */
export async function listMajorHazardsOf(
  tx: Tx,
  scope: Scope,
  enterpriseIds: readonly string[],
): Promise<MajorHazardOf[]> {
  const found = await sql<MajorHazardOf>`
    select m.enterprise_id as object_id, count(*) over (partition by m.enterprise_id)::int as total, m.id, m.name, m.unit_type,
      m.level, m.r::float8
    from major_hazard_installation m
    where m.enterprise_id = any(${enterpriseIds}::uuid[]) and m.withdrawn_at is null
      and ${inScope(scope, 'm', 'enterprise_id')}
    order by m.enterprise_id, m.level nulls last, m.name`.execute(tx)
  return found.rows
}

export async function findMajorHazardForUpdate(tx: Tx, scope: Scope, id: string): Promise<MajorHazardRow | undefined> {
  const found = await sql<MajorHazardRow>`
    select ${columns} from major_hazard_installation m
    where m.id = ${id} and m.withdrawn_at is null and ${inScope(scope, 'm', 'enterprise_id')} for update`.execute(tx)
  return found.rows[0]
}

/** Adds installations in one statement; an id that is taken is a conflict. */
export async function insertMajorHazards(tx: Tx, rows: Omit<MajorHazardRow, 'version'>[]): Promise<void> {
  await sql`
    insert into major_hazard_installation (id, enterprise_id, grid_code, name, unit_type, exposed_people, stocks, s, alpha, r,
      level, assessed_on, filing_number, filed_on, created_on)
    select x.id, x."enterpriseId", x."gridCode", x.name, x."unitType", x."exposedPeople", x.stocks, x.s, x.alpha, x.r, x.level,
           x."assessedOn", x."filingNumber", x."filedOn", x."createdOn"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(id uuid, "enterpriseId" uuid, "gridCode" text, name text,
      "unitType" text, "exposedPeople" int, stocks jsonb, s numeric, alpha numeric, r numeric, level int, "assessedOn" date,
      "filingNumber" text, "filedOn" date, "createdOn" date)`.execute(tx)
}

/** Replaces what is known of one installation; whose it is and since when stay. */
export async function updateMajorHazard(
  tx: Tx,
  row: Omit<MajorHazardRow, 'version' | 'enterpriseId' | 'gridCode' | 'createdOn'>,
): Promise<void> {
  await sql`
    update major_hazard_installation set name = ${row.name}, unit_type = ${row.unitType}, exposed_people = ${row.exposedPeople},
      stocks = ${JSON.stringify(row.stocks)}, s = ${row.s}, alpha = ${row.alpha}, r = ${row.r}, level = ${row.level},
      assessed_on = ${row.assessedOn}, filing_number = ${row.filingNumber}, filed_on = ${row.filedOn}, version = version + 1
    where id = ${row.id}`.execute(tx)
}

export async function withdrawMajorHazard(tx: Tx, id: string): Promise<void> {
  await sql`update major_hazard_installation set withdrawn_at = now(), version = version + 1 where id = ${id}`.execute(
    tx,
  )
}

/** Lets the enterprise say whether it has a standing installation that reaches S ≥ 1. */
export async function refreshMajorHazardFlag(tx: Tx, enterpriseIds: string[]): Promise<void> {
  await sql`
    update enterprise e set has_major_hazard = exists (
      select from major_hazard_installation m where m.enterprise_id = e.id and m.withdrawn_at is null and m.level is not null)
    where e.id = any(${enterpriseIds}::uuid[])`.execute(tx)
}
