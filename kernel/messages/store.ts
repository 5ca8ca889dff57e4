import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'

export interface MessageRow {
  id: string
  kind: string
  title: string
  text: string
  link: string | null
  needsAction: boolean
  createdAt: Date
  readAt: Date | null
  doneAt: Date | null
}

/** Whose inbox: the seat sat on now and the person; together they decide what is seen. */
export interface Addressee {
  seatId: string | null
  personId: string
}

const columns = sql`m.id, m.kind, m.title, m.text, m.link, m.needs_action, m.created_at, m.read_at, m.done_at`
const to = (who: Addressee) => sql`(m.seat_id = ${who.seatId} or m.person_id = ${who.personId})`

export async function insertMessage(
  tx: Tx,
  message: {
    id: string
    seatId: string | null
    personId: string | null
    kind: string
    ref: string | null
    title: string
    text: string
    link: string | null
    needsAction: boolean
  },
): Promise<void> {
  await sql`
    insert into message (id, seat_id, person_id, kind, ref, title, text, link, needs_action)
    values (${message.id}, ${message.seatId}, ${message.personId}, ${message.kind}, ${message.ref}, ${message.title},
            ${message.text}, ${message.link}, ${message.needsAction})`.execute(tx)
}

/** Messages of an inbox, newest first. */
export async function listInbox(
  tx: Tx,
  who: Addressee,
  page: { before: string | null; limit: number; unread: boolean },
): Promise<{ rows: MessageRow[]; total: number; unread: number }> {
  const rows = await sql<MessageRow>`
    select ${columns} from message m
    where ${to(who)} and (not ${page.unread} or m.read_at is null)
      and (${page.before}::uuid is null or m.id < ${page.before}::uuid)
    order by m.id desc limit ${page.limit}`.execute(tx)
  const count = await sql<{ total: number; unread: number }>`
    select count(*) as total, count(*) filter (where m.read_at is null) as unread from message m where ${to(who)}`.execute(
    tx,
  )
  const { total = 0, unread = 0 } = count.rows[0] ?? {}
  return { rows: rows.rows, total: page.unread ? unread : total, unread }
}

/** Messages created after a moment, oldest first: what a listener may have missed. */
export async function listSince(tx: Tx, who: Addressee, since: Date): Promise<MessageRow[]> {
  const found = await sql<MessageRow>`
    select ${columns} from message m where ${to(who)} and m.created_at > ${since} order by m.id limit 500`.execute(tx)
  return found.rows
}

export async function findMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  const found = await sql<MessageRow>`select ${columns} from message m where m.id = ${id}`.execute(tx)
  return found.rows[0]
}

/** Marks one message read; reading it again changes nothing. @returns whether it lies in this inbox */
export async function markRead(tx: Tx, who: Addressee, id: string): Promise<boolean> {
  const done = await sql`
    update message m set read_at = coalesce(m.read_at, now()), read_by = coalesce(m.read_by, ${who.personId})
    where m.id = ${id} and ${to(who)}`.execute(tx)
  return (done.numAffectedRows ?? 0n) > 0n
}

/** @returns how many were unread */
export async function markAllRead(tx: Tx, who: Addressee): Promise<number> {
  const done = await sql`
    update message m set read_at = now(), read_by = ${who.personId} where ${to(who)} and m.read_at is null`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

/** Marks the messages about a matter done, whoever they were sent to. */
export async function markDone(tx: Tx, kind: string, ref: string): Promise<number> {
  const done = await sql`
    update message set done_at = now(), read_at = coalesce(read_at, now()) where kind = ${kind} and ref = ${ref} and done_at is null`.execute(
    tx,
  )
  return Number(done.numAffectedRows ?? 0n)
}

/** Messages to a seat that still wait for somebody: unread, or about a matter not done. */
export async function listOpenOfSeat(
  tx: Tx,
  seatId: string,
): Promise<{ id: string; title: string; link: string | null }[]> {
  const found = await sql<{ id: string; title: string; link: string | null }>`
    select id, title, link from message
    where seat_id = ${seatId} and done_at is null and (needs_action or read_at is null) order by id limit 1000`.execute(
    tx,
  )
  return found.rows
}

/** Phone numbers a message to a seat or person goes to, with the grid it is filed under. */
export async function listPhones(
  tx: Tx,
  to: { seatId: string | null; personId: string | null },
  on: string,
): Promise<{ phone: string; gridCode: string }[]> {
  const found = await sql<{ phone: string; gridCode: string }>`
    select distinct p.phone, coalesce(s.grid_code, p.grid_code, '0') as grid_code
    from person p
    left join seat_holding h on h.person_id = p.id and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on})
      and (${to.seatId}::uuid is null or h.seat_id = ${to.seatId})
    left join seat s on s.id = h.seat_id
    where p.phone is not null and (p.id = ${to.personId} or (${to.seatId}::uuid is not null and h.id is not null))`.execute(
    tx,
  )
  const byPhone = new Map(found.rows.map((row) => [row.phone, row]))
  return [...byPhone.values()]
}

/** When some messages were read, by id; those that were not are missing. */
export async function listReadAt(tx: Tx, ids: readonly string[]): Promise<Map<string, Date>> {
  const found = await sql<{ id: string; readAt: Date }>`
    select m.id, m.read_at from message m where m.id = any(${ids}::uuid[]) and m.read_at is not null`.execute(tx)
  return new Map(found.rows.map(({ id, readAt }) => [id, readAt]))
}
