import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { recountSource } from '#kernel/indicators/ledger.ts'
import { addDays, addMonths, localDateOf } from '#standards/calendar/local-date.ts'
import { drillDutyFacts, drillFacts } from '../model/drill-indicators.ts'
import { enterpriseSettings } from './settings.ts'

const TODAY = localDateOf(new Date())
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** An enterprise registered so many days ago. */
async function register(name: string, values: object, daysAgo: number): Promise<string> {
  const made = await house.as('wang')('POST', '/api/v1/enterprises', { name, gridCode: PLACES.village, ...values })
  expect(made.status).toBe(201)
  await house.db.system((_tx, client) =>
    client.query(`update enterprise set created_at = $2 where id = $1`, [
      made.body.id,
      `${addDays(TODAY, -daysAgo)}T02:00:00Z`,
    ]),
  )
  return made.body.id
}
const hold = (id: string, heldOn: string, more: object = {}, login: Login = 'wang') =>
  house.as(login)('POST', `/api/v1/enterprises/${id}/records`, {
    kind: 'drill',
    data: { theme: '疏散', heldOn, ...more },
  })
const figure = async (code: string, query: string, login: Login = 'wang', kind = 'figure') => {
  const { status, body } = await house.as(login)('GET', `/api/v1/indicators/${code}/${kind}?${query}`)
  expect([code, status, body.detail]).toEqual([code, 200, undefined])
  return body
}
const countOf = async (code: string, day: string): Promise<number | null> =>
  (await figure(code, `from=2016-07-01&to=${day}`)).value

/** The same by walking day after day: the last drill known, and whether its term is over. */
function plainly(enterprises: { since: string; often: boolean; drills: string[] }[], day: string) {
  const counted = { bound: 0, covered: 0, late: 0 }
  for (const { since, often, drills } of enterprises) {
    if (since > day) continue
    counted.bound++
    const last = drills
      .filter((one) => one <= day)
      .sort()
      .at(-1)
    const first = last ?? since
    const isOver = addMonths(first, often ? 6 : 12) < day
    if (isOver) counted.late++
    else if (last) counted.covered++
  }
  return counted
}

describe('figures of drills', () => {
  test('say who is covered and who is late on any day, as a plain count does, and open the enterprise', async () => {
    const random = seededRandom(16)
    const all: { id: string; name: string; since: string; often: boolean; drills: string[] }[] = []
    for (let at = 0; at < 24; at++) {
      const daysAgo = Math.floor(random() * 800)
      const often = at % 2 === 0
      const name = `演练企业${at}号`
      const id = await register(name, { regulatorClasses: [often ? 'hazchem' : 'other'] }, daysAgo)
      const drills = Array.from({ length: at % 5 }, () => addDays(TODAY, -Math.floor(random() * 900)))
      for (const day of drills) expect((await hold(id, day, { drillKind: '2', evaluation: '3' })).status).toBe(201)
      all.push({ id, name, since: addDays(TODAY, -daysAgo), often, drills })
    }
    const days = [0, 1, 30, 100, 181, 182, 183, 184, 200, 365, 366, 500, 650].map((back) => addDays(TODAY, -back))
    for (const day of days) {
      const codes = ['bound', 'covered', 'late'] as const
      const found = await Promise.all(codes.map((code) => countOf(`drill_duty.${code}`, day)))
      const plain = plainly(all, day)
      expect([day, ...found]).toEqual([day, ...codes.map((code) => plain[code])])
    }
    const { covered, bound, late } = plainly(all, TODAY)
    expect(await countOf('drill_duty.coverage', TODAY)).toBe(Number(((covered * 100) / bound).toFixed(1)))
    expect(await countOf('drill.held', TODAY)).toBe(
      all.reduce((sum, { drills }) => sum + drills.filter((d) => d >= '2016-07-01').length, 0),
    )
    const rows = await house.as('wang')('GET', `/api/v1/indicators/drill_duty.late/rows?from=2016-07-01&to=${TODAY}`)
    expect(rows.body.items).toHaveLength(late)
    for (const { title, link } of rows.body.items) {
      const one = all.find(({ id }) => link === `/enterprises/${id}`)
      expect(title).toContain(one?.name)
    }
    for (const source of [drillFacts, drillDutyFacts])
      expect(await recountSource(house.db, source)).toMatchObject({ wrongRows: 0, wrongCells: 0 })
  })

  test('follow a drill that is entered, corrected or taken back, and what the enterprise is', async () => {
    const id = await register('利群超市', { regulatorClasses: ['other'] }, 300)
    const before = (await countOf('drill_duty.late', TODAY)) as number
    const change = async (values: object) => {
      const { version } = (await house.as('wang')('GET', `/api/v1/enterprises/${id}`)).body
      const done = await house.as('wang')(
        'PATCH',
        `/api/v1/enterprises/${id}`,
        { values },
        { 'if-match': `"${version}"` },
      )
      expect([done.status, done.body.detail]).toEqual([200, undefined])
    }
    await change({ dangerClasses: ['crowded'] })
    expect(await countOf('drill_duty.late', TODAY)).toBe(before + 1)
    const made = await hold(id, addDays(TODAY, -3), { evaluation: '4', drillKind: '1' })
    expect(await countOf('drill_duty.late', TODAY)).toBe(before)
    expect(await countOf('drill_duty.late', addDays(TODAY, -4))).toBe(before + 1)
    const asked = `from=${addDays(TODAY, -3)}&to=${TODAY}&by=outcome`
    const byOutcome = await figure('drill.held', asked, 'wang', 'parts')
    expect(
      byOutcome.items.map(({ keys, titles }: { keys: string[]; titles: string[] }) => [keys, titles]),
    ).toContainEqual([['4'], ['不合格']])
    const undone = await house.as('wang')(
      ...(['POST', `/api/v1/enterprise-records/${made.body.id}/withdraw`, { reason: '登记错了企业' }] as const),
      { 'if-match': '"1"' },
    )
    expect(undone.status).toBe(200)
    expect(await countOf('drill_duty.late', TODAY)).toBe(before + 1)
    await change({ operatingState: 'stopped' })
    expect(await countOf('drill_duty.late', TODAY)).toBe(before)
  })

  test('become late by the calendar alone, the day after the term', async () => {
    const id = await register('正和化工', { regulatorClasses: ['hazchem'] }, 200)
    const before = (await countOf('drill_duty.late', TODAY)) as number
    const day = addDays(addMonths(TODAY, -6), 5)
    const last = addMonths(day, 6)
    await hold(id, day)
    const lines = await house.db.system((_tx, client) =>
      client.query(
        `select measure, eff_on::text as day, amount::int from drill_duty_fact where row_id = $1 and eff_on > $2 order by 1`,
        [id, TODAY],
      ),
    )
    expect(await countOf('drill_duty.late', TODAY)).toBe(before - 1)
    expect(lines.rows).toEqual([
      { measure: 'covered', day: addDays(last, 1), amount: -1 },
      { measure: 'late', day: addDays(last, 1), amount: 1 },
    ])
  })

  test('obey the term the administrator chose, and stand on the same default as the database', async () => {
    for (const [often, setting] of [
      [true, enterpriseSettings.drillMonthsOften],
      [false, enterpriseSettings.drillMonthsOther],
    ] as const) {
      const kept = await house.db.system((_tx, client) => client.query(`select drill_months('3705', $1) as n`, [often]))
      expect(kept.rows[0].n).toBe(setting.fallback)
    }
    const before = (await countOf('drill_duty.late', TODAY)) as number
    const url = '/api/v1/settings/enterprise.drill-months-other'
    const set = (value: number | null, version: number) =>
      house.as('admin')('PUT', url, { value }, { 'if-match': `"${version}"` })
    expect((await set(1, 0)).status).toBe(200)
    expect(await countOf('drill_duty.late', TODAY)).toBeGreaterThan(before)
    expect((await set(null, 1)).status).toBe(200)
    expect(await countOf('drill_duty.late', TODAY)).toBe(before)
  })

  test('refuse a drill of tomorrow, and show another county none', async () => {
    const id = await register('先登记后演练', { regulatorClasses: ['other'] }, 10)
    const refused = await hold(id, addDays(TODAY, 1))
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('演练日期不能晚于今天')])
    expect((await figure('drill.held', `from=2016-07-01&to=${TODAY}`, 'lin')).value).toBe(0)
    expect(indicatorRoom.table.indicators.get('drill.held')?.source).toBe(drillFacts)
  })
})
