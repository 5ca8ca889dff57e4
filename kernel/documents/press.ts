import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Card, CardSheet } from './cards.ts'
import type { Filled } from './model/piece.ts'
import type { Job, Order, Outcome } from './press-worker.ts'
import type { Extras } from './typeset.ts'

/** A form that holds characters no font of ours draws. */
export class GlyphMissing extends Error {
  readonly characters: readonly string[]
  constructor(characters: readonly string[]) {
    super(`no glyph for ${characters.join(' ')}`)
    this.characters = characters
  }
}

export interface PrintedForm {
  pdf: Buffer
  pages: number
  /** Size of the body, in points. */
  size: number
}

interface Waiting {
  order: Order
  resolve(outcome: Outcome): void
  reject(error: Error): void
}

/**
 * Prints forms in threads of their own, so that no request waits for another's pages. Threads begin with the first form: a process
 * that prints nothing reads no fonts.
 */
export class Press {
  readonly #size: number
  readonly #idle: Worker[] = []
  readonly #workers = new Set<Worker>()
  readonly #queue: Waiting[] = []
  readonly #running = new Map<Worker, Waiting>()
  #next = 0
  #closed = false

  /** @param size threads at most; one less than the machine has cores, four at most, unless said */
  constructor(size = Math.min(4, Math.max(1, availableParallelism() - 1))) {
    this.#size = size
  }

  /**
   * A form as PDF.
   * @throws GlyphMissing naming every character that cannot be drawn; Error when it cannot be set
   */
  async print(filled: Filled, extras: Extras = {}): Promise<PrintedForm> {
    const made = await this.#order({ filled, extras })
    if (!('pdf' in made)) throw new Error('the press drew what it should print')
    return { pdf: Buffer.from(made.pdf), pages: made.pages, size: made.size }
  }

  /** The pages of a form as one SVG picture. @throws as print */
  async draw(filled: Filled, extras: Extras = {}): Promise<string> {
    const made = await this.#order({ filled, extras, drawn: true })
    if (!('svg' in made)) throw new Error('the press printed what it should draw')
    return made.svg
  }

  /** Cards for walls as PDF. @throws as print */
  async cards(cards: readonly Card[], sheet: CardSheet): Promise<Omit<PrintedForm, 'size'>> {
    const made = await this.#order({ cards, sheet })
    if (!('pdf' in made)) throw new Error('the press drew what it should print')
    return { pdf: Buffer.from(made.pdf), pages: made.pages }
  }

  #order(job: Job): Promise<Outcome> {
    if (this.#closed) return Promise.reject(new Error('the press is closed'))
    return new Promise((resolve, reject) => {
      this.#queue.push({ order: { id: this.#next++, job }, resolve, reject })
      this.#handOut()
    })
  }

  /** Ends the threads; what is under way is refused. */
  async close(): Promise<void> {
    this.#closed = true
    const workers = [...this.#workers]
    for (const waiting of this.#queue.splice(0)) waiting.reject(new Error('the press is closed'))
    await Promise.all(workers.map((worker) => worker.terminate()))
  }

  #handOut(): void {
    while (this.#queue.length > 0) {
      const worker = this.#idle.pop() ?? (this.#workers.size < this.#size ? this.#begin() : null)
      if (!worker) return
      const waiting = this.#queue.shift() as Waiting
      this.#running.set(worker, waiting)
      worker.postMessage(waiting.order)
    }
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./press-worker.ts', import.meta.url))
    this.#workers.add(worker)
    // A waiting thread keeps no process alive.
    worker.unref()
    worker.on('message', (outcome: Outcome) => this.#take(worker, outcome))
    worker.on('error', (error) => this.#lose(worker, error))
    worker.on('exit', () => this.#lose(worker, new Error('the press stopped')))
    return worker
  }

  #take(worker: Worker, outcome: Outcome): void {
    const waiting = this.#running.get(worker)
    this.#running.delete(worker)
    this.#idle.push(worker)
    if ('missing' in outcome) waiting?.reject(new GlyphMissing(outcome.missing))
    else if ('fault' in outcome) waiting?.reject(new Error(outcome.fault))
    else waiting?.resolve(outcome)
    this.#handOut()
  }

  /** A thread that died takes its form with it and no other. */
  #lose(worker: Worker, error: Error): void {
    if (!this.#workers.delete(worker)) return
    const idle = this.#idle.indexOf(worker)
    if (idle >= 0) this.#idle.splice(idle, 1)
    this.#running.get(worker)?.reject(error)
    this.#running.delete(worker)
    if (!this.#closed) this.#handOut()
  }
}
