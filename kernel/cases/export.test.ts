import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'

let house: House
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)
const event = (login: Login, what: string, gridCode: string) =>
  send(login, 'POST', '/events', {
    input: { itemCode: '0105', what, where: '=村口', dueOn: today() },
    gridCode,
  })

beforeAll(async () => {
  house = await openHouse()
  for (let at = 1; at <= 3; at++) expect((await event('zhang', `路面坑洼第 ${at} 处`, PLACES.village)).status).toBe(201)
  await event('lin', '利津的路面坑洼', PLACES.lijinVillage)
})
afterAll(() => house.close())

const rowsOf = (csv: string) =>
  csv
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')

test('a list is exported as it is narrowed, inside the scope, with Chinese heads and formulas disarmed', async () => {
  const all = await send('wang', 'GET', '/events/export?format=csv')
  const [head, ...rows] = rowsOf(all.body)
  expect(head).toMatch(/^编号,标题,单位,事项,层级,紧急程度,位置,/)
  expect(rows.length).toBe(3)
  expect(all.body).not.toContain('利津')
  expect(all.body).toContain("'=村口")
  expect(decodeURIComponent(String(all.headers['content-disposition']))).toContain(`事件清单-${today()}-3件.csv`)
  const one = await send('wang', 'GET', `/events/export?format=csv&q=${encodeURIComponent('第 2 处')}`)
  expect(rowsOf(one.body).slice(1)).toEqual([expect.stringContaining('路面坑洼第 2 处')])
})

test('a workbook opens, and holds what the text holds', async () => {
  const book = await send('wang', 'GET', '/events/export')
  expect([book.status, book.headers['content-type']]).toEqual([200, expect.stringContaining('spreadsheetml')])
  expect(String(book.body).startsWith('PK')).toBe(true)
})

test('each export leaves a line with its filter and count; who may not read may not export', async () => {
  await send('wang', 'GET', '/events/export?format=csv&open=true')
  const lines = await asOwner(
    house.ownerUrl,
    `select actor, detail from audit_event where action = 'event.exported' order by seq desc limit 1`,
  )
  expect(lines.rows[0]).toMatchObject({
    actor: { account: 'wang' },
    detail: { count: 3, format: 'csv', filter: { open: true } },
  })
  expect((await send('zhao', 'GET', '/events/export')).status).toBe(403)
})

test('more than the administrator allows is refused with a sentence and leaves no line', async () => {
  const before = await asOwner(
    house.ownerUrl,
    `select count(*)::int as n from audit_event where action like '%.exported'`,
  )
  await asOwner(
    house.ownerUrl,
    `insert into case_record (id, type, title, grid_code, state, state_since, opened_at, acts, head_hash)
     select gen_random_uuid(), 'event', '旧事件', $1, 'closed', now(), now() - n * interval '1 second', 1, repeat('0', 64)
     from generate_series(1, 1200) n`,
    [PLACES.village],
  )
  const whole = await send('wang', 'GET', '/events/export?format=csv')
  expect(rowsOf(whole.body).length).toBe(1204)
  expect(new Set(rowsOf(whole.body)).size).toBeGreaterThan(4)
  const wish = { value: 1000 }
  const set = await house.as('admin')('PUT', '/api/v1/settings/cases.export-ceiling', wish, { 'if-match': '"0"' })
  expect([set.status, set.body]).toEqual([200, expect.any(Object)])
  const refused = await send('wang', 'GET', '/events/export?format=csv')
  expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('一次最多导出 1,000 件')])
  const after = await asOwner(
    house.ownerUrl,
    `select count(*)::int as n from audit_event where action like '%.exported'`,
  )
  expect(after.rows[0].n).toBe(before.rows[0].n + 1)
})
