import { alsoHeldBy } from '#kernel/sync/field/taken.ts'
import type { TemplateAlong } from '../model/schema.ts'
import { alongDb, keyOf } from './db.ts'

const VISIT = /^\/patrol-visits\/([0-9a-f-]{36})$/
const FILE = /^\/enterprises\/([0-9a-f-]{36})$/

// Visits and inspections ask for what they need by the address it has on the server: what came along with an area answers them too.
alsoHeldBy(async (accountId, path) => {
  const [, visited] = VISIT.exec(path) ?? []
  const [, read] = FILE.exec(path) ?? []
  const id = visited ?? read
  const kept = id && (await alongDb.files.get(keyOf(accountId, id)))
  if (!kept) return undefined
  const { file, visit } = kept.body
  if (read) return { body: file, at: kept.at, fresh: false }
  if (!visit) return undefined
  const lists = await alongDb.templates.bulkGet(visit.templates.map((code) => keyOf(accountId, code)))
  const templates = lists.flatMap((list): TemplateAlong[] => (list ? [list.body] : []))
  return { body: { ...visit, templates }, at: kept.at, fresh: false }
})

/** Forgets everything an account took along on this device. */
export async function forgetAlong(accountId: string): Promise<void> {
  await alongDb.transaction('rw', alongDb.tables, async () => {
    for (const table of alongDb.tables) await table.where({ accountId }).delete()
  })
}

/** How much of an account came along: enterprises, bytes, and the day of the oldest area. */
export async function alongSize(
  accountId: string,
): Promise<{ enterprises: number; bytes: number; areas: number; oldest: string | null }> {
  const areas = await alongDb.areas.where({ accountId }).toArray()
  const enterprises = await alongDb.lines.where({ accountId }).count()
  const oldest = areas.map(({ doneAt, begunAt }) => doneAt ?? begunAt).toSorted()[0] ?? null
  return { enterprises, areas: areas.length, oldest, bytes: areas.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** Days after which what was taken along is called old. */
export const OLD_DAYS = 3

/** Whether something taken along is old. */
export const isOld = (at: string): boolean => Date.now() - Date.parse(at) > OLD_DAYS * 86_400_000
