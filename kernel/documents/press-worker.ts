import { parentPort } from 'node:worker_threads'
import { missingGlyphs } from './glyph.ts'
import type { Filled } from './model/piece.ts'
import { wordsOf } from './model/words-of.ts'
import { type Extras, Typesetter } from './typeset.ts'

/** One form to print, and what came of it. */
export interface Order {
  id: number
  filled: Filled
  extras: Extras
  /** A picture of the pages instead of a PDF. */
  drawn?: boolean
}
export type Outcome =
  | { id: number; pdf: Uint8Array; pages: number; size: number }
  | { id: number; svg: string }
  | { id: number; missing: string[] }
  | { id: number; fault: string }

const setter = new Typesetter()

parentPort?.on('message', (order: Order) => parentPort?.postMessage(carryOut(order)))

function carryOut({ id, filled, extras, drawn }: Order): Outcome {
  try {
    const missing = missingGlyphs(wordsOf(filled))
    if (missing.length > 0) return { id, missing }
    if (drawn) return { id, svg: setter.draw(filled, extras) }
    const { pdf, pages, size } = setter.print(filled, extras)
    return { id, pdf, pages, size }
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message : String(error) }
  }
}
