import type { ChildProcess } from 'node:child_process'
import { chromium, type Page } from 'playwright-core'
import { fillRegister, openGround, report, seatPerson, spread } from './ground.ts'
import { browserOptions, freePort, startServer } from './served.ts'

/**
 * How fast the field app opens without a network on a slow phone, and answers a finger: a processor four times slower than this
 * machine's, as measurements of pages on phones take it. The plain baseline is a page of the same size without a script.
 */
const SLOWER = 4
const RUNS = 12
const TAPS = 30
const OPEN_GOAL_MS = 1_000
const ANSWER_GOAL_MS = 100
const TOWN = '370523107'
const PASSWORD = 'Correct-horse-9'
const PLAIN = `<!doctype html><meta charset="utf-8"><title>安网现场</title><h1>今天</h1>${'<p>大码头镇某企业，七天内走访</p>'.repeat(20)}`

const ground = await openGround()
let server: ChildProcess | undefined
const browser = await chromium.launch(browserOptions())
try {
  await fillRegister(ground.db, 5_000)
  await ground.analyse()
  await seatPerson(ground.db, { login: 'officer', role: 'town_officer', gridCode: TOWN })
  const port = await freePort()
  server = await startServer(ground, port)
  const page = await openApp(`http://127.0.0.1:${port}`)
  await opening(page)
  await answering(page)
} finally {
  await browser.close()
  server?.kill('SIGKILL')
  await ground.clear()
}

/** The app on a slow phone, with its day taken along and the network cut. */
async function openApp(address: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
  // When the heading stands, by the clock of the page itself.
  await context.addInitScript(() => {
    const look = () => {
      if (!document.querySelector('h1')?.textContent) return requestAnimationFrame(look)
      Object.assign(window, { openedAt: performance.now() })
    }
    requestAnimationFrame(look)
  })
  const page = await context.newPage()
  await page.goto('/field/')
  await page.getByLabel('账号').fill('officer')
  await page.getByLabel('密码').fill(PASSWORD)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { level: 1, name: /今天/ }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  const takes = page.getByRole('button', { name: /^带上这 \d+ 家/ })
  await takes.click()
  await page.getByText(/都带好了/).waitFor({ timeout: 120_000 })
  await page.route('**/plain', (route) => route.fulfill({ contentType: 'text/html', body: PLAIN }))
  await context.setOffline(true)
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  return page
}

/** Milliseconds from asking for a page until its heading stands. */
async function openedIn(page: Page, address: string): Promise<number> {
  await page.goto(address)
  const handle = await page.waitForFunction(() => (window as { openedAt?: number }).openedAt)
  return Number(await handle.jsonValue())
}

async function opening(page: Page): Promise<void> {
  const [ours, ratios]: [number[], number[]] = [[], []]
  await openedIn(page, '/field/')
  for (let run = 0; run < RUNS; run++) {
    const plain = await openedIn(page, '/plain')
    const own = await openedIn(page, '/field/')
    ours.push(own)
    ratios.push(own / plain)
  }
  const { min, median, max } = spread(ours)
  const all = [min, median, max].map((ms) => ms.toFixed(0)).join(' / ')
  report('field-open/opens without a network', ratios, 'none', `${all} ms (goal ≤ ${OPEN_GOAL_MS})`)
  if (median > OPEN_GOAL_MS) process.exitCode = 1
}

/** Milliseconds from a finger on a tab until the other page is painted. */
async function answering(page: Page): Promise<void> {
  const tabs = ['发件箱', '我的', '今天']
  const taken: number[] = []
  for (let tap = 0; tap < TAPS; tap++) taken.push(await answeredIn(page, tabs[tap % tabs.length] as string))
  const sorted = taken.sort((a, b) => a - b)
  const [median, p95] = [0.5, 0.95].map((part) => sorted[Math.floor(part * sorted.length)] as number)
  console.log(
    `field-open/answers a finger: median ${median?.toFixed(0)} ms, p95 ${p95?.toFixed(0)} ms (goal ≤ ${ANSWER_GOAL_MS})`,
  )
  if ((p95 ?? 0) > ANSWER_GOAL_MS) process.exitCode = 1
}

function answeredIn(page: Page, tab: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const button = [...document.querySelectorAll<HTMLElement>('nav button, nav a')].find((one) =>
          one.textContent?.includes(name),
        )
        const from = performance.now()
        const look = () =>
          button?.getAttribute('aria-current') ? resolve(performance.now() - from) : requestAnimationFrame(look)
        button?.click()
        requestAnimationFrame(look)
      }),
    tab,
  )
}
