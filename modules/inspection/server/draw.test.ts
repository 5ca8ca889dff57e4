import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { checkDraw, commitSecret } from '../model/draw.ts'

const YEAR = today().slice(0, 4)
const SECRETS: Partial<Record<Login, string>> = { wang: 'a1'.repeat(16), zhou: 'b2'.repeat(16), chen: 'c3'.repeat(16) }
let house: House
let planId: string
let mills: string[]

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode: PLACES.village })).body.id
  mills = []
  for (const name of ['盛源木业', '恒丰纺织', '大码头塑料厂', '鲁北机械']) mills.push(await made(name))
  await send('admin', 'POST', '/enterprises', { name: '利津秘密木业', gridCode: PLACES.lijinVillage })
  const input = {
    kind: 'annual',
    fromMonth: `${YEAR}-01`,
    toMonth: `${YEAR}-12`,
    name: '年度计划',
    officers: 4,
    otherDays: 10,
    daysPerVisit: 1,
    cap: 2,
    basis: '市局要求',
  }
  planId = (await send('wang', 'POST', '/inspection-plans', { gridCode: PLACES.guangrao, input })).body.id
})
afterAll(() => house.close())

const open = (more: object = {}, login: Login = 'wang') =>
  send(login, 'POST', '/draws', { purpose: '十二月一般检查', kind: 'object', planId, count: 2, ...more })
const step = (login: Login, id: string, name: string, body: object = {}) =>
  send(login, 'POST', `/draws/${id}/${name}`, body)

async function join(login: Login, id: string) {
  const { commitment } = (await send(login, 'GET', `/draws/${id}`)).body.record
  return step(login, id, 'join', { commitment: commitSecret(commitment, SECRETS[login] as string) })
}

describe('a draw of enterprises', () => {
  let id: string

  test('binds its list before anybody gives a part of the seed', async () => {
    const made = await open({ excluded: [{ key: mills[0], why: '停产检修到月底' }] })
    expect([made.status, made.body.state, made.body.candidates]).toEqual([201, 'committing', 4])
    id = made.body.id
    expect(JSON.stringify(made.body)).not.toContain('利津')
    expect((await step('wang', id, 'begin')).body.type).toBe('/problems/inspection/few-parties')
    expect((await join('wang', id)).status).toBe(200)
    expect((await join('wang', id)).status).toBe(409)
    const same = commitSecret(made.body.record.commitment, SECRETS.wang as string)
    expect((await step('zhou', id, 'join', { commitment: same })).status).toBe(422)
    expect((await join('zhou', id)).status).toBe(200)
    expect((await step('wang', id, 'reveal', { secret: SECRETS.wang })).body.type).toBe(
      '/problems/inspection/draw-closed',
    )
  })

  test('is made by the last part that is shown, and an outsider draws the same', async () => {
    expect((await step('wang', id, 'begin')).body.state).toBe('revealing')
    expect((await join('chen', id)).body.type).toBe('/problems/inspection/draw-closed')
    expect((await step('chen', id, 'reveal', { secret: SECRETS.chen })).status).toBe(403)
    expect((await step('wang', id, 'reveal', { secret: 'd4'.repeat(16) })).body.type).toBe(
      '/problems/inspection/wrong-secret',
    )
    expect((await step('wang', id, 'reveal', { secret: SECRETS.wang })).body.state).toBe('revealing')
    const done = await step('zhou', id, 'reveal', { secret: SECRETS.zhou })
    expect([done.body.state, done.body.record.drawn.length, done.body.record.drawn.includes(mills[0])]).toEqual([
      'drawn',
      2,
      false,
    ])
    const { body: record } = await send('chen', 'GET', `/draws/${id}/record`)
    expect(checkDraw(record).every(({ holds }) => holds)).toBe(true)
    expect((await step('wang', id, 'void', { why: '不满意结果' })).body.type).toBe('/problems/inspection/draw-closed')
  })

  test('keeps apart what is chosen by hand, with its reason', async () => {
    expect((await step('wang', id, 'choose', { name: '盛源木业', why: '' })).status).toBe(422)
    const chosen = await step('wang', id, 'choose', { name: '盛源木业', why: '有投诉举报' })
    expect([chosen.body.chosen[0].why, chosen.body.record.drawn.length]).toEqual(['有投诉举报', 2])
  })

  test('is not seen next door, below or by an enterprise', async () => {
    expect((await send('lin', 'GET', `/draws/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/draws')).body.total).toBe(0)
    for (const login of ['zhang', 'zhao'] as const) expect((await send(login, 'GET', `/draws/${id}`)).status).toBe(403)
  })

  test('cannot have its list changed afterwards, not even by the application itself', async () => {
    const rights = await asOwner(
      house.ownerUrl,
      `select has_column_privilege('angrid_app', 'draw', 'list', 'update') as list,
        has_column_privilege('angrid_app', 'draw_party', 'commitment', 'update') as commitment`,
      [],
    )
    expect(rights.rows[0]).toEqual({ list: false, commitment: false })
  })
})

test.each([
  ['more than there are', { count: 9 }, '抽不出 9 个'],
  ['an exclusion of nobody', { excluded: [{ key: 'x', why: '停产' }] }, '不在名单里'],
  ['an exclusion without a reason', { excluded: [{ key: 'x', why: ' ' }] }, ''],
  ['people of one name', { kind: 'expert', names: ['王工', '王工', '李工'] }, '重名'],
  ['one person', { kind: 'officer', names: ['王工'] }, ''],
])('a list with %s is refused', async (_what, more, sentence) => {
  const refused = await open(more)
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(sentence)])
})

test('people are drawn the same way, and a draw given up says why', async () => {
  const made = await open({ kind: 'officer', planId: undefined, names: ['许文静', '张明远', '周文博'], count: 2 })
  expect(made.status).toBe(201)
  const gone = await step('wang', made.body.id, 'void', { why: '名单漏了一人' })
  expect([gone.body.state, gone.body.voidReason]).toEqual(['void', '名单漏了一人'])
})
