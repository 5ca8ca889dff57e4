import { expect, test } from 'vitest'
import { pointFaults, sheetGaps } from './check-sheet.ts'
import { checkPoints, pointsOf, templates } from './codes.ts'
import { officeName } from './office-name.ts'
import { oversightCase } from './states.ts'
import { readInspection } from './story.ts'

const TODAY = '2026-11-22'

test('a form that is not filled in yet can be asked what it needs', () => {
  const missing = (act: string, input: Record<string, unknown>) =>
    oversightCase.check?.(act, input, TODAY).map(({ pointer }) => pointer)
  expect(missing('reply', {})).toEqual([])
  expect(missing('record', { clean: false })).toEqual(['/input/clean', '/input/dueOn'])
  expect(missing('review', { passed: false })).toEqual(['/input/dueOn', '/input/failed'])
})

test('every list is a part of the fifteen points, and a whole sheet of it has no gaps', () => {
  expect(new Set(checkPoints.map(({ code }) => code)).size).toBe(15)
  for (const template of Object.keys(templates) as (keyof typeof templates)[]) {
    const sheet = pointsOf(template).map(({ code }) => ({ code, result: 'ok' as const, text: '' }))
    expect(sheetGaps(template, sheet)).toEqual({ missing: [], stray: [] })
    expect(pointFaults(sheet)).toEqual([])
    expect(sheetGaps(template, sheet.slice(1)).missing).toHaveLength(1)
    expect(templates[template]).toContain(`${sheet.length} 项`)
  }
})

test('only what was answered is judged, and an extension lengthens only what is still open', () => {
  const wrong = (code: string) => ({ code, result: 'not_ok', text: '没有做' })
  const told = readInspection([
    { act: 'notify', on: '2026-11-01', input: { subject: '某镇', template: 'emergency', dueOn: '2026-11-05' } },
    {
      act: 'record',
      on: '2026-11-05',
      input: { visitedOn: '2026-11-05', points: [wrong('DD-10'), wrong('DD-13')], dueOn: '2026-11-20' },
    },
    {
      act: 'reply',
      on: '2026-11-18',
      input: {
        replies: [
          { no: 1, text: '做了' },
          { no: 2, text: '做了' },
        ],
      },
    },
    { act: 'review', on: '2026-11-19', input: { passed: false, failed: [2], dueOn: '2026-11-30' } },
    { act: 'extend', on: '2026-11-20', input: { until: '2026-12-10' } },
  ])
  expect(told?.findings.map(({ no, state, dueOn, passedOn }) => [no, state, dueOn, passedOn])).toEqual([
    [1, 'passed', '2026-11-20', '2026-11-19'],
    [2, 'open', '2026-12-10', null],
  ])
  expect(told?.closedOn).toBeNull()
})

test.each([
  ['370523', '广饶县', '广饶县人民政府'],
  ['370523107', '大码头镇', '大码头镇人民政府'],
  ['370502001', '文汇街道', '文汇街道办事处'],
  ['370571', '东营经济开发区', '东营经济开发区管理委员会'],
  ['370572', '东营农业高新技术产业示范区', '东营农业高新技术产业示范区管理委员会'],
  ['370571401', '经济开发区直属乡镇', '经济开发区直属乡镇'],
  ['370523107201', '杨斗村', '杨斗村民委员会'],
])('the office of %s %s is first called %s', (code, name, office) => {
  expect(officeName(code, name)).toBe(office)
})
