import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const { hengfeng } = REGISTER
const WHAT = '3 号储罐液位计不显示'
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  const { house, files } = platform
  await house.giveFileTo(files.hengfeng)
  const seat = await asOwner(house.ownerUrl, `select id from seat where role = 'town_officer'`, [])
  await house.as('admin')('POST', '/api/v1/duties', {
    seatId: seat.rows[0].id,
    gridCode: PLACES.damatou,
    layer: 'safety',
    role: 'officer',
    businesses: ['hazard'],
    fromOn: '2016-01-01',
  })
})
afterAll(() => platform?.close())

describe('a hazard from the phone of an enterprise to its closing', () => {
  test('is reported with a photograph, arranged, rectified, and accepted by the officer', async () => {
    const zhao = await platform.sit('zhao', 'phone')
    const { page } = zhao
    await zhao.open('/hazards/report', '上报隐患')
    await page.getByLabel('隐患情况').fill(WHAT)
    await page.getByLabel('具体位置').fill('罐区东侧')

    // Without a photograph a sentence says so, and what was typed stays, even over a reload.
    await zhao.button('上报隐患').click()
    await zhao.sees('这一步要有照片或文件，拍一张或选一个再交')
    await zhao.accessible()
    await page.reload()
    await zhao.reads('上报隐患')
    expect(await page.getByLabel('隐患情况').inputValue()).toBe(WHAT)
    expect(await page.getByLabel('具体位置').inputValue()).toBe('罐区东侧')
    expect(await zhao.sideways()).toBe(0)

    await page.getByLabel('选照片或文件').setInputFiles(PHOTO)
    await zhao.sees('传好了')
    await zhao.button('上报隐患').click()
    await zhao.reads(new RegExp(WHAT))
    await zhao.arrivesAt(/^\/hazards\/[0-9a-f-]{36}$/)
    const address = zhao.address
    expect(await zhao.sideways()).toBe(0)

    const arrange = page.getByRole('form', { name: '定级并落实整改' })
    await arrange.getByRole('button', { name: '定级并落实整改' }).click()
    await zhao.sees('请选隐患等级')
    await arrange.getByText('一般隐患').click()
    await arrange.getByLabel('隐患类别').fill('S02')
    await arrange.getByLabel('隐患类别').press('Enter')
    await arrange.getByLabel('整改期限').fill('2099-12-31')
    await arrange.getByLabel('整改责任人').fill('赵安全')
    await arrange.getByLabel('整改措施').fill('更换液位计并标定')
    await arrange.getByLabel('整改资金（元）').fill('8,600')
    await arrange.getByLabel('应急预案和防范措施').fill('人工检尺，每两小时一次')
    await arrange.getByRole('button', { name: '定级并落实整改' }).click()
    await zhao.reads(new RegExp(WHAT))

    const submit = page.getByRole('form', { name: '整改完成，申请验收' })
    await submit.getByLabel('整改情况').fill('液位计换好了')
    await submit.getByLabel('选照片或文件').setInputFiles({ ...PHOTO, name: '整改后.png' })
    await zhao.sees('传好了', submit)
    await submit.getByRole('button', { name: '整改完成，申请验收' }).click()
    await page.getByRole('img', { name: /^整改后：/ }).waitFor()
    await zhao.reads(new RegExp(WHAT))
    await zhao.leave()

    const zhang = await platform.sit('zhang')
    await zhang.open('/', /^要您办/)
    await zhang.page.getByRole('link', { name: WHAT }).first().click()
    await zhang.reads(new RegExp(WHAT))
    expect(new URL(zhang.page.url()).pathname).toBe(address)
    const accept = zhang.page.getByRole('form', { name: '验收' })
    await accept.getByText('不合格').click()
    await accept.getByLabel('不合格时的新期限').waitFor()
    await accept.getByText('合格', { exact: true }).click()
    await accept.getByLabel('验收意见').fill('到现场看过，正常显示')
    await accept.getByRole('button', { name: '验收' }).click()
    await zhang.sees('已销号', zhang.page.getByRole('heading', { level: 1 }))
    await zhang.settled()
    await zhang.accessible()
    await zhang.leave()
  }, 120_000)
})

describe('lists and figures', () => {
  test('an officer registers two, urges both at once, and every figure opens its rows', async () => {
    const desk = await platform.sit('zhang')
    const { page } = desk
    for (const what of ['配电箱无门', '通道堆物']) {
      await desk.open(`/hazards/register?objectId=${platform.files.hengfeng}`, '登记隐患')
      await desk.sees(hengfeng.name)
      await page.getByLabel('隐患情况').fill(what)
      await page.getByLabel('具体位置').fill('一车间')
      await page.getByLabel('来源').fill('网格')
      await page.getByLabel('来源').press('Enter')
      await page.getByLabel('选照片或文件').setInputFiles(PHOTO)
      await desk.sees('传好了')
      await desk.button('登记隐患').click()
      await desk.reads(new RegExp(what))
    }
    await desk.leave()

    const county = await platform.sit('wang')
    await county.open('/hazards', '隐患')
    await county.arrivesAt('/hazards?open=true')
    await county.page.getByLabel('选配电箱无门').check()
    await county.page.getByLabel('选通道堆物').check()
    await county.button('催办').click()
    await county.page.getByLabel('说明').fill('本周办完')
    await county.button('催办 2 条').click()
    await county.sees('催办：办成 2 条')
    await county.accessible()

    await county.open('/hazards/figures?by=source', /^发现 \d+ 条/)
    await county.page
      .getByRole('table')
      .getByRole('row', { name: /网格巡查/ })
      .getByRole('link')
      .first()
      .click()
    await county.arrivesAt('/hazards?open=false&counted=true&source=grid_patrol')
    await county.sees('2 条')
    await county.leave()
  }, 120_000)

  test('a case that moved on while one typed says who did what, and keeps the text', async () => {
    const [wang, zhang] = [await platform.sit('wang'), await platform.sit('zhang')]
    await zhang.open('/hazards', '隐患')
    await zhang.page.getByRole('link', { name: '配电箱无门' }).click()
    await zhang.reads(/配电箱无门/)
    const order = zhang.page.getByRole('form', { name: '责令整改' })
    await order.getByLabel('整改要求').fill('装门上锁')
    const address = new URL(zhang.page.url()).pathname

    await wang.open(`${address}?act=comment`, /配电箱无门/)
    await wang.page.getByLabel('说明').fill('盯紧这一条')
    await wang.page.getByRole('form', { name: '留言' }).getByRole('button', { name: '留言' }).click()
    await wang.sees('盯紧这一条')
    await wang.leave()

    await order.getByText('一般隐患').click()
    await order.getByLabel('隐患类别').fill('S02')
    await order.getByLabel('隐患类别').press('Enter')
    await order.getByLabel('整改期限').fill('2099-12-31')
    await order.getByLabel('依据').fill('GB 50054')
    zhang.willBeRefused(409, `/api/v1${address}/order`)
    await order.getByRole('button', { name: '责令整改' }).click()
    await zhang.sees('您打开以后，别人办了 1 步')
    expect(await order.getByLabel('整改要求').inputValue()).toBe('装门上锁')
    await zhang.accessible()
    await zhang.button('看过了，接着办').click()
    await order.getByRole('button', { name: '责令整改' }).click()
    await zhang.sees('整改中', zhang.page.getByRole('heading', { level: 1 }))
    await zhang.leave()
  }, 120_000)
})
