import { renderSVG } from 'uqr'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Login } from '#apps/server/test-house.ts'
import { plateAddress, plateCodeText } from '#modules/plate/model/code.ts'
import type { Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const PLANT = { longitude: 118.5, latitude: 37.2, accuracy: 12 }
let platform: Platform
let code: string

beforeAll(async () => {
  platform = await openPlatform()
  const made = await platform.house.as('zhang')('POST', '/api/v1/plates', { objectIds: [platform.files.hengfeng] })
  code = made.body.items[0].code
})
afterAll(() => platform?.close())

const read = async (login: Login, path: string) => (await platform.house.as(login)('GET', `/api/v1${path}`)).body

/** A picture of a code, as somebody has it among his photographs. */
async function pictureOf({ page }: Desk, words: string) {
  const sheet = await page.context().newPage()
  await sheet.setContent(`<div style="width:360px;padding:40px">${renderSVG(words, { border: 2, ecc: 'M' })}</div>`)
  const buffer = await sheet.locator('div').screenshot()
  await sheet.close()
  return { name: '码牌.png', mimeType: 'image/png', buffer }
}

/** A phone or tablet on a line that is paid for, at the plant. */
async function held(login: Login, screen: 'phone' | 'tablet'): Promise<Desk> {
  const desk = await platform.sit(login, screen)
  const context = desk.page.context()
  await context.grantPermissions(['geolocation', 'microphone', 'camera'])
  await context.setGeolocation(PLANT)
  await context.addInitScript(() => {
    const line = Object.assign(new EventTarget(), { type: 'cellular' })
    Object.defineProperty(navigator, 'connection', { value: line })
  })
  await desk.page.goto('/field/')
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return desk
}

test('on a tablet the list stays beside the visit, and each scrolls by itself', async () => {
  const li = await held('li', 'tablet')
  const { page } = li
  await li.reads('还没有选')
  await li.button(new RegExp(REGISTER.hengfeng.name)).click()
  await li.reads(REGISTER.hengfeng.name)
  await li.sees(/七天内走访/)
  expect(await page.locator('.fd-open[aria-current]').count()).toBe(1)
  const tabs = page.getByRole('navigation', { name: '页面' })
  expect(await tabs.count()).toBe(1)
  // A visit is opened from 今天, and its tab says where one is.
  expect(await tabs.locator('[aria-current]').allInnerTexts()).toEqual(['今天'])
  await li.button('到达，开始检查').click()
  await page.getByRole('radio', { name: '不合格' }).click()
  await li.accessible()
  expect(await li.sideways()).toBe(0)
  const heights = () => page.evaluate(() => [document.documentElement.scrollHeight, window.innerHeight])
  const [whole, seen] = await heights()
  expect(whole).toBe(seen)
  await page.getByRole('radio', { name: '登记为隐患' }).click()
  await page.getByLabel('具体位置').fill('成品库东门')
  // Turned or made narrow, it keeps what was written.
  await page.setViewportSize({ width: 500, height: 900 })
  expect(await page.getByLabel('具体位置').inputValue()).toBe('成品库东门')
  await expect.poll(() => page.getByText(/七天内走访/).count()).toBe(0)
  await li.leave()
})

test('a plate read with no signal opens the visit; what was said there is heard at the desk; photographs wait for Wi-Fi', async () => {
  const li = await held('li', 'phone')
  const { page } = li
  await li.button(/^带上这 \d+ 家/).click()
  await li.sees(/家都带好了，没有网络也能查/)
  const [pay, plate] = [
    await pictureOf(li, 'wxp://f2f0abcdefgh'),
    await pictureOf(li, plateAddress('https://angrid.example', code)),
  ]
  await li.network(false)

  await li.button('扫码').click()
  await li.sees('对准码牌上的二维码')
  await li.accessible()
  await page.locator('#scan-picture').setInputFiles(pay)
  await li.sees(/这是收款码，不是企业码牌/)
  await page.getByLabel('输入码牌上的码').fill('AAAAA-AAAAA')
  await li.button('打开这家企业').click()
  await li.sees(/没有网络，这块码牌又没有带在身上/)
  await page.locator('#scan-picture').setInputFiles(plate)
  await li.reads(REGISTER.hengfeng.name)
  await li.sees(/扫过码牌，记录会带上/)

  await li.button('到达，开始检查').click()
  await page.getByRole('radio', { name: '不合格' }).click()
  await page.getByLabel('看到了什么').fill('安全出口堆了纸箱')
  await page.locator('input[type=file]').setInputFiles(PHOTO)
  await li.sees(/^存在本机$/)
  await li.button('录一段话').click()
  await li.sees(/0:01/)
  await li.accessible()
  await li.button('说完了').click()
  await page.locator('.fd-voice audio').waitFor()
  await page.getByRole('radio', { name: '登记为隐患' }).click()
  await page.getByLabel('具体位置').fill('成品库东门')
  await li.accessible()
  expect(await li.sideways()).toBe(0)
  await li.button('存下，看下一项').click()
  await li.button('看完了，去离开').click()
  await li.sees(/扫过码牌/)
  await li.button('存下这次走访').click()
  await li.sees(/存下了，/)

  await li.network(true)
  await li.sees('等 WLAN。')
  await li.button('看发件箱').click()
  await li.sees(/等 WLAN：照片 1 张、录音 1 段，不到 0\.1 MB/)
  await li.accessible()
  expect((await read('li', '/patrols')).total).toBe(0)
  await li.button('现在用流量').click()
  await li.sees(/✓ 已送达 R-/)
  const [record] = (await read('zhang', '/field-records')).items
  expect(record.reasons.join()).toMatch(/扫过码牌/)
  await li.leave()

  const [hazard] = (await read('zhang', `/hazards?objectId=${platform.files.hengfeng}`)).items
  const zhang = await platform.sit('zhang')
  await zhang.open(`/hazards/${hazard.id}`)
  // Among the files of the case as in its story.
  expect(await zhang.button('播放语音备注').count()).toBe(2)
  await zhang.button('播放语音备注').first().click()
  const sound = zhang.page.locator('audio')
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime > 0)).toBe(true)
  await zhang.leave()
})

test('whoever passes by learns from a plate whom to call; an office prints it, and ends it when it is copied', async () => {
  const passer = await platform.sit(null, 'phone')
  await passer.open(`/plate/${code}`, REGISTER.hengfeng.name)
  await passer.sees('12350')
  await passer.leave()
  const zhang = await platform.sit('zhang')
  await zhang.open(`/enterprises/${platform.files.hengfeng}`)
  await zhang.sees(plateCodeText(code))
  await zhang.button('作废码牌').click()
  await zhang.page.getByRole('radio', { name: '被翻拍冒用' }).click()
  await zhang.button('作废，补一张新的').click()
  await zhang.sees(/作废：被翻拍冒用/)
  await zhang.leave()
  const later = await platform.sit(null, 'phone')
  await later.open(`/plate/${code}`, '这块码牌已作废')
  await later.leave()
})
