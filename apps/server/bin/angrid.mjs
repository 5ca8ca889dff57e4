#!/usr/bin/env node
// The door for every Node: the platform itself needs 22.18 or newer, which npm has put into node_modules.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')
const own = path.join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const [major, minor] = process.versions.node.split('.').map(Number)
const enough = major > 22 || (major === 22 && minor >= 18)

if (enough) {
  await import('../main.ts')
} else {
  const child = spawn(
    existsSync(own) ? own : process.execPath,
    [fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    { stdio: 'inherit' },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}
