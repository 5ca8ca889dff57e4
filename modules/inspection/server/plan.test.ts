import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'

const YEAR = today().slice(0, 4)
let house: House
let works: string
let mill: string
let lijin: string

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })).body.id
  works = await made('广饶恒沣化工有限公司', PLACES.village)
  mill = await made('大码头盛源木业', PLACES.village)
  lijin = await made('利津远海化工', PLACES.lijinVillage)
  await asOwner(house.ownerUrl, `update enterprise set risk_level = '1' where id = $1`, [works])
})
afterAll(() => house.close())

const content = {
  name: `广饶县 ${YEAR} 年执法检查计划`,
  officers: 2,
  otherDays: 480,
  daysPerVisit: 1,
  cap: 1,
  basis: '安全生产法第六十二条',
}
const draft = (login: Login = 'wang', more: object = {}, gridCode: string = PLACES.guangrao) =>
  send(login, 'POST', '/inspection-plans', {
    gridCode,
    input: { kind: 'annual', fromMonth: `${YEAR}-01`, toMonth: `${YEAR}-12`, ...content, ...more },
  })
const line = (objectId: string, month = `${YEAR}-03`, more: object = {}) => ({
  objectId,
  month,
  class: 'key',
  reason: '红色风险',
  ...more,
})

/** Does an act on a plan as somebody. */
async function act(login: Login, id: string, name: string, input: object) {
  const { acts } = (await send('zhou', 'GET', `/inspection-plans/${id}`)).body
  return send(login, 'POST', `/inspection-plans/${id}/${name}`, { input, version: acts })
}
const text = { text: '请审定' }

describe('a plan of a county', () => {
  let id: string

  test('says how many inspections its people have time for, and proposes enterprises with reasons, the red one first', async () => {
    const made = await draft()
    expect(made.status).toBe(201)
    id = made.body.id
    const { facts } = (await send('wang', 'GET', `/inspection-plans/${id}`)).body
    expect([facts.workload.available, facts.workload.supervision]).toEqual([
      facts.workload.workdays * 2,
      facts.workload.workdays * 2 - 480,
    ])
    const { items, total } = (await send('wang', 'GET', `/inspection-plans/${id}/proposals`)).body
    expect([total, items[0].name, items[0].grade, items[0].class]).toEqual([2, '广饶恒沣化工有限公司', 'D', 'key'])
    expect(items[0].reasons).toContain('红色风险，D 级每年 4 次')
    expect(JSON.stringify(items)).not.toContain('利津')
  })

  test.each([
    ['an enterprise of another county', () => [line(lijin)], '不在本辖区'],
    ['a month outside', () => [line(works, '2020-01')], '不在计划的月份里'],
    ['the same month twice', () => [line(works), line(works)], '排了两次'],
    ['more than the cap', () => [line(works), line(works, `${YEAR}-04`)], '超过每年 1 次的上限'],
    ['nobody', () => [], '至少排一家'],
  ])('does not take %s', async (_what, lines, sentence) => {
    const refused = await act('wang', id, 'arrange', { lines: lines() })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(sentence)])
  })

  test('takes more than the cap with a reason the rules know', async () => {
    const done = await act('wang', id, 'arrange', {
      lines: [line(works), line(works, `${YEAR}-04`, { beyond: 'clue' }), line(mill)],
    })
    expect([done.status, (await send('wang', 'GET', `/inspection-plans/${id}/lines`)).body.total]).toEqual([200, 3])
  })

  test('does not take more than its people have time for', async () => {
    // What is left after everything else is one visit, however many working days the year has.
    const { workload } = (await send('wang', 'GET', `/inspection-plans/${id}`)).body.facts
    await act('wang', id, 'revise', { ...content, otherDays: workload.available - 2 })
    const { facts } = (await send('wang', 'GET', `/inspection-plans/${id}`)).body
    const lines = [
      line(works),
      line(mill),
      ...Array.from({ length: 12 }, (_, at) =>
        line(mill, `${YEAR}-${String(at + 1).padStart(2, '0')}`, { beyond: 'special' }),
      ),
    ].filter(
      (one, at, all) => all.findIndex((other) => other.objectId === one.objectId && other.month === one.month) === at,
    )
    const refused = await act('wang', id, 'arrange', { lines })
    expect([facts.workload.visits < lines.length, refused.status, refused.body.type]).toEqual([
      true,
      422,
      '/problems/inspection/over-workload',
    ])
    await act('wang', id, 'revise', content)
  })

  test('is approved above or by the leader, never by whoever made it; a change is a new version that is approved again', async () => {
    expect((await act('wang', id, 'submit', text)).status).toBe(200)
    expect((await act('wang', id, 'approve', text)).status).toBe(403)
    expect((await act('lin', id, 'submit', text)).status).toBe(404)
    expect((await act('chen', id, 'approve', { text: '同意，东应急发 3 号' })).status).toBe(200)
    const changed = await act('wang', id, 'change', { lines: [line(works, `${YEAR}-06`)], why: '木业停产' })
    expect([changed.status, changed.body.state]).toEqual([200, 'reviewing'])
    const { facts } = (await send('zhou', 'GET', `/inspection-plans/${id}`)).body
    expect([facts.version, facts.lines, facts.approvedOn]).toEqual([2, 1, null])
    expect((await act('zhou', id, 'approve', text)).status).toBe(200)
    expect((await send('chen', 'GET', `/inspection-plans?kind=annual&year=${YEAR}`)).body.total).toBe(1)
    expect((await send('lin', 'GET', '/inspection-plans')).body.total).toBe(0)
    for (const login of ['li', 'zhao'] as const)
      expect((await send(login, 'GET', `/inspection-plans/${id}/lines`)).status).toBe(403)
    expect((await send('lin', 'GET', `/inspection-plans/${id}/lines`)).status).toBe(404)
  })

  test('counts towards the cap of the next plan of the year, but not in the same month', async () => {
    const other = (await draft('wang', { kind: 'temporary', name: '危化专项' })).body.id
    expect((await act('wang', other, 'arrange', { lines: [line(works, `${YEAR}-09`)] })).body.type).toBe(
      '/problems/inspection/over-cap',
    )
    expect((await act('wang', other, 'arrange', { lines: [line(works, `${YEAR}-06`)] })).status).toBe(200)
  })
})

test('an office makes plans of its own only, with months the right way round', async () => {
  expect((await draft('zhou')).body.type).toBe('/problems/inspection/not-your-office')
  const refuse = async (more: object) => (await draft('wang', more)).body.errors[0].message
  expect(await refuse({ fromMonth: `${YEAR}-05`, toMonth: `${YEAR}-04` })).toContain('不能早于')
  expect(await refuse({ kind: 'monthly' })).toBe('月度计划只有一个月')
  expect(await refuse({ otherDays: 5000 })).toContain('没有监督检查的工作日')
})
