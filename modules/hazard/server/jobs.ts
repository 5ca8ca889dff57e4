import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { remindOfListings } from './listing.ts'
import { listingTerms } from './settings.ts'
import { endTerms } from './store.ts'
import { hazardTally } from './tally.ts'

/** The worker's part in hazards: terms end at midnight, figures are brought up to date, steps of listings are told each morning. */
export const hazardJobs = (settings: Settings): Job[] => [
  defineJob({
    name: 'hazards.end-terms',
    schedule: '* * * * *',
    run: async (db) => {
      await db.system(endTerms)
      await foldTally(db, hazardTally)
    },
  }),
  defineJob({
    name: 'hazards.remind-of-listings',
    schedule: '50 7 * * *',
    run: async (db) => {
      await settings.settled()
      await remindOfListings(db, listingTerms(settings))
    },
  }),
]
