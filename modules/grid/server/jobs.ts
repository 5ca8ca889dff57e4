import type { Database } from '#kernel/db/db.ts'
import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { qualityReport } from './boundary/quality.ts'
import { listParents, removeExpiredPlans, upsertReport } from './boundary/quality-store.ts'

/** Nightly work on the shape of the grid. */
export const gridJobs: Job[] = [
  defineJob({
    name: 'grid.check-boundaries',
    schedule: '20 2 * * *',
    expireSeconds: 3600,
    run: checkBoundaries,
  }),
  defineJob({
    name: 'grid.forget-plans',
    schedule: '50 3 * * *',
    run: async (db) => {
      await db.system(removeExpiredPlans)
    },
  }),
]

/** Makes the quality report of every node with children, each in its own transaction so that none waits for the others. */
async function checkBoundaries(db: Database): Promise<void> {
  for (const code of await db.system(listParents)) {
    await db.system(async (tx) => upsertReport(tx, await qualityReport(tx, wholeTree, code)))
    // Comparing outlines is arithmetic; requests of the same process get their turn between two nodes.
    await new Promise((resolve) => setImmediate(resolve))
  }
}
