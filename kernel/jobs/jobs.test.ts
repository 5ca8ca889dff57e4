import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asOwner, type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import { messageJobs } from '#kernel/messages/jobs.ts'
import { recordOnly } from '#kernel/messages/outbound/provider.ts'
import { queueOutbound } from '#kernel/messages/outbound/service.ts'
import { enqueue } from './enqueue.ts'
import { defineJob, type Job } from './job.ts'
import { type RunningJobs, startJobs } from './runner.ts'

let house: TestDatabase
const workers: RunningJobs[] = []
beforeAll(async () => {
  house = await testDatabase()
  await asOwner(house.ownerUrl, 'create table job_trace (job int, worker text)')
  await asOwner(house.ownerUrl, 'grant select, insert on job_trace to angrid_app')
})
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()))
})
afterAll(() => house.drop())

const start = async (jobs: Job[]) => {
  const worker = await startJobs(house.ownerUrl, house.db, jobs, { superviseSeconds: 1, stopWithinMs: 3000 })
  workers.push(worker)
  return worker
}
const traces = async (job: number) =>
  (await house.db.pool.query('select worker from job_trace where job = $1', [job])).rows.map((row) => row.worker)
const trace = (name: string, worker: string, more: Partial<Job> = {}) =>
  defineJob({
    name,
    run: async (db, data) => {
      await db.pool.query('insert into job_trace (job, worker) values ($1, $2)', [data.n, worker])
    },
    ...more,
  })
async function until(what: () => Promise<boolean>, ms = 20_000): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (await what()) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return false
}
const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('a job', () => {
  test('asked for while no worker runs is done once a worker starts, and exactly once with two of them', async () => {
    for (let n = 100; n < 200; n++) await house.db.system((tx) => enqueue(tx, 'test.simple', { n }))
    await Promise.all([start([trace('test.simple', 'a')]), start([trace('test.simple', 'b')])])
    const count = async () =>
      (await house.db.pool.query('select count(*) from job_trace where job between 100 and 199')).rows[0].count
    expect(await until(async () => (await count()) >= 100)).toBe(true)
    await settle(500)
    expect(await count()).toBe(100)
  })

  test('does not exist when the act that asked for it fails', async () => {
    await start([trace('test.simple', 'a')])
    const failed = house.db.system(async (tx) => {
      await enqueue(tx, 'test.simple', { n: 1 })
      throw new Error('the act fails')
    })
    await expect(failed).rejects.toThrow('the act fails')
    await house.db.system((tx) => enqueue(tx, 'test.simple', { n: 2 }))
    expect(await until(async () => (await traces(2)).length === 1)).toBe(true)
    expect(await traces(1)).toEqual([])
  })

  test('that fails is tried again until it succeeds', async () => {
    let tries = 0
    await start([
      trace('test.flaky', 'a', {
        run: async (db, data) => {
          tries++
          if (tries < 2) throw new Error('not yet')
          await db.pool.query('insert into job_trace (job, worker) values ($1, $2)', [data.n, `try ${tries}`])
        },
      }),
    ])
    await house.db.system((tx) => enqueue(tx, 'test.flaky', { n: 3 }))
    expect(await until(async () => (await traces(3)).length > 0, 40_000)).toBe(true)
    expect(await traces(3)).toEqual(['try 2'])
  })

  test('asked for later does not run before its time', async () => {
    await start([trace('test.simple', 'a')])
    const startAfter = new Date(Date.now() + 3_000)
    await house.db.system((tx) => enqueue(tx, 'test.simple', { n: 4 }, { startAfter }))
    await settle(1_500)
    expect(await traces(4)).toEqual([])
    expect(await until(async () => (await traces(4)).length === 1)).toBe(true)
    expect(Date.now()).toBeGreaterThanOrEqual(startAfter.getTime())
  })

  test('of a worker that was killed in the middle is finished by another, and its work happens once', async () => {
    await house.db.system((tx) => enqueue(tx, 'test.long', { n: 5 }))
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'test-worker.ts'), house.ownerUrl], {
      stdio: 'ignore',
    })
    expect(await until(async () => (await traces(5)).includes('first started'), 30_000)).toBe(true)
    child.kill('SIGKILL')
    await start([trace('test.long', 'second done', { expireSeconds: 3 })])
    expect(await until(async () => (await traces(5)).includes('second done'), 40_000)).toBe(true)
    await settle(2_000)
    expect((await traces(5)).sort()).toEqual(['first started', 'second done'])
  })

  test('nobody but the worker reads or takes requests', async () => {
    for (const text of ['select * from job_request', 'delete from job_request', 'select * from jobs.job'])
      await expect(house.db.pool.query(text)).rejects.toThrow('permission denied')
  })
})

describe('a text on its way out', () => {
  const state = async (id: string) =>
    (await asOwner(house.ownerUrl, 'select state, tries, provider from outbound_message where id = $1', [id])).rows[0]
  const queue = () =>
    house.db.system((tx) =>
      queueOutbound(tx, { channel: 'sms', address: '13800138000', text: '【安网】请处理', gridCode: '370523' }),
    )

  test('is sent once although two workers run and the job is asked for twice', async () => {
    const sent: string[] = []
    const provider = {
      name: 'counting',
      send: async ({ id }: { id: string }) => {
        sent.push(id)
        await settle(300)
        return 'number-1'
      },
    }
    const id = await queue()
    await house.db.system((tx) => enqueue(tx, 'message.send-outbound', { id }))
    await Promise.all([start(messageJobs(provider)), start(messageJobs(provider))])
    expect(await until(async () => (await state(id)).state === 'sent')).toBe(true)
    await settle(1_500)
    expect(sent).toEqual([id])
    expect(await state(id)).toEqual({ state: 'sent', tries: 1, provider: 'counting' })
  })

  test('the gateway refused is kept with its reason and sent on the next try', async () => {
    let tries = 0
    const provider = {
      name: 'flaky',
      send: async () => {
        tries++
        if (tries === 1) throw new Error('gateway busy')
        return 'number-2'
      },
    }
    const id = await queue()
    await start(messageJobs(provider))
    expect(await until(async () => (await state(id)).state === 'failed')).toBe(true)
    expect(await until(async () => (await state(id)).state === 'sent', 40_000)).toBe(true)
    expect((await state(id)).tries).toBe(2)
  })

  test('stays a record only when no gateway is set up', async () => {
    const id = await queue()
    await start(messageJobs(recordOnly))
    expect(await until(async () => (await state(id)).state === 'sent')).toBe(true)
    expect((await state(id)).provider).toBe('record-only')
  })
})
