import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Login } from '#apps/server/test-house.ts'
import { PASSWORD, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { fillAgency } from '#modules/legal-document/server/test-documents.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { DEVICE_PATIENCE, type Desk } from './page.ts'
import { openPlatform, PHOTO, type Platform, REGISTER } from './platform.ts'

/** Where the enterprises of the platform stand. */
const PLANT = { longitude: 118.5, latitude: 37.2, accuracy: 12 }
const HERE = '/field/'
let platform: Platform

beforeAll(async () => {
  platform = await openPlatform()
  await platform.house.giveFileTo(platform.files.hengfeng)
})
afterAll(() => platform?.close())

/** A phone with the app on it, standing at the plant. */
async function phone(login: Login): Promise<Desk> {
  const desk = await platform.sit(login, 'phone')
  const context = desk.page.context()
  await context.grantPermissions(['geolocation'])
  await context.setGeolocation(PLANT)
  await desk.page.goto(HERE)
  // On the device once the service worker has everything.
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  return desk
}

const read = (login: Login, path: string) => platform.house.as(login)('GET', `/api/v1${path}`)

test('the app is small enough for a slow line: 300 KB of compressed script at the first load, and maps wait', () => {
  const dist = path.resolve(import.meta.dirname, '../../apps/field/dist')
  const page = readFileSync(path.join(dist, 'index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\/field\/(assets\/[\w.-]+\.js)"/g)].map(([, name]) => name as string)
  const size = (name: string) => gzipSync(readFileSync(path.join(dist, name))).length
  expect(first.length).toBeGreaterThan(1)
  expect(first.reduce((sum, name) => sum + size(name), 0)).toBeLessThan(300_000)
  // What is read later is kept on the device from the beginning all the same.
  const kept = readFileSync(path.join(dist, 'service-worker.js'), 'utf8')
  for (const name of readdirSync(path.join(dist, 'assets'))) expect(kept).toContain(`/field/assets/${name}`)
})

describe('a grid officer in a plant without signal', () => {
  test('takes along, loses the network, visits, and everything arrives once when it is back', async () => {
    const li = await phone('li')
    const { page } = li
    await li.sees(/七天内走访/)
    await li.button(/^带上这 \d+ 家/).click()
    await li.sees(/家都带好了，没有网络也能查/)

    await li.network(false)
    await page.reload()
    await li.sees(/七天内走访/)
    await li.sees('没有网络。')
    await li.button(new RegExp(REGISTER.hengfeng.name)).click()
    await li.button('到达，开始检查').click()
    await li.sees(/第 1 \/ \d+ 项/)
    await page.getByRole('radio', { name: '不合格' }).click()
    await li.button('存下，看下一项').click()
    await li.sees('写清楚看到了什么')
    await page.getByLabel('看到了什么').fill('安全出口堆了纸箱')
    await page.locator('input[type=file]').setInputFiles(PHOTO)
    await li.sees(/^存在本机$/)
    await page.getByRole('radio', { name: '登记为隐患' }).click()
    await page.getByLabel('具体位置').fill('成品库东门')
    await li.accessible()
    expect(await li.sideways()).toBe(0)

    // The battery dies in the middle; what was written stands where it stood.
    await page.reload()
    await li.reads(REGISTER.hengfeng.name)
    expect(await page.getByLabel('具体位置').inputValue()).toBe('成品库东门')
    await li.button('存下，看下一项').click()
    await page.getByRole('radio', { name: '合格', exact: true }).click()
    await li.button('看完了，去离开').click()
    await li.sees('看了 2 项，1 项不合格')
    await li.sees(/现在存下会记为「(现场|滞后)」/)
    await li.button('存下这次走访').click()
    await li.sees(/存下了，待发/)
    await li.button('发件箱').click()
    await li.sees('存在本机，等网络')
    await li.accessible()
    expect((await read('li', '/patrols')).body.total).toBe(0)

    await li.network(true)
    await li.sees(/✓ 已送达 R-\d{4}-[0-9A-F]{4}/, page, DEVICE_PATIENCE)
    const visits = (await read('li', '/patrols')).body
    expect([visits.total, visits.items[0].objectId]).toEqual([1, platform.files.hengfeng])
    const hazards = (await read('zhang', `/hazards?objectId=${platform.files.hengfeng}`)).body
    expect(hazards.items.map(({ title }: { title: string }) => title)).toEqual([
      expect.stringContaining('安全出口堆了纸箱'),
    ])
    const records = (await read('zhang', '/field-records')).body.items
    expect(records).toEqual([expect.objectContaining({ aboutId: visits.items[0].id, personName: '李网格' })])

    await page.reload()
    await li.sees(/✓ 已送达/)
    expect((await read('li', '/patrols')).body.total).toBe(1)
    await li.leave()
  }, 120_000)
})

test('a safety manager reports a hazard in a tunnel; the session ended meanwhile, and nothing is lost', async () => {
  const zhao = await phone('zhao')
  const { page } = zhao
  await zhao.reads()
  await zhao.network(false)
  await zhao.button('上报').first().click()
  await zhao.button('上报').last().click()
  await zhao.sees(/还差 3 处/)
  await page.locator('input[type=file]').setInputFiles(PHOTO)
  await zhao.sees(/^存在本机$/)
  await page.getByLabel('看到了什么').fill('配电箱门关不上')
  await page.getByLabel('在哪里').fill('2# 车间西墙')
  await zhao.accessible()
  await zhao.button('上报').last().click()
  await zhao.button('发件箱').click()
  await zhao.sees('上报隐患：配电箱门关不上')
  await page.context().clearCookies()
  zhao.mayBeRefused(401, /./)
  await zhao.network(true)
  await zhao.sees('登录已过期。', page, DEVICE_PATIENCE)
  await zhao.button('重新登录').click()
  await page.getByLabel('账号').fill('zhao')
  await page.getByLabel('密码').fill(PASSWORD)
  await zhao.button('登录').click()
  await zhao.button('发件箱').click()
  await zhao.sees(/✓ 已送达 R-/)
  const { items } = (await read('zhao', '/hazards?open=true')).body
  expect(items.map(({ title }: { title: string }) => title)).toContainEqual(expect.stringContaining('配电箱门关不上'))
  await zhao.leave()
}, 120_000)

describe('two officers in a works without signal', () => {
  const day = today()

  /** An inspection with two certificated officers, to be made today. */
  async function assigned(): Promise<string> {
    await fillAgency(platform.house)
    const send = (login: Login, path: string, body: object) => platform.house.as(login)('POST', `/api/v1${path}`, body)
    const people = (await read('admin', '/people?limit=50')).body.items as { id: string; name: string }[]
    const team = []
    for (const [name, certNo] of [
      ['王县监', '150523001'],
      ['张明远', '150523002'],
    ] as const) {
      const personId = people.find((one) => one.name === name)?.id as string
      const card = { issuer: '山东省人民政府', field: '安全生产', validFrom: addDays(day, -300) }
      await send('admin', '/officer-certificates', { ...card, personId, number: certNo, validTo: addDays(day, 400) })
      team.push({ personId, name, certNo })
    }
    const input = { reason: 'complaint', why: '有人投诉通道', beyond: 'complaint', method: 'unannounced' }
    const planned = await send('wang', '/inspections', {
      objectId: platform.files.hengfeng,
      input: { ...input, content: '消防通道和用电' },
    })
    const { id, acts } = planned.body
    const sent = await send('wang', `/inspections/${id}/dispatch`, { input: { team, dueOn: day }, version: acts })
    expect([sent.status, sent.body.detail]).toEqual([200, undefined])
    return id
  }

  /** Writes a name with the mouse, as a finger would; no two names look alike. */
  async function writeName(desk: Desk, label: RegExp, hand: number): Promise<void> {
    const pad = desk.page.getByLabel(label)
    // In the middle: at the end of the page the foot would lie over it.
    await pad.evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }))
    const box = (await pad.boundingBox()) as { x: number; y: number; width: number; height: number }
    await desk.page.mouse.move(box.x + 40, box.y + 40)
    await desk.page.mouse.down()
    for (let step = 1; step <= 6; step++)
      await desk.page.mouse.move(box.x + 40 + step * (35 + hand * 3), box.y + (step % 2 === 0 ? 40 : 90))
    await desk.page.mouse.up()
  }

  /** One finding at the check one is at, with its photograph. */
  async function finds({ page }: Desk, what: string, where: string): Promise<void> {
    await page.getByRole('radio', { name: '不符合' }).click()
    await page.getByLabel('看到了什么').fill(what)
    await page.getByLabel('在哪里').fill(where)
    await page.locator('input[type=file]').setInputFiles(PHOTO)
    await page.getByText('存在本机', { exact: true }).first().waitFor()
  }

  /** What the browser prints now: its words without white space, its pages, and their size in points. */
  async function printed({ page }: Desk): Promise<{ words: string; pages: number; size: number[] }> {
    const task = getDocument({ data: new Uint8Array(await page.pdf({ preferCSSPageSize: true })), verbosity: 0 })
    const pdf = await task.promise
    const [, , width = 0, height = 0] = (await pdf.getPage(1)).view
    const about = { pages: pdf.numPages, size: [Math.round(width), Math.round(height)] }
    await task.destroy()
    // The PDF of a browser says some characters by their radicals: the words are read from what it prints.
    await page.emulateMedia({ media: 'print' })
    const words = (await page.locator('.pp-print').innerText()).replace(/\s/gu, '')
    await page.emulateMedia({ media: null })
    return { words, ...about }
  }

  const FOUND = [
    ['营业执照经营范围不含危险化学品', '办公室'],
    ['安全出口堆放木托盘，净宽不足 0.6 m', '1# 车间东门'],
    ['配电箱没有门，导线裸露', '2# 车间西墙'],
  ] as const

  let id: string
  beforeAll(async () => {
    id = await assigned()
  })

  test('whoever is not sent finds it apart from his own, and nothing to begin there', async () => {
    const zhou = await phone('zhou')
    await zhou.button('本网格其他 1 次检查').click()
    await zhou.accessible()
    await zhou.button(/王县监、张明远/).click()
    await zhou.sees(/^这次派的是别人/)
    expect(await zhou.button('到场打卡，开始检查').count()).toBe(0)
    await zhou.leave()
  })

  test('arrive, look, record, sign, order and print; every act arrives once and in order, and the papers are found genuine', async () => {
    const wang = await phone('wang')
    await wang.sees('我的执法检查 1 次')
    const { page } = wang
    await wang.button(/^带上这 1 次检查/).click()
    await wang.button(/^带上这 1 次检查/).waitFor()
    await wang.settled()
    await wang.network(false)
    await page.reload()
    await page.getByRole('button', { name: /王县监、张明远/ }).click()
    await wang.button('定位').click()
    await wang.sees(/已定位/)
    await wang.button('到场打卡，开始检查').click()
    await wang.sees('还没有选：出示执法证件、执法记录仪、扫码入企')
    await wang.sees(/现在存下会记为/)
    for (const answer of ['已出示', '已开启', '已扫码']) await page.getByRole('radio', { name: answer }).click()
    await wang.accessible()
    await wang.button('到场打卡，开始检查').click()
    await wang.sees(/第 1 \/ \d+ 项/)
    await page.getByRole('radio', { name: '不符合' }).click()
    await wang.button('存下，看下一项').click()
    await wang.sees(/看到了什么/)
    for (const [what, where] of FOUND) {
      await finds(wang, what, where)
      await wang.accessible()
      await wang.button('存下，看下一项').click()
    }
    await page.getByRole('radio', { name: '符合', exact: true }).click()
    await wang.button('查完了，写记录').click()
    await wang.sees('查了 4 项，3 个问题')
    await wang.button('存下记录，去签字').click()
    await wang.sees(/还有 \d+ 项没有查，写一个原因/)
    await page.getByLabel(/^还有 \d+ 项没有查，为什么/).fill('停产检修，装置停用')
    await wang.button('存下记录，去签字').click()
    await wang.sees(/填的内容都还在/)
    await page.getByLabel('检查场所').fill('办公室、1# 车间')
    await page.getByLabel('现场负责人').fill('赵安全')
    await page.getByLabel('负责人职务').fill('安全管理员')
    await page.getByLabel('检查概况').fill('查看了证照和消防通道')
    await page.getByRole('region', { name: '顺手核实' }).getByRole('button', { name: '没有变' }).first().click()
    await wang.sees('✓ 核实了')
    await wang.button('存下记录，去签字').click()
    await wang.sees('现场检查记录')
    await wang.button('签好，封存').click()
    await wang.sees('王县监、张明远还没有签字')
    await page.getByRole('radio', { name: '以上情况属实' }).click()
    for (const [hand, who] of [/^王县监签名处/, /^张明远签名处/, /^赵安全签名处/].entries())
      await writeName(wang, who, hand)
    await wang.accessible()
    await wang.button('签好，封存').click()
    await wang.sees('3 个问题，责令限期整改')
    await wang.button('责令整改').click()

    // The record both sides signed is a document by itself; the order is read, given its number and printed.
    await wang.sees(/应急检记〔\d{4}〕1号，存在本机/)
    await wang.accessible()
    await wang.button(/责令限期整改指令书/).click()
    await wang.sees(/第1页，共\d页|本机关于/)
    await wang.accessible()
    expect(await wang.sideways()).toBe(0)
    // He reads the order first: what he signed for the record is not set under it.
    expect(await page.getByRole('radio', { name: '当面签' }).isChecked()).toBe(false)
    await wang.button('定稿，取号').click()
    await wang.sees('先让赵安全看完，再选怎么签。')
    await page.getByRole('radio', { name: '当面签' }).click()
    await writeName(wang, /^赵安全签名处/, 3)
    // Nor is what the officers signed: one says that his name stands here too, the other will sign what is printed.
    const ways = (name: string) => page.getByRole('radiogroup', { name: `${name}怎么签` })
    for (const name of ['王县监', '张明远'])
      expect(await ways(name).getByRole('radio', { name: '在这里签' }).isChecked()).toBe(true)
    expect(await page.locator('.pp-pages .pp-box img').count()).toBe(1)
    await ways('王县监').getByRole('radio', { name: '用我刚才的签名' }).click()
    await wang.accessible()
    await wang.button('定稿，取号').click()
    await wang.sees(/应急责改〔\d{4}〕1号，已定稿，存在本机/)
    await wang.accessible()
    const paper = await printed(wang)
    expect([paper.pages, paper.size]).toEqual([2, [595, 842]])
    for (const [what, where] of FOUND) expect(paper.words).toContain(`${where}：${what}`.replace(/\s/gu, ''))
    for (const said of ['（以下空白）', '150523002', '共2页第2页', '续页', '向广饶县人民政府申请行政复议'])
      expect(paper.words).toContain(said)
    const [number] = /（鲁东广）应急责改〔\d{4}〕\d+号/.exec(paper.words) as unknown as [string]
    const [, code] = /查验码([A-Z2-9]{12})/.exec(paper.words) as unknown as [string, string]
    expect(await page.locator('.pp-print .pp-box img').count()).toBe(2)
    await page.getByRole('radio', { name: '小票 80 mm' }).click()
    const slip = await printed(wang)
    expect([slip.pages, slip.size[0]]).toEqual([1, 227])
    expect(slip.words).toContain(number)
    await wang.button('已当场交给对方').click()
    await wang.sees(/交给赵安全，当场送达，存在本机/)
    await wang.accessible()
    await wang.button('返回').click()
    await wang.sees(/应急责改〔\d{4}〕1号，已交赵安全，存在本机/)
    await wang.button('文书出好了').click()
    await wang.sees('现场的步骤都存下了')
    await wang.button('回到今天').click()
    await wang.button('发件箱').click()
    await wang.sees(/到场打卡/)
    expect((await read('wang', `/inspections/${id}`)).body.state).toBe('assigned')
    expect((await checked(number, code)).verdict).toBe('awaited')

    // A colleague at the desk was faster with a word: what was done on site goes in after it, and nobody is asked.
    await platform.house.as('zhang')('POST', `/api/v1/inspections/${id}/comment`, { input: { text: '企业来电' } })
    await wang.network(true)
    await expect
      .poll(async () => (await read('wang', `/inspections/${id}`)).body.state, { timeout: DEVICE_PATIENCE })
      .toBe('rectifying')
    const { facts } = (await read('wang', `/inspections/${id}`)).body
    expect([facts.met, facts.notMet, facts.notChecked > 0]).toEqual([1, 3, true])
    const { history } = (await read('wang', `/inspections/${id}`)).body
    expect(history.map(({ act }: { act: string }) => act)).toEqual([
      'plan',
      'dispatch',
      'comment',
      'arrive',
      'record',
      'sign',
      'order',
    ])
    const documents = async () =>
      (await read('wang', `/cases/${id}/documents`)).body.items as { number: string; servedOn: string | null }[]
    const order = async () => (await documents()).at(1)
    await expect.poll(async () => (await order())?.servedOn, { timeout: 20_000 }).toBe(day)
    expect((await documents()).map((one) => one.number)).toEqual([expect.stringContaining('应急检记'), number])
    expect(await checked(number, code)).toMatchObject({ verdict: 'genuine', document: { number } })
    const { facts: known } = (await read('wang', `/enterprises/${platform.files.hengfeng}`)).body
    expect(known.filter(({ method }: { method: string }) => method === 'visit')).toHaveLength(1)
    // Every step was located at the works, those that issued the papers and the facts confirmed too.
    const made = (await read('wang', '/field-records?limit=100')).body.items as {
      aboutPath: string
      reasons: string[]
    }[]
    for (const at of ['device-documents', 'services', 'confirm']) {
      const steps = made.filter(({ aboutPath }) => aboutPath.endsWith(at))
      expect([at, steps.length > 0, steps.map(({ reasons }) => reasons.join()).join()]).toEqual([
        ...[at, true],
        expect.not.stringMatching(/没有定位|不是同一家|没有对象的坐标/),
      ])
    }
    await putRight(id)
    expect((await read('wang', `/inspections/${id}`)).body.state).toBe('closed')

    // Whoever leaves the phone leaves no number on it.
    await wang.button('我的').click()
    await wang.sees(/应急检记 5 个/)
    // A record that is still on its way keeps him: he waits, as anyone would.
    await wang.sees(/^0 条$/)
    await wang.button('换人登录').click()
    await wang.sees('第一次要有网络')
    const kept = await asOwner(platform.house.ownerUrl, `select distinct state from legal_number order by state`, [])
    expect(kept.rows).toEqual([{ state: 'returned' }, { state: 'used' }])
    await wang.leave()
  }, 120_000)

  test('at a desk its photographs stand with the record, named by what they are where a device named them', async () => {
    const desk = await platform.sit('zhang')
    await desk.open(`/inspections/${id}`)
    const files = desk.page.locator('.ag-case-files').first()
    expect(await files.locator('.ag-ellipsis').allInnerTexts()).toEqual(['照片 1', '照片 2', '照片 3', 'a.png'])
    expect(await desk.page.locator('.ag-story .ag-file-links img').count()).toBe(4)
    await desk.accessible()
    await desk.leave()
  })

  /** What the public check says of a paper. */
  const checked = async (no: string, code: string) =>
    (await platform.house.as(null)('GET', `/api/v1/document-check?${new URLSearchParams({ no, code })}`)).body

  /** The enterprise puts everything right, the officers look again, and it is closed. */
  async function putRight(id: string): Promise<void> {
    const send = (login: Login, path: string, body: object) => platform.house.as(login)('POST', `/api/v1${path}`, body)
    const photo = async (login: Login) =>
      (await platform.house.as(login)('POST', `/api/v1/files?name=a.png&objectId=${platform.files.hengfeng}`, PNG)).body
        .id as string
    const { hazards } = (await read('wang', `/inspections/${id}/site`)).body as { hazards: { hazardId: string }[] }
    expect(hazards).toHaveLength(FOUND.length)
    for (const { hazardId } of hazards) {
      const { acts } = (await read('zhao', `/hazards/${hazardId}`)).body
      const proof = { input: { text: '已整改' }, attachments: [await photo('zhao')], version: acts }
      expect((await send('zhao', `/hazards/${hazardId}/submit`, proof)).status).toBe(200)
    }
    const { acts, facts } = (await read('wang', `/inspections/${id}`)).body
    const results = []
    for (const { hazardId } of hazards)
      results.push({ hazardId, passed: true, text: '现场核对', fileIds: [await photo('wang')] })
    const again = { input: { team: facts.team, results, text: '都改好了' }, version: acts }
    const seen = await send('wang', `/inspections/${id}/reinspect`, again)
    expect([seen.status, seen.body.detail]).toEqual([200, undefined])
    await send('wang', `/inspections/${id}/close`, { input: { text: '复查合格' }, version: seen.body.acts })
  }
})
