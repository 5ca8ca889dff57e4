import type { z } from 'zod'
import { read } from '#kernel/ui/api.ts'
import type { FieldPlace } from '../model/stamp.ts'
import { Stamp, stampHash } from '../model/stamp.ts'
import { type FieldPerson, fieldDb, type KeptOperation } from './db.ts'
import { BOOT, deviceState, lineOf } from './device.ts'
import { sightingOf } from './marks.ts'
import { newId } from './new-id.ts'

const REPLACED = '改为新的一次提交'

/** A write to be kept and sent when there is a way. */
export interface Wish {
  /** Made beforehand when the photographs or the body must know it. */
  id?: string
  path: string
  method?: KeptOperation['method']
  body: Record<string, unknown>
  title: string
  detail: string
  /** The operation before on the same case. */
  after?: string | null
  ifMatch?: number | null
  objectId?: string | null
  place?: z.input<typeof FieldPlace> | null
  happenedAt?: string | null
  why?: string | null
  photoIds?: readonly string[]
  /** The draft it was written in, gone in the moment it is kept, and the page where it was written. */
  draft?: { key: string; page: string }
  /** The draft as it goes on after this, where one write follows another. */
  next?: { key: string; values: Record<string, unknown> }
  /** Key of the allotment this uses up. */
  spends?: string | null
  /** The paper it is about, kept in the same moment. */
  paper?: { id: string; aboutId: string; body: unknown }
  /** The operation without which this one means nothing. */
  goesWith?: string | null
  /** What is to be said when it is given up; the reason is added as `reason`. */
  whenDropped?: KeptOperation['whenDropped']
}

/** The allotment a write was to use up is used or gone: another window was faster, or the server took it back. */
export class AllotmentSpent extends Error {}

/**
 * Keeps a write on this device. It is safe here when this returns: number, stamp, operation and the end of its draft are one
 * transaction, so that a crash leaves either the draft or the operation.
 * @throws AllotmentSpent when what it spends is not free; nothing is kept then
 */
export async function keep(person: Pick<FieldPerson, 'accountId' | 'personName'>, wish: Wish): Promise<KeptOperation> {
  const { deviceId } = await deviceState()
  const now = { wallAt: new Date().toISOString(), monotonicMs: performance.now() }
  const { operations, lines, photos: pictures, drafts, allotments, papers, sightings } = fieldDb
  const written = [operations, lines, pictures, drafts, allotments, papers, sightings]
  return fieldDb.transaction('rw', written, async () => {
    const line = await lineOf(person.accountId)
    const draft = wish.draft && (await fieldDb.drafts.get(wish.draft.key))
    const photos = await fieldDb.photos.bulkGet([...(wish.photoIds ?? [])])
    const seen = await sightingOf(person.accountId, wish.objectId ?? null)
    const stamp = Stamp.parse({
      deviceId,
      boot: BOOT,
      ...now,
      seq: line.seq + 1,
      previous: line.previous,
      challenge: line.challenge,
      place: wish.place ?? null,
      objectId: wish.objectId ?? null,
      mark: seen && { code: seen.code, seenAt: seen.seenAt },
      happenedAt: wish.happenedAt ?? null,
      why: wish.why ?? null,
      photos: photos.flatMap((photo) => (photo ? [{ fileId: photo.id, sha256: photo.sha256 }] : [])),
    })
    const operation: KeptOperation = {
      id: wish.id ?? newId(),
      after: wish.after ? await standingFor(wish.after) : null,
      method: wish.method ?? 'POST',
      path: `/api/v1${wish.path}`,
      body: wish.body,
      ifMatch: wish.ifMatch ?? null,
      stamp,
      accountId: person.accountId,
      personName: person.personName,
      title: wish.title,
      detail: wish.detail,
      photoIds: [...(wish.photoIds ?? [])],
      madeAt: now.wallAt,
      ...{ state: 'kept', outcome: null, receipt: null, grade: null, reasons: [], fault: null },
      ...{ deliveredAt: null, droppedWhy: null },
      draft: wish.draft && draft ? { ...wish.draft, values: draft.values } : null,
      goesWith: wish.goesWith ?? null,
      whenDropped: wish.whenDropped ?? null,
    }
    await fieldDb.operations.add(operation)
    if (wish.spends) await spend(wish.spends, operation.id)
    if (wish.paper)
      await fieldDb.papers.put({
        ...{ ...wish.paper, accountId: person.accountId },
        ...{ operationId: operation.id, madeAt: now.wallAt },
      })
    await fieldDb.lines.put({ ...line, seq: stamp.seq, previous: stampHash(stamp) })
    if (wish.draft) await fieldDb.drafts.delete(wish.draft.key)
    if (wish.next) await fieldDb.drafts.put({ ...wish.next, accountId: person.accountId, changedAt: now.wallAt })
    return operation
  })
}

async function spend(key: string, operationId: string): Promise<void> {
  const known = await fieldDb.allotments.get(key)
  if (known?.state !== 'free') throw new AllotmentSpent(key)
  await fieldDb.allotments.update(key, { state: 'spent', operationId })
}

/** The operation to wait for where one was given up or another took its place; none where nothing is left to wait for. */
async function standingFor(id: string): Promise<string | null> {
  const named = await fieldDb.operations.get(id)
  if (named?.state !== 'dropped') return id
  const next = named.became ?? named.after
  return next ? standingFor(next) : null
}

/**
 * Gives an operation up, with a reason, and what means nothing without it: they stay in the list, their photographs too, and nothing of
 * them is sent. What waited for it waits no more; where the server must hear of it, that is kept in its place.
 */
export async function drop(one: KeptOperation, why: string): Promise<void> {
  const { id, after, accountId, personName, whenDropped } = one
  await fieldDb.transaction('rw', fieldDb.tables, async () => {
    await fieldDb.operations.update(id, { state: 'dropped', droppedWhy: why })
    for (const next of await openWith(id)) await drop(next, why)
    await followInstead(id, after)
    if (!whenDropped) return
    const { path, body, title } = whenDropped
    await keep({ accountId, personName }, { path, body: { ...body, reason: why }, title, detail: why })
  })
}

/** What means nothing without an operation and is not delivered. */
const openWith = (id: string): Promise<KeptOperation[]> =>
  fieldDb.operations
    .filter(({ goesWith, state }) => goesWith === id && (state === 'kept' || state === 'problem'))
    .toArray()

/** Lets what waited for one operation wait for another, or for none. */
const followInstead = (id: string, after: string | null) => fieldDb.operations.where({ after: id }).modify({ after })

/** Puts what was not taken back where it was written, to be changed and handed in anew. @returns the page of the app, null for none */
export async function reopen({ id, accountId, after, draft }: KeptOperation): Promise<string | null> {
  if (!draft) return null
  await fieldDb.transaction('rw', fieldDb.operations, fieldDb.drafts, async () => {
    await fieldDb.drafts.put({
      ...{ key: draft.key, accountId, values: draft.values },
      changedAt: new Date().toISOString(),
    })
    await fieldDb.operations.update(id, { state: 'dropped', droppedWhy: REPLACED })
    await followInstead(id, after)
  })
  return draft.page
}

/** The body of an act as it is sent on the case as it stands now: with the number of acts the case has. @throws ApiProblem */
export async function onPresentCase({ path, body }: KeptOperation): Promise<Record<string, unknown>> {
  const [, about] = /^\/api\/v1(\/[\w-]+\/[0-9a-f-]{36})\/[\w-]+$/.exec(path) ?? []
  if (!about || body.version === undefined) return body
  const { acts } = await read<{ acts: number }>(about)
  return { ...body, version: acts }
}

/**
 * Hands an operation in once more: a new one takes its place, and what waited for it waits for the new one, counted on by as many
 * acts as others were faster.
 */
export async function sendAnew(
  old: KeptOperation,
  body: Record<string, unknown> = old.body,
  why = REPLACED,
): Promise<void> {
  const id = newId()
  const later = Number(body.version ?? 0) - Number(old.body.version ?? 0)
  await fieldDb.transaction('rw', fieldDb.operations, fieldDb.papers, fieldDb.allotments, async () => {
    await fieldDb.operations.add({ ...old, id, body, ifMatch: null, state: 'kept', outcome: null, fault: null })
    await fieldDb.operations.update(old.id, { state: 'dropped', droppedWhy: why, became: id })
    await fieldDb.operations.filter(({ goesWith }) => goesWith === old.id).modify({ goesWith: id })
    await fieldDb.papers.where({ operationId: old.id }).modify({ operationId: id })
    await fieldDb.allotments.filter((one) => one.operationId === old.id).modify({ operationId: id })
    await followInstead(old.id, id)
    await countOn(id, later)
  })
}

/** Counts on the versions of everything that follows an operation. */
async function countOn(id: string, acts: number): Promise<void> {
  if (acts === 0) return
  for (const next of await fieldDb.operations.where({ after: id }).toArray()) {
    const { version } = next.body
    if (typeof version === 'number')
      await fieldDb.operations.update(next.id, { body: { ...next.body, version: version + acts } })
    await countOn(next.id, acts)
  }
}

/** What is not safe on the server yet, of every account of this device, as a file somebody can keep. */
export async function exportKept(): Promise<Blob> {
  const operations = await fieldDb.operations.filter(({ state }) => state === 'kept' || state === 'problem').toArray()
  return new Blob([JSON.stringify({ exportedAt: new Date().toISOString(), operations }, null, 1)], {
    type: 'application/json',
  })
}
