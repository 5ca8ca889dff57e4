import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A camera and a microphone of its own: a moving picture and a beep, and nobody is asked.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

/** Starts the machine's Chromium; without one the stories fail and say what to install. */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env.ANGRID_CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath))
    throw new Error(
      `There is no Chromium at ${executablePath}: install chromium and fonts-noto-cjk, or name one in ANGRID_CHROMIUM.`,
    )
  return chromium.launch({ executablePath, args: ARGUMENTS })
}
