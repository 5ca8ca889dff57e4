import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '#apps/server/test-house.ts'
import { openSheets } from '#kernel/sheet/open.ts'
import type { Sheet } from '#kernel/sheet/sheet.ts'
import type { Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const { hengfeng, xintai, huanghe } = REGISTER
let platform: Platform
beforeAll(async () => {
  platform = await openPlatform()
})
afterAll(() => platform?.close())

describe('signing in and finding an enterprise', () => {
  test('a county officer gets the password right the second time and finds an enterprise of the county in the list', async () => {
    const desk = await platform.sit(null)
    const { page } = desk
    await desk.open('/enterprises', '登录')
    await page.getByLabel('账号').fill('wang')
    await page.getByLabel('密码', { exact: true }).fill('Wrong-horse-9')
    desk.willBeRefused(401, '/api/v1/sessions')
    await desk.button('登录').click()
    await page.getByRole('alert').waitFor()
    await desk.accessible()

    await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    await desk.button('登录').click()
    await desk.reads('企业')
    await desk.arrivesAt('/enterprises')
    const list = page.getByRole('table')
    await list.getByRole('link', { name: hengfeng.name }).waitFor()
    await list.getByRole('link', { name: xintai.name }).waitFor()
    expect(await list.getByRole('link', { name: huanghe.name }).count()).toBe(0)

    for (const typed of ['恒沣', 'grhfhg']) {
      await page.getByLabel('在企业里找').fill(typed)
      await desk.arrivesAt(`/enterprises?q=${encodeURIComponent(typed)}`)
      await desk.settled()
      await expect.poll(() => list.getByRole('rowheader').allInnerTexts()).toEqual([hengfeng.name])
    }
    await list.getByRole('link', { name: hengfeng.name }).click()
    await desk.reads(new RegExp(hengfeng.name))
    await desk.arrivesAt(`/enterprises/${platform.files.hengfeng}`)
    await desk.sees(hengfeng.creditCode)
    await desk.leave()
  })

  test('an officer of another county who opens the address of a file is told that there is none', async () => {
    const desk = await platform.sit('lin')
    const { page } = desk
    const id = platform.files.hengfeng
    for (const below of ['', '/history', '/records', '/installations', '/duties'])
      desk.willBeRefused(404, `/api/v1/enterprises/${id}${below}`)
    await page.goto(`/enterprises/${id}`)
    await desk.reads(/没有/)
    const said = await page.getByRole('main').textContent()
    expect(said).not.toContain('恒沣')
    expect(said).not.toContain(hengfeng.creditCode)
    await desk.leave()
  })
})

describe('an enterprise keeps its own file', () => {
  test('it proposes a change, the county approves it, and the file tells who did what', async () => {
    await platform.house.giveFileTo(platform.files.hengfeng)
    const zhao = await platform.sit('zhao')
    // An enterprise begins with its work; its file is one of the places beside it.
    await zhao.open('/', /^待办/)
    await zhao.page.getByRole('link', { name: '本企业档案' }).click()
    await zhao.reads(new RegExp(hengfeng.name))
    await zhao.page.getByRole('link', { name: /行业与监管/ }).click()
    await zhao
      .sheet(/行业与监管/)
      .getByRole('button', { name: '申报变更' })
      .click()
    const staff = zhao.page.getByLabel(/^从业人员/)
    await staff.fill('126')
    await zhao.button('申报 1 项变更').click()
    await zhao.sheet('申报的变更').getByText('待审核', { exact: true }).waitFor()
    await zhao.accessible()

    const wang = await platform.sit('wang')
    await wang.open('/enterprise-changes', '1 件变更等您审核')
    const proposal = wang.page.getByRole('article').filter({ hasText: hengfeng.name })
    expect(await proposal.textContent()).toMatch(/88.*126/)
    await proposal.getByRole('button', { name: '通过并写入档案' }).click()
    await wang.reads('没有待审核的变更')
    await wang.leave()

    await zhao.page.reload()
    await zhao.reads(new RegExp(hengfeng.name))
    const past = zhao.sheet('经过').getByRole('listitem').first()
    await zhao.sees('企业申报，审核通过', past)
    expect(await past.textContent()).toContain('126')
    await zhao.leave()
  })
})

test('an officer brings the scan of a licence, sees it on the file, and a program in disguise is refused in words', async () => {
  const desk = await platform.sit('wang')
  await desk.open(`/enterprises/${platform.files.xintai}`, new RegExp(xintai.name))
  const files = desk.sheet('附件')
  const choose = files.getByLabel('选附件')
  await choose.setInputFiles({ ...PHOTO, name: '营业执照.png' })
  await files.getByRole('link', { name: '营业执照.png' }).waitFor()
  await expect.poll(() => files.locator('img').evaluate((img) => (img as HTMLImageElement).naturalWidth)).toBe(1)
  await desk.accessible()

  desk.willBeRefused(422, '/api/v1/files')
  await choose.setInputFiles({ name: '图纸.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ not a drawing') })
  await files.getByRole('alert').waitFor()
  expect(await files.getByRole('alert').textContent()).toContain('文件类型不符')
  expect(await files.getByRole('listitem').count()).toBe(1)
  await desk.leave()
})

/** The way offices send it: a title above the heads, full-width digits, spaces, a row with a wrong code, a total. */
const MESSY = [
  '广饶县2026年生产经营单位台账,,,,',
  '序号,企业名称（必填）,统一社会信用代码,所在镇街,从业人员（人）',
  '1, 大码头昌顺橡胶有限公司 ,９１３７０５２３MA3C8QNJ5P,大码头镇,"1,214"',
  '2,大码头宏达仓储有限公司,,大码头镇,35人',
  '3,大码头远景木业厂,91330100799655058C,大码头镇,约三十',
  '合计,,,,1249',
].join('\r\n')

test('a county officer imports an untidy spreadsheet, writes the good rows and takes the wrong one home', async () => {
  const desk = await platform.sit('wang')
  const { page } = desk
  await desk.open('/enterprise-imports', '导入企业表格')
  const chooser = page.waitForEvent('filechooser')
  await desk.button('选文件').click()
  await (await chooser).setFiles({ name: '企业台账.csv', mimeType: 'text/csv', buffer: Buffer.from(MESSY) })

  await desk.reads(/^查了 3 行/)
  const held = desk.sheet('要您看的行')
  await held.getByRole('rowheader', { name: '大码头远景木业厂' }).waitFor()
  await desk.sees(/校验位应为 B/, held)
  await desk.sees(/约三十/, held)

  const write = desk.button(/^写入 \d 行$/)
  await write.click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^写入 \d 行$/ })
    .click()
  await desk.reads(/^写完了：新登记/)
  await page.getByRole('dialog').waitFor({ state: 'hidden' })

  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载退回的 1 行' }).click()
  const download = await saved
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  const lines = await rowsOf(await kept(download))
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('大码头远景木业厂')

  await page.getByRole('navigation', { name: '功能' }).getByRole('link', { name: '企业', exact: true }).click()
  await desk.reads('企业')
  await page.getByRole('link', { name: '大码头宏达仓储有限公司' }).waitFor()
  expect(await page.getByRole('link', { name: '大码头远景木业厂' }).count()).toBe(0)
  await desk.leave()
})

describe('keeping order', () => {
  test('a county officer moves an enterprise to the village it stands in, and the file tells why', async () => {
    const desk = await platform.sit('wang')
    const { page } = desk
    await desk.open(`/enterprises/${platform.files.xintai}`, new RegExp(xintai.name))
    await desk.button('调整网格').click()
    const drawer = page.getByRole('dialog', { name: '调整所在网格' })
    await drawer.getByLabel('调到哪个网格').fill('杨斗')
    // By keyboard: the list that drops down may open past the edge of the window while the drawer still slides.
    await page.getByTitle(/^杨斗村/).waitFor()
    await drawer.getByLabel('调到哪个网格').press('Enter')
    await drawer.getByLabel('调整原因').fill('厂区在杨斗村')
    await desk.accessible()
    await drawer.getByRole('button', { name: '调到这个网格' }).click()
    await drawer.waitFor({ state: 'hidden' })
    await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '杨斗村' }).waitFor()
    await desk.sees(/厂区在杨斗村/, desk.sheet('经过'))
    await desk.leave()
  })

  test('a city administrator corrects a name and gives a seat the authority to enforce', async () => {
    const desk = await platform.sit('admin')
    const { page } = desk
    await desk.open('/people', /人/)
    await desk.button('林利津').click()
    await desk.button('修改姓名和手机').click()
    await page.getByLabel('姓名').fill('林立津')
    await desk.accessible()
    await desk.button('保存改动').click()
    await page.getByRole('table').getByRole('button', { name: '林立津' }).waitFor()

    await desk.open('/seats', /岗位/)
    await desk.button('county_officer').first().click()
    const drawer = page.getByRole('dialog')
    await desk.settled()
    await drawer.getByLabel('授权哪些业务').fill('执法检查')
    await drawer.getByLabel('授权哪些业务').press('Enter')
    await drawer.getByLabel('授权依据').fill('东应急委〔2026〕3 号')
    await drawer.getByRole('button', { name: '登记授权' }).click()
    await desk.sees('授权已登记')
    await desk.leave()
  })
})

describe('a session that was ended elsewhere', () => {
  test('leads to the sign-in page, which knows where one stood', async () => {
    const desk = await platform.sit('zhou')
    await desk.open('/enterprises?operatingState=producing', '企业')
    await endSession(desk)
    await desk.sees('登录后回到刚才的页面。')
    await desk.arrivesAt(`/sign-in?to=${encodeURIComponent('/enterprises?operatingState=stopped')}`)
    await desk.leave()
  })

  test('does not keep one from signing in again on the same browser, back to the same page', async () => {
    const desk = await platform.sit('lin')
    await desk.open('/enterprises', '企业')
    await endSession(desk)
    await desk.page.getByLabel('账号').fill('lin')
    await desk.page.getByLabel('密码', { exact: true }).fill(PASSWORD)
    const answer = desk.page.waitForResponse((response) => response.request().method() === 'POST')
    await desk.button('登录').click()
    expect((await answer).status()).toBe(201)
    await desk.reads('企业')
    await desk.arrivesAt('/enterprises?operatingState=stopped')
    await desk.leave()
  })
})

/** The download under its own name; readers go by the ending. */
async function kept(download: {
  suggestedFilename(): string
  path(): Promise<string>
  saveAs(to: string): Promise<void>
}) {
  const to = path.join(path.dirname(await download.path()), 'refused.xlsx')
  await download.saveAs(to)
  return to
}

async function rowsOf(file: string): Promise<string[][]> {
  const [sheet] = (await openSheets(file)) as [Sheet]
  const lines: string[][] = []
  for await (const row of sheet.rows()) lines.push(row.cells.map(String))
  return lines
}

/** Ends the session of a browser from outside; the next thing asked for there tells it. */
async function endSession(desk: Desk): Promise<void> {
  const [cookie] = await desk.page.context().cookies()
  const bearer = { authorization: `Bearer ${cookie?.value}` }
  const ended = await platform.house.as(null)('DELETE', '/api/v1/sessions/current', undefined, bearer)
  expect(ended.status).toBeLessThan(300)
  for (const path of ['enterprises', 'saved-views', 'messages', 'messages/live', 'sign-in-page', 'sessions'])
    desk.willBeRefused(401, `/api/v1/${path}`)
  await desk.page.getByRole('navigation', { name: '视图' }).getByRole('button', { name: '停产' }).click()
  await desk.reads('登录')
}
