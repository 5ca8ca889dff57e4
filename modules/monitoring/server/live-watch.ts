import type { Database } from '#kernel/db/db.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { escalateUnseen, judgeReadings } from './watcher.ts'

/** How soon after one another the queue is looked at: an alarm is a second away from its person. */
const LOOK_MS = 150
/** Nobody waits a minute longer than he must to hear of what nobody looked at. */
const ESCALATE_MS = 15_000

/** Judges readings as they come, for as long as the worker runs. @returns stops it when the page under way is done */
export function watchPoints(db: Database, settings: Settings): () => Promise<void> {
  let isOver = false
  const run = async () => {
    await settings.settled()
    let escalatedAt = 0
    while (!isOver) {
      // A full page is followed by the next at once; a database that is away is asked again.
      const judged = await judgeReadings(db, settings).catch(() => null)
      if (Date.now() - escalatedAt > ESCALATE_MS) {
        escalatedAt = Date.now()
        await escalateUnseen(db, settings).catch(() => null)
      }
      if (!judged) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }
  const running = run().catch(() => {})
  return async () => {
    isOver = true
    await running
  }
}
