import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

/** Words of a task kept under a name. */
export interface TemplateRow {
  id: string
  gridCode: string
  name: string
  words: Record<string, unknown>
  version: number
  savedAt: Date
  savedBy: string
}

const columns = sql`m.id, m.grid_code, m.name, m.words, m.version, m.saved_at, m.saved_by`
/** Those of the office of a grid and of the offices above it. */
const usable = (gridCode: string) => sql`starts_with(${gridCode}, m.grid_code) and m.retired_at is null`

/** Templates an office may use, its own first. */
export async function listTemplates(tx: Tx, gridCode: string): Promise<TemplateRow[]> {
  const found = await sql<TemplateRow>`
    select ${columns} from task_template m where ${usable(gridCode)}
    order by length(m.grid_code) desc, m.name, m.id`.execute(tx)
  return found.rows
}

export async function findTemplate(tx: Tx, gridCode: string, id: string): Promise<TemplateRow | undefined> {
  const found = await sql<TemplateRow>`
    select ${columns} from task_template m where m.id = ${id} and ${usable(gridCode)}`.execute(tx)
  return found.rows[0]
}

/** Enters a template. @returns false where its name is taken in the grid */
export async function insertTemplate(tx: Tx, row: Omit<TemplateRow, 'version' | 'savedAt'>): Promise<boolean> {
  const done = await sql`
    insert into task_template (id, grid_code, name, words, saved_by)
    values (${row.id}, ${row.gridCode}, ${row.name}, ${JSON.stringify(row.words)}, ${row.savedBy})
    on conflict (grid_code, name) where retired_at is null do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Renames a template. @returns false where another of the grid has the name */
export async function updateName(tx: Tx, { id, gridCode }: TemplateRow, name: string): Promise<boolean> {
  const done = await sql`
    update task_template m set name = ${name}, version = version + 1
    where m.id = ${id} and not exists (
      select from task_template o where o.grid_code = ${gridCode} and o.name = ${name} and o.id <> ${id} and o.retired_at is null)`.execute(
    tx,
  )
  return (done.numAffectedRows ?? 0n) > 0n
}

export async function retire(tx: Tx, id: string): Promise<void> {
  await sql`update task_template set retired_at = now(), version = version + 1 where id = ${id}`.execute(tx)
}

/** Locks a template of an office for whoever changes it. */
export async function findTemplateForUpdate(tx: Tx, gridCode: string, id: string): Promise<TemplateRow | undefined> {
  const found = await sql<TemplateRow>`
    select ${columns} from task_template m where m.id = ${id} and ${usable(gridCode)} for update`.execute(tx)
  return found.rows[0]
}
