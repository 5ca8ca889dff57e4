import { defineJob, type Job } from '#kernel/jobs/job.ts'
import type { OutboundProvider } from './outbound/provider.ts'
import { SEND_JOB, sendOutbound } from './outbound/service.ts'

/** Sends texts on their way out through a provider. */
export function messageJobs(provider: OutboundProvider): Job[] {
  return [
    defineJob({
      name: SEND_JOB,
      retries: 8,
      run: (db, data) => sendOutbound(db, provider, String(data.id)),
    }),
  ]
}
