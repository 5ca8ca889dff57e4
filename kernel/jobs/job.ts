import type { Database } from '#kernel/db/db.ts'

/** One kind of background work. */
export interface Job {
  /** Name for ever, like `message.send-outbound`; requests in the database carry it. */
  name: string
  /** Cron in China time; a job without one runs when somebody asks for it. */
  schedule?: string
  /** Tries after the first, each waiting longer; 5 unless said. */
  retries?: number
  /** Seconds after which a run is given up and another worker takes over; 300 unless said. */
  expireSeconds?: number
  /**
   * Does the work once per call. A worker may die after the work and before saying so, then it is called again with the
   * same data: change the row and note that it was done in one transaction.
   */
  run(db: Database, data: Record<string, unknown>): Promise<void>
}

/** Declares a job; only here for its shape to be checked where it is written. */
export const defineJob = (job: Job): Job => job
