import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { enqueue } from '#kernel/jobs/enqueue.ts'
import type { OutboundProvider, OutboundText } from './provider.ts'
import * as store from './store.ts'

/** Name of the job that sends one text. */
export const SEND_JOB = 'message.send-outbound'

/** Puts a text on its way in the transaction of the act; a job sends it after the commit. */
export async function queueOutbound(tx: Tx, text: Omit<OutboundText, 'id'> & { gridCode: string }): Promise<string> {
  const id = newId()
  await store.insertOutbound(tx, { ...text, id })
  await enqueue(tx, SEND_JOB, { id })
  return id
}

/**
 * Sends one text if nobody has yet. The row stays locked while the provider works, so that two workers never send it
 * both; a worker that dies in between leaves it to the next try, under the same id.
 * @throws what the provider threw, after noting it on the row, so that the job is tried again
 */
export async function sendOutbound(db: Database, provider: OutboundProvider, id: string): Promise<void> {
  const failure = await db.system(async (tx) => {
    const text = await store.claimOutbound(tx, id)
    if (!text) return null
    try {
      await store.markSent(tx, id, provider.name, await provider.send(text))
      return null
    } catch (error) {
      await store.markFailed(tx, id, provider.name, error instanceof Error ? error.message.slice(0, 300) : 'failed')
      return error as Error
    }
  })
  if (failure) throw failure
}
