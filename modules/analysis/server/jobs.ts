import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { localDateOf } from '#standards/calendar/local-date.ts'
import type { ReportSources } from './circular.ts'
import { writeDue } from './report-service.ts'

/** The worker's part in reports: those that are due are written each morning, and again each hour in case it was away. */
export const analysisJobs = (sources: ReportSources): Job[] => [
  defineJob({
    name: 'analysis.write-reports',
    schedule: '10 6-20 * * *',
    expireSeconds: 1800,
    run: async (db) => {
      await writeDue(sources, db, localDateOf(new Date()))
    },
  }),
]
