import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Ground } from './ground.ts'

const root = path.resolve(import.meta.dirname, '..')
const TRIES = 1_200
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = http.createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** The server as a process of its own on the database of a ground, ready to answer. */
export async function startServer({ ownerUrl, folder }: Ground, port: number): Promise<ChildProcess> {
  const env = {
    ...process.env,
    DATABASE_URL: ownerUrl,
    DATA_DIR: path.join(folder, 'var'),
    PORT: String(port),
    ANGRID_DEMO: 'none',
    LOG_LEVEL: 'silent',
  }
  mkdirSync(env.DATA_DIR, { recursive: true })
  const program = path.join(root, 'apps/server/bin/angrid.mjs')
  const child = spawn(process.execPath, [program, 'serve'], { env, stdio: 'ignore' })
  for (let tries = 0; tries < TRIES; tries++) {
    if (await isReady(port)) return child
    await pause(100)
  }
  throw new Error('the server did not start')
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

/** Where Chromium is, and how it is started on a machine without a screen. */
export function browserOptions(): { executablePath: string; args: string[] } {
  const executablePath = process.env.ANGRID_CHROMIUM || '/usr/bin/chromium'
  if (!existsSync(executablePath)) throw new Error(`no Chromium at ${executablePath}`)
  return { executablePath, args: ['--no-sandbox', '--disable-quic', '--no-first-run'] }
}
