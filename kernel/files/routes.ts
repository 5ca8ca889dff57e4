import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { type FilesContext, readBare, type Served, tooLarge, uploadFile, withdrawFile } from './service.ts'
import { type FileRow, findFile, listFilesOfObject } from './store.ts'

const tag = '文件'

const Name = z
  .string()
  .trim()
  .min(1, '请给出文件名')
  .max(200, '文件名过长')
  .regex(/^[^/\\\p{Cc}]+$/u, '文件名不能含有斜杠或控制字符')

export const FileClaimQuery = z.object({
  name: Name,
  id: z.uuid('文件编号不正确').optional(),
  gridCode: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional(),
  objectId: z.uuid('监管对象编号不正确').optional(),
})

export const FileView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    size: z.number(),
    mediaType: z.string(),
    sha256: z.string(),
    gridCode: z.string(),
    objectId: z.uuid().nullable(),
    /** What a photograph says of its making; only for who may have the original. */
    claims: z
      .object({
        takenAt: z.string().nullable(),
        position: z.object({ lng: z.number(), lat: z.number() }).nullable(),
        device: z.string().nullable(),
      })
      .nullable(),
    /** Whether the reader may withdraw it, as far as its owner decides. */
    mayWithdraw: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'File' })

/** A stored file as the API shows it to somebody. */
export function fileView(actor: Actor, row: FileRow): z.input<typeof FileView> {
  const { accountId, claims, awaits: _, ...shown } = row
  return {
    ...shown,
    claims: may(actor, 'file.read-original') ? claims : null,
    mayWithdraw: may(actor, 'file.withdraw-others') || (may(actor, 'file.withdraw') && accountId === actor.accountId),
    createdAt: row.createdAt.toISOString(),
  }
}

/** Uploading in one go and downloading. */
export function fileRoutes(context: FilesContext): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/files',
      summary: '上传一个文件：请求体就是文件内容，文件名在 name 参数里',
      tag,
      permission: 'file.upload',
      audit: 'file.uploaded',
      query: FileClaimQuery,
      answer: FileView,
      status: 201,
      raw: true,
      stream: true,
      act: async ({ actor, meta, query, request, reply }) => {
        // The rest of a body that is refused is not read: the line cannot be used again.
        reply.header('connection', 'close')
        if (Number(request.headers['content-length'] ?? 0) > context.limits.maxBytes) throw tooLarge(context)
        const claim = { ...query, id: query.id ?? newId() }
        return fileView(actor, await uploadFile(context, { actor, meta }, claim, request.raw))
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/files',
      summary: '一个监管对象的文件，新的在前',
      tag,
      permission: 'file.read',
      query: z.object({
        objectId: z.uuid('监管对象编号不正确'),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(FileView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const page = await listFilesOfObject(tx, actor.scope, actor.accountId, query.objectId, query)
        return { ...page, items: page.items.map((row) => fileView(actor, row)) }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/files/:id',
      summary: '下载文件；照片不带拍摄地点、时间和设备',
      tag,
      permission: 'file.read',
      params: z.object({ id: z.uuid('文件编号不正确') }),
      query: z.object({ inline: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no') }),
      answer: z.unknown(),
      act: async ({ tx, actor, params, query, reply }) => {
        const file = await getFile(tx, actor, params.id)
        return serve(reply, file, await readBare(context, file), query.inline === 'yes')
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/files/:id/original',
      summary: '下载上传时的原件，照片带拍摄信息；下载会记入审计',
      tag,
      permission: 'file.read-original',
      audit: 'file.original-read',
      params: z.object({ id: z.uuid('文件编号不正确') }),
      answer: z.unknown(),
      act: async ({ tx, actor, params, reply, note }) => {
        const file = await getFile(tx, actor, params.id)
        note({ ...aboutFile(file), detail: { name: file.name, sha256: file.sha256 } })
        const original = { bytes: await context.blobs.read(file.sha256), size: file.size, isOriginal: true }
        return serve(reply, file, original, false)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/files/:id/withdraw',
      summary: '撤回传错的文件：写明原因，不再提供下载，记录和原件留存；已随步骤签存的不能撤回',
      tag,
      permission: 'file.withdraw',
      audit: 'file.withdrawn',
      params: z.object({ id: z.uuid('文件编号不正确') }),
      body: z.object({
        reason: z.string('请写明撤回原因').trim().min(2, '请写明撤回原因').max(200, '原因最多 200 个字'),
      }),
      answer: z.null(),
      status: 204,
      act: async ({ tx, actor, params, body, note }) => {
        const file = await withdrawFile(tx, actor, params.id, body.reason)
        note({ ...aboutFile(file), detail: { name: file.name, sha256: file.sha256, reason: body.reason } })
        return null
      },
    }),
  ]
}

async function getFile(tx: Tx, actor: Actor, id: string): Promise<FileRow> {
  const file = await findFile(tx, actor.scope, id)
  // What waits for an act is nobody's but whose who brought it.
  if (!file || (file.awaits && file.accountId !== actor.accountId))
    throw new Problem(common.notFound, '没有这个文件，或不在您的辖区。')
  return file
}

const aboutFile = ({ id, gridCode }: FileRow) => ({ objectType: 'file', objectId: id, gridCode })

function serve(reply: FastifyReply, file: FileRow, served: Served, inline: boolean): Served['bytes'] {
  const shown = inline && /^(image|video|audio)\/|^application\/pdf$/.test(file.mediaType)
  reply.headers({
    'content-type': file.mediaType,
    'content-length': served.size,
    'content-disposition': disposition(shown ? 'inline' : 'attachment', file.name),
    'x-content-type-options': 'nosniff',
    // Whatever is in it runs nothing and reaches nothing.
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    // Short: what is withdrawn must not be looked at for long out of a browser's memory.
    'cache-control': 'private, max-age=300',
    etag: `"${file.sha256}${served.isOriginal ? '' : '-bare'}"`,
  })
  return served.bytes
}

/** RFC 6266: a plain name for old clients, the real one percent-encoded, so that no name breaks the header. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="file${ending}"; filename*=UTF-8''${encoded}`
}
