import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'
import { DOORS } from '#apps/gateway/config.ts'
import type { Config } from '../config.ts'

const BIN = path.resolve(import.meta.dirname, '../bin/angrid.mjs')
const HOST = '127.0.0.1'
const PATIENCE_MS = 25_000

/** Doors the demo opens, with the variable each is named by. */
const VARIABLES = {
  http: 'GATEWAY_HTTP',
  jt808: 'GATEWAY_JT808',
  hj212: 'GATEWAY_HJ212',
  mqtt: 'GATEWAY_MQTT',
} as const

/**
 * Starts the gateway and a small fleet of simulated devices beside the demo, each a process of its own that ends with this one, however it ends.
 * What goes wrong with them is said, and the platform goes on without.
 * @returns ends them; the gateway writes what it has first
 */
export function startDemoDevices(config: Config, ownerUrl: string, say: (line: string) => void): () => Promise<void> {
  const children = new Set<ChildProcess>()
  let isStopping = false
  const start = (name: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    children.add(child)
    child.stdout?.resume()
    child.stderr?.on('data', (chunk: Buffer) => say(`${name}：${chunk.toString().trim()}`))
    child.on('error', (error) => say(`${name}没有启动：${error.message}`))
    child.on('exit', (code) => {
      children.delete(child)
      if (!isStopping) say(`${name}已退出（${code}），平台照常运行。`)
    })
    return child
  }
  const run = async () => {
    const env = { ...process.env, ...(await freePorts()), DATA_DIR: config.dataDir, DATABASE_URL: ownerUrl }
    if (isStopping) return
    const gateway = start('设备接入网关', ['gateway'], env)
    // Its first words are that its doors are open.
    await Promise.race([once(gateway.stdout as NodeJS.ReadableStream, 'data'), once(gateway, 'exit')])
    if (isStopping || gateway.exitCode !== null) return
    start('设备模拟', ['simulate', 'demo', '--quiet'], env)
    say(`演示设备：车辆 12、监测站 6、储罐网关 20，每 5 秒一条（ANGRID_DEMO_DEVICES=no 可关闭）`)
  }
  run().catch((error: Error) => say(`演示设备没有启动：${error.message}`))
  return async () => {
    isStopping = true
    await Promise.all([...children].map(end))
  }
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
  await gone
  clearTimeout(timer)
}

/** The usual port of each door, or any other where somebody has that already: two demos may stand on one machine. */
async function freePorts(): Promise<NodeJS.ProcessEnv> {
  const ports: NodeJS.ProcessEnv = {}
  for (const [door, variable] of Object.entries(VARIABLES) as [keyof typeof VARIABLES, string][])
    ports[variable] = process.env[variable] || String((await freePort(DOORS[door])) ?? (await freePort(0)))
  return ports
}

async function freePort(wanted: number): Promise<number | null> {
  const probe = createServer()
  const port = await new Promise<number | null>((resolve) => {
    probe.once('error', () => resolve(null))
    probe.listen(wanted, HOST, () => resolve((probe.address() as { port: number }).port))
  })
  await new Promise<void>((resolve) => (port === null ? resolve() : probe.close(() => resolve())))
  return port
}
