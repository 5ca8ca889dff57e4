import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { judgePlaces, noticeSilence } from './watcher.ts'

/** The worker's part: loaded vehicles nobody hears are noticed each minute, and places that waited are judged even where no process follows them live. */
export const vehicleJobs = (settings: Settings): Job[] => [
  defineJob({
    name: 'vehicle.notice-silence',
    schedule: '* * * * *',
    run: async (db) => {
      await settings.settled()
      await judgePlaces(db, settings)
      await noticeSilence(db, settings)
    },
  }),
]
