import type { FastifyInstance } from 'fastify'
import { withNonce } from './nonce.ts'

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: { description?: string; type?: string; enum?: unknown[] }
}

interface Operation {
  summary?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema?: { $ref?: string } }> }
  security?: unknown[]
}

/** A readable page of the whole interface at `/api/v1/docs`, made from the same document machines get; plain HTML, no script. */
export function serveApiPage(app: FastifyInstance): void {
  app.get('/api/v1/docs', { schema: { hide: true }, helmet: withNonce }, async (_request, reply) => {
    const { paths = {}, info } = app.swagger() as {
      paths?: Record<string, Record<string, Operation>>
      info: { title: string; version: string }
    }
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    )
    const byTag = Map.groupBy(operations, ({ operation }) => operation.tags?.[0] ?? '其他')
    const sections = [...byTag].map(
      ([tag, list]) => `<section><h2>${text(tag)}</h2>${list.map(describe).join('')}</section>`,
    )
    return reply.type('text/html').send(page(`${info.title} ${info.version}`, sections.join(''), reply.cspNonce.style))
  })
}

function describe({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map(
    ({ name, in: place, required, description, schema }) =>
      `<li><code>${text(name)}</code> ${place === 'path' ? '路径' : place === 'query' ? '查询' : text(place)}${required ? '，必填' : ''}${text(
        description ?? schema?.description ?? '',
      )}${schema?.enum ? `：${schema.enum.map((value) => text(String(value))).join(' / ')}` : ''}</li>`,
  )
  const body = operation.requestBody ? Object.keys(operation.requestBody.content).map(text).join('、') : ''
  return `<article><h3><b>${method}</b> <code>${text(path)}</code>${operation.security?.length === 0 ? ' <small>无需登录</small>' : ''}</h3>
<p>${text(operation.summary ?? '')}</p>${parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : ''}${body ? `<p>正文：${body}</p>` : ''}</article>`
}

const text = (value: string): string =>
  value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

function page(title: string, content: string, nonce: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${text(title)}</title><style nonce="${nonce}">
body{font:15px/1.7 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#16211f;background:#f4f6f4;margin:0 auto;max-width:980px;padding:24px 16px}
h1{font-size:22px}h2{font-size:18px;border-bottom:2px solid #0b5f57;padding-bottom:4px;margin-top:36px}h3{font-size:15px;margin:20px 0 0;font-weight:400}
b{color:#0b5f57;display:inline-block;min-width:64px}p{margin:2px 0}ul{margin:2px 0 0;padding-left:24px;color:#4a5754;font-size:14px}small{color:#5c6865}
</style><h1>${text(title)}</h1><p>同一份接口的机器可读版本：<a href="/api/v1/openapi.json">openapi.json</a>（OpenAPI 3.1）。错误一律为 RFC 9457 问题说明；写请求可带 <code>Idempotency-Key</code>，重复发送只发生一次；修改档案须带 <code>If-Match</code>。</p>${content}</html>`
}
