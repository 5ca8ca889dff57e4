import type { FastifyReply, FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { ZodType, z } from 'zod'
import type { AuditEntry } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'

/** What one request hands to the act: who, what came in, and the connection that stands in the actor's scope. */
export interface Call<P, Q, B> {
  actor: Actor
  tx: Tx
  client: pg.PoolClient
  db: Database
  params: P
  query: Q
  body: B
  /** Version from If-Match; null when the client sent none. */
  ifMatch: number | null
  meta: RequestMeta
  /** Values the administrator may change while the platform runs. */
  settings: SettingsReader
  /** Fills in the audit line of a route that names one: the object, its grid, what changed (masked). */
  note(about: Pick<AuditEntry, 'objectType' | 'objectId' | 'gridCode' | 'detail'>): void
  request: FastifyRequest
  reply: FastifyReply
}

export interface RequestMeta {
  id: string
  ip: string
  agent: string
}

/**
 * One route as a reader wants to see it. The chain that serves it is always the same and stands in `chain.ts`:
 * identify → permission → validate → transact → audit → answer.
 */
export interface RouteSpec<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** One Chinese sentence for the API page. */
  summary: string
  tag: string
  /** A permission word; `signed-in` for anybody with a session; `public` for everybody. */
  permission: string
  /** Audit action of a write, or of a read of unmasked personal data. Every write must name one. */
  audit?: string
  /** Critical: password or code must have been shown within the last minutes. */
  freshProof?: boolean
  params?: P
  query?: Q
  body?: B
  answer: A
  /** Status of success; 200 unless said. */
  status?: number
  /** Runs outside a transaction: streams, uploads, sign-in. The act then opens its own. */
  raw?: boolean
  /** The body is not read: the act takes the bytes from `request.raw` itself, of whatever media type. */
  stream?: boolean
  /** Fields of the answer that are secrets: shown to the sender, blank in the receipt of the request. */
  shownOnce?: readonly string[]
  /** A device may do it without a network and send it later (`kernel/sync`): it writes once and opens no session, stream or account. */
  offline?: boolean
  /** Where in the body its sender says he was, as dotted names: what a device says of its own place is held against it. */
  places?: readonly string[]
  /** Requests a minute from one client; the common limit unless said. */
  perMinute?: number
  act(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.input<A>>
}

// biome-ignore lint/suspicious/noExplicitAny: the list of routes is heterogeneous; each one was checked by route()
export type AnyRoute = RouteSpec<any, any, any, any>

/** Declares a route; only here for the types to follow from the schemas. */
export function route<P extends ZodType, Q extends ZodType, B extends ZodType, A extends ZodType>(
  spec: RouteSpec<P, Q, B, A>,
): AnyRoute {
  return spec
}
