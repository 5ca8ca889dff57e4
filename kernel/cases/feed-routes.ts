import { z } from 'zod'
import { beginStream } from '#kernel/http/live-lines.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import type { CaseDesk } from './desk.ts'
import { FeedLine, type FeedView, readFeed } from './feed.ts'
import type { LiveActs } from './live.ts'

const tag = '办件'
const FeedAsk = z.object({
  grid: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional()
    .meta({ description: '哪个网格；不填为自己的网格' }),
})

/** What people just did in a grid: the newest acts once, or told as they are done. */
export const feedRoutes = (desk: CaseDesk, live: LiveActs): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/cases/feed',
    summary: '网格内刚办的事，新的在前；只有本人能看的几类办件，不带姓名',
    tag,
    permission: 'signed-in',
    query: FeedAsk,
    answer: z.object({ items: z.array(FeedLine) }),
    act: async ({ tx, actor, query }) => ({ items: await readFeed(tx, desk, viewOf(desk, actor, query.grid), null) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/cases/feed/events',
    summary: '刚办的事的实时推送（text/event-stream）：先是最近的，以后随办随到，每秒至多一次',
    tag,
    permission: 'in-person',
    raw: true,
    query: FeedAsk,
    answer: z.null(),
    act: async ({ actor, query, request, reply }) => {
      const view = viewOf(desk, actor, query.grid)
      const stream = beginStream(request, reply)
      // The page tries again by itself; an error cannot be told once the stream has begun.
      await live.subscribe(actor.sessionId as string, view, stream).catch(() => stream.end())
      return null
    },
  }),
]

const viewOf = (desk: CaseDesk, actor: Actor, grid: string | undefined): FeedView => ({
  scope: actor.scope,
  grid: grid ?? null,
  types: [...desk.kinds.keys()].filter((type) => may(actor, `${type}.read`)),
})
