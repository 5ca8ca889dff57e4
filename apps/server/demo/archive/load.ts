import type { FindActor } from '#kernel/cases/bulk-all.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import * as identity from '#kernel/identity/store.ts'
import { markOf } from '#modules/archive/model/contents.ts'
import type { ArchiveContext } from '#modules/archive/server/context.ts'
import { branchesOf } from '#modules/archive/server/routes/waiting.ts'
import { archiveRoutes } from '#modules/archive/server/routes.ts'
import { bindVolume } from '#modules/archive/server/service/bind.ts'
import { getVolume, readDraft } from '#modules/archive/server/service/volume.ts'
import { archiveSettings } from '#modules/archive/server/settings.ts'
import { saveOffice } from '#modules/archive/server/store/office.ts'
import { listWaiting } from '#modules/archive/server/store/waiting.ts'
import type { LocalDate } from '#standards/calendar/local-date.ts'
import { caseDesk } from '../../cases.ts'
import { demoAccounts } from '../accounts.ts'
import { momentOf, workdaysBefore } from '../calendar.ts'
import { FROM } from '../people.ts'
import type { Stage } from '../stage.ts'
import { findBody } from '../store.ts'

const COUNTY = '370523'
const CLERK = 'guangrao-archivist'
const OFFICER = 'guangrao-officer'
const LEADER = 'city-leader'

/** Numbers of the archives of the offices: invented, in the form the archives office gives them. */
const OFFICES = [
  { gridCode: '3705', fonds: 'X001', category: 'WS', unit: 'BGS' },
  { gridCode: COUNTY, fonds: 'X043', category: 'WS', unit: 'BGS' },
] as const

/** The seat of the archivist of the county with its account, and how the offices number their archives. */
export async function loadArchivist(tx: Tx, secret: string): Promise<void> {
  for (const office of OFFICES) await saveOffice(tx, { ...office, version: 0, by: '演示' })
  const account = demoAccounts.find(({ login }) => login === CLERK)
  const bodyId = await findBody(tx, COUNTY)
  if (!account || !bodyId) return
  const { name, title, role, login } = account
  const [personId, seatId] = [newId(), newId()]
  await identity.insertPerson(tx, { id: personId, name, phone: '13805460043' })
  await identity.insertAccount(tx, { id: newId(), personId, login, passwordHash: secret, mustChangePassword: false })
  await identity.insertSeat(tx, { id: seatId, bodyId, title, role, gridCode: COUNTY, fromOn: FROM })
  await identity.insertHolding(tx, { id: newId(), seatId, personId, fromOn: FROM })
}

/** How many files of each kind the archivist has bound in the last days, the oldest first. */
const BOUND: readonly (readonly [kind: string, count: number])[] = [
  ['enforcement-case', 2],
  ['inspection', 6],
]

/**
 * What the archivist of the county did in the last two weeks: files bound, one lent, one asked for, one being arranged; the rest waits, some of it late.
 * @returns how many are bound
 */
export function planArchive(stage: Stage, day: LocalDate, context: ArchiveContext): number {
  const clerk = new Clerk(stage, context)
  let nth = 0
  for (const [kind, count] of BOUND)
    for (let at = 0; at < count; at++, nth++)
      stage.plan(momentOf(workdaysBefore(day, 9 - nth), '15:10'), () => clerk.bind(kind))
  stage.plan(momentOf(workdaysBefore(day, 2), '10:20'), () => clerk.borrow(0, '行政复议答复需要核对送达经过', 10))
  stage.plan(momentOf(workdaysBefore(day, 1), '14:40'), () => clerk.lend())
  stage.plan(momentOf(workdaysBefore(day, 1), '09:30'), () => clerk.borrow(4, '回访企业前看上次检查的记录', 5))
  stage.plan(momentOf(workdaysBefore(day, 1), '11:15'), () => clerk.begin('enforcement-case'))
  return nth
}

/** The archivist at work, through the routes, each act at its moment. */
class Clerk {
  readonly #stage: Stage
  readonly #context: ArchiveContext
  readonly #routes: ReturnType<typeof archiveRoutes>
  readonly #bound: string[] = []

  constructor(stage: Stage, context: ArchiveContext) {
    this.#stage = stage
    this.#context = context
    this.#routes = archiveRoutes(context, caseDesk.world)
  }

  #act<T>(who: string, name: string, given: { params?: Record<string, string>; body?: unknown; version?: number }) {
    return this.#stage.act<T>(who, this.#routes, name, given)
  }

  /** Begins the volume of the case of a kind that waits longest. @returns its id; null when none waits */
  async begin(kind: string): Promise<string | null> {
    const { tx } = this.#stage
    const { scope } = await this.#stage.actor(CLERK)
    // Those that came to their ordinary end first: closed, not ended on the way.
    const branches = branchesOf(kind, archiveSettings.fileWithinDays.fallback).filter(({ state }) => state === 'closed')
    const waiting = await listWaiting(tx, scope, { branches }, { after: null, limit: 20 })
    const next = waiting.find(({ closedAt, volumeId }) => !volumeId && closedAt < new Date())
    if (!next) return null
    const begun = await this.#act<{ id: string }>(CLERK, 'POST /api/v1/archive-volumes', { body: { caseId: next.id } })
    return begun.id
  }

  /** Binds a file to the end, as the worker would a moment later. */
  async bind(kind: string): Promise<void> {
    const id = await this.begin(kind)
    if (!id) return
    const seen = await this.#marksOf(id)
    const { seatId: checker } = await this.#stage.actor(OFFICER)
    const body = { checker, situation: '与原件核对无误；平台启用前各步的附件存纸质卷。', seen }
    await this.#act(CLERK, 'POST /api/v1/archive-volumes/:id/bind', { params: { id }, body, version: 1 })
    const actor = await this.#stage.actor(CLERK)
    const find: FindActor = async () => actor
    await bindVolume({ db: onOne(this.#stage.tx), context: this.#context, find }, id)
    this.#bound.push(id)
  }

  /** What the archivist sees in a volume before he binds it. */
  async #marksOf(id: string): Promise<string[]> {
    const { tx } = this.#stage
    const actor = await this.#stage.actor(CLERK)
    return (await readDraft(tx, actor, await getVolume(tx, actor, id))).lines.map(markOf)
  }

  /** The officer of the county asks for one of the bound files. */
  async borrow(nth: number, reason: string, days: number): Promise<void> {
    const id = this.#bound[nth]
    const body = { reason, extent: '全卷', days }
    if (id) await this.#act(OFFICER, 'POST /api/v1/archive-volumes/:id/borrow', { params: { id }, body })
  }

  /** The head grants what was asked for first. */
  async lend(): Promise<void> {
    const route = this.#routes.find(({ method, path }) => method === 'GET' && path === '/api/v1/archive-loans')
    const actor = await this.#stage.actor(LEADER)
    const asked = await route?.act({ tx: this.#stage.tx, actor, query: { state: 'asked', limit: 10 } } as never)
    const id = asked?.items.at(-1)?.id as string | undefined
    const body = { agrees: true, text: '同意借阅，注意保密。' }
    if (id) await this.#act(LEADER, 'POST /api/v1/archive-loans/:id/decide', { params: { id }, body })
  }
}

/** The one transaction the city is loaded in, for work that would open its own. */
const onOne = (tx: Tx): Database => {
  const same = <T>(_scope: unknown, work: (tx: Tx) => Promise<T>) => work(tx)
  return { read: same, write: same, system: <T>(work: (tx: Tx) => Promise<T>) => work(tx) } as unknown as Database
}
