import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { today } from '#kernel/identity/limits.ts'
import { subtree } from '#kernel/scope/scope.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { latestEnd, standingOn } from '../model/rules.ts'
import { certifiedOn } from './service.ts'

const DAY = today()
let house: House
let people: Record<string, string>

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

const card = (name: string, number: string, more: object = {}) => ({
  personId: people[name],
  number,
  issuer: '山东省人民政府',
  field: '安全生产',
  validFrom: addDays(DAY, -700),
  validTo: addDays(DAY, 300),
  ...more,
})

beforeAll(async () => {
  house = await openHouse()
  const { body } = await send('admin', 'GET', '/people?limit=50')
  people = Object.fromEntries(body.items.map((one: { name: string; id: string }) => [one.name, one.id]))
})
afterAll(() => house.close())

test('a term ends within so many years of its first day, and does not begin far ahead', () => {
  expect(latestEnd('2026-03-01', '2026-11-21', 10)).toBe('2036-03-01')
  expect(latestEnd('2990-01-01', '2026-11-21', 10)).toBe('2037-11-21')
  expect(latestEnd('2024-02-29', '2026-11-21', 10)).toBe('2034-02-28')
})

test('a certificate is good from its first to its last day, and marked in the last sixty', () => {
  const term = { state: 'valid', validFrom: '2026-01-10', validTo: '2026-12-31' } as const
  const days = ['2026-01-09', '2026-01-10', '2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01']
  expect(days.map((on) => standingOn(term, on))).toEqual(['early', 'ok', 'ok', 'expiring', 'expiring', 'expired'])
  expect(standingOn({ ...term, state: 'suspended' }, '2026-05-01')).toBe('suspended')
})

describe('the county keeps the certificates of its officers', () => {
  let id: string

  test('enters one, with full-width digits made plain', async () => {
    const own = await send('wang', 'POST', '/officer-certificates', card('王县监', '150523001'))
    expect([own.status, own.body.type]).toEqual([403, '/problems/officer/own-certificate'])
    const made = await send('admin', 'POST', '/officer-certificates', card('王县监', ' １５０５２３００１ '))
    expect([made.status, made.body.number, made.body.standing, made.body.gridCode]).toEqual([
      201,
      '150523001',
      'ok',
      '370523',
    ])
    id = made.body.id
    expect((await send('wang', 'GET', `/officer-certificates/${id}`)).body.name).toBe('王县监')
  })

  test('refuses a second one, a number of somebody else, and people it does not keep', async () => {
    const twice = await send('admin', 'POST', '/officer-certificates', card('王县监', '150523009'))
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/officer/already-certified'])
    const taken = await send('wang', 'POST', '/officer-certificates', card('张明远', '150523001'))
    expect([taken.status, taken.body.type]).toEqual([409, '/problems/officer/number-taken'])
    expect((await send('wang', 'POST', '/officer-certificates', card('林利津', '150522001'))).status).toBe(404)
    const contact = await send('wang', 'POST', '/officer-certificates', card('赵安全', '150523008'))
    expect([contact.status, contact.body.type]).toEqual([422, '/problems/officer/no-office'])
  })

  test.each([
    ['a term that ends before it begins', { validTo: addDays(DAY, -800) }, '/validTo'],
    ['no number', { number: '　' }, '/number'],
    ['a number of absurd length', { number: '9'.repeat(50) }, '/number'],
    ['a term of a thousand years', { validTo: '2999-12-31' }, '/validTo'],
    ['a term that begins and ends in another age', { validFrom: '2990-01-01', validTo: '2999-12-31' }, '/validTo'],
    ['a day that does not exist', { validFrom: '2026-02-30' }, '/validFrom'],
  ])('refuses %s', async (_what, more, pointer) => {
    const refused = await send('wang', 'POST', '/officer-certificates', card('张明远', '150523002', more))
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer])
  })

  test('suspends and restores with a reason, and knows when it was changed meanwhile', async () => {
    expect((await send('wang', 'POST', `/officer-certificates/${id}/suspend`, { reason: '' }, 1)).status).toBe(422)
    const held = await send('wang', 'POST', `/officer-certificates/${id}/suspend`, { reason: '年审未过' }, 1)
    expect([held.body.standing, held.body.reason]).toEqual(['suspended', '年审未过'])
    const again = await send('wang', 'POST', `/officer-certificates/${id}/suspend`, { reason: '年审未过' }, 2)
    expect([again.status, again.body.type]).toEqual([409, '/problems/officer/closed'])
    const own = await send('wang', 'POST', `/officer-certificates/${id}/restore`, { reason: '已补审' }, 2)
    expect([own.status, own.body.detail]).toEqual([403, expect.stringContaining('不能自己恢复')])
    const stale = await send('admin', 'POST', `/officer-certificates/${id}/restore`, { reason: '已补审' }, 1)
    expect([stale.status, stale.body.type]).toEqual([409, '/problems/request/version-moved-on'])
    const back = await send('admin', 'POST', `/officer-certificates/${id}/restore`, { reason: '已补审' }, 2)
    expect([back.body.standing, back.body.reason]).toEqual(['ok', null])
  })

  test('renews it to a later day only, and keeps the first day where there is no gap', async () => {
    const renew = (body: object, login: Login = 'admin') =>
      send(login, 'POST', `/officer-certificates/${id}/renew`, body, 3)
    const early = { number: '150523001', validFrom: addDays(DAY, 10), validTo: addDays(DAY, 200) }
    expect((await renew(early)).body.errors[0].pointer).toBe('/validTo')
    expect((await renew({ ...early, validTo: addDays(DAY, 900) }, 'wang')).body.type).toBe(
      '/problems/officer/own-certificate',
    )
    expect((await renew({ ...early, validTo: '2999-12-31' })).body.errors[0].message).toContain('最长 10 年')
    const longer = await renew({ ...early, validTo: addDays(DAY, 900) })
    expect([longer.body.validFrom, longer.body.validTo]).toEqual([addDays(DAY, -700), addDays(DAY, 900)])
  })

  test('another county sees none of it, and neither grid staff nor enterprises read certificates', async () => {
    expect((await send('lin', 'GET', `/officer-certificates/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/officers')).body.total).toBe(0)
    expect((await send('lin', 'POST', `/officer-certificates/${id}/revoke`, { reason: '不是我的' }, 4)).status).toBe(
      404,
    )
    for (const login of ['li', 'zhao'] as const)
      expect((await send(login, 'GET', '/officer-certificates')).status).toBe(403)
    expect((await send('zhang', 'POST', '/officer-certificates', card('张明远', '150523002'))).status).toBe(403)
  })

  test('whoever may not enforce on a day is named with the reason', async () => {
    const old = card('张明远', '150523002', { validTo: addDays(DAY, -1) })
    expect((await send('wang', 'POST', '/officer-certificates', old)).body.standing).toBe('expired')
    const listed = await send('wang', 'GET', '/officer-certificates?standing=unfit')
    expect([listed.body.items.map((one: { name: string }) => one.name), listed.body.total, listed.body.unfit]).toEqual([
      ['张明远'],
      1,
      1,
    ])
    const { body } = await send('wang', 'GET', `/officers?on=${DAY}`)
    expect(body.items.map((one: { name: string; why: string }) => [one.name, one.why])).toEqual([
      ['王县监', null],
      ['张明远', `的执法证件 ${addDays(DAY, -1)} 到期，${DAY} 那天无效`],
    ])
    const asked = [people.王县监, people.张明远, people.李网格] as string[]
    const found = await house.db.read(subtree('370523'), (tx) => certifiedOn(tx, subtree('370523'), asked, DAY))
    expect(found.map(({ why }) => why)).toEqual([null, expect.stringContaining('到期'), '没有登记执法证件'])
  })

  test('revokes it for good, and the person may get another one', async () => {
    const gone = await send('wang', 'POST', `/officer-certificates/${id}/revoke`, { reason: '调离执法岗位' }, 4)
    expect(gone.body.standing).toBe('revoked')
    expect((await send('wang', 'POST', `/officer-certificates/${id}/restore`, { reason: '又回来' }, 5)).status).toBe(
      409,
    )
    expect((await send('admin', 'POST', '/officer-certificates', card('王县监', '150523001'))).status).toBe(201)
  })

  test('what the city suspended is not given back by the county, what the county suspended may be by both', async () => {
    const [one] = (await send('wang', 'GET', '/officer-certificates?q=张明远')).body.items
    const move = (login: Login, word: string, version: number) =>
      send(login, 'POST', `/officer-certificates/${one.id}/${word}`, { reason: '培训学时' }, version)
    expect((await move('admin', 'suspend', 1)).status).toBe(200)
    for (const word of ['restore', 'revoke']) {
      const refused = await move('wang', word, 2)
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/officer/not-above'])
    }
    expect((await move('admin', 'restore', 2)).status).toBe(200)
    expect((await move('wang', 'suspend', 3)).status).toBe(200)
    expect((await move('wang', 'restore', 4)).status).toBe(200)
  })
})
