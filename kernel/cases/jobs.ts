import type { Tx } from '#kernel/db/db.ts'
import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { foldTally } from '#kernel/tally/store.ts'
import { BULK_JOB, type FindActor, goOn, goOnWithAll } from './bulk-all.ts'
import { advanceClocks } from './clocks.ts'
import type { CaseDesk } from './desk.ts'
import { forgetOldFeed } from './feed-store.ts'
import { enterOldWords } from './old-words.ts'
import { riseUnheld } from './rise.ts'
import { caseSettings } from './settings.ts'
import { caseTally } from './tally.ts'

/**
 * The worker's part in cases: clocks move every minute, work nobody holds rises every hour, acts on all that matches are carried out.
 * @param find who an account is today on the seat it asked from
 */
export function caseJobs({ kinds, world }: CaseDesk, settings: Settings, find: FindActor): Job[] {
  const rules = {
    get raiseAfterHours() {
      return settings.get(caseSettings.raiseAfterHours)
    },
    link: (type: string, id: string) => kinds.get(type)?.link(id) ?? '',
    title: (type: string) => kinds.get(type)?.type.title ?? type,
    placeOf: async (tx: Tx, gridCode: string) => (await world.gridNames(tx, [gridCode])).get(gridCode) ?? gridCode,
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
      name: 'cases.forget-old-feed',
      schedule: '20 * * * *',
      run: async (db) => db.system(forgetOldFeed),
    }),
    defineJob({
      name: BULK_JOB,
      run: async (db, { id }) => {
        await settings.settled()
        await goOn(db, kinds, find, String(id))
      },
    }),
    defineJob({
      name: 'cases.go-on-with-bulk',
      schedule: '* * * * *',
      run: async (db) => {
        await settings.settled()
        await goOnWithAll(db, kinds, find)
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
