import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { BlobStore } from './blobs.ts'
import { sweepUploads } from './uploads.ts'

/** Clears away what arrived and was never kept, an hour after a process died in between. */
export function fileJobs(blobs: BlobStore, uploadFolder: string): Job[] {
  return [
    defineJob({
      name: 'file.sweep-arrivals',
      schedule: '25 * * * *',
      run: async () => {
        await blobs.sweep(new Date(Date.now() - 3_600_000))
        await sweepUploads(uploadFolder)
      },
    }),
  ]
}
