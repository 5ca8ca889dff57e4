import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { appendAudit } from '#kernel/audit/audit.ts'
import type { Database, Tx } from '#kernel/db/db.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { RequestMeta } from '#kernel/http/route.ts'
import type { PlaceOfObject } from '#kernel/identity/context.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import { type ArrivedBlob, type BlobStore, TooLarge } from './blobs.ts'
import { checkKind, type commonKinds, kindOfName } from './kinds.ts'
import { bareOf, claimsOf, isPhoto } from './photo/photo.ts'
import { fileProblems } from './problems.ts'
import type { FileRow } from './store.ts'
import * as store from './store.ts'

/** What the files room is given by the process that composes it. */
export interface FilesContext {
  db: Database
  blobs: BlobStore
  placeOfObject: PlaceOfObject
  limits: UploadLimits
}

/** What is taken in, as it stands whenever it is asked for. */
export interface UploadLimits {
  readonly maxBytes: number
  readonly kinds: typeof commonKinds
}

/** What a sender says about a file. */
export interface FileClaim {
  /** Chosen by the sender, so that sending again makes no second file. */
  id: string
  name: string
  gridCode?: string | undefined
  objectId?: string | undefined
  /** Whether it is brought for an act: nobody else sees it until one takes it in. */
  forAct?: boolean
}

export interface Sender {
  actor: Actor
  meta: RequestMeta
}

/**
 * Where a file will lie: with its object, else in the grid named, else in the sender's own.
 * @throws notFound for an object not in one's scope; outsideRegion for a foreign grid
 */
export async function placeOf(
  tx: Tx,
  context: FilesContext,
  actor: Actor,
  claim: Pick<FileClaim, 'gridCode' | 'objectId'>,
): Promise<{ gridCode: string; objectId: string | null }> {
  const objectId = claim.objectId ?? actor.scope.objectId
  if (objectId) {
    const gridCode = await context.placeOfObject(tx, actor.scope, objectId)
    if (!gridCode) throw new Problem(common.notFound, '没有这个监管对象。')
    return { gridCode, objectId }
  }
  const gridCode = claim.gridCode ?? actor.gridCode
  if (!covers(actor.scope, gridCode)) throw new Problem(fileProblems.outsideRegion, '只能上传到本辖区。')
  return { gridCode, objectId: null }
}

/** Refuses by the name alone what would be refused by its bytes anyway. @throws wrongKind */
export function checkName(context: FilesContext, name: string): void {
  if (!kindOfName(name, context.limits.kinds))
    throw new Problem(fileProblems.wrongKind, `不接收这种类型的文件：${name}。`)
}

/**
 * Takes a file in one go.
 * @throws tooLarge; empty; wrongKind when the bytes are not what the name says; idTaken; as placeOf
 */
export async function uploadFile(
  context: FilesContext,
  sender: Sender,
  claim: FileClaim,
  bytes: AsyncIterable<Uint8Array>,
): Promise<FileRow> {
  checkName(context, claim.name)
  await context.db.read(sender.actor.scope, (tx) => placeOf(tx, context, sender.actor, claim))
  const blob = await context.blobs.receive(bytes, context.limits.maxBytes).catch((error) => {
    if (error instanceof TooLarge) throw tooLarge(context)
    throw error
  })
  return keepFile(context, sender, claim, blob)
}

/** The problem of a file past the limit. */
export const tooLarge = (context: FilesContext): Problem =>
  new Problem(common.tooLarge, `文件超过 ${Math.floor(context.limits.maxBytes / 1024 / 1024)} MB，请压缩或分开上传。`)

/**
 * Turns bytes that arrived whole into a file: looked at, kept, entered with its audit line. The bytes are durable before
 * the row is, so a file that can be found can be read. The same file brought again to the same place is the one that is there.
 */
export async function keepFile(
  context: FilesContext,
  sender: Sender,
  claim: FileClaim,
  blob: ArrivedBlob,
): Promise<FileRow> {
  const { actor, meta } = sender
  try {
    if (blob.size === 0) throw new Problem(fileProblems.empty, '文件是空的。')
    const checked = await checkKind(blob.path, claim.name, context.limits.kinds)
    if ('fault' in checked) throw new Problem(fileProblems.wrongKind, `${checked.fault}。`)
    const claims = isPhoto(checked.mediaType) ? claimsOf(await readFile(blob.path), checked.mediaType) : null
    await context.blobs.keep(blob)
    return await context.db.write(actor.scope, async (tx) => {
      const place = await placeOf(tx, context, actor, claim)
      const file = {
        id: claim.id,
        sha256: blob.sha256,
        size: blob.size,
        mediaType: checked.mediaType,
        name: claim.name,
        accountId: actor.accountId,
        claims,
        awaits: claim.forAct && place.objectId ? sideOf(actor) : null,
        ...place,
      }
      const present = await store.findSameFile(tx, actor.scope, file)
      if (present && !claim.forAct) await store.takeFilesIn(tx, [present.id])
      if (present) return present
      const entered = await store.insertFile(tx, file)
      const stored = await store.findFile(tx, actor.scope, claim.id)
      if (!entered) {
        const same = stored?.sha256 === file.sha256 && stored.accountId === file.accountId && stored.name === file.name
        if (!stored || !same) throw new Problem(fileProblems.idTaken, '这个文件编号已用于另一个文件。')
        return stored
      }
      await appendAudit(tx, {
        action: 'file.uploaded',
        ...actorLine(actor),
        objectType: 'file',
        objectId: file.id,
        gridCode: place.gridCode,
        detail: { name: file.name, size: file.size, sha256: file.sha256, objectId: place.objectId },
        request: meta,
      })
      return stored as FileRow
    })
  } finally {
    await context.blobs.discard(blob)
  }
}

const sideOf = ({ scope }: Actor) => (scope.objectId ? ('object' as const) : ('office' as const))

/** What is served of a file: its bytes and how many they are. */
export interface Served {
  bytes: Readable | Buffer
  size: number
  /** Whether these are the bytes that were uploaded. */
  isOriginal: boolean
}

/** A file as everybody may see it: photographs without place, time and device. @throws storeAway */
export async function readBare(context: FilesContext, file: FileRow): Promise<Served> {
  const kept = await context.blobs.read(file.sha256)
  if (!isPhoto(file.mediaType)) return { bytes: kept, size: file.size, isOriginal: true }
  const original = await buffer(kept)
  const bare = bareOf(original, file.mediaType)
  return { bytes: bare, size: bare.length, isOriginal: bare === original }
}

/**
 * Takes a file back that was wrongly attached: it is no longer served, its row and its bytes stay.
 * @throws notFound; notYours; sealed when an act of a case rests on it
 */
export async function withdrawFile(tx: Tx, actor: Actor, id: string, reason: string): Promise<FileRow> {
  const file = await store.findFileForUpdate(tx, actor.scope, id)
  if (!file) throw new Problem(common.notFound, '没有这个文件，或不在您的辖区。')
  if (file.accountId !== actor.accountId && !may(actor, 'file.withdraw-others'))
    throw new Problem(fileProblems.notYours, '只能撤回自己上传的文件；别人上传的由监管部门撤回。')
  if (await store.isSealed(tx, id))
    throw new Problem(fileProblems.sealed, '这个文件已随办理步骤签存，是证据的一部分，不能撤回。')
  await store.updateWithdrawn(tx, id, { accountId: actor.accountId, reason })
  return file
}
