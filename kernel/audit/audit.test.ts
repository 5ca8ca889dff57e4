import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { appendAudit, verifyAudit } from './audit.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  await house.db.system(async (tx) => {
    for (const [n, gridCode] of ['370523107201', '370522101', '371002'].entries())
      await appendAudit(tx, {
        action: 'test.written',
        accountId: null,
        actor: { name: '某人', account: `someone-${n}` },
        objectType: 'thing',
        objectId: `thing-${n}`,
        gridCode,
        detail: { phone: '138****8000' },
      })
  })
})
afterAll(() => house.close())

const read = (query: string, login: 'admin' | 'wang' | 'chen' | 'zhao' = 'admin') =>
  house.as(login)('GET', `/api/v1/audit-events?${query}`)

describe('reading the audit', () => {
  test('the city administrator reads what happened in the city, and nothing of another city', async () => {
    const lines = await read('action=test')
    expect(lines.body.items.map((line: { objectId: string }) => line.objectId)).toEqual(['thing-1', 'thing-0'])
    expect(lines.body.total).toBe(2)
    expect((await read('objectType=thing&objectId=thing-2')).body.items).toEqual([])
  })

  test('only the role that may read the audit reads it', async () => {
    for (const login of ['wang', 'chen', 'zhao'] as const) expect((await read('', login)).status).toBe(403)
    expect((await house.as(null)('GET', '/api/v1/audit-events')).status).toBe(401)
  })

  test('lines are found by object, account and day', async () => {
    expect((await read('objectType=thing&objectId=thing-0')).body.total).toBe(1)
    expect((await read('account=someone-1')).body.total).toBe(1)
    expect((await read('action=test&to=2020-01-01')).body.total).toBe(0)
    expect((await read('action=test&from=2020-01-01')).body.total).toBe(2)
    expect((await read('from=yesterday')).status).toBe(422)
    expect((await read('cursor=nonsense')).status).toBe(422)
  })

  test('lines are found by a part of a name, a whole account or the number of a case', async () => {
    expect((await read('action=test&q=某')).body.total).toBe(2)
    expect((await read('action=test&q=someone-0')).body.total).toBe(1)
    expect((await read('action=test&q=someone')).body.total).toBe(0)
    const lin = house.as('lin')
    const opened = await lin('POST', '/api/v1/tasks', {
      gridCode: PLACES.lijin,
      input: { name: '冬季检查', kind: 'special', feedback: 'none', rule: {}, goal: '查一遍', requirements: '逐家' },
    })
    expect(opened.status).toBe(201)
    const found = await read(`q=${opened.body.number.toLowerCase()}`)
    expect(found.body.items).toMatchObject([{ action: 'task.draft', objectName: '冬季检查' }])
  })

  test('a line names the enterprise it is about as it is called today', async () => {
    const made = await house.as('admin')('POST', '/api/v1/enterprises', {
      name: '广饶恒沣化工',
      gridCode: PLACES.village,
    })
    const lines = await read(`objectType=enterprise&objectId=${made.body.id}`)
    expect(lines.body.items[0].objectName).toBe('广饶恒沣化工')
  })

  test('pages follow each other without a gap or a double', async () => {
    const all = (await read('limit=200')).body.items.map((line: { seq: number }) => line.seq) as number[]
    const seen: number[] = []
    for (let cursor = ''; ; ) {
      const page = await read(`limit=1${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.body.items.map((line: { seq: number }) => line.seq))
      cursor = page.body.nextCursor
      if (!cursor) break
    }
    expect(seen).toEqual(all)
  })

  test('every sign-in leaves exactly one line', async () => {
    const count = async () => (await read('action=identity.signed-in&account=li')).body.total as number
    const before = await count()
    await house.as('li')('GET', '/api/v1/me')
    expect(await count()).toBe(before + 1)
  })
})

describe('the chain', () => {
  const verify = () => house.db.system((tx) => verifyAudit(tx))

  test('the application cannot change or delete a line', async () => {
    await expect(house.db.system((_, client) => client.query(`update audit_event set action = 'x'`))).rejects.toThrow()
    await expect(house.db.system((_, client) => client.query('delete from audit_event'))).rejects.toThrow()
  })

  test('a line changed behind the back of the platform is named, and put back the chain holds again', async () => {
    expect((await verify()).ok).toBe(true)
    const { rows } = await asOwner(house.ownerUrl, `select seq, id from audit_event where object_id = 'thing-1'`)
    await asOwner(house.ownerUrl, `update audit_event set actor = '{"name":"别人"}' where seq = $1`, [rows[0].seq])
    const broken = await verify()
    expect(broken).toMatchObject({ ok: false, broken: { seq: Number(rows[0].seq), id: rows[0].id, why: '内容被改动' } })
    const overHttp = await house.as('admin')('GET', '/api/v1/audit-chain')
    expect(overHttp.body).toMatchObject({ ok: false, broken: { seq: Number(rows[0].seq) } })
    await asOwner(
      house.ownerUrl,
      `update audit_event set actor = '{"name":"某人","account":"someone-1"}' where seq = $1`,
      [rows[0].seq],
    )
    expect((await verify()).ok).toBe(true)
  })

  test('a deleted last line is missed', async () => {
    const { rows } = await asOwner(
      house.ownerUrl,
      'delete from audit_event where seq = (select max(seq) from audit_event) returning seq',
    )
    const broken = await verify()
    expect(broken.ok).toBe(false)
    expect(broken.broken?.why).toContain(`第 ${rows[0].seq} 条`)
  })
})

test('the audit is narrowed to days and exported in words, and the export is a line of its own', async () => {
  const day = today()
  const of = async (query: string) => (await house.as('admin')('GET', `/api/v1/audit-events?${query}`)).body
  expect((await of(`from=${day}&to=${day}`)).total).toBe((await of('')).total)
  expect((await of('to=2020-01-01')).total).toBe(0)
  const sheet = await house.as('admin')('GET', `/api/v1/audit-events/export?format=csv&from=${day}`)
  const rows = String(sheet.body).trim().split('\r\n')
  expect(rows[0]).toContain('序号,时间,姓名,账号,岗位,机构,做了什么,内容')
  expect(rows.length).toBe((await of(`from=${day}`)).total)
  expect(rows[1]).not.toMatch(/identity\.|enterprise\./)
  expect((await of('action=audit.exported')).items[0]).toMatchObject({
    detail: { format: 'csv', count: rows.length - 1 },
  })
  expect((await house.as('li')('GET', '/api/v1/audit-events/export')).status).toBe(403)
})
