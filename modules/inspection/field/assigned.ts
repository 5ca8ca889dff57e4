import { fieldDb } from '#kernel/sync/field/db.ts'
import { held, readHeld } from '#kernel/sync/field/taken.ts'
import { MINE } from './take.ts'
import type { Inspection, Visit } from './visit-draft.ts'

/** The inspection of an enterprise that is under way on this device, else the next one is sent to; null for none. */
export async function assignedTo(accountId: string, objectId: string): Promise<string | null> {
  const prefix = `${accountId} inspection.`
  const drafts = await fieldDb.drafts.where('key').startsWith(prefix).toArray()
  for (const { key, values } of drafts) {
    const { acts = [], step } = values as unknown as Visit
    const id = key.slice(prefix.length)
    if (acts.length === 0 || step === 'done') continue
    if ((await held<Inspection>(accountId, `/inspections/${id}`))?.body.objectId === objectId) return id
  }
  const list = await readHeld<{ items: Inspection[] }>(accountId, MINE).catch(() => null)
  return list?.body.items.find((one) => one.objectId === objectId)?.id ?? null
}
