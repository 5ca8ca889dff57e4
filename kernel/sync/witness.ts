import { AsyncLocalStorage } from 'node:async_hooks'
import type { Tx } from '#kernel/db/db.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import type { SecretBox } from '#kernel/identity/secret-box.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { openChallenge } from './challenge.ts'
import { AHEAD_MS, type Graded, gradeOf, type MarkFound, momentOf, type SaidPlace } from './model/grade.ts'
import type { OperationInput } from './model/schema.ts'
import { FieldPlace, type StampInput, stampHash } from './model/stamp.ts'
import { fieldLimits } from './settings.ts'
import { findStampBefore, insertRecord, isNumberUsed, listFingerprints } from './store.ts'

/** Where a supervised object stands and lies; undefined for one nobody knows here. */
export type WhereIs = (
  tx: Tx,
  scope: Scope,
  objectId: string,
) => Promise<{ gridCode: string; lng: number | null; lat: number | null } | undefined>

export interface SyncContext {
  /** The object something is about, by the id of a case, a document or of the object itself; null for none. */
  objectOf(tx: Tx, scope: Scope, id: string): Promise<string | null>
  /** Names of supervised objects inside a scope, by id. */
  objectNames(tx: Tx, scope: Scope, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Names of grids by code. */
  gridNames(tx: Tx, codes: readonly string[]): Promise<Map<string, string>>
  /** Whose mark a code is that was read on the spot, however it is spelled, and from when to when it is good; undefined for none inside a scope. */
  markOf(
    tx: Tx,
    scope: Scope,
    code: string,
  ): Promise<{ objectId: string; issuedAt: Date; voidedAt: Date | null } | undefined>
  secrets: SecretBox
  settings: SettingsReader
  whereIs: WhereIs
}

/** An operation while it is carried out, and what was found of its making. */
interface Present {
  operation: OperationInput
  graded: Graded | null
}

// The operation goes through the same chain as any request of a page; what the device says of its making comes along here.
const present = new AsyncLocalStorage<Present>()

/** Carries an operation out. @returns what that returns, with the grade its record got; null when it wrote nothing */
export async function witnessing<T>(operation: OperationInput, work: () => Promise<T>): Promise<[T, Graded | null]> {
  const now: Present = { operation, graded: null }
  // Awaited inside: what is only begun when it is waited for would run without its witness.
  const result = await present.run(now, async () => await work())
  return [result, now.graded]
}

/** Keeps how a record was made, in the transaction that writes the record; nothing for writes that come from no device. */
export const witness =
  (context: SyncContext) =>
  async (tx: Tx, actor: Actor, answer: unknown, places: readonly string[]): Promise<void> => {
    const now = present.getStore()
    if (!now) return
    const saidPlaces = placesIn(now.operation.body, places)
    now.graded = await enterRecord(tx, context, actor, { ...now, answer, receivedAt: new Date(), saidPlaces })
  }

/**
 * Grades how a record was made and enters that.
 * @param sent what the device sent, where that says its maker was, what it was answered, and when it arrived
 * @returns the grade; null for a write without a stamp, or of no person
 */
export async function enterRecord(
  tx: Tx,
  context: SyncContext,
  actor: Actor,
  sent: {
    operation: Pick<OperationInput, 'id' | 'path' | 'stamp'>
    answer: unknown
    receivedAt: Date
    saidPlaces?: readonly SaidPlace[]
  },
): Promise<Graded | null> {
  const { operation, answer, receivedAt, saidPlaces = [] } = sent
  const { stamp } = operation
  if (!stamp || !actor.personId) return null
  const { id, acts, objectId: told } = (answer ?? {}) as { id?: unknown; acts?: unknown; objectId?: unknown }
  // What it is about says the record itself, or the address it was sent to; the device is only asked whether it agrees.
  const about = typeof id === 'string' ? id : addressee(operation.path)
  const objectId = typeof told === 'string' ? told : about ? await context.objectOf(tx, actor.scope, about) : null
  const subject = objectId ? await context.whereIs(tx, actor.scope, objectId) : undefined
  const foreign = stamp.objectId !== null && stamp.objectId !== objectId
  const line = { accountId: actor.accountId, deviceId: stamp.deviceId, seq: stamp.seq }
  const twice = await isNumberUsed(tx, { ...line, id: operation.id })
  const circumstances = { objectId, subject, foreign, twice, saidPlaces }
  const graded = await gradeStamp(tx, context, actor, stamp, receivedAt, circumstances)
  await insertRecord(tx, {
    id: operation.id,
    accountId: actor.accountId,
    personId: actor.personId,
    personName: actingName(actor),
    seatId: actor.seatId,
    deviceId: stamp.deviceId,
    seq: stamp.seq,
    gridCode: subject?.gridCode ?? actor.gridCode,
    objectId: actor.scope.objectId ?? (subject ? objectId : null),
    aboutPath: operation.path,
    aboutId: about,
    aboutSeq: typeof acts === 'number' ? acts : null,
    wallAt: new Date(stamp.wallAt),
    doneAt: new Date(graded.doneAt),
    receivedAt,
    distanceM: graded.distanceM,
    grade: graded.grade,
    reasons: graded.reasons,
    stamp,
    hash: stampHash(stamp),
  })
  return graded
}

/** Places a body says, at the dotted names its route declares: `checkIn.position`. */
function placesIn(body: unknown, names: readonly string[]): SaidPlace[] {
  const at = (name: string): unknown =>
    name.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], body)
  return names.flatMap((name) => {
    const { success, data } = FieldPlace.safeParse(at(name))
    return success ? [data] : []
  })
}

/** The id in an address: `/api/v1/enterprises/<id>/confirm`; null for none. */
const addressee = (path: string): string | null =>
  /\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?=\/|$)/i.exec(path)?.[1] ?? null

async function gradeStamp(
  tx: Tx,
  context: SyncContext,
  actor: Actor,
  stamp: StampInput,
  receivedAt: Date,
  about: {
    objectId: string | null
    subject: { lng: number | null; lat: number | null } | undefined
    foreign: boolean
    twice: boolean
    saidPlaces: readonly SaidPlace[]
  },
): Promise<Graded> {
  const { secrets, settings } = context
  const before = await findStampBefore(tx, { accountId: actor.accountId, deviceId: stamp.deviceId, seq: stamp.seq })
  const files = await listFingerprints(
    tx,
    actor.scope,
    stamp.photos.map(({ fileId }) => fileId),
  )
  const { challenge } = stamp
  const clock = {
    receivedAt: receivedAt.getTime(),
    challengedAt: challenge && openChallenge(secrets, challenge.token, actor.accountId, stamp.deviceId),
  }
  // By how much the device's own clock is off says when it really read a mark.
  const off = momentOf(stamp, clock).at - Date.parse(stamp.wallAt)
  const known = {
    ...clock,
    objectPlace: pointOf(about.subject),
    ...{ foreign: about.foreign, twice: about.twice, saidPlaces: about.saidPlaces },
    before: before ? { seq: before.seq, at: before.doneAt.getTime(), place: pointOf(before) } : null,
    // What is missing between two numbers may still be on its way; only neighbours are compared.
    broken: (stamp.seq > 1 && !stamp.previous) || (before?.seq === stamp.seq - 1 && before.hash !== stamp.previous),
    altered: stamp.photos.filter(({ fileId, sha256 }) => files.get(fileId) !== sha256).length,
    mark: stamp.mark && (await markFound(tx, context, actor.scope, { ...stamp.mark, off }, about.objectId)),
  }
  return gradeOf(stamp, known, fieldLimits(settings))
}

/** What a mark that was read turns out to be; one that was still good when it was read is good. */
async function markFound(
  tx: Tx,
  { markOf }: SyncContext,
  scope: Scope,
  { code, seenAt, off }: NonNullable<StampInput['mark']> & { off: number },
  objectId: string | null,
): Promise<MarkFound> {
  const known = await markOf(tx, scope, code)
  if (!known) return 'unknown'
  if (known.objectId !== objectId) return 'foreign'
  const seen = Date.parse(seenAt) + off
  if (seen < known.issuedAt.getTime() - AHEAD_MS) return 'early'
  return known.voidedAt && known.voidedAt.getTime() < seen ? 'void' : 'own'
}

const pointOf = (at: { lng: number | null; lat: number | null } | undefined) =>
  at && at.lng !== null && at.lat !== null ? { lng: at.lng, lat: at.lat } : null
