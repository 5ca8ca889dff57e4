import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawVillages } from './boundary-drawing.ts'
import { openPlatform, type Platform, REGISTER } from './platform.ts'

const { hengfeng } = REGISTER
let platform: Platform
beforeAll(async () => {
  platform = await openPlatform()
  await drawVillages(platform)
})
afterAll(() => platform?.close())

test('a county officer enters a school at typed coordinates, its village is found, and later ends its supervision with a reason', async () => {
  const desk = await platform.sit('wang')
  const { page } = desk
  await desk.open('/supervised-places', '本辖区有 0 个其他监管对象')
  await desk.sees('还没有登记其他监管对象')
  await desk.button('登记场所').click()
  const form = page.getByRole('dialog', { name: '登记其他监管对象' })
  await form.getByLabel('类别').press('Enter')
  await page.getByTitle('学校').waitFor()
  await form.getByLabel('类别').press('Enter')
  await form.getByLabel('名称').fill('李庄小学')
  await form.getByLabel('经度').fill('118.2')
  await form.getByLabel('纬度').fill('37.39')
  await desk.sees(/^落在 东营市 \/ 广饶县（演示边界）/)
  await form.getByLabel('经度').fill('118.6')
  await form.getByLabel('纬度').fill('37.2')
  await desk.sees('落在 东营市 / 广饶县 / 大码头镇 / 李庄村')
  await form.getByLabel('主要负责人').fill('李校长')
  await desk.settled()
  await desk.accessible()
  await form.getByRole('button', { name: '登记场所' }).click()
  await form.waitFor({ state: 'hidden' })
  await desk.reads('本辖区有 1 个其他监管对象')
  const row = page.getByRole('row', { name: /李庄小学.*学校.*李庄村.*李校长/ })

  const lin = await platform.sit('lin')
  await lin.open('/supervised-places', '本辖区有 0 个其他监管对象')
  await lin.leave()

  await row.getByRole('button', { name: '结束监管李庄小学' }).click()
  const end = page.getByRole('dialog', { name: '结束监管：李庄小学' })
  await end.getByLabel('最后一天').fill('2016-01-01')
  await end.getByLabel('理由').fill('撤并到镇中心小学')
  desk.willBeRefused(422, `/api/v1/supervised-places/${await idOf('李庄小学')}/end`)
  await end.getByRole('button', { name: '结束监管' }).click()
  await desk.sees(/结束日期不能早于开始日期/, end)
  await end.getByLabel('最后一天').fill('2099-12-31')
  await end.getByRole('button', { name: '结束监管' }).click()
  await end.waitFor({ state: 'hidden' })
  await desk.sees('已定结束', row)
  await desk.leave()
})

test('a place is put on the map by pressing it', async () => {
  const desk = await platform.sit('zhou')
  const { page } = desk
  await desk.open('/supervised-places?grid=370523107', /大码头镇/)
  await desk.button('登记场所').click()
  const map = page.getByRole('region', { name: '点一下，选这个场所的位置' })
  await map.locator('.ag-area-name').first().waitFor()
  await desk.settled()
  await map.locator('canvas').click({ position: { x: 300, y: 140 } })
  await desk.sees(/^落在 东营市 \/ 广饶县 \/ 大码头镇 \//)
  expect(await page.getByLabel('经度').inputValue()).toMatch(/^118\.\d{1,6}$/)
  await desk.leave()
})

test('a central enterprise has its tree: the head office from the register, a unit below, neither ended before the other', async () => {
  const desk = await platform.sit('wang')
  const { page } = desk
  await desk.open('/responsibility-grids', '0 家总部，0 个下属单位')
  await desk.button('登记总部').click()
  const form = page.getByRole('dialog', { name: '登记总部' })
  await form.getByLabel('总部归谁管').press('Enter')
  await page.getByTitle('央属企业').waitFor()
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await form.getByLabel('总部归谁管').press(key)
  await form.getByLabel('对应的企业档案').fill('恒沣')
  await page.getByTitle(new RegExp(hengfeng.name)).waitFor()
  await form.getByLabel('对应的企业档案').press('Enter')
  await expect.poll(() => form.getByLabel('统一社会信用代码').inputValue()).toBe(hengfeng.creditCode)
  await desk.settled()
  await desk.accessible()
  await form.getByRole('button', { name: '登记单位' }).click()
  await form.waitFor({ state: 'hidden' })
  await desk.reads('1 家总部，0 个下属单位')

  await desk.button(`给${hengfeng.name}加下属`).click()
  const below = page.getByRole('dialog', { name: '登记下属单位' })
  await below.getByLabel('单位名称').fill('恒沣化工第二分厂')
  await below.getByLabel('所在网格').fill('李庄')
  await page.getByTitle(/^李庄村/).waitFor()
  await below.getByLabel('所在网格').press('Enter')
  await below.getByRole('button', { name: '登记单位' }).click()
  await below.waitFor({ state: 'hidden' })
  await desk.reads('1 家总部，1 个下属单位')
  const tree = page.getByRole('table', { name: '央属企业' })
  expect(await tree.getByRole('rowheader').allInnerTexts()).toMatchObject([
    expect.stringContaining(hengfeng.name),
    expect.stringContaining('恒沣化工第二分厂'),
  ])

  await desk.button(`停用${hengfeng.name}`).click()
  const end = page.getByRole('dialog', { name: `停用：${hengfeng.name}` })
  await end.getByLabel('理由').fill('不再纳入')
  const nodes = await platform.house.as('wang')('GET', '/api/v1/responsibility-nodes')
  desk.willBeRefused(409, `/api/v1/responsibility-nodes/${nodes.body.items[0].id}/end`)
  await end.getByRole('button', { name: '停用单位' }).click()
  await desk.sees('下面还有 1 个单位，请先停用它们。', end)
  await page.keyboard.press('Escape')

  await tree.getByRole('link', { name: hengfeng.name }).click()
  await desk.reads(new RegExp(hengfeng.name))
  await desk.leave()
})

async function idOf(name: string): Promise<string> {
  const list = await platform.house.as('wang')('GET', `/api/v1/supervised-places?q=${encodeURIComponent(name)}`)
  return list.body.items[0].id
}
