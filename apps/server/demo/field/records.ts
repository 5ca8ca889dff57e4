import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import type { SecretBox } from '#kernel/identity/secret-box.ts'
import { insertAccount } from '#kernel/identity/store.ts'
import { newChallenge } from '#kernel/sync/challenge.ts'
import { type HeldChallenge, Stamp, type StampInput, stampHash } from '#kernel/sync/model/stamp.ts'
import { enterRecord } from '#kernel/sync/witness.ts'
import { addDays, type LocalDate, localDateOf } from '#standards/calendar/local-date.ts'
import { syncContext } from '../../sync.ts'
import { momentOf } from '../calendar.ts'
import type { Dice } from '../dice.ts'
import { DEFAULTS } from '../patrols/load.ts'
import type { Stage } from '../stage.ts'
import { type FieldWork, layReceived, listBusiest, listFieldWork } from '../store.ts'
import { TOWN } from '../story/cast.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** So far back devices were in use. */
const DAYS = 100
/** From one gate to the next. */
const ON_THE_WAY = 25 * MINUTE
/** When the app asked the platform for its clock in the morning. */
const MORNING = '07:50'

const WHY_LATER = ['手机没电，回村部补记', '现场手写，下午补录', '和企业开会，会后补记'] as const

/** How a record came about: what the device knew, when it was written down, and when it arrived. */
interface Making {
  /** Another life of the app than that of the morning: its clock proves nothing any more. */
  restarted: boolean
  doneAt: number
  receivedAt: number
  why: string | null
}

/**
 * Lets the visits and inspections of the last months be written down with devices, as it would have happened: most of them at the gate,
 * some where there was no network, some in the evening. The grades follow from that. @returns how many
 */
export async function loadFieldRecords(
  stage: Stage,
  { secrets, secret, day, dice }: { secrets: SecretBox; secret: string; day: LocalDate; dice: Dice },
): Promise<number> {
  const { tx } = stage
  await giveAccounts(tx, secret)
  const work = await listFieldWork(tx, addDays(day, -DAYS))
  const late: { id: string; receivedAt: Date; late: boolean }[] = []
  let count = 0
  for (const login of new Set(work.map((one) => one.login))) {
    const own = possible(work.filter((one) => one.login === login)).map((one) => ({ one, making: makingOf(one, dice) }))
    const device = new Device(stage, login, secrets)
    for (const { one, making } of own.toSorted((a, b) => a.making.doneAt - b.making.doneAt)) {
      if (making.doneAt > Date.now() - HOUR) continue
      const receivedAt = await device.write(one, making)
      count++
      if (one.act === null)
        late.push({ id: one.id, receivedAt, late: receivedAt.getTime() - one.at.getTime() > 24 * HOUR })
    }
  }
  await layReceived(tx, late)
  return count
}

/**
 * What one person can have done alone: one inspection a day, and nobody is at two gates at once. The past of the city was made up office by
 * office; the rest was written down by colleagues.
 */
function possible(work: readonly FieldWork[]): FieldWork[] {
  const inspected = new Map<string, string>()
  let last: FieldWork | undefined
  return work.filter((one) => {
    const day = localDateOf(one.at)
    if (one.act !== null) {
      if ((inspected.get(day) ?? one.id) !== one.id) return false
      inspected.set(day, one.id)
    }
    const elsewhere = last && last.objectId !== one.objectId && one.at.getTime() - last.at.getTime() < ON_THE_WAY
    if (elsewhere) return false
    last = one
    return true
  })
}

/** Officers of the other counties work with the app too: whoever went round most. */
async function giveAccounts(tx: Tx, passwordHash: string): Promise<void> {
  for (const { personId, county } of await listBusiest(tx, TOWN.slice(0, 6)))
    await insertAccount(tx, {
      ...{ id: newId(), personId, login: `officer-${county}`, passwordHash, mustChangePassword: false },
    })
}

function makingOf({ at, act }: FieldWork, dice: Dice): Making {
  const [chance, minutes, hours] = [dice.next(), dice.whole(1, 18), dice.whole(26, 66)]
  const why = dice.pick(WHY_LATER)
  const done = at.getTime()
  const soon = { restarted: false, doneAt: done, receivedAt: done + minutes * MINUTE, why: null }
  if (chance < 0.74) return soon
  // A works without signal: it arrived when he was back in the office some day later.
  if (chance < 0.84) return { ...soon, receivedAt: done + hours * HOUR }
  if (chance < 0.91) return { ...soon, restarted: true }
  if (act !== null) return soon
  const later = done + Math.round(hours / 8) * HOUR
  return { restarted: false, doneAt: later, receivedAt: later + minutes * MINUTE, why }
}

/** The phone of one person: one line of stamps, each holding the one before. */
class Device {
  readonly #stage: Stage
  readonly #login: string
  readonly #secrets: SecretBox
  readonly #id = newId()
  #seq = 0
  #previous: string | null = null

  constructor(stage: Stage, login: string, secrets: SecretBox) {
    this.#stage = stage
    this.#login = login
    this.#secrets = secrets
  }

  /** Writes one record down and lets it arrive. @returns when it did */
  async write(one: FieldWork, making: Making): Promise<Date> {
    const actor = await this.#stage.actor(this.#login)
    const stamp = this.#stampOf(one, making, actor.accountId)
    const receivedAt = new Date(Math.min(making.receivedAt, Date.now() - MINUTE))
    const path = one.act === null ? '/api/v1/patrols' : `/api/v1/inspections/${one.id}/${one.act}`
    const answer = { id: one.id, objectId: one.objectId, ...(one.seq === null ? {} : { acts: one.seq }) }
    await enterRecord(this.#stage.tx, syncContext({ secrets: this.#secrets, settings: DEFAULTS }), actor, {
      operation: { id: newId(receivedAt.getTime()), path, stamp },
      answer,
      receivedAt,
    })
    return receivedAt
  }

  #stampOf(one: FieldWork, { doneAt, restarted, why }: Making, accountId: string): StampInput {
    const morning = momentOf(localDateOf(new Date(doneAt)), MORNING)
    const boot = crypto.randomUUID()
    const challenge: z.output<typeof HeldChallenge> = {
      token: newChallenge(this.#secrets, accountId, this.#id, morning),
      ...{ boot: restarted ? crypto.randomUUID() : boot, monotonicMs: MINUTE, wallAt: morning.toISOString() },
    }
    const { lng, lat, accuracyM } = one
    const stamp = Stamp.parse({
      ...{ deviceId: this.#id, seq: ++this.#seq, boot, challenge, previous: this.#previous },
      wallAt: new Date(doneAt).toISOString(),
      monotonicMs: MINUTE + Math.max(0, doneAt - morning.getTime()),
      place: lng === null || lat === null ? null : { lng, lat, accuracyM },
      objectId: one.objectId,
      happenedAt: why ? one.at.toISOString() : null,
      why,
    })
    this.#previous = stampHash(stamp)
    return stamp
  }
}
