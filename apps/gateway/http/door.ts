import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import type { Message, Outcome } from '#kernel/telemetry/model/message.ts'
import { decodeGiven, PAYLOAD_LIMIT, type Refusal } from '#protocols/sensor/decode.ts'
import type { Kind } from '#protocols/sensor/topic.ts'
import type { Door, Gate } from '../gate.ts'
import { messageOf, unreadable } from '../sensor-message.ts'
import { GatewayProblem, problems } from './problems.ts'

/** What may be posted, by the last part of the address. */
const KINDS: readonly Kind[] = ['data', 'backfill', 'event', 'state', 'meta']
const BODY_LIMIT = 8 << 20
const MOST_MESSAGES = 1_000
/** A sender is answered within this time: stored, or not known yet and to be sent again. */
const PATIENCE_MS = 15_000

/** HTTP batches: `POST /ingest/v1/{data|backfill|event|state|meta}` with one message of the sensor contract or an array of them. */
export async function openHttpDoor(gate: Gate, port: number): Promise<Door> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 75_000 })
  server.maxConnections = gate.config.connections
  server.on('request', (request, reply) => {
    answer(gate, request, reply).catch((error: Error) => send(reply, asProblem(gate, error)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, gate.config.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

async function answer(gate: Gate, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  const address = (request.url ?? '').split('?')[0] ?? ''
  const figures = figuresAt(gate, address, request)
  if (figures) return sendJson(reply, figures.status, figures.body)
  const kind = KINDS.find((one) => address === `/ingest/v1/${one}`)
  if (!kind) throw new GatewayProblem(problems.notFound, '没有这个地址，应为 /ingest/v1/data 等。')
  if (request.method !== 'POST') throw new GatewayProblem(problems.wrongMethod, '这里只接收 POST。', { allow: 'POST' })
  const device = await prove(gate, request)
  const wait = gate.flood.waitOf(device, Date.now())
  if (wait > 0) throw flooded(gate, wait)
  if (gate.writer.isFull) throw unavailable('平台正忙，本次内容没有收下，请稍后重发。')
  const given = await readBody(request)
  const messages = (Array.isArray(given) ? given : [given]).map((one) => readOne(device, one, kind))
  gate.flood.take(
    device,
    messages.reduce((sum, { message }) => sum + 1 + message.readings.length, 0),
    Date.now(),
  )
  const outcomes = await withinTime(Promise.all(messages.map(({ message }) => gate.writer.take(message))))
  const told = outcomes.map((outcome, at) => ({ ...outcome, ...faultOf(messages[at]?.fault) }))
  sendJson(reply, 200, { outcomes: told })
}

const flooded = (gate: Gate, waitMs: number) => {
  gate.counts.add('http.flooded')
  const seconds = Math.ceil(waitMs / 1000)
  const headers = { 'retry-after': String(seconds) }
  return new GatewayProblem(problems.flooded, `这台设备发送过于频繁，请在 ${seconds} 秒后再发。`, headers)
}
const unavailable = (sentence: string) => new GatewayProblem(problems.away, sentence, { 'retry-after': '5' })

/** Basic authentication: the code of the device and its secret. */
async function prove(gate: Gate, request: IncomingMessage): Promise<string> {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,500})$/.exec(request.headers.authorization ?? '') ?? []
  const [, code, secret] = /^([^:]+):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? []
  const challenge = { 'www-authenticate': 'Basic realm="angrid-gateway", charset="UTF-8"' }
  if (!code || !secret) throw new GatewayProblem(problems.notProved, '请用设备编码和设备密钥认证。', challenge)
  const isProved = await gate.book.proves(code, secret, ['http', 'mqtt']).catch(() => {
    throw unavailable('暂时无法核对设备身份，本次内容没有收下，请稍后重发。')
  })
  if (isProved) return code
  gate.counts.add('http.not-proved')
  throw new GatewayProblem(problems.notProved, '设备编码或设备密钥不正确，或设备已停用。', challenge)
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new GatewayProblem(problems.wrongMedia, '内容只能不压缩，或用 gzip 压缩。')
  const stream = encoding === 'gzip' ? request.pipe(createGunzip()) : request
  let length = 0
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length
    if (length > BODY_LIMIT) stream.destroy(new GatewayProblem(problems.tooLarge, '一次最多 8 MiB（解压后）。'))
  })
  const text = await readText(stream).catch((error: Error) => {
    if (error instanceof GatewayProblem) throw error
    throw new GatewayProblem(problems.unreadable, '内容没有传完，或不是有效的 gzip。')
  })
  const given = parse(text)
  if (Array.isArray(given) && (given.length === 0 || given.length > MOST_MESSAGES))
    throw new GatewayProblem(problems.tooLarge, `一次应有 1 到 ${MOST_MESSAGES} 条消息。`)
  return given
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new GatewayProblem(problems.unreadable, '内容不是有效的 JSON。')
  }
}

/** One message; what cannot be read is handed over too, so that it is counted and kept. */
function readOne(device: string, given: unknown, kind: Kind): { message: Message; fault: Refusal | null } {
  const raw = JSON.stringify(given) ?? ''
  const decoded =
    Buffer.byteLength(raw) > PAYLOAD_LIMIT
      ? ({ ok: false, reason: 'too-long', detail: '超过 64 KiB' } as const)
      : decodeGiven(given, kind)
  if (decoded.ok) return { message: messageOf(device, decoded, raw), fault: null }
  return { message: unreadable(device, raw), fault: decoded }
}

const faultOf = (fault: Refusal | null | undefined) =>
  fault ? { detail: fault.detail, ...(fault.faults ? { faults: fault.faults.slice(0, 10) } : {}) } : {}

async function withinTime(work: Promise<Outcome[]>): Promise<Outcome[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('还没有确认存入，请重发同样的内容（重复的不会存两次）。')), PATIENCE_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** For whoever watches the gateway: whether it lives, whether it can write; figures only for this machine. */
function figuresAt(gate: Gate, address: string, request: IncomingMessage): { status: number; body: object } | null {
  const { awaySince, held } = gate.writer
  if (address === '/healthz') return { status: 200, body: { ok: true } }
  if (address === '/readyz') return { status: awaySince ? 503 : 200, body: { ok: !awaySince } }
  const isHere = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
  if (address !== '/metrics' || !isHere) return null
  return { status: 200, body: { held, awaySince, counts: Object.fromEntries(gate.counts.list()) } }
}

function asProblem(gate: Gate, error: Error): GatewayProblem {
  if (error instanceof GatewayProblem) return error
  gate.counts.add('http.unexpected')
  return new GatewayProblem(problems.unexpected, '网关出错了，本次内容是否存入不能确定，请重发。')
}

function send(reply: ServerResponse, problem: GatewayProblem): void {
  if (reply.headersSent || reply.destroyed) return
  const { kind, detail, headers } = problem
  const { type, status, title } = kind
  // What is left of the body is not read any more.
  const close = status === 413 || status === 401 ? { connection: 'close' } : {}
  reply.writeHead(status, { 'content-type': 'application/problem+json', ...close, ...headers })
  reply.end(JSON.stringify({ type: `/problems/${type}`, title, status, detail }))
}

function sendJson(reply: ServerResponse, status: number, body: unknown): void {
  if (reply.destroyed) return
  reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  reply.end(JSON.stringify(body))
}
