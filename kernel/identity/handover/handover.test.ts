import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PASSWORD, PLACES } from '#apps/server/test-house.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { defaultLimits } from '../limits.ts'
import { raiseOverdue } from './service.ts'

let house: House
let now = new Date('2026-11-21T01:00:00Z')
const clock = { now: () => now }
beforeAll(async () => {
  house = await openHouse({
    limits: {
      ...clock,
      idleMinutes: 1_000_000,
      adminIdleMinutes: 1_000_000,
      absoluteHours: 9_000,
      proofMinutes: 600_000,
    },
  })
})
afterAll(() => house.close())

const seatOf = async (login: Login) => (await house.as(login)('GET', '/api/v1/me')).body.seat.id as string
const personOf = async (login: Login) =>
  (await house.as('admin')('GET', `/api/v1/people?q=${login}`)).body.items.find(
    (person: { login: string }) => person.login === login,
  ).id as string
/** Somebody new with a password of his own, sitting nowhere yet. */
async function newcomer(login: string) {
  const { id, secret } = (await house.as('wang')('POST', '/api/v1/people', { name: `新人${login}`, login })).body
  const { token } = (await house.as(null)('POST', '/api/v1/sessions', { account: login, password: secret })).body
  const headers = { authorization: `Bearer ${token}` }
  await house.as(null)('PUT', '/api/v1/me/password', { oldPassword: secret, newPassword: PASSWORD }, headers)
  const again = async () => {
    const session = await house.as(null)('POST', '/api/v1/sessions', { account: login, password: PASSWORD })
    const fresh = { authorization: `Bearer ${session.body.token}` }
    return (method: string, url: string, body?: unknown) => house.as(null)(method, url, body, fresh)
  }
  return { id: id as string, signIn: again }
}

describe('seats', () => {
  const body = { name: '大码头镇安监站', shortName: '大码头安监', kind: 'government', gridCode: PLACES.damatou }
  const seat = { title: '镇安监员', role: 'town_officer', gridCode: PLACES.damatou }
  let bodyId = ''

  test('a county officer enters a body and sets up a seat in his own county', async () => {
    const made = await house.as('wang')('POST', '/api/v1/bodies', body)
    expect(made.status).toBe(201)
    bodyId = made.body.id
    const bodies = await house.as('wang')('GET', '/api/v1/bodies')
    expect(bodies.body.items.map((row: { name: string }) => row.name)).toEqual(['大码头镇安监站'])
    expect((await house.as('wang')('POST', '/api/v1/seats', { ...seat, bodyId })).status).toBe(201)
  })

  test('not in another county, not above his own role, not for a body he cannot see', async () => {
    const post = (over: object) => house.as('wang')('POST', '/api/v1/seats', { ...seat, bodyId, ...over })
    expect((await house.as('wang')('POST', '/api/v1/bodies', { ...body, gridCode: PLACES.lijin })).status).toBe(403)
    expect((await post({ gridCode: PLACES.lijinTown })).body.type).toBe('/problems/identity/outside-region')
    expect((await post({ gridCode: PLACES.city })).status).toBe(403)
    expect((await post({ role: 'city_officer' })).body.type).toBe('/problems/identity/above-oneself')
    expect((await post({ role: 'king' })).body.errors[0].pointer).toBe('/role')
    expect((await post({ bodyId: await personOf('wang') })).status).toBe(404)
    expect((await house.as('lin')('POST', '/api/v1/seats', { ...seat, bodyId, gridCode: PLACES.lijin })).status).toBe(
      404,
    )
    expect((await house.as('zhang')('POST', '/api/v1/seats', { ...seat, bodyId })).status).toBe(403)
  })

  test('the seat of an object names an object of the region, and other seats name none', async () => {
    const contact = { ...seat, title: '安全管理员', role: 'enterprise_contact', gridCode: PLACES.village, bodyId }
    const here = await house.as('wang')('POST', '/api/v1/enterprises', { name: '甲公司', gridCode: PLACES.village })
    const there = await house.as('lin')('POST', '/api/v1/enterprises', {
      name: '乙公司',
      gridCode: PLACES.lijinVillage,
    })
    const post = (over: object) => house.as('wang')('POST', '/api/v1/seats', { ...contact, ...over })
    expect((await post({})).body.errors[0].pointer).toBe('/objectId')
    expect((await post({ objectId: there.body.id })).status).toBe(404)
    expect((await post({ role: 'grid_officer', objectId: here.body.id })).status).toBe(422)
    expect((await post({ objectId: here.body.id })).status).toBe(201)
  })

  test('seats are listed by grid and role with who sits on them, in one region only', async () => {
    const list = async (query: string) => (await house.as('wang')('GET', `/api/v1/seats?${query}`)).body.items
    const town = await list(`grid=${PLACES.damatou}&role=town_officer`)
    expect(town.flatMap((row: { holders: { name: string }[] }) => row.holders.map(({ name }) => name))).toEqual([
      '张明远',
    ])
    expect(await list(`grid=${PLACES.lijin}`)).toEqual([])
    expect((await list('')).every((row: { gridCode: string }) => row.gridCode.startsWith(PLACES.guangrao))).toBe(true)
  })

  test('a person is appointed once; a seat with somebody on it is not closed', async () => {
    const { id } = (await house.as('wang')('POST', '/api/v1/seats', { ...seat, bodyId, title: '新岗' })).body
    const { id: personId } = await newcomer('appointee')
    const appoint = (payload: object) => house.as('wang')('POST', `/api/v1/seats/${id}/holders`, payload)
    expect((await appoint({ personId: await personOf('lin') })).status).toBe(404)
    expect((await appoint({ personId, fromOn: '2020-01-01' })).body.errors[0].pointer).toBe('/fromOn')
    expect((await appoint({ personId })).status).toBe(201)
    expect((await appoint({ personId })).body.type).toBe('/problems/identity/already-seated')
    const close = () => house.as('wang')('POST', `/api/v1/seats/${id}/close`)
    expect((await close()).body.type).toBe('/problems/identity/seat-taken')
    expect((await house.as('lin')('POST', `/api/v1/seats/${id}/close`)).status).toBe(404)
    const left = await house.as('wang')('POST', `/api/v1/seats/${id}/leave`, { personId, lastDay: '2026-11-21' })
    expect(left.status).toBe(201)
    expect((await close()).status).toBe(200)
    expect((await close()).body.type).toBe('/problems/identity/seat-closed')
  })
})

describe('handing over', () => {
  let handoverId = ''
  let successor: Awaited<ReturnType<typeof newcomer>>
  let seatId = ''

  test('who leaves a seat loses its rights after the last day, and its open matters are listed', async () => {
    seatId = await seatOf('li')
    await house.db.system((tx) =>
      sendMessage(tx, {
        to: { seatId },
        kind: 'test.todo',
        title: '核实甲公司',
        link: '/enterprises',
        needsAction: true,
      }),
    )
    const leave = (payload: object) => house.as('wang')('POST', `/api/v1/seats/${seatId}/leave`, payload)
    expect((await leave({ personId: await personOf('lin'), lastDay: '2026-11-21' })).status).toBe(409)
    const left = await leave({ personId: await personOf('li'), lastDay: '2026-11-21' })
    expect(left.body.items).toBe(2)
    handoverId = left.body.handoverId
    expect((await house.as('li')('GET', '/api/v1/enterprises')).status).toBe(200)
    now = new Date('2026-11-21T17:00:00Z')
    expect((await house.as('li')('GET', '/api/v1/enterprises')).status).toBe(403)
  })

  test('nobody leaves a seat by his own hand', async () => {
    const refused = await house.as('wang')('POST', `/api/v1/seats/${await seatOf('wang')}/leave`, {
      personId: await personOf('wang'),
      lastDay: '2026-11-30',
    })
    expect(refused.body.type).toBe('/problems/identity/not-oneself')
  })

  test('the successor sees the list and accepts it item by item; the leaver cannot', async () => {
    successor = await newcomer('successor')
    await house.as('wang')('POST', `/api/v1/seats/${seatId}/holders`, { personId: successor.id })
    const as = await successor.signIn()
    const mine = (await as('GET', '/api/v1/handovers')).body.items[0]
    expect(mine).toMatchObject({ id: handoverId, fromPersonName: '李网格', closedAt: null })
    expect(mine.items.map((item: { kind: string }) => item.kind).sort()).toEqual(['message', 'session'])
    const accept = (id: string) => `/api/v1/handovers/${handoverId}/items/${id}/accept`
    const [first, second] = mine.items
    expect((await house.as('li')('POST', accept(first.id))).status).toBe(403)
    expect((await house.as('lin')('POST', accept(first.id))).status).toBe(404)
    expect((await as('POST', accept(seatId))).status).toBe(404)
    expect((await as('POST', accept(first.id))).body).toEqual({ closed: false, left: 1 })
    expect((await as('POST', accept(first.id))).body.type).toBe('/problems/identity/item-accepted')
    expect((await as('POST', accept(second.id))).body).toEqual({ closed: true, left: 0 })
    expect((await as('GET', '/api/v1/handovers')).body.items[0].closedAt).not.toBeNull()
    expect((await house.as('li')('GET', '/api/v1/me')).body.type).toBe('/problems/identity/session-ended')
  })

  test('the successor finds the messages of the seat in the inbox', async () => {
    const as = await successor.signIn()
    const inbox = await as('GET', '/api/v1/inbox')
    const titles = inbox.body.items.map((row: { title: string }) => row.title)
    expect(titles).toContain('核实甲公司')
    expect(titles.some((title: string) => title.includes('移交待接收'))).toBe(true)
  })

  test('what nobody accepts within 72 hours rises to the seat above, once', async () => {
    const left = await house.as('wang')('POST', `/api/v1/seats/${seatId}/leave`, {
      personId: successor.id,
      lastDay: '2026-11-22',
    })
    expect(left.body.items).toBeGreaterThan(0)
    const run = () => house.db.system((tx) => raiseOverdue(tx, { ...defaultLimits, ...clock }))
    now = new Date(now.getTime() + 71 * 3_600_000)
    expect(await run()).toBe(0)
    now = new Date(now.getTime() + 2 * 3_600_000)
    expect(await run()).toBe(left.body.items)
    expect(await run()).toBe(0)
    // The seat above a village's grid officer is the officer of its town.
    const above = (await house.as('zhang')('GET', '/api/v1/handovers?open=yes')).body.items[0]
    expect(above.id).toBe(left.body.handoverId)
    expect(above.items.every((item: { raised: boolean; mayAccept: boolean }) => item.raised && item.mayAccept)).toBe(
      true,
    )
    const inbox = await house.as('zhang')('GET', '/api/v1/inbox')
    expect(inbox.body.items[0].title).toContain('逾期未接收')
    for (const item of above.items)
      await house.as('zhang')('POST', `/api/v1/handovers/${above.id}/items/${item.id}/accept`)
    expect((await house.as('zhang')('GET', '/api/v1/handovers?open=yes')).body.items).toEqual([])
  })

  test('two who accept the last two items at once close the hand-over exactly once', async () => {
    const target = await seatOf('zhang')
    await house.db.system(async (tx) => {
      for (const title of ['一', '二']) await sendMessage(tx, { to: { seatId: target }, kind: 'test.todo', title })
    })
    const left = await house.as('wang')('POST', `/api/v1/seats/${target}/leave`, {
      personId: await personOf('zhang'),
      lastDay: '2026-12-31',
    })
    const mine = async () =>
      (await house.as('wang')('GET', '/api/v1/handovers')).body.items.find(
        (row: { id: string }) => row.id === left.body.handoverId,
      )
    expect(await mine()).toBeUndefined()
    const items = await house.db.pool.query(`select id from handover_item where handover_id = $1`, [
      left.body.handoverId,
    ])
    const answers = await Promise.all(
      items.rows.map((item) =>
        house.as('wang')('POST', `/api/v1/handovers/${left.body.handoverId}/items/${item.id}/accept`),
      ),
    )
    expect(answers.map((answer) => answer.status).every((status) => status === 200)).toBe(true)
    expect(answers.filter((answer) => answer.body.closed)).toHaveLength(1)
  })
})
