import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

describe('registering an enterprise', () => {
  test('a county officer registers an enterprise as it is typed in offices and finds it again', async () => {
    const wang = house.as('wang')
    const created = await wang('POST', '/api/v1/enterprises', {
      name: '  广饶恒沣化工有限公司 ',
      creditCode: '９１３３０１００７９９６５５０５８ｂ',
      gridCode: '370523107201000',
      contactPhone: '+86 138-0013-8000',
      staffCount: '2,140人',
      establishedOn: '42552',
      operatingState: '正常',
    })
    expect(created.status).toBe(201)
    const file = await wang('GET', `/api/v1/enterprises/${created.body.id}`)
    expect(file.body.values).toMatchObject({
      name: '广饶恒沣化工有限公司',
      creditCode: '91330100799655058B',
      staffCount: 2140,
      establishedOn: '2016-07-01',
      operatingState: 'producing',
      contactPhone: '138****8000',
    })
    for (const q of ['恒沣', 'ghfhg', '799655058', '13800138000']) {
      const found = await wang('GET', `/api/v1/enterprises?q=${encodeURIComponent(q)}`)
      expect([q, found.body.total]).toEqual([q, q === 'ghfhg' ? 0 : 1])
    }
    const byInitials = await wang('GET', '/api/v1/enterprises?q=grhfhg')
    expect(byInitials.body.items).toHaveLength(1)
  })

  test('a wrong check digit is refused with the field and a Chinese sentence', async () => {
    const refused = await house.as('wang')('POST', '/api/v1/enterprises', {
      name: '甲公司',
      creditCode: '91330100799655058C',
      gridCode: PLACES.village,
    })
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/creditCode' })
    expect(refused.body.detail).toContain('校验位应为 B')
  })

  test('an enterprise is founded today at the latest, however the day is written and whoever writes it', async () => {
    const wang = house.as('wang')
    const later = { name: '未来公司', gridCode: PLACES.village, establishedOn: '2199年1月1日' }
    const refused = await wang('POST', '/api/v1/enterprises', later)
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ pointer: '/establishedOn', message: expect.stringMatching(/^成立日期 2199-01-01 还没有到/) }],
    ])
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const made = await wang('POST', '/api/v1/enterprises', { ...later, establishedOn: today })
    expect(made.status).toBe(201)
    const edit = { values: { establishedOn: '2199-01-01' } }
    const changed = await wang('PATCH', `/api/v1/enterprises/${made.body.id}`, edit, { 'if-match': '"1"' })
    expect([changed.status, changed.body.errors[0].pointer]).toEqual([422, '/establishedOn'])
  })

  test('a county officer cannot register an enterprise in another county', async () => {
    const refused = await house.as('wang')('POST', '/api/v1/enterprises', {
      name: '乙公司',
      gridCode: PLACES.lijinVillage,
    })
    expect(refused.status).toBe(403)
  })

  test('the same request sent twice happens once', async () => {
    const body = { name: '丙公司', gridCode: PLACES.village }
    const headers = { 'idempotency-key': 'create-bing-0001' }
    const first = await house.as('wang')('POST', '/api/v1/enterprises', body, headers)
    const second = await house.as('wang')('POST', '/api/v1/enterprises', body, headers)
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
    const found = await house.as('wang')('GET', `/api/v1/enterprises?q=${encodeURIComponent('丙公司')}`)
    expect(found.body.total).toBe(1)
    const reused = await house.as('wang')('POST', '/api/v1/enterprises', { ...body, name: '丁公司' }, headers)
    expect(reused.status).toBe(422)
  })

  test('a zero byte is refused in words, in a search and in a name', async () => {
    expect((await house.as('wang')('GET', '/api/v1/enterprises?q=%00')).status).toBe(422)
    const reason = await house.as('wang')('POST', '/api/v1/enterprises', {
      name: '甲\u0000公司',
      gridCode: PLACES.village,
    })
    expect([reason.status, reason.body.detail]).toEqual([422, '内容里有无法保存的字符，或数值超出范围。'])
  })

  test('a second enterprise with the same credit code is a conflict in plain words', async () => {
    const again = await house.as('wang')('POST', '/api/v1/enterprises', {
      name: '另一家',
      creditCode: '91330100799655058B',
      gridCode: PLACES.village,
    })
    expect(again.status).toBe(409)
    expect(again.body.type).toBe('/problems/enterprise/credit-code-taken')
  })
})
