import type { FindActor } from '#kernel/cases/bulk-all.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { ArchiveContext } from './context.ts'
import { bindVolume } from './service/bind.ts'
import { endExpired } from './service/lend.ts'
import { BIND } from './service/volume.ts'
import { listStuck } from './store/volume.ts'

/** What a worker does for archives: puts volumes together, goes on with those a dead worker left, and ends loans on their day. */
export const archiveJobs = (context: ArchiveContext, find: FindActor): Job[] => [
  defineJob({
    name: BIND,
    retries: 3,
    expireSeconds: 1800,
    run: (db, { volumeId }) => bindVolume({ db, context, find }, String(volumeId)),
  }),
  defineJob({
    name: 'archive.go-on-binding',
    schedule: '*/20 * * * *',
    run: (db) =>
      db.system(async (tx) => {
        for (const volumeId of await listStuck(tx)) await enqueue(tx, BIND, { volumeId })
      }),
  }),
  defineJob({ name: 'archive.end-loans', schedule: '5 0 * * *', run: async (db) => void (await endExpired(db)) }),
]
