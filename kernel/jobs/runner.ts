import { type JobResult, PgBoss } from 'pg-boss'
import type { Database } from '#kernel/db/db.ts'
import type { Job } from './job.ts'
import { JobRelay } from './relay.ts'

export interface RunningJobs {
  /** Lets running jobs finish, then stops. What waits is taken by the next worker. */
  stop(): Promise<void>
}

export interface JobOptions {
  /** Told of failed runs and lost connections; never of personal data. */
  log?: (line: string) => void
  /** Seconds between looks for runs that were given up; 15 unless said. */
  superviseSeconds?: number
  /** Longest wait for running jobs when stopping; 20 seconds unless said. */
  stopWithinMs?: number
}

/** Schema of the queue, owned by the owner role; the application role has no right in it. */
const SCHEMA = 'jobs'

// Five at a time; while batches come back full the next one follows without waiting.
const WORK = { pollingIntervalSeconds: 2, batchSize: 5, burstWhenBatchFull: true, perJobResults: true } as const

/**
 * Starts working on the jobs of a registry. Any number of processes may: each job runs in one of them.
 * @param ownerUrl the owner of the tables, who also keeps the queue's own schema in shape
 */
export async function startJobs(
  ownerUrl: string,
  db: Database,
  registry: readonly Job[],
  options: JobOptions = {},
): Promise<RunningJobs> {
  const log = options.log ?? (() => {})
  const supervise = options.superviseSeconds ?? 15
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: SCHEMA,
    max: 4,
    superviseIntervalSeconds: supervise,
    monitorIntervalSeconds: supervise,
    persistWarnings: false,
  })
  boss.on('error', (error) => log(`后台任务：${error.message}`))
  await boss.start()
  const workers = new Map<string, string>()
  for (const job of registry) {
    await prepareQueue(boss, job)
    const worker = await boss.work<Record<string, unknown>, unknown, typeof WORK>(job.name, WORK, (batch) =>
      Promise.all(batch.map((taken) => runOne(db, job, taken, log))),
    )
    workers.set(job.name, worker)
  }
  await dropOldSchedules(boss, registry)
  const relay = new JobRelay(ownerUrl, boss, [...workers.keys()], {
    log,
    moved: (name) => boss.notifyWorker(workers.get(name) as string),
  })
  await relay.start()
  return {
    stop: async () => {
      await relay.stop()
      await boss.stop({ graceful: true, timeout: options.stopWithinMs ?? 20_000 })
    },
  }
}

/** Runs one job of a batch; the failure of one does not touch the others. */
async function runOne(
  db: Database,
  job: Job,
  taken: { id: string; data: Record<string, unknown> | null },
  log: (line: string) => void,
): Promise<JobResult> {
  try {
    await job.run(db, taken.data ?? {})
    return { id: taken.id, status: 'completed' }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    log(`后台任务 ${job.name} 失败：${message}`)
    return { id: taken.id, status: 'failed', output: { message } }
  }
}

async function prepareQueue(boss: PgBoss, job: Job): Promise<void> {
  const settings = {
    retryLimit: job.retries ?? 5,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: job.expireSeconds ?? 300,
    deleteAfterSeconds: 7 * 86_400,
  }
  if (await boss.getQueue(job.name)) await boss.updateQueue(job.name, settings)
  else await boss.createQueue(job.name, settings)
  if (job.schedule) await boss.schedule(job.name, job.schedule, {}, { tz: 'Asia/Shanghai' })
}

/** A schedule outlives the code that set it; one nobody declares any more would fill a queue nobody works on. */
async function dropOldSchedules(boss: PgBoss, registry: readonly Job[]): Promise<void> {
  const declared = new Set(registry.filter((job) => job.schedule).map((job) => job.name))
  for (const { name } of await boss.getSchedules()) if (!declared.has(name)) await boss.unschedule(name)
}
