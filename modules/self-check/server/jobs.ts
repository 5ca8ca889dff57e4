import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { openDueChecks } from './service/plan.ts'
import { remindOfChecks } from './service/remind.ts'

/** The worker's part: checks of a new period are opened soon after it begins, reminders go out each morning. */
export const selfCheckJobs: Job[] = [
  defineJob({
    name: 'self-check.open-due',
    schedule: '*/15 * * * *',
    run: async (db) => {
      await openDueChecks(db)
    },
  }),
  defineJob({
    name: 'self-check.remind',
    schedule: '0 8 * * *',
    run: async (db) => {
      await openDueChecks(db)
      await remindOfChecks(db)
    },
  }),
]
