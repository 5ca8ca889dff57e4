/** A worker of its own process for the tests: takes one job, says so in the database, and never finishes it. */
import { Database } from '#kernel/db/db.ts'
import { defineJob } from './job.ts'
import { startJobs } from './runner.ts'

const ownerUrl = process.argv[2] as string
const db = new Database(ownerUrl, { connections: 2 })
await startJobs(ownerUrl, db, [
  defineJob({
    name: 'test.long',
    expireSeconds: 3,
    run: async (database, data) => {
      await database.pool.query('insert into job_trace (job, worker) values ($1, $2)', [data.n, 'first started'])
      // Within the transaction of the work: dies with the process.
      await database.system(async (_tx, client) => {
        await client.query('insert into job_trace (job, worker) values ($1, $2)', [data.n, 'first done'])
        await new Promise((resolve) => setTimeout(resolve, 600_000))
      })
    },
  }),
])
