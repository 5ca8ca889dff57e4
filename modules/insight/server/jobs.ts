import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { defineJob, type Job } from '#kernel/jobs/job.ts'
import { findAll } from './find.ts'
import { forecastAll } from './forecast.ts'
import { trainModel } from './ranking.ts'

/** The worker's part: findings and what is expected of the month every morning, a new version of the model when a month is over. */
export const insightJobs = (room: IndicatorRoom): Job[] => [
  defineJob({
    name: 'insight.find',
    schedule: '20 6 * * *',
    expireSeconds: 1800,
    run: async (db) => {
      await findAll(db, room, today())
    },
  }),
  defineJob({
    name: 'insight.forecast',
    schedule: '40 6 * * *',
    expireSeconds: 1800,
    run: async (db) => {
      await forecastAll(db, room, today())
    },
  }),
  defineJob({
    name: 'insight.train',
    schedule: '20 5 2 * *',
    expireSeconds: 1800,
    run: async (db) => {
      await trainModel(db, today()).catch((error: unknown) => {
        // A young city has too few visits; it is tried again next month.
        if (!(error instanceof Problem)) throw error
      })
    },
  }),
]
