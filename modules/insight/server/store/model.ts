import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { RankingModel } from '../../model/ranking-model.ts'
import type { ModelReportData } from '../../model/schema.ts'

export interface ModelRow {
  id: string
  trainedOn: string
  inUse: boolean
  model: RankingModel
  report: ModelReportData
}

/** Versions of the model of a city, the newest first. */
export async function listModels(tx: Tx, cityCode: string): Promise<ModelRow[]> {
  const found = await sql<ModelRow>`
    select m.id, m.trained_on::text, m.in_use, m.model, m.report from insight_model m where m.grid_code = ${cityCode}
    order by m.trained_on desc limit 24`.execute(tx)
  return found.rows
}

/** The version by which enterprises are ranked now. */
export async function findModelInUse(tx: Tx, cityCode: string): Promise<ModelRow | undefined> {
  const found = await sql<ModelRow>`
    select m.id, m.trained_on::text, m.in_use, m.model, m.report from insight_model m
    where m.grid_code = ${cityCode} and m.in_use`.execute(tx)
  return found.rows[0]
}

/** Keeps a version; one that goes into use takes the place of the one before. @returns false when there is one of that day */
export async function insertModel(tx: Tx, cityCode: string, row: ModelRow): Promise<boolean> {
  const known = await sql`
    select from insight_model where grid_code = ${cityCode} and trained_on = ${row.trainedOn}`.execute(tx)
  if (known.rows.length > 0) return false
  if (row.inUse) await sql`update insight_model set in_use = false where grid_code = ${cityCode} and in_use`.execute(tx)
  await sql`
    insert into insight_model (id, trained_on, grid_code, in_use, model, report)
    values (${row.id}, ${row.trainedOn}, ${cityCode}, ${row.inUse}, ${JSON.stringify(row.model)}, ${JSON.stringify(row.report)})`.execute(
    tx,
  )
  return true
}
