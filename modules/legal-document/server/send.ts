import type { FastifyReply } from 'fastify'
import type { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'

/** How a browser treats a file, and its name in Chinese. */
export const disposition = (how: 'inline' | 'attachment', name: string): string =>
  `${how}; filename*=UTF-8''${encodeURIComponent(name)}`

/** Answers with a PDF to be shown; it is nobody else's to keep. */
export function sendPdf(reply: FastifyReply, pdf: Buffer, name: string): Buffer {
  reply.headers({
    'content-type': 'application/pdf',
    'content-disposition': disposition('inline', `${name}.pdf`),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  return pdf
}

/** A raw route reads its body itself. @throws invalid */
export function read<T extends z.ZodType>(schema: T, given: unknown): z.output<T> {
  const found = schema.safeParse(given)
  if (found.success) return found.data
  const errors = found.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }))
  throw new Problem(common.invalid, errors[0]?.message ?? '填写有误。', { errors })
}

/** Answers with a picture of pages; whatever is in it runs nothing. */
export function sendPages(reply: FastifyReply, svg: string): Buffer {
  reply.headers({
    'content-type': 'image/svg+xml',
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
  })
  return Buffer.from(svg)
}
