import { Dexie } from 'dexie'
import { ApiProblem, send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { isDelivered, MOST_OPERATIONS, type Outcome } from '../model/operation.ts'
import type { ActSince } from '../model/schema.ts'
import { fieldDb, type KeptOperation, type KeptPhoto } from './db.ts'
import { askChallenge, deviceState } from './device.ts'
import { heavyWaits, meteringNow, onLineChange, unsentHeavy, waitsForWifi } from './metering.ts'
import { isVoice } from './voice.ts'

/** How sending stands, for whoever looks. */
export type SendState = 'idle' | 'sending' | 'away' | 'signed-out' | 'paused'

interface Answered {
  id: string
  outcome: Outcome
  receipt: string | null
  answer: unknown
  problem: { detail: string; since?: ActSince[]; currentVersion?: number } | null
  grade: string | null
  reasons: string[]
}

/** Bytes of operations in one request, well below what the server takes. */
const MOST_BYTES = 600_000
const CHUNK = 512 * 1024
/** Waiting times after a failed try, in milliseconds; the last one again and again. */
const WAITS = [2_000, 5_000, 15_000, 60_000]
/** The same where nobody answers: a browser that was started without a network says it has one, and tells nothing when it is back. */
const AWAY_WAITS = [2_000, 5_000, 15_000]
const BEAT = 60_000

/**
 * Sends what this device keeps, when there is a way: photographs before what names them, operations in the order they were made,
 * from one window only. Whatever happens, what was not answered stays.
 */
export class Sender {
  #state: SendState = 'idle'
  #tries = 0
  #timer: ReturnType<typeof setTimeout> | undefined
  #accountId: string | null = null
  readonly #listeners = new Set<() => void>()

  constructor() {
    // A network that came back, or a device that was taken out of the pocket, is the moment to try.
    window.addEventListener('online', () => this.soon(0))
    window.addEventListener('offline', () => this.soon(0))
    onLineChange(() => this.soon(0))
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.soon(0))
  }

  get state(): SendState {
    return this.#state
  }

  /** Tells when the state changes. @returns ends it */
  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to send for an account; null for nobody. */
  begin(accountId: string | null): void {
    this.#accountId = accountId
    this.soon(0)
  }

  /** Tries again after a while. */
  soon(wait = 300): void {
    clearTimeout(this.#timer)
    if (this.#accountId) this.#timer = setTimeout(() => void this.#run(), wait)
  }

  async #run(): Promise<void> {
    const accountId = this.#accountId
    if (!accountId) return
    if (!navigator.onLine) return this.#tell('away')
    await navigator.locks.request('angrid-field-sender', async () => {
      try {
        this.#tell('sending')
        await askChallenge(accountId)
        while (await sendSome(accountId));
        this.#tries = 0
        this.#tell('idle')
        this.soon(BEAT)
      } catch (error) {
        this.#failed(error)
      }
    })
  }

  #failed(error: unknown): void {
    const status = error instanceof ApiProblem ? error.status : 0
    // Somebody else signed in on this device: for whoever left work here that is the same as having left.
    const isAway = status === 401 || (error instanceof ApiProblem && error.type === 'sync/other-account')
    this.#tell(isAway ? 'signed-out' : status === 0 ? 'away' : 'paused')
    const waits = status === 0 ? AWAY_WAITS : WAITS
    if (!isAway) this.soon(waits[Math.min(this.#tries++, waits.length - 1)])
  }

  #tell(state: SendState): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

/**
 * The first operations of an account that can be sent now, in the order they were made; what follows a refused one waits for a decision,
 * and what has photographs for Wi-Fi, where that was chosen.
 */
async function readyOf(accountId: string): Promise<KeptOperation[]> {
  const refused = await fieldDb.operations.where('[accountId+state]').equals([accountId, 'problem']).primaryKeys()
  const held = new Set<string>(refused)
  const heavy = heavyWaits(await deviceState(), meteringNow()) ? await unsentHeavy(accountId) : new Set<string>()
  const ready: KeptOperation[] = []
  let bytes = 0
  const inOrder = fieldDb.operations
    .where('[accountId+state+stamp.seq]')
    .between([accountId, 'kept', Dexie.minKey], [accountId, 'kept', Dexie.maxKey])
  await inOrder
    .until(() => ready.length >= MOST_OPERATIONS || bytes > MOST_BYTES)
    .each((operation) => {
      if ((operation.after && held.has(operation.after)) || waitsForWifi(operation, heavy)) {
        held.add(operation.id)
        return
      }
      bytes += JSON.stringify(operation.body).length + 1_000
      ready.push(operation)
    })
  return ready
}

/** Sends what fits into one request. @returns whether something got through and more may be waiting */
async function sendSome(accountId: string): Promise<boolean> {
  const batch: KeptOperation[] = []
  for (const operation of await readyOf(accountId)) if (await sendPhotosOf(operation)) batch.push(operation)
  if (batch.length === 0) return false
  const { items } = await send<{ items: Answered[] }>('POST', '/sync', {
    body: { accountId, operations: batch.map(wireOf) },
  })
  for (const answered of items) await note(answered)
  return items.some(({ outcome }) => outcome !== 'waits' && outcome !== 'later')
}

const wireOf = ({ id, after, method, path, body, ifMatch, stamp }: KeptOperation) => ({
  ...{ id, after, method, path, body, ifMatch, stamp },
})

/** Notes what came of an operation; photographs of what was delivered are the server's now. */
async function note({ id, outcome, receipt, grade, reasons, problem }: Answered): Promise<void> {
  if (outcome === 'waits' || outcome === 'later') {
    await fieldDb.operations.update(id, { outcome, fault: problem?.detail ?? null })
    return
  }
  if (outcome === 'stale' && (await goesInAfter(id, problem))) return
  const delivered = isDelivered(outcome)
  await fieldDb.operations.update(id, {
    outcome,
    receipt,
    fault: faultOf(problem),
    state: delivered ? 'delivered' : 'problem',
    deliveredAt: delivered ? new Date().toISOString() : null,
    // Sent before and answered again: the grade was told the first time, or is on the server.
    ...(grade ? { grade, reasons } : {}),
  })
}

/** What others did, when and who; else the server's sentence. */
function faultOf(problem: Answered['problem']): string | null {
  const since = problem?.since ?? []
  if (since.length === 0) return problem?.detail ?? null
  return `${since.map(({ by, at, title }) => `${by} ${time(at)} ${title}`).join('；')}。`
}

/**
 * Hands an operation in again by itself where others only said or linked something since: nothing it rests on has changed.
 * @returns whether it was
 */
async function goesInAfter(id: string, problem: Answered['problem']): Promise<boolean> {
  const { since = [], currentVersion } = problem ?? {}
  const operation = await fieldDb.operations.get(id)
  const mayGo = since.length > 0 && since.every(({ beside }) => beside) && currentVersion !== undefined
  if (!mayGo || typeof operation?.body.version !== 'number') return false
  const { sendAnew } = await import('./outbox.ts')
  await sendAnew(operation, { ...operation.body, version: currentVersion }, '别人留过言，已自动接在后面再交')
  return true
}

/** Sends the photographs an operation names. @returns whether all of them are there */
async function sendPhotosOf({ id, photoIds }: KeptOperation): Promise<boolean> {
  for (const photo of await fieldDb.photos.bulkGet(photoIds)) {
    if (!photo || photo.state === 'uploaded') continue
    if (photo.state === 'kept') await sendPhoto(photo)
    const now = await fieldDb.photos.get(photo.id)
    if (now?.state === 'uploaded') continue
    await fieldDb.operations.update(id, {
      state: 'problem',
      outcome: 'refused',
      fault: `${isVoice(photo) ? '录音' : '照片'}没有收下：${now?.fault ?? '打不开'}`,
    })
    return false
  }
  return true
}

/** Sends a photograph piece by piece; where the line broke it goes on from there. @throws ApiProblem when there is no way */
async function sendPhoto(photo: KeptPhoto): Promise<void> {
  const { blob } = photo
  if (!blob) return
  // Neither is wanted before there is something to send: what everybody sees first need not wait for it.
  const { Upload } = await import('tus-js-client')
  await new Promise<void>((resolve, reject) => {
    const upload = new Upload(blob, {
      endpoint: '/api/v1/uploads',
      chunkSize: CHUNK,
      retryDelays: null,
      fingerprint: async () => `angrid-field.${photo.id}`,
      storeFingerprintForResuming: true,
      removeFingerprintOnSuccess: true,
      metadata: {
        id: photo.id,
        name: photo.name,
        ...(photo.objectId ? { objectId: photo.objectId } : photo.gridCode ? { gridCode: photo.gridCode } : {}),
      },
      onProgress: (sent) => void fieldDb.photos.update(photo.id, { sent }),
      onSuccess: () =>
        void fieldDb.photos
          .update(photo.id, { state: 'uploaded', sent: photo.size, blob: null, fault: null })
          .then(() => resolve(), reject),
      onError: (error) => void refused(photo.id, error).then(resolve, reject),
    })
    void upload.findPreviousUploads().then(([earlier]) => {
      if (earlier) upload.resumeFromPreviousUpload(earlier)
      upload.start()
    }, reject)
  })
}

/** What the server will never take is noted; everything else is tried again. */
async function refused(id: string, error: unknown): Promise<void> {
  const reply = (error as { originalResponse?: { getStatus(): number; getBody(): string } | null }).originalResponse
  const status = reply?.getStatus() ?? 0
  if (!reply || status === 401 || status === 429 || status >= 500)
    throw new ApiProblem(status, { title: '照片没有传完', detail: '网络断开，照片没有传完。' })
  const detail = detailOf(reply.getBody())
  await fieldDb.photos.update(id, { state: 'refused', fault: detail })
}

function detailOf(body: string): string {
  try {
    return String((JSON.parse(body) as { detail?: string }).detail ?? '平台没有收下')
  } catch {
    return '平台没有收下'
  }
}
