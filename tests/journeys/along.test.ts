import { afterAll, beforeAll, expect, test } from 'vitest'
import { PNG } from '#apps/server/test-house.ts'
import { openPlatform, type Platform, REGISTER } from './platform.ts'

let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  const { house, files } = platform
  const photo = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${files.hengfeng}`,
    headers: { authorization: `Bearer ${await house.token('zhang')}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  const opened = await house.as('zhang')('POST', '/api/v1/hazards/register', {
    input: { what: '可燃气体报警器离线两台', where: '1# 罐区东侧', source: 'government_inspection' },
    attachments: [photo.json().id],
    objectId: files.hengfeng,
  })
  expect(opened.status).toBe(201)
})
afterAll(() => platform?.close())

test('an officer takes his town along, loses the network, and finds file, hazard, number, map and law', async () => {
  const zhang = await platform.sit('zhang', 'phone')
  const { page } = zhang
  await page.goto('/field/')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await zhang.button('企业').click()
  await zhang.sees(/还没有带/)
  await zhang.button('带上一片').click()
  await zhang.sees(/「大码头镇」2 家，约 \d+ KB/)
  await page.getByLabel(/带上完整的姓名和电话/).check()
  await page.getByRole('textbox', { name: '用途' }).fill('下乡检查联系企业')
  await zhang.accessible()
  await zhang.button('带上这 2 家').click()
  await zhang.sees('「大码头镇」带好了，没有网络也能看。')
  await zhang.sees(/✓ 2 家/)

  await zhang.network(false)
  await page.goto('/field/along')
  await zhang.sees(/^带了 2 家$/)
  await page.getByLabel('找企业').fill('恒沣 91330100799655058B')
  await zhang.sees('带在身上的 1 家')
  expect(await zhang.sideways()).toBe(0)
  await zhang.button(new RegExp(REGISTER.hengfeng.name)).click()
  await zhang.sees(/^显示的是 .* 带上的，杨斗村$/)
  await zhang.sees('可燃气体报警器离线两台')
  await zhang.sees('工业园 3 号')
  expect(await page.getByRole('link', { name: '打电话' }).first().getAttribute('href')).toBe('tel:13800138000')
  await zhang.accessible()
  await zhang.button('走访').click()
  await zhang.button('到达，开始检查').waitFor()

  await page.goto('/field/map')
  const map = page.getByRole('region', { name: '带上的企业的地图' })
  await page.locator('.al-map[data-points="2"]').waitFor()
  // Both stand at one spot, and the map begins there.
  const picked = page.getByRole('region', { name: '选中的企业' })
  const tap = async () => {
    await map.locator('canvas').click()
    return picked.count()
  }
  await expect.poll(tap, { timeout: 15_000 }).toBe(1)
  await zhang.accessible()
  await page.getByRole('region', { name: '图上的企业' }).getByRole('button').first().click()
  await zhang.button('打开档案').click()
  await zhang.sees(/^显示的是 /)

  await page.goto('/field/law')
  await page.getByLabel('查', { exact: true }).fill('特种作业')
  await zhang.button(/第九十七条第七项/).click()
  await page.getByRole('radio', { name: /一般.*25,000元至50,000元/ }).click()
  await zhang.sees(/分档未经核实/)
  await page.getByLabel('试一个罚款数（元）').fill('60000')
  await zhang.sees(/^罚款 60,000 元：罚款不在这一档的幅度内/)
  await zhang.accessible()
  expect(await zhang.sideways()).toBe(0)

  await zhang.network(true)
  await page.goto('/field/take')
  await zhang.button('不带了').click()
  await zhang.button('从本机删掉').click()
  await expect.poll(() => page.getByRole('region', { name: '在本机的' }).count()).toBe(0)
  await page.goto('/field/along')
  await zhang.sees(/还没有带/)

  // What 今天 took along is found too, and says what did not come with it.
  await page.goto('/field/')
  await zhang.button(/^带上这 \d+ 家/).click()
  await zhang.sees(/家都带好了，没有网络也能查/)
  await zhang.network(false)
  await page.goto('/field/along')
  await page.getByLabel('找企业').fill('恒沣')
  await zhang.sees('带在身上的 1 家')
  await zhang.button(new RegExp(REGISTER.hengfeng.name)).click()
  await zhang.sees(/^这一家是「今天」带上的，只有档案/)
  await zhang.sees('工业园 3 号')
  await zhang.accessible()
  await zhang.button('走访').click()
  await zhang.button('到达，开始检查').waitFor()
  await zhang.network(true)
  await zhang.leave()
})
