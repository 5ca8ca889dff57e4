// Finds a Chromium for the browser tests, and installs one with a Chinese font where the system's packages allow.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export function findChromium() {
  return [process.env.ANGRID_CHROMIUM, ...PLACES].find((place) => place && existsSync(place)) ?? null
}

/** By apt as root; elsewhere it says what to install and returns null. */
export function installChromium() {
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    const packages = hasChineseFont() ? ['chromium'] : ['chromium', 'fonts-noto-cjk']
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    })
  }
  const found = findChromium()
  if (!found)
    console.log(
      '  浏览器测试需要 Chromium 和一款中文字体：请安装 chromium 与 fonts-noto-cjk，或用 ANGRID_CHROMIUM 指出位置。',
    )
  return found
}

function hasChineseFont() {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== ''
  } catch {
    return false
  }
}
