import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type House, openHouse, PASSWORD } from '#apps/server/test-house.ts'
import { Database } from '#kernel/db/db.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { hashToken } from './hash.ts'
import { today } from './limits.ts'
import { SessionKeeper } from './session-keeper.ts'

let house: House
/** A second process on the same database, as far as sessions go. */
let elsewhere: Database
let keeper: SessionKeeper

beforeAll(async () => {
  house = await openHouse()
  elsewhere = new Database(house.ownerUrl, { connections: 3 })
  keeper = new SessionKeeper(elsewhere)
})
afterAll(async () => {
  await elsewhere.close()
  await house.close()
})

const find = async (token: string) => keeper.find(hashToken(token), today())

/** Reads twice: the first read may open the connection that listens. */
async function warm(token: string) {
  await find(token)
  await find(token)
  return find(token)
}

describe('who is behind a token, kept in memory', () => {
  test('is asked of the database once and then known', async () => {
    const token = await house.token('wang')
    const known = await warm(token)
    expect(known?.login).toBe('wang')
    expect(await find(token)).toBe(known)
  })

  test('is forgotten in every process when the session is revoked in one', async () => {
    const token = await house.token('lin')
    expect((await warm(token))?.revokedAt).toBeNull()
    await house.as('lin')('DELETE', '/api/v1/sessions/current')
    await vi.waitFor(async () => expect((await find(token))?.revokedAt).toBeInstanceOf(Date))
  })

  test.each([
    ['the account is disabled', 'zhang', `update account set disabled_at = now() where login = 'zhang'`],
    [
      'the seat is closed',
      'zhou',
      `update seat set from_on = '2019-01-01', to_on = '2020-01-01' where role = 'city_officer'`,
    ],
    [
      'the person leaves the seat',
      'li',
      `delete from seat_holding where seat_id in (select id from seat where role = 'grid_officer')`,
    ],
    ['the person takes another name', 'admin', `update person set name = '孙立' where name = '孙立国'`],
    ['the body takes another name', 'admin', `update body set name = '东营市安全生产监督管理局'`],
  ])('is forgotten when %s', async (_what, login, change) => {
    const token = await signIn(login)
    const before = await warm(token)
    await asOwner(house.ownerUrl, change)
    await vi.waitFor(async () => expect(await find(token)).not.toEqual(before))
  })

  test('is not trusted while nobody listens for changes', async () => {
    const token = await house.token('chen')
    await warm(token)
    await asOwner(
      house.ownerUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()`,
    )
    await vi.waitFor(() => expect(elsewhere.changes.heard).toBe(false))
    await asOwner(house.ownerUrl, `update person set name = '陈改名' where name = '陈立军'`)
    expect((await find(token))?.personName).toBe('陈改名')
  })

  test('answers the next request of the same process with the change already made', async () => {
    for (let round = 0; round < 20; round++) {
      const token = await signIn('admin')
      const headers = { authorization: `Bearer ${token}` }
      expect((await house.as(null)('GET', '/api/v1/me', undefined, headers)).status).toBe(200)
      expect((await house.as(null)('DELETE', '/api/v1/sessions/current', undefined, headers)).status).toBeLessThan(300)
      expect((await house.as(null)('GET', '/api/v1/me', undefined, headers)).status).toBe(401)
    }
  })
})

async function signIn(account: string): Promise<string> {
  const reply = await house.as(null)('POST', '/api/v1/sessions', { account, password: PASSWORD })
  return reply.body.token
}
