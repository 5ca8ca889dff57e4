import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { verifyCases } from './verify.ts'

let house: House
let works: string
let photo: string
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  const made = await send('admin', 'POST', '/enterprises', { name: '广饶恒沣化工有限公司', gridCode: PLACES.village })
  works = made.body.id
  await house.giveFileTo(works)
  photo = (
    await house.as('zhang')('POST', `/api/v1/files?name=a.png&objectId=${works}`, PNG, {
      'content-type': 'application/octet-stream',
    })
  ).body.id
})
afterAll(() => house.close())

async function hazard(what: string): Promise<string> {
  const opened = await send('zhang', 'POST', '/hazards/register', {
    input: { what, where: '罐区', source: 'government_inspection' },
    attachments: [photo],
    objectId: works,
  })
  expect([opened.status, opened.body]).toEqual([201, expect.any(Object)])
  return opened.body.id
}
const seen = async (id: string) => (await send('zhou', 'GET', `/hazards/${id}`)).body
async function act(login: Login, id: string, name: string, input: object) {
  const { acts } = await seen(id)
  return send(login, 'POST', `/hazards/${id}/${name}`, { input, version: acts })
}
const merge = (login: Login, id: string, into: string) =>
  act(login, id, 'merge', { caseId: into, text: '同一台报警器' })

test('who supervised a double supervises the case that goes on, and is told so', async () => {
  const [double, goesOn] = [await hazard('报警器离线'), await hazard('可燃气体报警器不在线')]
  expect((await act('zhou', double, 'supervise', { text: '市里盯着' })).status).toBe(200)
  const merged = await merge('wang', double, goesOn)
  expect([merged.status, merged.body.detail]).toEqual([200, undefined])
  expect([(await seen(double)).supervised, (await seen(goesOn)).supervised]).toEqual([false, true])
  const box = await send('zhou', 'GET', '/cases?box=supervised')
  expect(box.body.items.map(({ id }: { id: string }) => id)).toEqual([goesOn])
  const told = (await send('zhou', 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)
  expect(told).toContain('督办转到：隐患「可燃气体报警器不在线」')
  expect((await act('zhou', goesOn, 'lift', { text: '已经在办' })).status).toBe(200)
  expect((await seen(goesOn)).supervised).toBe(false)
})

test('two cases that two seats supervise are not merged until one of them lifts its supervision', async () => {
  const [double, goesOn] = [await hazard('泵漏油'), await hazard('二号泵渗漏')]
  await act('zhou', double, 'supervise', { text: '市里盯着' })
  await act('wang', goesOn, 'supervise', { text: '县里盯着' })
  const refused = await merge('zhou', double, goesOn)
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('两个岗位分别在督办')])
  await act('wang', goesOn, 'lift', { text: '由市里督办' })
  expect((await merge('zhou', double, goesOn)).status).toBe(200)
  expect((await seen(goesOn)).supervised).toBe(true)
})

test('a case that was taken out again says so on both sides; related once more they hang together anew', async () => {
  const [double, goesOn] = [await hazard('护栏松动'), await hazard('平台护栏晃动')]
  await merge('wang', double, goesOn)
  const ends = async () => [(await seen(double)).related, (await seen(goesOn)).related].map(([one]) => one.endedAt)
  expect(await ends()).toEqual([null, null])
  expect((await act('wang', double, 'part', { text: '是两处护栏' })).status).toBe(200)
  expect(await ends()).toEqual([expect.any(String), expect.any(String)])
  expect((await act('wang', double, 'relate', { caseId: goesOn })).status).toBe(200)
  expect(await ends()).toEqual([null, null])
  expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
})
