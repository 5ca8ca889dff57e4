// `npm run up`: from nothing to a running platform. Works on Node 20, because it runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ownNode, root, runOrExit, step } from './steps.mjs'

if (needsInstall()) {
  step('安装依赖（第一次约一两分钟）')
  runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
}
if (needsBuild()) {
  step('构建页面')
  runOrExit(ownNode(), [path.join(root, 'scripts/build.mjs')])
}
step('启动')
const env = {
  ...process.env,
  ANGRID_DEMO: process.env.ANGRID_DEMO || 'dongying',
  // A gateway and some simulated devices beside the demo, so that its map moves.
  ANGRID_DEMO_DEVICES: process.env.ANGRID_DEMO_DEVICES || 'yes',
}
const server = spawn(ownNode(), [fileURLToPath(new URL('../apps/server/bin/angrid.mjs', import.meta.url)), 'serve'], {
  stdio: 'inherit',
  cwd: root,
  env,
})
// A terminal tells the whole group; whoever stops this process alone means the platform too.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('exit', (code) => process.exit(code ?? 1))

/** Installed when npm's own record of the tree is at least as new as the lockfile. */
function needsInstall() {
  const record = path.join(root, 'node_modules/.package-lock.json')
  return !existsSync(record) || statSync(record).mtimeMs < statSync(path.join(root, 'package-lock.json')).mtimeMs - 1000
}

/** Built when the page was made from the sources as they are now. */
function needsBuild() {
  const stamp = path.join(root, 'apps/console/dist/built-from.txt')
  const fingerprint = spawnSync(ownNode(), [path.join(root, 'scripts/fingerprint.mjs')], {
    encoding: 'utf8',
    cwd: root,
  }).stdout.trim()
  return !existsSync(stamp) || readFileSync(stamp, 'utf8').trim() !== fingerprint
}
