import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chromium, type Page } from 'playwright-core'
import { compose } from '#apps/server/compose.ts'
import { indicatorRoom } from '#apps/server/indicators.ts'
import { enterSource } from '#kernel/indicators/ledger.ts'
import { drawDemoBoundaries, type Outline } from '#modules/grid/server/demo.ts'
import { fillRegister, openGround, report, seatPerson, signIn } from './ground.ts'
import { browserOptions, freePort, startServer } from './served.ts'
import { quietest, timed } from './timing.ts'

/**
 * The map at growing registers: windows of the register's map at every zoom, the cockpit with its layers, the dots; and at the last size how
 * long the page is blocked while it draws all dots, beside the same page without them. SIZES sets the sizes (100000; 1000000 takes a quarter
 * of an hour to fill). The goal for answers is 200 ms; dots of 100,000 enterprises may take a second.
 */
const SIZES = (process.env.SIZES ?? '100000').split(',').map(Number)
const GOAL_MS = 200
const PASSWORD = 'Correct-horse-9'
const ROUNDS = 5
const MIDDLE = { lng: 118.6, lat: 37.5 }

/** The counties of 东营市 as the demo draws them: a map without boundaries draws nothing. */
function outlines(): Outline[] {
  const file = readFileSync(new URL('../apps/server/demo/dongying-outline.json', import.meta.url), 'utf8')
  const { features } = JSON.parse(file) as { features: { id: string; geometry: Outline['geometry'] }[] }
  return features.map(({ id, geometry }) => ({ code: id, geometry }))
}

const ground = await openGround()
let server: ChildProcess | undefined
try {
  await ground.db.system((tx) => drawDemoBoundaries(tx, '3705', outlines(), () => {}))
  await seatPerson(ground.db, { login: 'city', role: 'leader', gridCode: '3705' })
  const app = await compose({ db: ground.db, demo: 'none', logLevel: 'silent', perMinute: 100_000_000 })
  let filled = 0
  for (const size of SIZES) {
    await fillRegister(ground.db, size - filled, filled)
    filled = size
    for (const source of indicatorRoom.table.sources) await enterSource(ground.db, source)
    await ground.analyse()
    const token = await signIn(app, 'city')
    for (const zoom of [8, 10, 12, 14, 16])
      await ask(app, size, token, `/enterprises/map?${windowAt(zoom)}&zoom=${zoom}`)
    for (const path of ['/cockpit', '/cockpit/layers', '/enterprises/dots?grid=3705']) await ask(app, size, token, path)
  }
  await app.close()
  const port = await freePort()
  server = await startServer(ground, port)
  await drawing(`http://127.0.0.1:${port}`)
} finally {
  server?.kill('SIGKILL')
  await ground.clear()
}

/** The window a screen of 1440 by 900 shows at a zoom. */
function windowAt(zoom: number): string {
  const [width, height] = [(360 / 2 ** zoom / 512) * 1440, (288 / 2 ** zoom / 512) * 900]
  const { lng, lat } = MIDDLE
  const edges = [lng - width / 2, lat - height / 2, lng + width / 2, lat + height / 2]
  return `bbox=${edges.map((degrees) => degrees.toFixed(6)).join()}`
}

async function ask(app: Awaited<ReturnType<typeof compose>>, size: number, token: string, path: string): Promise<void> {
  const { median, p95 } = await quietest(() => timed(app, `/api/v1${path}`, token))
  const name = path.replace(/bbox=[^&]*&/, '')
  const goal = path.includes('dots') ? 1000 : GOAL_MS
  console.log(
    `  ${size.toLocaleString('en')}: ${name}: median ${median.toFixed(1)}, p95 ${p95.toFixed(1)} ms (goal ≤ ${goal})`,
  )
}

/** How long the page stands still while the cockpit opens, with all dots and without. */
async function drawing(address: string): Promise<void> {
  const browser = await chromium.launch(browserOptions())
  try {
    const context = await browser.newContext({ baseURL: address, viewport: { width: 1920, height: 1080 } })
    await context.addInitScript(() => {
      const blocked: number[] = []
      Object.assign(window, { blocked })
      new PerformanceObserver((list) => blocked.push(...list.getEntries().map(({ duration }) => duration))).observe({
        type: 'longtask',
      })
    })
    const page = await context.newPage()
    await page.goto('/')
    await page.getByLabel('账号').fill('city')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByRole('navigation', { name: '功能' }).waitFor()
    const ratios: number[] = []
    const longest: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const plain = await blockedAt(page, '/cockpit', '.ag-cockpit-plane')
      const dotted = await blockedAt(page, '/cockpit?layers=dots', 'canvas')
      ratios.push(dotted.all / Math.max(1, plain.all))
      longest.push(dotted.longest)
    }
    const most = Math.max(...longest).toFixed(0)
    report('cockpit-map/page blocked with all dots against without', ratios, 'none', `longest stand-still ${most} ms`)
  } finally {
    await browser.close()
  }
}

/** Milliseconds of long tasks until a page stands, and the longest of them. */
async function blockedAt(page: Page, path: string, sign: string): Promise<{ all: number; longest: number }> {
  await page.goto(path)
  await page.locator(sign).waitFor({ timeout: 60_000 })
  await page.waitForTimeout(2_000)
  const blocked = await page.evaluate(() => (window as unknown as { blocked: number[] }).blocked)
  return { all: blocked.reduce((sum, one) => sum + one, 0), longest: Math.max(0, ...blocked) }
}
