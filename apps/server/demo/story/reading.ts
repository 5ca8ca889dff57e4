import { listInbox, markRead } from '#kernel/messages/store.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import type { DemoLogin } from '../accounts.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import type { Stage } from '../stage.ts'

/** When each looked into the inbox last: working days before the day, time. What came later is unread. */
const LOOKED: Readonly<Record<DemoLogin, readonly [daysBefore: number, time: string]>> = {
  'city-admin': [1, '17:00'],
  'city-leader': [2, '17:30'],
  'city-officer': [1, '11:40'],
  'guangrao-leader': [2, '17:30'],
  'guangrao-officer': [1, '11:30'],
  'guangrao-archivist': [1, '11:50'],
  'damatou-officer': [1, '12:00'],
  'grid-officer': [2, '17:00'],
  enterprise: [5, '17:30'],
}

/** Everybody has read what came before the last look into the inbox. */
export function planReading(stage: Stage, day: LocalDate): void {
  for (const [login, [daysBefore, time]] of Object.entries(LOOKED)) {
    const looked = momentOf(workdaysBefore(day, daysBefore), time)
    stage.plan(looked, async () => {
      const { seatId, personId } = await stage.actor(login)
      const { rows } = await listInbox(stage.tx, { seatId, personId }, { before: null, limit: 200, unread: true })
      for (const { id } of rows.filter(({ createdAt }) => createdAt < looked)) {
        await markRead(stage.tx, { seatId, personId }, id)
      }
    })
  }
}
