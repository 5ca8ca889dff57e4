import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { ListTable } from '../model/list.ts'
import { runComparison } from './compare.ts'
import { COMPARE } from './service.ts'

/** The worker's part: comparing, which takes as long as the lists are. */
export const reconciliationJobs = (lists: ListTable): Job[] => [
  defineJob({
    name: COMPARE,
    expireSeconds: 900,
    run: (db, { id }) => runComparison(db, lists, String(id)),
  }),
]
