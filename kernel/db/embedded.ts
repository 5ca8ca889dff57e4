import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chown, mkdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import {
  executable,
  handOver,
  ownerPassword,
  type Place,
  type Progress,
  type RunAs,
  reachableHome,
  stageBinaries,
  unprivilegedUser,
} from './embedded-home.ts'

/**
 * The PostgreSQL that AnGrid brings along: real binaries from npm, started and owned by this process.
 * Four things shape this file: PostgreSQL refuses to run as root, it outlives a killed parent, two of them must never
 * stand on one folder, and when it dies alone nobody else will start it again.
 */
export interface EmbeddedServer {
  /** Connection URL of the owner role, database `postgres`. */
  url: string
  /** Whether this process started (or took over) the server and will stop it. */
  owned: boolean
  /** Stops the server when owned; a borrowed one is left running. */
  stop(): Promise<void>
}

const OWNER = 'angrid'
const WATCH_MS = 1000
const run = promisify(execFile)

/** Starts PostgreSQL under `dataDir`, or joins the one already running there. */
export async function startEmbedded(dataDir: string, say: Progress = () => {}): Promise<EmbeddedServer> {
  const runAs = unprivilegedUser()
  const home = await reachableHome(path.resolve(dataDir, 'postgres'), runAs)
  await mkdir(home, { recursive: true, mode: 0o755 })
  const unlock = await lockHome(home)
  try {
    return await startIn(home, runAs, say)
  } finally {
    unlock()
  }
}

/** Whether a database was ever made for this data directory. */
export async function clusterExists(dataDir: string): Promise<boolean> {
  const home = await reachableHome(path.resolve(dataDir, 'postgres'), unprivilegedUser())
  return existsSync(path.join(home, 'cluster', 'PG_VERSION'))
}

/** One process at a time prepares and starts; another waits its turn and then finds the server running. */
async function lockHome(home: string): Promise<() => void> {
  const file = path.join(home, 'starting.lock')
  for (let tries = 0; tries < 1800; tries++) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (!isAlive(Number(readFileSync(file, 'utf8').trim() || process.pid))) rmSync(file, { force: true })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`另一个进程一直在启动数据库，请稍后再试，或删除 ${file}。`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function startIn(home: string, runAs: RunAs, say: Progress): Promise<EmbeddedServer> {
  const place = { home, cluster: path.join(home, 'cluster'), binaries: '', password: ownerPassword(home) }
  place.binaries = await stageBinaries(home, say)
  if (runAs.uid !== undefined) await handOver(home, runAs)

  const borrowed = ownerIsAlive(home)
  const running = await runningUrl(place.cluster, home, place.password)
  if (running && borrowed) return { url: running, owned: false, stop: async () => {} }
  if (running) return takeOver(place, running, runAs, say)

  if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) {
    say('初始化数据库 …')
    await initCluster(place, runAs)
  }
  removeStalePid(place.cluster)
  const port = await portOf(place)
  const child = launch(place, port, runAs)
  await ready(place, port, child)
  return takeOver(place, connectionUrl(home, port, place.password), runAs, say)
}

/** From now on this process answers for the server: a fresh one, or the orphan of a killed parent. */
function takeOver(place: Place, url: string, runAs: RunAs, say: Progress): EmbeddedServer {
  writeFileSync(path.join(place.home, 'owner.pid'), String(process.pid))
  const unwatch = watch(place, runAs, say)
  return {
    url,
    owned: true,
    stop: async () => {
      await unwatch()
      await stopCluster(place.cluster, place.home)
    },
  }
}

/**
 * Starts the server again, where it was, when it is gone: killed, out of memory, stopped by hand. Connections find it back
 * under the same address; what was committed is there.
 * @returns ends the watch
 */
function watch(place: Place, runAs: RunAs, say: Progress): () => Promise<void> {
  let starting: Promise<void> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    const present = postmaster(place.cluster)
    if (busy || (present && isPostgres(present.id))) return
    busy = true
    say('数据库进程不在了，正在重新启动 …')
    starting = restart(place, runAs)
      .catch((error: Error) => say(error.message))
      .finally(() => {
        busy = false
      })
  }, WATCH_MS).unref()
  return async () => {
    clearInterval(timer)
    await starting
  }
}

async function restart(place: Place, runAs: RunAs): Promise<void> {
  const unlock = await lockHome(place.home)
  try {
    if (await runningUrl(place.cluster, place.home, place.password)) return
    removeStalePid(place.cluster)
    const port = await portOf(place)
    await ready(place, port, launch(place, port, runAs))
  } finally {
    unlock()
  }
}

async function initCluster(place: Place, runAs: RunAs): Promise<void> {
  const secret = path.join(place.home, 'run', 'init.secret')
  mkdirSync(path.dirname(secret), { recursive: true })
  writeFileSync(secret, place.password, { mode: 0o600 })
  if (runAs.uid !== undefined) await chown(secret, runAs.uid, runAs.gid as number)
  const args = ['-D', place.cluster, '-U', OWNER, `--pwfile=${secret}`, '--auth=scram-sha-256', '--encoding=UTF8']
  // The builtin provider gives one byte order on every machine; pinyin order is asked for per query with zh-x-icu.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions')
  try {
    await run(executable(place.binaries, 'initdb'), args, { ...runAs, cwd: place.home, env: cleanEnv() })
  } finally {
    rmSync(secret, { force: true })
  }
}

const cleanEnv = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' })

function launch(place: Place, port: number, runAs: RunAs): ChildProcess {
  const log = openSync(path.join(place.home, 'run', 'postgres.log'), 'a')
  const settings = {
    listen_addresses: usesSocket(place.home) ? '' : '127.0.0.1',
    unix_socket_directories: usesSocket(place.home) ? path.join(place.home, 'run') : '',
    port: String(port),
    max_connections: '80',
    shared_buffers: '256MB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: '1GB',
    max_wal_size: '2GB',
    wal_compression: 'on',
    random_page_cost: '1.1',
    timezone: 'UTC',
    jit: 'off',
  }
  const args = ['-D', place.cluster, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  // Detached: a Ctrl-C must reach us first, so that requests finish before the database goes.
  const child = spawn(executable(place.binaries, 'postgres'), args, {
    ...runAs,
    cwd: place.home,
    env: cleanEnv(),
    detached: true,
    stdio: ['ignore', log, log],
  })
  child.unref()
  return child
}

/** Unix sockets are faster than TCP, but Windows lacks them and their paths end at about 100 bytes. */
const usesSocket = (home: string) => process.platform !== 'win32' && Buffer.byteLength(home) < 80

function connectionUrl(home: string, port: number, password: string): string {
  const login = `${OWNER}:${encodeURIComponent(password)}`
  if (!usesSocket(home)) return `postgres://${login}@127.0.0.1:${port}/postgres`
  return `postgres://${login}@localhost:${port}/postgres?host=${encodeURIComponent(path.join(home, 'run'))}`
}

async function ready(place: Place, port: number, child: ChildProcess): Promise<void> {
  const url = connectionUrl(place.home, port, place.password)
  let exited = false
  child.once('exit', () => {
    exited = true
  })
  // Crash recovery after kill -9 may take its time: two minutes before we call it dead.
  for (let tries = 0; tries < 1200 && !exited; tries++) {
    if (await answers(url)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const log = readFileSync(path.join(place.home, 'run', 'postgres.log'), 'utf8')
    .split('\n')
    .slice(-12)
    .join('\n')
  throw new Error(`PostgreSQL 没有启动成功。日志末尾：\n${log}`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** URL of a server that already runs on this cluster and knows our password; null when none does. */
async function runningUrl(cluster: string, home: string, password: string): Promise<string | null> {
  const pid = postmaster(cluster)
  if (!pid || !isPostgres(pid.id)) return null
  const url = connectionUrl(home, pid.port, password)
  for (let tries = 0; tries < 100 && isPostgres(pid.id); tries++) {
    if (await answers(url)) return url
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return null
}

function postmaster(cluster: string): { id: number; port: number } | null {
  const file = path.join(cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { id: Number(lines[0]), port: Number(lines[3]) }
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return process.platform !== 'linux'
  }
}

/** After a power cut the number in postmaster.pid may belong to some other process: then the file is only litter. */
function removeStalePid(cluster: string): void {
  const pid = postmaster(cluster)
  if (pid && !isPostgres(pid.id)) rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
}

function ownerIsAlive(home: string): boolean {
  const file = path.join(home, 'owner.pid')
  if (!existsSync(file)) return false
  const pid = Number(readFileSync(file, 'utf8'))
  return pid !== process.pid && isAlive(pid)
}

async function stopCluster(cluster: string, home: string): Promise<void> {
  const pid = postmaster(cluster)
  rmSync(path.join(home, 'owner.pid'), { force: true })
  if (!pid || !isPostgres(pid.id)) return
  // SIGINT asks for a fast shutdown: open transactions roll back, the log is flushed.
  process.kill(pid.id, 'SIGINT')
  for (let tries = 0; tries < 300 && isPostgres(pid.id); tries++)
    await new Promise((resolve) => setTimeout(resolve, 50))
}

/** The port of the last time, so that whoever was connected finds the server again; another one when it is taken. */
async function portOf({ home }: Place): Promise<number> {
  const file = path.join(home, 'port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  const port = (await portIfFree(last)) ?? ((await portIfFree(0)) as number)
  writeFileSync(file, String(port))
  return port
}

/** The port, any free one for 0; null when somebody listens there. */
async function portIfFree(wished: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(wished, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
