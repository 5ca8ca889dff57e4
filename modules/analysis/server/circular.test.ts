import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { lastOfMonth } from '#kernel/indicators/model/period.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { notConnected } from '../model/circular.ts'
import { lastMonthOf, periodBeforeOf, periodOf, type RankedValue, ranksOf, scoreOf } from '../model/ranking.ts'
import type { Circular, Line, Ranking } from '../model/schema.ts'

const TODAY = localDateOf(new Date())
const MONTH = lastMonthOf(TODAY)
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())

const ask = (login: Login, query = '') => house.as(login)('GET', `/api/v1/circulars/current${query}`)
const read = async (login: Login, query = ''): Promise<Circular> => {
  const { status, body } = await ask(login, query)
  expect([status, body.detail]).toEqual([200, undefined])
  return body
}
const lineOf = ({ sections }: Circular, code: string, by: string): Line => {
  const found = sections.flatMap(({ lines }) => lines).find((line) => line.code === code && line.by === by)
  if (!found) throw new Error(`no line ${code} by ${by}`)
  return found
}

/** Hazards of last month, so many of them rectified in time, the rest still open after their term. */
async function putHazards(gridCode: string, all: number, met: number): Promise<void> {
  const day = `${MONTH}-05`
  await house.db.system(async (_tx, client) => {
    for (let at = 0; at < all; at++) {
      const done = at < met
      const made = await client.query(
        `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, acts, head_hash)
         values (gen_random_uuid(), 'hazard', '隐患', $1, $2, $3, $3, 1, '') returning id`,
        [gridCode, done ? 'submitted' : 'rectifying', `${day}T01:00:00Z`],
      )
      await client.query(
        `insert into hazard (id, grid_code, what, place, source, self_found, rank, category, found_on, due_on, rectified_on, state)
         values ($1, $2, '灭火器过期', '车间', 'self_check', true, 'ordinary', 'S02', $3, $4, $5, $6)`,
        [made.rows[0].id, gridCode, day, `${MONTH}-10`, done ? `${MONTH}-09` : null, done ? 'submitted' : 'rectifying'],
      )
    }
  })
}

describe('the circular', () => {
  beforeAll(async () => {
    const register = async (login: Login, name: string, gridCode: string, regulatorClasses: string[]) => {
      const made = await house.as(login)('POST', '/api/v1/enterprises', { name, gridCode, regulatorClasses })
      expect(made.status).toBe(201)
    }
    await register('wang', '恒丰冷链有限公司', PLACES.village, ['hazchem', 'industry_trade'])
    await register('wang', '大码头化工有限公司', PLACES.village, ['hazchem'])
    await register('lin', '利津农资有限公司', PLACES.lijinVillage, ['other'])
    await putHazards(PLACES.village, 24, 18)
    await putHazards(PLACES.lijinVillage, 24, 24)
    for (const source of indicatorRoom.table.sources) await enterSource(house.db, source)
  })

  test('tells every figure with its definition, its parts, and the address that opens it', async () => {
    const circular = await read('zhou')
    expect([circular.grid, circular.gridName, circular.asOf]).toEqual([PLACES.city, '东营市', TODAY])
    expect(circular.from).toBe(addDays(TODAY, -229))
    const line = lineOf(circular, 'enterprise.count', 'grid')
    expect(line).toMatchObject({ value: 3, sum: 3, unit: '家', kind: 'stock', byTitle: '区域', shared: [] })
    expect(line.definition).toContain('截至当日')
    expect(line.parts.map(({ title, value }) => [title, value])).toEqual([
      ['广饶县', 2],
      ['利津县', 1],
    ])
    expect(line.link).toBe(
      `/indicators/enterprise.count?grid=3705&from=${circular.from}&to=${TODAY}&asOf=${TODAY}&by=grid`,
    )
    expect(line.parts[0]?.link).toContain('?grid=370523&')
    expect(lineOf(circular, 'hazard.self-found', 'grid')).toMatchObject({ value: 48, sum: 48, kind: 'flow' })
    expect(lineOf(circular, 'hazard.on-time', 'grid')).toMatchObject({
      ...{ value: 87.5, sum: null, base: { over: 42, under: 48 } },
      parts: [
        { title: '利津县', value: 100, base: { over: 24, under: 24 } },
        { title: '广饶县', value: 75, base: { over: 18, under: 24 } },
      ],
    })
  })

  test('names the rows where the parts come to more than the whole', async () => {
    const circular = await read('zhou')
    const line = lineOf(circular, 'enterprise.count', 'class')
    expect([line.value, line.sum]).toEqual([3, 4])
    expect(line.shared).toEqual([
      expect.objectContaining({
        title: '恒丰冷链有限公司',
        keys: ['hazchem', 'industry_trade'],
        link: expect.stringMatching(/^\/enterprises\//),
      }),
    ])
    expect(circular.differences).toEqual([
      {
        ...{ code: 'enterprise.count', name: '企业数', by: 'class', value: 3, sum: 4, difference: 1 },
        rows: ['恒丰冷链有限公司'],
      },
    ])
  })

  test('says what is not connected, and no line gives it a zero', async () => {
    const circular = await read('zhou')
    expect(circular.notConnected).toEqual(expect.arrayContaining(['投诉举报', '培训考试', '动态考核']))
    expect(circular.notConnected).toEqual([...notConnected])
    const names = circular.sections.flatMap(({ lines }) => lines.map(({ name }) => name))
    for (const name of notConnected) expect(names).not.toContain(name)
  })

  test('of a past day tells what was known then', async () => {
    const yesterday = addDays(TODAY, -1)
    const circular = await read('zhou', `?asOf=${yesterday}`)
    expect([circular.asOf, circular.from]).toEqual([yesterday, addDays(yesterday, -229)])
    expect(lineOf(circular, 'enterprise.count', 'grid').value).toBe(0)
    expect(lineOf(circular, 'hazard.self-found', 'grid').value).toBe(48)
    expect(lineOf(await read('zhou', `?from=${TODAY}`), 'hazard.self-found', 'grid').value).toBe(0)
  })

  test('shows nobody more than his own grid, and an enterprise nothing', async () => {
    const own = await read('wang')
    expect([own.grid, lineOf(own, 'enterprise.count', 'grid').value]).toEqual([PLACES.guangrao, 2])
    expect(JSON.stringify(own)).not.toContain('利津')
    for (const grid of [PLACES.lijin, PLACES.city, '3799'])
      expect((await ask('wang', `?grid=${grid}`)).status).toBe(404)
    expect((await ask('zhou', `?grid=${PLACES.lijin}`)).body.sections[0].lines[0].value).toBe(1)
    expect((await ask('zhou', '?grid=370599')).status).toBe(404)
    expect((await ask('zhao')).status).toBe(403)
    expect((await house.as(null)('GET', '/api/v1/circulars/current')).status).toBe(401)
  })

  test('refuses days that cannot be', async () => {
    const details = []
    for (const query of [`asOf=${addDays(TODAY, 1)}`, `from=${TODAY}&asOf=${addDays(TODAY, -1)}`, 'asOf=2026-13-01'])
      details.push(await ask('zhou', `?${query}`))
    expect(details.map(({ status }) => status)).toEqual([422, 422, 422])
    expect(details[0]?.body.detail).toContain('不能晚于今天')
  })

  test('stands on the day the administrator set, until that day has a later one', async () => {
    const day = addDays(TODAY, -3)
    const url = '/api/v1/settings/analysis.report-day'
    const set = (value: string, version: number) =>
      house.as('admin')('PUT', url, { value }, { 'if-match': `"${version}"` })
    expect((await set('去年', 0)).status).toBe(422)
    expect((await set(day, 0)).status).toBe(200)
    expect((await read('zhou')).asOf).toBe(day)
    expect((await read('zhou', `?asOf=${TODAY}`)).asOf).toBe(TODAY)
    expect((await set('', 1)).status).toBe(200)
  })

  test('is the same on paper and in Word, and names who took it out', async () => {
    const headers = { authorization: `Bearer ${await house.token('zhou')}` }
    const get = (kind: string) => house.app.inject({ method: 'GET', url: `/api/v1/circulars/current/${kind}`, headers })
    const pdf = await get('pdf')
    expect([pdf.statusCode, pdf.headers['content-type']]).toEqual([200, 'application/pdf'])
    const task = getDocument({ data: new Uint8Array(pdf.rawPayload), verbosity: 0 })
    const pages = await task.promise
    let words = ''
    for (let n = 1; n <= pages.numPages; n++) {
      const { items } = await (await pages.getPage(n)).getTextContent()
      words += items.map((item) => ('str' in item ? item.str : '')).join('')
    }
    await task.destroy()
    for (const said of [
      '应用情况通报',
      '一、企业底数',
      '恒丰冷链有限公司',
      '尚未接入平台',
      '周文博',
      '87.5%',
      '投诉举报',
    ])
      expect(words.replaceAll(/\s/g, '')).toContain(said)
    const word = await get('word')
    expect([word.statusCode, word.headers['content-type']]).toEqual([200, expect.stringContaining('wordprocessingml')])
    expect(word.rawPayload.subarray(0, 2).toString()).toBe('PK')
  })

  test('comes from the command as from the page, as words or as JSON, and says what is wrong', async () => {
    const run = async (...args: string[]) => {
      const env = { ...process.env, DATABASE_URL: house.ownerUrl, ANGRID_DEMO: '' }
      const bin = ['apps/server/bin/angrid.mjs', 'report', 'circular', ...args]
      const done = await promisify(execFile)(process.execPath, bin, { env }).catch((error) => error)
      return { code: done.code ?? 0, out: done.stdout as string }
    }
    const { code, out } = await run('--json')
    const { enteredAt: _at, ...said } = JSON.parse(out)
    const { enteredAt: _then, ...shown } = await read('zhou')
    expect([code, said]).toEqual([0, shown])
    const county = await run('--grid', '370522')
    expect(county.out).toContain('利津县应用情况通报')
    const wrong = await run('--as-of', '2026-02-30', '--json')
    expect([wrong.code, JSON.parse(wrong.out).error.type]).toEqual([1, 'InvalidInput'])
  })

  test('ranks the grids below for a month, leaves out what is too small, and tells the way since the month before', async () => {
    const rank = async (query: string): Promise<Ranking> =>
      (await house.as('zhou')('GET', `/api/v1/rankings?${query}`)).body
    const all = await rank('')
    expect([all.period, all.to, all.isPart]).toEqual([MONTH, lastOfMonth(`${MONTH}-01`), false])
    expect(all.indicators.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
    expect(all.indicators.some(({ weight }) => weight === 0)).toBe(true)
    // Three enterprises are too few to tell anything per hundred of them, and without that there is no total.
    const late = all.items.map(({ cells }) => cells.find(({ code }) => code === 'hazard.late'))
    expect(late.every((cell) => cell?.small && cell.rank === null)).toBe(true)
    expect(all.items.map(({ score, rank }) => [score, rank])).toEqual([
      [null, null],
      [null, null],
    ])
    const one = await rank(`codes=hazard.on-time&period=${MONTH}`)
    expect(one.items.map(({ name, rank, rankBefore, score }) => [name, rank, rankBefore, score])).toEqual([
      ['利津县', 1, null, 100],
      ['广饶县', 2, null, 0],
    ])
    expect(one.items[1]?.cells[0]).toMatchObject({ value: 75, base: { over: 18, under: 24 }, rank: 2, small: false })
    const sheet = await house.app.inject({
      method: 'GET',
      url: '/api/v1/rankings/export?codes=hazard.on-time&format=csv',
      headers: { authorization: `Bearer ${await house.token('zhou')}` },
    })
    expect(sheet.body.split('\r\n')[1]).toBe('370522,利津县,100,1,,100,1,')
    expect((await house.as('wang')('GET', '/api/v1/rankings?grid=370522')).status).toBe(404)
    expect((await house.as('zhou')('GET', '/api/v1/rankings?period=2099-01')).status).toBe(422)
    expect((await house.as('zhou')('GET', '/api/v1/rankings?codes=no.such')).status).toBe(422)
  })
})

describe('places', () => {
  const values = (...all: [string, number | null, number?][]) =>
    new Map(
      all.map(([key, value, under]): [string, RankedValue] => [
        key,
        { value, base: under === undefined ? null : { over: 0, under } },
      ]),
    )

  test('are shared by equals, and nobody without a value or on a small base has one', () => {
    const ranks = ranksOf(values(['a', 3], ['b', 9], ['c', 3], ['d', null], ['e', 10, 19], ['f', 1, 20]), true)
    expect(Object.fromEntries(ranks)).toEqual({ b: 1, a: 2, c: 2, f: 4 })
    expect(ranksOf(values(['a', 3], ['b', 9]), false).get('a')).toBe(1)
  })

  test('make points from 100 for the first to 0 for the last, by weight, and none where half the weight is missing', () => {
    const at = (weight: number, rank: number | undefined, of = 5) => ({ weight, rank, of })
    expect(scoreOf([at(60, 1), at(40, 5)])).toBe(60)
    expect(scoreOf([at(60, 2), at(40, undefined)])).toBe(75)
    expect(scoreOf([at(40, 1), at(60, undefined)])).toBeNull()
    expect(scoreOf([at(0, 1)])).toBeNull()
  })

  test('belong to months and quarters, cut at the day of the data', () => {
    expect(periodOf('2026-Q4', '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-11-22', isPart: true })
    expect(periodOf('2024-02', '2026-11-22')).toEqual({ from: '2024-02-01', to: '2024-02-29', isPart: false })
    expect([periodOf('2026-12', '2026-11-22'), periodOf('2026-Q5', '2026-11-22')]).toEqual([null, null])
    expect(['2026-01', '2026-Q1', '2026-Q3'].map(periodBeforeOf)).toEqual(['2025-12', '2025-Q4', '2026-Q2'])
    expect([lastMonthOf('2026-10-31'), lastMonthOf('2026-10-30')]).toEqual(['2026-10', '2026-09'])
  })
})
