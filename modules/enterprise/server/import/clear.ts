import { rm } from 'node:fs/promises'
import type { Database } from '#kernel/db/db.ts'
import { uploadPath } from './service.ts'
import * as store from './store.ts'

const BATCH = 50

/**
 * Removes spreadsheets whose term is over, and what their rows held: names and phones nobody needs any more. The import
 * stays with its counts and says that it was cleared. Enterprises that were written are not touched.
 * @returns how many were cleared
 */
export async function clearUploads(db: Database, folder: string, keptDays: number): Promise<number> {
  const before = new Date(Date.now() - keptDays * 86_400_000)
  let cleared = 0
  for (;;) {
    const ids = await db.system((tx) => store.listOutOfTerm(tx, before, BATCH))
    for (const id of ids) {
      // The file first: were it the other way round, a death in between would leave a file nobody looks for again.
      await rm(uploadPath(folder, id), { force: true })
      await db.system((tx) => store.clearImport(tx, id))
    }
    cleared += ids.length
    if (ids.length < BATCH) return cleared
  }
}
