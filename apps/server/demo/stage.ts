import type { Readable } from 'node:stream'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import { actorOf } from '#kernel/identity/actor-of.ts'
import type { IdentityContext } from '#kernel/identity/context.ts'
import { defaultLimits, today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { PermissionTable } from '#kernel/identity/permissions.ts'
import { findAccountByLogin, listSeatsOfPerson } from '#kernel/identity/store.ts'
import { type NewMessage, sendMessage } from '#kernel/messages/service.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { type HeldSeat, layOn } from './store.ts'

/** What is said to an act of the platform: where, what, on which version. */
interface Given {
  params?: Record<string, string>
  body?: unknown
  version?: number
}

/**
 * Where the story of the city is played: real people do real acts through the routes of the platform, each at its
 * moment, so that permission, rules, history, messages and audit are those of the platform itself.
 */
export class Stage {
  readonly tx: Tx
  readonly context: IdentityContext
  readonly #actors = new Map<string, Actor>()
  readonly #scenes: { moment: Date; scene: () => Promise<unknown> }[] = []

  constructor(tx: Tx, table: PermissionTable) {
    this.tx = tx
    // The acts of the story read limits and permissions; secrets and sessions are for requests.
    this.context = { limits: { ...defaultLimits, now: () => new Date() }, table } as unknown as IdentityContext
  }

  /** Plays a scene as if it happened at a moment: for the services, and in what the database noted of it. */
  async at<T>(moment: Date, scene: () => Promise<T>): Promise<T> {
    const done = await standingAt(moment, scene)
    await layOn(this.tx, moment, null)
    return done
  }

  /** Puts a scene into the story; `play` brings them all in the order of their moments. */
  plan(moment: Date, scene: () => Promise<unknown>): void {
    this.#scenes.push({ moment, scene })
  }

  /** Plays what was planned, the earliest first, so that audit and inboxes run forward in time. A scene may plan later ones. */
  async play(): Promise<void> {
    let over = 0
    for (;;) {
      this.#scenes.sort((a, b) => a.moment.getTime() - b.moment.getTime())
      const next = this.#scenes.shift()
      if (!next) return
      // Scenes of one moment follow each other: the second begins when the first is over.
      const moment = new Date(Math.max(next.moment.getTime(), over))
      const began = performance.now()
      await this.at(moment, next.scene)
      over = moment.getTime() + Math.ceil(performance.now() - began) + 1
    }
  }

  /** Sends a message of the platform to the seats of some accounts. */
  async tell(logins: readonly string[], message: Omit<NewMessage, 'to'>): Promise<void> {
    for (const login of logins) {
      const { seatId } = await this.actor(login)
      await sendMessage(this.tx, { ...message, to: { seatId: seatId as string } })
    }
  }

  /** Whoever an account belongs to, on the seat held. */
  async actor(login: string): Promise<Actor> {
    const known = this.#actors.get(login)
    if (known) return known
    const account = await findAccountByLogin(this.tx, login)
    if (!account) throw new Error(`no demo account ${login}`)
    const [seat] = await listSeatsOfPerson(this.tx, account.personId, today())
    if (!seat) throw new Error(`${login} sits nowhere`)
    const { id: seatId, ...rest } = seat
    const row = { ...account, ...rest, accountId: account.id, seatId }
    const actor = actorOf(this.context, row as never, null)
    this.#actors.set(login, actor)
    return actor
  }

  /** Whoever sits on a seat, also one without an account of the demo. */
  actorOn(seat: HeldSeat): Actor {
    const row = { ...seat, personName: seat.name, layer: 'safety', mustChangePassword: false }
    return actorOf(this.context, row as never, null)
  }

  /**
   * Lets somebody do one act through its route: permission, schema, service, audit.
   * @param name method and path as the route declares them
   * @throws what the route would answer with
   */
  async act<Answer>(
    who: string | Actor,
    routes: readonly AnyRoute[],
    name: string,
    given: Given = {},
  ): Promise<Answer> {
    const route = routeOf(routes, name)
    const actor = await this.#whoMay(who, route)
    const notes: object[] = []
    const answer = await route.act({
      tx: this.tx,
      actor,
      params: route.params?.parse(given.params ?? {}),
      body: route.body?.parse(given.body ?? {}),
      query: {},
      ifMatch: given.version ?? null,
      meta: META,
      reply: NOBODY_WAITS,
      settings: AS_DECLARED,
      request: SITE,
      note: (about: object) => void notes.push(about),
    } as never)
    await appendAudit(this.tx, { action: route.audit, ...actorLine(actor), ...Object.assign({}, ...notes) })
    return answer as Answer
  }

  /** Lets somebody send a file through a route that opens its own transactions and writes its own audit. */
  async send<Answer>(
    login: string,
    routes: readonly AnyRoute[],
    name: string,
    given: { db: Database; query: object; stream: Readable },
  ): Promise<Answer> {
    const route = routeOf(routes, name)
    const actor = await this.#whoMay(login, route)
    const { db, query, stream } = given
    const request = { body: stream, headers: {} }
    return (await route.act({ db, actor, query, request, reply: NOBODY_WAITS, meta: META } as never)) as Answer
  }

  async #whoMay(who: string | Actor, route: AnyRoute): Promise<Actor> {
    const actor = typeof who === 'string' ? await this.actor(who) : who
    if (!actor.permissions.has(route.permission)) throw new Error(`${actor.seatTitle} may not ${route.permission}`)
    return actor
  }
}

/** Settings as they are declared: nobody has changed any. */
const AS_DECLARED: SettingsReader = { get: ({ fallback }) => fallback }
/** Where people of the story say they work. */
const SITE = { server: { addresses: () => [{ port: 443 }], listeningOrigin: 'https://angrid.example' } }
const META = { id: 'demo', ip: '', agent: '' }
/** The answer goes to no browser; what a route hangs on its end is done by the story itself. */
const NOBODY_WAITS = { header: () => {}, raw: { on: () => {}, once: () => {} } }

function routeOf(routes: readonly AnyRoute[], name: string): AnyRoute {
  const route = routes.find(({ method, path }) => `${method} ${path}` === name)
  if (!route?.audit) throw new Error(`no act ${name}`)
  return route
}

/** Lets the clock of this process stand at a moment and go on from there while work is done; only before the server listens. */
export async function standingAt<T>(moment: Date, work: () => Promise<T>): Promise<T> {
  const Real = globalThis.Date
  const began = Real.now()
  const now = () => moment.getTime() + (Real.now() - began)
  const Standing = new Proxy(Real, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
  })
  globalThis.Date = Standing
  try {
    return await work()
  } finally {
    globalThis.Date = Real
  }
}
