import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { clockOf } from './case-clock.ts'
import { type CaseType, declarationFaults, defineCase, targetsOf } from './case-type.ts'
import { stageAt, startClock } from './clock.ts'
import { type CaseState, type DoneAct, foldCase, isOpenIn, openActs, type Standing, whyClosed } from './fold.ts'

const Reason = z.strictObject({ reason: z.string().min(2) })

/** Small enough to see whole: reported, mended, looked at, sent back or closed. */
const lamp = defineCase({
  name: 'lamp',
  path: 'lamps',
  title: '路灯报修',
  prefix: 'LD',
  readers: [],
  states: {
    reported: { title: '待派', clock: { title: '派单', term: { amount: 2, unit: 'H' }, source: '测试' } },
    mending: { title: '维修中', clock: { title: '维修', term: 'dueOn', source: '测试' } },
    mended: { title: '待验', clock: { title: '验收', term: { amount: 5, unit: 'WD' }, source: '测试' } },
    closed: { title: '已结', ends: true },
  },
  acts: {
    report: {
      title: '报修',
      from: 'nothing',
      to: 'reported',
      who: ['object', 'office'],
      roles: ['town_officer'],
      input: z.strictObject({ what: z.string() }),
      holder: 'answering',
    },
    send: {
      title: '派单',
      from: ['reported'],
      to: 'mending',
      who: ['holder'],
      roles: ['town_officer'],
      input: z.strictObject({ seatId: z.uuid(), dueOn: z.iso.date() }),
      holder: 'named',
    },
    mend: {
      title: '修好了',
      from: ['mending'],
      to: 'mended',
      who: ['holder'],
      roles: ['town_officer'],
      input: Reason,
      attachments: 1,
      holder: 'opener',
    },
    check: {
      title: '验收',
      from: ['mended'],
      to: {
        oneOf: ['closed', 'mending'],
        choose: ({ passed }: { passed: boolean }) => (passed ? 'closed' : 'mending'),
      },
      who: ['holder', 'above'],
      roles: ['town_officer'],
      notBy: ['mend'],
      input: z.strictObject({ passed: z.boolean(), dueOn: z.iso.date().optional() }),
      holder: 'stay',
    },
    reopen: {
      title: '重新打开',
      from: ['closed'],
      to: 'reported',
      who: ['office'],
      roles: ['town_officer'],
      input: Reason,
      holder: 'answering',
    },
  },
})

const type = lamp as unknown as CaseType
const act = (name: string, input: Record<string, unknown> = {}, seat = 's1', person = 'p1'): DoneAct => ({
  act: name,
  seatId: seat,
  personId: person,
  at: '2026-11-20T02:00:00.000Z',
  input,
  holderSeatId: 's2',
})

describe('a declaration', () => {
  test('is refused with every fault named', () => {
    const broken = {
      name: 'broken',
      path: 'broken',
      title: '坏的',
      prefix: 'HD',
      states: {
        a: { title: '甲' },
        b: { title: '乙', ends: true, clock: { title: '钟', term: 'dueOn', source: '' } },
        lost: { title: '丢', ends: true },
      },
      acts: {
        open: { title: '开', from: 'nothing', to: 'a', who: [], roles: [], input: z.strictObject({}) },
        give: {
          title: '转',
          from: ['a'],
          to: 'b',
          who: ['holder'],
          roles: ['town_officer'],
          input: z.strictObject({}),
          holder: 'named',
          notBy: ['nobody'],
        },
      },
    } as unknown as CaseType
    expect(declarationFaults(broken)).toEqual([
      'a clock runs in b, where nothing is to be done',
      'state lost is never reached',
      'nobody may open',
      'act give names no seat in its input',
      'act give: no act nobody',
      'act give leads to b and names no day in its input',
    ])
  })

  test('without an opening act or a way out is refused', () => {
    const stuck = {
      name: 'x',
      path: 'x',
      title: 'x',
      prefix: 'XX',
      states: { a: { title: '甲' } },
      acts: {},
    } as unknown as CaseType
    expect(declarationFaults(stuck)).toEqual([
      'no act opens a case',
      'state a is never reached',
      'no act leads out of a',
    ])
  })
})

describe('the state of a case', () => {
  test('follows from its acts, and a choice of the act decides where it goes', () => {
    const acts = [act('report'), act('comment'), act('send'), act('urge'), act('mend'), act('check', { passed: false })]
    expect(foldCase(type, acts)).toMatchObject({ state: 'mending', holderSeatId: 's2' })
    expect(foldCase(type, [...acts, act('mend'), act('check', { passed: true })])).toMatchObject({ state: 'closed' })
    expect(foldCase(type, [])).toBeNull()
  })

  test.each([
    ['an act that is not open', [act('report'), act('mend')]],
    ['an act nobody declared', [act('report'), act('explode')]],
    ['a second opening', [act('report'), act('report')]],
    ['a remark before the opening', [act('comment')]],
  ])('cannot be computed from %s', (_what, acts) => {
    expect(() => foldCase(type, acts)).toThrow()
  })

  test('after any walk of open acts, only declared states are reached and ending ones wait for nobody', () => {
    const states = Object.keys(type.states)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 40 }), (choices) => {
        const acts: DoneAct[] = []
        let present: CaseState | null = null
        for (const [pick, passed] of choices) {
          const state: string | null = present?.state ?? null
          const open = Object.entries(type.acts).filter(([, spec]) => isOpenIn(spec, state))
          const [name, spec] = open[pick % open.length] as (typeof open)[number]
          acts.push(act(name, { passed }))
          present = foldCase(type, acts)
          expect(states).toContain(present?.state)
          expect(targetsOf(spec, state ?? '')).toContain(present?.state)
        }
      }),
    )
  })
})

/** What the holder may always do, and what a seat above may. */
const HELD = ['comment', 'assign', 'copy', 'consult', 'countersign', 'relate']
const OVER = ['comment', 'assign', 'urge', 'copy', 'supervise', 'suspend', 'extend', 'relate']

describe('who may act', () => {
  const all: Standing['may'] = () => true
  const place = { objectId: 'o1', gridCode: '370523107201', holderGrid: '370523107' }
  const present = foldCase(type, [act('report'), act('send'), act('mend', {}, 's2', 'p2')]) as CaseState
  const town = { seatId: 's2', personId: 'p9', objectId: null, standsInFor: null, gridCode: '370523107', may: all }

  test('the holder, and seats above the holder where the act says so', () => {
    expect(openActs(type, present, place, town)).toEqual(['check', ...HELD])
    const county = { ...town, seatId: 's7', gridCode: '370523' }
    expect(openActs(type, present, place, county)).toEqual(['check', ...OVER])
    expect(openActs(type, present, place, { ...county, gridCode: '370523107' })).toEqual([
      'comment',
      'urge',
      'copy',
      'relate',
    ])
  })

  test('nobody accepts his own work, whatever seat he sits on now', () => {
    expect(openActs(type, present, place, { ...town, personId: 'p2' })).toEqual(HELD)
  })

  test('without the permission word nothing of the type is open', () => {
    expect(openActs(type, present, place, { ...town, may: () => false })).toEqual([])
    const takesPart = (word: string) => word === `${type.name}.take-part`
    expect(openActs(type, present, place, { ...town, may: takesPart })).toEqual(['comment', 'copy'])
  })

  test('the object opens and remarks, no more', () => {
    const enterprise = { seatId: 's8', personId: 'p8', objectId: 'o1', standsInFor: null, gridCode: '', may: all }
    expect(openActs(type, present, place, enterprise)).toEqual(['comment'])
  })

  test('who has no seat may do nothing', () => {
    expect(openActs(type, present, place, { ...town, seatId: null, gridCode: '' })).toEqual([])
  })
})

describe('acts all kinds have', () => {
  const at = (day: string, done: DoneAct): DoneAct => ({ ...done, at: `${day}T02:00:00.000Z` })
  const opened = [at('2026-11-02', act('report')), at('2026-11-03', act('send', { dueOn: '2026-11-20' }, 's2'))]
  const state = (...more: DoneAct[]) => foldCase(type, [...opened, ...more]) as CaseState
  const clock = (...more: DoneAct[]) => clockOf(type, state(...more))

  test('a countersignature keeps the case where it is until the seat answers; a consultation does not', () => {
    const place = { objectId: null, gridCode: '370523107201', holderGrid: '370523107' }
    const holder = {
      seatId: 's2',
      personId: 'p2',
      objectId: null,
      standsInFor: null,
      gridCode: '370523107',
      may: () => true,
    }
    const why = (...more: DoneAct[]) => whyClosed(type, 'mend', state(...more), place, holder)
    expect(why()).toBeNull()
    expect(why(act('consult', { seatId: 's5' }))).toBeNull()
    expect(why(act('countersign', { seatId: 's5' }))).toBe('会签意见还没有回来')
    expect(why(act('countersign', { seatId: 's5' }), act('answer', { agrees: true }, 's6'))).toBe('会签意见还没有回来')
    expect(why(act('countersign', { seatId: 's5' }), act('answer', { agrees: true }, 's5'))).toBeNull()
    const asked = openActs(type, state(act('consult', { seatId: 's5' })), place, { ...holder, seatId: 's5' })
    expect(asked).toContain('answer')
  })

  test('supervision lasts until it is lifted', () => {
    expect(state(act('supervise', {}, 's9')).supervisedBy).toBe('s9')
    expect(state(act('supervise', {}, 's9'), act('lift', {}, 's9')).supervisedBy).toBeNull()
  })

  test('an extension moves the last day, days stood still are added, and a new state starts anew', () => {
    expect(clock()).toMatchObject({ dueOn: '2026-11-20', stoppedSince: null })
    expect(clock(at('2026-11-10', act('extend', { until: '2026-12-01' })))).toMatchObject({
      dueOn: '2026-12-01',
      basis: '测试；经批准延至 2026-12-01',
    })
    const stopped = at('2026-11-10', act('suspend', { reason: '等鉴定' }))
    expect(clock(stopped)).toMatchObject({ dueOn: '2026-11-20', stoppedSince: '2026-11-10T02:00:00.000Z' })
    const again = at('2026-11-12', act('resume'))
    expect(clock(stopped, again)).toMatchObject({ dueOn: '2026-11-22', stoppedSince: null })
    const sameDay = at('2026-11-10', act('resume'))
    expect(clock(stopped, sameDay)?.dueOn).toBe('2026-11-20')
    const longer = at('2026-11-13', act('extend', { until: '2026-12-01' }))
    expect(clock(stopped, again, longer)?.dueOn).toBe('2026-12-01')
    expect(clock(stopped, again, longer, at('2026-11-16', act('mend')))?.dueOn).toBe('2026-11-23')
  })

  test('whatever is done, a clock never ends before it began', () => {
    const days = fc.integer({ min: 3, max: 28 }).map((day) => `2026-11-${String(day).padStart(2, '0')}`)
    const steps = fc.array(fc.tuple(days, fc.constantFrom('suspend', 'resume', 'urge', 'extend')), { maxLength: 12 })
    fc.assert(
      fc.property(steps, (chosen) => {
        const acts = chosen
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([day, name]) => at(day, act(name, { reason: '等', until: '2026-12-20' })))
        const found = clock(...acts)
        expect(found && found.startedAt <= found.redAt && found.redAt <= found.overdueAt).toBe(true)
      }),
    )
  })
})

describe('a clock', () => {
  const clockIn = (state: keyof typeof lamp.states, at: string, dueOn: string | null = null) =>
    startClock(type.states[state]?.clock as never, at, dueOn)

  test('of working days ends where the published calendar says (民法典 203; calendars §5)', () => {
    expect(clockIn('mended', '2026-09-24T01:00:00Z')).toMatchObject({ dueOn: '2026-10-09', provisional: false })
  })

  test('counts days of China, not of Greenwich', () => {
    expect(clockIn('mended', '2026-09-23T16:30:00Z').dueOn).toBe('2026-10-09')
  })

  test('of hours ends at the moment', () => {
    const clock = clockIn('reported', '2026-11-20T02:15:00Z')
    expect(clock.dueOn).toBe('2026-11-20 12:15:00')
    expect(clock.overdueAt).toBe('2026-11-20T04:15:00.000Z')
    expect(clock.amberAt).toBe('2026-11-20T03:15:00.000Z')
  })

  test('goes amber, red and overdue, each at its instant', () => {
    const clock = clockIn('mending', '2026-11-10T02:00:00Z', '2026-11-20')
    expect(stageAt(clock, '2026-11-10T02:00:00.000Z')).toBe('running')
    expect(stageAt(clock, clock.amberAt)).toBe('amber')
    expect(stageAt(clock, '2026-11-19T16:00:00.000Z')).toBe('red')
    expect(stageAt(clock, '2026-11-20T15:59:59.999Z')).toBe('red')
    expect(stageAt(clock, '2026-11-20T16:00:00.000Z')).toBe('overdue')
  })

  test('says that a year is not published yet instead of guessing it', () => {
    expect(clockIn('mended', '2031-12-29T01:00:00Z').provisional).toBe(true)
  })

  test('never runs backwards, whatever the term', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 400 }),
        (at, days) => {
          const dueOn = new Date(at.getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)
          const clock = clockIn('mending', at.toISOString(), dueOn)
          expect(clock.amberAt <= clock.redAt && clock.redAt <= clock.overdueAt && clock.startedAt <= clock.redAt).toBe(
            true,
          )
        },
      ),
    )
  })
})
