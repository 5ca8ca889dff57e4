import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { AgencyFacts } from '../../model/schema.ts'

export interface AgencyRow {
  gridCode: string
  facts: AgencyFacts
  version: number
}

const columns = sql`a.grid_code, a.facts, a.version`

/** The agency that acts for a grid: the nearest above it, itself included. */
export async function findAgencyOf(tx: Tx, gridCode: string): Promise<AgencyRow | undefined> {
  const found = await sql<AgencyRow>`
    select ${columns} from legal_agency a where starts_with(${gridCode}, a.grid_code)
    order by length(a.grid_code) desc limit 1`.execute(tx)
  return found.rows[0]
}

/** Agencies on the way up from a grid and below it. */
export async function listAgencies(tx: Tx, gridCode: string): Promise<AgencyRow[]> {
  const found = await sql<AgencyRow>`
    select ${columns} from legal_agency a
    where starts_with(${gridCode}, a.grid_code) or starts_with(a.grid_code, ${gridCode})
    order by length(a.grid_code), a.grid_code`.execute(tx)
  return found.rows
}

/**
 * Enters or changes the agency of a grid, as it was read in this version; 0 for a new one.
 * @returns false when somebody changed it meanwhile
 */
export async function saveAgency(
  tx: Tx,
  row: { gridCode: string; facts: AgencyFacts; version: number; by: string },
): Promise<boolean> {
  const done = await sql`
    insert into legal_agency (grid_code, facts, changed_by)
    select ${row.gridCode}, ${JSON.stringify(row.facts)}::jsonb, ${row.by} where ${row.version} = 0
    on conflict (grid_code) do nothing`.execute(tx)
  if (row.version === 0) return (done.numAffectedRows ?? 0n) > 0n
  const changed = await sql`
    update legal_agency set facts = ${JSON.stringify(row.facts)}::jsonb, version = version + 1, changed_at = now(), changed_by = ${row.by}
    where grid_code = ${row.gridCode} and version = ${row.version}`.execute(tx)
  return (changed.numAffectedRows ?? 0n) > 0n
}
