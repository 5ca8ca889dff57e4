import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { enterSource } from './ledger.ts'
import type { IndicatorTable } from './model/indicator.ts'

/** The worker's part in indicators: what changed is entered every minute; whoever reads in between enters it first. */
export const indicatorJobs = ({ sources }: IndicatorTable): Job[] => [
  defineJob({
    name: 'indicators.enter',
    schedule: '* * * * *',
    run: async (db) => {
      for (const source of sources) await enterSource(db, source)
    },
  }),
]
