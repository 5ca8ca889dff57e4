import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { closeCommands } from './commands.ts'
import { rollUp } from './rollup.ts'
import { dropOld, keepDays } from './store.ts'

/** Partitions are made so many days ahead: a worker that stands still over a holiday leaves no day without one. */
const AHEAD_DAYS = 10
/** Readings are kept a year, minutes three (`major-hazard-gb18218` §8); hours and days for ever. */
const READING_DAYS = 366
const MINUTE_DAYS = 3 * 366
const REFUSAL_DAYS = 30

export const telemetryJobs: Job[] = [
  defineJob({
    name: 'telemetry.roll-up',
    schedule: '* * * * *',
    run: async (db) => {
      await rollUp(db)
    },
  }),
  defineJob({
    name: 'telemetry.close-commands',
    schedule: '* * * * *',
    run: async (db) => {
      await db.system(closeCommands)
    },
  }),
  defineJob({
    name: 'telemetry.keep-days',
    schedule: '20 2 * * *',
    run: (db) =>
      db.system(async (tx) => {
        const today = localDateOf(new Date())
        await keepDays(tx, addDays(today, -1), addDays(today, AHEAD_DAYS))
        await dropOld(tx, addDays(today, -READING_DAYS), addDays(today, -MINUTE_DAYS), REFUSAL_DAYS)
      }),
  }),
]
