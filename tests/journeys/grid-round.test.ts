import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

const { hengfeng } = REGISTER
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
})
afterAll(() => platform?.close())

describe('an event from the phone of a grid officer to the answer', () => {
  test('is registered in a few taps, found a second time and merged, handled, verified on site and answered', async () => {
    const li = await platform.sit('li', 'phone')
    await li.open('/events/register', '登记事件')
    await li.button('登记事件').click()
    await li.sees('请选事项')
    await li.accessible()
    expect(await li.sideways()).toBe(0)
    await li.button('生态环境').click()
    await li.page.getByRole('button', { name: /^污水直排/ }).click()
    await li.sees('生态环境 · 污水直排')
    await li.page.getByLabel('情况').fill('沟里水发黑')
    await li.page.getByLabel('具体位置').fill('村西排水沟')
    await li.button('登记事件').click()
    await li.reads(/污水直排：沟里水发黑/)
    await li.arrivesAt(/^\/events\/[0-9a-f-]{36}$/)
    const address = li.address
    await li.sees('待派遣', li.page.getByRole('heading', { level: 1 }))

    const zhang = await platform.sit('zhang')
    const desk = zhang.page
    await zhang.open('/events/register', '登记事件')
    await desk.getByRole('textbox', { name: '事项' }).fill('污水')
    await desk.getByRole('button', { name: /^污水直排/ }).click()
    await desk.getByLabel('网格').fill('杨斗')
    await desk.getByText('杨斗村　370523107201').click()
    await zhang.sees('同一事项 7 天内已有 1 件没有结案，要合并吗？')
    await zhang.button('并入这件').click()
    await desk.getByLabel('情况').fill('路过看到黑水')
    await desk.getByLabel('具体位置').fill('村西')
    await zhang.button('登记并合并').click()
    await zhang.sees('已并案', desk.getByRole('heading', { level: 1 }))

    await zhang.open(address, /污水直排：沟里水发黑/)
    await zhang.button('镇街自办').click()
    const accept = desk.getByRole('form', { name: '镇街自办' })
    expect(await accept.getByLabel('办理期限').inputValue()).toMatch(/^\d{4}-\d\d-\d\d$/)
    await accept.getByRole('button', { name: '镇街自办' }).click()
    const handle = desk.getByRole('form', { name: '处置完成' })
    await handle.getByLabel('处置情况').fill('排口已封堵')
    await handle.getByLabel('选照片或文件').setInputFiles(PHOTO)
    await zhang.sees('传好了', handle)
    await handle.getByRole('button', { name: '处置完成' }).click()
    await zhang.sees('待核查', desk.getByRole('heading', { level: 1 }))

    await li.open(address, /污水直排/)
    const verify = li.page.getByRole('form', { name: '现场核查' })
    await verify.getByText('解决了', { exact: true }).click()
    await verify.getByLabel('核查情况').fill('不再排了')
    await verify.getByLabel('选照片或文件').setInputFiles(PHOTO)
    await li.sees('传好了', verify)
    await verify.getByRole('button', { name: '现场核查' }).click()
    await li.sees('待结案', li.page.getByRole('heading', { level: 1 }))

    await zhang.open(address, /污水直排/)
    const close = desk.getByRole('form', { name: '结案并答复' })
    await close.getByLabel('答复').fill('排口已封堵，责任人已约谈')
    await close.getByRole('button', { name: '结案并答复' }).click()
    await zhang.sees('已结案', desk.getByRole('heading', { level: 1 }))
    await zhang.open('/events/figures', /^登记 1 件/)
    await zhang.accessible()
    await zhang.leave()

    await li.open(address, /污水直排/)
    await li.sees('排口已封堵，责任人已约谈')
    await li.leave()
  }, 120_000)
})

describe('a round of a grid officer', () => {
  test('goes from the list to the visit, explains a missing position, records what was seen; the county opens who is left', async () => {
    const li = await platform.sit('li', 'phone')
    const { page } = li
    await li.open('/patrols', /^要走访 1 家/)
    await li.accessible()
    expect(await li.sideways()).toBe(0)
    await li.button('走访').click()
    await li.reads(new RegExp(`走访 ${hengfeng.name}`))
    await li.button('离开，交记录').click()
    await li.sees(/先打卡再交；补录的写明到达和离开/)
    await li.button('到了，打卡').click()
    await page.getByLabel('为什么没有定位').fill('厂区里没有信号')
    const first = page.getByRole('radiogroup').first()
    await first.getByText('不合格', { exact: true }).click()
    await page.getByLabel('看到了什么').fill('执照没有挂出来，当场挂好')
    await page.getByText('当场改好了').click()
    await page.getByRole('button', { name: /^其余 \d+ 项都合格$/ }).click()
    await li.accessible()
    expect(await li.sideways()).toBe(0)
    await li.button('离开，交记录').click()
    await li.reads(new RegExp(`${hengfeng.name}，发现 1 处问题`))
    await li.sees('没有定位、停留太短')
    await li.accessible()
    await li.leave()

    const wang = await platform.sit('wang')
    await wang.open('/patrols/coverage', '2 个对象走访了 1 个，50.0%')
    await wang.accessible()
    await wang.page
      .getByRole('row', { name: /大码头镇/ })
      .getByRole('link', { name: '1' })
      .last()
      .click()
    await wang.sees('没有走访的 1 个')
    await wang.sees(REGISTER.xintai.name)
    await wang.leave()
  }, 120_000)
})
