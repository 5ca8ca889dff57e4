import { Dexie } from 'dexie'
import { ApiProblem, read } from '#kernel/ui/api.ts'
import { fieldDb, type TakenAnswer } from './db.ts'

const keyOf = (accountId: string, path: string): string => `${accountId} ${path}`

/** Reads from the server and keeps the answer on this device. @throws ApiProblem */
export async function takeAlong<T>(accountId: string, path: string): Promise<T> {
  const body = await read<T>(path)
  const text = JSON.stringify(body)
  await fieldDb.taken.put({
    ...{ key: keyOf(accountId, path), accountId, path, body },
    at: new Date().toISOString(),
    bytes: text.length,
  })
  return body
}

/** What a room adds to whatever is taken along. */
type Follower = (accountId: string, paths: readonly string[]) => Promise<void>
const followers = new Set<Follower>()

/** Lets a room add its own to whatever is taken along. @returns ends it */
export function followTaking(follower: Follower): () => void {
  followers.add(follower)
  return () => followers.delete(follower)
}

/** Says that paths were taken along, and waits until what belongs to them is here too. @throws ApiProblem */
export async function tookAlong(accountId: string, paths: readonly string[]): Promise<void> {
  for (const follower of followers) await follower(accountId, paths)
}

/** An answer, and whether it is of now or was taken along. */
export interface Held<T> {
  body: T
  at: string
  fresh: boolean
}

/** The server's answer when it can be reached, else the one taken along. @throws ApiProblem when there is neither */
export async function readHeld<T>(accountId: string, path: string): Promise<Held<T>> {
  try {
    const body = await takeAlong<T>(accountId, path)
    return { body, at: new Date().toISOString(), fresh: true }
  } catch (error) {
    const kept = await held<T>(accountId, path)
    const isAway = error instanceof ApiProblem && (error.status === 0 || error.status === 401 || error.status >= 500)
    if (kept && isAway) return kept
    throw error
  }
}

type Look = (accountId: string, path: string) => Promise<Held<unknown> | undefined>
const looks: Look[] = []

/** Lets answers be looked for elsewhere on this device too: something larger may have come along that holds them. */
export function alsoHeldBy(look: Look): void {
  looks.push(look)
}

async function heldElsewhere(accountId: string, path: string): Promise<Held<unknown> | undefined> {
  for (const look of looks) {
    const found = await look(accountId, path)
    if (found) return found
  }
  return undefined
}

/** What was taken along of a path, the youngest of it; undefined for nothing. */
export async function held<T>(accountId: string, path: string): Promise<Held<T> | undefined> {
  const kept: TakenAnswer | undefined = await fieldDb.taken.get(keyOf(accountId, path))
  const other = await heldElsewhere(accountId, path)
  if (other && (!kept || other.at > kept.at)) return other as Held<T>
  return kept && { body: kept.body as T, at: kept.at, fresh: false }
}

/** How much is taken along, in answers and in bytes. */
export async function takenSize(accountId: string): Promise<{ answers: number; bytes: number }> {
  // From the index alone: the answers themselves are megabytes, and a page asks this whenever it opens.
  const sizes = await fieldDb.taken
    .where('[accountId+bytes]')
    .between([accountId, Dexie.minKey], [accountId, Dexie.maxKey])
    .keys()
  return { answers: sizes.length, bytes: sizes.reduce<number>((sum, key) => sum + bytesIn(key), 0) }
}

const bytesIn = (key: unknown): number => Number((key as readonly unknown[])[1])

/** How many of some paths are taken along. */
export async function countHeld(accountId: string, paths: readonly string[]): Promise<number> {
  const keys = paths.map((path) => keyOf(accountId, path))
  const own = new Set<string>(await fieldDb.taken.where('key').anyOf(keys).primaryKeys())
  const missing = paths.filter((path) => !own.has(keyOf(accountId, path)))
  const elsewhere = await Promise.all(missing.map((path) => heldElsewhere(accountId, path)))
  return own.size + elsewhere.filter(Boolean).length
}
