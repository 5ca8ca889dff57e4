import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  isResponseSerializationError,
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import { isConnectionLoss } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { serveApiPage } from './api-page.ts'
import { type ChainParts, serve } from './chain.ts'
import { serveMetrics } from './metrics.ts'
import { common, Problem, type ProblemField, problemOfConstraint } from './problem.ts'
import type { AnyRoute } from './route.ts'

export interface AppOptions extends ChainParts {
  routes: AnyRoute[]
  version: string
  /** Served over https (directly or by a proxy in front): cookies then are Secure and HSTS is sent. */
  https: boolean
  logLevel?: string
  /** Requests a minute from one address; generous, the tight limits stand on the routes. */
  perMinute?: number
}

const FILE_TYPES = [
  'application/octet-stream',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel',
  'text/csv',
]

/** One HTTP service out of the declared routes: safety headers, limits, problems, OpenAPI 3.1. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: options.logLevel ?? 'warn', redact: ['req.headers.authorization', 'req.headers.cookie'] },
    genReqId: () => newId(),
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: 200 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('actor', null)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = asProblem(error)
    if (problem.kind.status >= 500) request.log.error({ err: error, requestId: request.id }, 'request failed')
    if (problem.kind.status === 503) reply.header('retry-after', '5')
    return reply
      .code(problem.kind.status)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problemBody(problem, request))
  })
  app.setNotFoundHandler((request, reply) => {
    const problem = new Problem(common.notFound, '没有这个地址。')
    return reply
      .code(404)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problemBody(problem, request))
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  // Files come as they are; the route reads the stream and minds its length.
  app.addContentTypeParser(FILE_TYPES, (_request, payload, done) => done(null, payload))
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // Pages that write styles at run time ask for a nonce (`helmet: withNonce`).
        styleSrc: ["'self'"],
        // Ant Design measures text areas by an attribute, which takes no nonce.
        styleSrcAttr: ["'unsafe-inline'"],
        // Tiles of base maps come through this server: a page asks nobody else.
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Sound that was recorded here or fetched is played from memory.
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        upgradeInsecureRequests: options.https ? [] : null,
      },
    },
    strictTransportSecurity: options.https,
    crossOriginEmbedderPolicy: false,
  })
  await app.register(rateLimit, {
    max: options.perMinute ?? 6000,
    timeWindow: '1 minute',
    // Pages and their parts are files that cost nothing; many people of one office share an address.
    allowList: ({ url }) => !url.startsWith('/api/'),
    errorResponseBuilder: () => new Problem(common.tooMany, '请求过于频繁，请稍后再试。'),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '安网 AnGrid 接口',
        version: options.version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'angrid_session' },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  })
  serveMetrics(app, options.db)
  await app.register(async (inner) => {
    for (const route of options.routes.filter((candidate) => !candidate.stream)) serve(inner, route, options)
  })
  await app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', (_request, _payload, done) => done(null))
    for (const route of options.routes.filter((candidate) => candidate.stream)) serve(inner, route, options)
  })
  serveApiPage(app)
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger())
  return app
}

// Zero bytes, numbers and dates past what a column holds: understood, but not to be kept. Class 22 of PostgreSQL's codes.
const UNSTORABLE = new Set(['22001', '22003', '22008', '22021', '22P02', '22P05'])

/** Whatever was thrown, as a problem a person can read. */
function asProblem(error: FastifyError | Problem): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return invalidInput(error)
  if (isResponseSerializationError(error)) return new Problem(common.unexpected, '系统出错，请把请求编号告诉管理员。')
  const constraint = problemOfConstraint((error as { constraint?: string }).constraint)
  if (constraint) return constraint
  const { code, message } = error as { code?: string; message: string }
  if (code === '23505') return new Problem(common.conflict, '同样的编号或内容已经有了，没有重复保存。')
  if (code === '42501' && message.includes('row-level security'))
    return new Problem(common.forbidden, '这条记录不在您的辖区。')
  if (UNSTORABLE.has(code ?? '')) {
    return new Problem(common.invalid, '内容里有无法保存的字符，或数值超出范围。')
  }
  // Of ours and of Fastify alike; those of Fastify have a status of their own.
  if (error instanceof RangeError && !('statusCode' in error))
    return /call stack/.test(message)
      ? new Problem(common.unreadable, '内容嵌套太深，无法读取。')
      : new Problem(common.invalid, '日期或数值超出范围：日期应在 1900 年至 2199 年之间。')
  if (isConnectionLoss(error))
    return new Problem(common.databaseAway, '数据库暂时不可用，您的操作没有保存，请稍后再试。')
  const byStatus: Record<number, Problem> = {
    400: new Problem(common.unreadable, '请求的格式不对，无法读取。'),
    413: new Problem(common.tooLarge, '内容超过允许的大小。'),
    415: new Problem(common.wrongMedia, '请用 application/json 发送。'),
    429: new Problem(common.tooMany, '请求过于频繁，请稍后再试。'),
  }
  return byStatus[error.statusCode ?? 500] ?? new Problem(common.unexpected, '系统出错，请把请求编号告诉管理员。')
}

function invalidInput(error: FastifyError): Problem {
  const fields: ProblemField[] = (error.validation ?? []).map((issue) => ({
    pointer: issue.instancePath || '/',
    message: issue.message ?? '填写有误',
  }))
  const first = fields[0]
  // Which field it is says the pointer; a sentence with an address of a field in it helps nobody at a desk.
  return new Problem(common.invalid, `${(first?.message ?? '填写有误').replace(/[。！]$/, '')}。`, { errors: fields })
}

function problemBody(problem: Problem, request: FastifyRequest): Record<string, unknown> {
  return {
    type: `/problems/${problem.kind.type}`,
    title: problem.kind.title,
    status: problem.kind.status,
    detail: problem.detail,
    instance: request.url.split('?')[0],
    requestId: request.id,
    ...problem.extra,
  }
}
