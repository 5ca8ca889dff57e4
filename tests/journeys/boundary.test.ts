import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLACES } from '#apps/server/test-house.ts'
import { ascii, dbf, type Point, shp, zip } from '#modules/grid/console/test-shapefile.ts'
import { BOXES, drawVillages, EAST, pixelOf, polygon, WEST } from './boundary-drawing.ts'
import type { Desk } from './page.ts'
import { openPlatform, type Platform, REGISTER, SCREENS } from './platform.ts'

const { hengfeng } = REGISTER
const PAGE = `/grids/${PLACES.damatou}/boundaries`
let platform: Platform
beforeAll(async () => {
  platform = await openPlatform()
  await drawVillages(platform)
})
afterAll(() => platform?.close())

const plan = (login: 'admin' | 'wang', body: object) => platform.house.as(login)('POST', '/api/v1/grid-plans', body)
const redraw = (code: string, geometry: object) => ({ kind: 'boundary', boundaries: [{ code, geometry }] })

/** Opens a face of the page and waits until its map can be drawn on. */
async function openMap(desk: Desk, view = ''): Promise<void> {
  await desk.open(`${PAGE}${view}`, /大码头镇有边界/)
  await desk.page.locator('.ag-boundary-canvas canvas.maplibregl-canvas').waitFor()
  await desk.page.locator('.ag-boundary-canvas .ag-area-name').first().waitFor()
}

describe('proposing a change', () => {
  test('a county officer drags a shared border: both villages change, one step is taken back, and applying is for the city', async () => {
    const desk = await platform.sit('wang')
    const { page } = desk
    await openMap(desk)
    const drag = async (from: [number, number], to: [number, number]) => {
      const [a, b] = [await pixelOf(desk, BOXES.west, ...from), await pixelOf(desk, BOXES.west, ...to)]
      await page.mouse.move(a.x, a.y)
      await page.mouse.down()
      await page.mouse.move((a.x + b.x) / 2, b.y, { steps: 4 })
      await page.mouse.move(b.x, b.y, { steps: 4 })
      await page.mouse.up()
    }
    const drawn = page.getByRole('list', { name: '改动的边界' })
    await drag([118.54, 37.1], [118.51, 37.1])
    await desk.sees('杨斗村', drawn)
    await desk.sees('李庄村', drawn)
    await desk.button('撤销一步').click()
    await drawn.waitFor({ state: 'hidden' })
    await desk.button('恢复一步').click()
    await desk.sees('李庄村', drawn)
    await desk.button('撤销一步').click()
    await drawn.waitFor({ state: 'hidden' })
    // The small mark in the middle of the shared edge becomes a corner and is dragged on in one go.
    await drag([118.54, 37.2], [118.51, 37.2])
    await desk.sees(/李庄村 [\d.]+ 平方公里 → [\d.]+ 平方公里/, drawn)
    const sizes = (await drawn.getByRole('listitem').first().innerText()).match(/[\d.]+(?= 平方公里)/g)
    expect(Number(sizes?.[1])).toBeLessThan(Number(sizes?.[0]) * 0.95)
    await desk.accessible()

    await desk.button('测算影响').click()
    await desk.reads(/^改杨斗村、李庄村的边界，/)
    await desk.arrivesAt(/^\/grid-plans\/[\w-]{36}$/)
    await desk.sees('等市级管理员执行')
    expect(await desk.button('执行方案').count()).toBe(0)
    await desk.leave()
  })

  test('without a mouse: typed coordinates are judged before they are taken, and nothing typed is lost when the net is cut', async () => {
    const desk = await platform.sit('wang')
    const { page } = desk
    await openMap(desk)
    await page.getByText('不用鼠标：填坐标').click()
    const typed = page.getByLabel('边界的坐标')
    await typed.fill('118.3, 37.1\n118.54, 37.3\n118.54, 37.1\n118.3, 37.3')
    await desk.button('用这些坐标').click()
    await desk.sees(/自相交/)
    await typed.fill('118.3 37.1\n118.5 37.1\n118.5 37.3\n118.3 37.3')
    await desk.button('用这些坐标').click()
    await desk.sees('杨斗村', page.getByRole('list', { name: '改动的边界' }))

    await page.route('**/api/v1/grid-plans', (route) => route.abort('aborted'))
    await desk.button('测算影响').click()
    await desk.sees('连不上服务器')
    await desk.sees('杨斗村', page.getByRole('list', { name: '改动的边界' }))
    await page.unroute('**/api/v1/grid-plans')
    await desk.button('测算影响').click()
    await desk.reads(/^改杨斗村的边界/)
    await desk.sees(/没有划入任何下级网格/, desk.sheet('要核对的地方'))
    await page.goto(`${PAGE}?view=plans`)
    await desk.reads()
    await page
      .getByRole('row', { name: /改边界 · 杨斗村.*王县监（我）/ })
      .first()
      .waitFor()
    await desk.leave()
  })

  test('a file that overlaps a surveyed neighbour says which, where and how much, and cannot be applied', async () => {
    const desk = await platform.sit('admin')
    const { page } = desk
    await desk.open(`${PAGE}?view=import`, /大码头镇/)
    const file = (features: object[]) => ({
      name: '勘界成果.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
    })
    const input = page.locator('input[type=file]')
    await input.setInputFiles(
      file([{ type: 'Feature', geometry: polygon([118.5, 37.1, 118.7, 37.3]), properties: {} }]),
    )
    await desk.sees('第 1 个要素：要素没有网格编码（id 或 properties.code）')

    const wide = { type: 'Feature', id: EAST, geometry: polygon([118.5, 37.1, 118.7, 37.3]), properties: {} }
    await input.setInputFiles(file([wide]))
    await page.getByRole('rowheader', { name: '李庄村' }).waitFor()
    await desk.settled()
    await desk.accessible()
    await desk.button('测算影响').click()
    await desk.reads(/^改李庄村的边界/)
    await desk.sees(new RegExp(`杨斗村（${WEST}）与李庄村（${EAST}）边界重叠 [\\d.]+ 平方公里`))
    await desk.sees('这个方案不能执行')
    expect(await desk.button('执行方案').count()).toBe(0)
    await desk.leave()
  })
})

test('a shapefile without a .prj is not taken before the officer says which system it is in', async () => {
  const desk = await platform.sit('wang')
  const { page } = desk
  await desk.open(`${PAGE}?view=import`, /大码头镇/)
  const table = dbf([[ascii('CODE'), ascii(EAST)]])
  const [ring] = polygon([118.55, 37.1, 118.7, 37.3]).coordinates as [Point[]]
  const buffer = Buffer.from(zip({ 'village.shp': shp(ring.toReversed()), 'village.dbf': table }))
  const input = page.locator('input[type=file]')
  await input.setInputFiles({ name: '李庄.zip', mimeType: 'application/zip', buffer })
  await desk.sees('先选坐标系')
  expect(await desk.button('读取边界').isDisabled()).toBe(true)
  await desk.accessible()
  await page.getByLabel('坐标系').press('Enter')
  await page.getByTitle(/^经纬度/).waitFor()
  await page.getByLabel('坐标系').press('Enter')
  await desk.button('读取边界').click()
  await page.getByRole('rowheader', { name: '李庄村' }).waitFor()
  await desk.button('测算影响').click()
  await desk.reads(/^改李庄村的边界/)
  await desk.sees('来自文件', page.getByRole('main'))
  await desk.leave()
})

describe('carrying a change out', () => {
  test('who comes second is told that the grid has changed, and works the same change out again with one press', async () => {
    const mine = await plan('admin', redraw(EAST, polygon([118.54, 37.1, 118.69, 37.3])))
    const theirs = await plan('admin', redraw(EAST, polygon([118.54, 37.1, 118.7, 37.3])))
    const desk = await platform.sit('admin')
    const { page } = desk
    await desk.open(`/grid-plans/${mine.body.planId}`, /^改李庄村的边界/)
    const path = `/api/v1/grid-plans/${theirs.body.planId}/apply`
    expect((await platform.house.as('admin')('POST', path, { reason: '先执行的' })).status).toBe(200)

    await page.getByLabel('调整理由').fill('按勘界成果调整')
    await desk.button('执行方案').click()
    desk.willBeRefused(409, `/api/v1/grid-plans/${mine.body.planId}/apply`)
    await page.getByRole('dialog').getByRole('button', { name: '执行，改动网格' }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await desk.sees('网格已变化')
    await desk.accessible()
    await desk.button('按现在的网格重新测算').click()
    await expect.poll(() => desk.address).not.toContain(mine.body.planId)
    await desk.reads(/^改李庄村的边界/)
    await desk.sees('待执行')
    await desk.leave()
  })

  test('a city administrator splits a village along a line drawn with the mouse; the enterprise and the seat follow', async () => {
    const desk = await platform.sit('admin')
    const { page } = desk
    await openMap(desk, '?view=split')
    const middle = 118.42
    for (const lat of [37.305, 37.2, 37.095, 37.095]) {
      const { x, y } = await pixelOf(desk, BOXES.west, middle, lat)
      await page.mouse.move(x, y, { steps: 3 })
      await page.mouse.click(x, y)
    }
    await desk.sees('分割线画好了，3 个点')
    await page.getByLabel('东边一块的名称').fill('杨斗东村')
    await desk.accessible()
    await desk.button('测算影响').click()

    await desk.reads('杨斗村分成杨斗村（一）、杨斗东村，要移动 2 家企业')
    const moved = page
      .getByRole('table', { name: '要移动的企业' })
      .getByRole('row', { name: new RegExp(hengfeng.name) })
    expect(await moved.innerText()).toMatch(/杨斗村[\s\S]*杨斗东村[\s\S]*按坐标落在新网格/)
    await desk.sees('网格撤销，另行安排')
    await page.getByLabel('依据文件').fill('东政发〔2026〕12号')
    await page.getByLabel('调整理由').fill('村居规模过大')
    await desk.button('执行方案').click()
    const asked = page.getByRole('dialog')
    await desk.sees(/撤销 1 个网格，编码不再使用.*移动 2 家企业/, asked)
    await asked.getByRole('button', { name: '执行，改动网格' }).click()
    await asked.waitFor({ state: 'hidden' })
    await desk.reads('杨斗村分成杨斗村（一）、杨斗东村，移动了 2 家企业')

    await page.getByRole('link', { name: '给它们安排新网格' }).click()
    await desk.reads(/大码头镇/)
    const seat = page.getByRole('row', { name: /李网格/ })
    await seat.getByLabel('grid_officer安排到').press('ArrowDown')
    await page.getByTitle(/^杨斗东村/).waitFor()
    await seat.getByLabel('grid_officer安排到').press('ArrowDown')
    await seat.getByLabel('grid_officer安排到').press('Enter')
    await desk.accessible()
    await seat.getByRole('button', { name: '安排' }).click()
    await seat.waitFor({ state: 'hidden' })

    await desk.open(`/enterprises/${platform.files.hengfeng}`, new RegExp(hengfeng.name))
    await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '杨斗东村' }).waitFor()
    await desk.open(`/grids/${WEST}/boundaries?view=history`, /杨斗村/)
    const change = page.getByRole('row', { name: /拆分，原网格撤销.*孙立国.*东政发〔2026〕12号.*村居规模过大/ })
    await change.getByRole('button', { name: '看当时的边界' }).click()
    await page.getByRole('region', { name: '杨斗村当时的边界' }).waitFor()
    await desk.accessible()
    await desk.leave()
  }, 90_000)

  test('what is left between the villages is found by the quality report and shown on the map', async () => {
    const done = await plan('admin', redraw(EAST, polygon([118.56, 37.1, 118.7, 37.3])))
    await platform.house.as('admin')('POST', `/api/v1/grid-plans/${done.body.planId}/apply`, { reason: '留一条空白' })
    const desk = await platform.sit('zhou')
    await desk.open(`${PAGE}?view=quality`, /大码头镇/)
    const finding = desk.page.getByRole('row', { name: /空白.*没有划入任何下级网格/ })
    await desk.accessible()
    expect(await finding.getByRole('button', { name: '在地图上看' }).count()).toBe(1)
    await finding.getByRole('button', { name: '在地图上看' }).click()
    await desk.page.getByRole('region', { name: /大码头镇的边界/ }).waitFor()
    await desk.leave()
  })
})

test('every face of the page fits every screen', async () => {
  const made = await plan('admin', redraw(EAST, polygon([118.55, 37.1, 118.7, 37.3])))
  const desk = await platform.sit('admin')
  const views = ['', 'split', 'merge', 'import', 'plans', 'quality', 'history', 'seats'].map(
    (view) => `${PAGE}?view=${view}`,
  )
  for (const place of [...views, `/grid-plans/${made.body.planId}`]) {
    await desk.page.goto(place)
    for (const [name, screen] of Object.entries(SCREENS)) {
      await desk.page.setViewportSize(screen)
      await desk.reads()
      expect([place, name, await desk.sideways()]).toEqual([place, name, 0])
    }
  }
  await desk.leave()
}, 180_000)
