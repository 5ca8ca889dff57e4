import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArchiveHouse, furnishArchive } from '#apps/server/test-archive.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { addWorkdays } from '#standards/calendar/work-calendar.ts'
import type { Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const { hengfeng } = REGISTER
const WHAT = '六名新进员工未经安全培训上岗作业'
const FINE = '60000'
/** The notice was served so long ago that every term of the party's rights is over by now. */
const NOTICED = addDays(today(), -40)
const CALLED = addWorkdays(NOTICED, 3)
const HEARD = addWorkdays(CALLED, 7)
let platform: Platform
let archive: ArchiveHouse
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-penalty-'))

beforeAll(async () => {
  platform = await openPlatform({ dataDir })
  const { house, files } = platform
  await house.giveFileTo(files.hengfeng)
  const admin = house.as('admin')
  const { items } = (await admin('GET', '/api/v1/people?limit=50')).body
  for (const [at, name] of ['王县监', '张明远', '李网格'].entries()) {
    const personId = items.find((one: { name: string }) => one.name === name).id
    const term = { validFrom: addDays(today(), -300), validTo: addDays(today(), 300) }
    await admin('POST', '/api/v1/officer-certificates', {
      ...{ personId, number: `15052300${at + 1}`, issuer: '山东省人民政府', field: '安全生产' },
      ...term,
    })
  }
  archive = await furnishArchive(house, dataDir)
})
afterAll(async () => {
  await archive?.close()
  await platform?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The form of an act; where another stands in the panel it is opened first. */
async function formOf(desk: Desk, act: string): Promise<Locator> {
  const form = desk.page.getByRole('form', { name: act, exact: true })
  await desk.settled()
  if ((await form.count()) === 0) await desk.page.getByRole('button', { name: act, exact: true }).first().click()
  await form.waitFor()
  return form
}

/** Chooses an entry of a list that is searched by typing. */
async function pick(form: Locator, label: string, words: string): Promise<void> {
  const field = form.getByLabel(label)
  await field.fill(words)
  const list = form.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
  await list.locator('.ant-select-item-option').filter({ hasText: words }).first().click()
  // A list of several stays open for more.
  if (await list.isVisible()) await field.press('Escape')
}

/** Chooses a document of the case as what proves an act. */
async function prove(desk: Desk, form: Locator): Promise<void> {
  await form.getByLabel('选照片或文件').setInputFiles(PHOTO)
  await desk.sees('传好了', form)
}

/** Hands an act in and waits for the state it leads to. */
async function hand(desk: Desk, form: Locator, act: string, state: string): Promise<void> {
  await form.getByRole('button', { name: act, exact: true }).click()
  await desk.sees(state, desk.page.getByRole('heading', { level: 1 }))
}

/** Hands an act in that leaves the case where it is; its form goes away. */
async function note(form: Locator, act: string): Promise<void> {
  await form.getByRole('button', { name: act, exact: true }).click()
  await form.waitFor({ state: 'hidden' })
}

/** Fills fields in by how their labels begin: what need not be filled in says so after its name. */
async function write(form: Locator, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values))
    await form.getByLabel(new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`)).fill(value)
}

/** Moves the first acts of the case back by some days, as if that time had passed. */
const age = (address: string, days: number, acts: number) =>
  asOwner(
    platform.house.ownerUrl,
    `update case_act set at = at - $2::int * interval '1 day' where case_id = $1 and seq <= $3`,
    [address.split('/').at(-1), days, acts],
  )

test('a penalty goes from its clue over a hearing to the archive, and the law holds what comes too soon', async () => {
  const wang = await platform.sit('wang')
  const { page } = wang
  await wang.open(`/enforcement-cases/register?objectId=${platform.files.hengfeng}`, '登记线索')
  const clue = page.getByRole('form', { name: '登记线索' })
  await pick(clue, '线索来源', '执法检查')
  await write(clue, { 违法事实: WHAT, 违法地点: '一车间' })
  await clue.getByLabel(/^违法行为发生之日/).fill(addDays(today(), -90))
  await clue.getByLabel('发现之日').fill(addDays(today(), -80))
  expect(await clue.getByLabel('当事人名称或姓名').inputValue()).toBe(hengfeng.name)
  await clue.getByRole('button', { name: '登记线索' }).click()
  await wang.arrivesAt(/^\/enforcement-cases\/[0-9a-f-]{36}$/)
  const { address } = wang

  const filing = await formOf(wang, '报请立案')
  await write(filing, { 案由: '涉嫌未按规定进行安全教育培训案', 立案理由: '有违法事实，属本机关管辖' })
  await pick(filing, '违法行为和罚则', '教育和培训')
  await pick(filing, '另一名办案人员', '张明远')
  await filing.getByText('否，追责期限两年', { exact: true }).click()
  await hand(wang, filing, '报请立案', '待立案审批')
  await wang.accessible()

  const chen = await platform.sit('chen')
  await chen.open(address, new RegExp(WHAT))
  const grant = await formOf(chen, '批准立案')
  await write(grant, { 批准意见: '同意立案' })
  await hand(chen, grant, '批准立案', '调查取证')
  await age(address, 60, 3)

  await wang.open(address, new RegExp(WHAT))
  const evidence = await formOf(wang, '登记证据')
  await pick(evidence, '证据种类', '书证')
  await write(evidence, {
    ...{ 证据名称: '培训档案', 来源: '由企业安全部提供', 取得日期: addDays(today(), -55), 取得地点: '企业办公室' },
    现在由谁保管: '王县监',
  })
  await evidence.getByText(/^复制件/).click()
  await pick(evidence, '另一名取证人员', '张明远')
  await prove(wang, evidence)
  await evidence.getByRole('button', { name: '登记证据' }).click()
  await page.getByRole('button', { name: '证据 1', exact: true }).waitFor()

  // The fine is weighed step by step; what lies outside its step is said at once.
  const conclude = await formOf(wang, '调查终结')
  await conclude.getByText('给予行政处罚', { exact: true }).click()
  await conclude.getByText('较重', { exact: true }).click()
  await write(conclude, { 适用这一档的事实: '六人未培训', '罚款（元）': '9000000' })
  await wang.sees('这样不能处罚', conclude)
  await write(conclude, { '罚款（元）': FINE })
  await wang.sees(/罚款 .*在.*幅度/, conclude)
  await write(conclude, { 查明的事实和证据: '六名新进员工没有培训记录', 调查结论: '建议给予罚款' })
  await conclude.getByText('不涉及', { exact: true }).click()
  await conclude.getByText('否', { exact: true }).click()
  await prove(wang, conclude)
  await wang.accessible()
  await hand(wang, conclude, '调查终结', '调查终结')

  const notice = await formOf(wang, '送达处罚告知')
  await pick(notice, '送达方式', '直接送达')
  await write(notice, {
    ...{ 视为送达的日期: NOTICED, 签收人: '赵安全', 送达凭证: '送达回证签名' },
    告知内容: '拟罚款六万元，可以陈述申辩，可以申请听证',
  })
  await prove(wang, notice)
  await hand(wang, notice, '送达处罚告知', '已告知')

  // The party says what it has to say and asks for a hearing; its term is over, so that the office enters what came in time on paper.
  const zhao = await platform.sit('zhao', 'phone')
  await zhao.open('/my-penalties', /行政处罚/)
  await zhao.page
    .getByRole('link', { name: /未按规定|安全培训/ })
    .first()
    .click()
  await zhao.sees(/^拟罚款 60,000/)
  await zhao.page.getByRole('button', { name: '陈述、申辩', exact: true }).click()
  const defence = zhao.page.getByRole('form', { name: '陈述、申辩', exact: true })
  await defence.getByLabel('陈述、申辩', { exact: true }).fill('新员工正在补训，请从轻')
  await defence.getByRole('button', { name: '陈述、申辩', exact: true }).click()
  await zhao.sees('新员工正在补训，请从轻')
  expect(await zhao.sideways()).toBe(0)
  await zhao.accessible()

  await page.reload()
  const ask = await formOf(wang, '申请听证')
  await write(ask, { 申请内容: '当事人书面要求听证', 收到日期: addWorkdays(NOTICED, 2) })
  await prove(wang, ask)
  await note(ask, '申请听证')
  const recheck = await formOf(wang, '复核陈述申辩')
  await recheck.getByText('不予采纳', { exact: true }).click()
  await write(recheck, { 复核情况: '补训不影响违法事实的认定' })
  await note(recheck, '复核陈述申辩')

  // A hearing one working day too soon is refused with the article and the earliest day.
  const call = await formOf(wang, '通知听证')
  await write(call, {
    ...{ 听证通知书送达日期: CALLED, 听证日期: addDays(HEARD, -1), 听证地点: '局二楼会议室' },
    通知内容: '按期参加，可以委托一至二名代理人',
  })
  await pick(call, '听证主持人', '李网格')
  await call.getByText('公开举行', { exact: true }).click()
  await prove(wang, call)
  wang.willBeRefused(422, `/api/v1${address}/call-hearing`)
  await call.getByRole('button', { name: '通知听证' }).click()
  await wang.sees(/听证要在七个工作日前通知/, call)
  await write(call, { 听证日期: HEARD })
  await hand(wang, call, '通知听证', '听证')
  const held = await formOf(wang, '听证结束')
  await held.getByText('如期举行', { exact: true }).click()
  await write(held, { 听证日期: HEARD, 听证报告: '双方质证，主持人认为事实清楚' })
  await prove(wang, held)
  await hand(wang, held, '听证结束', '已告知')
  const propose = await formOf(wang, '案件处理呈批')
  await write(propose, { 呈批意见: '维持告知的处罚' })
  await hand(wang, propose, '案件处理呈批', '待负责人决定')

  // Nobody decides before the legal review and the discussion the law asks for.
  await chen.page.reload()
  const early = await formOf(chen, '作出决定')
  await write(early, { 决定书文号: '（鲁东）应急罚〔2026〕1号', 审批意见: '同意' })
  await prove(chen, early)
  chen.willBeRefused(409, `/api/v1${address}/decide`)
  await early.getByRole('button', { name: '作出决定' }).click()
  await chen.sees(/要先经法制审核/, early)

  const send = await formOf(wang, '送法制审核')
  await pick(send, '法制审核岗位', '周文博')
  await write(send, { 送审说明: '听证以后送审' })
  await hand(wang, send, '送法制审核', '法制审核')
  const zhou = await platform.sit('zhou')
  await zhou.open(address, new RegExp(WHAT))
  const review = await formOf(zhou, '法制审核')
  await review.getByText('同意', { exact: true }).click()
  await review.getByText('不是初次从事法制审核', { exact: true }).click()
  await write(review, { 意见: '主体、事实、证据、依据、裁量、程序均合法' })
  await hand(zhou, review, '法制审核', '待负责人决定')
  await zhou.leave()

  await chen.page.reload()
  const discuss = await formOf(chen, '集体讨论')
  await write(discuss, { 讨论日期: today(), 主持人: '陈立军', 结论: '同意处罚' })
  for (const [at, name] of ['陈立军', '孙立国'].entries()) {
    await discuss.getByRole('button', { name: '加一名参加人' }).click()
    await write(discuss, { [`第 ${at + 1} 名的姓名`]: name, [`第 ${at + 1} 名的意见`]: '同意' })
  }
  await discuss.getByText('同意处理建议', { exact: true }).click()
  await note(discuss, '集体讨论')
  const decide = await formOf(chen, '作出决定')
  await hand(chen, decide, '作出决定', '待送达')

  // Until the decision is served the party does not read it.
  await zhao.page.reload()
  await zhao.sees(/^拟罚款 60,000/)
  expect(await zhao.page.getByText('〔2026〕1号').count()).toBe(0)
  await page.reload()
  const serve = await formOf(wang, '送达决定书')
  await pick(serve, '送达方式', '直接送达')
  await write(serve, { 视为送达的日期: today(), 签收人: '赵安全', 送达凭证: '送达回证签名' })
  await prove(wang, serve)
  await hand(wang, serve, '送达决定书', '待缴款')
  await zhao.page.reload()
  await zhao.sees('（鲁东）应急罚〔2026〕1号')
  expect(await zhao.sideways()).toBe(0)
  await zhao.leave()

  const publish = await formOf(wang, '公示处罚决定')
  expect(await publish.getByLabel('公示的违法事实').inputValue()).toBe(WHAT)
  await note(publish, '公示处罚决定')
  const pay = await formOf(wang, '登记缴款')
  await write(pay, { '金额（元）': FINE, 票据号码: '370001' })
  await prove(wang, pay)
  await hand(wang, pay, '登记缴款', '待结案')
  await chen.page.reload()
  const close = await formOf(chen, '批准结案')
  await write(close, { 结案意见: '罚款已缴清，同意结案' })
  await hand(chen, close, '批准结案', '待归档')
  await chen.leave()

  await wang.open(`${address}?view=evidence`, new RegExp(WHAT))
  await wang.sees('培训档案')
  await wang.open(`${address}?view=money`, new RegExp(WHAT))
  await wang.accessible()

  // The archivist says which archives these are, arranges the file, names who looked it over, and binds it.
  const ding = await platform.sit({ token: archive.token })
  await ding.open('/archive-settings', '档案设置')
  const office = ding.sheet('档号')
  await write(office, { 全宗号: 'X043', 机构: 'FZK' })
  await office.getByRole('button', { name: '保存档号设置' }).click()
  await ding.sees('档号设置已保存')
  await ding.open('/archive-waiting', /^待归档/)
  const row = ding.page.getByRole('row').filter({ hasText: WHAT })
  await row.getByRole('button', { name: '立卷' }).click()
  await ding.arrivesAt(/^\/archive-volumes\//)
  await ding.reads()
  // The time that was taken from the first acts is found; only with their own dates is the file whole.
  await ding.sees(/封存链在第 1 步不符/)
  await age(address, -60, 3)
  await ding.button('检测').click()
  await ding.sees('已逐件重算校验值')
  expect(await ding.page.getByText('须解决').count()).toBe(0)
  const bind = ding.sheet('归档')
  await pick(bind, '检查人', '张明远')
  await bind.getByRole('button', { name: '归档', exact: true }).click()
  await ding.sees('正在装订')
  await archive.work(ding.address.split('/').at(-1) as string)
  await ding.page.reload()
  await ding.reads()
  await ding.sees('已归档')
  await ding.sees(/X043-WS·\d{4}-D30-FZK-0001/)
  await ding.sees('卷内备考表')
  await ding.page.getByLabel('用途').fill('核对装订')
  const looking = ding.page.waitForEvent('popup')
  await ding.page.getByRole('link', { name: '看全卷' }).click()
  await (await looking).close()
  await ding.leave()

  // Nobody does anything more on it; whoever looked it over is told that his name stands there.
  await wang.open(address, new RegExp(WHAT))
  await wang.sees(/已归档，不能再办/)
  expect(await wang.page.getByRole('form').count()).toBe(0)
  await wang.leave()
  const { items: told } = (await platform.house.as('zhang')('GET', '/api/v1/inbox')).body
  expect(told.map(({ title }: { title: string }) => title)).toContainEqual(expect.stringMatching(/案卷 X043.*检查人/))

  // What the public reads has the party, the facts and the fine, and nobody's name.
  const anybody = await platform.sit(null)
  await anybody.open('/penalties', /行政处罚/)
  await anybody.sees(WHAT)
  expect(await anybody.page.getByText('赵安全').count()).toBe(0)
  await anybody.leave()
}, 240_000)
