import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { raiseOverdue } from './handover/service.ts'
import { limitsOf } from './limits.ts'
import { disableIdleAccounts } from './people/service.ts'

/** Clocks of accounts and hand-overs. */
export function identityJobs(settings: Settings): Job[] {
  const limits = limitsOf(settings)
  return [
    defineJob({
      name: 'identity.disable-idle-accounts',
      schedule: '10 3 * * *',
      run: async (db) => {
        await settings.settled()
        await db.system((tx) => disableIdleAccounts(tx, limits))
      },
    }),
    defineJob({
      name: 'identity.raise-handovers',
      schedule: '*/10 * * * *',
      run: async (db) => {
        await settings.settled()
        await db.system((tx) => raiseOverdue(tx, limits))
      },
    }),
  ]
}
