import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { findDoubles } from './doubles/service.ts'
import { clearUploads } from './import/clear.ts'
import { enterpriseSettings } from './settings.ts'

/** Nightly work on the register; uploads lie in `importFolder`. */
export const enterpriseJobs = (settings: Settings, importFolder: string): Job[] => [
  defineJob({
    name: 'enterprise.find-doubles',
    schedule: '30 2 * * *',
    expireSeconds: 3600,
    run: async (db) => {
      await findDoubles(db)
    },
  }),
  defineJob({
    name: 'enterprise.clear-uploads',
    schedule: '10 3 * * *',
    expireSeconds: 3600,
    run: async (db) => {
      await settings.settled()
      await clearUploads(db, importFolder, settings.get(enterpriseSettings.importKeptDays))
    },
  }),
]
