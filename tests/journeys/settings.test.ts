import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { crc32, deflateSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '#apps/server/test-house.ts'
import { totpOf } from '#kernel/identity/totp/code.ts'
import { openPlatform, type Platform } from './platform.ts'

let platform: Platform
beforeAll(async () => {
  platform = await openPlatform()
})
afterAll(() => platform?.close())

/** Changes a setting past the page, for stories that are about something else. */
async function put(key: string, value: unknown): Promise<void> {
  const admin = platform.house.as('admin')
  const { items } = (await admin('GET', '/api/v1/settings')).body
  const { version, security } = items.find((setting: { key: string }) => setting.key === key)
  const door = security ? 'security-settings' : 'settings'
  const { status } = await admin('PUT', `/api/v1/${door}/${key}`, { value }, { 'if-match': `"${version}"` })
  expect([key, status]).toEqual([key, 200])
}

describe('the settings page', () => {
  test('an administrator finds a setting, is told what may be entered, changes it, and reads its history', async () => {
    const desk = await platform.sit('admin')
    const { page } = desk
    await desk.open('/settings', /^系统设置 \d+ 项/)
    await page.getByLabel('找设置').fill('多久不操作')
    await desk.arrivesAt(`/settings?q=${encodeURIComponent('多久不操作')}`)
    const row = page.getByRole('listitem').filter({ hasText: '多久不操作退出登录' }).first()
    await row.getByRole('button', { name: '改多久不操作退出登录' }).click()
    const field = row.getByLabel('多久不操作退出登录', { exact: true })
    await field.fill('3')
    desk.willBeRefused(422, '/api/v1/security-settings/session.idle-minutes')
    await row.getByRole('button', { name: '保存并生效' }).click()
    await desk.sees('应为 5 到 480 的整数', row)
    await desk.accessible()

    await field.fill('２０')
    await row.getByRole('button', { name: '保存并生效' }).click()
    await desk.sees('20 分钟', row)
    await desk.sees('默认 30 分钟', row)
    await row.getByRole('button', { name: '多久不操作退出登录的历次修改' }).click()
    const drawer = page.getByRole('dialog')
    await desk.sees('默认（30 分钟）', drawer)
    await desk.sees(/第 1 次 .* 孙立国/, drawer)
    await desk.accessible()
    await desk.leave()
  })

  test('of two administrators the second is told who was first, and sees the new value', async () => {
    const [first, second] = [await platform.sit('admin'), await platform.sit('admin')]
    const begin = async (desk: typeof first, hours: string) => {
      await desk.open('/settings?q=移交事项', /^系统设置/)
      await desk.button(/^改移交事项/).click()
      await desk.page.getByLabel(/^移交事项/).fill(hours)
    }
    await begin(first, '24')
    await begin(second, '48')
    await first.button('保存并生效').click()
    await first.sees('24 小时')
    second.willBeRefused(409, '/api/v1/settings/handover.hours')
    await second.button('保存并生效').click()
    await second.sees(/孙立国已把「移交事项.*」改过/)
    await second.sees(/^孙立国 .* 改过/)
    await first.button(/^改移交事项/).click()
    await first.button('恢复默认').click()
    await first.sees('72 小时')
    await first.leave()
    await second.leave()
  })

  test('what the texts leave unverified is told, and a search for nothing says so', async () => {
    const desk = await platform.sit('admin', 'phone')
    await desk.open('/settings?state=unverified', /^系统设置/)
    await desk.sees('待核实：两个来源说法不同，请与测评机构商定')
    await desk.open('/settings?q=没有的东西', /^系统设置/)
    await desk.sees('没有符合条件的设置')
    await desk.leave()
  })

  test('an officer has no such page in the menu, and is told when trying the address', async () => {
    const desk = await platform.sit('zhou')
    await desk.open('/')
    expect(await desk.page.getByRole('link', { name: '设置', exact: true }).count()).toBe(0)
    desk.willBeRefused(403, '/api/v1/settings')
    await desk.open('/settings', '没有权限')
    await desk.leave()
  })
})

describe('a base map', () => {
  let upstream: Server
  let isUp = true
  let asked = 0
  beforeAll(async () => {
    upstream = createServer((_request, reply) => {
      asked++
      if (isUp) reply.writeHead(200, { 'content-type': 'image/png' }).end(PURPLE)
      else reply.writeHead(500).end()
    })
    await new Promise<void>((done) => upstream.listen(0, '127.0.0.1', done))
  })
  afterAll(() => new Promise((done) => upstream.close(done)))

  test('of tiles lies under the enterprises with its source, asked of our own server only', async () => {
    const { port } = upstream.address() as AddressInfo
    const desk = await platform.sit('zhou')
    const foreign: string[] = []
    desk.page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') foreign.push(request.url())
      if (request.url().includes(`:${port}/`)) foreign.push(request.url())
    })
    await desk.open('/map')
    await desk.page.locator('.ag-map canvas').waitFor()
    expect(await purpleShare(desk.page)).toBe(0)
    expect([asked, foreign]).toEqual([0, []])

    await put('base-map.xyz-url', `http://127.0.0.1:${port}/{z}/{x}/{y}.png`)
    await put('base-map.xyz-inside', true)
    await put('base-map.attribution', '东营市测绘院')
    await put('base-map.approval-number', 'GS（2026）0001号')
    await put('base-map.kind', 'xyz')
    await desk.open('/map')
    await desk.sees('东营市测绘院 · 审图号：GS（2026）0001号')
    await expect.poll(() => purpleShare(desk.page), { timeout: 20_000 }).toBeGreaterThan(0.3)
    await desk.accessible()
    expect(asked).toBeGreaterThan(0)
    expect(foreign).toEqual([])
    await desk.leave()
  })

  test('whose tiles do not come leaves the plain map, with a sentence', async () => {
    isUp = false
    const { port } = upstream.address() as AddressInfo
    await put('base-map.xyz-url', `http://127.0.0.1:${port}/other/{z}/{x}/{y}.png`)
    const desk = await platform.sit('zhou')
    desk.mayBeRefused(503, /^\/api\/v1\/tiles\//)
    await desk.open('/map')
    await desk.sees('底图暂时取不到，先用素图')
    expect(await purpleShare(desk.page)).toBe(0)
    await desk.leave()
  })
})

describe('a second factor that is required', () => {
  test('is set up at sign-in before anything else, by the picture or by hand', async () => {
    await put('sign-in.second-factor-roles', ['town_officer'])
    const desk = await platform.sit(null)
    const { page } = desk
    await desk.open('/sign-in', '登录')
    await page.getByLabel('账号').fill('zhang')
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await desk.button('登录').click()
    await desk.reads('先启用动态口令，再开始用')
    await desk.arrivesAt('/me/second-factor')
    await page.goto('/enterprises')
    await desk.reads('先启用动态口令，再开始用')
    await desk.button('生成二维码').click()
    await page.getByRole('img', { name: '动态口令二维码' }).waitFor()
    await desk.accessible()
    const secret = (await page.locator('.ag-totp-scan b').innerText()).replace(/\s/g, '')
    desk.willBeRefused(422, '/api/v1/me/totp/confirm')
    await page.getByLabel(/6 位数字/).fill('000000')
    await desk.button('启用动态口令').click()
    await desk.sees('动态口令不正确')
    await page.getByLabel(/6 位数字/).fill(totpOf(secret).generate())
    await desk.button('启用动态口令').click()
    await desk.arrivesAt('/')
    await desk.open('/enterprises', '企业')
    await desk.leave()
  })

  test('an administrator who sat idle shows the password again before making a key', async () => {
    const desk = await platform.sit('zhou')
    await desk.open('/me/api-keys', '接口密钥')
    await platform.house.db.pool.query(`update session set proven_at = now() - interval '1 hour'`)
    await desk.button('新建密钥').click()
    const form = desk.page.getByRole('dialog')
    await form.getByLabel('名称').fill('对账系统')
    // By keyboard: a list that is still opening under the hand is easily missed.
    await form.getByLabel('能做什么').fill('下载文件')
    await form.getByLabel('能做什么').press('Enter')
    await form.getByLabel('到哪天失效').fill('2027-06-30')
    desk.willBeRefused(403, '/api/v1/api-keys')
    desk.willBeRefused(422, '/api/v1/me/proof')
    await form.getByRole('button', { name: '新建密钥' }).click()
    const proof = desk.page.getByRole('dialog', { name: '这件事比较重要，再验证一次身份' })
    await proof.getByLabel('您的密码').fill('Wrong-horse-9')
    await proof.getByRole('button', { name: '验证并继续' }).click()
    await desk.sees('密码或动态口令不正确', proof)
    await desk.accessible()
    await proof.getByLabel('您的密码').fill(PASSWORD)
    await proof.getByRole('button', { name: '验证并继续' }).click()
    await desk.sees('现在记下密钥，关闭后不再显示')
    await desk.leave()
  })
})

/** A tile nothing of ours looks like. */
const PURPLE = png(200, 0, 200)

function png(red: number, green: number, blue: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const size = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const dot = deflateSync(Buffer.from([0, red, green, blue]))
  const head = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([head, chunk('IHDR', size), chunk('IDAT', dot), chunk('IEND', Buffer.alloc(0))])
}

/** Share of the map that has the tile's colour, also where an area lies thinly over it. */
async function purpleShare(page: Page): Promise<number> {
  const picture = (await page.locator('.ag-map').first().screenshot({ type: 'png' })).toString('base64')
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const brush = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
    brush.drawImage(bitmap, 0, 0)
    const { data } = brush.getImageData(0, 0, canvas.width, canvas.height)
    let purple = 0
    for (let at = 0; at < data.length; at += 4) {
      const [r, g, b] = [data[at] as number, data[at + 1] as number, data[at + 2] as number]
      if (r - g > 60 && b - g > 60) purple++
    }
    return purple / (data.length / 4)
  }, picture)
}
