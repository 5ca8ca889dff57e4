import type { PastAct } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { FROM, idsFrom } from '../people.ts'
import type { DemoEnterprise } from '../register/enterprises.ts'
import { type HeldSeat, insertStaff, listHeldSeats, type StaffRow } from '../store.ts'

export type Doer = PastAct['by']

/** Who does what about hazards: the two seats of each enterprise, and the officers by grid. */
export interface Crew {
  /** Every seat somebody sits on, by its id. */
  seats: ReadonlyMap<string, HeldSeat>
  safety: ReadonlyMap<string, Doer>
  principal: ReadonlyMap<string, Doer>
  /** The nearest officer on the way up from a grid. */
  officerOf(gridCode: string): Doer
  /** An officer of the county of a grid. */
  countyOfficerOf(gridCode: string): Doer
}

const SAFETY = '企业安全管理员'
const PRINCIPAL = '企业主要负责人'

/** Gives every enterprise its safety manager and its principal, each on a seat; those that have one keep it. */
export async function loadStaff(tx: Tx, enterprises: readonly DemoEnterprise[]): Promise<Crew> {
  const kept = new Map((await listHeldSeats(tx)).flatMap((seat) => (seat.objectId ? [[seat.objectId, seat]] : [])))
  const nextId = idsFrom(Date.parse('2016-07-05T01:00:00Z'))
  const rows: StaffRow[] = []
  for (const { id, gridCode, values } of enterprises) {
    const there = kept.get(id)
    const bodyId = there?.bodyId ?? nextId()
    const about = { objectId: id, gridCode, bodyId, bodyName: String(values.name), newBody: !there, fromOn: FROM }
    const seated = (title: string, name: unknown, phone: unknown) => {
      rows.push({
        ...about,
        newBody: about.newBody && title === SAFETY,
        seatId: nextId(),
        personId: nextId(),
        holdingId: nextId(),
        title,
        name: String(name),
        phone: phone ? String(phone) : null,
      })
    }
    if (!there) seated(SAFETY, values.contact, values.contactPhone)
    seated(PRINCIPAL, values.principal, values.principalPhone)
  }
  for (let at = 0; at < rows.length; at += 2000) await insertStaff(tx, rows.slice(at, at + 2000))
  return crewOf(await listHeldSeats(tx))
}

function crewOf(seats: Awaited<ReturnType<typeof listHeldSeats>>): Crew {
  const doer = (seat: (typeof seats)[number]): Doer => ({
    seatId: seat.seatId,
    personId: seat.personId,
    name: seat.name,
    seat: seat.title,
    body: seat.bodyName,
  })
  const titled = (title: string) =>
    new Map(
      seats
        .filter((seat) => seat.objectId && seat.title === title)
        .map((seat) => [seat.objectId as string, doer(seat)]),
    )
  const officers = new Map(
    seats
      .filter(({ role }) => role.endsWith('_officer') && role !== 'grid_officer')
      .toReversed()
      .map((seat) => [seat.gridCode, doer(seat)]),
  )
  const nearest = (gridCode: string, lengths: readonly number[]): Doer => {
    for (const length of lengths) {
      const found = officers.get(gridCode.slice(0, length))
      if (found) return found
    }
    throw new Error(`no officer above ${gridCode}`)
  }
  return {
    seats: new Map(seats.map((seat) => [seat.seatId, seat])),
    safety: titled(SAFETY),
    principal: titled(PRINCIPAL),
    officerOf: (gridCode) => nearest(gridCode, [9, 6, 4]),
    countyOfficerOf: (gridCode) => nearest(gridCode, [6, 4]),
  }
}
