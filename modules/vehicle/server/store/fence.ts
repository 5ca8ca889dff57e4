import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import { boxAround, type Fence } from '../../model/fence.ts'
import type { NewFence } from '../../model/schema.ts'

export interface FenceRow extends Omit<Fence, 'box'> {
  basis: string
  version: number
}

const columns = sql.raw(
  `f.id, f.grid_code, f.name, f.kind, f.rule, f.shape, f.speed_kmh, f.days, f.from_minute, f.to_minute, f.basis, f.version`,
)

export async function insertFence(tx: Tx, id: string, fence: NewFence): Promise<void> {
  const [west, south, east, north] = boxAround(fence.shape)
  await sql`
    insert into fence (id, grid_code, name, kind, rule, shape, west, south, east, north, speed_kmh, days, from_minute, to_minute, basis)
    values (${id}, ${fence.gridCode}, ${fence.name}, ${fence.kind}, ${fence.rule}, ${JSON.stringify(fence.shape)}::jsonb, ${west},
      ${south}, ${east}, ${north}, ${fence.speedKmh ?? null}, ${fence.days}::smallint[], ${fence.fromMinute}, ${fence.toMinute},
      ${fence.basis})`.execute(tx)
}

export async function updateFence(tx: Tx, id: string, fence: NewFence): Promise<void> {
  const [west, south, east, north] = boxAround(fence.shape)
  await sql`
    update fence set grid_code = ${fence.gridCode}, name = ${fence.name}, kind = ${fence.kind}, rule = ${fence.rule},
      shape = ${JSON.stringify(fence.shape)}::jsonb, west = ${west}, south = ${south}, east = ${east}, north = ${north},
      speed_kmh = ${fence.speedKmh ?? null}, days = ${fence.days}::smallint[], from_minute = ${fence.fromMinute},
      to_minute = ${fence.toMinute}, basis = ${fence.basis}, version = version + 1
    where id = ${id}`.execute(tx)
}

export const withdrawFence = (tx: Tx, id: string) =>
  sql`update fence set withdrawn_at = now(), version = version + 1 where id = ${id}`.execute(tx)

export async function findFenceForUpdate(tx: Tx, scope: Scope, id: string): Promise<FenceRow | undefined> {
  const found = await sql<FenceRow>`
    select ${columns} from fence f where f.id = ${id} and f.withdrawn_at is null and ${inScope({ ...scope, objectId: null }, 'f', 'id')}
    for update`.execute(tx)
  return found.rows[0]
}

const MOST = 2_000

/** Fences of a place, or all of them: whoever drives by one must know it. */
export async function listFences(tx: Tx, scope: Scope, grid?: string): Promise<FenceRow[]> {
  const inside = grid ? sql`and ${inScope(narrow({ ...scope, objectId: null }, grid), 'f', 'id')}` : sql``
  const found = await sql<FenceRow>`
    select ${columns} from fence f where f.withdrawn_at is null ${inside} order by f.grid_code, f.kind, f.name, f.id limit ${MOST}`.execute(
    tx,
  )
  return found.rows
}

/** All fences as the watcher and the interlocks use them. */
export async function listFencesWithBoxes(tx: Tx): Promise<Fence[]> {
  const found = await sql<Omit<Fence, 'box'> & { west: number; south: number; east: number; north: number }>`
    select ${columns}, f.west, f.south, f.east, f.north from fence f where f.withdrawn_at is null`.execute(tx)
  return found.rows.map(({ west, south, east, north, ...fence }) => ({
    ...fence,
    box: [west, south, east, north] as const,
  }))
}
