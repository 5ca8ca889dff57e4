import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { type House, openHouse, PASSWORD } from '#apps/server/test-house.ts'
import { openLine, until } from '#apps/server/test-lines.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { queueOutbound } from './outbound/service.ts'
import { finishMessages, sendMessage } from './service.ts'

let house: House
let seatId = ''
let personId = ''
let origin = ''
beforeAll(async () => {
  house = await openHouse()
  origin = await house.app.listen({ port: 0, host: '127.0.0.1' })
  seatId = (await house.as('wang')('GET', '/api/v1/me')).body.seat.id
  const found = await house.db.pool.query(`select person_id from account where login = 'li'`)
  personId = found.rows[0].person_id
})
afterAll(() => house.close())

const send = (to: { seatId: string } | { personId: string }, title: string, more: object = {}) =>
  house.db.system((tx) => sendMessage(tx, { to, kind: 'test.told', title, ...more }))

describe('the inbox', () => {
  test('a message to a seat reaches whoever sits there and nobody else', async () => {
    const id = await send({ seatId }, '有新的变更待审核', { text: '甲公司', link: '/enterprises/1' })
    const inbox = await house.as('wang')('GET', '/api/v1/inbox')
    expect(inbox.body).toMatchObject({ total: 1, unread: 1, items: [{ id, title: '有新的变更待审核', read: false }] })
    expect((await house.as('lin')('GET', '/api/v1/inbox')).body.total).toBe(0)
    expect((await house.as('lin')('POST', `/api/v1/inbox/${id}/read`)).status).toBe(404)
    expect((await house.as(null)('GET', '/api/v1/inbox')).status).toBe(401)
  })

  test('reading is kept, reading twice is harmless, and all can be read at once', async () => {
    const [first] = (await house.as('wang')('GET', '/api/v1/inbox')).body.items
    for (let n = 0; n < 2; n++)
      expect((await house.as('wang')('POST', `/api/v1/inbox/${first.id}/read`)).status).toBe(200)
    await send({ seatId }, '第二条')
    await send({ seatId }, '第三条')
    expect((await house.as('wang')('GET', '/api/v1/inbox?unread=yes')).body.items).toHaveLength(2)
    expect((await house.as('wang')('POST', '/api/v1/inbox/read-all')).body).toEqual({ read: 2 })
    expect((await house.as('wang')('GET', '/api/v1/inbox')).body).toMatchObject({ unread: 0, total: 3 })
    expect((await house.as('wang')('POST', '/api/v1/inbox/nonsense/read')).status).toBe(422)
  })

  test('pages follow each other, newest first', async () => {
    const first = await house.as('wang')('GET', '/api/v1/inbox?limit=2')
    const second = await house.as('wang')('GET', `/api/v1/inbox?limit=2&cursor=${first.body.nextCursor}`)
    const titles = [...first.body.items, ...second.body.items].map((row: { title: string }) => row.title)
    expect(titles).toEqual(['第三条', '第二条', '有新的变更待审核'])
  })

  test('an act that fails leaves no message', async () => {
    const failed = house.db.system(async (tx) => {
      await sendMessage(tx, { to: { personId }, kind: 'test.told', title: '不该出现' })
      throw new Error('the act fails')
    })
    await expect(failed).rejects.toThrow('the act fails')
    expect((await house.as('li')('GET', '/api/v1/inbox')).body.total).toBe(0)
  })

  test('a matter that is done closes its messages', async () => {
    await send({ personId }, '请核实', { ref: 'matter-1', needsAction: true })
    expect(await house.db.system((tx) => finishMessages(tx, 'test.told', 'matter-1'))).toBe(1)
    const inbox = (await house.as('li')('GET', '/api/v1/inbox')).body
    expect(inbox.items[0].done).toBe(true)
    // Nobody has to go and look at what is done already.
    expect(inbox.unread).toBe(0)
  })

  test('a link never leads to another site', async () => {
    for (const link of ['https://evil.test', '//evil.test', 'javascript:alert(1)'])
      await expect(send({ personId }, '坏链接', { link })).rejects.toThrow('message_link_stays_here')
  })
})

const openPage = (token: string, headers: Record<string, string> = {}, at = origin) =>
  openLine(`${at}/api/v1/inbox/events`, token, headers)

async function freshToken(account: string) {
  const reply = await house.as(null)('POST', '/api/v1/sessions', { account, password: PASSWORD })
  return reply.body.token as string
}

describe('the live line', () => {
  test('a message appears on the open page of its seat at once, and not on another', async () => {
    const [mine, other] = [await openPage(await house.token('wang')), await openPage(await house.token('lin'))]
    expect(mine.answer.headers.get('content-type')).toBe('text/event-stream')
    expect(mine.answer.headers.get('x-content-type-options')).toBe('nosniff')
    await until(() => mine.text.includes('event: ready') && other.text.includes('event: ready'))
    const id = await send({ seatId }, '实时消息')
    expect(await until(() => mine.text.includes(`id: ${id}`))).toBe(true)
    expect(mine.text).toContain('"title":"实时消息"')
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(other.text).not.toContain('实时消息')
    mine.close()
    other.close()
  })

  test('nobody opens a line without signing in', async () => {
    const answer = await fetch(`${origin}/api/v1/inbox/events`)
    expect(answer.status).toBe(401)
    await answer.body?.cancel()
  })

  test('a page that was away gets what it missed, each message once', async () => {
    const token = await house.token('wang')
    const seen = await send({ seatId }, '看过的')
    const missed = await send({ seatId }, '断线期间的')
    const page = await openPage(token, { 'last-event-id': seen })
    expect(await until(() => page.text.includes(missed))).toBe(true)
    expect(page.text.split(`id: ${missed}`)).toHaveLength(2)
    page.close()
  })

  test('the line ends when the session is signed out', async () => {
    const token = await freshToken('zhou')
    const page = await openPage(token)
    await until(() => page.text.includes('ready'))
    await house.as(null)('DELETE', '/api/v1/sessions/current', undefined, { authorization: `Bearer ${token}` })
    expect(await until(() => page.ended)).toBe(true)
  })

  test('the line ends when the session runs out quietly, and beats until then', async () => {
    let now = new Date()
    const options = {
      db: house.db,
      demo: 'none',
      logLevel: 'silent',
      heartbeatMs: 50,
      limits: { now: () => now },
    } as const
    const app = await compose(options)
    const at = await app.listen({ port: 0, host: '127.0.0.1' })
    const page = await openPage(await freshToken('chen'), {}, at)
    expect(await until(() => page.text.includes(': beat'))).toBe(true)
    expect(page.ended).toBe(false)
    now = new Date(now.getTime() + 31 * 60_000)
    expect(await until(() => page.ended)).toBe(true)
    await app.close()
  })

  test('after the database dropped all connections, messages arrive again, also those sent in between', async () => {
    const page = await openPage(await house.token('wang'))
    await until(() => page.text.includes('ready'))
    await asOwner(
      house.ownerUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    )
    const between = await asOwner(
      house.ownerUrl,
      `insert into message (id, seat_id, kind, title) values (gen_random_uuid(), $1, 'test.told', '断开时的消息') returning id`,
      [seatId],
    )
    expect(await until(() => page.text.includes(between.rows[0].id))).toBe(true)
    const after = await send({ seatId }, '恢复后的消息')
    expect(await until(() => page.text.includes(after))).toBe(true)
    expect(page.text.split(`id: ${between.rows[0].id}`)).toHaveLength(2)
    page.close()
  })
})

describe('the outbox', () => {
  test('shows what leaves the platform with masked numbers, to the administrator only', async () => {
    await house.db.system((tx) =>
      queueOutbound(tx, { channel: 'sms', address: '13800138000', text: '【安网】测试', gridCode: '370523' }),
    )
    await house.db.system((tx) =>
      queueOutbound(tx, { channel: 'sms', address: '13900139000', text: '别的市', gridCode: '371002' }),
    )
    const outbox = await house.as('admin')('GET', '/api/v1/outbox?state=queued')
    expect(outbox.body).toMatchObject({ total: 1, items: [{ address: '138****8000', state: 'queued', tries: 0 }] })
    expect((await house.as('wang')('GET', '/api/v1/outbox')).status).toBe(403)
  })

  test('a message also sent as a text goes to the phones of those who sit on the seat', async () => {
    await asOwner(house.ownerUrl, `update person set phone = '13600136000' where name = '王县监'`)
    await send({ seatId }, '请尽快处理', { sms: true })
    const outbox = await house.as('admin')('GET', '/api/v1/outbox')
    expect(outbox.body.items[0]).toMatchObject({ address: '136****6000', text: '【安网】请尽快处理' })
    const jobs = await asOwner(house.ownerUrl, `select name from job_request`)
    expect(jobs.rows).toHaveLength(3)
  })
})
