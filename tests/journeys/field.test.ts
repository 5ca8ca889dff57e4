import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Login } from '#apps/server/test-house.ts'
import { PASSWORD } from '#apps/server/test-house.ts'
import type { Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

/** Where the enterprises of the platform stand. */
const PLANT = { longitude: 118.5, latitude: 37.2, accuracy: 12 }
const HERE = '/field/'
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  await platform.house.giveFileTo(platform.files.hengfeng)
})
afterAll(() => platform?.close())

/** A phone with the app on it, standing at the plant. */
async function phone(login: Login): Promise<Desk> {
  const desk = await platform.sit(login, 'phone')
  const context = desk.page.context()
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(PLANT)
  await desk.page.goto(HERE)
  // On the device once the service worker has everything.
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return desk
}

const read = (login: Login, path: string) => platform.house.as(login)('GET', `/api/v1${path}`)

describe('a grid officer in a plant without signal', () => {
  test('takes along, loses the network, visits, and everything arrives once when it is back', async () => {
    const li = await phone('li')
    const { page } = li
    await li.reads(/七天内走访/)
    await li.button(/^带上这/).click()
    await li.sees(/本机已带/)
    await li.button(/^带上这/).waitFor()

    await li.network(false)
    await page.reload()
    await li.reads(/七天内走访/)
    await li.sees('没有网络。')
    await li.button(new RegExp(REGISTER.hengfeng.name)).click()
    await li.button('到达，开始检查').click()
    await li.sees(/第 1 \/ \d+ 项/)
    await page.getByRole('radio', { name: '不合格' }).click()
    await li.button('存下，看下一项').click()
    await li.sees('写清楚看到了什么')
    await page.getByLabel('看到了什么').fill('安全出口堆了纸箱')
    await page.locator('input[type=file]').setInputFiles(PHOTO)
    await li.sees('存在本机')
    await page.getByRole('radio', { name: '登记为隐患' }).click()
    await page.getByLabel('具体位置').fill('成品库东门')
    await li.accessible()
    expect(await li.sideways()).toBe(0)

    // The battery dies in the middle; what was written stands where it stood.
    await page.reload()
    await li.reads(REGISTER.hengfeng.name)
    expect(await page.getByLabel('具体位置').inputValue()).toBe('成品库东门')
    await li.button('存下，看下一项').click()
    await page.getByRole('radio', { name: '合格', exact: true }).click()
    await li.button('看完了，去离开').click()
    await li.sees('看了 2 项，1 项不合格')
    await li.sees(/现在存下会记为「(现场|滞后)」/)
    await li.button('存下这次走访').click()
    await li.sees('走访已存，待发')
    await li.button('发件箱').click()
    await li.sees('存在本机，等网络')
    await li.accessible()
    expect((await read('li', '/patrols')).body.total).toBe(0)

    await li.network(true)
    await li.sees(/✓ 已送达 R-\d{4}-[0-9A-F]{4}/)
    const visits = (await read('li', '/patrols')).body
    expect([visits.total, visits.items[0].objectId]).toEqual([1, platform.files.hengfeng])
    const hazards = (await read('zhang', `/hazards?objectId=${platform.files.hengfeng}`)).body
    expect(hazards.items.map(({ title }: { title: string }) => title)).toEqual([
      expect.stringContaining('安全出口堆了纸箱'),
    ])
    const records = (await read('zhang', '/field-records')).body.items
    expect(records).toEqual([expect.objectContaining({ aboutId: visits.items[0].id, personName: '李网格' })])

    await page.reload()
    await li.sees(/✓ 已送达/)
    expect((await read('li', '/patrols')).body.total).toBe(1)
    await li.leave()
  })
})

test('a safety manager reports a hazard in a tunnel; the session ended meanwhile, and nothing is lost', async () => {
  const zhao = await phone('zhao')
  const { page } = zhao
  await zhao.reads()
  await zhao.network(false)
  await zhao.button('上报').first().click()
  await zhao.button('上报').last().click()
  await zhao.sees(/还差 3 处/)
  await page.locator('input[type=file]').setInputFiles(PHOTO)
  await zhao.sees('存在本机')
  await page.getByLabel('看到了什么').fill('配电箱门关不上')
  await page.getByLabel('在哪里').fill('2# 车间西墙')
  await zhao.accessible()
  await zhao.button('上报').last().click()
  await zhao.button('发件箱').click()
  await zhao.sees('上报隐患：配电箱门关不上')
  await page.context().clearCookies()
  zhao.mayBeRefused(401, /./)
  await zhao.network(true)
  await zhao.sees('登录已过期。')
  await zhao.button('重新登录').click()
  await page.getByLabel('账号').fill('zhao')
  await page.getByLabel('密码').fill(PASSWORD)
  await zhao.button('登录').click()
  await zhao.button('发件箱').click()
  await zhao.sees(/✓ 已送达 R-/)
  const { items } = (await read('zhao', '/hazards?open=true')).body
  expect(items.map(({ title }: { title: string }) => title)).toContainEqual(expect.stringContaining('配电箱门关不上'))
  await zhao.leave()
})
