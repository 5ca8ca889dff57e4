import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD, PLACES, PNG } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { Stamp, stampHash } from '#kernel/sync/model/stamp.ts'
import { freePort } from '../free-port.ts'

const CASES = 5
const OF_EACH = 100
const RECORDS = CASES * OF_EACH
const BATCH = 100
const BIN = path.resolve(import.meta.dirname, '../../apps/server/bin/angrid.mjs')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

let house: House
let folder: string
let port: number
let server: ChildProcess

beforeAll(async () => {
  house = await openHouse()
  folder = mkdtempSync(path.join(tmpdir(), 'angrid-outbox-'))
  port = await freePort()
  server = await startServer()
}, 120_000)

afterAll(async () => {
  server.kill('SIGKILL')
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The platform as a process of its own on the database of the house. */
async function startServer(): Promise<ChildProcess> {
  const env = { DATABASE_URL: house.ownerUrl, DATA_DIR: folder, PORT: String(port), ANGRID_DEMO: 'none' }
  const child = spawn(process.execPath, [BIN, 'serve'], { env: { ...process.env, ...env }, stdio: 'ignore' })
  for (let tries = 0; tries < 600; tries++) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`)
        .then(({ ok }) => ok)
        .catch(() => false)
    )
      return child
    await pause(100)
  }
  throw new Error('the server did not start')
}

let token = ''

/** Asks the server process; what a killed one leaves unanswered is an error, as on a device. */
async function ask(method: string, url: string, body?: object | Buffer) {
  const isBytes = Buffer.isBuffer(body)
  const reply = await fetch(`http://127.0.0.1:${port}/api/v1${url}`, {
    method,
    headers: {
      ...(body ? { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: isBytes ? new Uint8Array(body) : body && JSON.stringify(body),
  })
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  return { status: reply.status, body: (await reply.json()) as any }
}

interface Operation {
  id: string
  after: string | null
  method: 'POST'
  path: string
  body: object
  stamp: object
}

/** What a device kept in a week: some hazards, many remarks on each, one line of stamps through all of them. */
function keptOutbox(objectId: string, photo: string): Operation[] {
  const [deviceId, boot] = [randomUUID(), randomUUID()]
  const cases = Array.from({ length: CASES }, () => newId())
  const last = new Map<string, string>()
  let previous: string | null = null
  return Array.from({ length: RECORDS }, (_, at) => {
    const caseId = cases[at % CASES] as string
    const stamp = Stamp.parse({
      ...{ deviceId, boot, seq: at + 1, previous, challenge: null, objectId, place: null },
      ...{ wallAt: new Date().toISOString(), monotonicMs: at },
    })
    previous = stampHash(stamp)
    const input = { what: `第 ${at} 处，配电箱门未关`, where: '1# 车间', source: 'government_inspection' }
    const [act, body] =
      at < CASES
        ? ['register', { id: caseId, objectId, input, attachments: [photo] }]
        : [`${caseId}/comment`, { input: { text: `第 ${at} 条` } }]
    const id = newId()
    const after = last.get(caseId) ?? null
    last.set(caseId, id)
    return { id, after, method: 'POST', path: `/api/v1/hazards/${act}`, body, stamp }
  })
}

test('an outbox of 500 records whose server is killed again and again arrives whole, once and in order', async () => {
  token = (await ask('POST', '/sessions', { account: 'zhang', password: PASSWORD })).body.token
  const enterprise = await house.as('admin')('POST', '/api/v1/enterprises', {
    ...{ name: '利盛助剂厂', gridCode: PLACES.village, operatingState: 'producing', lng: 118.4, lat: 37.05 },
  })
  const photo = await ask('POST', `/files?name=a.png&objectId=${enterprise.body.id}`, PNG)
  expect(photo.status).toBe(201)
  const outbox = keptOutbox(enterprise.body.id, photo.body.id)

  const delivered = new Set<string>()
  let kills = 0
  let unanswered = 0
  while (delivered.size < RECORDS) {
    const batch = outbox.filter(({ id }) => !delivered.has(id)).slice(0, BATCH)
    // While the first batches are under way: after a few of their records, never between two of them.
    const killing = kills < 4 ? pause(120 + kills * 60).then(() => server.kill('SIGKILL')) : null
    const reply = await ask('POST', '/sync', { operations: batch }).catch(() => null)
    for (const one of reply?.body.items ?? []) {
      if (one.outcome === 'later' || one.outcome === 'waits') continue
      expect([one.problem?.detail, one.outcome]).toEqual([
        undefined,
        expect.stringMatching(/^(new|updated|identical)$/),
      ])
      delivered.add(one.id)
    }
    if (!reply) unanswered++
    else expect([reply.status, reply.body.detail]).toEqual([200, undefined])
    if (!killing) continue
    await killing
    kills++
    server = await startServer()
  }
  expect(kills).toBe(4)
  expect(unanswered).toBeGreaterThan(0)

  const rows = async (sql: string) => (await asOwner(house.ownerUrl, sql, [])).rows
  expect(await rows(`select count(*)::int as n from case_record where type = 'hazard'`)).toEqual([{ n: CASES }])
  const remarks = await rows(
    `select case_id as "caseId", substring(input->>'text' from '\\d+')::int as at from case_act
     where act = 'comment' order by case_id, seq`,
  )
  expect(remarks.map(({ at }) => at).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: RECORDS - CASES }, (_, at) => at + CASES),
  )
  for (const [at, { caseId, at: n }] of remarks.entries())
    if (remarks[at - 1]?.caseId === caseId) expect(n).toBeGreaterThan(remarks[at - 1].at)
  expect(await rows('select count(*)::int as n, count(distinct seq)::int as seqs from field_record')).toEqual([
    { n: RECORDS, seqs: RECORDS },
  ])
  expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
}, 240_000)
