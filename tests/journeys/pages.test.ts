import { afterAll, beforeAll, expect, test } from 'vitest'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { officeLists } from '#apps/server/lists.ts'
import { PLACES } from '#apps/server/test-house.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { runComparison } from '#modules/reconciliation/server/compare.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { openPlatform, type Platform, REGISTER, SCREENS } from './platform.ts'

let platform: Platform
beforeAll(async () => {
  platform = await openPlatform()
  for (const source of indicatorRoom.table.sources) await enterSource(platform.house.db, source)
})
afterAll(() => platform?.close())

/** Pages one reaches otherwise than by the side bar. */
const BESIDE = [
  '/inbox',
  '/me/sessions',
  '/me/password',
  '/me/second-factor',
  '/me/api-keys',
  '/enterprises/new',
  `/grids/${PLACES.guangrao}/boundaries`,
]

test('a city administrator can read every page of the menu on every screen, and none spills over the side', async () => {
  const desk = await platform.sit('admin')
  await desk.open('/')
  const menu = desk.page.getByRole('navigation', { name: '功能' }).getByRole('link')
  const places = await menu.evaluateAll((links) => links.map((link) => link.getAttribute('href') as string))
  expect(places).toContain(`/grids/${PLACES.city}`)
  expect(places.length).toBeGreaterThan(9)
  for (const place of [...places, ...BESIDE, `/enterprises/${platform.files.hengfeng}`]) {
    await desk.page.goto(place)
    for (const [name, screen] of Object.entries(SCREENS)) {
      await desk.page.setViewportSize(screen)
      // A large screen is laid out as an office's, only wider: what keeps people out does not depend on that.
      await (name === 'large' ? desk.settled() : desk.reads())
      expect([place, name, await desk.sideways()]).toEqual([place, name, 0])
    }
    expect([place, (await desk.inked()) > 0.02]).toEqual([place, true])
  }
  await desk.leave()
}, 480_000)

test('a city leader looks at the tree, the boundary, the proof of coverage and the score card of a county', async () => {
  const desk = await platform.sit('chen')
  const { page } = desk
  await desk.open(`/grids/${PLACES.city}`, '东营市有 2 个县区，3 家企业')
  const tree = desk.sheet('网格树')
  await tree.getByRole('button', { name: '展开广饶县' }).click()
  await tree.getByRole('button', { name: '展开大码头镇' }).waitFor()
  await desk.sheet('边界').getByRole('region', { name: '东营市的边界' }).waitFor()
  await desk.sees('与本级总数相符', desk.sheet('下级网格'))

  await tree.getByRole('button', { name: '23 广饶县', exact: true }).click()
  await desk.reads('广饶县有 1 个镇街，2 家企业')
  await desk.button('全覆盖证明').click()
  await desk.arrivesAt(`/grids/${PLACES.guangrao}?view=coverage`)
  await desk.sees(/^4 个对象 × 14 项业务 = 56 处，其中 0 处/)
  await desk.settled()
  await page.getByRole('table', { name: '责任问题' }).getByText('无人负责').first().waitFor()
  await desk.accessible()

  await desk.button('七要素').click()
  await page.getByRole('heading', { level: 2, name: /^七要素齐了 \d 项，共 7 项$/ }).waitFor()
  await desk.accessible()
  await desk.leave()
})

test('a city leader reads the circular, asks for an earlier day and for a county, and ranks the counties', async () => {
  const desk = await platform.sit('chen')
  const { page } = desk
  await desk.open('/circular', /^东营市：企业数 3 家/)
  await desk.sees(/^投诉举报.*尚未接入平台，没有数可报/)
  const bases = page.getByRole('region', { name: '企业底数，按区域' })
  await bases.getByRole('row', { name: /^广饶县 2/ }).waitFor()
  const yesterday = addDays(localDateOf(new Date()), -1)
  await page.getByLabel('数据日期').fill(yesterday)
  await desk.arrivesAt(`/circular?asOf=${yesterday}`)
  await desk.reads(/^东营市：企业数 0 家/)
  await desk.sees(`按 ${yesterday} 结束时已知的数`)
  await desk.open(`/circular?grid=${PLACES.lijin}`, /^利津县：企业数 1 家/)
  const href = await page.getByRole('link', { name: '下载 PDF' }).getAttribute('href')
  expect(href).toBe(`/api/v1/circulars/current/pdf?grid=${PLACES.lijin}`)
  await desk.open('/rankings', /没有可比的综合名次$/)
  await page
    .getByRole('row', { name: /利津县/ })
    .getByRole('cell', { name: /基数小，不排/ })
    .first()
    .waitFor()
  await desk.leave()
}, 120_000)

test('a city officer goes from the boards to a county, to its enterprises, to one file; a county sees only itself', async () => {
  const desk = await platform.sit('zhou')
  const { page } = desk
  await desk.open('/analysis', '东营市：在册企业 3 家，期内新增 3 家')
  const where = desk.sheet('企业在哪些网格')
  await where.getByRole('img', { name: /最多的是广饶县，2 家/ }).waitFor()
  await desk.sees('各部分合计 3，与总数相符', where)
  await where.getByRole('button', { name: '看数据' }).click()
  await desk.accessible()
  await where.getByRole('link', { name: '广饶县' }).click()
  await desk.arrivesAt(new RegExp(`^/indicators/enterprise\\.count\\?.*grid=${PLACES.guangrao}`))
  await desk.reads('截至今天，广饶县企业数 2 家')
  // The address alone brings back the page: a dot in it does not make it a file.
  await page.reload()
  await desk.reads('截至今天，广饶县企业数 2 家')
  await desk.button('按规模').click()
  await desk.sheet('企业数按规模').getByRole('img').waitFor()
  await desk.sheet('明细').getByRole('link', { name: '广饶恒沣化工有限公司' }).click()
  await desk.arrivesAt(`/enterprises/${platform.files.hengfeng}`)

  await desk.open(`/indicators/enterprise.count?asOf=2026-10-31`, /^截至 .*10-31，东营市企业数 0 家$/)
  await desk.sees('截至 2026-10-31 当时所知')
  await desk.sees('没有企业数')
  await desk.leave()

  const county = await platform.sit('lin', 'phone')
  await county.open('/analysis?board=installation', '利津县：有重大危险源的企业 0 家，重大危险源 0 处')
  expect(await county.sideways()).toBe(0)
  county.willBeRefused(404, '/api/v1/indicators/enterprise.count/figure')
  county.willBeRefused(404, `/api/v1/grids/${PLACES.guangrao}`)
  await county.page.goto(`/indicators/enterprise.count?grid=${PLACES.guangrao}`)
  await county.sees('找不到这个网格。可能编码有误，或不在您的网格内。')
  await county.leave()
}, 120_000)

test('a leader lays layers over the map, and sees an act of an enterprise as it is done', async () => {
  const desk = await platform.sit('chen')
  const { page } = desk
  await desk.open('/cockpit', '东营市安全生产一张图')
  const feed = page.getByRole('region', { name: '刚办的事' })
  await desk.sees('随办随到', feed)
  const dueOn = localDateOf(new Date())
  const told = await platform.house.as('wang')('POST', '/api/v1/events', {
    input: { itemCode: '0601', what: '楼道里堆满木料', where: '2 号楼东侧', dueOn },
    objectId: platform.files.hengfeng,
  })
  expect([told.status, told.body.detail]).toEqual([201, undefined])
  await feed.getByRole('link', { name: '广饶恒沣化工有限公司' }).waitFor({ timeout: 8_000 })
  await page.getByRole('button', { name: /^重大危险源/ }).click()
  await desk.arrivesAt('/cockpit?layers=installation')
  await page.getByRole('button', { name: /^逐家企业/ }).click()
  await desk.arrivesAt('/cockpit?layers=installation%2Cdots')
  await page.locator('canvas').waitFor()
  await desk.accessible()
  await page.getByRole('button', { name: '广饶县' }).last().press('Enter')
  await desk.reads('广饶县安全生产一张图')
  await desk.leave()
}, 120_000)

test('a county officer holds the office’s own sheet against the platform and settles a difference by name', async () => {
  const { hengfeng } = REGISTER
  const lines = [
    '广饶县企业台账,,,',
    '单位名称,信用代码,所属乡镇,联系电话',
    `${hengfeng.name.replace('有限公司', '有限责任公司')},${hengfeng.creditCode},大码头镇,13800138000`,
    '大码头新开铸造厂,,大码头镇,13800138001',
  ]
  const desk = await platform.sit('wang')
  const { page } = desk
  await desk.open('/reconciliations', '还没有拿台账和平台核对过')
  const choose = page.getByLabel('选文件')
  desk.willBeRefused(422, '/api/v1/reconciliations')
  const salaries = Buffer.from('工号,部门,应发工资\r\n001,办公室,5000\r\n')
  await choose.setInputFiles({ name: '工资表.csv', mimeType: 'text/csv', buffer: salaries })
  await desk.sees(/^这份表格不像企业台账/)
  await choose.setInputFiles({ name: '台账.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) })
  await desk.arrivesAt(/^\/reconciliations\/[0-9a-f-]{36}$/)
  await desk.reads('读到 2 行，看看各列认得对不对')
  await desk.sees('个人信息，不比对，不保留')
  await desk.button('按这样比对 2 行').click()
  await desk.sees('正在比对 2 行')
  await runComparison(platform.house.db, officeLists, desk.address.split('/').at(-1) as string)
  await desk.reads('广饶县企业台账：一致 1，差异 2 处，未决 2 处')
  await desk.sees('平台 2 − 台账没有 1 + 平台没有 1 = 台账 2 家')
  await page.getByLabel('选 大码头新开铸造厂').check()
  await page.getByText('口径不同', { exact: true }).click()
  await page.getByLabel('差在哪里').fill('还没有投产，县局先记上')
  await desk.button('把这 1 处定为「口径不同」').click()
  await desk.reads('广饶县企业台账：一致 1，差异 2 处，未决 1 处')
  await desk.sees('还没有投产，县局先记上')
  await desk.open('/circular', /^广饶县：企业数 2 家/)
  await desk.sees(/^企业数与东营市应急管理局的企业台账（广饶县/)
  await page.getByRole('link', { name: '1 处' }).click()
  await desk.arrivesAt(/^\/reconciliations\/.*\?show=open$/)
  await desk.open('/indicator-checks', /项分法.*项合计与总数相符，没有不符的$/)
  await desk.leave()
}, 120_000)

test('a county officer writes a report template, looks at it with real figures, and sends the report', async () => {
  const desk = await platform.sit('wang')
  await desk.open('/report-templates/new', '新建报告模板')
  await desk.page.getByLabel('标题', { exact: true }).fill('月报')
  await desk.button('用真数看一眼').click()
  await desk.sees(/^期内政府检查发现隐患/)
  await desk.accessible()
  expect(await desk.sideways()).toBe(0)
  await desk.button('保存模板').click()
  await desk.arrivesAt(/^\/report-templates\/[0-9a-f-]{36}$/)
  await desk.reads('月报：手动')
  await desk.button('现在写一份并发出').click()
  await desk.arrivesAt(/^\/reports\/[0-9a-f-]{36}$/)
  await desk.reads(/^月报：广饶县/)
  await desk.open('/reports', '写出的报告 1 份')
  await desk.leave()
}, 120_000)
