import { execFileSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, rmdirSync, statSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const PAGE = path.join(ROOT, 'apps/console/dist/index.html')
const LOCK = path.join(ROOT, 'apps/console/.building')

/** What the pages are made of. */
const SOURCES = [
  'apps/{console,field}/{*.ts,*.tsx,*.js,*.css,index.html,pages/**,parts/**,shell/**,public/**}',
  'kernel/{ui,*/console,*/field,*/model}/**',
  'modules/*/{console,field,model}/**',
  'packages/**/*.ts',
]

/**
 * Builds console and field app where nobody has since its sources changed: a story told about yesterday's pages proves nothing. Test
 * files run side by side, so the first builds and the others wait.
 */
export async function ensureConsole(): Promise<void> {
  if (existsSync(PAGE) && !existsSync(LOCK) && newestSource() < statSync(PAGE).mtimeMs) return
  try {
    mkdirSync(LOCK)
  } catch {
    return waitForPage()
  }
  try {
    // Vitest's own mode would leave React's development build in the page.
    const env = { ...process.env, NODE_ENV: 'production', VITEST: '', TEST: '' }
    execFileSync(process.execPath, [path.join(ROOT, 'scripts/build.mjs')], { cwd: ROOT, env })
  } finally {
    rmdirSync(LOCK)
  }
}

const newestSource = (): number =>
  globSync(SOURCES, { cwd: ROOT }).reduce((newest, file) => {
    const at = statSync(path.join(ROOT, file))
    return at.isFile() ? Math.max(newest, at.mtimeMs) : newest
  }, 0)

async function waitForPage(): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (existsSync(PAGE) && !existsSync(LOCK)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The console was not built in a minute; if no build is running, remove ${LOCK}.`)
}
