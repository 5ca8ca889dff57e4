import { type ChildProcess, spawn } from 'node:child_process'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { newId } from '#kernel/db/id.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import type { EnterpriseValues } from '#modules/enterprise/model/schema.ts'
import { insertEnterprises } from '#modules/enterprise/server/store/write-many.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import { openGround, seatPerson } from './ground.ts'
import { browserOptions, freePort, startServer } from './served.ts'

/**
 * Operations of one device over a link that loses three of ten requests, before or after the server took them, while client and
 * server are killed again and again. OPERATIONS sets how many (10,000). Goal: none lost, none twice, in order, both sides the same.
 */
const OPERATIONS = Number(process.env.OPERATIONS ?? 10_000)
const LOSS = 0.3
const CASES = 20
const KILL_CLIENT_MS = 20_000
const KILL_SERVER_MS = 33_000
const TOWN = '370523107'
const root = path.resolve(import.meta.dirname, '..')
const random = seededRandom(11)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const ground = await openGround()
const counts = { requests: 0, lost: 0, clientKills: 0, serverKills: 0 }
let server: ChildProcess | undefined
let phone: BrowserContext | undefined
try {
  await seatPerson(ground.db, { login: 'officer', role: 'town_officer', gridCode: TOWN })
  const objectId = await plant()
  const page = await bundle()
  const port = await freePort()
  server = await startServer(ground, port)
  const proxy = await lossyProxy(port, page)
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const started = performance.now()
  await work(address, objectId, port)
  const seconds = (performance.now() - started) / 1000
  await judge(seconds)
  proxy.close()
} finally {
  await phone?.close().catch(() => {})
  server?.kill('SIGKILL')
  await ground.clear()
}

/** An enterprise in the town of the officer. */
async function plant(): Promise<string> {
  const id = newId()
  if (!(await ground.db.read(wholeTree, (tx) => findGrid(tx, wholeTree, TOWN)))) throw new Error(`no grid ${TOWN}`)
  const values = { name: '利盛助剂厂', operatingState: 'producing', lng: 118.4, lat: 37.05 } as EnterpriseValues
  const row = { id, gridCode: TOWN, values, facts: {}, staleOn: null, createdAt: new Date('2026-01-01') }
  await ground.db.system((tx) =>
    insertEnterprises(tx, [row], { name: 'imported', by: { name: 'bench' }, reason: null }),
  )
  return id
}

/** The device's room as one script. */
async function bundle(): Promise<string> {
  const made = await build({
    root,
    logLevel: 'error',
    configFile: false,
    build: {
      write: false,
      target: 'es2023',
      lib: { entry: path.join(root, 'bench/field/page.ts'), formats: ['es'], fileName: 'bench' },
    },
  })
  const [result] = Array.isArray(made) ? made : [made]
  const chunk = result && 'output' in result ? result.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error('the page was not built')
  return chunk.code
}

/** Stands between device and server, and loses requests: before they arrive, or their answers after they were carried out. */
async function lossyProxy(port: number, script: string): Promise<http.Server> {
  const proxy = http.createServer((request, reply) => {
    if (request.url === '/field/bench') {
      reply.setHeader('content-type', 'text/html').end('<script type="module" src="/field/bench.js"></script>')
      return
    }
    if (request.url === '/field/bench.js') {
      reply.setHeader('content-type', 'text/javascript').end(script)
      return
    }
    counts.requests++
    const fate = random()
    const isLost = fate < LOSS && request.url !== '/api/v1/sessions'
    if (isLost) counts.lost++
    if (isLost && fate < LOSS / 2) return void request.socket.destroy()
    const onward = http.request(
      { port, host: '127.0.0.1', path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        if (isLost) {
          answer.resume().on('end', () => request.socket.destroy())
          return
        }
        reply.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(reply)
      },
    )
    onward.on('error', () => request.socket.destroy())
    request.pipe(onward)
  })
  proxy.on('clientError', () => {})
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return proxy
}

/** The device begins, is killed and begins again, until everything it was to do is delivered. */
async function work(address: string, objectId: string, port: number): Promise<void> {
  let serverDue = performance.now() + KILL_SERVER_MS
  for (;;) {
    const page = await openPhone(address)
    const until = performance.now() + KILL_CLIENT_MS * (0.5 + random())
    const isDone = await workUntil(page, objectId, until, async () => {
      if (performance.now() < serverDue) return
      serverDue = performance.now() + KILL_SERVER_MS * (0.5 + random())
      server?.kill('SIGKILL')
      counts.serverKills++
      server = await startServer(ground, port)
    })
    if (isDone) return
    await killPhone()
  }
}

async function workUntil(
  page: Page,
  objectId: string,
  until: number,
  meanwhile: () => Promise<void>,
): Promise<boolean> {
  const person = await page.evaluate(async () => {
    for (;;) {
      try {
        const reply = await fetch('/api/v1/me')
        if (reply.status === 401)
          await fetch('/api/v1/sessions', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ account: 'officer', password: 'Correct-horse-9' }),
          })
        else if (reply.ok) return await reply.json()
      } catch {
        // The line lost it; a person tries again.
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  })
  await page.evaluate((me) => window.bench.sender.begin(me.accountId), person)
  const keeping = page
    .evaluate(([me, id, cases, total]) => window.bench.keepUpTo(me, id, cases, total), [
      person,
      objectId,
      CASES,
      OPERATIONS,
    ] as const)
    .catch(() => 0)
  while (performance.now() < until) {
    await meanwhile()
    await pause(1_000)
    await page.evaluate(() => window.bench.sender.soon(0)).catch(() => {})
    const { kept, delivered, problems, faults } = await page.evaluate(() => window.bench.standing())
    if (problems > 0) throw new Error(`${problems} operations were refused: ${faults.join(' / ')}`)
    if (kept === 0 && delivered === OPERATIONS) return true
  }
  void keeping
  return false
}

async function openPhone(address: string): Promise<Page> {
  phone = await chromium.launchPersistentContext(path.join(ground.folder, 'phone'), browserOptions())
  const page = await phone.newPage()
  await page.goto(`${address}/field/bench`)
  await page.waitForFunction(() => 'bench' in window)
  return page
}

/** As when a battery is torn out: no time to put anything away. */
async function killPhone(): Promise<void> {
  const folder = path.join(ground.folder, 'phone')
  spawn('pkill', ['-9', '-f', folder])
  counts.clientKills++
  await phone?.close().catch(() => {})
  await pause(500)
}

/** Both sides compared: each operation once, in the order it was made. */
async function judge(seconds: number): Promise<void> {
  const owner = new pg.Client({ connectionString: ground.ownerUrl })
  await owner.connect()
  const rows = (
    await owner.query<{ case_id: string; text: string }>(
      `select case_id, input->>'text' as text from case_act where act = 'comment' order by case_id, seq`,
    )
  ).rows
  const opened = (await owner.query(`select count(*)::int as n from case_record where type = 'hazard'`)).rows[0].n
  const records = (await owner.query('select count(*)::int as n, count(distinct seq)::int as seqs from field_record'))
    .rows[0]
  await owner.end()
  const wanted = OPERATIONS - CASES
  const seen = new Set(rows.map(({ text }) => text))
  const doubled = rows.length - seen.size
  const lost = wanted - seen.size + (CASES - opened)
  let unordered = 0
  const last = new Map<string, number>()
  for (const { case_id: id, text } of rows) {
    const at = Number(text.slice(3))
    if (at < (last.get(id) ?? -1)) unordered++
    last.set(id, at)
  }
  const graded = records.n === OPERATIONS && records.seqs === OPERATIONS
  console.log(
    `field-loss: ${OPERATIONS} operations in ${seconds.toFixed(0)} s, ${counts.requests} requests of which ${counts.lost} lost, client killed ${counts.clientKills} times, server ${counts.serverKills} times`,
  )
  console.log(
    `field-loss: lost ${lost}, doubled ${doubled}, out of order ${unordered}, every one graded once: ${graded} (goal 0, 0, 0, true)`,
  )
  if (lost !== 0 || doubled !== 0 || unordered !== 0 || !graded) process.exitCode = 1
}
