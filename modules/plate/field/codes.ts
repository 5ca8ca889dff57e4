import { deviceState } from '#kernel/sync/field/device.ts'
import { findMark, keepMarks, sawMark } from '#kernel/sync/field/marks.ts'
import { held } from '#kernel/sync/field/taken.ts'
import { ApiProblem, read } from '#kernel/ui/api.ts'

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g
/** Ids in one question: an address stays short enough for every proxy. */
const AT_ONCE = 100
/** So long a scan waits for a slow line before what the device knows by itself is taken. */
const PATIENCE_MS = 4_000

/** The enterprise a plate means, and why the plate is not good any more. */
export interface PlateFound {
  code: string
  objectId: string
  name: string
  /** Null for a good one. */
  ended: { on: string; why: string } | null
  /** Whether the server said so now; else it is what was taken along. */
  fresh: boolean
}

interface Told {
  code: string
  objectId: string
  name: string
  voidedAt: string | null
  voidReason: string | null
}

/** Takes the codes of whatever enterprises were taken along, so that their plates are known without a network. @throws ApiProblem */
export async function takePlates(accountId: string, paths: readonly string[]): Promise<void> {
  const { person } = await deviceState()
  if (!person?.permissions.includes('plate.read')) return
  const ids = [...new Set((await Promise.all(paths.map((path) => idsIn(accountId, path)))).flat())]
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const { items } = await read<{ items: Told[] }>(`/plates?objects=${some.join()}`)
    await keepMarks(accountId, some, items)
  }
}

/** Ids of whatever may be an enterprise: in the path, and the object of what was read there. */
async function idsIn(accountId: string, path: string): Promise<string[]> {
  const objectId = (await held<{ objectId?: unknown }>(accountId, path))?.body.objectId
  return [...(path.match(ID) ?? []), ...(typeof objectId === 'string' ? [objectId] : [])]
}

/**
 * Whose plate a code is: asked of the server where there is a way, else of this device.
 * @returns a sentence where nobody can tell
 */
export async function findPlate(accountId: string, code: string): Promise<PlateFound | string> {
  const known = await findMark(accountId, code)
  if (navigator.onLine)
    try {
      const told = await read<Told>(`/plates/${code}`, AbortSignal.timeout(PATIENCE_MS))
      return { ...told, ended: told.voidedAt ? { on: told.voidedAt, why: told.voidReason ?? '' } : null, fresh: true }
    } catch (error) {
      if (error instanceof ApiProblem && [403, 404, 422].includes(error.status)) return error.detail
    }
  if (known) return { ...known, ended: null, fresh: false }
  return '没有网络，这块码牌又没有带在身上，认不出是哪家。到有网络的地方再扫，或回「今天」从名单里找。'
}

/** Notes that one stands at the plate of an enterprise; what is written down there says so from now on. */
export const arriveAt = (accountId: string, { objectId, code, ended }: PlateFound): Promise<void> =>
  ended ? Promise.resolve() : sawMark(accountId, { objectId, code })
