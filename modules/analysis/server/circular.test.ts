import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { reportSources } from '#apps/server/reports.ts'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { Press } from '#kernel/documents/press.ts'
import { writeWord } from '#kernel/documents/word.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { lastOfMonth } from '#kernel/indicators/model/period.ts'
import { addDays, localDateOf, weekday } from '#standards/calendar/local-date.ts'
import { changeText, figureText } from '../model/amount.ts'
import { notConnected } from '../model/circular.ts'
import { lastMonthOf, periodBeforeOf, periodOf, type RankedValue, ranksOf, scoreOf } from '../model/ranking.ts'
import { coveredBy, lastDue } from '../model/report.ts'
import type { Content } from '../model/report-schema.ts'
import type { Circular, Line, Ranking } from '../model/schema.ts'
import { printCircular, reportPaper } from './paper.ts'
import { writeDue } from './report-service.ts'

const TODAY = localDateOf(new Date())
const MONTH = lastMonthOf(TODAY)
const press = new Press()
let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())
afterAll(() => press.close())

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

describe('a report of an office’s own', () => {
  const seats: Record<string, string> = {}
  const template = (more: object = {}) => ({
    title: '企业月报',
    gridRule: 'own',
    periodRule: 'year',
    days: null,
    rhythm: 'hand',
    onDay: null,
    seats: [seats.leader, seats.town],
    blocks: [
      { kind: 'heading', text: '一、底数' },
      {
        kind: 'para',
        text: '全县在册企业 {enterprise.count}，今年新增 {enterprise.growth}，上期 {enterprise.growth:before}，{enterprise.growth:change}。',
      },
      { kind: 'table', by: 'grid', codes: ['enterprise.count', 'hazard.found'] },
    ],
    ...more,
  })
  const send = (login: Login, method: string, path: string, body?: object, headers?: Record<string, string>) =>
    house.as(login)(method, `/api/v1/${path}`, body, headers)
  const sayOf = (content: Content) =>
    content.blocks.flatMap((block) => (block.kind === 'para' ? [block.words.map(({ t }) => t).join('')] : []))
  let id: string

  beforeAll(async () => {
    const found = await house.db.pool.query(
      `select id, role from seat where role in ('leader', 'county_officer', 'town_officer', 'enterprise_contact')`,
    )
    for (const { id: seat, role } of found.rows)
      seats[{ leader: 'leader', county_officer: 'county', town_officer: 'town' }[role as string] ?? role] = seat
    const county = await house.db.pool.query(`select id from seat where role = 'county_officer' and grid_code = $1`, [
      PLACES.guangrao,
    ])
    seats.county = county.rows[0].id
  })

  test('is previewed with live figures before anybody saves it, and refused where it asks for what it may not', async () => {
    const { status, body } = await send('wang', 'POST', 'report-previews', { template: template({ seats: [] }) })
    expect([status, body.detail, body.gridName]).toEqual([200, undefined, '广饶县'])
    expect([body.asOf, body.to]).toEqual([addDays(TODAY, -1), addDays(TODAY, -1)])
    expect(sayOf(body)[0]).toMatch(
      /^全县在册企业 \d+ 家，今年新增 \d+ 家，上期 \d+ 家，(持平|(增加|减少) \d+ 家（上期 \d+ 家）)。$/,
    )
    const refused = async (more: object) => (await send('wang', 'POST', 'report-templates', template(more))).body
    expect((await refused({ blocks: [{ kind: 'para', text: '{企业数} 家' }] })).errors[0].message).toContain(
      '有花括号不是指标',
    )
    expect((await refused({ blocks: [{ kind: 'para', text: '{enterprise.wealth}' }] })).detail).toContain(
      '没有「enterprise.wealth」',
    )
    expect((await refused({ blocks: [{ kind: 'table', by: 'scale', codes: ['hazard.found'] }] })).detail).toContain(
      '不能这样分',
    )
    expect((await refused({ rhythm: 'monthly' })).errors[0].message).toBe('选在哪一天写')
    // The city's leader sits outside the county.
    expect((await refused({})).type).toBe('/problems/report/seat-outside')
    expect((await send('li', 'POST', 'report-templates', template({ seats: [] }))).status).toBe(403)
    expect(
      (await send('wang', 'POST', 'report-previews', { template: template({ seats: [] }), grid: PLACES.lijin })).status,
    ).toBe(404)
  })

  test.each([
    [120, 100, '条', '增长 20.0%'],
    [80, 100, '条', '下降 20.0%'],
    [100, 100, '条', '持平'],
    [7, 3, '条', '增加 4 条（上期 3 条）'],
    [5, 0, '家', '增加 5 家（上期 0 家）'],
    [62.5, 60, '%', '增长 2.5 个百分点'],
    [5, null, '%', '没有可比的数'],
    [null, 5, '%', '没有可比的数'],
  ])('says what changed since the period before: %s after %s %s is %s', (now, before, unit, said) => {
    expect(changeText({ value: now, base: null }, { value: before, base: null }, unit)).toBe(said)
  })

  test('tells a share of few by its counts, and nothing of its change', () => {
    const [now, before] = [
      { value: 100, base: { over: 3, under: 3 } },
      { value: 87.5, base: { over: 7, under: 8 } },
    ]
    expect(figureText(now.value, '%', now.base)).toBe('3 / 3')
    expect(changeText(now, before, '%')).toBe('上期 7 / 8')
  })

  test('is written once however often it is asked for, kept as it was, and told to its seats', async () => {
    const made = await send('wang', 'POST', 'report-templates', template({ seats: [seats.county, seats.town] }))
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    id = made.body.id
    const written = await Promise.all([1, 2].map(() => send('wang', 'POST', `report-templates/${id}/write`)))
    const list = (await send('wang', 'GET', `reports?template=${id}`)).body
    expect([list.total, list.items[0].sent, list.items[0].read]).toEqual([1, 2, 0])
    expect(written.flatMap(({ body }) => body.ids)).toContain(list.items[0].id)
    const report = (await send('wang', 'GET', `reports/${list.items[0].id}`)).body
    const preview = (await send('wang', 'POST', 'report-previews', { template: template({ seats: [] }) })).body
    expect(report.content).toEqual(preview)
    const inbox = (await send('zhang', 'GET', 'inbox')).body.items.find(
      ({ kind }: { kind: string }) => kind === 'report.sent',
    )
    expect([inbox.title, inbox.link]).toEqual([expect.stringMatching(/^企业月报（广饶县，/), `/reports/${report.id}`])
    // The town reads what was sent to it, and nothing else of the county's.
    expect((await send('zhang', 'GET', `reports/${report.id}`)).body.content.gridName).toBe('广饶县')
    expect((await send('zhang', 'GET', `report-templates/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', `reports/${report.id}`)).status).toBe(404)
    expect((await send('li', 'GET', `reports/${report.id}`)).status).toBe(404)
    expect((await send('zhao', 'GET', `reports/${report.id}`)).status).toBe(403)
    await send('zhang', 'POST', `inbox/${inbox.id}/read`)
    const { deliveries, read } = (await send('wang', 'GET', `reports/${report.id}`)).body
    expect([read, deliveries.filter(({ readAt }: { readAt: string | null }) => readAt !== null)]).toEqual([
      1,
      [expect.objectContaining({ seat: 'town_officer' })],
    ])
  })

  test('comes as PDF and Word with bars', async () => {
    const [{ id: report }] = (await send('wang', 'GET', `reports?template=${id}`)).body.items
    const token = await house.token('wang')
    const get = (kind: string) =>
      house.app.inject({
        method: 'GET',
        url: `/api/v1/reports/${report}/${kind}`,
        headers: { authorization: `Bearer ${token}` },
      })
    const [pdf, word] = [await get('pdf'), await get('word')]
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 4).toString(), word.statusCode]).toEqual([200, '%PDF', 200])
    const bars = reportPaper(
      { ...(await send('wang', 'POST', 'report-previews', { template: template({ seats: [] }) })).body },
      '测试',
    )
    const many = {
      ...bars,
      pieces: [
        ...bars.pieces,
        {
          p: 'bars' as const,
          title: '企业数按网格（家）',
          rows: [
            { label: '大王镇', share: 1, words: '12' },
            { label: '稻庄镇', share: 0.25, words: '3' },
            { label: '李鹊镇', share: 0, words: '0' },
          ],
        },
      ],
    }
    const printed = await printCircular(press, many)
    const doc = getDocument({ data: new Uint8Array(printed), verbosity: 0 })
    const page = await (await doc.promise).getPage(1)
    const words = (await page.getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
    expect(words).toMatch(/企业数按网格.*大王镇.*12.*稻庄镇/)
    await doc.destroy()
    expect((await writeWord(many, '草稿')).length).toBeGreaterThan(2000)
  })

  test('is a new version when it is changed; who changed it meanwhile is named; a retired one writes no more', async () => {
    const put = (version: number) =>
      send('wang', 'PUT', `report-templates/${id}`, template({ title: '企业月报（新）', seats: [] }), {
        'if-match': `"${version}"`,
      })
    expect((await put(1)).status).toBe(200)
    const stale = await put(1)
    expect([stale.status, stale.body.detail]).toEqual([409, expect.stringContaining('王县监')])
    const { version, versions, written } = (await send('wang', 'GET', `report-templates/${id}`)).body
    expect([version, versions.length, written]).toEqual([2, 2, 1])
    const again = await send('wang', 'POST', `report-templates/${id}/write`)
    expect(again.body.ids).toHaveLength(1)
    expect((await send('wang', 'GET', `reports?template=${id}`)).body.total).toBe(2)
    await send('wang', 'POST', `report-templates/${id}/retire`)
    expect((await send('wang', 'POST', `report-templates/${id}/write`)).status).toBe(409)
  })

  test('the worker writes what is due for each grid below, once among two workers, and nothing that was due before it was asked', async () => {
    const below = {
      title: '各镇周报',
      gridRule: 'below',
      periodRule: 'days',
      days: 7,
      seats: [seats.town, seats.county],
    }
    const { body } = await send(
      ...(['wang', 'POST', 'report-templates'] as const),
      template({ ...below, rhythm: 'weekly', onDay: weekday(TODAY) || 7 }),
    )
    // A worker that dies while it tells the seats has written nothing, and the next one writes it whole.
    await asOwner(
      house.ownerUrl,
      `create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
       create trigger die before insert on report_delivery for each row execute function die()`,
    )
    await expect(writeDue(reportSources, house.db, TODAY)).rejects.toThrow('could not be written')
    expect((await send('wang', 'GET', `reports?template=${body.id}`)).body.total).toBe(0)
    await asOwner(house.ownerUrl, 'drop trigger die on report_delivery; drop function die')
    const both = await Promise.all([writeDue(reportSources, house.db, TODAY), writeDue(reportSources, house.db, TODAY)])
    const list = (await send('wang', 'GET', `reports?template=${body.id}`)).body
    expect([both[0] + both[1], list.total, list.items[0].gridName, list.items[0].sent]).toEqual([1, 1, '大码头镇', 2])
    expect(await writeDue(reportSources, house.db, TODAY)).toBe(0)
    const early = await send(
      'wang',
      'POST',
      'report-templates',
      template({ ...below, seats: [], rhythm: 'weekly', onDay: weekday(addDays(TODAY, -1)) || 7 }),
    )
    expect(await writeDue(reportSources, house.db, TODAY)).toBe(0)
    expect((await send('wang', 'GET', `report-templates/${early.body.id}`)).body.nextOn).toBe(addDays(TODAY, 6))
  })

  test('days are counted as people say them', () => {
    expect(coveredBy('month', null, '2026-03-05')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(coveredBy('quarter', null, '2026-05-05')).toEqual({ from: '2026-01-01', to: '2026-03-31' })
    expect(coveredBy('year', null, '2026-01-01')).toEqual({ from: '2025-01-01', to: '2025-12-31' })
    expect(coveredBy('days', 7, '2026-03-08')).toEqual({ from: '2026-03-01', to: '2026-03-07' })
    // 2026-11-23 is a Monday.
    expect([1, 2, 7].map((day) => lastDue('weekly', day, '2026-11-23'))).toEqual([
      '2026-11-23',
      '2026-11-17',
      '2026-11-22',
    ])
    expect([5, 28].map((day) => lastDue('monthly', day, '2026-11-23'))).toEqual(['2026-11-05', '2026-10-28'])
  })
})
