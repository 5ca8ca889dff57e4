import { beforeAll, expect, test } from 'vitest'
import { readLedgerRow } from '#modules/enterprise/model/ledger-rules.ts'
import { findLedger, type Ledger } from '#modules/enterprise/model/ledgers.ts'
import { aheadOf, readFields } from '#modules/enterprise/model/rules.ts'
import type { NewRecord } from '#modules/enterprise/server/store/record.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { checkUscc } from '#standards/code/uscc.ts'
import { findIndustry } from '#standards/industry/industry.ts'
import { regulatorClass } from '#standards/industry/regulator.ts'
import { AREAS, type DemoEnterprise, type Village } from './enterprises.ts'
import { makeRegister, type Register } from './load.ts'
import { shareOfThreshold } from './stock.ts'

const DAY = '2026-11-22'
const FULL = '370523107'

/** A few square villages in each area, two of them in the town whose files are kept in full. */
const villagesOf = (area: string): Village[] =>
  Array.from({ length: 8 }, (_, at) => {
    const [west, south] = [118 + at / 10, 37]
    const ring = [
      [west, south],
      [west + 0.1, south],
      [west + 0.1, south + 0.1],
      [west, south + 0.1],
      [west, south],
    ]
    const inFull = area === '370523' && at < 3
    return {
      code: `${inFull ? FULL : `${area}${at < 4 ? '101' : '102'}`}${201 + at}`,
      name: '李庄',
      town: inFull ? '大码头镇' : at < 4 ? '花官镇' : '陈官镇',
      county: '广饶县',
      shape: { type: 'Polygon', coordinates: [ring] } as Village['shape'],
    }
  })

let register: Register
let ledgersOf: Map<string, NewRecord[]>
let kindsOf: (one: DemoEnterprise) => Set<string>
beforeAll(() => {
  register = makeRegister(DAY, villagesOf)
  ledgersOf = Map.groupBy(register.ledgers, ({ enterpriseId }) => enterpriseId)
  kindsOf = ({ id }) => new Set(ledgersOf.get(id)?.map(({ kind }) => kind))
})

/** What is wrong with some enterprises, each by its name; an empty list when nothing is. */
const faulty = (isFaulty: (one: DemoEnterprise) => unknown): string[] =>
  register.enterprises.filter(isFaulty).map(({ values }) => String(values.name))

test('the register has the figures of the report', () => {
  const { enterprises, installations } = register
  for (const { code, enterprises: count } of AREAS)
    expect([code, enterprises.filter(({ gridCode }) => gridCode.startsWith(code)).length]).toEqual([code, count])
  const classes = enterprises.flatMap(({ values }) => values.regulatorClasses as string[])
  const count = (name: string) => classes.filter((one) => one === name).length
  expect(['industry_trade', 'hazchem', 'fireworks', 'non_coal_mine', 'other'].map(count)).toEqual([
    959, 986, 128, 134, 159,
  ])
  expect(installations.length).toBe(310)
  expect(new Set(installations.map(({ enterpriseId }) => enterpriseId)).size).toBe(235)
  expect(installations.filter(({ level, s }) => level === null || s < 1)).toEqual([])
})

test('the register is the same every time', () => {
  const again = makeRegister(DAY, villagesOf)
  const plain = ({ enterprises, ledgers }: Register) => [
    enterprises.map(({ values, facts, createdAt }) => [values, facts, createdAt]),
    ledgers.map(({ kind, data }) => [kind, data]),
  ]
  expect(plain(again)).toEqual(plain(register))
})

test('every value and every ledger row is one the platform would take', () => {
  const refused = register.enterprises.flatMap(({ values }) => {
    const { problems, values: read } = readFields(values as never)
    return [...problems, ...aheadOf(read, DAY)].map(({ message }) => `${values.name} ${message}`)
  })
  expect(refused).toEqual([])
  expect(faulty(({ values }) => values.creditCode && !checkUscc(String(values.creditCode)).valid)).toEqual([])
  const rows = register.ledgers.flatMap(({ kind, data }) =>
    readLedgerRow(findLedger(kind) as Ledger, data, DAY).problems.map(({ message }) => `${kind} ${message}`),
  )
  expect([...new Set(rows)]).toEqual([])
})

test('industry, class, name, legal form, staff, capital and scale of a file agree', () => {
  expect(faulty(({ values }) => findIndustry(String(values.industryCode))?.level !== 'class')).toEqual([])
  // Fireworks shops are retailers by the code and fireworks by the licence: the mapping does not tell them apart.
  expect(
    faulty(({ values }) => {
      const [first] = values.regulatorClasses as string[]
      return first !== 'fireworks' && regulatorClass(String(values.industryCode)) !== first
    }),
  ).toEqual([])
  expect(faulty(({ values }) => /加油站/.test(String(values.name)) !== (values.industryCode === '5265'))).toEqual([])
  expect(
    faulty(
      ({ values }) => /烟花/.test(String(values.name)) !== (values.regulatorClasses as string[]).includes('fireworks'),
    ),
  ).toEqual([])
  expect(
    faulty(({ values }) => /有限(责任)?公司$/.test(String(values.name)) !== (values.entKind === 'legal_person')),
  ).toEqual([])
  expect(
    faulty(({ values, trade }) => {
      const staff = Number(values.staffCount)
      return staff < trade.staff[0] || staff > trade.staff[1]
    }),
  ).toEqual([])
  expect(
    faulty(({ values, trade }) => trade.capitalWan && Number(values.registeredCapitalWan) > trade.capitalWan[1]),
  ).toEqual([])
  expect(faulty(({ values }) => values.entKind === 'sole_trader' && Number(values.registeredCapitalWan) > 10)).toEqual(
    [],
  )
  expect(faulty(({ values }) => values.scale === 'micro' && Number(values.staffCount) >= 20)).toEqual([])
})

test('an address names the county and town of the grid it lies in', () => {
  expect(
    faulty(({ values, village }) => !String(values.address).startsWith(`山东省东营市${village.county}${village.town}`)),
  ).toEqual([])
  expect(faulty(({ gridCode, village }) => gridCode !== village.code)).toEqual([])
})

test('installations, chemicals, tanks and processes are those of the line of business', () => {
  const unitsOf = Map.groupBy(register.installations, ({ enterpriseId }) => enterpriseId)
  const strange = register.enterprises.flatMap(({ id, trade, values }) =>
    (unitsOf.get(id) ?? [])
      .filter(({ name }) => !trade.units?.some((unit) => name.endsWith(unit.name)))
      .map(({ name }) => `${values.name} ${name}`),
  )
  expect(strange).toEqual([])
  const stored = (one: DemoEnterprise) => ledgersOf.get(one.id)?.filter(({ kind }) => kind === 'chemical') ?? []
  expect(faulty((one) => one.values.industryCode === '5265' && unitsOf.has(one.id))).toEqual([])
  expect(
    faulty(
      (one) =>
        one.values.industryCode === '5265' &&
        stored(one).some(({ data }) => !/^[汽柴]油$/.test(String(data.chemicalName))),
    ),
  ).toEqual([])
  expect(
    faulty((one) => {
      const kinds = kindsOf(one)
      const shop = one.trade.entKind === 'sole_trader' || one.values.industryCode === '5169'
      return shop && (kinds.has('chemical') || kinds.has('storage') || kinds.has('process') || kinds.has('equipment'))
    }),
  ).toEqual([])
  expect(
    faulty(
      (one) =>
        kindsOf(one).has('chemical') &&
        !(one.values.regulatorClasses as string[]).includes('hazchem') &&
        one.values.industryCode !== '1353',
    ),
  ).toEqual([])
  // What lies in the file beside the installations would not itself be a major hazard installation.
  expect(
    faulty((one) => {
      const graded = new Set(
        (unitsOf.get(one.id) ?? []).flatMap(({ stocks }) => stocks.map(({ chemical }) => chemical)),
      )
      const rest = stored(one).filter(({ data }) => !graded.has(String(data.chemicalName)))
      const s = rest.reduce(
        (sum, { data }) => sum + shareOfThreshold(String(data.chemicalName), Number(data.maxStorageTonnes)),
        0,
      )
      return s >= 1
    }),
  ).toEqual([])
  expect(
    faulty((one) =>
      (unitsOf.get(one.id) ?? []).some(
        ({ stocks }) => !stored(one).some(({ data }) => data.chemicalName === stocks[0]?.chemical),
      ),
    ),
  ).toEqual([])
})

test('files with a major hazard installation and all of 大码头镇 are kept in full, and none is bare', () => {
  const withUnit = new Set(register.installations.map(({ enterpriseId }) => enterpriseId))
  const count = ({ id }: DemoEnterprise) => ledgersOf.get(id)?.length ?? 0
  expect(faulty((one) => count(one) < 6)).toEqual([])
  expect(faulty((one) => withUnit.has(one.id) && count(one) < 25)).toEqual([])
  const inFull = [
    'site',
    'safety_org',
    'person_certificate',
    'training',
    'licence',
    'emergency_plan',
    'drill',
    'safety_input',
  ]
  expect(faulty((one) => one.gridCode.startsWith(FULL) && inFull.some((kind) => !kindsOf(one).has(kind)))).toEqual([])
  const ends = register.ledgers
    .filter(({ kind }) => kind === 'person_certificate')
    .map(({ data }) => String(data.validTo))
  expect(ends.some((day) => day < DAY)).toBe(true)
  expect(ends.some((day) => day >= DAY && day < '2027-01-22')).toBe(true)
  expect(ends.filter((day) => day < DAY).length).toBeLessThan(ends.length / 10)
})

test('what offices did, they did on working days', () => {
  const local = (at: Date) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  expect(faulty(({ createdAt }) => !isWorkday(local(createdAt)))).toEqual([])
  expect(faulty(({ facts }) => Object.values(facts).some(({ at }) => !isWorkday(local(new Date(at)))))).toEqual([])
  expect(
    register.installations.filter(
      ({ filedOn, assessedOn }) => !isWorkday(String(filedOn)) || !isWorkday(String(assessedOn)),
    ),
  ).toEqual([])
  expect(faulty(({ values, createdAt }) => String(values.establishedOn) > local(createdAt))).toEqual([])
})

test('near doubles stand among the enterprises, alike in address or telephone and none with the code of the other', () => {
  expect(register.doubles.length).toBeGreaterThanOrEqual(6)
  const byId = new Map(register.enterprises.map((one) => [one.id, one.values]))
  for (const [first, second] of register.doubles) {
    const [a, b] = [byId.get(first), byId.get(second)]
    expect([a?.name, b?.address, b?.principalPhone]).toEqual([a?.name, a?.address, a?.principalPhone])
    expect([a?.name, b?.name === a?.name, b?.creditCode === a?.creditCode]).toEqual([a?.name, false, false])
  }
})
