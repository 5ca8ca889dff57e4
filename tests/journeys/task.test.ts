import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPlatform, type Platform, REGISTER } from './platform.ts'

const VILLAGE = '杨斗村'
const NAME = '危化品企业冬季安全检查'
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
})
afterAll(() => platform?.close())

type Seat = 'zhou' | 'wang' | 'zhang' | 'li'
type Desk = Awaited<ReturnType<Platform['sit']>>

/** Opens the task where it waits for somebody; grid staff work on a phone. */
async function atWork(login: Seat): Promise<Desk> {
  const desk = await platform.sit(login, login === 'li' ? 'phone' : 'office')
  await desk.open('/cases', /^待办/)
  await desk.page.getByRole('link', { name: NAME }).first().click()
  await desk.reads(new RegExp(NAME))
  return desk
}

/** The form of an act; one that is not what is to be done next is opened first. */
async function formOf(desk: Desk, act: string) {
  const form = desk.page.getByRole('form', { name: act, exact: true })
  if ((await form.count()) === 0) await desk.page.getByRole('button', { name: act, exact: true }).click()
  await form.waitFor()
  return form
}

async function handDown(desk: Desk, act: '发布' | '分解到下级', grid: string): Promise<void> {
  const form = await formOf(desk, act)
  await form.getByLabel(new RegExp(grid)).check()
  await form.getByLabel('完成期限').fill('2099-12-31')
  await form.getByRole('button', { name: act }).click()
  await desk.page.getByRole('link', { name: grid }).first().waitFor()
  await desk.settled()
}

/** Notes that an enterprise was looked at and is in order. */
async function reportDone(desk: Desk, enterprise: string): Promise<void> {
  const form = await formOf(desk, '登记完成情况')
  await desk.settled()
  await form.getByLabel('监管对象').fill(enterprise)
  await desk.page.locator('.ant-select-item-option-active').filter({ hasText: enterprise }).waitFor()
  await form.getByLabel('监管对象').press('Enter')
  await desk.sees(enterprise, form.locator('.ant-select-selection-item'))
  await form.getByText('已完成', { exact: true }).click()
  await form.getByRole('button', { name: '登记完成情况' }).click()
  // It was the last one, so the form gives way to the next act once the server has it.
  await form.waitFor({ state: 'detached' })
  await desk.settled()
}

async function submitUpwards(desk: Desk): Promise<void> {
  const form = await formOf(desk, '完成，报上级验收')
  await form.getByLabel('完成情况').fill('逐家查过，问题都登记了')
  await form.getByRole('button', { name: '完成，报上级验收' }).click()
  await desk.sees('待验收', desk.page.getByRole('heading', { level: 1 }))
  await desk.settled()
}

/** Accepts what the level below submitted. */
async function accept(login: Seat): Promise<void> {
  const desk = await atWork(login)
  const form = await formOf(desk, '验收')
  await form.getByText('通过', { exact: true }).click()
  await form.getByLabel('抽查了多少个对象').fill('1')
  await form.getByLabel('验收意见').fill('抽查和登记的一致')
  await form.getByRole('button', { name: '验收' }).click()
  await desk.sees('已办结', desk.page.getByRole('heading', { level: 1 }))
  await desk.leave()
}

describe('a task of the city goes down to the village and comes back accepted', () => {
  test('drafted and published by the city, split by the county and by the town', async () => {
    const zhou = await platform.sit('zhou')
    const { page } = zhou
    await zhou.open('/tasks/new', '起草任务')
    await page.getByLabel('任务名称').fill(NAME)
    await zhou.button('存为草稿').click()
    await zhou.sees('请选任务种类')
    await page.getByText('专项', { exact: true }).click()
    await page.getByText('不要求').click()
    await page.getByLabel('目标', { exact: true }).fill('入冬前逐家查一遍')
    await page.getByLabel('工作要求').fill('防冻防凝，问题当场登记')
    await zhou.button('存为草稿').click()
    await zhou.reads(new RegExp(NAME))
    await handDown(zhou, '发布', '广饶县')
    await zhou.leave()
    for (const [login, grid] of [
      ['wang', '大码头镇'],
      ['zhang', VILLAGE],
    ] as const) {
      const desk = await atWork(login)
      await handDown(desk, '分解到下级', grid)
      await desk.leave()
    }
  }, 180_000)

  test('carried out on a phone in the village and at a desk in the town, each object once', async () => {
    const li = await atWork('li')
    expect(await li.sideways()).toBe(0)
    await reportDone(li, REGISTER.hengfeng.name)
    await submitUpwards(li)
    expect(await li.sideways()).toBe(0)
    await li.leave()
    await accept('zhang')
    const zhang = await atWork('zhang')
    await reportDone(zhang, REGISTER.xintai.name)
    await submitUpwards(zhang)
    await zhang.leave()
  }, 180_000)

  test('accepted level by level, and closed by the city with every object done', async () => {
    await accept('wang')
    const wang = await atWork('wang')
    await submitUpwards(wang)
    await wang.leave()
    await accept('zhou')
    const zhou = await atWork('zhou')
    await zhou.sees('2 / 2')
    const form = await formOf(zhou, '办结')
    await form.getByLabel('总结').fill('全部查完，没有逾期')
    await form.getByRole('button', { name: '办结' }).click()
    await zhou.sees('已办结', zhou.page.getByRole('heading', { level: 1 }))
    await zhou.settled()
    await zhou.accessible()
    await zhou.leave()
  }, 180_000)

  test('is looked at along time, on the map and by points; its words are kept as a template', async () => {
    const zhou = await platform.sit('zhou')
    const { page } = zhou
    await zhou.open('/tasks?open=false&root=true', '任务')
    await page.getByRole('link', { name: NAME }).first().click()
    await zhou.reads(new RegExp(NAME))
    await zhou.button('时间轴').click()
    await zhou.sees(VILLAGE)
    await zhou.button('收起大码头镇的下级').click()
    await page.getByRole('link', { name: VILLAGE }).waitFor({ state: 'detached' })
    await zhou.accessible()
    await zhou.button('地图').click()
    await zhou.sees('已办完 1')
    await zhou.button('考核').click()
    await page.getByText('1 次验收').first().click()
    await zhou.sees('抽查和登记的一致')
    await zhou.accessible()
    await zhou.button('办理').click()
    await zhou.button('存为模板').click()
    const form = page.getByRole('tooltip')
    await form.getByLabel('模板名称').fill('冬季检查')
    await form.getByRole('button', { name: '存为模板' }).click()
    await zhou.open('/tasks/templates', /^1 个任务模板/)
    await zhou.accessible()
    await page.getByRole('link', { name: '起草', exact: true }).click()
    await zhou.sees('照「冬季检查」填好了')
    expect(await page.getByLabel('工作要求').inputValue()).toBe('防冻防凝，问题当场登记')
    await zhou.open('/tasks/assessment', /^1 项任务/)
    await zhou.accessible()
    await zhou.leave()
    const wang = await platform.sit('wang', 'phone')
    await wang.open('/tasks/assessment', /^1 项任务/)
    expect(await wang.sideways()).toBe(0)
    await wang.leave()
  }, 120_000)

  test('is sent again with the same words, by a template of the library whose checks can be read', async () => {
    const zhou = await platform.sit('zhou')
    const { page } = zhou
    await zhou.open('/tasks?open=false&root=true', '任务')
    await page.getByRole('link', { name: '复制' }).first().click()
    await zhou.sees(`照「${NAME}」填好了`)
    expect(await page.getByLabel('任务名称').inputValue()).toBe(NAME)
    expect(await page.getByLabel('工作要求').inputValue()).toBe('防冻防凝，问题当场登记')
    await page.getByLabel('任务名称').fill(`${NAME}第二轮`)
    await page.getByLabel('检查模板').fill('加油站年度')
    await page.locator('.ant-select-item-option-active').filter({ hasText: '加油站年度检查' }).waitFor()
    await page.getByLabel('检查模板').press('Enter')
    await zhou.button('存为草稿').click()
    await zhou.reads(new RegExp(`${NAME}第二轮`))
    await page.locator('summary').filter({ hasText: '加油站年度检查' }).click()
    await page.locator('.ag-task-items li').nth(31).waitFor()
    await zhou.accessible()
    await zhou.leave()
  }, 120_000)
})
