import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { Problem } from '#kernel/http/problem.ts'
import { type ArrivedBlob, type BlobStore, DiskBlobs } from './blobs.ts'
import { fileProblems } from './problems.ts'

/** Where an S3-compatible store answers, and as whom we come. */
export interface S3Settings {
  /** Address without the bucket: `https://s3.example.gov.cn`. */
  endpoint: string
  bucket: string
  region: string
  accessKey: string
  secretKey: string
}

const HEAD_MS = 15_000
const TRANSFER_MS = 600_000

/**
 * Bytes in a bucket of an S3-compatible store: `<bucket>/ab/cd/<sha256>`. They arrive on the disk of this machine first, so
 * that they are hashed and looked at before anything leaves it; the store checks the hash once more as it takes them.
 */
export class S3Blobs implements BlobStore {
  readonly #settings: S3Settings
  readonly #arrivals: DiskBlobs
  readonly #client: AwsClient

  constructor(settings: S3Settings, arrivalFolder: string) {
    this.#settings = settings
    this.#arrivals = new DiskBlobs(arrivalFolder)
    this.#client = new AwsClient({
      accessKeyId: settings.accessKey,
      secretAccessKey: settings.secretKey,
      region: settings.region,
      service: 's3',
    })
  }

  receive(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<ArrivedBlob> {
    return this.#arrivals.receive(bytes, maxBytes)
  }

  async keep(blob: ArrivedBlob): Promise<void> {
    if (!(await this.#has(blob.sha256))) await this.#put(blob)
    await this.#arrivals.discard(blob)
  }

  discard(blob: ArrivedBlob): Promise<void> {
    return this.#arrivals.discard(blob)
  }

  async read(sha256: string): Promise<Readable> {
    const reply = await this.#ask('GET', sha256, TRANSFER_MS)
    if (!reply.ok || !reply.body) throw await refusal(reply, `reading ${sha256}`)
    return Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0])
  }

  async remove(sha256: string): Promise<void> {
    const reply = await this.#ask('DELETE', sha256, HEAD_MS)
    if (!reply.ok && reply.status !== 404) throw await refusal(reply, `removing ${sha256}`)
    await reply.body?.cancel()
  }

  sweep(before: Date): Promise<number> {
    return this.#arrivals.sweep(before)
  }

  async #has(sha256: string): Promise<boolean> {
    const reply = await this.#ask('HEAD', sha256, HEAD_MS)
    if (reply.status === 404) return false
    if (!reply.ok) throw await refusal(reply, `looking for ${sha256}`)
    return true
  }

  async #put(blob: ArrivedBlob): Promise<void> {
    const reply = await this.#ask('PUT', blob.sha256, TRANSFER_MS, await openAsBlob(blob.path))
    if (!reply.ok) throw await refusal(reply, `keeping ${blob.sha256}`)
    await reply.body?.cancel()
  }

  /** One signed request; whole bodies only, so that it may be signed with the hash of what is sent. */
  async #ask(
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
    sha256: string,
    withinMs: number,
    body?: Blob,
  ): Promise<Response> {
    const signed = await this.#client.sign(this.#addressOf(sha256), {
      method,
      headers: { 'x-amz-content-sha256': body ? sha256 : EMPTY_SHA256 },
    })
    return fetch(signed.url, {
      method,
      headers: signed.headers,
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
      ...(body ? { body } : {}),
    }).catch((error: Error) => {
      throw storeAway(error)
    })
  }

  #addressOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    const { endpoint, bucket } = this.#settings
    return `${endpoint.replace(/\/+$/, '')}/${bucket}/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`
  }
}

const EMPTY_SHA256 = createHash('sha256').digest('hex')

/** What the store said, short enough for a log; it names codes, never keys. */
async function refusal(reply: Response, doing: string): Promise<Problem> {
  const text = await reply.text().catch(() => '')
  const code = /<Code>([\w.]{1,60})<\/Code>/.exec(text)?.[1] ?? ''
  return storeAway(new Error(`object store answered ${reply.status} ${code} when ${doing}`))
}

function storeAway(cause: Error): Problem {
  const problem = new Problem(fileProblems.storeAway, '文件存储暂时不可用，文件没有保存或没有读出，请稍后再试。')
  problem.cause = cause
  return problem
}
