import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { CAST_PRESETS, type House, type Login, openHouse, PASSWORD } from '#apps/server/test-house.ts'
import { Database } from '#kernel/db/db.ts'

const IDLE = 'session.idle-minutes'
const CEILING = 'enterprise.export-ceiling'
const HANDOVER = 'handover.hours'
let house: House
let other: FastifyInstance
beforeAll(async () => {
  house = await openHouse()
  other = await compose({ db: house.db, demo: 'none', logLevel: 'silent', presets: CAST_PRESETS })
})
afterAll(async () => {
  await other.close()
  await house.close()
})

const pathOf = (key: string) => `/api/v1/${/^(session|sign-in)\./.test(key) ? 'security-settings' : 'settings'}/${key}`
const put = (login: Login, key: string, value: unknown, version: number) =>
  house.as(login)('PUT', pathOf(key), { value }, { 'if-match': `"${version}"` })
const list = async (login: Login = 'admin') => (await house.as(login)('GET', '/api/v1/settings')).body.items
const read = async (key: string) => (await list()).find((setting: { key: string }) => setting.key === key)

describe('reading settings', () => {
  test('each has a name, a sentence, a source and a default that its own bounds allow', async () => {
    const items = await list()
    expect(items.length).toBeGreaterThan(15)
    for (const setting of items) {
      expect([setting.key, /^[a-z-]+\.[a-z-]+$/.test(setting.key)]).toEqual([setting.key, true])
      expect([setting.key, /^[^。]{2,30}$/.test(setting.title)]).toEqual([setting.key, true])
      expect([setting.key, setting.sentence.endsWith('。')]).toEqual([setting.key, true])
      expect([setting.key, setting.source.length > 3]).toEqual([setting.key, true])
    }
  })

  test('what the texts leave unverified is told as such, and why', async () => {
    expect((await read('sign-in.password-days')).unverified).toContain('说法不同')
    expect((await read(IDLE)).unverified).toBeNull()
  })

  test('nobody but the administrators reads them', async () => {
    for (const login of ['chen', 'zhou', 'wang', 'zhang', 'li', 'zhao'] as const) {
      expect([login, (await house.as(login)('GET', '/api/v1/settings')).status]).toEqual([login, 403])
      expect([login, (await put(login, HANDOVER, 24, 0)).status]).toEqual([login, 403])
      expect([login, (await put(login, IDLE, 24, 0)).status]).toEqual([login, 403])
    }
  })
})

describe('changing a setting', () => {
  test('the new value holds at once, in every process, and the history says who changed what', async () => {
    expect((await put('admin', CEILING, 100, 0)).body).toEqual({ key: CEILING, version: 1 })
    expect(await read(CEILING)).toMatchObject({
      value: 100,
      valueText: '100 家',
      defaultText: '50,000 家',
      isDefault: false,
      version: 1,
      changed: { by: { name: '孙立国', seat: 'city_admin' } },
    })
    const seen = await other.inject({
      url: '/api/v1/settings',
      headers: { authorization: `Bearer ${await house.token('admin')}` },
    })
    expect(seen.json().items.find((setting: { key: string }) => setting.key === CEILING).value).toBe(100)
    const changes = await house.as('admin')('GET', `/api/v1/settings/${CEILING}/changes`)
    expect(changes.body.items).toMatchObject([
      { version: 1, before: '默认（50,000 家）', after: '100 家', by: { name: '孙立国' } },
    ])
    const audit = await house.as('admin')('GET', '/api/v1/audit-events?action=settings.changed')
    expect(audit.body.items[0]).toMatchObject({
      objectType: 'setting',
      objectId: CEILING,
      gridCode: '3705',
      detail: { title: '一次最多导出多少家企业', before: '50,000 家', after: '100 家' },
    })
  })

  test('back to the default leaves no row behind, and the history keeps both', async () => {
    expect((await put('admin', CEILING, null, 1)).status).toBe(200)
    expect(await read(CEILING)).toMatchObject({ value: 50_000, isDefault: true, version: 2 })
    expect((await house.db.pool.query(`select from setting where key = $1`, [CEILING])).rowCount).toBe(0)
    // The default entered by hand is the default, not a value that happens to equal it.
    await put('admin', CEILING, 200, 2)
    await put('admin', CEILING, 50_000, 3)
    expect((await house.db.pool.query(`select from setting where key = $1`, [CEILING])).rowCount).toBe(0)
    expect((await put('admin', CEILING, 50_000, 4)).body.type).toBe('/problems/settings/unchanged')
  })

  test.each([
    [IDLE, '３０ ', 409],
    [IDLE, '２０', 200],
    [IDLE, 4, 422],
    [IDLE, 481, 422],
    [IDLE, '', 422],
    [IDLE, 12.5, 422],
    [IDLE, '12分钟', 422],
    [IDLE, true, 422],
    [IDLE, ['30'], 422],
    ['sign-in.second-factor-roles', ['emperor'], 422],
    ['sign-in.second-factor-roles', 'city_admin', 422],
    ['file.endings', ['exe'], 422],
    ['file.endings', [], 422],
    ['sign-in.duties-apart', 'yes', 422],
  ])('%s = %j is answered %i, and a refusal says what may be entered', async (key, value, status) => {
    const answer = await put('admin', key, value, (await read(key)).version)
    expect(answer.status).toBe(status)
    if (status === 422) {
      expect(answer.body.errors[0].pointer).toBe('/value')
      expect(answer.body.detail).toMatch(/^[\p{L}\d、 ]+：.+。$/u)
    }
  })

  test('of two administrators at the same moment one is told that the other was first', async () => {
    const { version } = await read(HANDOVER)
    const answers = await Promise.all([put('admin', HANDOVER, 24, version), put('admin', HANDOVER, 48, version)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = await put('admin', HANDOVER, 12, version)
    expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('孙立国已把')])
    expect((await house.as('admin')('PUT', pathOf(HANDOVER), { value: 12 })).status).toBe(428)
  })

  test('a setting nobody declared, or asked for at the wrong door, is not there', async () => {
    expect((await put('admin', 'no.such', 1, 0)).status).toBe(404)
    const wrongDoor = await house.as('admin')('PUT', `/api/v1/settings/${IDLE}`, { value: 60 }, { 'if-match': '"0"' })
    expect([wrongDoor.status, wrongDoor.body.type]).toEqual([404, '/problems/settings/unknown'])
    expect((await house.as('admin')('GET', '/api/v1/settings/no.such/changes')).status).toBe(404)
  })

  test('the history can be added to and not changed', async () => {
    for (const text of ['delete from setting_change', `update setting_change set value_after = '1'`])
      await expect(house.db.pool.query(text)).rejects.toThrow(/permission denied/)
  })
})

describe('what a setting governs', () => {
  test('three wrong passwords lock when the administrator says three', async () => {
    await put('admin', 'sign-in.tries-before-lock', 3, 0)
    const signIn = (password: string) => house.as(null)('POST', '/api/v1/sessions', { account: 'lin', password })
    for (let n = 0; n < 3; n++) expect((await signIn('Wrong-horse-9')).status).toBe(401)
    expect((await signIn(PASSWORD)).status).toBe(423)
  })

  test('a file kind taken off the list, and a file past the new limit, are refused', async () => {
    const upload = (name: string, bytes: string) =>
      house.as('wang')('POST', `/api/v1/files?name=${name}`, bytes, { 'content-type': 'application/octet-stream' })
    expect((await upload('a.txt', 'hello')).status).toBe(201)
    await put('admin', 'file.endings', ['pdf', 'csv'], 0)
    expect((await upload('a.txt', 'hello')).body.type).toBe('/problems/file/wrong-kind')
    await put('admin', 'file.max-megabytes', 1, 0)
    const large = await upload('a.csv', 'a,b\n'.repeat(300_000))
    expect([large.status, large.body.detail]).toEqual([413, '文件超过 1 MB，请压缩或分开上传。'])
  })

  test('an export past the ceiling is refused with the ceiling in the sentence', async () => {
    await put('admin', CEILING, 100, (await read(CEILING)).version)
    await house.db.system(async (_tx, client) => {
      await client.query(
        `insert into enterprise (id, name, grid_code, act, act_by) select gen_random_uuid(), '测试厂' || n, '370523', 'created', '{}' from generate_series(1, 101) n`,
      )
    })
    const answer = await house.as('zhou')('GET', '/api/v1/enterprises/export')
    expect(answer.body.detail).toContain('一次最多导出 100 家')
  })
})

test('with the database away the process still says that it lives, and a write that it cannot be done now', async () => {
  const away = new Database('postgres://nobody:nothing@127.0.0.1:9/none')
  const app = await compose({ db: away, demo: 'none', logLevel: 'silent' })
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
  const payload = { account: 'wang', password: PASSWORD }
  expect((await app.inject({ method: 'POST', url: '/api/v1/sessions', payload })).statusCode).toBe(503)
  await app.close()
  await away.close()
})
