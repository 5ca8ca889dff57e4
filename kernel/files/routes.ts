import { z } from 'zod'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type FilesContext, tooLarge, uploadFile } from './service.ts'
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
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'File' })

/** A stored file as the API shows it. */
export function fileView(row: FileRow): z.input<typeof FileView> {
  const { accountId: _, ...shown } = row
  return { ...shown, createdAt: row.createdAt.toISOString() }
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
        return fileView(await uploadFile(context, { actor, meta }, claim, request.raw))
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
        const page = await listFilesOfObject(tx, actor.scope, query.objectId, query)
        return { ...page, items: page.items.map(fileView) }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/files/:id',
      summary: '下载文件',
      tag,
      permission: 'file.read',
      params: z.object({ id: z.uuid('文件编号不正确') }),
      query: z.object({ inline: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no') }),
      answer: z.unknown(),
      act: async ({ tx, actor, params, query, reply }) => {
        const file = await findFile(tx, actor.scope, params.id)
        if (!file) throw new Problem(common.notFound, '没有这个文件，或不在您的辖区。')
        const bytes = await context.blobs.read(file.sha256)
        const shown = query.inline === 'yes' && /^(image|video|audio)\/|^application\/pdf$/.test(file.mediaType)
        reply.headers({
          'content-type': file.mediaType,
          'content-length': file.size,
          'content-disposition': disposition(shown ? 'inline' : 'attachment', file.name),
          'x-content-type-options': 'nosniff',
          // Whatever is in it runs nothing and reaches nothing.
          'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
          'cache-control': 'private, max-age=3600, immutable',
          etag: `"${file.sha256}"`,
        })
        return bytes
      },
    }),
  ]
}

/** RFC 6266: a plain name for old clients, the real one percent-encoded, so that no name breaks the header. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? ''
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)
  return `${kind}; filename="file${ending}"; filename*=UTF-8''${encoded}`
}
