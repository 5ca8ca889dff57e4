import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'

export interface StrandedRow {
  id: string
  title: string
  role: string
  bodyName: string
  gridCode: string
  gridName: string
  retiredOn: string
  holders: string[]
  /** Standing nodes that followed, and those that followed these, by code. */
  into: string[]
}

const stranded = (scope: Scope, on: string) => sql`
  select s.id, s.title, s.role, b.name as body_name, s.grid_code, g.name as grid_name, g.valid_to as retired_on,
    array(select p.name from seat_holding h join person p on p.id = h.person_id
      where h.seat_id = s.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}) order by p.name) as holders,
    array(
      with recursive heir(code) as (
        select s.grid_code
        union
        select x.code from heir join grid_change c on c.grid_code = heir.code and c.after ? 'into',
          jsonb_array_elements_text(c.after->'into') x(code)
      )
      select heir.code from heir join grid_node n on n.code = heir.code where n.valid_to is null order by heir.code
    ) as into
  from seat s join body b on b.id = s.body_id join grid_node g on g.code = s.grid_code
  where g.valid_to is not null and s.object_id is null and (s.to_on is null or s.to_on >= ${on})
    and s.grid_code >= ${scope.gridFrom} and s.grid_code < ${scope.gridTo}`

/** Seats that still stand on retired nodes below a node, inside the scope. Seats of an object go where the object goes. */
export async function listStranded(tx: Tx, scope: Scope, under: string, on: string): Promise<StrandedRow[]> {
  const found = await sql<StrandedRow>`
    ${stranded(scope, on)} and starts_with(s.grid_code, ${under}) order by s.grid_code, s.title, s.id limit 500`.execute(
    tx,
  )
  return found.rows
}

/** One such seat, locked. */
export async function lockStranded(tx: Tx, scope: Scope, id: string, on: string): Promise<StrandedRow | undefined> {
  const found = await sql<StrandedRow>`${stranded(scope, on)} and s.id = ${id} for update of s`.execute(tx)
  return found.rows[0]
}
