import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
let id: string
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)
const dossier = (login: Login) => send(login, 'GET', `/cases/${id}/dossier`)

beforeAll(async () => {
  house = await openHouse()
  const made = await send('admin', 'POST', '/enterprises', { name: '广饶恒沣化工有限公司', gridCode: PLACES.village })
  await house.giveFileTo(made.body.id)
  const photo = await house.as('zhang')('POST', `/api/v1/files?name=a.png&objectId=${made.body.id}`, PNG, {
    'content-type': 'application/octet-stream',
  })
  const opened = await send('zhang', 'POST', '/hazards/register', {
    input: { what: '报警器离线', where: '罐区', source: 'government_inspection' },
    attachments: [photo.body.id],
    objectId: made.body.id,
    place: { lng: 118.6, lat: 37.2, accuracyM: 12 },
    deviceAt: '2026-11-20T01:00:00Z',
  })
  id = opened.body.id
  await send('wang', 'POST', `/hazards/${id}/copy`, { input: { seatId: await seatOf('zhou'), text: '请知悉' } })
})
afterAll(() => house.close())

const seatOf = async (login: string): Promise<string> =>
  (
    await asOwner(
      house.ownerUrl,
      'select h.seat_id from seat_holding h join account a on a.person_id = h.person_id where a.login = $1',
      [login],
    )
  ).rows[0].seat_id

test('a dossier holds every act with clocks, place, hashes and seats in words, and says that its chain holds', async () => {
  const { status, body } = await dossier('zhang')
  expect(status).toBe(200)
  const [opened, copied] = body.case.history
  expect(opened).toMatchObject({
    deviceAt: '2026-11-20T01:00:00.000Z',
    place: { lng: 118.6, lat: 37.2, accuracyM: 12 },
    attachments: [{ name: 'a.png', size: PNG.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  })
  expect(body.seats[copied.input.seatId]).toBe('东营市应急管理局 city_officer')
  expect(body.chain).toMatchObject({ holds: true, acts: 2, why: null, head: copied.hash })
  expect(body.turns.length).toBe(2)
})

test('each reading leaves a line; who may not see the case finds no dossier', async () => {
  const lines = async () => (await send('admin', 'GET', `/audit-events?action=case.dossier-read`)).body
  const before = (await lines()).total
  expect([(await dossier('zhou')).status, (await dossier('zhao')).status, (await dossier('lin')).status]).toEqual([
    200, 200, 404,
  ])
  const after = await lines()
  expect(after.total).toBe(before + 2)
  expect(after.items[0]).toMatchObject({ objectType: 'hazard', objectId: id, detail: { number: expect.any(String) } })
  expect((await send('zhou', 'GET', '/cases/not-an-id/dossier')).status).toBe(422)
})

test('a step somebody touched is named', async () => {
  await asOwner(
    house.ownerUrl,
    `update case_act set input = input || '{"text": "改了"}' where case_id = $1 and seq = 2`,
    [id],
  )
  expect((await dossier('zhang')).body.chain).toMatchObject({ holds: false, why: '第 2 步：内容被改动' })
})
