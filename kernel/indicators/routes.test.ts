import { afterAll, beforeAll, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { type Answer, type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'

let house: House
/** What was answered before the ledger was open. */
let early: Answer
const TODAY = localDateOf(new Date())

const register = async (name: string, gridCode: string, regulatorClasses: string[], more: object = {}) => {
  const { status, body } = await house.as('admin')('POST', '/api/v1/enterprises', {
    ...{ name, gridCode, regulatorClasses, operatingState: 'producing', scale: 'small', address: '工业园 3 号' },
    ...{ lng: 118.5, lat: 37.2, ...more },
  })
  expect([name, status, body.detail]).toEqual([name, 201, undefined])
  return body.id as string
}

beforeAll(async () => {
  house = await openHouse()
  await register('广饶恒沣化工有限公司', PLACES.village, ['hazchem', 'industry_trade'])
  await register('大码头镇鑫泰纺织厂', PLACES.damatou, ['industry_trade'])
  await register('利津黄河建材有限公司', PLACES.lijinVillage, ['other'])
  early = await ask('zhou', '/enterprise.count/figure')
  for (const source of indicatorRoom.table.sources) await enterSource(house.db, source)
})
afterAll(() => house.close())

const ask = (login: Login, path: string) => house.as(login)('GET', `/api/v1/indicators${path}`)
const figure = async (login: Login, query = '') => (await ask(login, `/enterprise.count/figure${query}`)).body.value

test('an officer finds the figures of the duties the seat has; an enterprise finds no dictionary', async () => {
  const city = (await ask('zhou', '')).body.items as { code: string; partitions: { name: string }[] }[]
  expect(city.map(({ code }) => code)).toContain('enterprise.count')
  expect((await ask('zhao', '')).status).toBe(403)
  expect((await ask('zhao', '/enterprise.count/figure')).status).toBe(403)
  expect((await ask('zhou', '/enterprise.wealth/figure')).status).toBe(404)
  // Part of a code, or one nobody has: no grid, and no figure of one.
  for (const grid of ['37052', '370599'])
    expect([grid, (await ask('zhou', `/enterprise.count/figure?grid=${grid}`)).status]).toEqual([grid, 404])
  const twice = await ask('zhou', '/enterprise.count/figure?key=class:hazchem&key=class:industry_trade')
  expect([twice.status, twice.body.detail]).toEqual([422, expect.stringContaining('只能给一个')])
  const early = await ask('zhou', '/enterprise.count/figure?from=1899-12-31')
  expect([early.status, early.body.detail]).toEqual([422, expect.stringContaining('1900')])
})

test('a small ledger is opened by whoever reads first, with no worker about', () => {
  expect([early.status, early.body.value]).toEqual([200, 3])
})

test('a share of two rooms is parted only by what both mean by the same word', async () => {
  const { items } = (await ask('zhou', '')).body
  const names = (code: string) =>
    items.find((one: { code: string }) => one.code === code).partitions.map(({ name }: { name: string }) => name)
  // 类别 of a hazard and 类别 of an enterprise are different things.
  expect(names('hazard.per-hundred')).toEqual(['grid', 'class', 'section'])
  expect((await ask('zhou', '/hazard.per-hundred/parts?by=category')).status).toBe(422)
  expect((await ask('zhou', '/hazard.per-hundred/parts?by=class')).status).toBe(200)
  // Of how few: no hazard at one enterprise in 利津县, none at two in 广饶县.
  const { items: grids } = (await ask('zhou', '/hazard.per-hundred/parts?by=grid')).body
  expect(grids.map(({ value, base }: { value: number; base: object }) => [value, base])).toEqual([
    [0, { over: 0, under: 1 }],
    [0, { over: 0, under: 2 }],
  ])
})

test('everybody sees the figure of the own grid, and none of another', async () => {
  expect(await figure('zhou')).toBe(3)
  expect(await figure('wang')).toBe(2)
  expect(await figure('li')).toBe(1)
  expect(await figure('zhou', `?grid=${PLACES.lijin}`)).toBe(1)
  for (const path of ['/figure', '/parts?by=class', '/months', '/rows', '/export?by=class']) {
    const joined = path.includes('?') ? '&' : '?'
    const answer = await ask('wang', `/enterprise.count${path}${joined}grid=${PLACES.lijin}`)
    expect([path, answer.status, answer.body.type]).toEqual([path, 404, '/problems/indicator/no-grid'])
  }
})

test('parts say by how much they are more than the whole, and which rows make it so', async () => {
  const { body } = await ask('zhou', '/enterprise.count/parts?by=class')
  expect([body.value, body.sum]).toEqual([3, 4])
  expect(body.shared).toEqual([
    { keys: ['hazchem', 'industry_trade'], titles: [expect.any(String), expect.any(String)], value: 1 },
  ])
  const both = encodeURIComponent('class:hazchem+industry_trade')
  const rows = (await ask('zhou', `/enterprise.count/rows?key=${both}`)).body
  expect([rows.total, rows.items.map(({ title }: { title: string }) => title)]).toEqual([1, ['广饶恒沣化工有限公司']])
  expect(rows.items[0].link).toMatch(/^\/enterprises\//)
  const grids = (await ask('zhou', '/enterprise.count/parts?by=grid')).body
  expect(grids.items.map(({ keys, value }: { keys: string[]; value: number }) => [keys[0], value])).toEqual([
    [PLACES.lijin, 1],
    [PLACES.guangrao, 2],
  ])
})

test('a key narrows the figure, its months, its grids and its other parts alike', async () => {
  const key = 'key=class:industry_trade'
  const { body } = await ask('zhou', `/enterprise.count/figure?${key}`)
  expect([body.value, body.keys.map(({ label }: { label: string }) => label)]).toEqual([2, ['工矿商贸']])
  const months = (await ask('zhou', `/enterprise.count/months?${key}`)).body
  expect(months.items.at(-1).value).toBe(2)
  const grids = (await ask('zhou', `/enterprise.count/parts?by=grid&${key}`)).body
  expect(grids.items.map(({ value }: { value: number }) => value)).toEqual([0, 2])
  const scales = (await ask('zhou', `/enterprise.count/parts?by=scale&${key}`)).body
  expect([scales.value, scales.items.map(({ keys }: { keys: string[] }) => keys[0])]).toEqual([2, ['small']])
  // Nobody keeps class and operating state together.
  expect((await ask('zhou', `/enterprise.count/parts?by=state&${key}`)).status).toBe(422)
})

test('rows come fifty at a time, each once, and open their records', async () => {
  await Promise.all(Array.from({ length: 54 }, (_, at) => register(`北宋镇第${at + 1}厂`, PLACES.lijinTown, ['other'])))
  const first = (await ask('lin', '/enterprise.count/rows')).body
  expect([first.items.length, first.total]).toEqual([50, 55])
  const second = (await ask('lin', `/enterprise.count/rows?cursor=${first.next}`)).body
  expect([second.items.length, second.next]).toEqual([5, null])
  const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id)
  expect(new Set(ids).size).toBe(55)
})

test('a past day shows what was known at its end, and what was before the first day is unknown, not zero', async () => {
  const yesterday = addDays(TODAY, -1)
  expect(await figure('zhou', `?asOf=${yesterday}`)).toBe(0)
  // Entered a month late: the ledger counts the line under its day, but nobody knew of it then.
  await asOwner(
    house.ownerUrl,
    `insert into indicator_line (source, measure, row_id, grid_code, dims, eff_on, rec_on, amount)
     select source, measure, row_id, grid_code, dims, eff_on - 40, rec_on - 30, amount from indicator_line
     where source = 'enterprise' and measure = 'registered' and grid_code = $1 limit 1`,
    [PLACES.village],
  )
  expect(await figure('li', `?asOf=${addDays(TODAY, -31)}`)).toBe(0)
  expect(await figure('li', `?asOf=${addDays(TODAY, -30)}`)).toBe(1)
  const { body } = await ask('zhou', '/enterprise.growth/figure?from=2016-07-01&to=2016-07-31')
  expect([body.value, body.before.value, body.yearBefore.value]).toEqual([0, null, null])
})

test('days that cannot be are refused in words', async () => {
  const future = addDays(TODAY, 1)
  for (const [query, status] of [
    [`to=${future}`, 422],
    [`asOf=${future}`, 422],
    [`from=${TODAY}&to=${addDays(TODAY, -1)}`, 422],
    ['from=2026-02-30', 422],
    ['asOf=yesterday', 422],
    ['grid=东营', 422],
    ['key=class', 422],
  ] as const) {
    const answer = await ask('zhou', `/enterprise.count/figure?${encodeURI(query)}`)
    expect([query, answer.status, /[一-鿿]/.test(answer.body.detail)]).toEqual([query, status, true])
  }
})

test('a table is taken out as a sheet with its sum, and the audit says who took it', async () => {
  const { status, headers, body } = await ask('zhou', '/enterprise.count/export?by=class&format=csv')
  expect([status, headers['content-disposition']]).toEqual([200, expect.stringContaining(encodeURIComponent('企业数'))])
  const lines = (body as string).trim().split('\r\n')
  expect(lines[0]).toBe('监管行业,企业数（家）')
  expect(lines).toContain('工矿商贸,2')
  expect(lines.slice(-2)).toEqual(['各部分合计,58', '总数,57'])
  const paper = await ask('zhou', '/enterprise.count/export?by=class&format=pdf')
  expect([paper.status, paper.headers['content-type']]).toEqual([200, 'application/pdf'])
  const audit = (await house.as('admin')('GET', '/api/v1/audit-events?action=indicator.exported')).body
  expect(audit.items[0].action).toBe('indicator.exported')
})

test('the checks name what stands in several parts, and open those rows and no others', async () => {
  await register('广饶三类化工有限公司', PLACES.village, ['hazchem', 'industry_trade', 'fireworks'])
  await register('广饶不分类制品厂', PLACES.village, [])
  const checks = async (login: Login, query = '') =>
    (await house.as(login)('GET', `/api/v1/indicator-checks${query}`)).body
  const { items, gridName } = await checks('wang')
  const [first] = items
  expect([gridName, first.code, first.by, first.value, first.sum, first.unkeyed]).toEqual([
    ...['广饶县', 'enterprise.count', 'class'],
    ...[4, 7, 1],
  ])
  const apart = items.filter(({ sum, value }: { sum: number; value: number }) => sum !== value)
  expect(apart.map(({ code, by }: { code: string; by: string }) => `${code} ${by}`)).toEqual([
    'enterprise.count class',
    'enterprise.growth class',
    'drill_duty.bound class',
  ])
  const rows = async (key: string) =>
    (await ask('wang', `/enterprise.count/rows?${new URLSearchParams({ key: `class:${key}` })}`)).body
  for (const { keys, value } of first.shared as { keys: string[]; value: number }[]) {
    const exact = await rows(`=${keys.join('+')}`)
    expect([keys, exact.items.length, exact.total]).toEqual([keys, value, value])
  }
  expect((await rows('hazchem+industry_trade')).items).toHaveLength(2)
  expect((await rows('')).items.map(({ title }: { title: string }) => title)).toEqual(['广饶不分类制品厂'])
  const only = new URLSearchParams({ key: 'class:=hazchem+industry_trade' })
  const { body } = await ask('wang', `/enterprise.count/figure?${only}`)
  expect([body.value, body.keys[0].label]).toEqual([1, '只有危化品且工矿商贸'])

  expect((await checks('zhou', `?asOf=${addDays(TODAY, -1)}`)).items.some(({ sum }: { sum: number }) => sum > 0)).toBe(
    false,
  )
  expect((await house.as('wang')('GET', `/api/v1/indicator-checks?grid=${PLACES.lijin}`)).status).toBe(404)
  expect((await house.as('zhao')('GET', '/api/v1/indicator-checks')).status).toBe(403)
  const sheet = (await house.as('wang')('GET', '/api/v1/indicator-checks/export?format=csv')).body as string
  expect(sheet.split('\r\n')[1]).toMatch(/^企业数,家,监管行业,4,7,3,.*危化品.*,1$/)
})
