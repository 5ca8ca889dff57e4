import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { GridKind, GridLevel } from '../model/codes.ts'

export interface GridRow {
  code: string
  name: string
  level: GridLevel
  parentCode: string | null
  kind: GridKind
  childCount: number
  enterpriseCount: number
  geometrySource: 'demo' | 'imported' | 'drawn' | null
  labelLng: number | null
  labelLat: number | null
  version: number
  /** Last day of a node that was split or merged; null while it stands. */
  retiredOn: string | null
}

const columns = sql`
  g.code, g.name, g.level, g.parent_code, g.kind, g.geometry_source, g.label_lng, g.label_lat, g.version, g.valid_to as retired_on,
  (select count(*) from grid_node c where c.parent_code = g.code and c.valid_to is null) as child_count,
  coalesce((select t.enterprises from grid_tally t where t.grid_code = g.code), 0) as enterprise_count`

/** One node inside the scope. */
export async function findGrid(tx: Tx, scope: Scope, code: string): Promise<GridRow | undefined> {
  const found = await sql<GridRow>`
    select ${columns} from grid_node g
    where g.code = ${code} and g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]
}

/** Children of a node inside the scope, by code. */
export async function listChildren(tx: Tx, scope: Scope, parentCode: string): Promise<GridRow[]> {
  const found = await sql<GridRow>`
    select ${columns} from grid_node g
    where g.parent_code = ${parentCode} and g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo} and g.valid_to is null
    order by g.code`.execute(tx)
  return found.rows
}

/** Names on the way from the city down to a node. They are public facts, so ancestors above the scope are named too. */
export async function listPath(tx: Tx, codes: string[]): Promise<{ code: string; name: string; level: GridLevel }[]> {
  const found = await sql<{ code: string; name: string; level: GridLevel }>`
    select code, name, level from grid_node where code = any(${codes}) order by code`.execute(tx)
  return found.rows
}

/** Names of grids by code; public facts, as in `listPath`. */
export async function gridNames(tx: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  return new Map((await listPath(tx, [...new Set(codes)])).map(({ code, name }) => [code, name]))
}

/** Nodes whose name or code starts or contains the words, inside the scope. */
export async function searchGrids(tx: Tx, scope: Scope, words: string, limit: number): Promise<GridRow[]> {
  const found = await sql<GridRow>`
    select ${columns} from grid_node g
    where g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo} and g.valid_to is null
      and (g.code like ${`${words.replace(/[%_\\]/g, '\\$&')}%`} or g.name like ${`%${words.replace(/[%_\\]/g, '\\$&')}%`})
    order by length(g.code), g.code limit ${limit}`.execute(tx)
  return found.rows
}

export interface GridGeometry {
  code: string
  name: string
  level: GridLevel
  geometry: unknown
  source: string
  enterpriseCount: number
}

/** Boundaries of a node's children (or of the node itself when it has none drawn), inside the scope. */
export async function listGeometry(tx: Tx, scope: Scope, parentCode: string): Promise<GridGeometry[]> {
  const found = await sql<GridGeometry>`
    select g.code, g.name, g.level, g.geometry, g.geometry_source as source,
           coalesce((select t.enterprises from grid_tally t where t.grid_code = g.code), 0) as enterprise_count
    from grid_node g
    where (g.parent_code = ${parentCode} or g.code = ${parentCode})
      and g.code >= ${scope.gridFrom} and g.code < ${scope.gridTo} and g.geometry is not null and g.valid_to is null
    order by g.code`.execute(tx)
  return found.rows
}

export interface NewGrid {
  code: string
  name: string
  level: GridLevel
  parentCode: string | null
  kind: GridKind
}

/** Adds nodes that are not there yet; names of known ones are refreshed. Parents must come before children. */
export async function upsertGrids(tx: Tx, nodes: NewGrid[], validFrom: string): Promise<void> {
  await sql`
    insert into grid_node (code, name, level, parent_code, kind, valid_from)
    select x.code, x.name, x.level, x."parentCode", x.kind, ${validFrom}
    from jsonb_to_recordset(${JSON.stringify(nodes)}) as x(code text, name text, level text, "parentCode" text, kind text)
    on conflict (code) do update set name = excluded.name where grid_node.name <> excluded.name`.execute(tx)
}

export interface Boundary {
  code: string
  geometry: unknown
  bbox: [number, number, number, number]
  label: [number, number]
}

export async function updateBoundaries(tx: Tx, boundaries: Boundary[], source: string): Promise<void> {
  await sql`
    update grid_node g set geometry = x.geometry, geometry_source = ${source},
      west = (x.bbox->>0)::float8, south = (x.bbox->>1)::float8, east = (x.bbox->>2)::float8, north = (x.bbox->>3)::float8,
      label_lng = (x.label->>0)::float8, label_lat = (x.label->>1)::float8
    from jsonb_to_recordset(${JSON.stringify(boundaries)}) as x(code text, geometry jsonb, bbox jsonb, label jsonb)
    where g.code = x.code`.execute(tx)
}

export async function countGrids(tx: Tx): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from grid_node`.execute(tx)
  return found.rows[0]?.n ?? 0
}

/** All standing nodes at and below a prefix, by code. For jobs and loads: no scope. */
export async function listSubtree(tx: Tx, prefix: string): Promise<NewGrid[]> {
  const found = await sql<NewGrid>`
    select code, name, level, parent_code, kind from grid_node
    where starts_with(code, ${prefix}) and valid_to is null order by code`.execute(tx)
  return found.rows
}

/** Boundary of one node; null when none is drawn. */
export async function findGeometry(tx: Tx, code: string): Promise<unknown | null> {
  const found = await sql<{ geometry: unknown }>`select geometry from grid_node where code = ${code}`.execute(tx)
  return found.rows[0]?.geometry ?? null
}

export interface PlaceNode {
  code: string
  name: string
  level: GridLevel
}

/** Names of all standing nodes, by code. For finding places: names are public, so no scope. */
export async function listPlaces(tx: Tx): Promise<PlaceNode[]> {
  const found =
    await sql<PlaceNode>`select code, name, level from grid_node where valid_to is null order by code`.execute(tx)
  return found.rows
}

export interface VillageArea {
  code: string
  area: Area
  west: number
  south: number
  east: number
  north: number
}

/** Boundaries of all villages that have one, by code. For finding places: no scope. */
export async function listVillageAreas(tx: Tx): Promise<VillageArea[]> {
  const found = await sql<VillageArea>`
    select code, geometry as area, west, south, east, north from grid_node
    where level = 'village' and geometry is not null and valid_to is null order by code`.execute(tx)
  return found.rows
}

/** Codes of the standing nodes right under one. */
export async function listChildCodes(tx: Tx, parentCode: string): Promise<string[]> {
  const found = await sql<{ code: string }>`
    select code from grid_node where starts_with(code, ${parentCode}) and valid_to is null
      and length(code) = (select min(length(code)) from grid_node
                          where starts_with(code, ${parentCode}) and code <> ${parentCode} and valid_to is null)`.execute(
    tx,
  )
  return found.rows.map(({ code }) => code)
}
