import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Locator, Page, Response } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How long a page may take to say something, on a small machine under load. */
const PATIENCE = 20_000
/** The same for what a device does by itself once it has a network: it may have tried just before, and tries again after fifteen seconds. */
export const DEVICE_PATIENCE = 40_000

/** One person's browser. Everything that goes wrong unseen is kept and fails the story at its end. */
export class Desk {
  readonly page: Page
  private readonly faults: string[] = []
  /** Whether the network was cut on purpose. */
  private cut = false
  /** Addresses whose requests are lost on purpose. */
  private failing: RegExp | null = null
  private readonly allowed: { status: number; path: RegExp }[] = []
  private readonly expected: { status: number; path: string }[] = [{ status: 401, path: '/api/v1/me' }]

  constructor(page: Page) {
    this.page = page
    page.setDefaultTimeout(PATIENCE)
    page.on('console', (message) => {
      // What failed to load is told by its response, with the address.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.faults.push(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`))
    page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? ''
      // A page one leaves gives up what it was reading.
      if (why !== 'net::ERR_ABORTED' && !this.cut && !this.failing?.test(request.url()))
        this.faults.push(`request: ${request.url()} ${why}`)
    })
    page.on('response', (response) => this.judge(response))
  }

  /** Opens an address, waits for the page's heading and checks that everybody can use the page. */
  async open(address: string, heading?: string | RegExp): Promise<void> {
    await this.page.goto(address)
    await this.reads(heading)
  }

  /** The page one is on has this heading, has read what it shows, and is accessible. */
  async reads(heading?: string | RegExp): Promise<void> {
    const head = heading ? { level: 1 as const, name: heading } : { level: 1 as const }
    await this.page.getByRole('heading', head).first().waitFor()
    await this.settled()
    await this.accessible()
  }

  /** Cuts the network of this browser, or gives it back. */
  async network(on: boolean): Promise<void> {
    this.cut = !on
    await this.page.context().setOffline(!on)
  }

  /** Nothing on the page is still being read. */
  async settled(): Promise<void> {
    const waiting = this.page.locator('.ag-waiting, .ag-skeleton, [aria-busy="true"]')
    await expect.poll(() => waiting.count(), { timeout: PATIENCE }).toBe(0)
    await this.still()
  }

  /** Nothing is between two colours or places. */
  private async still(): Promise<void> {
    const moving = () => document.getAnimations().filter(({ playState }) => playState === 'running').length
    await expect.poll(() => this.page.evaluate(moving), { timeout: PATIENCE }).toBe(0)
  }

  /** Fails on findings of axe that keep people out. */
  async accessible(): Promise<void> {
    await this.still()
    // By the debugger, because the page's policy refuses scripts that are not its own.
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axeSource)
    const found = await this.page.evaluate(() =>
      (window as unknown as { axe: { run(context: object, options: object): Promise<AxeResults> } }).axe.run(
        // The hidden list of a choice has no name, and Ant Design lets none be given.
        { exclude: ['.ant-select-dropdown [role="listbox"]'] },
        { resultTypes: ['violations'] },
      ),
    )
    const grave = found.violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html.slice(0, 200)).join('\n  ')}`)
    expect(grave, `accessibility of ${this.address}`).toEqual([])
  }

  /** Path and query one is at. */
  get address(): string {
    const { pathname, search } = new URL(this.page.url())
    return pathname + search
  }

  /** Waits until the address is the wanted one. */
  async arrivesAt(wanted: string | RegExp): Promise<void> {
    const at = expect.poll(() => this.address, { timeout: PATIENCE })
    await (typeof wanted === 'string' ? at.toBe(wanted) : at.toMatch(wanted))
  }

  /** Waits until the text stands somewhere on the page. */
  async sees(text: string | RegExp, within: Page | Locator = this.page, timeout = PATIENCE): Promise<void> {
    try {
      await within.getByText(text).filter({ visible: true }).first().waitFor({ timeout })
    } catch (error) {
      // What stood there instead says more than how long was waited.
      const stands = await this.page
        .locator('body')
        .innerText({ timeout: 1_000 })
        .catch(() => '')
      throw new Error(`${text} is not at ${this.address}, where it says: ${stands.slice(0, 800)}`, { cause: error })
    }
  }

  /** A part of the page with this title. */
  sheet(title: string | RegExp): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { level: 2, name: title }) })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  /** Says beforehand that the server will refuse something; any other refusal fails the story. */
  willBeRefused(status: number, path: string): void {
    this.expected.push({ status, path })
  }

  /** Says beforehand that requests to some addresses are lost on the way. */
  mayFail(address: RegExp): void {
    this.failing = address
  }

  /** Says beforehand that the server may refuse some of many alike requests. */
  mayBeRefused(status: number, path: RegExp): void {
    this.allowed.push({ status, path })
  }

  /** How far the body could be pushed sideways, in pixels. */
  sideways(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  }

  /** Share of the picture that is not its commonest colour; a blank page has none. */
  async inked(): Promise<number> {
    const picture = (await this.page.screenshot({ type: 'jpeg', quality: 40 })).toString('base64')
    return this.page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
      const canvas = new OffscreenCanvas(Math.ceil(bitmap.width / 2), Math.ceil(bitmap.height / 2))
      const brush = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D
      brush.imageSmoothingEnabled = false
      brush.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
      const dots = new Uint32Array(brush.getImageData(0, 0, canvas.width, canvas.height).data.buffer)
      const counts = new Map<number, number>()
      for (const dot of dots) counts.set(dot, (counts.get(dot) ?? 0) + 1)
      return 1 - Math.max(...counts.values()) / dots.length
    }, picture)
  }

  /** Ends the sitting: nothing may have gone wrong behind what was looked at. */
  async leave(): Promise<void> {
    await this.page.context().close()
    expect(this.faults, 'errors behind the page').toEqual([])
  }

  private judge(response: Response): void {
    const { pathname } = new URL(response.url())
    const told = this.expected.some(({ status, path }) => response.status() === status && pathname === path)
    const allowed = this.allowed.some(({ status, path }) => response.status() === status && path.test(pathname))
    if (response.status() >= 400 && !told && !allowed) this.faults.push(`${response.status()} ${pathname}`)
  }
}
