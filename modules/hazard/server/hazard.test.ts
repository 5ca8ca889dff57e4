import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { askForReassessment } from '#modules/risk/server/service/failure.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { remindOfListings } from './listing.ts'

const DUE = '2099-12-31'
let house: House
let enterprise: string
let neighbour: string
const photos = {} as Record<'zhao' | 'zhang', string>

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

async function photo(login: Login, objectId: string): Promise<string> {
  const form = new FormData()
  form.set('file', new Blob([PNG], { type: 'image/png' }), 'a.png')
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${objectId}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  expect([reply.statusCode, reply.body]).toEqual([201, expect.any(String)])
  return reply.json().id
}

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode: PLACES.village, regulatorClasses: ['hazchem'] }))
      .body.id
  enterprise = await made('广饶恒沣化工有限公司')
  neighbour = await made('大码头邻居塑料厂')
  await house.giveFileTo(enterprise)
  const seat = await asOwner(house.ownerUrl, `select id from seat where role = 'town_officer'`, [])
  await send('admin', 'POST', '/duties', {
    seatId: seat.rows[0].id,
    gridCode: PLACES.damatou,
    layer: 'safety',
    role: 'officer',
    businesses: ['hazard', 'risk'],
    fromOn: '2016-01-01',
  })
  photos.zhao = await photo('zhao', enterprise)
  photos.zhang = await photo('zhang', enterprise)
})
afterAll(() => house.close())

const found = { what: '罐区可燃气体报警器 2 台离线', where: '1# 罐区东侧' }
const fixes = {
  responsible: '周海涛',
  measures: '更换探头并标定',
  money: 8600,
  contingency: '便携式检测仪每两小时巡测',
}
const arranged = { rank: 'ordinary', category: 'S03', dueOn: DUE, ...fixes }
const ordered = { rank: 'ordinary', category: 'S03', dueOn: DUE, requirement: '恢复在线', basis: 'GB/T 50493 3.0.1' }

const report = (more = {}) =>
  send('zhao', 'POST', '/hazards/report', {
    input: { ...found, source: 'self_check' },
    attachments: [photos.zhao],
    ...more,
  })
const register = (login: Login = 'zhang', about: object = { objectId: enterprise }) =>
  send(login, 'POST', '/hazards/register', {
    input: { ...found, source: 'government_inspection' },
    attachments: [photos.zhang],
    ...about,
  })

const sumFound = (sum: number, { found: n }: { found: number }) => sum + n

/** Does an act with the version the case has now. */
async function act(login: Login, id: string, name: string, input: object, attachments: string[] = []): Promise<Answer> {
  const { acts } = (await send('zhou', 'GET', `/hazards/${id}`)).body
  return send(login, 'POST', `/hazards/${id}/${name}`, { input, attachments, version: acts })
}

describe('a hazard the enterprise finds', () => {
  test('is reported, arranged, rectified and accepted by somebody else, and every figure knows it', async () => {
    const opened = await report()
    expect([opened.status, opened.body.detail]).toEqual([201, undefined])
    expect(opened.body).toMatchObject({ state: 'found', acts: 1 })
    expect(opened.body.number).toMatch(/^YH-370523-20\d\d-00001$/)
    const { id } = opened.body
    expect((await act('zhao', id, 'arrange', arranged)).body).toMatchObject({ state: 'rectifying' })
    expect((await act('zhao', id, 'progress', { text: '探头到货' })).status).toBe(200)
    const submitted = await act('zhao', id, 'submit', { text: '已更换并标定', cost: 8000 }, [photos.zhao])
    expect(submitted.body).toMatchObject({ state: 'submitted' })
    expect((await act('zhao', id, 'accept', { passed: true, text: '我自己看过了' })).status).toBe(409)
    expect((await act('zhang', id, 'accept', { passed: false, text: '一台仍离线' })).body.errors[0].pointer).toBe(
      '/input/dueOn',
    )
    expect((await act('zhang', id, 'accept', { passed: false, text: '一台仍离线', dueOn: DUE })).body.state).toBe(
      'rectifying',
    )
    await act('zhao', id, 'submit', { text: '两台都好了' }, [photos.zhao])
    expect((await act('zhang', id, 'accept', { passed: true, text: '两台都在线' })).body.state).toBe('closed')
    const seen = (await send('zhao', 'GET', `/hazards/${id}`)).body
    expect(seen.history.map((done: { act: string }) => done.act)).toEqual([
      'report',
      'arrange',
      'progress',
      'submit',
      'accept',
      'submit',
      'accept',
    ])
    expect(seen).toMatchObject({
      closed: true,
      facts: { rank: 'ordinary', categoryName: '防护、保险、信号等装置装备', selfFound: true },
    })
    expect(seen.history[0].attachments[0]).toMatchObject({ name: 'a.png', mediaType: 'image/png' })
    const figures = (await send('zhang', 'GET', '/hazard-figures?by=group')).body.items
    expect(figures).toContainEqual(expect.objectContaining({ title: '现场管理', found: 1, closed: 1, late: 0 }))
  })

  test('is rectified under the eyes of the office when it is a major one, and names its criterion', async () => {
    const { id } = (await report()).body
    const major = { ...arranged, rank: 'major' }
    expect((await act('zhao', id, 'arrange', major)).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/input/criterion', message: '重大隐患要选一条判定标准' }],
    })
    expect((await act('zhao', id, 'arrange', { ...major, criterion: 'ZZ9' })).status).toBe(422)
    expect((await act('zhao', id, 'arrange', { ...major, criterion: 'H12' })).status).toBe(200)
    const listed = { level: 'county', leader: '王县监', requirement: '停用整改', until: DUE }
    expect((await act('wang', id, 'list', listed)).status).toBe(200)
    expect((await act('zhao', id, 'submit', { text: '已改' }, [photos.zhao])).body.state).toBe('reinspection')
    // What the county listed is reinspected by the county, not by its town.
    expect((await act('zhang', id, 'reinspect', { passed: true, text: '现场合格' })).body.type).toBe(
      '/problems/case/act-closed',
    )
    expect((await act('wang', id, 'reinspect', { passed: true, text: '现场合格' })).body.type).toBe(
      '/problems/case/evidence-missing',
    )
    expect((await act('wang', id, 'reinspect', { passed: true, text: '现场合格' }, [photos.zhang])).body.state).toBe(
      'closed',
    )
    const listing = await send('wang', 'GET', '/hazards?rank=major&listed=true')
    expect(listing.body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })

  test('sent twice is one hazard; without a photo or with a term gone by it is refused with a sentence', async () => {
    const id = newId()
    const before = (await send('zhao', 'GET', '/hazards')).body.total
    expect((await report({ id })).body.number).toBe((await report({ id })).body.number)
    expect((await send('zhao', 'GET', '/hazards')).body.total).toBe(before + 1)
    expect((await report({ attachments: [] })).body.type).toBe('/problems/case/evidence-missing')
    expect((await act('zhao', id, 'arrange', { ...arranged, dueOn: '2020-01-01' })).body.detail).toMatch(
      /^期限不能早于今天/,
    )
  })
})

describe('a hazard the office finds', () => {
  test('is ordered, may get more time before the term ends, and is reinspected with evidence', async () => {
    const { id } = (await register()).body
    expect((await act('zhang', id, 'order', ordered)).body).toMatchObject({ state: 'rectifying' })
    expect((await send('zhao', 'GET', '/cases')).body.items).toContainEqual(
      expect.objectContaining({ id, why: '轮到您的岗位' }),
    )
    await act('zhao', id, 'ask-time', { until: '2100-01-31', reason: '进口件未到', guard: '便携式巡测' })
    expect((await send('zhang', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)).toContain(
      '企业申请隐患整改延期到 2100-01-31',
    )
    expect((await act('zhang', id, 'extend', { until: DUE, reason: '同意' })).body.detail).toBe(
      `要晚于现在的期限 ${DUE}。`,
    )
    expect((await act('zhao', id, 'extend', { until: '2100-01-31', reason: '自己批' })).status).toBe(409)
    expect((await act('zhang', id, 'extend', { until: '2100-01-31', reason: '同意' })).status).toBe(200)
    expect((await send('zhao', 'GET', `/hazards/${id}`)).body.clock.dueOn).toBe('2100-01-31')
    await act('zhao', id, 'submit', { text: '已改' }, [photos.zhao])
    expect((await act('zhang', id, 'reinspect', { passed: true, text: '合格' }, [photos.zhang])).body.state).toBe(
      'closed',
    )
  })

  test('of the same check item again counts as recurring', async () => {
    const again = () =>
      send('zhang', 'POST', '/hazards/register', {
        input: { ...found, source: 'government_inspection', itemCode: 'GEN-PRO-001' },
        attachments: [photos.zhang],
        objectId: enterprise,
      })
    await again()
    const { id } = (await again()).body
    const listing = await send('zhang', 'GET', '/hazards?recurring=true')
    expect(listing.body.items.map((item: { id: string }) => item.id)).toEqual([id])
  })
})

describe('who may not', () => {
  test('another enterprise and another county see nothing, in lists, counts, figures and acts', async () => {
    const { id } = (await register('zhang', { objectId: neighbour, attachments: [await photo('zhang', neighbour)] }))
      .body
    expect((await send('zhao', 'GET', `/hazards/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/hazards')).body).toMatchObject({ items: [], total: 0 })
    expect((await send('lin', 'GET', '/hazard-figures?by=rank')).body.items).toEqual([])
    expect((await act('lin', id, 'order', ordered)).status).toBe(404)
    expect((await send('zhao', 'GET', `/hazards?objectId=${neighbour}`)).body.total).toBe(0)
    expect((await register('lin', { objectId: enterprise })).status).toBe(404)
    expect((await register('lin', { gridCode: PLACES.village })).status).toBe(422)
  })

  test('a leader watches, grid staff register and give no orders, an enterprise registers nothing as an office', async () => {
    const { id } = (await register('li')).body
    expect((await send('chen', 'GET', `/hazards/${id}`)).status).toBe(200)
    expect((await act('chen', id, 'order', ordered)).status).toBe(403)
    expect((await act('li', id, 'order', ordered)).status).toBe(403)
    expect((await register('zhao')).status).toBe(403)
  })

  test('a stale version, no version, a closed act: each has its answer', async () => {
    const { id } = (await register()).body
    const body = { input: ordered, attachments: [] }
    expect((await send('zhang', 'POST', `/hazards/${id}/order`, body)).status).toBe(428)
    expect((await send('zhang', 'POST', `/hazards/${id}/order`, { ...body, version: 7 })).body).toMatchObject({
      status: 409,
      currentVersion: 1,
    })
    const closed = await act('zhang', id, 'reinspect', { passed: true, text: '合格' }, [photos.zhang])
    expect(closed.body).toMatchObject({
      type: '/problems/case/act-closed',
      openActs: expect.arrayContaining(['order']),
    })
    const both = await Promise.all(
      [1, 2].map(() => send('zhang', 'POST', `/hazards/${id}/order`, { ...body, version: 1 })),
    )
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })
})

describe('acts all kinds have', () => {
  test('a countersignature holds the case, the asked seat finds it in its box and answers', async () => {
    const { id } = (await register()).body
    const seats = (await send('zhang', 'GET', `/hazards/${id}/seats`)).body.items
    const wang = seats.find(({ personName }: { personName: string }) => personName === '王县监').id
    expect((await act('zhang', id, 'countersign', { seatId: wang, text: '请会签' })).status).toBe(200)
    expect((await act('zhang', id, 'order', ordered)).status).toBe(409)
    expect((await send('wang', 'GET', '/cases')).body.items).toContainEqual(
      expect.objectContaining({ id, why: '等您会签' }),
    )
    expect((await act('wang', id, 'answer', { agrees: true, text: '同意' })).status).toBe(200)
    expect((await send('wang', 'GET', '/cases')).body.items.map((item: { id: string }) => item.id)).not.toContain(id)
    expect((await act('zhang', id, 'order', ordered)).status).toBe(200)
  })

  test('many at once: each gets its own answer', async () => {
    const [one, two] = [(await register()).body, (await register()).body]
    const answer = await send('wang', 'POST', '/hazards/bulk-acts', {
      act: { act: 'urge', input: { text: '本周办完' } },
      items: [
        { id: one.id, version: 1 },
        { id: two.id, version: 9 },
        { id: newId(), version: 1 },
      ],
    })
    expect(answer.body).toMatchObject({ done: 1, refused: 2 })
    expect(answer.body.items.find((item: { id: string }) => item.id === two.id).why).toMatch(/别人办理过/)
  })

  test('cases are related, seen from either side', async () => {
    const [one, two] = [(await register()).body, (await register()).body]
    expect((await act('zhang', one.id, 'relate', { caseId: two.id })).status).toBe(200)
    expect((await send('zhang', 'GET', `/hazards/${two.id}`)).body.related).toMatchObject([{ id: one.id }])
    expect((await act('zhang', one.id, 'relate', { caseId: newId() })).status).toBe(404)
  })
})

describe('evidence', () => {
  /** Files of the enterprise as rows, past the upload: what counts here is how many, and what they say of themselves. */
  async function filesAs(count: number, claims: object | null): Promise<string[]> {
    const made = await asOwner(
      house.ownerUrl,
      `insert into file (id, sha256, size, media_type, name, grid_code, object_id, account_id, claims)
       select gen_random_uuid(), repeat('a', 64), 68, 'image/png', 'a.png', $2, $1, (select id from account where login = 'zhao'), $3
       from generate_series(1, $4::int) returning id`,
      [enterprise, PLACES.village, claims ? JSON.stringify(claims) : null, count],
    )
    return made.rows.map(({ id }) => id)
  }

  test('of 3,000 files is taken and sealed; one more is refused with a sentence', async () => {
    const many = await filesAs(3_000, null)
    const { status, body } = await report({ attachments: many })
    expect(status).toBe(201)
    expect((await send('zhang', 'GET', `/hazards/${body.id}`)).body.history[0].attachments).toHaveLength(3_000)
    const more = await report({ attachments: [...many, ...(await filesAs(1, null))] })
    expect([more.status, more.body.errors]).toMatchObject([
      422,
      [{ pointer: '/attachments', message: '一次最多 3,000 个附件' }],
    ])
  }, 60_000)

  test('that tells another day or another place of itself is taken, and the officer is told of it', async () => {
    const [old] = await filesAs(1, { takenAt: '2019-05-01T09:00:00+08:00', position: { lng: 118.5, lat: 38 } })
    const { body } = await report({ attachments: [old], place: { lng: 118.5, lat: 37.1, accuracyM: 20 } })
    const [file] = (await send('zhang', 'GET', `/hazards/${body.id}`)).body.history[0].attachments
    expect(file.doubts).toEqual([
      expect.stringContaining('照片自称拍于 2019-05-01'),
      expect.stringContaining('照片自称的位置离办理地点'),
    ])
  })
})

describe('two reports of one matter', () => {
  const why = { text: '同一台报警器' }
  const again = { input: { what: '罐区2台可燃气体报警器离线', where: '罐区东侧', source: 'self_check' } }

  test('are offered as a double, put together by an office, and the one that goes on says so', async () => {
    const [one, two] = [(await report()).body, (await report(again)).body]
    const offered = await send(
      'zhang',
      'GET',
      `/hazard-doubles?objectId=${enterprise}&what=${again.input.what}&without=${two.id}`,
    )
    const offer = offered.body.items.find(({ id }: { id: string }) => id === one.id)
    expect([offer.stateTitle, offer.gridName, offer.why]).toEqual([
      '待定级',
      expect.any(String),
      expect.stringMatching(/相像|同一/),
    ])
    expect(
      (await send('lin', 'GET', `/hazard-doubles?objectId=${enterprise}&what=${again.input.what}`)).body.items,
    ).toEqual([])
    const before = (await send('zhou', 'GET', '/hazard-figures?by=rank')).body.items.reduce(sumFound, 0)
    expect((await act('zhao', two.id, 'merge', { caseId: one.id, ...why })).status).toBe(403)
    expect((await act('zhang', two.id, 'merge', { caseId: one.id, ...why })).body).toMatchObject({ state: 'merged' })
    const seen = (await send('zhao', 'GET', `/hazards/${one.id}`)).body
    expect(seen.history.at(-1)).toMatchObject({ act: 'absorb', platform: true, input: { caseId: two.id } })
    expect(seen.related).toMatchObject([{ id: two.id }])
    expect((await send('zhou', 'GET', '/hazard-figures?by=rank')).body.items.reduce(sumFound, 0)).toBe(before - 1)
    expect((await act('zhang', one.id, 'merge', { caseId: two.id, ...why })).body.type).toBe(
      '/problems/case/not-same-matter',
    )
    const apart = await act('zhang', two.id, 'part', { text: '是另一台，型号不同' })
    expect(apart.body).toMatchObject({ state: 'found' })
    expect((await send('zhao', 'GET', `/hazards/${one.id}`)).body.history.at(-1)).toMatchObject({ act: 'spawn' })
    // Parting was the mistake: they are one matter after all, and nothing of the first merging is in the way.
    expect((await act('zhang', two.id, 'merge', { caseId: one.id, ...why })).body).toMatchObject({ state: 'merged' })
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })

  test('taken out again it stands where it stood: its term, its holder, who supervised it, the measure it names', async () => {
    const [one, two] = [(await report()).body, (await report()).body]
    for (const { id } of [one, two]) await act('zhao', id, 'arrange', arranged)
    await act('wang', two.id, 'supervise', { text: '县里督办' })
    const termIs = (day: string) =>
      asOwner(
        house.ownerUrl,
        `update case_act set input = jsonb_set(input, '{dueOn}', to_jsonb($2::text)) where case_id = $1 and act = 'arrange'`,
        [two.id, day],
      )
    // Nobody names a day that is over; only for this story the term was so short, and the seal is mended after it.
    await termIs('2026-01-10')
    const before = (await send('wang', 'GET', `/hazards/${two.id}`)).body
    await act('zhang', two.id, 'merge', { caseId: one.id, ...why })
    expect((await send('wang', 'GET', `/hazards/${one.id}`)).body.supervised).toBe(true)
    expect((await act('zhang', two.id, 'part', { text: '是另一台' })).body.state).toBe('rectifying')
    const after = (await send('wang', 'GET', `/hazards/${two.id}`)).body
    expect(after).toMatchObject({
      supervised: true,
      holder: before.holder,
      clock: { dueOn: '2026-01-10', stage: 'overdue' },
    })
    expect((await send('wang', 'GET', `/hazards/${one.id}`)).body.supervised).toBe(false)
    expect((await act('zhang', two.id, 'lift', { text: '不用了' })).status).toBe(409)
    await termIs(DUE)
  })

  test('of another enterprise, of another county or put into itself are not one matter', async () => {
    const one = (await report()).body
    const other = (await register('zhang', { objectId: neighbour, attachments: [await photo('zhang', neighbour)] }))
      .body
    for (const caseId of [other.id, one.id, newId()])
      expect((await act('zhang', one.id, 'merge', { caseId, ...why })).body.type).toBe('/problems/case/not-same-matter')
  })

  test('a major one does not end in an ordinary one, nor what the city ordered in what nobody ordered', async () => {
    const [major, plain] = [(await report()).body, (await report()).body]
    await act('zhao', major.id, 'arrange', { ...arranged, rank: 'major', criterion: 'H12' })
    expect((await act('zhang', major.id, 'merge', { caseId: plain.id, ...why })).body.type).toBe(
      '/problems/hazard/lower-rank',
    )
    expect((await act('zhang', plain.id, 'merge', { caseId: major.id, ...why })).status).toBe(200)
    const [of, to] = [(await register()).body, (await register()).body]
    await act('zhou', of.id, 'order', ordered)
    expect((await act('zhou', of.id, 'merge', { caseId: to.id, ...why })).body.type).toBe(
      '/problems/case/not-same-matter',
    )
    expect((await act('zhou', to.id, 'merge', { caseId: of.id, ...why })).status).toBe(200)
    expect((await act('wang', to.id, 'part', { text: '不是一件' })).status).toBe(409)
  })

  test('put into each other at the same moment: one goes, the other stays', async () => {
    const [one, two] = [(await report()).body, (await report(again)).body]
    const merge = (from: { id: string; acts: number }, into: { id: string }) =>
      send('zhang', 'POST', `/hazards/${from.id}/merge`, { input: { caseId: into.id, ...why }, version: from.acts })
    const statuses = (await Promise.all([merge(one, two), merge(two, one)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
  })

  test('two matters in one report: the second comes out of the first, and both say so', async () => {
    const one = (await report()).body
    const out = await report({
      fromId: one.id,
      input: { what: '防爆区使用普通手机', where: '装卸台', source: 'self_check' },
    })
    expect(out.status).toBe(201)
    expect((await send('zhao', 'GET', `/hazards/${one.id}`)).body).toMatchObject({
      related: [{ id: out.body.id }],
      history: [{}, { act: 'spawn', input: { caseId: out.body.id, number: out.body.number } }],
    })
    expect((await report({ fromId: newId() })).body.errors).toMatchObject([{ pointer: '/fromId' }])
  })
})

describe('what the city ordered', () => {
  test('a county does not end: neither by reinspection nor by putting it into another; the city does', async () => {
    const id = (await register()).body.id
    expect((await act('zhou', id, 'order', ordered)).status).toBe(200)
    const other = (await register()).body.id
    expect((await act('wang', id, 'merge', { caseId: other, text: '同一件事' })).status).toBe(409)
    for (const [name, input] of [
      ['extend', { until: '2100-01-31', reason: '材料没有到' }],
      ['suspend', { reason: '等检测' }],
      ['order', { ...ordered, dueOn: '2100-01-31' }],
    ] as const)
      expect([name, (await act('wang', id, name, input)).status]).toEqual([name, 409])
    expect((await act('zhou', id, 'extend', { until: '2100-01-31', reason: '材料没有到' })).status).toBe(200)
    expect((await act('zhao', id, 'submit', { text: '已改好' }, [photos.zhao])).body.state).toBe('reinspection')
    const line = (await send('wang', 'GET', `/hazards/${id}`)).body
    expect(line.holder.person).toBe('周文博')
    const verdict = { passed: true, text: '现场看过，在线' }
    const refused = await act('wang', id, 'reinspect', verdict, [photos.zhang])
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/case/act-closed'])
    expect(line.closedActs.find(({ act: name }: { act: string }) => name === 'reinspect').why).toContain('那一级')
    expect((await act('zhou', id, 'reinspect', verdict, [photos.zhang])).body.state).toBe('closed')
  })
})

describe('what somebody tried', () => {
  test('a grid, a check that nobody has, and the photograph of a neighbour: each is refused at its place', async () => {
    const nowhere = await register('wang', { gridCode: '370523999', attachments: [] })
    expect(nowhere.body.errors).toMatchObject([{ pointer: '/gridCode' }])
    const unknown = await report({ input: { ...found, source: 'self_check', itemCode: '瞎编的' } })
    expect(unknown.body.errors).toMatchObject([{ pointer: '/input/itemCode' }])
    const theirs = await photo('zhang', neighbour)
    expect((await register('zhang', { objectId: enterprise, attachments: [theirs] })).body.type).toBe(
      '/problems/case/file-unknown',
    )
  })

  test('work is not given to a seat that could do nothing with it, and a city’s list is not accepted by a town', async () => {
    const { id } = (await register()).body
    const leader = (await asOwner(house.ownerUrl, `select id from seat where role = 'leader'`, [])).rows[0].id
    expect((await act('wang', id, 'assign', { seatId: leader })).body.errors).toMatchObject([
      { pointer: '/input/seatId' },
    ])
    const own = (await report()).body
    await act('zhao', own.id, 'arrange', arranged)
    await act('zhou', own.id, 'list', { level: 'city', leader: '周文博', requirement: '停用', until: DUE })
    expect((await act('zhao', own.id, 'submit', { text: '已改' }, [photos.zhao])).body.state).toBe('reinspection')
    expect((await send('zhou', 'GET', `/hazards/${own.id}`)).body.holder.person).toBe('周文博')
  })

  test('an id in capitals is the same id: the case is read, and its chain holds', async () => {
    const id = newId().toUpperCase()
    const opened = await report({ id, attachments: [photos.zhao.toUpperCase(), photos.zhao] })
    expect([opened.status, opened.body.id]).toEqual([201, id.toLowerCase()])
    expect((await send('zhao', 'GET', `/hazards/${id}`)).body.history[0].attachments).toHaveLength(1)
    expect((await send('zhao', 'POST', `/hazards/${id}/comment`, { input: { text: '看看' } })).status).toBe(200)
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
    expect((await report({ id, input: { ...found, what: '另一件事', source: 'self_check' } })).body.type).toBe(
      '/problems/case/id-taken',
    )
  })

  test('the day said last holds, on the clock and in the figures; a stop within a day gains nothing', async () => {
    const { id } = (await register()).body
    await act('zhang', id, 'order', ordered)
    await act('zhang', id, 'order', { ...ordered, dueOn: '2099-06-30' })
    const term = async () => (await send('zhang', 'GET', `/hazards/${id}`)).body.clock.dueOn
    expect(await term()).toBe('2099-06-30')
    for (let round = 0; round < 3; round++) {
      await act('wang', id, 'suspend', { reason: '等鉴定' })
      expect((await act('zhao', id, 'resume', {})).status).toBe(409)
      expect((await act('wang', id, 'resume', {})).status).toBe(200)
    }
    expect(await term()).toBe('2099-06-30')
    await act('wang', id, 'extend', { until: '2099-07-31', reason: '同意' })
    const kept = await asOwner(house.ownerUrl, 'select due_on::text from hazard where id = $1', [id])
    expect([await term(), kept.rows[0].due_on]).toEqual(['2099-07-31', '2099-07-31'])
    for (const day of ['9999-12-31', '2026-02-30'])
      expect((await act('wang', id, 'extend', { until: day, reason: '同意' })).status).toBe(422)
  })

  test('a countersignature nobody can give any more is taken back; oneself and the enterprise are not asked', async () => {
    const { id } = (await register()).body
    const seats = (await send('zhang', 'GET', `/hazards/${id}/seats`)).body.items
    const seatOf = (name: string) => seats.find(({ personName }: { personName: string }) => personName === name)?.id
    for (const name of ['张明远', '赵安全'])
      expect([name, (await act('zhang', id, 'countersign', { seatId: seatOf(name), text: '请会签' })).status]).toEqual([
        name,
        422,
      ])
    await act('zhang', id, 'countersign', { seatId: seatOf('王县监'), text: '请会签' })
    expect((await act('zhang', id, 'order', ordered)).status).toBe(409)
    expect((await act('zhang', id, 'unask', { text: '改为电话沟通' })).status).toBe(200)
    expect((await act('zhang', id, 'order', ordered)).status).toBe(200)
    expect((await send('wang', 'GET', '/cases')).body.items.map((item: { id: string }) => item.id)).not.toContain(id)
  })

  test('what was ordered or major is neither withdrawn nor graded away, and a city’s list is not a town’s to end', async () => {
    const { id } = (await report()).body
    await act('zhao', id, 'arrange', { ...arranged, rank: 'major', criterion: 'H12' })
    const listing = { level: 'city', leader: '周文博', requirement: '停用', until: DUE }
    expect((await act('zhang', id, 'list', listing)).body.type).toBe('/problems/hazard/not-your-level')
    expect((await act('zhou', id, 'list', listing)).status).toBe(200)
    expect((await act('zhang', id, 'delist', { text: '改好了' }, [photos.zhang])).status).toBe(409)
    await act('zhao', id, 'submit', { text: '已改' }, [photos.zhao])
    await act('zhou', id, 'reinspect', { passed: true, text: '合格' }, [photos.zhang])
    await act('zhou', id, 'reopen', { text: '又坏了' })
    expect((await act('zhao', id, 'withdraw', { text: '不是隐患' })).status).toBe(409)
    await act('zhao', id, 'arrange', arranged)
    expect((await act('zhao', id, 'submit', { text: '已改' }, [photos.zhao])).body.state).toBe('reinspection')
  })

  test('a listing asks for its steps, and whoever owes one is told once before and once after', async () => {
    const { id } = (await report()).body
    await act('zhao', id, 'arrange', { ...arranged, rank: 'major', criterion: 'H12' })
    const follow = { step: 'publish', on: today(), text: '在市局网站公布' }
    expect((await act('zhou', id, 'follow', follow)).status).toBe(409)
    expect((await send('zhou', 'GET', `/hazards/${id}/listing`)).body).toEqual({ listing: null })
    await act('zhou', id, 'list', { level: 'city', leader: '周文博', requirement: '停用', until: DUE })
    const before = (await send('zhao', 'GET', `/hazards/${id}/listing`)).body.listing
    expect(before.steps.map(({ key, doneOn }: { key: string; doneOn: string }) => [key, doneOn])).toEqual([
      ['file', null],
      ['publish', null],
      ['progress', null],
      ['ask', null],
      ['lift', null],
    ])
    const wrongDay = await act('zhou', id, 'follow', { ...follow, on: '2099-01-05' })
    expect([wrongDay.status, wrongDay.body.errors[0].pointer]).toEqual([422, '/input/on'])
    for (const [more, pointer] of [
      [{ on: addDays(today(), -1) }, '/input/on'],
      [{ step: 'publish-lift' }, '/input/step'],
      [{ step: 'refuse' }, '/input/step'],
    ] as const)
      expect((await act('zhou', id, 'follow', { ...follow, ...more })).body.errors[0].pointer).toBe(pointer)
    // A county does not enter what the city did.
    expect((await act('wang', id, 'follow', follow)).status).toBe(409)
    const late = before.steps[0].dueOn
    const terms = { fileDays: 3, publishDays: 5, askDays: 20, decideDays: 10 }
    const mine = async () =>
      (await send('zhou', 'GET', '/inbox?limit=100')).body.items.filter(
        ({ link, title }: { link: string; title: string }) => link === `/hazards/${id}` && title.includes('备案'),
      ).length
    await remindOfListings(house.db, terms, late)
    expect(await mine()).toBe(1)
    await remindOfListings(house.db, terms, late)
    expect(await mine()).toBe(1)
    await remindOfListings(house.db, terms, addDays(late, 1))
    expect(await mine()).toBe(2)
    expect((await act('zhou', id, 'follow', { ...follow, step: 'file' })).status).toBe(200)
    expect(await remindOfListings(house.db, terms, addDays(late, 1))).toBe(0)
    expect((await send('lin', 'GET', `/hazards/${id}/listing`)).status).toBe(404)
  })

  test('a listed hazard that is prosecuted is still taken off the list, by the level that listed it', async () => {
    const { id } = (await report()).body
    await act('zhao', id, 'arrange', { ...arranged, rank: 'major', criterion: 'H12' })
    await act('wang', id, 'list', { level: 'county', leader: '王县监', requirement: '停用', until: DUE })
    expect(
      (await send('zhang', 'GET', `/hazards/${id}`)).body.openActs.map(({ act: name }: { act: string }) => name),
    ).not.toContain('delist')
    await act('wang', id, 'enforce', { text: '逾期不改' })
    const { listing } = (await send('wang', 'GET', `/hazards/${id}/listing`)).body
    expect(listing.steps.map(({ key }: { key: string }) => key)).not.toContain('progress')
    expect((await act('wang', id, 'delist', { text: '已立案' }, [photos.zhang])).status).toBe(200)
    expect((await send('zhou', 'GET', `/hazards/${id}`)).body.facts.listedLevel).toBeNull()
  })

  test('who only reads comments and supervises nothing, by a key or as administrator of the platform', async () => {
    const { id } = (await register()).body
    for (const name of ['comment', 'urge', 'supervise'])
      expect([name, (await act('admin', id, name, { text: '请看' })).status]).toEqual([name, 403])
  })

  test('a check proposes what it says of the hazard it found', async () => {
    const item = 'GEN-LIC-001'
    const { id } = (
      await register('zhang', {
        objectId: enterprise,
        input: { ...found, what: '许可证过期两个月', source: 'government_inspection', itemCode: item },
      })
    ).body
    expect((await send('zhang', 'GET', `/hazards/${id}`)).body.facts.item).toMatchObject({
      code: item,
      category: 'B01',
    })
    expect((await report()).body.facts?.item ?? null).toBeNull()
  })

  test('a leader watches and urges, and moves nothing', async () => {
    const { id } = (await register()).body
    const seats = (await send('zhang', 'GET', `/hazards/${id}/seats`)).body.items
    expect((await act('chen', id, 'assign', { seatId: seats[0].id })).status).toBe(409)
    expect((await act('chen', id, 'urge', { text: '请抓紧' })).status).toBe(200)
    expect((await act('chen', id, 'supervise', { text: '市里督办' })).status).toBe(200)
    expect((await act('zhang', id, 'lift', { text: '解除' })).status).toBe(409)
    expect((await act('chen', id, 'lift', { text: '已经办好' })).status).toBe(200)
  })
})

describe('whose turn it is', () => {
  test('work does not lie with a seat that has no word to go on with it: it rises to the nearest that has', async () => {
    const staff = await asOwner(house.ownerUrl, `select id from seat where role = 'grid_officer'`, [])
    const duty = {
      gridCode: PLACES.village,
      layer: 'safety',
      role: 'officer',
      businesses: ['hazard'],
      fromOn: '2016-01-01',
    }
    expect((await send('admin', 'POST', '/duties', { ...duty, seatId: staff.rows[0].id })).status).toBe(201)
    const { id } = (await register()).body
    expect((await send('zhou', 'GET', `/hazards/${id}`)).body.holder.person).toBe('张明远')
    await act('zhang', id, 'order', ordered)
    await act('zhao', id, 'submit', { text: '已改' }, [photos.zhao])
    expect((await send('zhou', 'GET', `/hazards/${id}`)).body.holder.person).toBe('张明远')
  })
})

describe('lists and figures', () => {
  test('every figure is the number of rows its filter lists, for the city and for a county', async () => {
    await act('zhang', (await register()).body.id, 'withdraw', { text: '不是隐患' })
    for (const login of ['zhou', 'wang', 'zhao'] as const)
      for (const by of ['rank', 'source', 'category'] as const)
        for (const figure of (await send(login, 'GET', `/hazard-figures?by=${by}`)).body.items) {
          const rows = figure.key === '' ? 'graded=false' : `${by}=${figure.key}`
          // The rows themselves are counted: the total of a list may come from the figures.
          const total = async (more = '') => {
            const { items, total: said } = (await send(login, 'GET', `/hazards?counted=true&limit=200&${rows}${more}`))
              .body
            expect([login, rows, more, said]).toEqual([login, rows, more, items.length])
            return items.length
          }
          const counted = [
            await total(),
            await total('&state=closed'),
            await total('&term=past'),
            await total('&term=overdue'),
            await total('&recurring=true'),
            ...(by === 'rank' ? [figure.major] : [await total('&rank=major')]),
          ]
          expect([login, by, figure.key, ...counted]).toEqual([
            login,
            by,
            figure.key,
            figure.found,
            figure.closed,
            figure.due,
            figure.late,
            figure.recurring,
            figure.major,
          ])
        }
  })

  test('the figures all kinds have are narrowed by the filter of the room too', async () => {
    for (const filter of ['rank=major', 'source=self_check&open=true', 'recurring=true']) {
      const { items, total } = (await send('zhou', 'GET', `/hazards?limit=200&${filter}`)).body
      const figures = (await send('zhou', 'GET', `/hazards/figures?by=state&${filter}`)).body
      expect([filter, figures.total]).toEqual([filter, items.length])
      expect(total).toBe(items.length)
    }
  })

  test('by what is due next goes through all pages without losing or doubling a row', async () => {
    const page = async (cursor?: string) =>
      (await send('zhou', 'GET', `/hazards?sort=due&limit=3${cursor ? `&cursor=${cursor}` : ''}`)).body
    const seen: { id: string; clock: { overdueAt: string } | null }[] = []
    let cursor: string | undefined
    do {
      const { items, nextCursor } = await page(cursor)
      seen.push(...items)
      cursor = nextCursor ?? undefined
    } while (cursor)
    const { total } = await page()
    expect([seen.length, new Set(seen.map(({ id }) => id)).size]).toEqual([total, total])
    const keys = seen.map(({ clock }) => clock?.overdueAt ?? 'z')
    expect(keys).toEqual(keys.toSorted())
  })
})

describe('an enterprise that moves or turns out to be another', () => {
  test('takes its hazards along, in lists and figures of the new place and not of the old', async () => {
    const place = { code: `${PLACES.damatou}202`, name: '李庄村' }
    await asOwner(
      house.ownerUrl,
      `insert into grid_node (code, name, level, parent_code, kind, valid_from) values ($1, $2, 'village', $3, 'administrative', '2016-01-01')`,
      [place.code, place.name, PLACES.damatou],
    )
    const { id } = (await register('zhang', { objectId: neighbour, attachments: [await photo('zhang', neighbour)] }))
      .body
    const { version } = (await send('admin', 'GET', `/enterprises/${neighbour}`)).body
    const change = { values: {}, gridCode: place.code, reason: '搬迁' }
    const moved = await house.as('admin')('PATCH', `/api/v1/enterprises/${neighbour}`, change, {
      'if-match': String(version),
    })
    expect([moved.status, moved.body.detail]).toEqual([200, undefined])
    const foundIn = async (grid: string) => {
      const { items } = (await send('admin', 'GET', `/hazard-figures?by=rank&grid=${grid}`)).body
      return items.reduce((sum: number, figure: { found: number }) => sum + figure.found, 0)
    }
    expect((await send('admin', 'GET', `/hazards/${id}`)).body.gridName).toBe('李庄村')
    expect(await foundIn(place.code)).toBeGreaterThan(0)
    const same = { otherId: neighbour, reason: '同一家企业登记了两次' }
    const merged = await send('admin', 'POST', `/enterprises/${enterprise}/merge`, same)
    expect([merged.status, merged.body.detail]).toEqual([200, undefined])
    expect((await send('zhao', 'GET', `/hazards/${id}`)).body).toMatchObject({
      objectName: '广饶恒沣化工有限公司',
      gridCode: PLACES.village,
    })
    expect(await foundIn(place.code)).toBe(0)
  })
})

describe('a hazard that names the measure that failed', () => {
  let pointId: string
  let controlId: string
  const point = {
    name: '液氨储罐',
    unit: '罐区东侧',
    activity: '卸车、储存',
    factor: '法兰密封失效，液氨泄漏',
    accidentType: '25-23',
    controller: '赵安全',
    assessment: { method: 'LS', values: { l: 3, s: 5 } },
    controls: [{ kind: 'engineering', text: '可燃气体报警器联锁', checker: '当班操作工', every: 'daily' }],
  }
  const pointNow = async () => (await send('zhao', 'GET', `/risk-points/${pointId}`)).body
  const titlesOf = async (login: Login): Promise<string[]> =>
    (await send(login, 'GET', '/inbox?limit=100')).body.items.map(({ title }: { title: string }) => title)
  const REPEAT = { count: 2, days: 90 }

  beforeAll(async () => {
    pointId = (await send('zhao', 'POST', '/risk-points', point)).body.id
    controlId = (await pointNow()).items[0].id
  })

  test('counts against the measure, and the list of the risk point shows it', async () => {
    const reported = await report({ input: { ...found, source: 'self_check', controlId } })
    expect([reported.status, reported.body.detail]).toEqual([201, undefined])
    expect((await send('zhang', 'GET', `/hazards/${reported.body.id}`)).body.facts.control).toEqual({
      id: controlId,
      text: '可燃气体报警器联锁',
      riskPointId: pointId,
      riskPointName: '液氨储罐',
    })
    expect((await send('zhang', 'GET', `/hazards?riskPointId=${pointId}`)).body.total).toBe(1)
    expect((await send('zhang', 'GET', `/hazards?controlId=${controlId}`)).body.items[0].id).toBe(reported.body.id)
    expect(await pointNow()).toMatchObject({ failures: 1, items: [{ failures: 1 }] })
    expect(await askForReassessment(house.db, REPEAT)).toBe(0)
  })

  test('is not taken for the measure of another enterprise, nor of none', async () => {
    const foreign = { ...found, source: 'government_inspection', controlId }
    const answer = await send('zhang', 'POST', '/hazards/register', {
      input: foreign,
      objectId: neighbour,
      attachments: [photos.zhang],
    })
    expect(answer.body).toMatchObject({ status: 422, errors: [{ pointer: '/input/controlId' }] })
    expect((await report({ input: { ...found, source: 'self_check', controlId: newId() } })).body.type).toBe(
      '/problems/risk/control-unknown',
    )
  })

  test('for the second time asks for a new assessment, once, of the enterprise and of whoever answers', async () => {
    const { id } = (await register()).body
    await act('zhang', id, 'order', { ...ordered, controlId })
    expect((await pointNow()).failures).toBe(2)
    expect(await askForReassessment(house.db, REPEAT)).toBe(1)
    expect(await askForReassessment(house.db, REPEAT)).toBe(0)
    const asked = '风险点「液氨储罐」90 天内出现 2 条隐患，需重新评估'
    for (const login of ['zhao', 'zhang'] as const)
      expect([login, (await titlesOf(login)).includes(asked)]).toEqual([login, true])
    expect((await send('zhang', 'GET', '/risk-points?reassess=true')).body.total).toBe(1)
    const { version } = await pointNow()
    const again = { assessment: { method: 'LS', values: { l: 4, s: 5 } }, why: '报警器两次失效' }
    await house.as('zhao')('POST', `/api/v1/risk-points/${pointId}/assess`, again, { 'if-match': `"${version}"` })
    expect(await pointNow()).toMatchObject({ level: 1, reassessSince: null })
    expect(await askForReassessment(house.db, REPEAT)).toBe(0)
  })

  test('does not count any more when it was no hazard after all', async () => {
    const before = (await pointNow()).failures
    const { id } = (await report({ input: { ...found, source: 'self_check', controlId } })).body
    expect((await pointNow()).failures).toBe(before + 1)
    expect((await act('zhao', id, 'withdraw', { text: '误报' })).body.state).toBe('withdrawn')
    expect((await pointNow()).failures).toBe(before)
  })
})
