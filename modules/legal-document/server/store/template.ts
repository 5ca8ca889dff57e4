import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'

export interface VersionRow {
  id: string
  gridCode: string
  key: string
  version: number
  fromOn: string
  retiredOn: string | null
  template: DocumentTemplate
  note: string
  savedBy: string
}

const columns = sql`t.id, t.grid_code, t.key, t.version, t.from_on, t.retired_on, t.template, t.note, t.saved_by`
/** Those of the office of a grid and of the offices above it. */
const usable = (gridCode: string) => sql`starts_with(${gridCode}, t.grid_code)`

/** Versions in force on a day for an office, one a key: of the nearest office, the latest begun. */
export async function listInForce(tx: Tx, gridCode: string, on: string): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select distinct on (t.key) ${columns} from legal_template t
    where ${usable(gridCode)} and t.from_on <= ${on} and (t.retired_on is null or t.retired_on > ${on})
    order by t.key, length(t.grid_code) desc, t.from_on desc, t.version desc`.execute(tx)
  return found.rows
}

/** All versions of a key an office may see, the latest first. */
export async function listVersions(tx: Tx, gridCode: string, key: string): Promise<VersionRow[]> {
  const found = await sql<VersionRow>`
    select ${columns} from legal_template t where ${usable(gridCode)} and t.key = ${key}
    order by length(t.grid_code) desc, t.version desc`.execute(tx)
  return found.rows
}

/** Locks the versions an office has of a key, so that two that save at once get two numbers. @returns the highest number; 1 is the seed */
export async function lockVersions(tx: Tx, gridCode: string, key: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${gridCode}/${key}`}, 31))`.execute(tx)
  const found = await sql<{ last: number | null }>`
    select max(t.version) as last from legal_template t where t.grid_code = ${gridCode} and t.key = ${key}`.execute(tx)
  return found.rows[0]?.last ?? 1
}

export async function insertVersion(tx: Tx, row: Omit<VersionRow, 'retiredOn'>): Promise<void> {
  await sql`
    insert into legal_template (id, grid_code, key, version, from_on, template, note, saved_by)
    values (${row.id}, ${row.gridCode}, ${row.key}, ${row.version}, ${row.fromOn}, ${JSON.stringify(row.template)}::jsonb,
            ${row.note}, ${row.savedBy})`.execute(tx)
}

/** A version an office may use, whether or not it is in force. */
export async function findVersion(tx: Tx, gridCode: string, id: string): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`
    select ${columns} from legal_template t where t.id = ${id} and ${usable(gridCode)}`.execute(tx)
  return found.rows[0]
}

export async function findVersionForUpdate(tx: Tx, gridCode: string, id: string): Promise<VersionRow | undefined> {
  const found = await sql<VersionRow>`
    select ${columns} from legal_template t where t.id = ${id} and ${usable(gridCode)} for update`.execute(tx)
  return found.rows[0]
}

export async function retireVersion(tx: Tx, id: string, on: string): Promise<void> {
  await sql`update legal_template set retired_on = ${on} where id = ${id}`.execute(tx)
}
