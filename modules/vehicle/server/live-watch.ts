import type { Database } from '#kernel/db/db.ts'
import type { Settings } from '#kernel/settings/settings.ts'
import { judgePlaces } from './watcher.ts'

/** How soon after one another the queue is looked at: an alert is a second away from its person. */
const LOOK_MS = 500

/** Judges places as they come, for as long as the worker runs. @returns stops it when the page under way is done */
export function watchVehicles(db: Database, settings: Settings): () => Promise<void> {
  let isOver = false
  const run = async () => {
    await settings.settled()
    while (!isOver) {
      // A full page is followed by the next at once; a database that is away is asked again.
      const judged = await judgePlaces(db, settings).catch(() => null)
      if (!judged) await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }
  const running = run().catch(() => {})
  return async () => {
    isOver = true
    await running
  }
}
