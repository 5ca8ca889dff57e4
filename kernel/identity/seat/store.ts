import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { ROLES, rankOf, WATCHING_ROLES } from '../model/roles.ts'

export interface BodyRow {
  id: string
  name: string
  shortName: string
  kind: string
  gridCode: string
  layer: string
  parentId: string | null
}

/** Bodies inside a scope, from the top down, after a place. */
export async function listBodies(
  tx: Tx,
  scope: Scope,
  q: string,
  page: { after: [string, string] | null; limit: number },
): Promise<{ rows: BodyRow[]; total: number }> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const where = sql`grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo} and (${q} = '' or name like ${like})`
  const [code, id] = page.after ?? ['', null]
  const rows = await sql<BodyRow>`
    select id, name, short_name, kind, grid_code, layer, parent_id from body
    where ${where} and (${id}::uuid is null or (grid_code, id) > (${code}, ${id}::uuid))
    order by grid_code, id limit ${page.limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*) as n from body where ${where}`.execute(tx)
  return { rows: rows.rows, total: count.rows[0]?.n ?? 0 }
}

export async function findBody(tx: Tx, scope: Scope, id: string): Promise<BodyRow | undefined> {
  const found = await sql<BodyRow>`
    select id, name, short_name, kind, grid_code, layer, parent_id from body
    where id = ${id} and grid_code >= ${scope.gridFrom} and grid_code < ${scope.gridTo}`.execute(tx)
  return found.rows[0]
}

export interface SeatLineRow {
  id: string
  title: string
  role: string
  bodyId: string
  bodyName: string
  gridCode: string
  layer: string
  objectId: string | null
  fromOn: string
  toOn: string | null
  holders: { personId: string; name: string; fromOn: string; toOn: string | null; standsInFor: string | null }[]
}

const seatColumns = (on: string) => sql`
  s.id, s.title, s.role, s.body_id, b.name as body_name, s.grid_code, s.layer, s.object_id, s.from_on, s.to_on,
  coalesce((select json_agg(json_build_object('personId', p.id, 'name', p.name, 'fromOn', h.from_on, 'toOn', h.to_on,
                            'standsInFor', (select w.name from person w where w.id = h.stands_in_for))
                            order by h.from_on, h.id)
            from seat_holding h join person p on p.id = h.person_id
            where h.seat_id = s.id and (h.to_on is null or h.to_on >= ${on})), '[]') as holders`

/** Seats inside a scope that are not closed, by grid; `q` is part of title, body or holder, or the begin of a grid code. */
export async function listSeats(
  tx: Tx,
  scope: Scope,
  on: string,
  filter: {
    role?: string | undefined
    personId?: string | undefined
    q?: string | undefined
    ids?: readonly string[] | undefined
  },
  page: { after: [string, string] | null; limit: number },
): Promise<{ rows: SeatLineRow[]; total: number }> {
  const q = filter.q ?? ''
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
  const where = sql`s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo}
    and (${q} = '' or s.title like ${like} or starts_with(s.grid_code, ${q}) or exists (select from body o
      where o.id = s.body_id and (o.name like ${like} or o.short_name like ${like})) or exists (
      select from seat_holding h join person p on p.id = h.person_id
      where h.seat_id = s.id and (h.to_on is null or h.to_on >= ${on}) and p.name like ${like}))
    and (s.to_on is null or s.to_on >= ${on})
    and (${filter.ids ?? null}::uuid[] is null or s.id = any(${filter.ids ?? null}::uuid[]))
    and (${filter.role ?? null}::text is null or s.role = ${filter.role ?? null})
    and (${filter.personId ?? null}::uuid is null or exists (select from seat_holding h where h.seat_id = s.id
      and h.person_id = ${filter.personId ?? null} and (h.to_on is null or h.to_on >= ${on})))`
  const [code, id] = page.after ?? ['', null]
  const rows = await sql<SeatLineRow>`
    select ${seatColumns(on)} from seat s join body b on b.id = s.body_id
    where ${where} and (${id}::uuid is null or (s.grid_code, s.id) > (${code}, ${id}::uuid))
    order by s.grid_code, s.id limit ${page.limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*) as n from seat s where ${where}`.execute(tx)
  return { rows: rows.rows, total: count.rows[0]?.n ?? 0 }
}

export async function findSeatForUpdate(
  tx: Tx,
  scope: Scope,
  on: string,
  id: string,
): Promise<SeatLineRow | undefined> {
  const found = await sql<SeatLineRow>`
    select ${seatColumns(on)} from seat s join body b on b.id = s.body_id
    where s.id = ${id} and s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo} for update of s`.execute(
    tx,
  )
  return found.rows[0]
}

export async function closeSeat(tx: Tx, id: string, lastDay: string): Promise<void> {
  await sql`update seat set to_on = ${lastDay} where id = ${id}`.execute(tx)
}

/** Ends the present holding of a person. @returns whether there was one */
export async function endHolding(
  tx: Tx,
  holding: { seatId: string; personId: string; lastDay: string; on: string; endedBy: string },
): Promise<boolean> {
  const done = await sql`
    update seat_holding set to_on = ${holding.lastDay}, ended_by = ${holding.endedBy}
    where seat_id = ${holding.seatId} and person_id = ${holding.personId} and stands_in_for is null and from_on <= ${holding.lastDay}
      and (to_on is null or to_on >= ${holding.on})`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Those of some roles that somebody with an open account has on a grid at a day. */
export async function listRolesHeld(tx: Tx, gridCode: string, roles: readonly string[], on: string): Promise<string[]> {
  const found = await sql<{ role: string }>`
    select distinct s.role from seat s join seat_holding h on h.seat_id = s.id join account a on a.person_id = h.person_id
    where s.grid_code = ${gridCode} and s.role = any(${roles}::text[]) and a.disabled_at is null
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})`.execute(tx)
  return found.rows.map(({ role }) => role)
}

/**
 * The seat above: in the same layer, on the grid nearest above or on the same grid with a higher role, with somebody
 * on it at that day; null at the top.
 */
export async function findSeatAbove(
  tx: Tx,
  seat: { id: string; gridCode: string; layer: string; role: string },
  on: string,
): Promise<string | null> {
  const higher = ROLES.filter((role) => rankOf(role) < rankOf(seat.role) && !WATCHING_ROLES.has(role))
  const ranks = higher.map(rankOf)
  const found = await sql<{ id: string }>`
    select s.id from seat s
    where s.id <> ${seat.id} and s.object_id is null and s.layer = ${seat.layer} and s.role = any(${higher})
      and starts_with(${seat.gridCode}, s.grid_code) and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and exists (select from seat_holding h where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))
    order by length(s.grid_code) desc, (${ranks}::int[])[array_position(${higher}::text[], s.role)] desc, s.id
    limit 1`.execute(tx)
  return found.rows[0]?.id ?? null
}

/** The first seat of one of these roles right at a grid, somebody sitting on it; null when there is none. */
export async function findSeatAt(
  tx: Tx,
  gridCode: string,
  roles: readonly string[],
  on: string,
): Promise<string | null> {
  const found = await sql<{ id: string }>`
    select s.id from seat s
    where s.grid_code = ${gridCode} and s.object_id is null and s.layer = 'safety' and s.role = any(${roles})
      and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
      and exists (select from seat_holding h where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}))
    order by array_position(${roles}::text[], s.role), s.id limit 1`.execute(tx)
  return found.rows[0]?.id ?? null
}
