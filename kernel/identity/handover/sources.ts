import type { Tx } from '#kernel/db/db.ts'
import { revokeKey } from '../api-key/store.ts'
import { revokeSession } from '../store.ts'
import * as store from './store.ts'

export interface HandoverThing {
  /** What the source finds the thing by again: an id as a rule. */
  ref: string
  title: string
  /** Page on which it is dealt with. */
  link?: string
}

/** One kind of thing a seat answers for. A module that assigns work to seats registers its own. */
export interface HandoverSource {
  /** Name for ever, e.g. `message`; stored with each item. */
  kind: string
  /** What this seat, held by this person, answers for at this moment. */
  collect(tx: Tx, leaving: { seatId: string; personId: string }): Promise<HandoverThing[]>
  /** Done in the transaction of the acceptance, if there is anything to do. */
  accepted?(tx: Tx, ref: string, at: Date): Promise<void>
}

const sources = new Map<string, HandoverSource>()

/** Adds a kind of thing to every hand-over from now on. */
export function addHandoverSource(source: HandoverSource): void {
  sources.set(source.kind, source)
}

/** All kinds, in the order they were added. */
export const handoverSources = (): HandoverSource[] => [...sources.values()]

/** The source of a stored item; undefined when its module is gone. */
export const handoverSource = (kind: string): HandoverSource | undefined => sources.get(kind)

addHandoverSource({
  kind: 'session',
  collect: async (tx, { seatId, personId }) => {
    const open = await store.listSessionsOnSeat(tx, seatId, personId)
    return open.map((session) => ({ ref: session.id, title: `未退出的登录（${session.ip || '地址不详'}）` }))
  },
  accepted: async (tx, ref, at) => {
    const accountId = await store.findAccountOfSession(tx, ref)
    if (accountId) await revokeSession(tx, accountId, ref, at)
  },
})

addHandoverSource({
  kind: 'api-key',
  collect: async (tx, { seatId, personId }) => {
    const keys = await store.listKeysOfSeat(tx, seatId, personId)
    // The leaver knows the key: it stops with his last day and the successor makes another one.
    return keys.map((key) => ({ ref: key.id, title: `接口密钥「${key.name}」将失效，请另建新密钥` }))
  },
  accepted: async (tx, ref, at) => {
    const accountId = await store.findAccountOfKey(tx, ref)
    if (accountId) await revokeKey(tx, accountId, ref, at)
  },
})
