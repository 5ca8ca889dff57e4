import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { S3Settings } from './s3-blobs.ts'

/**
 * An object store for tests, as strict as a real one: it works out the signature (AWS Signature Version 4) by itself from
 * the published rules and refuses whatever does not match, is too old or is not the bytes that were signed.
 */
export class TestObjectStore {
  readonly objects = new Map<string, Buffer>()
  readonly settings: S3Settings
  /** While true every request is answered 503, as by a store under repair. */
  isAway = false
  puts = 0
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.settings = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      bucket: 'angrid-files',
      region: 'cn-east-1',
      accessKey: 'AKTESTANGRID',
      secretKey: 'a secret only the two of us know',
    }
  }

  static async open(): Promise<TestObjectStore> {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const store = new TestObjectStore(server)
    server.on('request', (request, reply) => void store.#answer(request, reply))
    return store
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }

  async #answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const key = decodeURIComponent((request.url ?? '').split('?')[0] as string)
    const refusal = this.isAway ? [503, 'SlowDown'] : this.#fault(request, key, body)
    if (refusal) {
      reply.writeHead(refusal[0] as number, { 'content-type': 'application/xml' })
      return void reply.end(`<Error><Code>${refusal[1]}</Code></Error>`)
    }
    if (request.method === 'PUT') {
      this.puts++
      this.objects.set(key, body)
      return void reply.writeHead(200).end()
    }
    const found = this.objects.get(key)
    if (!found) return void reply.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    reply.writeHead(200, { 'content-length': found.length })
    reply.end(request.method === 'HEAD' ? undefined : found)
  }

  #fault(request: IncomingMessage, key: string, body: Buffer): [number, string] | null {
    if (!key.startsWith(`/${this.settings.bucket}/`)) return [404, 'NoSuchBucket']
    const claimed = request.headers['x-amz-content-sha256']
    if (claimed !== createHash('sha256').update(body).digest('hex')) return [400, 'XAmzContentSHA256Mismatch']
    if (request.method === 'PUT' && Number(request.headers['content-length']) !== body.length)
      return [411, 'MissingContentLength']
    const match =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      )
    if (!match || match[1] !== this.settings.accessKey) return [403, 'InvalidAccessKeyId']
    const [, , day, region, signedHeaders, signature] = match as unknown as string[]
    const moment = String(request.headers['x-amz-date'])
    const at = Date.parse(moment.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
    if (!(Math.abs(Date.now() - at) < 900_000)) return [403, 'RequestTimeTooSkewed']
    const expected = this.#sign(request, key, {
      day: day as string,
      region: region as string,
      moment,
      signedHeaders: signedHeaders as string,
    })
    return expected === signature ? null : [403, 'SignatureDoesNotMatch']
  }

  #sign(
    request: IncomingMessage,
    key: string,
    how: { day: string; region: string; moment: string; signedHeaders: string },
  ): string {
    const headers = how.signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim()}\n`)
    const canonical = [
      request.method,
      key,
      '',
      headers.join(''),
      how.signedHeaders,
      request.headers['x-amz-content-sha256'],
    ].join('\n')
    const place = `${how.day}/${how.region}/s3/aws4_request`
    const text = ['AWS4-HMAC-SHA256', how.moment, place, createHash('sha256').update(canonical).digest('hex')].join(
      '\n',
    )
    const hmac = (secret: string | Buffer, value: string) => createHmac('sha256', secret).update(value).digest()
    const signing = [how.region, 's3', 'aws4_request'].reduce(
      (secret, part) => hmac(secret, part),
      hmac(`AWS4${this.settings.secretKey}`, how.day),
    )
    return hmac(signing, text).toString('hex')
  }
}
