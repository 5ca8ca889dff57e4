import type { ServerResponse } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** One open page that is told what happens (text/event-stream). */
export interface LiveLine {
  sessionId: string
  stream: ServerResponse
}

export interface LineOptions {
  /** Which of these sessions still open the door. */
  aliveSessions(ids: string[]): Promise<ReadonlySet<string>>
  heartbeatMs?: number
}

const MAX_BUFFERED = 1024 * 1024

/** The open pages of one process: each is served until it goes, its session ends, it reads too slowly or the process stops. */
export class LiveLines<Line extends LiveLine> {
  readonly #options: LineOptions
  readonly #lines = new Set<Line>()
  #beat: NodeJS.Timeout | null = null

  constructor(options: LineOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#lines.size
  }

  [Symbol.iterator](): Iterator<Line> {
    return this.#lines[Symbol.iterator]()
  }

  /** Begins to serve a page; `ready` is the first thing it hears. */
  add(line: Line): void {
    this.#lines.add(line)
    line.stream.on('close', () => this.#lines.delete(line))
    line.stream.on('error', () => this.#drop(line))
    line.stream.write('retry: 3000\nevent: ready\ndata: {}\n\n')
    this.#beat ??= setInterval(() => void this.beat(), this.#options.heartbeatMs ?? 20_000)
  }

  /** Tells one page one thing; a page that reads too slowly is let go and comes back by itself. */
  send(line: Line, event: string, data: unknown, id?: string): void {
    if (line.stream.writableEnded) return
    if (line.stream.writableLength > MAX_BUFFERED) this.#drop(line)
    else line.stream.write(`${id ? `id: ${id}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  /** Ends the pages of a session that was ended. */
  endSession(sessionId: string): void {
    for (const line of this.#lines) if (line.sessionId === sessionId) this.#drop(line)
  }

  /** Keeps proxies from closing silent lines, and ends those whose session ran out quietly. */
  async beat(): Promise<void> {
    const ids = [...new Set([...this.#lines].map((line) => line.sessionId))]
    if (ids.length === 0) return
    const alive = await this.#options.aliveSessions(ids).catch(() => null)
    for (const line of this.#lines) {
      if (alive && !alive.has(line.sessionId)) this.#drop(line)
      else line.stream.write(': beat\n\n')
    }
  }

  close(): void {
    if (this.#beat) clearInterval(this.#beat)
    for (const line of this.#lines) this.#drop(line)
  }

  #drop(line: Line): void {
    this.#lines.delete(line)
    if (!line.stream.writableEnded) line.stream.end('event: end\ndata: {}\n\n')
  }
}

/** Takes an answer out of the framework's hands and begins a stream of events on it. */
export function beginStream(request: FastifyRequest, reply: FastifyReply): ServerResponse {
  const headers = { ...reply.getHeaders(), 'content-type': 'text/event-stream', 'cache-control': 'no-store' }
  reply.hijack()
  reply.raw.writeHead(200, {
    ...headers,
    'x-accel-buffering': 'no',
    connection: 'close',
    'x-request-id': request.id,
  } as never)
  return reply.raw
}
