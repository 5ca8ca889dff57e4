import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { insertCertificates } from '#modules/officer/server/store.ts'
import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { demoAccounts } from '../accounts.ts'
import type { Crew } from '../hazards/staff.ts'
import type { HeldSeat } from '../store.ts'

/** Roles whose people inspect. */
const INSPECTING = ['city_officer', 'county_officer', 'town_officer']
const KEEPER = demoAccounts.find(({ login }) => login === 'city-admin')?.name as string
/** Whose certificate ended, and whose is held back: offices with enough others. */
const EXPIRED = { gridCode: '370523', title: '工贸监管员' }
const SUSPENDED = { gridCode: '370523', title: '危化品监管员' }
/** Every so many officers one whose certificate ends soon. */
const SOON = 17

/** Gives the officers of the demo city their certificates; one of them ended, one is suspended. @returns them */
export async function loadCertificates(tx: Tx, crew: Crew, day: LocalDate): Promise<DemoOfficer[]> {
  const people = new Map<string, HeldSeat>()
  for (const seat of crew.seats.values())
    if (INSPECTING.includes(seat.role) && !seat.objectId && !people.has(seat.personId)) people.set(seat.personId, seat)
  const rows = [...people.values()].map((seat, at) => {
    const is = (post: typeof EXPIRED) => seat.gridCode === post.gridCode && seat.title === post.title
    const left = is(EXPIRED) ? -12 : at % SOON === SOON - 1 ? 41 : 240 + ((at * 97) % 700)
    const validTo = addDays(day, left)
    return {
      id: newId(),
      personId: seat.personId,
      name: seat.name,
      number: `15${(seat.gridCode.slice(0, 6)).padEnd(6, '0')}${String(at + 1).padStart(3, '0')}`,
      issuer: '山东省人民政府',
      field: '安全生产',
      validFrom: addDays(validTo, -1460),
      validTo,
      state: is(SUSPENDED) ? ('suspended' as const) : ('valid' as const),
      reason: is(SUSPENDED) ? '年度执法培训学时不足，补训考核前暂扣' : null,
      gridCode: seat.gridCode,
      changedBy: KEEPER,
    }
  })
  await insertCertificates(tx, rows)
  return rows.map(({ personId, name, number, state, validTo }) => {
    const seat = people.get(personId) as HeldSeat
    return { seat, personId, name, certNo: number, good: state === 'valid' && validTo >= day }
  })
}

/** An officer with the seat he inspects from. */
export interface DemoOfficer {
  seat: HeldSeat
  personId: string
  name: string
  certNo: string
  /** The certificate is valid on the day of the report. */
  good: boolean
}
