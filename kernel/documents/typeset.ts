import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler'
import { renderSVG } from 'uqr'
import type { Card, CardSheet } from './cards.ts'
import type { Filled } from './model/piece.ts'
import { inFours } from './model/say.ts'
import { type Paper, papers } from './paper.ts'

const fontFolder = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))

/** Files of the free fonts: body, and the bold of titles. */
export const fontFiles = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'].map((name) =>
  path.join(fontFolder, name),
)

const FONTS = ['Noto Serif SC']

/** What goes to the press beside the words. */
export interface Extras {
  /** Pictures by the name the pieces call them: signatures, seal, photographs. */
  images?: Readonly<Record<string, Uint8Array>>
  /** Address of the code in the foot, and the code to be typed beside it. */
  qr?: string | null
  code?: string | null
  /** Two pages or more are sealed across their edges. */
  seam?: boolean
  slip?: boolean
}

export interface Printed {
  pdf: Buffer
  pages: number
  /** Size of the body that was taken, in points. */
  size: number
}

/**
 * Text shrinks with size and pitch, what stands around it does not, and a break may have left room: a smaller size is tried when the text
 * alone, and a fifth less of it, would need a page less.
 */
const HOPE = 0.8

/** A form that could not be set, with what the setter said of it. */
export class Unsettable extends Error {}

/** One warm setter: reads the fonts and the layout program once, then takes some milliseconds a form. */
export class Typesetter {
  readonly #compiler: NodeCompiler
  readonly #program = readFileSync(path.join(import.meta.dirname, 'layout.typ'), 'utf8')
  readonly #cards = readFileSync(path.join(import.meta.dirname, 'cards.typ'), 'utf8')
  #done = 0

  constructor() {
    this.#compiler = NodeCompiler.create({
      workspace: import.meta.dirname,
      fontArgs: [{ fontBlobs: fontFiles.map((name) => readFileSync(name)) }],
    })
  }

  /**
   * A filled-in form as PDF: the largest size of its ladder, a smaller one only if that saves a page.
   * @throws Unsettable
   */
  print(filled: Filled, extras: Extras = {}): Printed {
    return this.#withPictures(extras, () => {
      const paper = extras.slip ? papers.slip : papers[filled.profile]
      const best = this.#fewestPages(JSON.stringify(docOf(filled, extras)), paper)
      const pdf = this.#compiler.pdf(best.document, { creationTimestamp: 0 })
      return { pdf, pages: best.document.numOfPages, size: best.size }
    })
  }

  /**
   * The same pages as one picture, below each other: what a browser shows without a plug-in, on a phone too.
   * @throws Unsettable
   */
  draw(filled: Filled, extras: Extras = {}): string {
    return this.#withPictures(extras, () => {
      const paper = extras.slip ? papers.slip : papers[filled.profile]
      const { document } = this.#fewestPages(JSON.stringify(docOf(filled, extras)), paper)
      return this.#compiler.plainSvg(document)
    })
  }

  /** Cards for walls as PDF. @throws Unsettable */
  cards(cards: readonly Card[], sheet: CardSheet): Omit<Printed, 'size'> {
    const drawn = cards.map((card) => ({ ...card, qr: qrPicture(card.qr) }))
    const doc = JSON.stringify({ cards: drawn, sheet, fonts: FONTS })
    const document = this.#compile(this.#cards, { doc })
    const pdf = this.#compiler.pdf(document, { creationTimestamp: 0 })
    this.#compiler.evictCache(5)
    return { pdf, pages: document.numOfPages }
  }

  #withPictures<T>(extras: Extras, work: () => T): T {
    const images = Object.entries(extras.images ?? {})
    for (const [name, bytes] of images) this.#compiler.mapShadow(imagePath(name), Buffer.from(bytes))
    try {
      return work()
    } finally {
      for (const [name] of images) this.#compiler.unmapShadow(imagePath(name))
      // The cache of the setter grows with every form it has not seen.
      if (++this.#done % 20 === 0) this.#compiler.evictCache(5)
    }
  }

  #fewestPages(doc: string, { sizes, ...paper }: Paper) {
    const first = sizes[0] as (typeof sizes)[number]
    let best = this.#set(doc, { ...paper, ...first })
    if (best.document.numOfPages <= 1 || sizes.length === 1) return best
    const used = this.#pagesUsed(best.document, paper)
    for (const smaller of sizes.slice(1)) {
      const shrinks = (smaller.size * smaller.pitch) / (first.size * first.pitch)
      if (used * shrinks * HOPE > best.document.numOfPages - 1) continue
      const tried = this.#set(doc, { ...paper, ...smaller })
      if (tried.document.numOfPages < best.document.numOfPages) best = tried
    }
    return best
  }

  /** Pages a set form takes, the last one by how far down it reaches. */
  #pagesUsed(document: NodeTypstDocument, { top, bottom }: Omit<Paper, 'sizes'>): number {
    const [end] = this.#compiler.query(document, { selector: '<end>', field: 'value' }) as number[]
    const height = 297 - top - bottom
    return document.numOfPages - 1 + Math.min(1, Math.max(0, ((end ?? 297) - top) / height))
  }

  #set(doc: string, look: { size: number }) {
    const document = this.#compile(this.#program, { doc, look: JSON.stringify({ ...look, fonts: FONTS }) })
    return { document, size: look.size }
  }

  #compile(mainFileContent: string, inputs: Record<string, string>): NodeTypstDocument {
    const made = this.#compiler.compile({ mainFileContent, inputs })
    if (made.result) return made.result
    const error = made.takeDiagnostics()
    throw new Unsettable(JSON.stringify(error ? this.#compiler.fetchDiagnostics(error) : 'no result').slice(0, 2000))
  }
}

const imagePath = (name: string): string => path.join(import.meta.dirname, `picture-${name}`)

/** The words as the layout program reads them: absent where it asks whether something is there. */
function docOf(filled: Filled, extras: Extras): Record<string, unknown> {
  const pictured = filled.pieces.map((piece) => JSON.parse(JSON.stringify(piece), namesPicture))
  const seal = filled.pieces.find((piece) => piece.p === 'seal')
  return {
    ...filled,
    pieces: pictured,
    ...(extras.qr ? { qr: qrPicture(extras.qr) } : {}),
    ...(extras.code ? { code: inFours(extras.code) } : {}),
    ...(extras.seam ? { seam: true } : {}),
    ...(seal?.p === 'seal' && seal.image ? { sealImage: `picture-${seal.image}` } : {}),
  }
}

const namesPicture = (key: string, value: unknown): unknown =>
  key === 'image' && typeof value === 'string' ? `picture-${value}` : value

const qrPicture = (address: string): string => renderSVG(address, { border: 0, ecc: 'M' })
