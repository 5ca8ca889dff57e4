import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { raiseOverdue } from './handover/service.ts'
import type { IdentityLimits } from './limits.ts'
import { disableIdleAccounts } from './people/service.ts'

/** Clocks of accounts and hand-overs. */
export function identityJobs(limits: IdentityLimits): Job[] {
  return [
    defineJob({
      name: 'identity.disable-idle-accounts',
      schedule: '10 3 * * *',
      run: async (db) => {
        await db.system((tx) => disableIdleAccounts(tx, limits))
      },
    }),
    defineJob({
      name: 'identity.raise-handovers',
      schedule: '*/10 * * * *',
      run: async (db) => {
        await db.system((tx) => raiseOverdue(tx, limits))
      },
    }),
  ]
}
