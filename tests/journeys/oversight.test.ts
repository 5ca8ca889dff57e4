import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlatform, PHOTO, type Platform } from './platform.ts'

const SUBJECT = '大码头镇人民政府'
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
})
afterAll(() => platform?.close())

describe('an inspection of a town from the notice to the second look', () => {
  test('is notified by the county, recorded point by point, and one finding is ordered to be put right', async () => {
    const wang = await platform.sit('wang')
    const { page } = wang
    await wang.open('/oversight/new', '通知检查')
    await wang.button('发出通知').click()
    await wang.sees('选被检查的网格')
    await page.getByLabel('被检查的网格').fill('大码头')
    await page.locator('.ant-select-item-option-active').filter({ hasText: '大码头镇' }).waitFor()
    await page.getByLabel('被检查的网格').press('Enter')
    await page.getByText('值班和应急（5 项）').click()
    await page.getByLabel('检查内容').fill('值班值守、预案和演练')
    await page.getByLabel('检查人员').fill('王县监')
    await page.getByLabel('检查日期').fill('2099-12-01')
    expect(await page.getByLabel('被检查单位').inputValue()).toBe(SUBJECT)
    await wang.button('发出通知').click()
    await wang.reads(new RegExp(SUBJECT))

    const form = page.getByRole('form', { name: '登记检查结果' })
    await form.getByLabel('实际检查日期').fill('2026-01-05')
    await form.getByRole('radiogroup', { name: '值班值守' }).getByText('不符合').click()
    await form.getByLabel('值班值守：发现的问题').fill('值班表没有排到人')
    await form.getByRole('button', { name: '其余 4 项都符合' }).click()
    await form.getByText('有问题，限期整改').click()
    await form.getByLabel('检查情况').fill('听汇报、看台账')
    await form.getByLabel('选照片或文件').setInputFiles(PHOTO)
    await wang.sees('传好了', form)
    await form.getByRole('button', { name: '登记检查结果' }).click()
    await wang.sees('有问题的要写明整改期限', form)
    await form.getByLabel('整改期限').fill('2099-12-31')
    await form.getByRole('button', { name: '登记检查结果' }).click()
    await wang.sees('待整改', page.getByRole('heading', { level: 1 }))
    await wang.settled()
    await wang.accessible()
    await wang.leave()
  }, 120_000)

  test('is answered by the town on a phone, and looked at again by the county', async () => {
    const zhang = await platform.sit('zhang', 'phone')
    await zhang.open('/cases', /^待办/)
    await zhang.page
      .getByRole('link', { name: new RegExp(SUBJECT) })
      .first()
      .click()
    await zhang.reads(new RegExp(SUBJECT))
    const reply = zhang.page.getByRole('form', { name: '报整改情况' })
    await reply.getByLabel('第 1 条的整改情况').fill('已排到年底，贴在值班室')
    await reply.getByLabel('选照片或文件').setInputFiles(PHOTO)
    await zhang.sees('传好了', reply)
    expect(await zhang.sideways()).toBe(0)
    await reply.getByRole('button', { name: '报整改情况' }).click()
    await zhang.sees('待复核', zhang.page.getByRole('heading', { level: 1 }))
    await zhang.leave()

    const wang = await platform.sit('wang')
    await wang.open('/oversight/findings?left=true', /问题 1 条/)
    await wang.page.getByRole('link', { name: '值班表没有排到人' }).click()
    await wang.reads(new RegExp(SUBJECT))
    const review = wang.page.getByRole('form', { name: '复核' })
    await review.getByText('都整改好了，办结').click()
    await review.getByLabel('复核意见').fill('到值班室看过')
    await review.getByRole('button', { name: '复核' }).click()
    await wang.sees('已办结', wang.page.getByRole('heading', { level: 1 }))
    await wang.open('/oversight/figures', /查出 1 条/)
    await wang.accessible()
    await wang.leave()
  }, 120_000)
})
