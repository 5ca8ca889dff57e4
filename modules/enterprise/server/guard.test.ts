import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'

let house: House
let a: string
let b: string
beforeAll(async () => {
  house = await openHouse()
  const add = async (body: object) =>
    (await house.as('wang')('POST', '/api/v1/enterprises', { gridCode: PLACES.village, ...body })).body.id as string
  a = await add({ name: '甲化工有限公司', contact: '李秀芹', contactPhone: '13820836640', industryCode: '2614' })
  b = await add({ name: '乙化工有限公司', industryCode: '5211' })
  await house.giveFileTo(a)
})
afterAll(() => house.close())

const hazard = (id?: string) => ({
  ...(id ? { id } : {}),
  name: '氨罐区',
  unitType: 'tank_farm',
  exposedPeople: 60,
  stocks: [{ chemical: '氨', tonnes: 60 }],
})

describe('what must not be destroyed', () => {
  test('an installation is not replaced by registering another under its id', async () => {
    const first = await house.as('wang')('POST', `/api/v1/enterprises/${a}/major-hazards`, hazard())
    const again = await house.as('wang')('POST', `/api/v1/enterprises/${b}/major-hazards`, hazard(first.body.id))
    expect([again.status, again.body.type]).toEqual([409, '/problems/enterprise/id-taken'])
    const kept = await house.as('wang')('GET', `/api/v1/enterprises/${a}/major-hazards`)
    expect(kept.body.items[0]).toMatchObject({ id: first.body.id, level: 3, version: 1 })
    const row = { id: first.body.id, kind: 'safety_input', data: { year: 2026, purpose: '检测', amountWan: 1 } }
    expect((await house.as('wang')('POST', `/api/v1/enterprises/${a}/records`, row)).status).toBe(201)
    expect((await house.as('wang')('POST', `/api/v1/enterprises/${b}/records`, row)).status).toBe(409)
  })

  test('a masked name sent back is refused instead of replacing the real one', async () => {
    const proposed = await house.as('zhao')('POST', `/api/v1/enterprises/${a}/changes`, { values: { contact: '李**' } })
    expect([proposed.status, proposed.body.detail]).toEqual([422, expect.stringContaining('打码')])
    const edited = await house.as('wang')(
      'PATCH',
      `/api/v1/enterprises/${a}`,
      { values: { contact: '李**' } },
      { 'if-match': '"1"' },
    )
    expect(edited.status).toBe(422)
    const record = await house.as('wang')('POST', `/api/v1/enterprises/${a}/records`, {
      kind: 'safety_org',
      data: { orgName: '安全部', orgSet: true, head: '王**' },
    })
    expect(record.status).toBe(422)
  })

  test('the same proposal twice waits once', async () => {
    const values = { staffCount: 77 }
    expect((await house.as('zhao')('POST', `/api/v1/enterprises/${a}/changes`, { values })).status).toBe(201)
    expect((await house.as('zhao')('POST', `/api/v1/enterprises/${a}/changes`, { values })).status).toBe(409)
  })

  test('half a position and a name that is a formula are refused', async () => {
    expect(
      (await house.as('wang')('PATCH', `/api/v1/enterprises/${b}`, { values: { lng: 118.5 } }, { 'if-match': '"1"' }))
        .status,
    ).toBe(422)
    expect(
      (await house.as('wang')('POST', '/api/v1/enterprises', { name: '=HYPERLINK("x")', gridCode: PLACES.village }))
        .status,
    ).toBe(422)
  })
})

describe('what must not be found out', () => {
  test('a revealed phone number does not stay behind in the receipt of the request', async () => {
    const ask = () =>
      house.as('wang')(
        'POST',
        `/api/v1/enterprises/${a}/reveal`,
        { purpose: '电话核实' },
        { 'idempotency-key': 'reveal-once-1' },
      )
    expect((await ask()).body.values.contactPhone).toBe('13820836640')
    expect((await ask()).body.values).toBeNull()
    const kept = await house.db.pool.query('select count(*)::int as n from request_receipt where body::text like $1', [
      '%13820836640%',
    ])
    expect(kept.rows[0].n).toBe(0)
  })

  test('a phone number is found whole, never digit by digit past its mask', async () => {
    const total = async (q: string) => (await house.as('chen')('GET', `/api/v1/enterprises?q=${q}`)).body.total
    expect(await total('13820836640')).toBe(1)
    expect(await total('138-2083-6640')).toBe(1)
    for (const part of ['138', '1382', '20836', '1382083664']) expect([part, await total(part)]).toEqual([part, 0])
  })

  test('files and seats of an enterprise follow it to another county', async () => {
    const upload = await house.as('wang')(
      'POST',
      `/api/v1/files?name=plan.txt&objectId=${a}`,
      Buffer.from('平面图说明'),
      { 'content-type': 'application/octet-stream' },
    )
    const version = (await house.as('zhou')('GET', `/api/v1/enterprises/${a}`)).body.version
    const moved = await house.as('zhou')(
      'PATCH',
      `/api/v1/enterprises/${a}`,
      { values: {}, gridCode: PLACES.lijinVillage },
      { 'if-match': `"${version}"` },
    )
    expect(moved.status).toBe(200)
    expect((await house.as('wang')('GET', `/api/v1/enterprises/${a}`)).status).toBe(404)
    expect(upload.status).toBe(201)
    expect((await house.as('wang')('GET', `/api/v1/files/${upload.body.id}`)).status).toBe(404)
    expect((await house.as('lin')('GET', `/api/v1/files/${upload.body.id}`)).status).toBe(200)
    expect((await house.as('lin')('GET', `/api/v1/enterprises/${a}/major-hazards`)).body.total).toBe(1)
  })
})

test('a section of the industry classification stands for everything in it', async () => {
  expect((await house.as('zhou')('GET', '/api/v1/enterprises?industry=C')).body.total).toBe(1)
  expect((await house.as('zhou')('GET', '/api/v1/enterprises?industry=F')).body.total).toBe(1)
  expect((await house.as('zhou')('GET', '/api/v1/enterprises?industry=C26')).body.total).toBe(1)
})

test('an origin that cannot be read is refused, not a fault of ours', async () => {
  for (const origin of ['http://[', 'http://', 'null', 'https://evil.example']) {
    const reply = await house.as(null)('POST', '/api/v1/sessions', { account: 'wang', password: 'x' }, { origin })
    expect([origin, reply.status]).toEqual([origin, 403])
  }
})
