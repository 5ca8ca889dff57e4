import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlatform, PHOTO, type Platform } from './platform.ts'

let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  await platform.house.giveFileTo(platform.files.hengfeng)
})
afterAll(() => platform?.close())

describe('the first wall: risks', () => {
  test('an enterprise registers a risk on its phone without multiplying anything, and sees its colour at once', async () => {
    const zhao = await platform.sit('zhao', 'phone')
    const { page } = zhao
    await zhao.open('/risks', '本企业的风险点')
    await page.getByRole('link', { name: '登记风险点' }).click()
    await zhao.reads('登记风险点')
    expect(await zhao.sideways()).toBe(0)
    await page.getByLabel('风险点名称').fill('液氨储罐')
    await page.getByLabel('所在部位').fill('罐区东侧')
    await page.getByLabel('作业活动').fill('卸车')
    await page.getByLabel('可能的事故').fill('中毒')
    await page.getByLabel('可能的事故').press('Enter')
    await page.getByLabel('危险有害因素').fill('法兰密封失效，液氨泄漏')
    await page.getByLabel('责任人', { exact: true }).fill('赵安全')
    await zhao.sees('几个问题都选了，这里马上给出等级。')
    await page.getByText('没有防护或不照着做，但看得出来；以前出过').click()
    await page.getByText('有人死亡；或损失 100 万元以上', { exact: false }).click()
    await zhao.sees('橙色 · 较大风险')
    await page.getByLabel('措施', { exact: true }).first().fill('可燃气体报警器联锁切断')
    await page.getByLabel('谁检查').first().fill('当班操作工')
    await zhao.accessible()
    expect(await zhao.sideways()).toBe(0)
    await zhao.button('登记风险点').click()
    await zhao.arrivesAt(/^\/risks\/[0-9a-f-]{36}$/)
    await zhao.reads(/液氨储罐/)
    await zhao.sees('3 × 5 = 15')

    await zhao.button('检查').click()
    await page.getByText('失效', { exact: true }).click()
    await page.getByLabel('什么情况').fill('报警器探头离线')
    await zhao.accessible()
    await zhao.button('登记检查').click()
    await zhao.sees('措施失效')
    await page.getByRole('link', { name: '上报隐患' }).first().click()
    await zhao.arrivesAt(/^\/hazards\/report\?controlId=/)
    await zhao.sees('可燃气体报警器联锁切断')
    expect(await zhao.sideways()).toBe(0)
    await zhao.leave()
  })

  test('the officer of the town sees it on list and map, says what is missing, and the enterprise answers', async () => {
    const zhang = await platform.sit('zhang')
    await zhang.open('/risks', '风险点')
    await zhang.page.getByRole('link', { name: '液氨储罐' }).click()
    await zhang.reads(/液氨储罐/)
    await zhang.page.getByText('措施不全或不落实').click()
    await zhang.page.getByLabel('哪里要改').fill('没有应急处置措施')
    await zhang.button('提复核意见').click()
    await zhang.sees('意见没有回复')
    const address = zhang.address
    await zhang.page.getByRole('link', { name: '告知卡' }).click()
    await zhang.reads('风险告知卡')
    await zhang.open('/risks/map')
    await zhang.sees('图上 1 个风险点')
    await zhang.sees(/指数 = 每家企业/)
    await zhang.leave()

    const zhao = await platform.sit('zhao', 'phone')
    await zhao.open(address, /液氨储罐/)
    await zhao.page.getByLabel('怎么改的').fill('已补充应急处置卡')
    await zhao.button('回复意见').click()
    await zhao.sees(/企业回复：已补充应急处置卡/)
    await zhao.button('重新评估').click()
    await zhao.page.getByText('能及时发现，措施有效，很少出过').click()
    await zhao.page.getByLabel('评估说明').fill('加装了联锁')
    await zhao.accessible()
    await zhao.button('按这个评估').click()
    await zhao.sees('黄色 · 一般风险')
    expect(await zhao.sideways()).toBe(0)
    await zhao.leave()
  })
})

describe('the second wall: self-checks', () => {
  test('an enterprise arranges a check, does it on its phone, reports what is wrong, and loses nothing on the way', async () => {
    const zhao = await platform.sit('zhao', 'phone')
    const { page } = zhao
    await zhao.open('/self-checks', '眼下没有要做的自查')
    await zhao.button('安排自查').first().click()
    await page.getByLabel('检查模板').fill('班组岗位')
    await page.getByLabel('检查模板').press('Enter')
    await zhao.sees(/一次大约 20 分钟/)
    await zhao.accessible()
    await page.getByRole('dialog').getByRole('button', { name: '安排自查' }).click()
    await zhao.sees('有 1 项自查要做')
    await zhao.button('开始自查').click()
    await zhao.reads(/班组岗位每日自查/)
    expect(await zhao.sideways()).toBe(0)

    const cards = page.locator('.ag-item')
    const count = await cards.count()
    await cards.nth(0).getByRole('button', { name: '有问题', exact: true }).click()
    await zhao.sees(/1 项有问题还没有上报/)
    await page.reload()
    await zhao.reads(/班组岗位每日自查/)
    await zhao.sees(/1 项有问题还没有上报/)
    await cards.nth(0).getByLabel('选照片或文件').setInputFiles(PHOTO)
    await zhao.sees('传好了')
    await cards.nth(0).getByLabel('看到了什么').fill('灭火器压力不足')
    await cards.nth(0).getByLabel('在哪里').fill('2# 车间东门')
    await zhao.button('上报这条隐患').click()
    await zhao.sees(/已上报隐患 YH-370523/)
    for (let at = 1; at < count; at++) {
      await cards.nth(at).getByRole('button', { name: '没问题', exact: true }).click()
      await zhao.sees(`${at + 1}`, page.locator('.ag-check-foot, .ag-turn'))
    }
    await zhao.sees(/1 项有问题，隐患都已上报/)
    await zhao.accessible()
    await zhao.button('完成自查').click()
    await zhao.sees('发现 1 项')
    await zhao.leave()
  })

  test('with nothing found the zero report is confirmed in words, and the office sees who checked', async () => {
    const { house } = platform
    const made = await house.as('zhao')('POST', '/api/v1/self-check-plans', {
      template: 'T-HCP-SELF-D',
      rhythm: 'daily',
    })
    expect(made.status).toBe(201)
    const { items } = (await house.as('zhao')('GET', '/api/v1/self-checks?state=due')).body
    const { list } = (await house.as('zhao')('GET', `/api/v1/self-checks/${items[0].id}`)).body
    for (const { code } of list)
      await house.as('zhao')('PUT', `/api/v1/self-checks/${items[0].id}/items/${code}`, { answer: 'ok' })
    const zhao = await platform.sit('zhao', 'phone')
    await zhao.open(`/self-checks/${items[0].id}`)
    expect(await zhao.button('确认零报告，完成自查').isDisabled()).toBe(true)
    await zhao.page.getByLabel('本次自查未发现隐患，确认零报告').check()
    await zhao.button('确认零报告，完成自查').click()
    await zhao.sees('零报告')
    await zhao.leave()

    const wang = await platform.sit('wang')
    await wang.open('/self-checks', /到期自查完成 100.0%，0 家一次都没查/)
    await wang.page.getByRole('link', { name: '广饶恒沣化工有限公司' }).click()
    await wang.reads('广饶恒沣化工有限公司')
    await wang.sees('发现 1 项')
    await wang.open('/self-checks?state=none', /到期自查完成/)
    await wang.sees('大码头镇鑫泰纺织厂')
    await wang.leave()
  })
})
