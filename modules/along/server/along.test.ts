import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import type { Tier } from '#standards/penalty/discretion.ts'
import type { AlongBatch, AlongFile } from '../model/schema.ts'

const MINUTE = 60_000
let house: House
let works: string
let mill: string
let lijin: string

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)
const take = async (login: Login, query = ''): Promise<AlongBatch> =>
  (await send(login, 'GET', `/along/files${query}`)).body
const names = ({ items }: AlongBatch): unknown[] => items.map(({ file }) => file.values.name)

async function photoOf(login: Login, objectId: string): Promise<string> {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${objectId}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  return reply.json().id
}

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string, more: object = {}) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'], ...more })).body.id
  const people = { contact: '赵安全', contactPhone: '13905460001', dutyPhone: '0546-6441234' }
  works = await made('广饶恒沣化工有限公司', PLACES.village, { lng: 118.61, lat: 37.02, ...people })
  mill = await made('大码头盛源木业', PLACES.village)
  lijin = await made('利津远海化工', PLACES.lijinVillage)
  await house.giveFileTo(works)
  const opened = await send('zhang', 'POST', '/hazards/register', {
    input: { what: '罐区可燃气体报警器 2 台离线', where: '1# 罐区东侧', source: 'government_inspection' },
    attachments: [await photoOf('zhang', works)],
    objectId: works,
  })
  expect(opened.status).toBe(201)
  const visit = await send('li', 'POST', '/patrols', {
    objectId: works,
    checkIn: { position: { lng: 118.61, lat: 37.02, accuracyM: 8 } },
    startedAt: new Date(Date.now() - 31 * MINUTE).toISOString(),
    endedAt: new Date(Date.now() - MINUTE).toISOString(),
    template: 'T-GEN-PATROL',
    items: [{ code: 'GEN-LIC-001', result: 'ok' }],
  })
  expect(visit.status).toBe(201)
})
afterAll(() => house.close())

describe('before an officer leaves', () => {
  test('one answer brings the files of his area with open hazards, history and the lists of checks', async () => {
    const batch = await take('zhang')
    expect(batch).toMatchObject({ total: 2, nextCursor: null })
    const file = batch.items.find(({ id }) => id === works) as AlongFile
    expect(file).toMatchObject({
      gridName: '杨斗村',
      leftOut: [],
      visit: { name: '广饶恒沣化工有限公司', lng: 118.61, openHazards: 1 },
      parts: {
        hazards: { total: 1, items: [{ what: '罐区可燃气体报警器 2 台离线', stateTitle: '待定级', rank: null }] },
        patrols: { total: 1, items: [{ officer: '李网格', findings: 0 }] },
        risks: { total: 0, items: [] },
      },
    })
    expect(file.bytes).toBeGreaterThan(1_000)
    const codes = batch.templates.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes).toEqual(expect.arrayContaining(file.visit?.templates ?? ['none']))
    expect(batch.templates[0]?.items.length).toBeGreaterThan(2)
  })

  test('how many there are and how large they are is told beforehand', async () => {
    const { body } = await send('wang', 'GET', `/along/size?grid=${PLACES.damatou}`)
    const batch = await take('wang', `?grid=${PLACES.damatou}`)
    const bytes = batch.items.reduce((sum, one) => sum + one.bytes, 0)
    expect(body).toEqual({ total: 2, bytes, mostPerFile: 5_000_000 })
  })

  test('an answer that was cut is gone on with where it ended, and none comes twice', async () => {
    const first = await take('zhang', '?limit=1')
    expect(first).toMatchObject({ total: 2, nextCursor: expect.any(String) })
    const rest = await take('zhang', `?limit=1&cursor=${first.nextCursor}`)
    expect(rest.nextCursor).toBe(null)
    expect([...names(first), ...names(rest)].toSorted()).toEqual(['大码头盛源木业', '广饶恒沣化工有限公司'])
    expect((await send('zhang', 'GET', '/along/files?cursor=abc')).status).toBe(422)
  })

  test('some enterprises are named by their ids, in any order, and what is asked badly is refused', async () => {
    expect(names(await take('zhang', `?ids=${mill.toUpperCase()}`))).toEqual(['大码头盛源木业'])
    for (const query of ['?ids=12', '?grid=abc', '?limit=51', `?ids=${mill},`])
      expect([query, (await send('zhang', 'GET', `/along/files${query}`)).status]).toEqual([query, 422])
    const ids = Array.from({ length: 51 }, () => mill)
    expect((await send('zhang', 'GET', `/along/files?ids=${ids.slice(1)}`)).status).toBe(200)
    expect((await send('zhang', 'GET', `/along/files?ids=${ids}`)).body.detail).toMatch(/一次最多 50 家/)
  })

  test('nothing of another region comes along, whoever asks and however he asks', async () => {
    for (const login of ['li', 'zhang', 'wang'] as const) {
      expect(names(await take(login, `?ids=${lijin}`))).toEqual([])
      expect(names(await take(login, `?grid=${PLACES.lijin}`))).toEqual([])
      expect(names(await take(login))).not.toContain('利津远海化工')
    }
    expect(names(await take('lin'))).toEqual(['利津远海化工'])
    expect((await send('lin', 'GET', `/along/size?grid=${PLACES.guangrao}`)).body.total).toBe(0)
  })

  test('a part somebody may not read stays behind; enterprises and leaders take no area along', async () => {
    const mine = (await take('li')).items.find(({ id }) => id === works) as AlongFile
    expect(Object.keys(mine.parts)).not.toContain('penalties')
    expect(mine.parts.hazards?.total).toBe(1)
    const office = (await take('wang')).items.find(({ id }) => id === works) as AlongFile
    expect(office.parts.penalties).toEqual({ items: [], total: 0 })
    for (const login of ['zhao', 'chen'] as const) expect((await send(login, 'GET', '/along/files')).status).toBe(403)
    expect((await house.as(null)('GET', '/api/v1/along/files')).status).toBe(401)
  })
})

describe('names and numbers of people', () => {
  test('come masked; whole ones only for who may, with a purpose, and each enterprise has its line in the audit', async () => {
    const { file } = (await take('zhang', `?ids=${works}`)).items[0] as AlongFile
    expect(file.values).toMatchObject({ contact: '赵**', contactPhone: '139****0001', dutyPhone: '0546-6441234' })
    const ask = (login: Login, body: object) => send(login, 'POST', '/along/contacts', body)
    const ids = [works, lijin]
    expect((await ask('zhang', { ids, purpose: ' ' })).status).toBe(422)
    for (const purpose of ['\u200b\u200b\u200b', '\u3164\u3164', '\u2800\u00ad\ufe0f'])
      expect((await ask('zhang', { ids, purpose })).body.errors?.[0]?.message).toMatch(/至少两个字/)
    for (const login of ['zhao', 'chen'] as const)
      expect([login, (await ask(login, { ids: [mill], purpose: '看看邻居' })).status]).toEqual([login, 403])
    const { body } = await ask('zhang', { ids, purpose: '下乡检查联系企业' })
    expect(body.items).toEqual([{ id: works, values: expect.objectContaining({ contactPhone: '13905460001' }) }])
    const audit = (await send('admin', 'GET', `/audit-events?objectId=${works}&action=enterprise.revealed`)).body.items
    expect(audit).toEqual([expect.objectContaining({ action: 'enterprise.revealed' })])
  })
})

describe('law to be looked up on site', () => {
  test('discretion, checks with their basis and terms come along, what is not confirmed says so, and the same is the same version', async () => {
    const { body } = await send('li', 'GET', '/along/law')
    const [law] = body.versions
    expect(law).toMatchObject({ from: '2021-09-01', to: null })
    const step = law.tiers.find((tier: Tier) => tier.item === '97-7' && tier.stage === 'first' && tier.tier === 'minor')
    expect(step).toMatchObject({ verified: false, max: expect.any(Number), condition: expect.any(String) })
    expect(body.checks.length).toBeGreaterThan(500)
    expect(body.checks.find(({ code }: { code: string }) => code === 'GEN-LIC-001')).toMatchObject({
      basis: expect.stringMatching(/./),
    })
    expect(body.clocks).toContainEqual({
      ...{ kind: '隐患', title: '定级期限（待定级）', amount: 1, unit: 'D' },
      ...{ source: '隐患定级一日内完成', verified: false },
    })
    expect((await send('zhang', 'GET', '/along/law')).body.version).toBe(body.version)
    expect((await send('zhao', 'GET', '/along/law')).status).toBe(403)
  })
})

describe('an enterprise with more than may be carried', () => {
  test('leaves its largest part behind, says which, and the rest comes', async () => {
    const setting = '/api/v1/settings/along.file-kilobytes'
    const found = (await send('admin', 'GET', '/settings')).body.items
    const { version } = found.find(({ key }: { key: string }) => key === 'along.file-kilobytes')
    const put = await house.as('admin')('PUT', setting, { value: 5 }, { 'if-match': `"${version}"` })
    expect(put.status).toBe(200)
    for (let n = 0; n < 3; n++)
      await send('zhang', 'POST', '/hazards/register', {
        input: { what: `第 ${n} 处 ${'管廊支架锈蚀'.repeat(70)}`, where: '管廊', source: 'government_inspection' },
        attachments: [await photoOf('zhang', works)],
        objectId: works,
      })
    const file = (await take('zhang', `?ids=${works}`)).items[0] as AlongFile
    expect(file.leftOut).toEqual([{ part: 'hazards', title: '没销号的隐患', bytes: expect.any(Number) }])
    expect(file.parts).not.toHaveProperty('hazards')
    expect(file.parts.patrols?.total).toBe(1)
    expect(file.bytes).toBeLessThanOrEqual(5_000)
  })
})
