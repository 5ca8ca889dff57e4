import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyAudit } from '#kernel/audit/audit.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { judgeReadings } from '#modules/monitoring/server/watcher.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { compose, DEMO_PASSWORD } from '../compose.ts'
import { demoAccounts } from './accounts.ts'
import { loadDemo } from './load.ts'

/** A Sunday: what offices do has to fall on the Friday before and earlier. The clock stands there, whatever day the test is run on. */
const DAY = '2026-11-22'
const MORNING = '2026-11-22T02:30:00.000Z'
const FRIDAY_EVENING = '2026-11-20T10:00:00.000Z'

let database: TestDatabase
let app: FastifyInstance
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(MORNING) })
  database = await testDatabase()
  await loadDemo(database.db, DEMO_PASSWORD, DAY, () => {})
  app = await compose({ db: database.db, demo: 'dongying', logLevel: 'silent', perMinute: 100_000 })
}, 900_000)
afterAll(async () => {
  await app.close()
  await database.drop()
  vi.useRealTimers()
})

async function as(login: string) {
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { account: login, password: DEMO_PASSWORD },
  })
  expect([login, signedIn.statusCode]).toEqual([login, 201])
  return async (url: string) =>
    (await app.inject({ url, headers: { authorization: `Bearer ${signedIn.json().token}` } })).json()
}

test('carries a half year of hazards with whole lives: sealed, most closed, some late, three under supervision by name', async () => {
  const get = await as('city-officer')
  const figures = await get('/api/v1/hazard-figures?by=source')
  const bySource = Object.fromEntries(
    figures.items.map(({ key, found }: { key: string; found: number }) => [key, found]),
  )
  expect(bySource.government_inspection).toBe(9804)
  expect(Object.values(bySource).reduce((sum: number, n) => sum + Number(n), 0)).toBe(30_806 + 9804)
  const states = await get('/api/v1/hazards/figures?by=state')
  const closed = states.items.find(({ key }: { key: string }) => key === 'closed').total
  expect(closed / states.total).toBeGreaterThan(0.9)
  expect((await get('/api/v1/hazards?listed=true')).total).toBe(3)
  const late = (await get('/api/v1/hazards?late=true')).total
  expect(late).toBeGreaterThan(100)
  expect(late).toBeLessThan(800)
  expect(await database.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  const own = await as('enterprise')
  expect((await own('/api/v1/cases')).total).toBeGreaterThan(2)
  expect((await own('/api/v1/hazards')).total).toBeLessThan(200)
  for (const login of ['damatou-officer', 'guangrao-officer'])
    expect([login, (await (await as(login))('/api/v1/cases?box=late')).total]).toEqual([login, expect.any(Number)])
  const town = await (await as('damatou-officer'))('/api/v1/cases')
  expect(town.total).toBeGreaterThan(0)
})

test('watches twelve vehicles and twenty gateways, and the worker finds what happened in the last two hours', async () => {
  const get = await as('city-officer')
  expect((await get('/api/v1/vehicles')).total).toBe(12)
  expect((await get('/api/v1/monitor-points/summary')).total).toBe(160)
  const settings: SettingsReader = { get: ({ fallback }) => fallback }
  while (await judgeReadings(database.db, settings));
  const alarms = (await get('/api/v1/alarms')).items as { facts: { kind: string; clearedAt: string | null } }[]
  const kinds = alarms.map(({ facts: { kind, clearedAt } }) => `${kind} ${clearedAt ? 'over' : 'stands'}`).sort()
  expect(kinds).toEqual(['high over', 'high over', 'high over', 'high stands', 'high-high over'])
})

test('carries a half year of events from village to county, most closed in time, and some that wait for each post', async () => {
  const get = await as('city-officer')
  const { items } = await get('/api/v1/event-figures?by=level')
  const sum = (key: string) => items.reduce((all: number, row: Record<string, number>) => all + (row[key] ?? 0), 0)
  expect(items.map(({ key }: { key: string }) => key)).toEqual(['D', 'T', 'V'])
  expect(sum('found')).toBeGreaterThan(590)
  expect(sum('inTime') / sum('closed')).toBeGreaterThan(0.8)
  expect(sum('closed') / sum('found')).toBeGreaterThan(0.9)
  const waits = async (login: string, state: string) => {
    const mine = await (await as(login))('/api/v1/cases?type=event&limit=100')
    return mine.items.filter((one: { type: string; state: string }) => one.type === 'event' && one.state === state)
      .length
  }
  expect(await waits('grid-officer', 'handled')).toBeGreaterThanOrEqual(2)
  expect(await waits('grid-officer', 'local')).toBe(2)
  expect(await waits('damatou-officer', 'reported')).toBeGreaterThanOrEqual(4)
  expect(await waits('damatou-officer', 'checked')).toBeGreaterThanOrEqual(1)
  expect(await waits('guangrao-officer', 'escalated')).toBeGreaterThanOrEqual(3)
  const copied = await (await as('damatou-officer'))('/api/v1/cases?box=copied')
  expect(copied.items.map(({ title }: { title: string }) => title)).toContainEqual(expect.stringMatching(/^管道泄漏/))
})

test('carries tasks on four levels: feedback late and given, points given, missing and lowered, words kept', async () => {
  const city = await as('city-officer')
  const county = await as('guangrao-officer')
  expect((await city('/api/v1/tasks?feedback=late')).total).toBeGreaterThanOrEqual(3)
  expect((await county('/api/v1/tasks?feedback=late')).total).toBeGreaterThanOrEqual(1)
  const running = (await city('/api/v1/task-timeline')).items as { id: string; title: string }[]
  const winter = running.find(({ title }) => title === '涉重大危险源企业冬季专项检查')
  const tree = (await city(`/api/v1/tasks/${winter?.id}/tree`)).items as { gridCode: string }[]
  const levels = Map.groupBy(tree, ({ gridCode }) => gridCode.length)
  expect([...levels.keys()]).toEqual([4, 6, 9, 12])
  expect([levels.get(6)?.length, levels.get(9)?.length]).toEqual([7, 3])
  const own = (await (await as('damatou-officer'))('/api/v1/task-timeline')).items
  expect(own.map(({ title }: { title: string }) => title)).toContain(winter?.title)
  const board = await city('/api/v1/task-assessment?year=2026')
  const points = board.items.map((item: { gridCode: string; sum: number | null }) => [item.gridCode, item.sum])
  expect(Object.fromEntries(points)).toMatchObject({ 370502: 98, 370505: 84, 370522: 77, 370572: null })
  const towns = await county('/api/v1/task-assessment?year=2026')
  // Two had points for earlier tasks; the order that came of a finding gave 95 to the towns that were drawn.
  const averages: (number | null)[] = towns.items.map(({ average }: { average: number | null }) => average)
  expect(averages.filter((one) => one !== null && one !== 95).length).toBe(2)
  expect(averages.filter((one) => one === 95).length).toBeGreaterThanOrEqual(3)
  const names = (await county('/api/v1/task-templates')).items.map(({ name }: { name: string }) => name)
  expect(names).toEqual(['重大危险源季度检查', '节前排查（烟花爆竹）'])
  const told = (await county('/api/v1/inbox?limit=100')).items.map(({ title }: { title: string }) => title)
  expect(told).toContainEqual(expect.stringMatching(/没有按时反馈任务「涉重大危险源企业冬季专项检查」$/))
})

test('carries oversight of counties and towns: most ended, some found again, two with the county, one back at the city', async () => {
  const get = await as('city-officer')
  expect((await get('/api/v1/oversight?open=false')).total).toBe(27)
  expect((await get('/api/v1/oversight?state=closed')).total).toBe(22)
  const mine = async (login: string) =>
    (await (await as(login))('/api/v1/cases?type=oversight&limit=100')).items
      .filter(({ type }: { type: string }) => type === 'oversight')
      .map(({ state }: { state: string }) => state)
      .sort()
  expect(await mine('guangrao-officer')).toEqual(['findings', 'findings'])
  expect(await mine('city-officer')).toEqual(['planned', 'replied'])
  expect(await mine('damatou-officer')).toEqual(['findings'])
  const found = async (query: string) => (await get(`/api/v1/oversight-findings?${query}`)).total
  expect(await found('')).toBeGreaterThan(40)
  expect(await found('late=true')).toBeGreaterThanOrEqual(2)
  expect(await found('repeated=true')).toBeGreaterThan(0)
  expect(await found('left=true')).toBe(11)
})

test('has the documents of its visits: 2,409 records, 1,453 orders, 821 opinions; one waits for the signature of the enterprise', async () => {
  const county = await as('guangrao-officer')
  const of = async (query: string) => (await county(`/api/v1/legal-documents?${query}`)).total
  const city = await as('city-officer')
  const ofCity = async (key: string) => (await city(`/api/v1/legal-documents?key=${key}`)).total
  expect(await ofCity('inspection_record')).toBe(2409)
  expect(await ofCity('rectification_order')).toBe(1453)
  expect(await ofCity('reinspection_opinion')).toBe(821)
  expect(await of('state=draft')).toBe(2)
  // An order of the last visits, and the decisions of two penalties that wait for their service.
  expect(await of('served=no')).toBe(3)
  expect(await of('served=yes&received=no')).toBe(1)
  const own = await (await as('enterprise'))('/api/v1/legal-documents')
  expect(own.items.map(({ name }: { name: string }) => name).slice(0, 2)).toEqual([
    '责令限期整改指令书',
    '现场检查记录',
  ])
  // An order has the number of the record of its case.
  const [order, record] = own.items.map(({ number }: { number: string }) => number.replace(/^.*〔/, ''))
  expect([own.items[0].caseId, order]).toEqual([own.items[1].caseId, record])
  const numbers = await county(`/api/v1/legal-numbers?word=应急检记&year=${own.items[0].issuedOn.slice(0, 4)}`)
  expect(numbers.items.map(({ n }: { n: number }) => n)).toEqual(numbers.items.map((_: unknown, at: number) => at + 1))
})

test('carries 4,000 risk points by the trades of the city, 60 of them red, with measures; some are overdue, some failed', async () => {
  const get = await as('city-officer')
  const figures = await get('/api/v1/risk-points/summary')
  expect(figures).toMatchObject({ total: 4000, byLevel: { 1: 60 } })
  expect(figures.byLevel[2] + figures.byLevel[3] + figures.byLevel[4]).toBe(3940)
  expect(Math.min(figures.byLevel[2], figures.byLevel[3], figures.byLevel[4])).toBeGreaterThan(200)
  for (const some of ['reviewOverdue', 'reassess', 'controlsFailed', 'controlsDue'] as const)
    expect([some, figures[some] > 0, figures[some] < 800]).toEqual([some, true, true])
  expect((await get('/api/v1/risk-points?located=false')).total).toBeLessThan(40)
  const regions = (await get('/api/v1/risk-regions?grid=3705')).items
  expect(
    regions.every(({ enterprises, level }: { enterprises: number; level: number | null }) => enterprises > 0 && level),
  ).toBe(true)
  expect(new Set(regions.map(({ level }: { level: number }) => level)).size).toBeGreaterThan(1)
  const own = await (await as('enterprise'))('/api/v1/risk-points')
  expect(own.total).toBe(12)
  expect(own.items.map(({ level }: { level: number }) => level)).toContain(1)
  expect(own.items.filter(({ reassessSince }: { reassessSince: string | null }) => reassessSince)).toHaveLength(1)
  expect(own.items.some(({ opinionOpen }: { opinionOpen: boolean }) => opinionOpen)).toBe(true)
  const [named] = own.items.filter(({ failures }: { failures: number }) => failures > 1)
  expect((await get(`/api/v1/hazards?riskPointId=${named.id}`)).total).toBeGreaterThan(1)
  expect((await (await as('damatou-officer'))('/api/v1/risk-points?opinion=open')).total).toBeGreaterThan(0)
})

test('carries a half year of patrols, and each post finds what it has to visit, some of it too long ago', async () => {
  const city = await as('city-officer')
  const all = (await city('/api/v1/patrols')).total
  expect(all).toBeGreaterThan(2500)
  const marked = (await city('/api/v1/patrols?flag=any')).total
  expect(marked / all).toBeGreaterThan(0.03)
  expect(marked / all).toBeLessThan(0.3)
  for (const login of ['grid-officer', 'damatou-officer', 'guangrao-officer']) {
    const due = await (await as(login))('/api/v1/patrol-due')
    expect([login, due.overdue > 0, due.overdue < due.objects]).toEqual([login, true, true])
  }
  const grid = await as('grid-officer')
  const [last] = (await grid('/api/v1/patrols?mine=true&limit=1')).items
  const visit = await grid(`/api/v1/patrols/${last.id}`)
  expect(visit.checks.find(({ follow }: { follow: string }) => follow === 'event').link).toMatch(/^[/]events[/]/)
  const [county] = (await city('/api/v1/patrol-coverage?grid=370523')).items
  expect(county.visited).toBeGreaterThan(0)
})

test('carries records of devices whose grades grew out of places and times, in every county and for every post that looks', async () => {
  for (const login of ['city-leader', 'guangrao-officer', 'damatou-officer', 'grid-officer']) {
    const { total, items } = await (await as(login))('/api/v1/field-records/figures?from=2016-01-01')
    expect([login, total.onSite > total.delayed, total.delayed > 0, total.backFilled > 0]).toEqual([
      login,
      true,
      true,
      true,
    ])
    expect([login, items.length > 1 || login === 'grid-officer']).toEqual([login, true])
  }
  const city = await as('city-leader')
  const reasons = (await city('/api/v1/field-records?grade=delayed&limit=200')).items.flatMap(
    (one: { reasons: string[] }) => one.reasons,
  )
  expect(reasons.join()).toMatch(/记下 \d+ (小时|天) 后才送到/)
  expect(reasons.join()).toMatch(/校时以后重开过应用/)
  expect(reasons.join()).not.toMatch(/接不上|没有平台校时/)
  const written = (await city('/api/v1/field-records?grade=back-filled&limit=200')).items
  expect(written.some((one: { reasons: string[] }) => one.reasons.join().includes('补录：'))).toBe(true)
  const grid = await as('grid-officer')
  const visits = (await grid('/api/v1/patrols?mine=true&limit=50')).items
  expect(visits.some((one: { grades: object | null }) => one.grades)).toBe(true)
})

test('carries half a year of self-checks that agree with the hazards they found, and one due on the day', async () => {
  const get = await as('city-officer')
  const { total } = await get('/api/v1/self-checks?limit=1')
  expect(total).toBeGreaterThan(4500)
  expect(total).toBeLessThan(5800)
  const figures = await get('/api/v1/self-check-figures')
  expect(figures.total).toBeGreaterThan(2000)
  for (const some of ['missing', 'partial', 'complete', 'waiting', 'doubtful'] as const)
    expect([some, figures[some] > 3, figures[some] < 400]).toEqual([some, true, true])
  const links = await database.db.system(async (_tx, client) =>
    client.query(
      `select count(*)::int as n, count(*) filter (where h.object_id = a.object_id and h.item_code = a.item_code and h.self_found
         and h.found_on between c.from_on and c.due_on)::int as agree
       from self_check_answer a join self_check c on c.id = a.check_id join hazard h on h.id = a.hazard_id where a.answer = 'bad'`,
    ),
  )
  expect(links.rows[0].n).toBeGreaterThan(500)
  expect(links.rows[0].agree).toBe(links.rows[0].n)
  const own = await as('enterprise')
  const due = (await own('/api/v1/self-checks?state=due')).items
  expect(due.some(({ dueOn }: { dueOn: string }) => dueOn === DAY)).toBe(true)
  expect((await own('/api/v1/inbox?limit=100')).items.map(({ title }: { title: string }) => title)).toContain(
    '「危化装置每日自查」今天到期，还没有完成',
  )
})

test('the demo city has the figures of the reference city, area by area and industry by industry', async () => {
  const get = await as('city-officer')
  const children = await get('/api/v1/grids/370500/children')
  const byName = Object.fromEntries(
    children.items.map((node: { code: string; enterpriseCount: number }) => [node.code, node.enterpriseCount]),
  )
  expect(byName).toEqual({ 370502: 329, 370503: 297, 370505: 358, 370522: 251, 370523: 911, 370571: 161, 370572: 52 })
  const zones = children.items.filter(({ kind }: { kind: string }) => kind === 'zone')
  expect(zones.map(({ name }: { name: string }) => name)).toEqual(['东营经济开发区', '东营港经济开发区'])
  const summary = await get('/api/v1/enterprises/summary')
  expect(summary).toMatchObject({
    total: 2359,
    majorHazard: 235,
    installations: 310,
    byClass: { industry_trade: 959, hazchem: 986, fireworks: 128, non_coal_mine: 134, other: 159 },
    inTwoClasses: 7,
  })
  expect(summary.fresh + summary.stale).toBe(2359)
  const recent = await database.db.pool
    .query('reset role')
    .then(() =>
      database.db.system(async (_tx, client) =>
        client.query(
          `select left(grid_code, 6) as code, count(*)::int as n from enterprise where created_at >= '2026-04-07' group by 1 order by 1`,
        ),
      ),
    )
  expect(Object.fromEntries(recent.rows.map(({ code, n }) => [code, n]))).toEqual({
    370502: 47,
    370503: 8,
    370505: 8,
    370522: 19,
    370523: 1,
    370571: 5,
    370572: 1,
  })
})

test('every demo account signs in and sees its own part of the city only', async () => {
  const totals: Record<string, number> = {}
  for (const { login } of demoAccounts) totals[login] = (await (await as(login))('/api/v1/enterprises?limit=1')).total
  expect(totals).toMatchObject({
    'city-admin': 2359,
    'city-leader': 2359,
    'city-officer': 2359,
    'guangrao-officer': 911,
    'guangrao-leader': 911,
    enterprise: 1,
  })
  expect(totals['damatou-officer']).toBeGreaterThan(10)
  expect(totals['damatou-officer']).toBeLessThan(911)
})

test('every code and point of the demo city holds, and each enterprise lies inside its grid', async () => {
  const get = await as('city-admin')
  const proof = await get('/api/v1/grids/3705/coverage?limit=1')
  expect(proof.byFault).toMatchObject({ overlap: expect.any(Number), empty_post: expect.any(Number) })
  expect(proof.byFault.overlap).toBeGreaterThan(0)
  const page = await get('/api/v1/enterprises?limit=50')
  const { checkUscc } = await import('#standards/code/uscc.ts')
  for (const item of page.items) expect([item.name, checkUscc(item.creditCode).valid]).toEqual([item.name, true])
})

test('every town has its school, and each kind of group company stands there with what belongs to it', async () => {
  const get = await as('city-officer')
  const towns = await get('/api/v1/grids/370523')
  const schools = await get('/api/v1/supervised-places?grid=370523&kind=school')
  expect(schools.total).toBe(towns.childCount)
  expect(
    schools.items.every(({ lng, gridCode }: { lng: number | null; gridCode: string }) => lng && gridCode.length === 12),
  ).toBe(true)
  const { items } = await get('/api/v1/responsibility-nodes')
  const kinds = items.filter(({ depth }: { depth: number }) => depth === 0).map(({ kind }: { kind: string }) => kind)
  expect(kinds.sort()).toEqual(['central', 'city_direct', 'province'])
  expect(items.length).toBe(12)
})

/** A line of the inbox as the desk shows it. */
interface Line {
  title: string
  link: string | null
  needsAction: boolean
  read: boolean
  done: boolean
  createdAt: string
}

/** What the page behind an address of the console asks the platform for. */
function behind(link: string): string {
  const [path = '', query = ''] = link.split('?')
  if (path === '/' || path === '/map') return '/api/v1/me'
  if (/^\/grids\/\d+$/.test(path) && query === 'view=coverage') return `/api/v1${path}/coverage`
  if (/^\/grids\/\d+\/boundaries$/.test(path)) return `/api/v1${path.replace('/boundaries', '/quality')}`
  if (/^\/self-checks\/[\w-]+$/.test(path)) return `/api/v1${path}`
  if (/^\/risks(\/[\w-]+)?$/.test(path)) return `/api/v1${path.replace('risks', 'risk-points')}?${query}`
  if (
    /^\/(enterprises|enterprise-(changes|imports|doubles)|hazards|tasks|events|alarms|vehicles|grid-plans|legal-documents|reports)(\/[\w-]+)?$/.test(
      path,
    ) ||
    /^\/archive-(volumes|loans)(\/[\w-]+)?$/.test(path)
  )
    return `/api/v1${path}?${query.replace(/view=\w+/, '')}`
  if (/^\/insight\/[\w-]+$/.test(path)) return `/api/v1${path.replace('insight', 'insight-findings')}`
  throw new Error(`no page for ${link}`)
}

test('every account finds messages of the last days, read and unread, and every one of them opens', async () => {
  for (const { login } of demoAccounts) {
    const get = await as(login)
    const inbox: { items: Line[]; unread: number } = await get('/api/v1/inbox?limit=100')
    expect([login, inbox.items.length >= 3]).toEqual([login, true])
    expect([login, inbox.unread > 0, inbox.unread < inbox.items.length]).toEqual([login, true, true])
    for (const { title, link } of inbox.items) {
      const answer = await get(behind(link ?? ''))
      expect([login, title, answer.status ?? 200]).toEqual([login, title, 200])
    }
    const titles = inbox.items.map(({ title, createdAt }) => `${title} ${createdAt}`)
    expect(new Set(titles).size).toBe(titles.length)
  }
})

test('every account that decides has something to decide, and what is asked of it still waits', async () => {
  for (const login of ['city-admin', 'city-officer', 'guangrao-officer', 'damatou-officer']) {
    const get = await as(login)
    const changes = await get('/api/v1/enterprise-changes?limit=100')
    expect([login, changes.total >= 3]).toEqual([login, true])
    const asked: { items: Line[] } = await get('/api/v1/inbox?limit=100')
    const open = asked.items.filter(({ needsAction, done }) => needsAction && !done).length
    const cases = await get('/api/v1/cases')
    expect([login, open <= changes.total + cases.total]).toEqual([login, true])
  }
  for (const login of ['city-admin', 'city-officer', 'guangrao-officer', 'damatou-officer', 'grid-officer'])
    expect([login, (await (await as(login))('/api/v1/enterprise-contradictions')).total > 1]).toEqual([login, true])
  const { items } = await (await as('guangrao-officer'))('/api/v1/handovers?open=yes')
  expect(
    items.flatMap(({ items: things }: { items: { mayAccept: boolean }[] }) => things.map((one) => one.mayAccept)),
  ).toContain(true)
  const own = await (await as('enterprise'))('/api/v1/enterprise-changes?state=returned')
  expect(own.total).toBe(1)
  const waiting = await (await as('enterprise'))('/api/v1/enterprise-changes')
  expect(waiting.total).toBe(1)
})

test('no two proposals are alike', async () => {
  const get = await as('city-officer')
  const pages = await Promise.all(
    ['submitted', 'approved', 'returned'].map((state) => get(`/api/v1/enterprise-changes?state=${state}&limit=100`)),
  )
  const proposals = pages.flatMap(
    ({ items }) => items as { changes: { field: string; after: unknown }[]; enterpriseId: string }[],
  )
  const texts = proposals.map(({ changes, enterpriseId }) => JSON.stringify([enterpriseId, changes]))
  expect(proposals.length).toBeGreaterThan(20)
  expect(new Set(texts).size).toBe(texts.length)
  expect(pages.map(({ total }) => total > 0)).toEqual([true, true, true])
})

test('imports wait with rows to correct, rows to decide and columns to name, and one was written', async () => {
  const { items } = await (await as('city-officer'))('/api/v1/enterprise-imports')
  const states = items.map(({ state }: { state: string }) => state).sort()
  expect(states).toEqual(['checked', 'done', 'mapping'])
  const checked = items.find(({ state }: { state: string }) => state === 'checked')
  expect(checked.counts).toMatchObject({ wrong: 4, doubtful: expect.any(Number) })
  expect(checked.counts.doubtful).toBeGreaterThan(0)
})

test('last night the search for doubles found those planted', async () => {
  const city = await (await as('city-officer'))('/api/v1/enterprise-doubles')
  expect(city.items.length).toBeGreaterThanOrEqual(6)
  const town = await (await as('damatou-officer'))('/api/v1/enterprise-doubles')
  expect(town.items.length).toBe(2)
})

test('offices acted on working days up to the last one, and nothing has happened after the day', async () => {
  const get = await as('city-officer')
  const pages = await Promise.all(
    ['submitted', 'approved', 'returned'].map((state) => get(`/api/v1/enterprise-changes?state=${state}&limit=100`)),
  )
  const rows = pages.flatMap(({ items }) => items as { submittedAt: string; decidedAt: string | null }[])
  const imports = (await get('/api/v1/enterprise-imports')).items as { createdAt: string }[]
  const moments = [
    ...rows.flatMap(({ submittedAt, decidedAt }) => [submittedAt, decidedAt ?? submittedAt]),
    ...imports.map(({ createdAt }) => createdAt),
  ]
  const local = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
  expect(moments.filter((at) => !isWorkday(local(at)) || at > FRIDAY_EVENING)).toEqual([])
  expect(moments.some((at) => local(at) === '2026-11-20')).toBe(true)
  const late = await database.db.system(async (_tx, client) =>
    client.query(`select action, at from audit_event where at > $1 and action not like 'identity.sign%'`, [
      FRIDAY_EVENING,
    ]),
  )
  expect(late.rows).toEqual([])
  const order = await database.db.system(async (_tx, client) =>
    client.query(
      'select seq from (select seq, at, lag(at) over (order by seq) as before from audit_event) e where at < before',
    ),
  )
  expect(order.rows).toEqual([])
  expect(await database.db.system((tx) => verifyAudit(tx))).toMatchObject({ ok: true })
})

test('each body stands once, bears one name everywhere, and the posts of the city are posts of a city', async () => {
  const get = await as('city-admin')
  const seats: { title: string; role: string; gridCode: string; bodyName: string; bodyId: string }[] = (
    await get('/api/v1/seats?limit=200')
  ).items
  const names = new Map(seats.map(({ bodyId, bodyName }) => [bodyId, bodyName]))
  expect(new Set(names.values()).size).toBe(names.size)
  const city = seats.filter(({ gridCode }) => gridCode === '3705')
  expect([...new Set(city.map(({ bodyName }) => bodyName))]).toEqual(['东营市应急管理局'])
  expect(
    city.filter(({ title, role }) => /县|镇/.test(title) || !['city_admin', 'leader', 'city_officer'].includes(role)),
  ).toEqual([])
  const people: { name: string; seats: { bodyName: string }[] }[] = (
    await get(`/api/v1/people?limit=200&q=${encodeURIComponent('许文静')}`)
  ).items
  expect(people[0]?.seats[0]?.bodyName).toBe('广饶县应急管理局')
})

test('carries checks of the city and of a county: one put right, one closed when its campaign was over, a template of them', async () => {
  const [city, county, town] = [await as('city-officer'), await as('guangrao-officer'), await as('damatou-officer')]
  expect((await city('/api/v1/check-items?place=local&standing=all')).total).toBe(4)
  expect((await town('/api/v1/check-items?place=local')).total).toBe(3)
  expect((await county('/api/v1/check-items?standing=closed')).items.map(({ code }: { code: string }) => code)).toEqual(
    ['370523-GEN-PLC-001'],
  )
  expect((await city('/api/v1/check-items/370500-LIG-EQP-001')).versions).toHaveLength(2)
  expect((await town('/api/v1/check-templates/370523-T-001')).itemCodes).toHaveLength(6)
})

test('carries a plan of inspections for every county, approved, and one of the city that waits for its leader', async () => {
  const leader = await as('city-leader')
  const approved = await leader('/api/v1/inspection-plans?state=approved')
  expect(approved.total).toBeGreaterThan(4)
  const waiting = await leader('/api/v1/inspection-plans?state=reviewing')
  expect([waiting.total, waiting.items[0].facts.lines]).toEqual([1, 40])
  expect((await leader('/api/v1/cases')).items.map(({ id }: { id: string }) => id)).toContain(waiting.items[0].id)
  const county = await as('guangrao-officer')
  const [own] = (await county('/api/v1/inspection-plans?state=approved')).items
  const { items } = await county(`/api/v1/inspection-plans/${own.id}/lines`)
  expect([items.length, items.every(({ gridCode }: { gridCode: string }) => gridCode.startsWith('370523'))]).toEqual([
    60,
    true,
  ])
})

test('carries certificates of the officers of every office: one ended, one is held back, and some end soon', async () => {
  const [city, county] = [await as('city-admin'), await as('guangrao-officer')]
  const all = await city('/api/v1/officer-certificates?limit=200')
  expect([all.total > 60, all.unfit, all.expiring > 2]).toEqual([true, 2, true])
  const unfit = (await county('/api/v1/officer-certificates?standing=unfit')).items
  expect(unfit.map(({ standing }: { standing: string }) => standing).sort()).toEqual(['expired', 'suspended'])
  const [first] = (await county('/api/v1/officers')).items
  expect([first.gridCode, first.why]).toEqual(['370523', null])
})

test('carries measures in every state, and the enterprise of the demo account has one to get out of', async () => {
  const city = await as('city-leader')
  const { items, total } = await city('/api/v1/measures?limit=50')
  expect(total).toBe(18)
  expect(new Set(items.map(({ state }: { state: string }) => state))).toEqual(
    new Set(['proposed', 'urgent', 'approved', 'in_force', 'cut', 'ready', 'refused', 'lifted']),
  )
  expect((await city('/api/v1/measures?late=true&running=true')).total).toBe(1)
  const officer = await as('guangrao-officer')
  expect((await officer('/api/v1/measures?asked=true')).total).toBe(1)
  const head = await as('guangrao-leader')
  const [waiting] = (await head('/api/v1/measures?state=proposed')).items
  expect(waiting.holder).toMatchObject({ person: '胡雪梅' })
  const { openActs } = await head(`/api/v1/measures/${waiting.id}`)
  expect(openActs.map(({ act }: { act: string }) => act)).toContain('approve')
  const elsewhere = items.find(({ gridCode }: { gridCode: string }) => !gridCode.startsWith('370523'))
  expect((await head(`/api/v1/measures/${elsewhere.id}`)).status).toBe(404)
  const kinds = (await head('/api/v1/cases')).items.map(({ type }: { type: string }) => type)
  expect(kinds).toEqual(expect.arrayContaining(['measure', 'enforcement-case']))
  const own = (await (await as('enterprise'))('/api/v1/own-measures')).items
  expect(own).toMatchObject([{ stage: '执行中', typeTitle: '停止使用相关设施、设备' }])
})

test('carries cases of penalty in every state, most of them archived, each demo account with some of its own', async () => {
  const [city, county, enterprise] = [await as('city-officer'), await as('guangrao-officer'), await as('enterprise')]
  const { items, total } = await city('/api/v1/enforcement-cases/figures?by=state')
  const by = Object.fromEntries(items.map(({ key, total: n }: { key: string; total: number }) => [key, n]))
  expect([total, by.archived, Object.keys(by).length]).toEqual([65, 20, 18])
  expect((await county('/api/v1/enforcement-cases?late=true')).total).toBeGreaterThan(0)
  const [mine] = (await county('/api/v1/cases')).items.filter(
    ({ type }: { type: string }) => type === 'enforcement-case',
  )
  expect(mine.link).toMatch(/^\/enforcement-cases\//)
  const leading = (await (await as('city-leader'))('/api/v1/cases')).items
  expect(leading.filter(({ type }: { type: string }) => type === 'enforcement-case')).toHaveLength(2)
  const own = await enterprise('/api/v1/my-penalties')
  expect([own.total, own.items[0].stage]).toEqual([1, '已告知，可以陈述、申辩'])
  const published = await city('/api/v1/penalties')
  expect(published.total).toBeGreaterThan(30)
  const [paying] = (await city('/api/v1/enforcement-cases?state=performing&late=true')).items
  const standing = await city(`/api/v1/enforcement-cases/${paying.id}/standing`)
  expect([standing.trace.length > 4, standing.money.surcharge > 0]).toEqual([true, true])
  // The file of a case holds its papers, and its decision bears the number the case says.
  const [over] = (await city('/api/v1/enforcement-cases?state=archived')).items
  const { items: documents } = await city(`/api/v1/cases/${over.id}/documents`)
  // Two papers of one moment may stand either way round.
  const decision = (documents as { key: string; number: string }[]).find(({ key }) => key === 'penalty_decision.unit')
  expect(documents).toHaveLength(6)
  expect(documents[0].key).toBe('case_filing_approval')
  expect(over.facts.decisionNo).toBe(decision?.number)
})

test('carries the archive of the county: files bound and numbered, one lent, one asked for, one being put in order, some late', async () => {
  const [clerk, officer, leader] = [
    await as('guangrao-archivist'),
    await as('guangrao-officer'),
    await as('city-leader'),
  ]
  const { items, total } = await clerk('/api/v1/archive-volumes')
  const numbers = items.map(({ archiveNo }: { archiveNo: string }) => archiveNo).sort()
  expect([total, new Set(numbers).size]).toEqual([8, 8])
  // Some are of cases the city's own office handled in the county.
  expect(numbers.filter((one: string) => !/^X0(01|43)-WS·2026-D[13]0-BGS-000\d$/.test(one))).toEqual([])
  const one = await clerk(`/api/v1/archive-volumes/${items[0].id}`)
  expect([one.state, one.entries.length > 3, one.pages > 5]).toEqual(['bound', true, true])
  const waiting = await clerk('/api/v1/archive-waiting')
  expect([waiting.total > 500, waiting.late > 0, waiting.late < 20, waiting.items[0].late]).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect(waiting.items.filter(({ volumeId }: { volumeId: string | null }) => volumeId)).toHaveLength(1)
  const loans = (await officer('/api/v1/archive-loans')).items
  expect(loans.map(({ state }: { state: string }) => state)).toEqual(['asked', 'lent'])
  expect((await leader('/api/v1/archive-loans?state=asked')).total).toBe(1)
})

test('carries the 2,409 inspections of the half year by office, with their orders and reinspections, and work for each officer', async () => {
  const [city, county, town] = [await as('city-officer'), await as('guangrao-officer'), await as('damatou-officer')]
  const { items } = await city('/api/v1/inspection-figures')
  const figures = Object.fromEntries(items.map((one: { office: string; visited: number }) => [one.office, one.visited]))
  expect(figures).toEqual({
    3705: 158,
    370502: 310,
    370503: 222,
    370505: 374,
    370522: 383,
    370523: 865,
    370571: 60,
    370572: 37,
  })
  const sum = (key: string) => items.reduce((all: number, one: Record<string, number>) => all + (one[key] ?? 0), 0)
  expect([sum('visited'), sum('ordered'), sum('reinspected')]).toEqual([2409, 1453, 821])
  // Three more hazards the offices found stand under supervision by name and came of no visit of the half year.
  expect(sum('findings')).toBe(9801)
  expect((await city('/api/v1/inspections?result=ordered&open=false&limit=1')).total).toBe(1453)
  const mine = async (get: typeof city) =>
    (await get('/api/v1/cases?type=inspection&limit=100')).items
      .filter(({ type }: { type: string }) => type === 'inspection')
      .map(({ state }: { state: string }) => state)
  expect(await mine(county)).toEqual(expect.arrayContaining(['assigned', 'rectifying', 'reinspect_due']))
  expect((await county('/api/v1/inspections?state=assigned&late=true')).total).toBe(1)
  expect(await mine(town)).toContain('assigned')
  expect(await mine(city)).toContain('assigned')
  expect((await (await as('enterprise'))('/api/v1/own-inspections')).total).toBe(3)
  const [plan] = (await county('/api/v1/inspection-plans?state=approved')).items
  const months = (await county(`/api/v1/inspection-plans/${plan.id}/progress`)).items
  expect(months.reduce((all: number, one: { done: number }) => all + one.done, 0)).toBeGreaterThan(25)
})

test('the circular has the figures of the reference city, and says where parts and whole differ', async () => {
  const get = await as('city-officer')
  const circular = await get('/api/v1/circulars/current')
  expect([circular.gridName, circular.asOf, circular.from]).toEqual(['东营市', DAY, '2026-04-07'])
  type Told = { code: string; by: string; value: number; sum: number; parts: { key: string; value: number }[] }
  const lines: Told[] = circular.sections.flatMap(({ lines }: { lines: Told[] }) => lines)
  const line = (code: string, by: string) => lines.find((one) => one.code === code && one.by === by) as Told
  const partsOf = (code: string, by: string) =>
    Object.fromEntries(line(code, by).parts.map(({ key, value }) => [key, value]))
  const wholes = Object.fromEntries(lines.map(({ code, value }) => [code, value]))
  expect(wholes).toMatchObject({
    'enterprise.count': 2359,
    'enterprise.growth': 89,
    'enterprise.with-installation': 235,
    'installation.count': 310,
    'inspection.visited': 2409,
    'legal_document.orders': 1453,
    'legal_document.opinions': 821,
    'hazard.office-found': 9804,
    'hazard.self-found': 30_806,
  })
  const areas = { 370502: 329, 370503: 297, 370505: 358, 370522: 251, 370523: 911, 370571: 161, 370572: 52 }
  expect(partsOf('enterprise.count', 'grid')).toEqual(areas)
  const grown = { 370502: 47, 370503: 8, 370505: 8, 370522: 19, 370523: 1, 370571: 5, 370572: 1 }
  expect(partsOf('enterprise.growth', 'grid')).toEqual(grown)
  const classes = { hazchem: 986, industry_trade: 959, other: 159, non_coal_mine: 134, fireworks: 128 }
  expect(partsOf('enterprise.count', 'class')).toEqual(classes)
  const offices = { 370502: 310, 370503: 222, 370505: 374, 370522: 383, 370523: 865, 370571: 60, 370572: 37, 3705: 158 }
  expect(partsOf('inspection.visited', 'office')).toEqual(offices)
  const levels = Object.values(partsOf('installation.count', 'level'))
  expect([levels.length, levels.reduce((all, one) => all + one, 0)]).toEqual([4, 310])
  const { rows, ...difference } = circular.differences[0]
  expect([difference, new Set(rows).size, circular.differences.length]).toEqual([
    { code: 'enterprise.count', name: '企业数', by: 'class', value: 2359, sum: 2366, difference: 7 },
    7,
    1,
  ])
})

test('every enterprise of the town has its plate; two were replaced, with the reason', async () => {
  const own = await as('enterprise')
  const me = await own('/api/v1/me')
  const { items } = await own(`/api/v1/enterprises/${me.objectId}/plates`)
  expect(items.map(({ voidReason }: { voidReason: string | null }) => voidReason)).toEqual([null, '遗失'])
  const town = await as('damatou-officer')
  const ids = (await town('/api/v1/enterprises?limit=200')).items.map(({ id }: { id: string }) => id)
  const plates = (await town(`/api/v1/plates?objects=${ids.join()}`)).items
  expect(plates.length).toBe(ids.length)
})
