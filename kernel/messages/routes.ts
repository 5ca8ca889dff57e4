import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { beginStream } from '#kernel/http/live-lines.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { maskPhone } from '#kernel/identity/model/mask.ts'
import type { LiveMessages } from './live.ts'
import { listOutbound } from './outbound/store.ts'
import { MessageView, messageView, OutboundView } from './schema.ts'
import { listInbox, markAllRead, markRead } from './store.ts'

const tag = '消息'
const cursor = z.string().max(500).optional()
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** One's own inbox, its live line, and the outbox of the platform. */
export function messageRoutes(live: LiveMessages): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/inbox',
      summary: '我的消息：发给当前岗位的和发给本人的',
      tag,
      permission: 'signed-in',
      query: z.object({ unread: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no'), cursor, limit }),
      answer: z.object({
        items: z.array(MessageView),
        nextCursor: z.string().nullable(),
        total: z.number(),
        unread: z.number(),
      }),
      act: async ({ tx, actor, query }) => {
        const before = readCursor<[string]>(query.cursor, ['uuid'])?.[0] ?? null
        const page = { before, limit: query.limit, unread: query.unread === 'yes' }
        const { rows, total, unread } = await listInbox(tx, actor, page)
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return { items: rows.map(messageView), nextCursor: last ? writeCursor([last.id]) : null, total, unread }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/inbox/:id/read',
      summary: '标为已读',
      tag,
      permission: 'in-person',
      audit: 'message.read',
      params: z.object({ id: z.uuid('消息编号不正确') }),
      answer: z.object({ id: z.uuid() }),
      act: async ({ tx, actor, params, note }) => {
        if (!(await markRead(tx, actor, params.id))) throw new Problem(common.notFound, '没有这条消息。')
        note({ objectType: 'message', objectId: params.id })
        return params
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/inbox/read-all',
      summary: '全部标为已读',
      tag,
      permission: 'in-person',
      audit: 'message.all-read',
      answer: z.object({ read: z.number() }),
      act: async ({ tx, actor, note }) => {
        const read = await markAllRead(tx, actor)
        note({ objectType: 'message', detail: { read } })
        return { read }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/inbox/events',
      summary: '新消息的实时推送（text/event-stream）；带 Last-Event-ID 时补发断线期间的消息',
      tag,
      permission: 'in-person',
      raw: true,
      answer: z.null(),
      act: async ({ actor, request, reply }) => {
        const since = timeOfId(request.headers['last-event-id'])
        const stream = beginStream(request, reply)
        const who = { seatId: actor.seatId, personId: actor.personId, sessionId: actor.sessionId as string }
        // The page tries again by itself; an error cannot be told once the stream has begun.
        await live.subscribe(who, stream, since).catch(() => stream.end())
        return null
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/outbox',
      summary: '短信和邮件发送记录，号码已脱敏',
      tag,
      permission: 'outbox.read',
      query: z.object({
        state: z.enum(['queued', 'sent', 'failed'], '状态不正确').optional(),
        channel: z.enum(['sms', 'mail'], '渠道不正确').optional(),
        cursor,
        limit,
      }),
      answer: z.object({ items: z.array(OutboundView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const before = readCursor<[string]>(query.cursor, ['uuid'])?.[0] ?? null
        const { rows, total } = await listOutbound(tx, actor.scope, query, { before, limit: query.limit })
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        const items = rows.map((row) => ({
          ...row,
          address: maskAddress(row.address),
          createdAt: row.createdAt.toISOString(),
          sentAt: row.sentAt?.toISOString() ?? null,
        }))
        return { items, nextCursor: last ? writeCursor([last.id]) : null, total }
      },
    }),
  ]
}

function maskAddress(address: string): string {
  const at = address.indexOf('@')
  return at < 0 ? (maskPhone(address) as string) : `${address.slice(0, 1)}***${address.slice(at)}`
}

/** Birth of the last message the page has, out of its id; a minute earlier, for commits that became visible late. */
function timeOfId(header: string | string[] | undefined): Date | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(String(header ?? ''))
  return match ? new Date(Number.parseInt(`${match[1]}${match[2]}`, 16) - 60_000) : null
}
