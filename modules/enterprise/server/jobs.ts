import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { findDoubles } from './doubles/service.ts'

/** Nightly work on the register. */
export const enterpriseJobs: Job[] = [
  defineJob({
    name: 'enterprise.find-doubles',
    schedule: '30 2 * * *',
    expireSeconds: 3600,
    run: async (db) => {
      await findDoubles(db)
    },
  }),
]
