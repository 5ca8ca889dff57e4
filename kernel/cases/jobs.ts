import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { advanceClocks } from './clocks.ts'
import type { CaseDesk } from './desk.ts'
import { enterOldWords } from './old-words.ts'
import { riseUnheld } from './rise.ts'
import { caseSettings } from './settings.ts'
import { caseTally } from './tally.ts'

/** The worker's part in cases: clocks move every minute, and work nobody holds rises every hour. */
export function caseJobs({ kinds }: CaseDesk, settings: Settings): Job[] {
  const rules = {
    get raiseAfterHours() {
      return settings.get(caseSettings.raiseAfterHours)
    },
    link: (type: string, id: string) => kinds.get(type)?.link(id) ?? '',
    title: (type: string) => kinds.get(type)?.type.title ?? type,
  }
  return [
    defineJob({
      name: 'cases.advance-clocks',
      schedule: '* * * * *',
      run: async (db) => {
        await settings.settled()
        await advanceClocks(db, rules)
      },
    }),
    defineJob({
      name: 'cases.fold-tally',
      schedule: '* * * * *',
      run: async (db) => {
        await foldTally(db, caseTally)
      },
    }),
    defineJob({
      name: 'cases.enter-words',
      schedule: '* * * * *',
      run: async (db) => {
        await enterOldWords(db, kinds)
      },
    }),
    defineJob({
      name: 'cases.rise-unheld',
      schedule: '15 * * * *',
      run: async (db) => {
        await settings.settled()
        await riseUnheld(db, kinds, settings.get(caseSettings.riseAfterDays))
      },
    }),
  ]
}
