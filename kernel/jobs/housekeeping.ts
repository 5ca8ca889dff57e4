import { sql } from 'kysely'
import { defineJob, type Job } from './job.ts'

/** Work of the house itself: receipts of requests are kept seven days. */
export const housekeepingJobs: Job[] = [
  defineJob({
    name: 'house.forget-receipts',
    schedule: '40 3 * * *',
    run: (db) =>
      db.system(async (tx) => {
        await sql`delete from request_receipt where created_at < now() - interval '7 days'`.execute(tx)
      }),
  }),
]
