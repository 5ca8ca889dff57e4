import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { askForReassessment, remindOfReviews } from './service/failure.ts'
import { riskSettings } from './settings.ts'

/** The worker's part: points with repeated hazards are marked soon after, assessments that fall due are told each morning. */
export const riskJobs = (settings: Settings): Job[] => [
  defineJob({
    name: 'risk.ask-for-reassessment',
    schedule: '*/5 * * * *',
    run: async (db) => {
      await settings.settled()
      const [count, days] = [settings.get(riskSettings.repeatCount), settings.get(riskSettings.repeatDays)]
      await askForReassessment(db, { count, days })
    },
  }),
  defineJob({
    name: 'risk.remind-of-reviews',
    schedule: '40 7 * * *',
    run: async (db) => {
      await remindOfReviews(db)
    },
  }),
]
