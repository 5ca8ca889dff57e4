import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

/** A standing major hazard installation with the enterprise that has it. */
export interface InstallationSite {
  creditCode: string
  /** Which of the installations of its enterprise it is, from 1, in the order of their names. */
  number: number
  enterpriseId: string
  gridCode: string
  enterprise: string
  installation: string
  lng: number | null
  lat: number | null
}

/** Installations of enterprises with a credit code, the most dangerous first, then by code. */
export async function listInstallationSites(tx: Tx, limit: number): Promise<InstallationSite[]> {
  const found = await sql<InstallationSite>`
    select k.credit_code, i.number, i.object_id as enterprise_id, i.grid_code, i.place as enterprise, i.title as installation,
      i.lng::float8, i.lat::float8
    from (select *, row_number() over (partition by object_id order by title)::int as number from installation_layer) i
    join known_enterprise k on k.id = i.object_id
    where k.credit_code is not null order by i.mark, k.credit_code, i.number limit ${limit}`.execute(tx)
  return found.rows
}
