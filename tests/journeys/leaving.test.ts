import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLACES, PNG } from '#apps/server/test-house.ts'
import { openPlatform, type Platform } from './platform.ts'

const WHAT = '反应釜安全阀没有校验'
let platform: Platform
let seatTitle = ''

beforeAll(async () => {
  platform = await openPlatform()
  const { house, files } = platform
  await house.giveFileTo(files.hengfeng)
  seatTitle = (await house.as('zhao')('GET', '/api/v1/me')).body.seat.title
  const photo = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${files.hengfeng}`,
    headers: { authorization: `Bearer ${await house.token('zhao')}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  const reported = await house.as('zhao')('POST', '/api/v1/hazards/report', {
    input: { what: WHAT, where: '二车间', source: 'self_check' },
    attachments: [photo.json().id],
  })
  expect(reported.status).toBe(201)
})
afterAll(() => platform?.close())

describe('a safety manager leaves, and nothing is lost', () => {
  test('the office ends his time at the seat, and the open hazard is on the list of what he hands over', async () => {
    const admin = await platform.sit('admin')
    const { page } = admin
    await admin.open(`/seats?q=${encodeURIComponent('赵安全')}`, /^岗位/)
    await page.getByRole('button', { name: seatTitle }).click()
    const card = page.getByRole('dialog')
    await card.getByRole('button', { name: '离岗' }).click()
    await card.getByRole('button', { name: '办离岗，列移交清单' }).click()
    await admin.sees('已办离岗，移交清单发给接任的人')
    await card.getByLabel('任职').fill('李网格')
    await page.locator('.ant-select-item-option-active').filter({ hasText: '李网格' }).waitFor()
    await card.getByLabel('任职').press('Enter')
    await card.getByRole('button', { name: '从今天起任职' }).click()
    await admin.sees('任职好了')
    await admin.accessible()
    await admin.leave()
  }, 120_000)

  test('the successor takes the seat, accepts the list item by item, and goes on with the hazard', async () => {
    const li = await platform.sit('li')
    const { page } = li
    await li.open('/')
    await page.getByRole('button', { name: '我的账号' }).click()
    await page.getByRole('menuitem', { name: new RegExp(seatTitle) }).click()
    await li.sees(`现在是${seatTitle}`)
    const sheet = li.sheet('岗位移交')
    await sheet.waitFor()
    await li.sees(WHAT, sheet)
    const before = await sheet.getByRole('button', { name: '接收' }).count()
    expect(before).toBeGreaterThan(0)
    for (let left = before; left > 0; left--) {
      await sheet.getByRole('button', { name: '接收' }).first().click()
      await expect.poll(() => sheet.getByRole('button', { name: '接收' }).count(), { timeout: 20_000 }).toBe(left - 1)
    }
    await li.open('/cases', /^待办 1 件/)
    await page.getByRole('link', { name: WHAT }).first().click()
    await li.reads(new RegExp(WHAT))
    await page.getByRole('form', { name: '定级并落实整改' }).waitFor()
    await li.leave()
  }, 120_000)

  test('the office finds every act of the one who left under his own name', async () => {
    const { house } = platform
    const { items } = (await house.as('zhang')('GET', `/api/v1/hazards?grid=${PLACES.village}`)).body
    const seen = (await house.as('zhang')('GET', `/api/v1/hazards/${items[0].id}`)).body
    expect(seen).toMatchObject({ holder: { person: '李网格' }, history: [{ by: { name: '赵安全' } }] })
  })
})
