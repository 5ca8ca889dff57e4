import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { escalateUnseen, judgeReadings, noticeSilence } from './watcher.ts'

/** The worker's part: silence is noticed each minute, and readings that waited are judged even where no process follows them live. */
export const monitoringJobs = (settings: Settings): Job[] => [
  defineJob({
    name: 'monitoring.notice-silence',
    schedule: '* * * * *',
    run: async (db) => {
      await settings.settled()
      await judgeReadings(db, settings)
      await noticeSilence(db, settings)
      await escalateUnseen(db, settings)
    },
  }),
]
