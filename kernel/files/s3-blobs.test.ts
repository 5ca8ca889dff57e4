import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { CAST_PRESETS, type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { restore } from '#kernel/db/backup.ts'
import { testDatabase } from '#kernel/db/test-database.ts'
import { backupWithFiles, returnFiles } from './backup.ts'
import { openBlobs } from './open.ts'
import { TestObjectStore } from './test-object-store.ts'

let house: House
let store: TestObjectStore
let app: FastifyInstance
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-s3-'))

beforeAll(async () => {
  house = await openHouse()
  store = await TestObjectStore.open()
  app = await compose({
    db: house.db,
    demo: 'none',
    logLevel: 'silent',
    perMinute: 1_000_000,
    presets: CAST_PRESETS,
    dataDir,
    s3: store.settings,
  })
  await app.ready()
})
beforeEach(() => {
  store.isAway = false
})
afterAll(async () => {
  await app.close()
  await store.close()
  await house.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const PDF = (mark: string) => Buffer.from(`%PDF-1.4\n% ${mark}\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n`)
const keyOf = (bytes: Buffer) => {
  const hash = createHash('sha256').update(bytes).digest('hex')
  return `/angrid-files/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
}
const headers = async (login: Login) => ({
  authorization: `Bearer ${await house.token(login)}`,
  'content-type': 'application/octet-stream',
})
const upload = async (login: Login, name: string, payload: Buffer) =>
  app.inject({ method: 'POST', url: `/api/v1/files?name=${name}`, payload, headers: await headers(login) })
const download = async (login: Login, id: string) =>
  app.inject({
    method: 'GET',
    url: `/api/v1/files/${id}`,
    headers: { authorization: (await headers(login)).authorization },
  })
const leftBehind = () => readdirSync(path.join(dataDir, 'files', '.arriving'))

describe('files in an object store', () => {
  test('lie there under their hash and come back byte for byte; nothing stays on this machine', async () => {
    const bytes = Buffer.concat([PDF('s3'), Buffer.alloc(3_000_000, 'x')])
    const sent = await upload('wang', 'a.pdf', bytes)
    expect(sent.statusCode).toBe(201)
    expect(store.objects.get(keyOf(bytes))?.equals(bytes)).toBe(true)
    expect((await download('wang', sent.json().id)).rawPayload.equals(bytes)).toBe(true)
    expect((await download('lin', sent.json().id)).statusCode).toBe(404)
    expect(leftBehind()).toEqual([])
  })

  test('are sent once, however often the same content comes', async () => {
    const bytes = PDF('once')
    const before = store.puts
    for (const name of ['b.pdf', 'c.pdf']) expect((await upload('wang', name, bytes)).statusCode).toBe(201)
    expect(store.puts).toBe(before + 1)
  })

  test('are refused with a sentence while the store is away, and no row says they are kept', async () => {
    store.isAway = true
    const refused = await upload('wang', 'd.pdf', PDF('away'))
    expect(refused.statusCode).toBe(503)
    expect(refused.json()).toMatchObject({
      type: '/problems/file/store-away',
      detail: expect.stringContaining('稍后再试'),
    })
    expect(refused.headers['retry-after']).toBe('5')
    const rows = await house.db.system((_tx, client) => client.query(`select 1 from file where name = 'd.pdf'`))
    expect([rows.rows, leftBehind()]).toEqual([[], []])
    store.isAway = false
    expect((await upload('wang', 'd.pdf', PDF('away'))).statusCode).toBe(201)
  })

  test('whose bytes are gone or whose store is away answer 503 and not half a file', async () => {
    const bytes = PDF('gone')
    const { id } = (await upload('wang', 'e.pdf', bytes)).json()
    store.objects.delete(keyOf(bytes))
    expect((await download('wang', id)).statusCode).toBe(503)
    store.isAway = true
    expect((await download('wang', id)).json().type).toBe('/problems/file/store-away')
  })

  test('cannot be kept with a wrong key, and the answer does not name it', async () => {
    const blobs = openBlobs(dataDir, { ...store.settings, secretKey: 'not the secret' })
    const arrived = await blobs.receive(
      (async function* () {
        yield PDF('wrong key')
      })(),
      1000,
    )
    const failure = await blobs.keep(arrived).catch((error: Error) => error)
    expect(String((failure as Error).cause)).toContain('answered 403')
    expect(String((failure as Error).cause)).not.toContain('secret')
    await blobs.discard(arrived)
  })

  test('are part of a backup, and go back into a bucket by a restore', async () => {
    const bytes = PDF('backed up')
    expect((await upload('wang', 'f.pdf', bytes)).statusCode).toBe(201)
    store.objects.set(keyOf(PDF('gone')), PDF('gone'))
    const folder = mkdtempSync(path.join(tmpdir(), 'angrid-s3-backup-'))
    const target = path.join(folder, 'backup')
    await backupWithFiles(house.ownerUrl, dataDir, target, store.settings, () => {})
    const saved = path.join(target, 'files', keyOf(bytes).replace('/angrid-files/', ''))
    expect(readFileSync(saved).equals(bytes)).toBe(true)

    const [empty, other] = [await testDatabase(), await TestObjectStore.open()]
    await restore(empty.ownerUrl, path.join(folder, 'var'), target, () => {})
    await returnFiles(target, path.join(folder, 'var'), other.settings)
    expect(other.objects.get(keyOf(bytes))?.equals(bytes)).toBe(true)
    expect(other.objects.size).toBe(new Set([...store.objects.keys()]).size)
    await other.close()
    await empty.drop()
    rmSync(folder, { recursive: true, force: true })
  })
})
