import { parentPort } from 'node:worker_threads'
import { type Card, type CardSheet, wordsOfCards } from './cards.ts'
import { missingGlyphs } from './glyph.ts'
import type { Filled } from './model/piece.ts'
import { wordsOf } from './model/words-of.ts'
import { type Extras, Typesetter } from './typeset.ts'

interface FormJob {
  filled: Filled
  extras: Extras
  /** A picture of the pages instead of a PDF. */
  drawn?: boolean
}

interface CardJob {
  cards: readonly Card[]
  sheet: CardSheet
}

export type Job = FormJob | CardJob

/** One thing to print, and what came of it. */
export interface Order {
  id: number
  job: Job
}
export type Outcome =
  | { id: number; pdf: Uint8Array; pages: number; size: number }
  | { id: number; svg: string }
  | { id: number; missing: string[] }
  | { id: number; fault: string }

const setter = new Typesetter()

parentPort?.on('message', (order: Order) => parentPort?.postMessage(carryOut(order)))

function carryOut({ id, job }: Order): Outcome {
  try {
    const missing = missingGlyphs('cards' in job ? wordsOfCards(job.cards) : wordsOf(job.filled))
    if (missing.length > 0) return { id, missing }
    if ('cards' in job) return { id, ...setter.cards(job.cards, job.sheet), size: 0 }
    const { filled, extras, drawn } = job
    if (drawn) return { id, svg: setter.draw(filled, extras) }
    const { pdf, pages, size } = setter.print(filled, extras)
    return { id, pdf, pages, size }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}
