import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { CHOOSE_JOB, enterTargets } from './choosing.ts'
import { remindOfFeedback } from './feedback.ts'

/** The worker's part in tasks: entering the targets of wide ones, and asking for feedback in its rhythm. */
export const taskJobs: Job[] = [
  defineJob({
    name: CHOOSE_JOB,
    expireSeconds: 1_800,
    run: (db, { taskId, seq }) => enterTargets(db, String(taskId), Number(seq)),
  }),
  defineJob({
    name: 'tasks.remind-feedback',
    // Again each hour of the working day: a worker that was away in the morning still tells of it.
    schedule: '20 8-18 * * *',
    run: async (db) => {
      await remindOfFeedback(db)
    },
  }),
]
