import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { today } from '#kernel/identity/limits.ts'
import { queueOutbound } from './outbound/service.ts'
import * as store from './store.ts'

export interface NewMessage {
  /** A seat (whoever sits there, now and later) or one person. */
  to: { seatId: string } | { personId: string }
  /** Name for ever, like `hazard.assigned`. */
  kind: string
  title: string
  text?: string
  /** Page of this platform, starting with a slash. */
  link?: string
  /** What it is about; `finishMessages` finds it by kind and ref. */
  ref?: string
  /** Stays open after reading until `finishMessages`. */
  needsAction?: boolean
  /** Also as a text message to the phones behind the address. */
  sms?: boolean
}

/**
 * Puts a message into an inbox, in the transaction of the act it tells of: no act without its message, no message
 * without its act. Whoever is signed in sees it the moment the act commits.
 * @returns the id of the message
 */
export async function sendMessage(tx: Tx, message: NewMessage): Promise<string> {
  const seatId = 'seatId' in message.to ? message.to.seatId : null
  const personId = 'personId' in message.to ? message.to.personId : null
  const id = newId()
  await store.insertMessage(tx, {
    id,
    seatId,
    personId,
    kind: message.kind,
    ref: message.ref ?? null,
    title: message.title,
    text: message.text ?? '',
    link: message.link ?? null,
    needsAction: message.needsAction ?? false,
  })
  if (message.sms)
    for (const { phone, gridCode } of await store.listPhones(tx, { seatId, personId }, today()))
      await queueOutbound(tx, { channel: 'sms', address: phone, text: `【安网】${message.title}`, gridCode })
  return id
}

/** Marks all messages about a matter done, and read: it needs nobody any more, and nobody has to go and look. @returns how many were open */
export const finishMessages = (tx: Tx, kind: string, ref: string): Promise<number> => store.markDone(tx, kind, ref)

/** When some messages were read; those that were not are missing. */
export const listReadAt = (tx: Tx, ids: readonly string[]): Promise<Map<string, Date>> => store.listReadAt(tx, ids)
