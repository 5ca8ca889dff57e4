import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { endTerms } from './store.ts'
import { hazardTally } from './tally.ts'

/** The worker's part in hazards: terms end at midnight, and figures are brought up to date. */
export const hazardJobs: Job[] = [
  defineJob({
    name: 'hazards.end-terms',
    schedule: '* * * * *',
    run: async (db) => {
      await db.system(endTerms)
      await foldTally(db, hazardTally)
    },
  }),
]
