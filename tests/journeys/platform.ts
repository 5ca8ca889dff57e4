import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { HINT_COOKIE, SESSION_COOKIE } from '#kernel/identity/routes.ts'
import { updateBoundaries } from '#modules/grid/server/store.ts'
import { openChromium } from './chromium.ts'
import { ensureConsole } from './console-build.ts'
import { Desk } from './page.ts'

/** Widths the console is made for: an office screen, a large one, a phone. */
export const SCREENS = {
  office: { width: 1440, height: 900 },
  large: { width: 1920, height: 1080 },
  phone: { width: 390, height: 844 },
} as const

/** What somebody sits before or holds: tablets are for the field app alone. */
const HELD = { ...SCREENS, tablet: { width: 820, height: 1180 } } as const

/** A photograph as a file chosen in a form. */
export const PHOTO = { name: '现场.png', mimeType: 'image/png', buffer: PNG }

/** Enterprises every story knows: two in 广饶县, one in 利津县. */
export const REGISTER = {
  hengfeng: { name: '广饶恒沣化工有限公司', creditCode: '91330100799655058B', gridCode: PLACES.village },
  xintai: { name: '大码头镇鑫泰纺织厂', creditCode: '9144030071526726XG', gridCode: PLACES.damatou },
  huanghe: { name: '利津黄河建材有限公司', gridCode: PLACES.lijinVillage },
} as const

export interface Platform {
  house: House
  /** Identifiers of the files by their key in `REGISTER`. */
  files: Record<keyof typeof REGISTER, string>
  /** A browser of its own for somebody who is signed in, or for nobody. */
  sit(who: Login | { token: string } | null, screen?: keyof typeof HELD): Promise<Desk>
  close(): Promise<void>
}

/** The whole platform behind a real address, with a few enterprises and boundaries, and a browser to look at it. */
export async function openPlatform(options: { dataDir?: string } = {}): Promise<Platform> {
  await ensureConsole()
  const house = await openHouse(options)
  let browser: Browser | undefined
  try {
    browser = await openChromium()
    await house.app.listen({ port: 0, host: '127.0.0.1' })
    const files = await register(house)
    await drawBoundaries(house)
    return platform(house, browser, files)
  } catch (error) {
    await browser?.close()
    await house.close()
    throw error
  }
}

function platform(house: House, browser: Browser, files: Platform['files']): Platform {
  const { port } = house.app.server.address() as AddressInfo
  const baseURL = `http://127.0.0.1:${port}`
  return {
    house,
    files,
    sit: async (who, screen = 'office') => {
      const context = await browser.newContext({
        baseURL,
        viewport: HELD[screen],
        screen: HELD[screen],
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
        acceptDownloads: true,
      })
      if (who)
        await context.addCookies([
          { name: SESSION_COOKIE, value: typeof who === 'string' ? await house.token(who) : who.token, url: baseURL },
          { name: HINT_COOKIE, value: '1', url: baseURL },
        ])
      return new Desk(await context.newPage())
    },
    close: async () => {
      await browser.close()
      await house.close()
    },
  }
}

async function register(house: House): Promise<Platform['files']> {
  const files: [string, string][] = []
  for (const [key, entry] of Object.entries(REGISTER)) {
    const { status, body } = await house.as('admin')('POST', '/api/v1/enterprises', {
      operatingState: 'producing',
      contact: '王建国',
      contactPhone: '13800138000',
      staffCount: 88,
      address: '工业园 3 号',
      lng: 118.5,
      lat: 37.2,
      ...entry,
    })
    if (status !== 201) throw new Error(`${entry.name} was not registered: ${JSON.stringify(body)}`)
    files.push([key, body.id])
  }
  return Object.fromEntries(files) as Platform['files']
}

/** Two counties as plain rectangles beside each other. */
async function drawBoundaries(house: House): Promise<void> {
  const box = (code: string, west: number, south: number, east: number, north: number) => ({
    code,
    bbox: [west, south, east, north] as [number, number, number, number],
    label: [(west + east) / 2, (south + north) / 2] as [number, number],
    geometry: {
      type: 'Polygon' as const,
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, north],
          [west, north],
          [west, south],
        ],
      ],
    },
  })
  await house.db.system((tx) =>
    updateBoundaries(
      tx,
      [
        box(PLACES.city, 118.1, 37, 119.1, 38),
        box(PLACES.guangrao, 118.1, 37, 119.1, 37.4),
        box(PLACES.lijin, 118.1, 37.4, 119.1, 38),
      ],
      'demo',
    ),
  )
}
