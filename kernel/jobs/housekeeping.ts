import { sql } from 'kysely'
import { defineJob, type Job } from './job.ts'

/** Work of the house itself: receipts of requests are kept seven days, those of devices that may be off the net for months longer. */
export const housekeepingJobs: Job[] = [
  defineJob({
    name: 'house.forget-receipts',
    schedule: '40 3 * * *',
    run: (db) =>
      db.system(async (tx) => {
        await sql`
          delete from request_receipt
          where created_at < now() - case when starts_with(request_key, 'field:') then interval '400 days' else interval '7 days' end`.execute(
          tx,
        )
      }),
  }),
]
