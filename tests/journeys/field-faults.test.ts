import { createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Login, PASSWORD, PNG } from '#apps/server/test-house.ts'
import type { Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform } from './platform.ts'

const HERE = '/field/'
const PLANT = { longitude: 118.5, latitude: 37.2, accuracy: 12 }
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  await platform.house.giveFileTo(platform.files.hengfeng)
})
afterAll(() => platform?.close())

const read = (login: Login, path: string) => platform.house.as(login)('GET', `/api/v1${path}`)

/** A phone with the app on it. */
async function phone(login: Login): Promise<Desk> {
  const desk = await platform.sit(login, 'phone')
  await desk.page.context().grantPermissions(['geolocation'])
  await desk.page.context().setGeolocation(PLANT)
  await desk.page.goto(HERE)
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return desk
}

/** Writes a hazard down as far as handing it in. */
async function writeHazard(desk: Desk, what: string, photo = PHOTO): Promise<void> {
  await desk.button('上报').first().click()
  await desk.page.locator('input[type=file]').setInputFiles(photo)
  await desk.sees(/^存在本机$/)
  await desk.page.getByLabel('看到了什么').fill(what)
  await desk.page.getByLabel('在哪里').fill('2# 车间西墙')
}

const titles = async (login: Login) =>
  (await read(login, '/hazards?open=true&limit=100')).body.items.map(({ title }: { title: string }) => title)

/** A photograph as a camera takes it: some megabytes that do not get smaller. */
function largePhoto(): typeof PHOTO {
  const [width, height] = [1600, 1200]
  const rows = Array.from({ length: height }, () => Buffer.concat([Buffer.from([0]), randomBytes(width * 3)]))
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, body, Buffer.from(crc(body))])
  }
  const head = Buffer.from(PNG.subarray(16, 29))
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 8
  head[9] = 2
  const data = deflateSync(Buffer.concat(rows), { level: 1 })
  const buffer = Buffer.concat([
    PNG.subarray(0, 8),
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { ...PHOTO, buffer }
}

function crc(body: Buffer): Uint8Array {
  let rest = 0xffffffff
  for (const byte of body) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0)
  }
  const out = Buffer.alloc(4)
  out.writeUInt32BE((rest ^ 0xffffffff) >>> 0)
  return out
}

/** The fingerprint of the one photograph this device keeps. */
const keptPrint = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open('angrid-field')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const all = opening.result.transaction('photos').objectStore('photos').getAll()
          all.onsuccess = () => resolve(all.result[0].sha256)
        }
      }),
  )

test('a phone that dies in the middle of a photograph goes on from there, and the bytes are those of the camera', async () => {
  const zhao = await phone('zhao')
  const context = zhao.page.context()
  await zhao.network(false)
  await writeHazard(zhao, '防爆接线盒缺螺栓', largePhoto())
  await zhao.button('上报').last().click()
  const print = await keptPrint(zhao.page)

  // After the first piece the phone is gone: the page dies and nothing says goodbye.
  const pieces: { offset: number }[] = []
  let dies = false
  await context.route('**/api/v1/uploads/**', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    pieces.push({ offset: Number(route.request().headers()['upload-offset']) })
    if (pieces.length === 1) return route.continue()
    if (dies) return route.continue()
    return route.abort()
  })
  zhao.mayFail(/uploads/)
  await zhao.network(true)
  await expect.poll(() => pieces.length, { timeout: 20_000 }).toBeGreaterThan(1)
  expect(await titles('zhao')).not.toContainEqual(expect.stringContaining('防爆接线盒'))
  dies = true
  const before = pieces.length
  await zhao.page.goto('about:blank')
  await zhao.page.goto(HERE)
  await expect.poll(() => titles('zhao'), { timeout: 30_000 }).toContainEqual(expect.stringContaining('防爆接线盒'))
  // It went on behind the first piece and did not begin again.
  expect(pieces.slice(before).every(({ offset }) => offset > 0)).toBe(true)
  const [hazard] = (await read('zhao', '/hazards?open=true&limit=100')).body.items.filter(
    ({ title }: { title: string }) => title.includes('防爆接线盒'),
  )
  const { history } = (await read('zhao', `/hazards/${hazard.id}`)).body
  const [file] = history[0].attachments
  expect(file.sha256).toBe(print)
  const reply = await platform.house.app.inject({
    url: `/api/v1/files/${file.fileId}`,
    headers: { authorization: `Bearer ${await platform.house.token('zhao')}` },
  })
  expect(createHash('sha256').update(reply.rawPayload).digest('hex')).toBe(print)
  await zhao.leave()
}, 90_000)

test('another account on the same phone neither sends nor loses what somebody left on it', async () => {
  const zhao = await phone('zhao')
  const { page } = zhao
  await zhao.network(false)
  await writeHazard(zhao, '灭火器压力不足')
  await zhao.button('上报').last().click()
  await page.context().clearCookies()
  zhao.mayBeRefused(401, /./)
  // What was being read while one account gave way to the other.
  zhao.mayBeRefused(403, /./)
  zhao.mayFail(/./)
  await zhao.network(true)
  const signIn = async (login: Login) => {
    await zhao.sees('登录已过期。')
    await zhao.button('重新登录').click()
    await page.getByLabel('账号').fill(login)
    await page.getByLabel('密码').fill(PASSWORD)
    await zhao.button('登录').click()
    await zhao.button('发件箱').first().click()
  }
  await signIn('li')
  await zhao.sees(/赵安全/)
  await zhao.accessible()
  expect(await titles('zhao')).not.toContainEqual(expect.stringContaining('灭火器压力不足'))
  await page.context().clearCookies()
  await page.reload()
  await signIn('zhao')
  await zhao.sees(/✓ 已送达 R-/)
  const [sent] = (await read('zhao', '/hazards?open=true&limit=100')).body.items.filter(
    ({ title }: { title: string }) => title.includes('灭火器压力不足'),
  )
  const { history } = (await read('zhao', `/hazards/${sent.id}`)).body
  expect(history[0].by.name).toBe('赵安全')
  await zhao.leave()
}, 90_000)

test('a phone whose clock is a day behind is found out, and its record is dated by the server', async () => {
  const zhao = await phone('zhao')
  await zhao.page.clock.install({ time: Date.now() - 86_400_000 })
  await zhao.page.reload()
  await zhao.reads()
  await zhao.network(false)
  await writeHazard(zhao, '配电室鼠挡板缺失')
  await zhao.button('上报').last().click()
  await zhao.network(true)
  await expect.poll(() => titles('zhao'), { timeout: 30_000 }).toContainEqual(expect.stringContaining('鼠挡板'))
  const [sent] = (await read('zhao', '/hazards?open=true&limit=100')).body.items.filter(
    ({ title }: { title: string }) => title.includes('鼠挡板'),
  )
  const { items } = (await read('zhang', `/field-records?aboutId=${sent.id}`)).body
  expect(items).toHaveLength(1)
  expect(items[0].reasons.join()).toMatch(/设备时钟/)
  expect(Math.abs(Date.parse(items[0].doneAt) - Date.now())).toBeLessThan(120_000)
  await zhao.leave()
}, 90_000)

/** Bytes the browser counts for the app itself, which lies on the device before anything is written down. */
async function appBytes(): Promise<number> {
  const { page } = await platform.sit('zhao', 'phone')
  await page.goto(HERE)
  const used = await page.evaluate(async () => {
    await navigator.serviceWorker.ready
    return (await navigator.storage.estimate()).usage ?? 0
  })
  await page.context().close()
  return used
}

test('a phone without room says so before anything is lost, and goes on when there is room again', async () => {
  const quotaSize = (await appBytes()) + 400_000
  const zhao = await platform.sit('zhao', 'phone')
  const { page } = zhao
  const session = await page.context().newCDPSession(page)
  await page.goto('/sign-in')
  const { origin } = new URL(page.url())
  // Before the first byte is kept: the browser looks at what it gives now and then only.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize })
  await page.goto(HERE)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await zhao.network(false)
  await zhao.button('上报').first().click()
  await page.getByLabel('看到了什么').fill('安全阀校验过期')
  const [full, kept] = [page.getByText('这台设备存不下了，先把发件箱里的送出去'), page.locator('.fd-photos figure')]
  // What the app took is not always counted yet: one large photograph after another, until there is no room.
  for (let photos = 0; photos < 9 && !(await full.isVisible()); photos++) {
    await page.locator('input[type=file]').setInputFiles(largePhoto())
    await expect
      .poll(async () => (await full.isVisible()) || (await kept.count()) > photos, { timeout: 15_000 })
      .toBe(true)
  }
  await zhao.sees('这台设备存不下了，先把发件箱里的送出去')
  const before = await kept.count()
  await zhao.accessible()
  expect(await page.getByLabel('看到了什么').inputValue()).toBe('安全阀校验过期')
  await session.send('Storage.overrideQuotaForOrigin', { origin })
  await page.locator('input[type=file]').setInputFiles(PHOTO)
  await expect.poll(() => kept.count(), { timeout: 15_000 }).toBe(before + 1)
  await page.getByLabel('在哪里').fill('锅炉房')
  await zhao.button('上报').last().click()
  await zhao.network(true)
  await expect.poll(() => titles('zhao'), { timeout: 30_000 }).toContainEqual(expect.stringContaining('安全阀校验'))
  await zhao.leave()
}, 90_000)
