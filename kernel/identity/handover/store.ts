import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface HandoverItemRow {
  id: string
  kind: string
  ref: string
  title: string
  link: string | null
  raisedTo: string | null
  acceptedAt: Date | null
  acceptedBy: string | null
  acceptedByName: string | null
}

export interface HandoverRow {
  id: string
  seatId: string
  seatTitle: string
  role: string
  layer: string
  gridCode: string
  fromPersonId: string
  fromPersonName: string
  lastDay: string
  createdAt: Date
  closedAt: Date | null
}

const columns = sql`
  o.id, o.seat_id, s.title as seat_title, s.role, s.layer, o.grid_code, o.from_person_id, p.name as from_person_name,
  o.last_day, o.created_at, o.closed_at`
const from = sql`from handover o join seat s on s.id = o.seat_id join person p on p.id = o.from_person_id`

export async function insertHandover(
  tx: Tx,
  handover: {
    id: string
    seatId: string
    fromPersonId: string
    lastDay: string
    gridCode: string
    now: Date
    closed: boolean
  },
): Promise<void> {
  await sql`
    insert into handover (id, seat_id, from_person_id, last_day, grid_code, created_at, closed_at)
    values (${handover.id}, ${handover.seatId}, ${handover.fromPersonId}, ${handover.lastDay}, ${handover.gridCode},
            ${handover.now}, ${handover.closed ? handover.now : null})`.execute(tx)
}

export async function insertItem(
  tx: Tx,
  item: { id: string; handoverId: string; kind: string; ref: string; title: string; link: string | null },
): Promise<void> {
  await sql`
    insert into handover_item (id, handover_id, kind, ref, title, link)
    values (${item.id}, ${item.handoverId}, ${item.kind}, ${item.ref}, ${item.title}, ${item.link})`.execute(tx)
}

/** Hand-overs of the seats a person sits on, those that rose to them, and those the person left; newest first. */
export async function listHandovers(
  tx: Tx,
  reader: { personId: string; seatIds: string[] },
  page: { before: string | null; limit: number; open: boolean },
): Promise<{ rows: HandoverRow[]; total: number }> {
  const where = sql`(o.seat_id = any(${reader.seatIds}::uuid[]) or o.from_person_id = ${reader.personId}
      or exists (select from handover_item i where i.handover_id = o.id and i.raised_to = any(${reader.seatIds}::uuid[])))
    and (not ${page.open} or o.closed_at is null)`
  const rows = await sql<HandoverRow>`
    select ${columns} ${from} where ${where} and (${page.before}::uuid is null or o.id < ${page.before}::uuid)
    order by o.id desc limit ${page.limit}`.execute(tx)
  const count = await sql<{ n: number }>`select count(*) as n from handover o where ${where}`.execute(tx)
  return { rows: rows.rows, total: count.rows[0]?.n ?? 0 }
}

/** Locks the hand-over, so that two who accept its last two items do not both leave it open. */
export async function findHandoverForUpdate(tx: Tx, id: string): Promise<HandoverRow | undefined> {
  const found = await sql<HandoverRow>`select ${columns} ${from} where o.id = ${id} for update of o`.execute(tx)
  return found.rows[0]
}

export async function listItems(tx: Tx, handoverId: string): Promise<HandoverItemRow[]> {
  const found = await sql<HandoverItemRow>`
    select i.id, i.kind, i.ref, i.title, i.link, i.raised_to, i.accepted_at, i.accepted_by, p.name as accepted_by_name
    from handover_item i left join person p on p.id = i.accepted_by
    where i.handover_id = ${handoverId} order by i.id`.execute(tx)
  return found.rows
}

export async function acceptItem(tx: Tx, id: string, personId: string, now: Date): Promise<void> {
  await sql`update handover_item set accepted_by = ${personId}, accepted_at = ${now} where id = ${id}`.execute(tx)
}

/** Closes a hand-over whose items are all accepted. @returns whether it is closed now */
export async function closeIfDone(tx: Tx, id: string, now: Date): Promise<boolean> {
  const done = await sql`
    update handover set closed_at = ${now}
    where id = ${id} and not exists (select from handover_item where handover_id = ${id} and accepted_at is null)`.execute(
    tx,
  )
  return (done.numAffectedRows ?? 0n) > 0n
}

/** Open hand-overs older than a moment with items nobody took and that did not rise yet. */
export async function listOverdue(tx: Tx, before: Date): Promise<HandoverRow[]> {
  const found = await sql<HandoverRow>`
    select ${columns} ${from}
    where o.closed_at is null and o.created_at <= ${before}
      and exists (select from handover_item i where i.handover_id = o.id and i.accepted_at is null and i.raised_to is null)
    order by o.id for update of o skip locked`.execute(tx)
  return found.rows
}

/** @returns how many items rose */
export async function raiseItems(tx: Tx, handoverId: string, seatId: string, now: Date): Promise<number> {
  const done = await sql`
    update handover_item set raised_to = ${seatId}, raised_at = ${now}
    where handover_id = ${handoverId} and accepted_at is null and raised_to is null`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

export async function listSessionsOnSeat(tx: Tx, seatId: string, personId: string) {
  const found = await sql<{ id: string; ip: string }>`
    select x.id, x.ip from session x join account a on a.id = x.account_id
    where x.seat_id = ${seatId} and a.person_id = ${personId} and x.revoked_at is null and x.expires_at > now()
    order by x.created_at`.execute(tx)
  return found.rows
}

export async function findAccountOfSession(tx: Tx, id: string): Promise<string | undefined> {
  const found = await sql<{ accountId: string }>`select account_id from session where id = ${id}`.execute(tx)
  return found.rows[0]?.accountId
}

export async function listKeysOfSeat(tx: Tx, seatId: string, personId: string) {
  const found = await sql<{ id: string; name: string }>`
    select k.id, k.name from api_key k join account a on a.id = k.account_id
    where k.seat_id = ${seatId} and a.person_id = ${personId} and k.revoked_at is null order by k.id`.execute(tx)
  return found.rows
}

export async function findAccountOfKey(tx: Tx, id: string): Promise<string | undefined> {
  const found = await sql<{ accountId: string }>`select account_id from api_key where id = ${id}`.execute(tx)
  return found.rows[0]?.accountId
}
