import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { inScope } from '#kernel/scope/sql.ts'
import type { DrawState } from '../../model/codes.ts'
import type { DrawList } from '../../model/draw.ts'

/** Something chosen by hand beside the draw. */
export interface ChosenByHand {
  name: string
  why: string
  by: string
  at: string
}

export interface DrawRow {
  id: string
  gridCode: string
  state: DrawState
  list: DrawList
  commitment: string
  drawn: string[] | null
  drawnAt: Date | null
  chosen: ChosenByHand[]
  voidReason: string | null
  openedBy: string
  openedAt: Date
}

export interface PartyRow {
  no: number
  personId: string
  name: string
  commitment: string
  secret: string | null
}

const columns = sql`d.id, d.grid_code, d.state, d.list, d.commitment, d.drawn, d.drawn_at, d.chosen, d.void_reason,
  d.opened_by, d.opened_at`

/** Enters a draw. @returns false when its id is taken */
export async function insertDraw(
  tx: Tx,
  row: Pick<DrawRow, 'id' | 'gridCode' | 'list' | 'commitment' | 'openedBy'>,
): Promise<boolean> {
  const done = await sql`
    insert into draw (id, grid_code, state, list, commitment, opened_by)
    values (${row.id}, ${row.gridCode}, 'committing', ${JSON.stringify(row.list)}, ${row.commitment}, ${row.openedBy})
    on conflict (id) do nothing`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** One draw inside a scope; locked for whoever changes it. */
export async function findDraw(tx: Tx, scope: Scope, id: string, lock = false): Promise<DrawRow | undefined> {
  const found = await sql<DrawRow>`
    select ${columns} from draw d where d.id = ${id} and ${inScope(scope, 'd', 'id')}
    ${lock ? sql`for update` : sql``}`.execute(tx)
  return found.rows[0]
}

/** Who gives the parts of the seed, in the order they bound themselves; whoever asks has read the draw inside his scope. */
export async function listParties(tx: Tx, drawId: string): Promise<PartyRow[]> {
  const found = await sql<PartyRow>`
    select p.no, p.person_id, p.name, p.commitment, p.secret from draw_party p
    where p.draw_id = ${drawId} order by p.no`.execute(tx)
  return found.rows
}

export async function insertParty(
  tx: Tx,
  draw: Pick<DrawRow, 'id' | 'gridCode'>,
  party: Omit<PartyRow, 'secret'>,
): Promise<void> {
  await sql`
    insert into draw_party (draw_id, no, grid_code, person_id, name, commitment)
    values (${draw.id}, ${party.no}, ${draw.gridCode}, ${party.personId}, ${party.name}, ${party.commitment})`.execute(
    tx,
  )
}

export async function updateSecret(tx: Tx, drawId: string, no: number, secret: string): Promise<void> {
  await sql`update draw_party set secret = ${secret} where draw_id = ${drawId} and no = ${no}`.execute(tx)
}

/** Moves a draw on: begun, drawn, chosen beside, or void. */
export async function updateDraw(
  tx: Tx,
  id: string,
  { state, drawn = null, chosen, voidReason = null }: Pick<DrawRow, 'state' | 'chosen'> & Partial<DrawRow>,
): Promise<void> {
  await sql`
    update draw set state = ${state}, chosen = ${JSON.stringify(chosen)}, void_reason = ${voidReason},
      drawn = coalesce(${drawn && JSON.stringify(drawn)}::jsonb, drawn),
      drawn_at = case when ${state} = 'drawn' then coalesce(drawn_at, now()) end
    where id = ${id}`.execute(tx)
}

export type DrawLineRow = DrawRow & { parties: number; sortKey: string }

/** One page of draws, the newest first. @param after start and id of the last one of the page before */
export async function listDraws(
  tx: Tx,
  scope: Scope,
  page: { after: [string, string] | null; limit: number },
): Promise<DrawLineRow[]> {
  const rest = page.after
    ? sql`and (d.opened_at, d.id) < (${page.after[0]}::timestamptz, ${page.after[1]}::uuid)`
    : sql``
  const found = await sql<DrawLineRow>`
    select ${columns}, d.opened_at::text as sort_key,
      (select count(*)::int from draw_party p where p.draw_id = d.id) as parties
    from draw d where ${inScope(scope, 'd', 'id')} ${rest} order by d.opened_at desc, d.id desc limit ${page.limit}`.execute(
    tx,
  )
  return found.rows
}

export async function countDraws(tx: Tx, scope: Scope): Promise<number> {
  const found = await sql<{ n: number }>`
    select count(*)::int as n from draw d where ${inScope(scope, 'd', 'id')}`.execute(tx)
  return found.rows[0]?.n ?? 0
}
