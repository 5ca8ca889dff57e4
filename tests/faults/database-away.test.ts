import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readConfig } from '#apps/server/config.ts'
import { type Running, serve } from '#apps/server/serve.ts'
import { Database } from '#kernel/db/db.ts'
import { type EmbeddedServer, startEmbedded } from '#kernel/db/embedded.ts'
import { newId } from '#kernel/db/id.ts'
import { hashPassword } from '#kernel/identity/service.ts'
import * as identity from '#kernel/identity/store.ts'
import { loadCity } from '#modules/grid/server/load.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'

const ROWS = 12_000
const PASSWORD = 'Correct-horse-9'
let folder: string
let postgres: EmbeddedServer
let platform: Running
let token: string

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'angrid-away-'))
  // As root the database runs as another user, who must be able to walk here.
  chmodSync(folder, 0o755)
  postgres = await startEmbedded(folder)
  platform = await serve(configOf(postgres.url), () => {})
  const db = new Database(postgres.url, { connections: 2 })
  await db.system((tx) => loadCity(tx, '3705', '2016-01-01'))
  await seatOfficer(db)
  await db.close()
  token = (await ask('POST', '/sessions', { account: 'zhou', password: PASSWORD })).body.token
}, 120_000)

afterAll(async () => {
  await platform.stop()
  await postgres.stop()
  rmSync(folder, { recursive: true, force: true })
})

const configOf = (url: string) =>
  readConfig({ DATABASE_URL: url, DATA_DIR: path.join(folder, 'var'), PORT: '0', LOG_LEVEL: 'silent' })

async function seatOfficer(db: Database): Promise<void> {
  await db.system(async (tx) => {
    const [bodyId, seatId, personId] = [newId(), newId(), newId()]
    await identity.insertBody(tx, {
      id: bodyId,
      name: '东营市应急管理局',
      shortName: '市局',
      kind: 'government',
      gridCode: '3705',
    })
    await identity.insertPerson(tx, { id: personId, name: '周文博', phone: null })
    const passwordHash = await hashPassword(PASSWORD)
    await identity.insertAccount(tx, { id: newId(), personId, login: 'zhou', passwordHash, mustChangePassword: false })
    await identity.insertSeat(tx, {
      id: seatId,
      bodyId,
      title: '监管员',
      role: 'city_officer',
      gridCode: '3705',
      fromOn: '2016-01-01',
    })
    await identity.insertHolding(tx, { id: newId(), seatId, personId, fromOn: '2016-01-01' })
  })
}

async function ask(method: string, address: string, body?: unknown, type = 'application/json') {
  const reply = await fetch(`${platform.address}/api/v1${address}`, {
    method,
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': type } : {}) },
    ...(body ? { body: typeof body === 'string' ? body : JSON.stringify(body) } : {}),
  })
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as any }
}

function row(at: number): string {
  const code = `MA3${String(10_000 + at)}`
  const front = `91370523${code}${organisationCheckChar(code)}`
  return `试验企业${at}号,${front}${usccCheckChar(front)},大码头镇,${at % 500}`
}

const progress = async (id: string) => (await ask('GET', `/enterprise-imports/${id}`)).body
const until = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: 90_000, interval: 100 })

test('an import goes on and loses nothing when the database is stopped for ten seconds in its middle', async () => {
  const sheet = `企业名称,信用代码,所在镇街,员工人数\n${Array.from({ length: ROWS }, (_, at) => row(at)).join('\n')}\n`
  const { id } = (await ask('POST', '/enterprise-imports?filename=rows.csv', sheet, 'text/csv')).body
  await until(async () => expect((await progress(id)).state).toBe('checked'))
  expect((await ask('POST', `/enterprise-imports/${id}/apply`, {})).status).toBeLessThan(300)
  await until(async () => expect((await progress(id)).rowsDone).toBeGreaterThan(0))
  expect((await progress(id)).state).toBe('applying')

  await postgres.stop()
  const stoppedAt = Date.now()
  const refused = await ask('POST', '/enterprises', { gridCode: '370523107', name: '停库时登记的企业' })
  expect(refused).toMatchObject({
    status: 503,
    body: { title: expect.any(String), detail: expect.stringContaining('没有保存') },
  })
  expect(refused.headers.get('retry-after')).toBe('5')
  expect((await fetch(`${platform.address}/healthz`)).status).toBe(200)
  expect((await fetch(`${platform.address}/readyz`)).status).toBe(503)
  await new Promise((resolve) => setTimeout(resolve, 10_000 - (Date.now() - stoppedAt)))
  postgres = await startEmbedded(folder)

  await until(async () => expect((await progress(id)).state).toBe('done'))
  expect((await progress(id)).counts).toMatchObject({ rows: ROWS, fresh: ROWS })
  expect(await registered()).toEqual({ rows: ROWS, codes: ROWS, tally: ROWS, refused: 0 })
}, 150_000)

test('an embedded database that dies alone is started again, and whoever was connected finds it back', async () => {
  const before = postmaster()
  process.kill(before, 'SIGKILL')
  await until(async () => {
    expect(postmaster()).not.toBe(before)
    expect((await ask('GET', '/enterprises?limit=1')).body.total).toBe(ROWS)
  })
  expect(await registered()).toMatchObject({ rows: ROWS, codes: ROWS })
}, 60_000)

const postmaster = () =>
  Number(readFileSync(path.join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])

async function registered(): Promise<unknown> {
  const db = new Database(postgres.url, { connections: 1 })
  const found = await db.system((_tx, client) =>
    client.query(`select count(*)::int as rows, count(distinct credit_code)::int as codes,
      (select enterprises from grid_tally where grid_code = '370523107') as tally,
      (count(*) filter (where name = '停库时登记的企业'))::int as refused from enterprise`),
  )
  await db.close()
  return found.rows[0]
}
