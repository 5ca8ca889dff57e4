import { askPosition, type Position } from '#kernel/ui/position.ts'
import { fieldDb } from './db.ts'

/** So long one is still where one was located at an object: about as long as a visit. */
const FRESH_MS = 2 * 3_600_000

/**
 * Where one is at an object: the last position of the visit while it is fresh, else asked anew; null where the device cannot say.
 * Writes that carried the same position on do not make it younger.
 * @param objectId the object one is at; positions taken at others are not asked about
 */
export async function placeNow(accountId: string, objectId: string | null): Promise<Position | null> {
  const here = (
    await fieldDb.operations
      .filter((one) => one.accountId === accountId && one.stamp?.objectId === objectId && Boolean(one.stamp.place))
      .toArray()
  ).toSorted((a, b) => a.madeAt.localeCompare(b.madeAt))
  const last = here.at(-1)?.stamp?.place
  const taken = here.find(({ stamp }) => stamp?.place?.lng === last?.lng && stamp?.place?.lat === last?.lat)?.madeAt
  if (last && taken && Date.now() - Date.parse(taken) < FRESH_MS)
    return { lng: last.lng, lat: last.lat, accuracyM: last.accuracyM ?? null }
  const found = await askPosition()
  return typeof found === 'string' ? null : found
}
