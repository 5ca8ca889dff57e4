import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { openDueChecks } from './service/plan.ts'
import { remindOfChecks } from './service/remind.ts'

const TEMPLATE = 'T-HCP-SELF-D'
let house: House
let enterprise: string
let photo: string

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

async function upload(login: Login, objectId: string): Promise<string> {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${objectId}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  expect(reply.statusCode).toBe(201)
  return reply.json().id
}

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })).body.id
  enterprise = await made('广饶恒沣化工有限公司', PLACES.village)
  await made('大码头邻居塑料厂', PLACES.damatou)
  await made('利津远海化工', PLACES.lijinVillage)
  await house.giveFileTo(enterprise)
  photo = await upload('zhao', enterprise)
})
afterAll(() => house.close())

const plan = (more: object = {}) =>
  send('zhao', 'POST', '/self-check-plans', { template: TEMPLATE, rhythm: 'monthly', ...more })
const read = async (id: string, login: Login = 'zhao') => (await send(login, 'GET', `/self-checks/${id}`)).body
const openCheck = async () => (await send('zhao', 'GET', `/self-checks?state=due`)).body.items[0]
const answer = (id: string, item: string, given: string, login: Login = 'zhao') =>
  send(login, 'PUT', `/self-checks/${id}/items/${item}`, { answer: given })
const codesOf = async (id: string): Promise<string[]> => (await read(id)).list.map(({ code }: { code: string }) => code)

describe('a plan of an enterprise', () => {
  test('opens the first check at once, by a template of the library, in words for workers', async () => {
    const made = await plan()
    expect([made.status, made.body]).toEqual([
      201,
      expect.objectContaining({ templateName: '危化装置每日自查', rhythm: 'monthly', items: 20 }),
    ])
    const check = await openCheck()
    expect(check).toMatchObject({ state: 'due', items: 20, answered: 0 })
    expect(check.fromOn.slice(8)).toBe('01')
    const [item] = (await read(check.id)).list
    expect(item).toMatchObject({ plain: expect.stringMatching(/？$/), basis: expect.any(String), answer: null })
  })

  test('is made once by a template, by the enterprise alone, and by a template that exists', async () => {
    expect((await plan()).body.type).toBe('/problems/self-check/plan-twice')
    expect((await plan({ template: 'T-NONE' })).body.errors[0].pointer).toBe('/template')
    expect((await send('zhang', 'POST', '/self-check-plans', { template: TEMPLATE, rhythm: 'daily' })).status).toBe(403)
    expect((await plan({ rhythm: 'hourly' })).status).toBe(422)
  })

  test('opens one check for each period, however often the worker looks', async () => {
    expect(await openDueChecks(house.db)).toBe(0)
    const next = addDays(today(), 40)
    expect(await openDueChecks(house.db, next)).toBe(1)
    expect(await openDueChecks(house.db, next)).toBe(0)
    await asOwner(house.ownerUrl, `delete from self_check where from_on > '${today()}'`)
  })
})

describe('doing a check', () => {
  test('keeps every answer at once, and answers nothing that is not on the list or not one’s own', async () => {
    const { id } = await openCheck()
    const [first] = await codesOf(id)
    expect((await answer(id, first as string, 'ok')).status).toBe(200)
    expect((await answer(id, first as string, 'na')).status).toBe(200)
    expect(await read(id)).toMatchObject({ state: 'doing', answered: 1 })
    expect((await read(id)).list[0]).toMatchObject({ answer: 'na', answeredBy: '赵安全' })
    expect((await answer(id, 'GEN-NONE-1', 'ok')).body.type).toBe('/problems/self-check/item-unknown')
    expect((await answer(id, first as string, 'maybe')).status).toBe(422)
    expect((await answer(id, first as string, 'ok', 'zhang')).status).toBe(403)
    expect((await send('lin', 'GET', `/self-checks/${id}`)).status).toBe(404)
    expect((await read(id, 'li')).openActs).toEqual([])
  })

  test('reports what is not in order as a hazard with its check item, once, and is finished only when all is told', async () => {
    const { id } = (await send('zhao', 'GET', '/self-checks?state=doing')).body.items[0]
    const codes = await codesOf(id)
    expect((await send('zhao', 'POST', `/self-checks/${id}/finish`, {})).body).toMatchObject({
      type: '/problems/self-check/unanswered',
      detail: '还有 19 项没有查，查完再完成。',
    })
    for (const code of codes) await answer(id, code, 'ok')
    const bad = codes[3] as string
    await answer(id, bad, 'bad')
    expect((await send('zhao', 'POST', `/self-checks/${id}/finish`, {})).body.type).toBe(
      '/problems/self-check/hazard-missing',
    )
    const hazard = { id: newId(), what: '可燃气体报警器离线', where: '1# 罐区', attachments: [photo] }
    const path = `/self-checks/${id}/items/${bad}/hazard`
    expect((await send('zhao', 'POST', path, { ...hazard, attachments: [] })).body.errors[0].message).toBe(
      '至少拍一张照片',
    )
    const reported = await send('zhao', 'POST', path, hazard)
    expect([reported.status, reported.body.detail]).toEqual([201, undefined])
    expect((await send('zhao', 'POST', path, hazard)).body.hazardId).toBe(hazard.id)
    expect((await send('zhao', 'POST', path, { ...hazard, id: newId() })).body.type).toBe(
      '/problems/self-check/hazard-there',
    )
    expect((await answer(id, bad, 'ok')).body.type).toBe('/problems/self-check/hazard-there')
    const seen = (await send('zhang', 'GET', `/hazards/${hazard.id}`)).body
    expect(seen.facts).toMatchObject({ source: 'self_check', selfFound: true })
    expect(seen.history[0].input.itemCode).toBe(bad)
    const done = await send('zhao', 'POST', `/self-checks/${id}/finish`, { zero: true })
    expect(done.body).toEqual({ bad: 1, zero: false })
    expect((await read(id)).list[3]).toMatchObject({ hazardId: hazard.id, hazardNumber: reported.body.number })
    expect((await answer(id, codes[0] as string, 'bad')).body.type).toBe('/problems/self-check/finished')
  })

  test('with nothing found asks expressly for the zero report', async () => {
    await plan({ template: 'T-GEN-SELF-D', rhythm: 'quarterly' })
    const { id } = await openCheck()
    for (const code of await codesOf(id)) await answer(id, code, 'ok')
    expect((await send('zhao', 'POST', `/self-checks/${id}/finish`, {})).body).toMatchObject({
      type: '/problems/self-check/zero-unconfirmed',
      detail: '本次自查未发现隐患，要明确确认零报告才能完成。',
    })
    expect((await send('zhao', 'POST', `/self-checks/${id}/finish`, { zero: true })).body).toEqual({
      bad: 0,
      zero: true,
    })
    expect((await send('zhang', 'GET', '/self-checks?zero=true')).body.total).toBe(1)
  })

  test('is not filled in after its last day', async () => {
    await plan({ template: 'T-LSP-SELF-D', rhythm: 'daily' })
    const { id } = await openCheck()
    const yesterday = addDays(today(), -1)
    await asOwner(
      house.ownerUrl,
      `update self_check set from_on = '${yesterday}', due_on = '${yesterday}' where id = '${id}'`,
    )
    const [first] = await codesOf(id)
    expect((await answer(id, first as string, 'ok')).body).toMatchObject({
      status: 409,
      type: '/problems/self-check/missed',
    })
    expect((await send('zhang', 'GET', '/self-checks?state=missed')).body.items).toMatchObject([
      { id, state: 'missed' },
    ])
    await openDueChecks(house.db)
    expect((await openCheck()).dueOn).toBe(today())
  })
})

describe('reminders', () => {
  const titles = async (): Promise<string[]> =>
    (await send('zhao', 'GET', '/inbox?limit=100')).body.items.map(({ title }: { title: string }) => title)

  test('come on the last day and before it, once each, and are done when the check is', async () => {
    expect(await remindOfChecks(house.db)).toBeGreaterThan(0)
    const count = (await titles()).length
    expect(await remindOfChecks(house.db)).toBe(0)
    expect(await titles()).toHaveLength(count)
    expect(await titles()).toContain('「有限空间作业当日自查」今天到期，还没有完成')
    const { id } = await openCheck()
    for (const code of await codesOf(id)) await answer(id, code, 'na')
    await send('zhao', 'POST', `/self-checks/${id}/finish`, { zero: true })
    const told = (await send('zhao', 'GET', '/inbox?limit=100')).body.items.find(
      ({ link }: { link: string }) => link === `/self-checks/${id}`,
    )
    expect(told).toMatchObject({ needsAction: true, done: true })
  })

  test('do not come for a plan that ended', async () => {
    const plans = (await send('zhao', 'GET', `/self-check-plans?objectId=${enterprise}`)).body.items
    const daily = plans.find(({ rhythm }: { rhythm: string }) => rhythm === 'daily')
    expect((await send('zhao', 'POST', `/self-check-plans/${daily.id}/end`)).status).toBe(200)
    expect((await send('zhao', 'POST', `/self-check-plans/${daily.id}/end`)).body.type).toBe(
      '/problems/self-check/plan-ended',
    )
    const tomorrow = addDays(today(), 1)
    const opened = await openDueChecks(house.db, tomorrow)
    expect(opened).toBeLessThan(3)
    const left = await asOwner(
      house.ownerUrl,
      `select count(*)::int as n from self_check where due_on = '${tomorrow}' and rhythm = 'daily'`,
    )
    expect(left.rows[0].n).toBe(0)
    await asOwner(house.ownerUrl, `delete from self_check where from_on > '${today()}'`)
  })
})

describe('the office', () => {
  const MONTH = 'month=2026-01'
  const rows = async (query = '', login: Login = 'wang') =>
    (await send(login, 'GET', `/self-check-enterprises?${MONTH}&${query}`)).body
  const figures = async (query = MONTH, login: Login = 'wang') =>
    (await send(login, 'GET', `/self-check-figures?${query}`)).body

  // All in one month that is over, whatever day the test runs on.
  beforeAll(() =>
    asOwner(
      house.ownerUrl,
      `update self_check c set from_on = '2026-01-01', due_on = date '2026-01-01' + x.at
       from (select id, row_number() over (order by due_on, id)::int as at from self_check) x where x.id = c.id`,
    ),
  )

  test('sees who has not checked, by name; every figure is the number of its rows', async () => {
    const all = await figures()
    expect(all).toMatchObject({ total: 2, none: 1, checksDone: 3, hazards: 1, zeroReports: 2 })
    for (const state of ['none', 'waiting', 'missing', 'partial', 'complete'] as const)
      expect([state, (await rows(`state=${state}`)).total]).toEqual([state, all[state]])
    expect((await rows('state=none')).items).toMatchObject([{ objectName: '大码头邻居塑料厂', plans: 0 }])
    expect((await rows('state=partial')).items).toMatchObject([{ objectName: '广饶恒沣化工有限公司', missed: 1 }])
    expect((await rows('', 'zhou')).total).toBe(3)
    expect((await rows('', 'lin')).items).toMatchObject([{ objectName: '利津远海化工', state: 'none' }])
    expect((await figures('month=2020-01')).checksDue).toBe(0)
    expect((await send('wang', 'GET', '/self-check-figures?month=2026-13')).status).toBe(422)
  })

  test('lists zero reports as doubtful when the office found hazards meanwhile, and not before', async () => {
    await asOwner(
      house.ownerUrl,
      `update self_check set finished_at = now() - interval '9 days' where bad > 0 and finished_at is not null`,
    )
    const setting = (await send('admin', 'GET', '/settings')).body.items.find(
      ({ key }: { key: string }) => key === 'self-check.zero-run',
    )
    await house.as('admin')(
      'PUT',
      '/api/v1/settings/self-check.zero-run',
      { value: 2, why: '试行' },
      {
        'if-match': `"${setting.version}"`,
      },
    )
    expect((await rows()).items[1] ?? (await rows()).items[0]).toMatchObject({ doubtful: false })
    expect((await figures()).doubtful).toBe(0)
    const input = { what: '罐区报警器离线', where: '1# 罐区', source: 'government_inspection' }
    const found = await send('zhang', 'POST', '/hazards/register', {
      input,
      objectId: enterprise,
      attachments: [await upload('zhang', enterprise)],
    })
    expect(found.status).toBe(201)
    expect(await figures()).toMatchObject({ doubtful: 1, zeroRun: 2 })
    expect((await rows('doubtful=true')).items).toMatchObject([
      { objectId: enterprise, doubtful: true, zeroRun: 2, officeHazards: 1 },
    ])
  })

  test('of another county sees nothing of it, and checks go along with an enterprise that moves', async () => {
    expect((await send('lin', 'GET', '/self-checks')).body.total).toBe(0)
    const total = (await send('wang', 'GET', '/self-checks')).body.total
    const { version } = (await send('admin', 'GET', `/enterprises/${enterprise}`)).body
    const moved = { values: {}, gridCode: PLACES.lijinVillage, reason: '搬迁' }
    await house.as('admin')('PATCH', `/api/v1/enterprises/${enterprise}`, moved, { 'if-match': `"${version}"` })
    expect((await send('lin', 'GET', '/self-checks')).body.total).toBe(total)
    expect((await send('wang', 'GET', '/self-checks')).body.total).toBe(0)
  })

  test('two enterprises that turn out to be one keep all checks, and one plan by each template', async () => {
    const [other] = (await send('admin', 'GET', '/enterprises?q=利津远海')).body.items
    await asOwner(
      house.ownerUrl,
      `insert into self_check_plan (id, object_id, grid_code, template, rhythm, item_codes, from_on)
       values ('${newId()}', '${other.id}', '${PLACES.lijinVillage}', '${TEMPLATE}', 'weekly', '{HCP-A}', '2026-01-01')`,
    )
    const total = (await send('lin', 'GET', '/self-checks')).body.total
    const merged = await send('admin', 'POST', `/enterprises/${enterprise}/merge`, {
      otherId: other.id,
      reason: '同一家企业登记了两次',
    })
    expect([merged.status, merged.body.detail]).toEqual([200, undefined])
    expect((await send('lin', 'GET', '/self-checks')).body.total).toBe(total)
    const plans = (await send('lin', 'GET', `/self-check-plans?objectId=${enterprise}`)).body.items
    const standing = plans.filter(
      ({ endedOn, template }: { endedOn: string | null; template: string }) => !endedOn && template === TEMPLATE,
    )
    expect(standing).toHaveLength(1)
    expect(plans.filter(({ template }: { template: string }) => template === TEMPLATE)).toHaveLength(2)
  })
})
