import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Business, businessesOf, type DutyRole } from './businesses.ts'
import {
  answerFor,
  type Duty,
  indexDuties,
  type ObjectGroup,
  proveAgain,
  proveCoverage,
  type SeatOnDay,
} from './coverage.ts'

const VILLAGE = '370523107201'
const seat = (id: string, more: Partial<SeatOnDay> = {}): SeatOnDay => ({
  id,
  title: id,
  bodyName: '应急局',
  holders: ['王'],
  authorised: new Set(['inspection', 'penalty', 'permit', 'accident']),
  ...more,
})
const duty = (seatId: string, gridCode: string, role: DutyRole, more: Partial<Duty> = {}): Duty => ({
  id: `${seatId}@${gridCode}`,
  seatId,
  gridCode,
  layer: 'safety',
  role,
  businesses: null,
  objectClass: null,
  regulatorClasses: null,
  ...more,
})
const seats = (...list: SeatOnDay[]) => new Map(list.map((item) => [item.id, item]))
const hazchem: ObjectGroup = { gridCode: VILLAGE, objectClass: 'B', regulatorClasses: ['hazchem'], count: 1 }
const business = (code: string) => businessesOf('safety').find((candidate) => candidate.code === code) as Business
const answer = (duties: Duty[], people: Map<string, SeatOnDay>, code = 'patrol', group = hazchem) =>
  answerFor(group, business(code), indexDuties(duties), people)

describe('who answers for an enterprise', () => {
  test('the duty nearest to the enterprise goes before one further up', () => {
    const found = answer(
      [duty('county', '370523', 'officer'), duty('village', VILLAGE, 'grid_staff')],
      seats(seat('county'), seat('village')),
    )
    expect(found).toMatchObject({ seatIds: ['village'], atGrid: VILLAGE, fault: null })
  })

  test('grid staff have no enforcement power: an inspection is answered for by the officer above', () => {
    const found = answer(
      [duty('county', '370523', 'officer'), duty('village', VILLAGE, 'grid_staff')],
      seats(seat('county'), seat('village')),
      'inspection',
    )
    expect(found).toMatchObject({ seatIds: ['county'], fault: null })
  })

  test('a sector officer goes before the general one of the same grid', () => {
    const duties = [
      duty('general', '370523', 'officer'),
      duty('chemist', '370523', 'officer', { regulatorClasses: ['hazchem'] }),
    ]
    expect(answer(duties, seats(seat('general'), seat('chemist'))).seatIds).toEqual(['chemist'])
  })

  test('an enterprise in two industries with a sector officer each is named as an overlap', () => {
    const duties = [
      duty('a', '370523', 'officer', { regulatorClasses: ['hazchem'] }),
      duty('b', '370523', 'officer', { regulatorClasses: ['industry_trade'] }),
    ]
    const both = { ...hazchem, regulatorClasses: ['hazchem', 'industry_trade'] }
    expect(answer(duties, seats(seat('a'), seat('b')), 'patrol', both)).toMatchObject({
      seatIds: ['a', 'b'],
      fault: 'overlap',
    })
  })

  test('nobody, an empty post and a missing authorisation are told apart', () => {
    expect(answer([], seats()).fault).toBe('gap')
    expect(answer([duty('a', VILLAGE, 'officer')], seats(seat('a', { holders: [] }))).fault).toBe('empty_post')
    expect(answer([duty('a', VILLAGE, 'officer')], seats(seat('a', { authorised: new Set() })), 'penalty').fault).toBe(
      'unauthorised',
    )
  })
})

/** The rules once more, object by object and business by business, without any of the index's shortcuts. */
function bruteForce(group: ObjectGroup, code: string, duties: Duty[], people: Map<string, SeatOnDay>): string {
  const item = business(code)
  for (let length = group.gridCode.length; length >= 4; length--) {
    const here = duties.filter((candidate) => candidate.gridCode === group.gridCode.slice(0, length))
    const ranks = [
      here.filter((candidate) => candidate.role === 'officer' && candidate.regulatorClasses),
      here.filter((candidate) => candidate.role === 'officer' && !candidate.regulatorClasses),
      item.enforcement || item.decides
        ? []
        : here.filter((candidate) => candidate.role === 'grid_staff' && candidate.regulatorClasses),
      item.enforcement || item.decides
        ? []
        : here.filter((candidate) => candidate.role === 'grid_staff' && !candidate.regulatorClasses),
    ]
    for (const list of ranks) {
      const fitting = list.filter(
        (candidate) =>
          candidate.layer === 'safety' &&
          (candidate.businesses === null || candidate.businesses.indexOf(code) >= 0) &&
          (candidate.objectClass === null || candidate.objectClass === group.objectClass) &&
          (candidate.regulatorClasses === null ||
            group.regulatorClasses.some((name) => candidate.regulatorClasses?.includes(name))),
      )
      const who = [...new Set(fitting.map((candidate) => candidate.seatId))].sort()
      if (who.length > 1) return `overlap ${who.join()}`
      if (who.length === 1) {
        const person = people.get(who[0] as string)
        if (!person || person.holders.length === 0) return `empty_post ${who}`
        return item.enforcement && !person.authorised.has(code) ? `unauthorised ${who}` : `ok ${who}`
      }
    }
  }
  return 'gap '
}

const GRIDS = ['3705', '370523', '370523107', VILLAGE, `${VILLAGE}001`, '370522', '370522101']
const SEATS = ['s1', 's2', 's3', 's4']
const CODES = businessesOf('safety').map(({ code }) => code)
const CLASSES = ['hazchem', 'industry_trade', 'other']

const someDuty = fc.record({
  id: fc.uuid(),
  seatId: fc.constantFrom(...SEATS),
  gridCode: fc.constantFrom(...GRIDS),
  layer: fc.constantFrom('safety', 'safety', 'safety', 'fire'),
  role: fc.constantFrom<DutyRole>('main', 'deputy', 'officer', 'officer', 'grid_staff'),
  businesses: fc.option(fc.uniqueArray(fc.constantFrom(...CODES), { maxLength: 6 })),
  objectClass: fc.option(fc.constantFrom('A' as const, 'B' as const, 'C' as const)),
  regulatorClasses: fc.option(fc.uniqueArray(fc.constantFrom(...CLASSES), { minLength: 1, maxLength: 2 })),
})
const someSeat = (id: string) =>
  fc.record({
    id: fc.constant(id),
    title: fc.constant(id),
    bodyName: fc.constant(''),
    holders: fc.subarray(['甲', '乙']),
    authorised: fc.subarray(CODES).map((codes) => new Set(codes)),
  })
const someGroup = fc.record({
  gridCode: fc.constantFrom(...GRIDS),
  objectClass: fc.constantFrom('A' as const, 'B' as const, 'C' as const),
  regulatorClasses: fc.subarray(CLASSES),
  count: fc.integer({ min: 1, max: 50 }),
})
const world = fc.record({
  duties: fc.array(someDuty, { maxLength: 25 }),
  people: fc.tuple(...SEATS.map(someSeat)),
  groups: fc.array(someGroup, { minLength: 1, maxLength: 12 }),
})

describe('the proof of full coverage', () => {
  test('agrees with a brute-force look at every object and business', () => {
    fc.assert(
      fc.property(world, ({ duties, people, groups }) => {
        const seatsById = seats(...people)
        const index = indexDuties(duties)
        for (const group of groups) {
          for (const code of CODES) {
            const found = answerFor(group, business(code), index, seatsById)
            const told = `${found.fault ?? 'ok'} ${[...found.seatIds].sort().join()}`
            expect(told).toBe(bruteForce(group, code, duties, seatsById))
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('its parts add up: answered pairs and findings make all pairs', () => {
    fc.assert(
      fc.property(world, ({ duties, people, groups }) => {
        const proof = proveCoverage(groups, 'safety', duties, seats(...people))
        const objects = groups.reduce((sum, group) => sum + group.count, 0)
        const faulty = proof.findings.reduce((sum, finding) => sum + finding.objects, 0)
        expect(proof.pairs).toBe(objects * 14)
        expect(proof.answered + faulty).toBe(proof.pairs)
      }),
    )
  })

  test('proving a changed subtree again gives the same as proving everything', () => {
    fc.assert(
      fc.property(world, someDuty, ({ duties, people, groups }, added) => {
        const seatsById = seats(...people)
        const before = proveCoverage(groups, 'safety', duties, seatsById)
        const again = proveAgain(before, added.gridCode, groups, 'safety', [...duties, added], seatsById)
        const anew = proveCoverage(groups, 'safety', [...duties, added], seatsById)
        expect(again.answered).toBe(anew.answered)
        expect(sorted(again.findings)).toEqual(sorted(anew.findings))
      }),
    )
  })
})

const sorted = (findings: unknown[]) => findings.map((finding) => JSON.stringify(finding)).sort()
