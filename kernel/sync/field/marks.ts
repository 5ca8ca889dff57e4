import { SIGHTING_MS } from '../model/grade.ts'
import { fieldDb, type KnownMark, type Sighting } from './db.ts'

const keyOf = (accountId: string, what: string): string => `${accountId} ${what}`

/** Keeps the marks of some objects on this device; what it knew of them before is forgotten. */
export async function keepMarks(
  accountId: string,
  objectIds: readonly string[],
  marks: readonly { code: string; objectId: string; name: string }[],
): Promise<void> {
  const at = new Date().toISOString()
  await fieldDb.transaction('rw', fieldDb.marks, async () => {
    await fieldDb.marks
      .where('[accountId+objectId]')
      .anyOf(objectIds.map((id) => [accountId, id]))
      .delete()
    await fieldDb.marks.bulkPut(
      marks.map(({ code, objectId, name }) => ({ key: keyOf(accountId, code), accountId, code, objectId, name, at })),
    )
  })
}

/** Whose mark a code is, as far as this device was told; undefined for none. */
export const findMark = (accountId: string, code: string): Promise<KnownMark | undefined> =>
  fieldDb.marks.get(keyOf(accountId, code))

/** Notes that a mark was read at its object, now. */
export async function sawMark(
  accountId: string,
  { objectId, code }: { objectId: string; code: string },
): Promise<void> {
  await fieldDb.sightings.put({
    ...{ key: keyOf(accountId, objectId), accountId, objectId, code },
    seenAt: new Date().toISOString(),
  })
}

/** The mark last read at an object, while that counts. */
export async function sightingOf(accountId: string, objectId: string | null): Promise<Sighting | null> {
  const last = objectId ? await fieldDb.sightings.get(keyOf(accountId, objectId)) : undefined
  return last && Date.now() - Date.parse(last.seenAt) < SIGHTING_MS ? last : null
}

/** Forgets what an account knew and read. */
export async function forgetMarks(accountId: string): Promise<void> {
  await fieldDb.marks.where({ accountId }).delete()
  await fieldDb.sightings.where({ accountId }).delete()
}
