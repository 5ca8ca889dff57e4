import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { judgeReadings } from '#modules/monitoring/server/watcher.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { openPlatform, type Platform, REGISTER } from './platform.ts'

let platform: Platform
const GATEWAY = 'hengfeng/site/gw1'
const settings: SettingsReader = { get: ({ fallback }) => fallback }

beforeAll(async () => {
  platform = await openPlatform()
  const { house, files } = platform
  await house.giveFileTo(files.hengfeng)
  const today = localDateOf(new Date())
  await house.db.system(async (tx) => {
    await keepDays(tx, addDays(today, -1), addDays(today, 1))
    await insertDevice(tx, {
      ...{ code: GATEWAY, protocol: 'mqtt', name: '罐区采集网关' },
      ...{ gridCode: REGISTER.hengfeng.gridCode, objectId: files.hengfeng },
    })
  })
  await says(120, 4)
})
afterAll(() => platform?.close())

let sequence = 0
/** What the gateway of the plant says so many seconds ago, judged as the worker does. */
async function says(secondsAgo: number, level: number): Promise<void> {
  sequence += 1
  const at = new Date(Date.now() - secondsAgo * 1000)
  const readings = [
    { series: 'TK101.level', at, value: level, quality: 'good' as const },
    { series: 'GD01.lel', at, value: 1.2, quality: 'good' as const },
  ]
  await takeIn(platform.house.db, [{ device: GATEWAY, sequence, wrapsAfter: null, at, readings, raw: '' }])
  await judgeReadings(platform.house.db, settings)
}

test('a plant makes points of what its gateway says, an alarm finds its people and is closed with a cause, and a limit is changed by two', async () => {
  const zhao = await platform.sit('zhao')
  const { page } = zhao
  await page.goto('/monitoring/own')
  await zhao.sees('这家企业还没有监测点')
  await zhao.button('登记测点').click()
  for (const name of ['TK101.level', 'GD01.lel']) await page.getByRole('checkbox', { name: new RegExp(name) }).check()
  await zhao.sees(/GB\/T 50493-2019/)
  await zhao.accessible()
  await zhao.button('登记 2 个测点').click()
  await zhao.sees('还没有数据')

  // The limit of the tank is nine metres, passed for longer than ten seconds.
  await says(60, 9.4)
  await says(40, 9.5)
  await zhao.sees('高高报')
  await zhao.accessible()
  expect(await zhao.sideways()).toBe(0)
  await page.getByRole('link', { name: '储罐液位' }).click()
  await zhao.sees(/低低 1/)
  const [table] = await Promise.all([page.waitForEvent('download'), zhao.button('导出表格').click()])
  expect(table.suggestedFilename()).toBe('TK101-储罐液位.csv')
  expect(readFileSync(await table.path(), 'utf8')).toMatch(/^\ufeff时间,最低 m,平均 m,最高 m,个数\r\n.*,4,4,4,1/)
  await zhao.accessible()
  await page.getByRole('link', { name: /高高报 9\.5 m/ }).click()
  await zhao.sees('前后的曲线')
  await zhao.accessible()
  const alarm = zhao.address
  await zhao.button('确认').click()
  await zhao.sees('处置中')
  await page.getByText('真实险情', { exact: true }).click()
  await page.getByLabel('情况').fill('关进料阀，开始倒罐')
  await zhao.button('写明原因和处置').click()
  await zhao.sees('待复核')

  const wang = await platform.sit('wang', 'phone')
  await wang.page.goto('/monitoring')
  await wang.page.getByRole('link', { name: REGISTER.hengfeng.name }).click()
  await wang.sees('高高报')
  expect(await wang.sideways()).toBe(0)
  await wang.page.goto(alarm)
  await wang.page.getByLabel('复核意见').fill('到中控室看过')
  wang.willBeRefused(409, `/api/v1${alarm}/review`)
  await wang.button('复核办结').click()
  await wang.sees('数值还没有恢复正常，不能办结；等它恢复，或退回重新处置。')
  await says(20, 6)
  await says(5, 5.9)
  await wang.page.reload()
  await wang.page.getByLabel('复核意见').fill('到中控室看过，液位六米')
  await wang.button('复核办结').click()
  await wang.sees('已办结')
  await wang.accessible()

  await page.goto('/monitoring/own')
  await page.getByRole('link', { name: '储罐液位' }).click()
  await zhao.button('申请改限值').click()
  await page.getByLabel('高限 m', { exact: true }).fill('7')
  await page.getByLabel('理由').fill('换成苯，安全裕度加大')
  await zhao.button('申请修改').click()
  await zhao.sees('撤回申请')
  const point = zhao.address
  await wang.page.goto(point)
  await wang.sees('高限 8.5 → 7')
  await wang.page.getByRole('button', { name: '同意', exact: true }).click()
  await wang.page.getByLabel('意见').fill('已核对工艺卡片')
  await wang.button('同意，立即生效').click()
  await wang.sees('第 2 版')
  expect(await wang.sideways()).toBe(0)
  await wang.accessible()
  await wang.page.goto('/monitoring/quality')
  await wang.sees(/储罐液位/)
  await wang.accessible()
  await wang.leave()

  await page.goto('/monitoring/own')
  await zhao.button('对比曲线').click()
  await zhao.sees('还没有选测点')
  await page.getByLabel('对比哪些测点').click()
  for (const name of ['储罐液位', '可燃气体']) await page.getByTitle(new RegExp(name)).last().click()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('img', { name: /最后/ }).count()).toBe(2)
  await zhao.accessible()

  const lin = await platform.sit('lin')
  await lin.page.goto('/monitoring')
  await lin.sees('还没有监测点')
  lin.willBeRefused(404, `/api/v1${alarm}`)
  await lin.page.goto(alarm)
  await lin.sees(/没有/)
  await lin.leave()
  await zhao.leave()
}, 240_000)
