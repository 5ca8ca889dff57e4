import { expect, test } from 'vitest'
import { addDays } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { officeDayIn } from './calendar.ts'

test('whatever day the city is loaded on, what offices did in a period was done on its working days', () => {
  const faults: string[] = []
  for (let from = 0; from < 365; from++) {
    const day = addDays('2026-01-05', from)
    const first = addDays(day, -229)
    for (const ago of [1, 2, 3, 8, 60, 150, 220, 226, 227, 228, 229]) {
      const on = officeDayIn(addDays(day, -ago), first)
      if (!isWorkday(on) || on < first || on >= day) faults.push(`${day} −${ago}: ${on}`)
    }
  }
  expect(faults).toEqual([])
})
