/** One field of a refused request. */
export interface FieldFault {
  pointer: string
  message: string
}

/** What the server refused and why (RFC 9457), or that it could not be reached at all (status 0). */
export class ApiProblem extends Error {
  readonly status: number
  /** Path under /problems/, for example `request/version-moved-on`. */
  readonly type: string
  readonly title: string
  readonly detail: string
  readonly requestId: string | null
  readonly errors: readonly FieldFault[]
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? status))
    const text = (key: string) => (typeof body[key] === 'string' ? (body[key] as string) : '')
    this.status = status
    this.type = text('type').replace(/^\/problems\//, '')
    this.title = text('title') || '没有办成'
    this.detail = text('detail')
    this.requestId = text('requestId') || null
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldFault[]) : []
    this.body = body
  }

  /** First message about a field of the body; undefined when it is not complained of. */
  about(pointer: string): string | undefined {
    return this.errors.find((fault) => fault.pointer === pointer)?.message
  }
}

interface SendOptions {
  body?: unknown
  /** Version the change was made on; sent as If-Match. */
  version?: number
  /** The same key on a second try makes the server answer with the first result. */
  key?: string
  signal?: AbortSignal
}

/** Query string of the values that are set; `''` when none is. */
export function queryString(values: Record<string, string | number | boolean | null | undefined>): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') query.set(key, String(value))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}

let askProof: (() => Promise<boolean>) | null = null

/**
 * Says how to ask who sits there, when the server wants to see password or code again before a critical act. The act is
 * then sent once more.
 * @param ask true when the proof was shown
 * @returns ends the asking
 */
export function onProofNeeded(ask: () => Promise<boolean>): () => void {
  askProof = ask
  return () => {
    if (askProof === ask) askProof = null
  }
}

/** Reads `/api/v1` + path. @throws ApiProblem */
export function read<T>(path: string, signal?: AbortSignal): Promise<T> {
  return call<T>('GET', path, signal ? { signal } : {})
}

/** Writes to `/api/v1` + path; every write carries an idempotency key. @throws ApiProblem */
export async function send<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  options: SendOptions = {},
): Promise<T> {
  const keyed = { ...options, key: options.key ?? crypto.randomUUID() }
  try {
    return await call<T>(method, path, keyed)
  } catch (error) {
    const wanted = error instanceof ApiProblem && error.type === 'identity/proof-needed'
    if (!wanted || !askProof || !(await askProof())) throw error
    return call<T>(method, path, keyed)
  }
}

async function call<T>(method: string, path: string, options: SendOptions): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.key) headers['idempotency-key'] = options.key
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`
  const raw = options.body instanceof Blob
  if (options.body !== undefined) headers['content-type'] = raw ? 'application/octet-stream' : 'application/json'
  const response = await reach(`/api/v1${path}`, {
    method,
    headers,
    body: options.body === undefined ? null : raw ? (options.body as Blob) : JSON.stringify(options.body),
    ...(options.signal ? { signal: options.signal } : {}),
  })
  if (response.status === 204) return null as T
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new ApiProblem(response.status, asRecord(body, response))
  return body as T
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiProblem(0, { type: '/problems/away', title: '连不上服务器', detail: '网络断开，或服务器没有应答。' })
  }
}

function asRecord(body: unknown, response: Response): Record<string, unknown> {
  if (body && typeof body === 'object') return body as Record<string, unknown>
  return { title: '服务器没有正常应答', detail: `应答 ${response.status}，没有说明。` }
}
