import { sql } from 'kysely'
import type { Tx } from '#kernel/db/db.ts'
import type { SeatLineRow } from '../seat/store.ts'

export interface StandInRow {
  id: string
  seatId: string
  seatTitle: string
  bodyName: string
  gridCode: string
  personId: string
  personName: string
  forPersonId: string
  forPersonName: string
  fromOn: string
  toOn: string
  reason: string
}

const columns = sql`
  h.id, h.seat_id, s.title as seat_title, b.name as body_name, s.grid_code, h.person_id, p.name as person_name,
  h.stands_in_for as for_person_id, f.name as for_person_name, h.from_on, h.to_on, coalesce(h.reason, '') as reason`

const tables = sql`
  seat_holding h join seat s on s.id = h.seat_id join body b on b.id = s.body_id
  join person p on p.id = h.person_id join person f on f.id = h.stands_in_for`

/** Stand-ins of today and to come that a person has given or taken on, the first day first. */
export async function listStandIns(tx: Tx, personId: string, on: string): Promise<StandInRow[]> {
  const found = await sql<StandInRow>`
    select ${columns} from ${tables}
    where ${personId} in (h.person_id, h.stands_in_for) and h.to_on >= ${on}
    order by h.from_on, h.id limit 100`.execute(tx)
  return found.rows
}

/** A stand-in that is not over, locked. */
export async function findStandInForUpdate(tx: Tx, id: string, on: string): Promise<StandInRow | undefined> {
  const found = await sql<StandInRow>`
    select ${columns} from ${tables} where h.id = ${id} and h.to_on >= ${on} and h.ended_by is null for update of h`.execute(
    tx,
  )
  return found.rows[0]
}

/** A stand-in on a seat in one of these days. */
export async function findStandInBetween(
  tx: Tx,
  seatId: string,
  days: { fromOn: string; toOn: string },
): Promise<StandInRow | undefined> {
  const found = await sql<StandInRow>`
    select ${columns} from ${tables}
    where h.seat_id = ${seatId} and h.from_on <= ${days.toOn} and h.to_on >= ${days.fromOn} and h.ended_by is null limit 1`.execute(
    tx,
  )
  return found.rows[0]
}

export interface StandInChoiceRow {
  personId: string
  name: string
  seatTitle: string
  bodyName: string
  roles: string[]
  /** Digits of the grid of his seat: the more, the nearer. */
  nearness: number
}

/**
 * Who may stand in on a seat: people with an open account who sit, in their own right, on an office seat of the same body or
 * layer at the same grid or above; on the seat of a supervised object, its other people.
 */
export async function listChoices(
  tx: Tx,
  seat: Pick<SeatLineRow, 'bodyId' | 'gridCode' | 'layer' | 'objectId'>,
  without: string,
  on: string,
): Promise<StandInChoiceRow[]> {
  const near = seat.objectId
    ? sql`s.object_id = ${seat.objectId}`
    : sql`s.object_id is null and starts_with(${seat.gridCode}, s.grid_code) and (s.body_id = ${seat.bodyId} or s.layer = ${seat.layer})`
  const found = await sql<StandInChoiceRow>`
    select distinct on (p.id) p.id as person_id, p.name, s.title as seat_title, b.name as body_name,
      (select array_agg(o.role) from seat_holding x join seat o on o.id = x.seat_id
       where x.person_id = p.id and (x.to_on is null or x.to_on >= ${on})) as roles, length(s.grid_code) as nearness
    from seat_holding h join seat s on s.id = h.seat_id join body b on b.id = s.body_id join person p on p.id = h.person_id
      join account a on a.person_id = p.id
    where ${near} and p.id <> ${without} and a.disabled_at is null and h.stands_in_for is null
      and h.from_on <= ${on} and (h.to_on is null or h.to_on >= ${on}) and s.from_on <= ${on} and (s.to_on is null or s.to_on >= ${on})
    order by p.id, length(s.grid_code) desc`.execute(tx)
  return found.rows
}

export async function insertStandIn(
  tx: Tx,
  row: {
    id: string
    seatId: string
    personId: string
    standsInFor: string
    fromOn: string
    toOn: string
    reason: string
  },
): Promise<void> {
  await sql`
    insert into seat_holding (id, seat_id, person_id, from_on, to_on, stands_in_for, reason)
    values (${row.id}, ${row.seatId}, ${row.personId}, ${row.fromOn}, ${row.toOn}, ${row.standsInFor}, ${row.reason})`.execute(
    tx,
  )
}

/** One that has begun ends with this day; one to come is taken back. */
export async function endStandIn(tx: Tx, id: string, on: string, endedBy: string): Promise<void> {
  await sql`
    update seat_holding set to_on = greatest(from_on, ${on}::date), ended_by = ${endedBy}
    where id = ${id} and from_on <= ${on}`.execute(tx)
  await sql`delete from seat_holding where id = ${id} and from_on > ${on} and stands_in_for is not null`.execute(tx)
}

/** Whoever leaves a seat needs nobody to stand in for him there any more. */
export async function endStandInsFor(
  tx: Tx,
  left: { seatId: string; personId: string; lastDay: string; endedBy: string },
): Promise<void> {
  await sql`
    update seat_holding set to_on = ${left.lastDay}, ended_by = ${left.endedBy}
    where seat_id = ${left.seatId} and stands_in_for = ${left.personId} and from_on <= ${left.lastDay} and to_on > ${left.lastDay}`.execute(
    tx,
  )
  await sql`
    delete from seat_holding
    where seat_id = ${left.seatId} and stands_in_for = ${left.personId} and from_on > ${left.lastDay}`.execute(tx)
}
