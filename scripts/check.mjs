// `npm run check`: everything a merge needs, on a clean clone, with one closing line. Works on Node 20.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findChromium, installChromium } from './chromium.mjs'
import { ownNode, root, run, step } from './steps.mjs'

const started = Date.now()
let failures = 0

if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) {
  step('Install')
  if (run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']) !== 0) process.exit(1)
}

step('Browser')
const chromium = findChromium() ?? installChromium()
console.log(chromium ? `  ${chromium}` : '  none')

step('Types')
count(tool('typescript/bin/tsc', ['--noEmit']))
step('Lint and import rules')
count(tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']))
step('Page build')
count(run(ownNode(), [path.join(root, 'scripts/build.mjs')]))
step('Tests')
const results = runTests()

const minutes = ((Date.now() - started) / 60_000).toFixed(1)
console.log(`\nchecked in ${minutes} min${failures > 0 ? `, ${failures} of the steps before the tests failed` : ''}`)
console.log(`${results.passed} passed, ${results.failed + failures} failed, ${results.skipped} skipped`)
process.exit(failures > 0 || results.failed > 0 || results.passed === 0 ? 1 : 0)

function tool(script, args) {
  return run(ownNode(), [path.join(root, 'node_modules', script), ...args])
}

function count(code) {
  if (code !== 0) failures++
}

/** Runs all tests; the browser's are part of them and fail by name when there is no browser. */
function runTests() {
  const folder = mkdtempSync(path.join(tmpdir(), 'angrid-check-'))
  const report = path.join(folder, 'report.json')
  const args = [
    path.join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const done = spawnSync(ownNode(), args, {
    stdio: 'inherit',
    cwd: root,
    env: { ...process.env, ANGRID_CHROMIUM: chromium ?? '' },
  })
  const json = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null
  rmSync(folder, { recursive: true, force: true })
  if (!json) return { passed: 0, failed: 1, skipped: 0 }
  const failed = json.numFailedTests + (done.status !== 0 && json.numFailedTests === 0 ? 1 : 0)
  return { passed: json.numPassedTests, failed, skipped: json.numPendingTests + json.numTodoTests }
}
