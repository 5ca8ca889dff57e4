import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { type Actor, actingName, may } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { common, Problem } from './problem.ts'
import type { AnyRoute, Call, RequestMeta } from './route.ts'

/** Finds out who sends a request; null when nobody does. Throws a Problem when the token is no longer good. */
export type Identify = (request: FastifyRequest) => Promise<Actor | null>

export interface ChainParts {
  db: Database
  identify: Identify
  settings: SettingsReader
  /** Keeps how a write came about, in its transaction. */
  witness?: ((tx: Tx, actor: Actor, answer: unknown, places: readonly string[]) => Promise<void>) | undefined
}

/** Hangs a declared route into Fastify. Read it top to bottom: it is the whole life of a request. */
export function serve(app: FastifyInstance, route: AnyRoute, parts: ChainParts): void {
  if (route.method !== 'GET' && !route.audit) throw new Error(`${route.method} ${route.path} names no audit action`)
  app.route({
    method: route.method,
    url: route.path,
    config: route.perMinute ? { rateLimit: limitOf(route.perMinute, route.permission === 'public') } : {},
    schema: {
      summary: route.summary,
      tags: [route.tag],
      operationId: operationId(route),
      ...(route.permission === 'public' ? { security: [] } : {}),
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { querystring: route.query } : {}),
      ...(route.body && !route.raw && !route.stream ? { body: route.body } : {}),
      response: { [route.status ?? 200]: route.answer, default: problemSchema },
    },
    // Who and whether come before the body is looked at: a stranger learns nothing from validation.
    preValidation: async (request) => {
      refuseCrossSite(request)
      if (route.permission === 'public') {
        request.actor = await whoeverItIs(parts, request)
        return
      }
      const actor = await parts.identify(request)
      if (!actor) throw new Problem(common.notSignedIn, '请登录后再试。')
      if (!may(actor, route.permission) && actor.mustChangePassword)
        throw new Problem(common.passwordFirst, '请先把初始密码改成您自己的密码。')
      if (!may(actor, route.permission) && actor.mustEnrol)
        throw new Problem(common.secondFactorFirst, '您的岗位须用动态口令登录，请先启用。')
      if (!may(actor, route.permission)) throw new Problem(common.forbidden, '您的岗位没有这项权限。')
      if (route.freshProof && actor.sessionId === null)
        throw new Problem(common.forbidden, '这件事要本人在平台上办，接口密钥不能代办。')
      if (route.freshProof && !actor.proven)
        throw new Problem(common.proofNeeded, '这件事比较重要，请再输一次密码或动态口令。')
      request.actor = actor
    },
    handler: async (request, reply) => {
      const answer = await transact(route, parts, request, reply)
      if (reply.sent) return reply
      return reply.code(reply.statusCode === 200 ? (route.status ?? 200) : reply.statusCode).send(answer)
    },
  })
}

/** So many a minute of one account; where nobody has to sign in, from one address. Many people of one office share an address. */
const limitOf = (max: number, isPublic: boolean) => ({
  max,
  timeWindow: '1 minute',
  hook: 'preHandler' as const,
  keyGenerator: (request: FastifyRequest) => (isPublic ? undefined : request.actor?.accountId) ?? request.ip,
})

/** On a public route a token that is no longer good makes nobody, not a refusal: a dead cookie must not bar the sign-in page. */
async function whoeverItIs(parts: ChainParts, request: FastifyRequest): Promise<Actor | null> {
  try {
    return await parts.identify(request)
  } catch (error) {
    if (error instanceof Problem && error.kind.status === 401) return null
    throw error
  }
}

async function transact(
  route: AnyRoute,
  parts: ChainParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const scope = request.actor?.scope ?? { gridFrom: '', gridTo: '', objectId: null }
  if (route.raw) return act(route, parts, request, reply, undefined as never, undefined as never)
  if (route.method === 'GET' && !route.audit) {
    return parts.db.read(scope, (tx) => act(route, parts, request, reply, tx, undefined as never))
  }
  return parts.db.write(scope, async (tx, client) => {
    const receipt = receiptKey(request)
    const earlier = receipt && (await findReceipt(tx, receipt))
    if (earlier) return replay(earlier, receipt, reply)
    const answer = await act(route, parts, request, reply, tx, client)
    if (request.actor) await parts.witness?.(tx, request.actor, answer, route.places ?? [])
    if (receipt) await keepReceipt(tx, receipt, route.status ?? 200, withoutSecrets(route, answer))
    return answer
  })
}

async function act(
  route: AnyRoute,
  parts: ChainParts,
  request: FastifyRequest,
  reply: FastifyReply,
  tx: Tx,
  client: Call<unknown, unknown, unknown>['client'],
): Promise<unknown> {
  const notes: Parameters<Call<unknown, unknown, unknown>['note']>[0][] = []
  const answer = await route.act({
    actor: request.actor as Actor,
    tx,
    client,
    db: parts.db,
    params: request.params,
    query: request.query,
    body: request.body,
    ifMatch: versionOf(request),
    meta: metaOf(request),
    settings: parts.settings,
    note: (about) => notes.push(about),
    request,
    reply,
  })
  if (route.audit && !route.raw) {
    const about = Object.assign({}, ...notes)
    await appendAudit(tx, { action: route.audit, ...actorLine(request.actor), ...about, request: metaOf(request) })
  }
  return answer
}

/** The actor's part of an audit line. */
export function actorLine(actor: Actor | null): {
  accountId: string | null
  actor: { name?: string; account?: string; seat?: string; body?: string }
  gridCode?: string
} {
  if (!actor) return { accountId: null, actor: {} }
  return {
    accountId: actor.accountId,
    actor: { name: actingName(actor), account: actor.login, seat: actor.seatTitle, body: actor.bodyName },
    // An act about no particular place lies where the seat lies, so that the line has a reader.
    ...(actor.seatGrid ? { gridCode: actor.seatGrid } : {}),
  }
}

export function metaOf(request: FastifyRequest): RequestMeta {
  return { id: request.id, ip: request.ip, agent: String(request.headers['user-agent'] ?? '').slice(0, 200) }
}

/** A page of another site may make a browser send our cookie, but it cannot forge where the request comes from. */
function refuseCrossSite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.headers.authorization) return
  const origin = request.headers.origin
  if (!origin || (URL.canParse(origin) && new URL(origin).host === request.headers.host)) return
  throw new Problem(common.crossSite, '请从平台页面内操作。')
}

function versionOf(request: FastifyRequest): number | null {
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(String(request.headers['if-match'] ?? ''))
  return match ? Number(match[1]) : null
}

interface ReceiptKey {
  accountId: string
  key: string
  fingerprint: string
}

function receiptKey(request: FastifyRequest): ReceiptKey | null {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !request.actor) return null
  if (key.length < 8 || key.length > 200) throw new Problem(common.unreadable, 'Idempotency-Key 应为 8 到 200 个字符。')
  const text = `${request.method} ${request.url} ${JSON.stringify(request.body ?? null)}`
  return { accountId: request.actor.accountId, key, fingerprint: createHash('sha256').update(text).digest('hex') }
}

interface Receipt {
  fingerprint: string
  status: number
  body: unknown
}

/** Waits for a twin that is still running, then finds its receipt. */
async function findReceipt(tx: Tx, receipt: ReceiptKey): Promise<Receipt | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${receipt.accountId}/${receipt.key}`}, 7))`.execute(tx)
  const found = await sql<Receipt>`
    select fingerprint, status, body from request_receipt
    where account_id = ${receipt.accountId} and request_key = ${receipt.key}`.execute(tx)
  return found.rows[0]
}

function replay(earlier: Receipt, receipt: ReceiptKey, reply: FastifyReply): unknown {
  if (earlier.fingerprint !== receipt.fingerprint) {
    throw new Problem(common.keyReused, '同一个 Idempotency-Key 用在了内容不同的请求上。')
  }
  reply.header('idempotency-replayed', 'true').code(earlier.status)
  return earlier.body
}

/** A secret is shown once: the receipt, and so a replay of the request, has null in its place. */
function withoutSecrets(route: AnyRoute, answer: unknown): unknown {
  if (!route.shownOnce) return answer
  return { ...(answer as object), ...Object.fromEntries(route.shownOnce.map((field) => [field, null])) }
}

async function keepReceipt(tx: Tx, receipt: ReceiptKey, status: number, answer: unknown): Promise<void> {
  await sql`
    insert into request_receipt (account_id, request_key, fingerprint, status, body)
    values (${receipt.accountId}, ${receipt.key}, ${receipt.fingerprint}, ${status}, ${JSON.stringify(answer ?? null)})`.execute(
    tx,
  )
}

const operationId = (route: AnyRoute) =>
  `${route.method.toLowerCase()}${route.path.replace(/^\/api\/v1/, '').replace(/[^a-zA-Z]+(.)?/g, (_, next) => (next ?? '').toUpperCase())}`

/** RFC 9457 problem details, as every route may answer. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457 问题说明' })

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null
  }
}
