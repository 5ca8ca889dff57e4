import { AsyncLocalStorage } from 'node:async_hooks'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { newId } from '#kernel/db/id.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { FileClaimQuery } from './routes.ts'
import { checkName, type FileClaim, type FilesContext, keepFile, placeOf, type Sender } from './service.ts'

const PATH = '/api/v1/uploads'
const tag = '断点续传'
const KEPT_MS = 24 * 3_600_000

/** Thrown into tus, which writes it out as it is. */
interface TusRefusal {
  status_code: number
  body: string
}

/**
 * Resumable uploads (tus 1.0). An upload is `<account>_<file id>`: only its account may go on with it, and the file that
 * comes of it has an id the sender knows from the start. Until the last byte arrived and was looked at there is no file.
 */
export class ResumableUploads {
  readonly #context: FilesContext
  readonly #folder: string
  readonly #store: FileStore
  readonly #tus: Server
  // tus hands its hooks a request of its own; who sends it comes along here.
  readonly #sender = new AsyncLocalStorage<Sender>()

  /** @param folder where unfinished uploads lie */
  constructor(context: FilesContext, folder: string) {
    this.#context = context
    this.#folder = folder
    this.#store = new FileStore({ directory: folder, expirationPeriodInMilliseconds: KEPT_MS })
    this.#tus = new Server({
      path: PATH,
      datastore: this.#store,
      relativeLocation: true,
      maxSize: () => context.limits.maxBytes,
      namingFunction: (_request, metadata) => `${this.#now().actor.accountId}_${givenId(metadata) ?? newId()}`,
      onUploadCreate: async (_request, upload) => {
        await refusing(() => this.#admit(upload.metadata ?? {}, fileIdOf(upload.id)))
        return {}
      },
      onUploadFinish: async (_request, upload) => {
        const fileId = await refusing(() => this.#finish(upload.id, upload.metadata ?? {}))
        return { headers: { 'x-file-id': fileId } }
      },
    })
  }

  /** The tus surface under /api/v1/uploads. */
  routes(): AnyRoute[] {
    const Id = z.object({ id: z.string().max(120) })
    const common = { tag, permission: 'file.upload', answer: z.null(), raw: true, stream: true } as const
    return [
      route({
        ...common,
        method: 'POST',
        path: PATH,
        summary:
          '新建断点续传（tus 1.0）；Upload-Metadata 给出 name，可给 gridCode 或 objectId，可给自己生成的 id（UUIDv7）',
        audit: 'file.upload-begun',
        status: 201,
        act: async ({ actor, meta, request, reply }) => {
          await this.#serve({ actor, meta }, request, reply)
          const { location = '' } = reply.raw.getHeaders()
          return this.#note({ actor, meta }, reply, 'file.upload-begun', String(location), namedIn(request))
        },
      }),
      route({
        ...common,
        method: 'GET',
        path: `${PATH}/:id`,
        summary: '已收到多少字节（用 HEAD）；未完成的内容不能读取',
        params: Id,
        act: ({ actor, meta, params, request, reply }) => {
          if (request.method !== 'HEAD') throw notThere()
          return this.#serveOwn({ actor, meta }, params.id, request, reply)
        },
      }),
      route({
        ...common,
        method: 'PATCH',
        path: `${PATH}/:id`,
        summary: '续传一段；最后一段收到后成为文件，编号在 X-File-Id',
        audit: 'file.uploaded',
        params: Id,
        status: 204,
        act: ({ actor, meta, params, request, reply }) => this.#serveOwn({ actor, meta }, params.id, request, reply),
      }),
      route({
        ...common,
        method: 'DELETE',
        path: `${PATH}/:id`,
        summary: '放弃断点续传',
        audit: 'file.upload-dropped',
        params: Id,
        status: 204,
        act: async ({ actor, meta, params, request, reply }) => {
          await this.#serveOwn({ actor, meta }, params.id, request, reply)
          return this.#note({ actor, meta }, reply, 'file.upload-dropped', params.id)
        },
      }),
    ]
  }

  async #serveOwn(sender: Sender, id: string, request: FastifyRequest, reply: FastifyReply): Promise<null> {
    if (!id.startsWith(`${sender.actor.accountId}_`)) throw notThere()
    return this.#serve(sender, request, reply)
  }

  async #serve(sender: Sender, request: FastifyRequest, reply: FastifyReply): Promise<null> {
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value) reply.raw.setHeader(name, value)
    reply.raw.setHeader('cache-control', 'no-store').setHeader('x-request-id', request.id)
    reply.hijack()
    await this.#sender.run(sender, () => this.#tus.handle(request.raw, reply.raw))
    return null
  }

  /** Audit line of an upload that began or was dropped; the file that comes of one has its own. */
  async #note(sender: Sender, reply: FastifyReply, action: string, id: string, name?: string): Promise<null> {
    if (reply.raw.statusCode >= 300) return null
    const objectId = fileIdOf(id)
    await this.#context.db.write(sender.actor.scope, (tx) =>
      appendAudit(tx, {
        action,
        ...actorLine(sender.actor),
        objectType: 'file',
        objectId,
        ...(name ? { detail: { name } } : {}),
        request: sender.meta,
      }),
    )
    return null
  }

  #now(): Sender {
    return this.#sender.getStore() as Sender
  }

  async #admit(metadata: Record<string, string | null>, fileId: string): Promise<void> {
    const claim = claimOf(metadata, fileId)
    checkName(this.#context, claim.name)
    const { actor } = this.#now()
    await this.#context.db.read(actor.scope, (tx) => placeOf(tx, this.#context, actor, claim))
  }

  /** The whole bytes become a file; the upload itself is gone afterwards, whether they were taken or refused. */
  async #finish(uploadId: string, metadata: Record<string, string | null>): Promise<string> {
    const { blobs, limits } = this.#context
    try {
      const claim = claimOf(metadata, fileIdOf(uploadId))
      const blob = await blobs.receive(createReadStream(path.join(this.#folder, uploadId)), limits.maxBytes)
      return (await keepFile(this.#context, this.#now(), claim, blob)).id
    } finally {
      await this.#store.remove(uploadId).catch(() => {})
    }
  }
}

/** Removes uploads nobody went on with for a day. */
export async function sweepUploads(folder: string): Promise<void> {
  await new FileStore({ directory: folder, expirationPeriodInMilliseconds: KEPT_MS }).deleteExpired()
}

/** The id a device gave the file when it was taken, so that records made without a network can name it. */
function givenId(metadata: Record<string, string | null> | undefined): string | null {
  const id = metadata?.id?.toLowerCase()
  return id && z.uuidv7().safeParse(id).success ? id : null
}

const fileIdOf = (uploadId: string): string => uploadId.slice(uploadId.indexOf('_') + 1)

/** The name a client gives in Upload-Metadata; cut, for it is only told. */
function namedIn({ headers }: FastifyRequest): string {
  const given = /(?:^|,)\s*(?:file)?name ([\w+/=]+)/.exec(String(headers['upload-metadata'] ?? ''))?.[1]
  return given ? Buffer.from(given, 'base64').toString('utf8').slice(0, 120) : ''
}

const notThere = () => new Problem(common.notFound, '没有这个上传任务。')

function claimOf(metadata: Record<string, string | null>, fileId: string): FileClaim {
  const parsed = FileClaimQuery.safeParse({
    name: metadata.name ?? metadata.filename ?? '',
    gridCode: metadata.gridCode ?? undefined,
    objectId: metadata.objectId ?? undefined,
  })
  if (!parsed.success) throw new Problem(common.invalid, parsed.error.issues[0]?.message ?? '填写有误')
  return { ...parsed.data, id: fileId, forAct: true }
}

/** A problem in the words of tus; anything else stays what it is and becomes a 500 there. */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const body = {
      type: `/problems/${error.kind.type}`,
      title: error.kind.title,
      status: error.kind.status,
      detail: error.detail,
    }
    throw { status_code: error.kind.status, body: JSON.stringify(body) } satisfies TusRefusal
  }
}
