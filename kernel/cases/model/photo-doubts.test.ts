import { expect, test } from 'vitest'
import { photoDoubts } from './photo-doubts.ts'

const act = { at: '2026-11-22T02:00:00Z', place: { lng: 118.5, lat: 37.1 } }

test.each([
  ['nothing said', null, []],
  [
    'taken an hour before, at the place',
    { takenAt: '2026-11-22T09:00:00+08:00', position: { lng: 118.501, lat: 37.1 } },
    [],
  ],
  [
    'taken seven years before',
    { takenAt: '2019-11-22T09:00:00+08:00', position: null },
    ['照片自称拍于 2019-11-22，比办理早 2557 天'],
  ],
  [
    'taken after the act',
    { takenAt: '2026-11-23T09:00:00+08:00', position: null },
    ['照片自称拍于 2026-11-23，比办理还晚'],
  ],
  [
    'taken in another county',
    { takenAt: null, position: { lng: 118.5, lat: 37.2 } },
    ['照片自称的位置离办理地点 11.1 公里'],
  ],
])('a photograph with %s', (_what, claims, doubts) => {
  expect(photoDoubts(claims, act)).toEqual(doubts)
})

test('an act without a place says nothing about where its photograph was taken', () => {
  expect(photoDoubts({ takenAt: null, position: { lng: 100, lat: 30 } }, { ...act, place: null })).toEqual([])
})
