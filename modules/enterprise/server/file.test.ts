import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
let id: string
beforeAll(async () => {
  house = await openHouse()
  const created = await house.as('wang')('POST', '/api/v1/enterprises', {
    name: '广饶恒沣化工有限公司',
    creditCode: '91330100799655058B',
    gridCode: PLACES.village,
    contact: '欧阳修竹',
    contactPhone: '13800138000',
    address: '大码头镇杨斗村1号',
  })
  id = created.body.id
  await house.giveFileTo(id)
})
afterAll(() => house.close())

const version = async () => (await house.as('wang')('GET', `/api/v1/enterprises/${id}`)).body.version as number

describe('the file of an enterprise', () => {
  test('personal data is masked, and revealing it asks a purpose and leaves an audit line', async () => {
    const file = await house.as('wang')('GET', `/api/v1/enterprises/${id}`)
    expect(file.body.values).toMatchObject({ contact: '欧阳**', contactPhone: '138****8000' })
    expect((await house.as('wang')('POST', `/api/v1/enterprises/${id}/reveal`, {})).status).toBe(422)
    const revealed = await house.as('wang')('POST', `/api/v1/enterprises/${id}/reveal`, { purpose: '电话核实停产情况' })
    expect(revealed.body.values).toMatchObject({ contact: '欧阳修竹', contactPhone: '13800138000' })
    const lines = await asOwner(house.ownerUrl, `select detail from audit_event where action = 'enterprise.revealed'`)
    expect(lines.rows[0].detail.purpose).toBe('电话核实停产情况')
    expect((await house.as('chen')('POST', `/api/v1/enterprises/${id}/reveal`, { purpose: '看看' })).status).toBe(403)
  })

  test('an officer of another county cannot tell the file from one that does not exist', async () => {
    const lin = house.as('lin')
    const foreign = await lin('GET', `/api/v1/enterprises/${id}`)
    const nothing = await lin('GET', '/api/v1/enterprises/01890000-0000-7000-8000-000000000000')
    expect([foreign.status, nothing.status]).toEqual([404, 404])
    expect(foreign.body.detail).toBe(nothing.body.detail)
    for (const path of ['history', 'records', 'major-hazards', 'as-of?on=2026-11-21']) {
      expect([path, (await lin('GET', `/api/v1/enterprises/${id}/${path}`)).status]).toEqual([path, 404])
    }
    expect((await lin('GET', '/api/v1/enterprises?q=恒沣')).body.total).toBe(0)
  })

  test('two officers edit one record: the second is told and nothing is overwritten', async () => {
    const before = await version()
    const headers = { 'if-match': `"${before}"` }
    const first = await house.as('wang')('PATCH', `/api/v1/enterprises/${id}`, { values: { staffCount: 88 } }, headers)
    expect(first.body).toMatchObject({ version: before + 1, changed: ['staffCount'] })
    const second = await house.as('zhang')(
      'PATCH',
      `/api/v1/enterprises/${id}`,
      { values: { staffCount: 90 } },
      headers,
    )
    expect([second.status, second.body.currentVersion]).toEqual([409, before + 1])
    const blind = await house.as('zhang')('PATCH', `/api/v1/enterprises/${id}`, { values: { staffCount: 90 } })
    expect(blind.status).toBe(428)
    expect((await house.as('wang')('GET', `/api/v1/enterprises/${id}`)).body.values.staffCount).toBe(88)
  })

  test('the history names field, before and after; the record of an earlier day comes back', async () => {
    const history = await house.as('wang')('GET', `/api/v1/enterprises/${id}/history`)
    expect(history.body.items[0].changes).toContainEqual({
      field: 'staffCount',
      label: '从业人员',
      before: null,
      after: 88,
    })
    expect(history.body.items.at(-1)).toMatchObject({ act: 'created', version: 1 })
    await asOwner(
      house.ownerUrl,
      `update enterprise_version set valid_from = '2020-01-01' where enterprise_id = $1 and version = 1`,
      [id],
    )
    const then = await house.as('wang')('GET', `/api/v1/enterprises/${id}/as-of?on=2020-06-30`)
    expect([then.body.version, then.body.values.staffCount]).toEqual([1, null])
    expect((await house.as('wang')('GET', `/api/v1/enterprises/${id}/as-of?on=2019-06-30`)).status).toBe(404)
  })

  test('an enterprise proposes, the office returns with a reason, then approves', async () => {
    const proposed = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, {
      values: { contactPhone: '13900139000' },
    })
    expect(proposed.status).toBe(201)
    const open = await house.as('zhang')('GET', '/api/v1/enterprise-changes')
    expect(open.body.items[0]).toMatchObject({ id: proposed.body.id, openActs: ['approve', 'return'] })
    expect(open.body.items[0].changes[0]).toMatchObject({
      label: '联系电话',
      before: '138****8000',
      after: '139****9000',
    })
    expect((await house.as('lin')('POST', `/api/v1/enterprise-changes/${proposed.body.id}/approve`)).status).toBe(404)
    expect(
      (await house.as('zhang')('POST', `/api/v1/enterprise-changes/${proposed.body.id}/return`, { reason: '' })).status,
    ).toBe(422)
    expect(
      (
        await house.as('zhang')('POST', `/api/v1/enterprise-changes/${proposed.body.id}/return`, {
          reason: '号码打不通',
        })
      ).status,
    ).toBe(200)
    expect((await house.as('zhang')('POST', `/api/v1/enterprise-changes/${proposed.body.id}/approve`)).status).toBe(409)
    const again = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, {
      values: { contactPhone: '13900139001' },
    })
    expect(
      (await house.as('zhang')('POST', `/api/v1/enterprise-changes/${again.body.id}/approve`)).body.changed,
    ).toEqual(['contactPhone'])
    const own = await house.as('zhao')('GET', `/api/v1/enterprises/${id}`)
    expect(own.body.facts.find((fact: { field: string }) => fact.field === 'contactPhone').method).toBe('enterprise')
  })

  test('an enterprise cannot change what the office keeps, nor approve its own proposal', async () => {
    const level = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, { values: { riskLevel: '4' } })
    expect(level.status).toBe(403)
    const mine = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, { values: { contact: '王五' } })
    expect((await house.as('zhao')('POST', `/api/v1/enterprise-changes/${mine.body.id}/approve`)).status).toBe(403)
  })

  test('a proposal on a field the office has changed meanwhile is not silently approved', async () => {
    const mine = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, {
      values: { address: '新厂区2号' },
    })
    const headers = { 'if-match': `"${await version()}"` }
    await house.as('wang')('PATCH', `/api/v1/enterprises/${id}`, { values: { address: '大码头镇杨斗村9号' } }, headers)
    const refused = await house.as('wang')('POST', `/api/v1/enterprise-changes/${mine.body.id}/approve`)
    expect([refused.status, refused.body.openActs]).toEqual([409, ['return']])
  })

  test('who approves may see in full what he approves, says what for, and leaves a line', async () => {
    const values = { contactPhone: '13912345678' }
    const { body } = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, { values })
    const shown = (await house.as('wang')('GET', `/api/v1/enterprise-changes?enterpriseId=${id}`)).body.items
    const mine = shown.find((item: { id: string }) => item.id === body.id)
    expect(mine.changes[0].after).toBe('139****5678')
    const path = `/api/v1/enterprise-changes/${body.id}/reveal`
    expect((await house.as('wang')('POST', path, { purpose: '' })).status).toBe(422)
    expect((await house.as('lin')('POST', path, { purpose: '审核申报' })).status).toBe(404)
    const full = await house.as('wang')('POST', path, { purpose: '审核申报' })
    expect(full.body).toEqual({ values })
    const lines = await house.as('admin')('GET', `/api/v1/audit-events?action=enterprise.revealed&objectId=${id}`)
    expect(lines.body.items[0].detail).toMatchObject({ purpose: '审核申报', fields: ['contactPhone'], change: body.id })
    await house.as('wang')('POST', `/api/v1/enterprise-changes/${body.id}/return`, { reason: '测试退回' })
  })

  test('what was sent back shows its reason to the enterprise, the latest first', async () => {
    for (const staffCount of [11, 12]) {
      const proposed = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, { values: { staffCount } })
      const address = `/api/v1/enterprise-changes/${proposed.body.id}/return`
      await house.as('zhang')('POST', address, { reason: `人数 ${staffCount} 与社保不符` })
    }
    const back = await house.as('zhao')('GET', `/api/v1/enterprise-changes?enterpriseId=${id}&state=returned&limit=2`)
    expect(back.body.items.map(({ reason }: { reason: string }) => reason)).toEqual([
      '人数 12 与社保不符',
      '人数 11 与社保不符',
    ])
    const older = await house.as('zhao')(
      'GET',
      `/api/v1/enterprise-changes?enterpriseId=${id}&state=returned&cursor=${back.body.nextCursor}`,
    )
    expect(older.body.items.length).toBe(back.body.total - 2)
  })

  test('ledgers are checked field by field and withdrawn, never deleted', async () => {
    const zhao = house.as('zhao')
    const bad = await zhao('POST', `/api/v1/enterprises/${id}/records`, {
      kind: 'licence',
      data: { licenceKind: '营业执照', validTo: '2026-02-30', colour: '红' },
    })
    expect(bad.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([
      '/licenceNumber',
      '/validTo',
      '/colour',
    ])
    const added = await zhao('POST', `/api/v1/enterprises/${id}/records`, {
      kind: 'person_certificate',
      data: {
        personName: '张三丰',
        idNumber: '11010519491231002X',
        personKind: '特种作业',
        certificateNumber: 'T11010519491231',
        validTo: '2027年3月1日',
      },
    })
    expect(added.status).toBe(201)
    const listed = await zhao('GET', `/api/v1/enterprises/${id}/records?kind=person_certificate`)
    expect(listed.body.items[0].data).toMatchObject({
      personName: '张**',
      idNumber: '1****************X',
      validTo: '2027-03-01',
    })
    const changed = await zhao(
      'PUT',
      `/api/v1/enterprise-records/${added.body.id}`,
      { data: { personKind: '特种作业', validTo: '2030-03-01' } },
      { 'if-match': '"1"' },
    )
    expect(changed.status).toBe(200)
    const full = await asOwner(house.ownerUrl, 'select data from enterprise_record where id = $1', [added.body.id])
    expect(full.rows[0].data).toMatchObject({
      personName: '张三丰',
      idNumber: '11010519491231002X',
      validTo: '2030-03-01',
    })
    const gone = await zhao(
      'POST',
      `/api/v1/enterprise-records/${added.body.id}/withdraw`,
      { reason: '已离职' },
      { 'if-match': '"2"' },
    )
    expect(gone.status).toBe(200)
    expect((await zhao('GET', `/api/v1/enterprises/${id}/records`)).body.total).toBe(0)
    const kept = await asOwner(house.ownerUrl, 'select withdrawn_reason from enterprise_record where id = $1', [
      added.body.id,
    ])
    expect(kept.rows[0].withdrawn_reason).toBe('已离职')
  })

  test('a major hazard installation is graded step by step; an unknown chemical is named, never zero', async () => {
    const wang = house.as('wang')
    const body = {
      name: '1# 液氨罐区',
      unitType: 'tank_farm',
      exposedPeople: 60,
      stocks: [{ chemical: '液氨', tonnes: 60 }],
    }
    const added = await wang('POST', `/api/v1/enterprises/${id}/major-hazards`, body)
    expect(added.body.level).toBe(3)
    const listed = await wang('GET', `/api/v1/enterprises/${id}/major-hazards`)
    expect(listed.body.items[0]).toMatchObject({ s: 6, alpha: 1.5, r: 18, level: 3 })
    expect(listed.body.items[0].grading.steps.length).toBeGreaterThan(2)
    expect((await wang('GET', '/api/v1/enterprises?majorHazard=true')).body.total).toBe(1)
    const unknown = await wang('POST', '/api/v1/major-hazards/grade', {
      exposedPeople: 0,
      stocks: [{ chemical: '某某酯', tonnes: 9 }],
    })
    expect([unknown.status, unknown.body.chemical]).toEqual([422, '某某酯'])
  })

  test.each([
    [{ assessedOn: '2999-01-01' }, '/assessedOn', '评估日期应在 1950-01-01 到'],
    [{ assessedOn: '1949-12-31' }, '/assessedOn', '评估日期应在 1950-01-01 到'],
    [{ filedOn: '0202-05-01' }, '/filedOn', '备案日期应在 1950-01-01 到'],
    [{ stocks: [{ chemical: '液氨', tonnes: 0 }] }, '/stocks/0/tonnes', '数量应大于 0 吨'],
    [{ stocks: [{ chemical: '液氨', tonnes: 10_000_001 }] }, '/stocks/0/tonnes', '数量不能超过 10,000,000 吨'],
    [{ exposedPeople: 1_000_001 }, '/exposedPeople', '厂外人数不能超过 1,000,000 人'],
    [{ exposedPeople: -1 }, '/exposedPeople', '厂外人数不能为负数'],
  ])('an installation with %j is refused by its field', async (more, pointer, sentence) => {
    const sane = {
      name: '2# 罐区',
      unitType: 'tank_farm',
      exposedPeople: 60,
      stocks: [{ chemical: '液氨', tonnes: 60 }],
    }
    const send = (body: object) => house.as('wang')('POST', `/api/v1/enterprises/${id}/major-hazards`, body)
    const refused = await send({ ...sane, ...more })
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ pointer, message: expect.stringContaining(sentence) }],
    ])
  })
})

test('a proposal lands in the inbox of the seat that answers, and leaves it when decided', async () => {
  const rows = await asOwner(
    house.ownerUrl,
    `select h.seat_id from account a join seat_holding h on h.person_id = a.person_id where a.login = 'zhang'`,
  )
  await house.as('admin')('POST', '/api/v1/duties', {
    seatId: rows.rows[0].seat_id,
    gridCode: PLACES.damatou,
    role: 'officer',
    fromOn: '2020-01-01',
  })
  const answering = await house.as('zhao')('GET', `/api/v1/enterprises/${id}/answering`)
  expect(
    answering.body.answers.find((answer: { business: string }) => answer.business === 'base_data').seats[0].holders,
  ).toEqual(['张明远'])
  const before = (await house.as('zhang')('GET', '/api/v1/inbox')).body.unread
  const proposed = await house.as('zhao')('POST', `/api/v1/enterprises/${id}/changes`, { values: { staffCount: 91 } })
  const inbox = await house.as('zhang')('GET', '/api/v1/inbox')
  expect(inbox.body.unread).toBe(before + 1)
  expect(inbox.body.items[0]).toMatchObject({
    title: '广饶恒沣化工有限公司 申报了档案变更',
    link: '/enterprise-changes',
  })
  expect((await house.as('lin')('GET', '/api/v1/inbox')).body.total).toBe(0)
  await house.as('zhang')('POST', `/api/v1/enterprise-changes/${proposed.body.id}/approve`)
  const told = await house.as('zhao')('GET', '/api/v1/inbox')
  expect(told.body.items[0].title).toBe('您申报的档案变更已通过')
})
