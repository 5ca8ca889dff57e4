import { z } from 'zod'
import type { MessageRow } from './store.ts'

export const MessageView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    title: z.string(),
    text: z.string(),
    link: z.string().nullable(),
    needsAction: z.boolean(),
    createdAt: z.iso.datetime(),
    read: z.boolean(),
    done: z.boolean(),
  })
  .meta({ id: 'Message' })

/** A stored message as the inbox and the live line show it. */
export function messageView(row: MessageRow): z.output<typeof MessageView> {
  return {
    id: row.id,
    kind: row.kind,
    title: row.title,
    text: row.text,
    link: row.link,
    needsAction: row.needsAction,
    createdAt: row.createdAt.toISOString(),
    read: row.readAt !== null,
    done: row.doneAt !== null,
  }
}

export const OutboundView = z
  .object({
    id: z.uuid(),
    channel: z.enum(['sms', 'mail']),
    address: z.string(),
    text: z.string(),
    state: z.enum(['queued', 'sent', 'failed']),
    tries: z.number(),
    error: z.string().nullable(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'OutboundMessage' })
