import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { CHOOSE_JOB, enterTargets } from './choosing.ts'

/** The worker's part in tasks: entering the targets of wide ones. */
export const taskJobs: Job[] = [
  defineJob({
    name: CHOOSE_JOB,
    expireSeconds: 1_800,
    run: (db, { taskId, seq }) => enterTargets(db, String(taskId), Number(seq)),
  }),
]
