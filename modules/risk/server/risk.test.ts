import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { remindOfReviews } from './service/failure.ts'

let house: House
let enterprise: string
let neighbour: string

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string = PLACES.village) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })).body.id
  enterprise = await made('广饶恒沣化工有限公司')
  neighbour = await made('大码头邻居塑料厂', PLACES.lijinVillage)
  await house.giveFileTo(enterprise)
})
afterAll(() => house.close())

const control = { kind: 'engineering', text: '罐区设可燃气体报警器并联锁', checker: '当班操作工', every: 'daily' }
const described = {
  name: '液氨储罐',
  unit: '罐区东侧',
  activity: '卸车、储存',
  factor: '法兰密封失效，液氨泄漏',
  accidentType: '25-23',
  controller: '赵安全',
  controllerPhone: '１３９０５４６１２３４',
  lng: 118.51,
  lat: 37.12,
}
const orange = { method: 'LEC', values: { l: 3, e: 6, c: 15 } }
const blue = { method: 'LS', values: { l: 2, s: 3 } }
const point = { ...described, assessment: orange, controls: [control] }

async function added(more: object = {}): Promise<string> {
  const answer = await send('zhao', 'POST', '/risk-points', { ...point, ...more })
  expect([answer.status, answer.body.detail, answer.body.errors]).toEqual([201, undefined, undefined])
  return answer.body.id
}
const read = async (id: string, login: Login = 'zhao') => (await send(login, 'GET', `/risk-points/${id}`)).body

describe('a risk point of an enterprise', () => {
  test('is graded when it is registered, and every office above reads it with its measures', async () => {
    const answer = await send('zhao', 'POST', '/risk-points', point)
    expect(answer.body).toMatchObject({ level: 2, score: 270 })
    const seen = await read(answer.body.id, 'li')
    expect(seen).toMatchObject({
      objectName: '广饶恒沣化工有限公司',
      accidentTypeName: '中毒',
      level: 2,
      bandSet: 'lec-over-320',
      controllerPhone: '139****1234',
      openActs: [],
      items: [{ ...control, lastCheckedOn: null, failures: 0 }],
      assessments: [{ why: '首次评估', values: { l: 3, e: 6, c: 15 }, by: { name: '赵安全' } }],
    })
    expect((await read(answer.body.id)).controllerPhone).toBe('13905461234')
    for (const login of ['zhang', 'wang', 'zhou', 'chen'] as const)
      expect([login, (await read(answer.body.id, login)).level]).toEqual([login, 2])
    expect((await send('lin', 'GET', `/risk-points/${answer.body.id}`)).status).toBe(404)
  })

  test('is refused with a sentence at each field when it is not whole', async () => {
    const answer = await send('zhao', 'POST', '/risk-points', {
      ...point,
      name: '罐',
      accidentType: '99-01',
      controllerPhone: '12345',
      assessment: { method: 'LEC', values: { l: 7, e: 6 } },
      controls: [],
    })
    expect(answer.status).toBe(422)
    const said = Object.fromEntries(
      answer.body.errors.map(({ pointer, message }: { pointer: string; message: string }) => [pointer, message]),
    )
    expect(said).toMatchObject({
      '/name': '风险点名称至少 2 个字',
      '/accidentType': '没有这个事故类别',
      '/assessment/values/l': '请选出事的可能性 L',
      '/assessment/values/c': '请选出事的后果 C',
      '/controls': '至少写一条管控措施',
    })
    const half = await send('zhao', 'POST', '/risk-points', { ...point, lat: null })
    expect(half.body.errors).toEqual([{ pointer: '/lng', message: '经度和纬度要一起填' }])
    const crossed = {
      type: 'Polygon',
      coordinates: [
        [
          [118.5, 37.1],
          [118.52, 37.12],
          [118.52, 37.1],
          [118.5, 37.12],
          [118.5, 37.1],
        ],
      ],
    }
    expect((await send('zhao', 'POST', '/risk-points', { ...point, shape: crossed })).body.errors[0].pointer).toBe(
      '/shape',
    )
  })

  test('happens once when it is sent twice', async () => {
    const id = newId()
    expect((await send('zhao', 'POST', '/risk-points', { ...point, id })).status).toBe(201)
    expect((await send('zhao', 'POST', '/risk-points', { ...point, id })).body.type).toBe('/problems/risk/id-taken')
  })

  test('is kept by the enterprise alone', async () => {
    const id = await added()
    for (const login of ['li', 'zhang', 'wang', 'zhou', 'admin', 'chen'] as const) {
      expect([login, (await send(login, 'POST', '/risk-points', point)).status]).toEqual([login, 403])
      expect([login, (await send(login, 'PUT', `/risk-points/${id}`, described, 1)).status]).toEqual([login, 403])
    }
    await house.giveFileTo(neighbour)
    expect((await send('zhao', 'GET', `/risk-points/${id}`)).status).toBe(404)
    expect((await send('zhao', 'PUT', `/risk-points/${id}`, described, 1)).status).toBe(404)
    expect((await send('zhao', 'GET', '/risk-points')).body.total).toBe(0)
    await house.giveFileTo(enterprise)
  })

  test('is graded anew with its reason; the earlier grading stays, and nobody grades over another', async () => {
    const id = await added()
    const again = { assessment: blue, why: '加装了联锁切断' }
    expect((await send('zhao', 'POST', `/risk-points/${id}/assess`, again)).status).toBe(428)
    expect((await send('zhao', 'POST', `/risk-points/${id}/assess`, again, 1)).body).toMatchObject({
      level: 4,
      score: 6,
    })
    expect((await send('zhao', 'POST', `/risk-points/${id}/assess`, again, 1)).body.type).toBe(
      '/problems/request/version-moved-on',
    )
    const red = { assessment: blue, directReason: 'installation', why: '构成重大危险源' }
    expect((await send('zhao', 'POST', `/risk-points/${id}/assess`, red, 2)).body.level).toBe(1)
    const seen = await read(id)
    expect(seen).toMatchObject({ level: 1, scored: 4, directReason: 'installation' })
    expect(seen.assessments.map(({ level, why }: { level: number; why: string }) => [level, why])).toEqual([
      [1, '构成重大危险源'],
      [4, '加装了联锁切断'],
      [2, '首次评估'],
    ])
    const gap = (Date.parse(seen.reviewDueOn) - Date.parse(seen.gradedOn)) / 86_400_000
    expect(gap).toBeGreaterThan(27)
    expect(gap).toBeLessThan(32)
  })

  test('is graded by the bands the administrator chose, from then on', async () => {
    const at320 = { method: 'LEC', values: { l: 1, e: 10, c: 40 } }
    expect((await send('zhao', 'POST', '/risk-points', { ...point, assessment: at320 })).body.level).toBe(1)
    const twelve = { method: 'LS', values: { l: 3, s: 4 } }
    const before = await added({ assessment: twelve })
    expect((await read(before)).level).toBe(3)
    const settings = (await send('admin', 'GET', '/settings')).body
    const chosen = settings.items.find(({ key }: { key: string }) => key === 'risk.ls-bands')
    expect(chosen.unverified).toContain('各地')
    const set = await send(
      'admin',
      'PUT',
      '/settings/risk.ls-bands',
      { value: 'ls-10-4', why: '市里的细则' },
      chosen.version,
    )
    expect([set.status, set.body.detail]).toEqual([200, undefined])
    expect((await send('zhao', 'GET', '/risk-rules')).body.LS).toBe('ls-10-4')
    expect((await read(await added({ assessment: twelve }))).level).toBe(2)
    expect((await read(before)).level).toBe(3)
  })

  test('is taken down with the reason and is in no list any more', async () => {
    const id = await added({ name: '旧锅炉' })
    const total = async () => (await send('zhang', 'GET', '/risk-points?q=旧锅炉')).body.total
    expect(await total()).toBe(1)
    expect((await send('zhao', 'POST', `/risk-points/${id}/withdraw`, { reason: '锅炉已拆除' }, 1)).status).toBe(200)
    expect(await total()).toBe(0)
    expect(await read(id)).toMatchObject({ withdrawnReason: '锅炉已拆除', openActs: [] })
    expect((await send('zhao', 'PUT', `/risk-points/${id}`, described, 2)).body.type).toBe('/problems/risk/withdrawn')
  })
})

describe('the measures of a risk point', () => {
  test('are added, looked at and changed; the last one stays', async () => {
    const id = await added()
    const [first] = (await read(id)).items
    expect((await send('zhao', 'POST', `/risk-controls/${first.id}/withdraw`)).body.type).toBe(
      '/problems/risk/last-control',
    )
    const more = { ...control, kind: 'ppe', text: '配防毒面具', every: 'monthly' }
    const second = (await send('zhao', 'POST', `/risk-points/${id}/controls`, more)).body.id
    const anew = { ...more, text: '配正压式空气呼吸器' }
    expect((await send('zhao', 'PUT', `/risk-controls/${second}`, anew)).status).toBe(428)
    expect((await send('zhao', 'PUT', `/risk-controls/${second}`, anew, 1)).status).toBe(200)
    expect((await send('zhao', 'PUT', `/risk-controls/${second}`, more, 1)).body.type).toBe(
      '/problems/request/version-moved-on',
    )
    expect((await send('zhao', 'POST', `/risk-controls/${second}/check`, { result: 'failed' })).body.errors).toEqual([
      { pointer: '/text', message: '失效的写清楚是什么情况，至少两个字' },
    ])
    const failed = { result: 'failed', text: '气瓶压力不足' }
    expect((await send('zhao', 'POST', `/risk-controls/${second}/check`, failed)).status).toBe(200)
    const seen = await read(id)
    expect(seen.items[1]).toMatchObject({ text: '配正压式空气呼吸器', lastResult: 'failed' })
    expect([seen.controls, seen.controlsFailed]).toEqual([2, 1])
    expect(seen.checks).toMatchObject([{ control: '配正压式空气呼吸器', ...failed, by: { name: '赵安全' } }])
    expect((await send('zhao', 'POST', `/risk-controls/${second}/withdraw`)).status).toBe(200)
    expect((await read(id)).controls).toBe(1)
    expect((await send('zhao', 'POST', `/risk-controls/${second}/check`, failed)).status).toBe(404)
    expect((await send('zhang', 'POST', `/risk-controls/${first.id}/check`, { result: 'works' })).status).toBe(403)
  })
})

describe('the opinion of an office', () => {
  test('reaches the enterprise, stands open until it is answered, and the answer reaches the office', async () => {
    const id = await added({ name: '危化品库' })
    expect((await send('zhang', 'POST', `/risk-points/${id}/opinions`, { verdict: 'too_low' })).body.errors).toEqual([
      { pointer: '/text', message: '写清楚哪里要改，至少两个字' },
    ])
    const opinion = { verdict: 'incomplete', text: '没有应急处置措施' }
    expect((await send('zhang', 'POST', `/risk-points/${id}/opinions`, opinion)).status).toBe(201)
    expect((await send('li', 'POST', `/risk-points/${id}/opinions`, opinion)).status).toBe(403)
    expect((await send('lin', 'POST', `/risk-points/${id}/opinions`, opinion)).status).toBe(404)
    expect((await send('zhao', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain(
      '风险点「危化品库」的复核意见：措施不全或不落实',
    )
    expect((await send('zhang', 'GET', '/risk-points?opinion=open')).body.total).toBe(1)
    const reply = { reply: '已补充应急处置卡' }
    expect((await send('zhao', 'POST', `/risk-points/${id}/reply`, reply)).status).toBe(200)
    expect((await send('zhao', 'POST', `/risk-points/${id}/reply`, reply)).body.type).toBe(
      '/problems/risk/nothing-to-answer',
    )
    expect((await read(id, 'zhang')).opinions).toMatchObject([{ ...opinion, ...reply, by: { name: '张明远' } }])
    expect((await send('zhang', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain(
      '企业回复了风险点「危化品库」的复核意见',
    )
  })
})

describe('lists, figures and the map', () => {
  test('every figure opens exactly its rows, page by page', async () => {
    const figures = (await send('wang', 'GET', '/risk-points/summary')).body
    const total = async (query: string) => (await send('wang', 'GET', `/risk-points?limit=1&${query}`)).body.total
    for (const level of ['1', '2', '3', '4'] as const)
      expect([level, await total(`level=${level}`)]).toEqual([level, figures.byLevel[level]])
    expect(await total('level=1,2,3,4')).toBe(figures.total)
    expect(await total('review=overdue')).toBe(figures.reviewOverdue)
    expect(await total('opinion=open')).toBe(figures.opinionOpen)
    expect(await total('controls=failed')).toBe(figures.controlsFailed)
    expect(await total('regulatorClass=hazchem')).toBe(figures.total)
    expect(await total('regulatorClass=fireworks')).toBe(0)
    expect(await total(`grid=${PLACES.lijin}`)).toBe(0)
    const seen = new Set<string>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: { id: string; level: number }[]; nextCursor: string | null } = (
        await send('wang', 'GET', `/risk-points?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).body
      for (const { id } of page.items) seen.add(id)
      cursor = page.nextCursor
    }
    expect(seen.size).toBe(figures.total)
  })

  test('on the map they lie one by one near by and gathered far off, within the scope', async () => {
    const window = 'bbox=118,36.5,119,37.5'
    const near = (await send('wang', 'GET', `/risk-points/map?${window}&zoom=15&level=1`)).body
    expect(near.points.length).toBeGreaterThan(0)
    expect(near.points[0]).toMatchObject({ level: 1, objectName: '广饶恒沣化工有限公司' })
    const far = (await send('wang', 'GET', `/risk-points/map?${window}&zoom=8`)).body
    expect(far.clusters).toMatchObject([{ count: far.total, place: '大码头镇' }])
    expect((await send('lin', 'GET', `/risk-points/map?${window}&zoom=8`)).body.total).toBe(0)
  })

  test('the colour of a grid follows from the worst risk of each of its enterprises', async () => {
    const regions = (await send('zhou', 'GET', `/risk-regions?grid=${PLACES.guangrao}`)).body.items
    expect(regions).toEqual([
      expect.objectContaining({
        gridName: '大码头镇',
        enterprises: 1,
        byLevel: { 1: 1, 2: 0, 3: 0, 4: 0 },
        index: 100,
        level: 1,
      }),
    ])
    expect((await send('zhou', 'GET', '/risk-regions')).body.items).toContainEqual(
      expect.objectContaining({ gridName: '利津县', enterprises: 0, index: null, level: null }),
    )
    expect((await send('zhao', 'GET', '/risk-regions')).body.items).toEqual([])
  })
})

describe('time', () => {
  test('an assessment about to fall due is told to the enterprise once, several in one message', async () => {
    await asOwner(house.ownerUrl, `update risk_point set review_due_on = '2026-01-05' where withdrawn_at is null`)
    await asOwner(house.ownerUrl, `update risk_point set review_due_on = '2099-01-05' where name = '危化品库'`)
    expect(await remindOfReviews(house.db, '2026-01-02')).toBeGreaterThan(2)
    expect(await remindOfReviews(house.db, '2026-01-02')).toBe(0)
    const titles = (await send('zhao', 'GET', '/inbox?limit=100')).body.items.map(
      ({ title }: { title: string }) => title,
    )
    expect(titles.filter((title: string) => title.includes('要重新评估'))).toHaveLength(1)
    const overdue = (await send('zhao', 'GET', '/risk-points?review=overdue')).body
    expect(overdue.total).toBe((await send('zhao', 'GET', '/risk-points/summary')).body.reviewOverdue)
    expect(overdue.items.map(({ name }: { name: string }) => name)).not.toContain('危化品库')
  })

  test('risk points go along with an enterprise that moves', async () => {
    const file = await send('admin', 'GET', `/enterprises/${enterprise}`)
    const moved = await send(
      'admin',
      'PATCH',
      `/enterprises/${enterprise}`,
      { values: {}, gridCode: PLACES.lijinVillage, reason: '搬迁' },
      file.body.version,
    )
    expect([moved.status, moved.body.detail]).toEqual([200, undefined])
    expect((await send('wang', 'GET', '/risk-points')).body.total).toBe(0)
    expect((await send('lin', 'GET', '/risk-points')).body.total).toBeGreaterThan(3)
  })
})
