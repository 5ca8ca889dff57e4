import { expect, test } from 'vitest'
import { levelsOf, type Turn } from './levels.ts'

const at = (day: number) => `2026-11-0${day}T01:00:00.000Z`
const turn = (day: number, gridCode: string | null, objectId: string | null = null): Turn => ({
  at: at(day),
  holder: gridCode === null ? null : { gridCode, objectId },
})

test('what a level passes within itself is one stand, and the way ends with the case', () => {
  const turns = [turn(1, '370523107201'), turn(2, '370523107201'), turn(3, '370523107'), turn(5, null)]
  expect(levelsOf(turns)).toEqual([
    { gridCode: '370523107201', since: at(1), until: at(3) },
    { gridCode: '370523107', since: at(3), until: at(5) },
  ])
})

test('a case that comes back to a level stands there twice, and one that runs has no end', () => {
  const stands = levelsOf([turn(1, '370523107'), turn(2, '370523'), turn(3, '370523107')])
  expect(stands.map(({ gridCode, until }) => [gridCode, until])).toEqual([
    ['370523107', at(2)],
    ['370523', at(3)],
    ['370523107', null],
  ])
})

test('the object itself is no level of the grid, and a reopened case begins anew', () => {
  expect(levelsOf([turn(1, '370523107', 'o'), turn(2, null), turn(4, '370523107')])).toEqual([
    { gridCode: null, since: at(1), until: at(2) },
    { gridCode: '370523107', since: at(4), until: null },
  ])
})
