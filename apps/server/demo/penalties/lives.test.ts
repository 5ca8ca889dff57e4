import { expect, test } from 'vitest'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { foldCase } from '#kernel/cases/model/fold.ts'
import { enforcementCase } from '#modules/enforcement-case/model/states.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import { AGES, type Fate, lifeOf } from './lives.ts'
import { heavyMatters, matters } from './matters.ts'

const doer = (name: string) => ({ seatId: name, personId: name, name, seat: '岗位', body: '单位' })
const cast = {
  ...{ officer: doer('a'), second: doer('b'), reviewer: doer('c'), head: doer('d'), party: doer('e') },
}
/** Where a case of a fate ends up, where it is not called so. */
const STATES: Partial<Record<Fate, string>> = { overdue: 'performing', unbound: 'closed', instalments: 'performing' }

test('every fate can be told from any day of the last years, over holidays too, and leaves a case where it says', () => {
  const now = new Date('2026-11-22T00:30:00Z')
  for (const fate of Object.keys(AGES) as Fate[])
    for (let back = AGES[fate]; back < AGES[fate] + 500; back += 9) {
      const heavy = back % 2 === 0
      const told = {
        ...{ fate, heavy, cast, matter: (heavy ? heavyMatters : matters)[0] as (typeof matters)[number] },
        ...{ partyName: '甲厂', source: 'inspection', begun: addWorkdays('2026-11-22', -back) },
        ...{ archiveNo: '20260001' },
      }
      const done = lifeOf(told, now).map(({ at, by, ...act }) => ({ ...act, ...by, at: at.toISOString() }))
      const state = foldCase(enforcementCase as unknown as CaseType, done)?.state
      expect([fate, told.begun, state]).toEqual([fate, told.begun, STATES[fate] ?? fate])
    }
})
