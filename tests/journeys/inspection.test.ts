import { readFileSync } from 'node:fs'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const { hengfeng } = REGISTER
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  const { house, files } = platform
  await house.giveFileTo(files.hengfeng)
  const admin = house.as('admin')
  const { items } = (await admin('GET', '/api/v1/people?limit=50')).body
  for (const [at, name] of ['王县监', '张明远'].entries()) {
    const personId = items.find((one: { name: string }) => one.name === name).id
    const term = { validFrom: addDays(today(), -300), validTo: addDays(today(), 300) }
    const card = { personId, number: `15052300${at + 1}`, issuer: '山东省人民政府', field: '安全生产', ...term }
    await admin('POST', '/api/v1/officer-certificates', card)
  }
})
afterAll(() => platform?.close())

/** Signs in a field with a stroke of one's own. */
async function signIn(pad: Locator, hand: number): Promise<void> {
  await pad.scrollIntoViewIfNeeded()
  const box = (await pad.boundingBox()) as { x: number; y: number }
  const { mouse } = pad.page()
  await mouse.move(box.x + 30, box.y + 40)
  await mouse.down()
  await mouse.move(box.x + 120 + hand * 20, box.y + 90, { steps: 4 })
  await mouse.up()
}

test('a visit with a finding is drawn up, recorded and signed on a phone, put right, and looked at again', async () => {
  const wang = await platform.sit('wang', 'phone')
  const { page } = wang
  await wang.open(`/inspections/new?objectId=${platform.files.hengfeng}`, '拟定检查')
  await page.getByLabel('事由说明').fill('市局冬季专项')
  await page.getByLabel('检查内容').fill('储罐区和动火作业检查')
  await wang.button('存下，去派人').click()
  await wang.reads('储罐区和动火作业检查')
  expect(await wang.sideways()).toBe(0)

  const dispatch = page.getByRole('form', { name: '派检查人员' })
  const team = dispatch.getByLabel('检查人员')
  for (const name of ['王县监', '张明远']) {
    await team.fill(name)
    await page.getByTitle(new RegExp(`^${name}`)).click()
  }
  await team.press('Escape')
  await dispatch.getByLabel('检查日期').fill(today())
  await dispatch.getByRole('button', { name: '派检查人员' }).click()

  // At the gate: a place, or why there is none; certificates are shown first.
  await wang.button('到现场页').click()
  await wang.reads(new RegExp(hengfeng.name))
  const arrive = page.getByRole('form', { name: '到场打卡' })
  await arrive.getByText('已出示').click()
  await arrive.getByText('已开启').click()
  await arrive.getByText('已扫码').click()
  await wang.button('到场打卡').click()
  await wang.sees('没有定位的写清楚原因')
  await arrive.getByLabel('没有定位的原因').fill('厂区没有信号')
  await wang.button('到场打卡').click()

  // Inside: one item is not met and becomes a problem with its photograph.
  const record = page.getByRole('form', { name: '交检查记录，去签字' })
  await record.getByLabel('检查场所').fill('储罐区')
  await record.getByLabel('现场负责人').fill('赵安全')
  await record.getByLabel('负责人职务').fill('安全管理员')
  await record.getByText('不符合', { exact: true }).first().click()
  await record.getByLabel(/^看到了什么/).fill('1 号储罐液位计不显示')
  await record.getByLabel('在哪里').fill('储罐区东侧')
  await record.getByLabel('选照片', { exact: true }).setInputFiles(PHOTO)
  await wang.sees('传好了', record)
  await wang.sees(/还有 \d+ 项没有查。/, record)
  await record.getByRole('button', { name: /项都看过，都符合/ }).click()
  await record.getByLabel('检查概况').fill('查看储罐 4 个、动火票 6 份')
  await record.getByText('有问题', { exact: true }).click()
  expect(await wang.sideways()).toBe(0)
  await wang.accessible()
  await wang.button('交检查记录，去签字').click()

  const sign = page.getByRole('form', { name: '双方签完，交记录' })
  await sign.getByLabel('职务').fill('安全管理员')
  const pads = sign.getByLabel(/^签名板/)
  for (let at = 0; at < 3; at++) await signIn(pads.nth(at), at)
  expect(await wang.sideways()).toBe(0)
  await wang.button('双方签完，交记录').click()

  const order = page.getByRole('form', { name: '责令限期整改' })
  await order.getByLabel('整改期限').fill(addDays(today(), 10))
  await order.getByRole('button', { name: '责令限期整改' }).click()
  await wang.sees('现场的步骤都办完了')
  await wang.button('看这次检查').click()
  await wang.sees('责令整改的隐患')
  const address = wang.address
  await wang.leave()

  const zhao = await platform.sit('zhao', 'phone')
  await zhao.open('/own-inspections', /受检查 1 次/)
  expect(await zhao.sideways()).toBe(0)
  await zhao.page.getByRole('link', { name: /液位计不显示/ }).click()
  const submit = zhao.page.getByRole('form', { name: '整改完成，申请验收' })
  await submit.getByLabel('整改情况').fill('液位计换好了')
  await submit.getByLabel('选照片或文件').setInputFiles(PHOTO)
  await zhao.sees('传好了', submit)
  await submit.getByRole('button', { name: '整改完成，申请验收' }).click()
  await zhao.sees('待复查')
  await zhao.leave()

  const again = await platform.sit('wang')
  await again.open(address, /储罐区和动火作业检查/)
  const reinspect = again.page.getByRole('form', { name: '复查' })
  await reinspect.getByText('已整改', { exact: true }).click()
  await reinspect.getByLabel('第 1 项现场情况').fill('液位计显示正常')
  await reinspect.getByLabel('选照片', { exact: true }).setInputFiles(PHOTO)
  await again.sees('传好了', reinspect)
  await reinspect.getByLabel('复查意见').fill('都改好了')
  await reinspect.getByRole('button', { name: '复查' }).click()
  const close = again.page.getByRole('form', { name: '结案' })
  await close.getByLabel('结案说明').fill('复查合格')
  await close.getByRole('button', { name: '结案' }).click()
  await again.sees('已结案', again.page.getByRole('heading', { level: 1 }))
  await again.leave()
}, 180_000)

test('who goes is drawn by three parties, and an outsider draws the same names from the record', async () => {
  const wang = await platform.sit('wang')
  const { page } = wang
  await wang.open('/draws/new', '发起抽取')
  await page.getByLabel('用途').fill('十二月一般检查的检查人员')
  await page.getByText('检查人员', { exact: true }).click()
  await page.getByLabel('名单').fill('王县监\n张明远\n许文静\n程海燕\n王县监（二中队）')
  await page.getByLabel('排除（回避）').fill('许文静，与被检查企业有亲属关系')
  await wang.button('定下名单，公示指纹').click()
  await wang.reads('十二月一般检查的检查人员')
  await wang.sees('排除：与被检查企业有亲属关系')
  await wang.button('生成随机数，报指纹').click()
  await wang.sees('指纹已报上')
  // One party alone could choose the outcome: it cannot begin.
  expect(await wang.button('封定参与方，开始亮数').count()).toBe(0)
  const { address } = wang

  const others = [await platform.sit('chen'), await platform.sit('zhou')]
  for (const other of others) {
    await other.open(address, '十二月一般检查的检查人员')
    await other.button('生成随机数，报指纹').click()
    await other.sees('指纹已报上')
  }
  await page.reload()
  await wang.button('封定参与方，开始亮数').click()
  for (const party of [wang, ...others]) {
    await party.page.reload()
    await party.button('亮出随机数').click()
    await party.sees('已亮出')
    if (party !== wang) await party.leave()
  }
  await page.reload()
  await wang.sees('一致：照同样的办法重新抽，结果相同')
  const drawn = await wang.sheet('抽出的').getByRole('listitem').allInnerTexts()
  expect(drawn).toHaveLength(2)
  expect(drawn.join()).not.toContain('许文静')
  const [file] = await Promise.all([page.waitForEvent('download'), wang.button('下载核对用的记录').click()])
  const record = readFileSync(await file.path(), 'utf8')
  await wang.leave()

  // Without an account, from the file alone; and a record in which one name was changed afterwards does not hold.
  const anybody = await platform.sit(null)
  await anybody.open('/draw-check', '核对随机抽取')
  const choose = (text: string) =>
    anybody.page
      .getByLabel('选记录文件')
      .setInputFiles({ name: '记录.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  await choose(record)
  await anybody.sees('一致：照同样的办法重新抽，结果相同')
  expect(await anybody.sheet('抽出的').getByRole('listitem').allInnerTexts()).toEqual(drawn)
  const read = JSON.parse(record)
  await choose(JSON.stringify({ ...read, drawn: [...read.drawn].reverse() }))
  await anybody.sees('不一致：这份记录对不上')
  await choose('{"drawn": []}')
  await anybody.sees(/不是随机抽取的记录/)
  await anybody.accessible()
  await anybody.leave()
}, 120_000)
