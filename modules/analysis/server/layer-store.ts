import { sql } from 'kysely'
import { PLANNED_EACH_TIME, type Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'

/** One row of a layer, as the view of its room tells it. */
export interface LayerRow {
  objectId: string | null
  place: string | null
  lng: number | null
  lat: number | null
  mark: string | null
  title: string
  link: string
  since: string
}

/** The rows of a layer inside a grid, those that have been so longest first. */
export async function listLayer(tx: Tx, scope: Scope, name: string, grid: string, limit: number): Promise<LayerRow[]> {
  const bounds = narrow(scope, grid)
  const found = await sql<LayerRow>`${PLANNED_EACH_TIME}
    select object_id, place, lng, lat, mark, title, link, since from ${sql.table(`${name}_layer`)}
    where grid_code >= ${bounds.gridFrom} and grid_code < ${bounds.gridTo}
    order by since, link limit ${limit}`.execute(tx)
  return found.rows
}

/** How many rows a layer has inside a grid. */
export async function countLayer(tx: Tx, scope: Scope, name: string, grid: string): Promise<number> {
  const bounds = narrow(scope, grid)
  const found = await sql<{ n: number }>`${PLANNED_EACH_TIME}
    select count(*) as n from ${sql.table(`${name}_layer`)}
    where grid_code >= ${bounds.gridFrom} and grid_code < ${bounds.gridTo}`.execute(tx)
  return found.rows[0]?.n ?? 0
}
