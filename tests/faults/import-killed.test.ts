import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '#kernel/db/embedded.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'

const ROWS = 6000
const BIN = path.resolve(import.meta.dirname, '../../apps/server/bin/angrid.mjs')
let dataDir: string
const children: ChildProcess[] = []

const env = () => ({ ...process.env, DATA_DIR: dataDir, ANGRID_DEMO: 'none', PORT: '0', DATABASE_URL: '' })
const angrid = (...args: string[]) =>
  spawnSync(process.execPath, [BIN, ...args, '--json'], { env: env(), encoding: 'utf8' })

function start(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [BIN, ...args], { env: env(), stdio: 'ignore' })
  children.push(child)
  return child
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

beforeAll(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-faults-'))
  // As root the database runs as another user, who must be able to walk here.
  chmodSync(dataDir, 0o755)
  expect(angrid('grid', 'load', '370500').status).toBe(0)
  writeFileSync(
    path.join(dataDir, 'rows.csv'),
    `企业名称,信用代码,所在镇街,员工人数\n${Array.from({ length: ROWS }, (_, at) => row(at)).join('\n')}\n`,
  )
})

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  const server = await startEmbedded(dataDir)
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

function row(at: number): string {
  const body = `MA3${String(10_000 + at)}`
  const front = `91370523${body}${organisationCheckChar(body)}`
  return `试验企业${at}号,${front}${usccCheckChar(front)},大码头镇,${at % 500}`
}

/** Kills the platform, every other time its database too, without any warning. */
function killAll(child: ChildProcess, database: boolean): void {
  child.kill('SIGKILL')
  if (!database) return
  const pid = Number(readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGKILL')
}

test('an import whose processes are killed again and again ends complete, with every row once', async () => {
  const first = start('import', 'enterprises', path.join(dataDir, 'rows.csv'))
  await until(async (client) => (await progress(client))?.rowsDone > 0)
  killAll(first, false)
  for (let round = 0; round < 3; round++) {
    const server = start('serve')
    await until(async (client) => (await client.query('select 1')).rows.length === 1)
    await pause(600 + round * 500)
    killAll(server, round % 2 === 0)
    await pause(200)
  }
  start('serve')
  await until(async (client) => /checked|done/.test((await progress(client)).state))
  await until(async (client) => {
    // Killed before anybody asked to apply: ask now.
    await client.query(
      `update enterprise_import set state = 'applying', counts = '{}', rows_done = 0 where state = 'checked'`,
    )
    return true
  })
  await until(async (client) => {
    const { rowsDone, state } = await progress(client)
    return rowsDone > 0 || state === 'done'
  })
  killAll(children.at(-1) as ChildProcess, true)
  start('serve')
  await until(async (client) => (await progress(client)).state === 'done')
  await until(async (client) => {
    const counted = await client.query(
      'select count(*)::int as n, count(distinct credit_code)::int as codes from enterprise',
    )
    expect(counted.rows[0]).toEqual({ n: ROWS, codes: ROWS })
    const tally = await client.query(`select enterprises from grid_tally where grid_code = '370523107'`)
    expect(tally.rows[0].enterprises).toBe(ROWS)
    return true
  })
  children.at(-1)?.kill('SIGTERM')
  await pause(3000)
  expect(JSON.parse(angrid('audit', 'verify').stdout)).toMatchObject({ ok: true })
}, 240_000)

async function progress(client: pg.Client): Promise<{ state: string; rowsDone: number }> {
  const found = await client.query(
    'select state, rows_done as "rowsDone" from enterprise_import order by created_at limit 1',
  )
  return found.rows[0]
}

/** Asks again and again, over a connection of its own each time, because the database may be dead just now. */
async function until(holds: (client: pg.Client) => Promise<boolean>): Promise<void> {
  let last: unknown
  for (let tries = 0; tries < 600; tries++) {
    const client = new pg.Client(connection())
    client.on('error', () => {})
    try {
      await client.connect()
      if (await holds(client)) return
    } catch (error) {
      last = error
      if ((error as Error).name === 'AssertionError') throw error
    } finally {
      await client.end().catch(() => {})
    }
    await pause(100)
  }
  throw new Error(`did not come about: ${last}`)
}

/** Where the database of the moment listens; read from its own files, so that this test owns nothing. */
function connection(): pg.ClientConfig {
  const home = path.join(dataDir, 'postgres')
  const pid = path.join(home, 'cluster/postmaster.pid')
  const port = existsSync(pid) ? Number(readFileSync(pid, 'utf8').split('\n')[3]) : 1
  return {
    host: path.join(home, 'run'),
    port,
    user: 'angrid',
    password: readFileSync(path.join(home, 'owner.secret'), 'utf8').trim(),
    database: 'postgres',
  }
}
