import type { FastifyReply } from 'fastify'

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
