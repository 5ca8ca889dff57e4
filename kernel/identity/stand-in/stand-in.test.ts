import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'

let house: House
let now = new Date('2026-11-22T01:00:00Z')
beforeAll(async () => {
  house = await openHouse({
    limits: {
      now: () => now,
      idleMinutes: 1_000_000,
      adminIdleMinutes: 1_000_000,
      absoluteHours: 9_000,
      proofMinutes: 600_000,
    },
  })
})
afterAll(() => house.close())

const me = async (login: Login) => (await house.as(login)('GET', '/api/v1/me')).body
const choices = (login: Login) => house.as(login)('GET', '/api/v1/stand-in-choices')
const personOf = async (login: Login) =>
  (await house.as('admin')('GET', `/api/v1/people?q=${login}`)).body.items.find(
    (person: { login: string }) => person.login === login,
  ).id as string
const days = { fromOn: '2026-11-23', toOn: '2026-11-27', reason: '外出培训' }
const ask = async (login: Login, who: Login, over: object = {}) =>
  house.as(login)('POST', '/api/v1/stand-ins', { ...days, personId: await personOf(who), ...over })

describe('standing in during leave', () => {
  let id = ''
  let townSeat = ''

  test('one asks somebody of the office above; not somebody of another county, of the village, or oneself', async () => {
    townSeat = (await me('zhang')).seat.id
    const { items } = (await choices('zhang')).body
    expect(items.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['王县监', '周文博']))
    expect(items.map(({ name }: { name: string }) => name)).not.toContain('林利津')
    for (const stranger of ['lin', 'li', 'zhang'] as const)
      expect((await ask('zhang', stranger)).body.errors).toMatchObject([{ pointer: '/personId' }])
    expect((await house.as(null)('POST', '/api/v1/stand-ins', days)).status).toBe(401)
  })

  test('days must lie ahead, follow each other and be no longer than the setting allows', async () => {
    expect((await ask('zhang', 'wang', { fromOn: '2026-11-21' })).body.errors[0].pointer).toBe('/fromOn')
    expect((await ask('zhang', 'wang', { toOn: '2026-11-22' })).body.errors[0].pointer).toBe('/toOn')
    expect((await ask('zhang', 'wang', { toOn: '2027-11-23' })).body.errors[0].message).toContain('最多 60 天')
    expect((await ask('zhang', 'wang', { reason: '' })).body.errors[0].pointer).toBe('/reason')
  })

  test('the stand-in is told, and takes the seat when the days come, not before and not after', async () => {
    const set = await ask('zhang', 'wang')
    expect([set.status, set.body]).toMatchObject([201, { personName: '王县监', forPersonName: '张明远' }])
    id = set.body.id
    const inbox = (await house.as('wang')('GET', '/api/v1/inbox')).body.items
    expect(inbox[0].title).toContain('请您代理张明远')
    expect((await ask('zhang', 'zhou')).body.type).toBe('/problems/identity/stand-in-twice')
    const take = () => house.as('wang')('PUT', '/api/v1/me/seat', { seatId: townSeat })
    expect((await take()).status).not.toBe(200)
    now = new Date('2026-11-23T01:00:00Z')
    expect((await me('wang')).seats).toMatchObject([{ standsInFor: null }, { id: townSeat, standsInFor: '张明远' }])
    expect((await take()).status).toBe(200)
    expect(await me('wang')).toMatchObject({ seat: { id: townSeat, standsInFor: '张明远' }, gridCode: PLACES.damatou })
    expect((await choices('wang')).status).toBe(409)
  })

  test('acts are kept under the name of who did them and for whom; the holder keeps his seat', async () => {
    const task = {
      gridCode: PLACES.damatou,
      input: { name: '冬季检查', kind: 'special', feedback: 'none', rule: {}, goal: '查一遍', requirements: '逐家' },
    }
    const made = await house.as('wang')('POST', '/api/v1/tasks', task)
    expect(made.status).toBe(201)
    const { history } = (await house.as('zhang')('GET', `/api/v1/tasks/${made.body.id}`)).body
    expect(history[0].by.name).toBe('王县监（代张明远）')
    expect((await house.as('zhang')('GET', '/api/v1/cases')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      made.body.id,
    ])
    const lines = (await house.as('admin')('GET', '/api/v1/audit-events?action=task.draft')).body.items
    expect(lines[0].actor.name).toBe('王县监（代张明远）')
  })

  test('a stand-in leaves no seat by a hand-over: there is nothing to hand over', async () => {
    const byAdmin = await house.as('admin')('POST', `/api/v1/seats/${townSeat}/leave`, {
      personId: await personOf('wang'),
      lastDay: '2026-11-23',
    })
    expect(byAdmin.body.type).toBe('/problems/identity/stands-in')
  })

  test('only those concerned end it; it lasts to the end of the day, and both are told', async () => {
    const end = (login: Login) => house.as(login)('POST', `/api/v1/stand-ins/${id}/end`)
    expect((await end('lin')).status).toBe(404)
    expect((await end('zhang')).status).toBe(200)
    expect((await end('zhang')).status).toBe(404)
    const next = { fromOn: '2026-11-23', toOn: '2026-11-23' }
    const replaced = await ask('zhang', 'zhou', next)
    expect(replaced.status).toBe(201)
    await house.as('zhou')('POST', `/api/v1/stand-ins/${replaced.body.id}/end`)
    expect((await me('wang')).seat).toMatchObject({ id: townSeat })
    now = new Date('2026-11-24T01:00:00Z')
    expect((await house.as('wang')('GET', '/api/v1/tasks')).status).toBe(403)
    expect((await me('wang')).seats).toHaveLength(1)
    expect((await end('zhang')).status).toBe(404)
  })

  test('one to come is taken back at once; when the holder leaves for good, nobody stands in for him any more', async () => {
    const ahead = { fromOn: '2026-12-01', toOn: '2026-12-03' }
    const set = await ask('zhang', 'zhou', ahead)
    expect(set.status).toBe(201)
    expect((await house.as('zhou')('GET', '/api/v1/stand-ins')).body.total).toBe(1)
    await house.as('zhou')('POST', `/api/v1/stand-ins/${set.body.id}/end`)
    expect((await house.as('zhou')('GET', '/api/v1/stand-ins')).body.total).toBe(0)
    expect((await ask('zhang', 'zhou', ahead)).status).toBe(201)
    const left = await house.as('admin')('POST', `/api/v1/seats/${townSeat}/leave`, {
      personId: await personOf('zhang'),
      lastDay: '2026-11-24',
    })
    expect(left.status).toBe(201)
    expect((await house.as('zhou')('GET', '/api/v1/stand-ins')).body.total).toBe(0)
  })

  test('the manager of an enterprise on leave asks another of the same enterprise', async () => {
    const enterprise = await house.as('admin')('POST', '/api/v1/enterprises', {
      name: '广饶恒沣化工',
      gridCode: PLACES.village,
    })
    await house.giveFileTo(enterprise.body.id)
    const none = await choices('zhao')
    expect([none.status, none.body.items]).toEqual([200, []])
  })
})
