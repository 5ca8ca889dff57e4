import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { PDFArray, PDFDocument, PDFHexString, PDFName, type PDFObject, type PDFPage, PDFRef } from '@cantoo/pdf-lib'

/** Numbers of the objects every bundle begins with. */
const CATALOG = 1
const PAGES = 2
const FONT = 3

interface How {
  /** Every page gets its number in the outer upper corner. */
  numbered: boolean
  /** A PDF of one page laid over every page. */
  overlay?: Uint8Array
}

/**
 * Writes one PDF out of many, part by part: a part leaves memory when it is on the disk, so that a volume of a thousand pages takes
 * no more than its largest part.
 */
export class Binder {
  readonly #out
  #at = 0
  readonly #offsets = new Map<number, number>()
  readonly #pages: number[] = []
  #next = FONT + 1

  constructor(path: string) {
    this.#out = createWriteStream(path, { flags: 'wx', mode: 0o600 })
    // The second line says that bytes follow, for programs that guess.
    this.#write(Buffer.from([...Buffer.from('%PDF-1.7\n%'), 0xe2, 0xe3, 0xcf, 0xd3, 0x0a]))
  }

  async add(bytes: Uint8Array, { numbered, overlay }: How): Promise<void> {
    const source = await PDFDocument.load(bytes, { updateMetadata: false })
    const part = await PDFDocument.create({ updateMetadata: false })
    const own = part.context.largestObjectNumber
    part.context.largestObjectNumber = Math.max(own, this.#next - 1)
    const pages = await part.copyPages(source, source.getPageIndices())
    const over = overlay ? await overlayOf(part, overlay) : null
    for (const page of pages) {
      if (numbered) stampNumber(part, page, this.#pages.length + 1)
      if (over) layOver(part, page, over)
      page.node.set(PDFName.of('Parent'), PDFRef.of(PAGES))
      this.#pages.push(page.ref.objectNumber)
    }
    await part.flush()
    for (const [ref, object] of part.context.enumerateIndirectObjects())
      if (ref.objectNumber >= this.#next) this.#object(ref.objectNumber, object)
    this.#next = Math.max(this.#next, part.context.largestObjectNumber + 1)
    if (this.#out.writableNeedDrain) await once(this.#out, 'drain')
  }

  /** Writes what holds the pages together. @returns how many there are */
  async close(title: string): Promise<number> {
    const context = (await PDFDocument.create({ updateMetadata: false })).context
    const kids = PDFArray.withContext(context)
    for (const page of this.#pages) kids.push(PDFRef.of(page))
    this.#object(CATALOG, context.obj({ Type: 'Catalog', Pages: PDFRef.of(PAGES), Lang: langOf() }))
    this.#object(PAGES, context.obj({ Type: 'Pages', Kids: kids, Count: this.#pages.length }))
    this.#object(FONT, context.obj({ Type: 'Font', Subtype: 'Type1', BaseFont: 'Helvetica' }))
    const info = this.#next++
    this.#object(info, context.obj({ Title: hexOf(title) }))
    this.#crossReference(info)
    this.#out.end()
    await finished(this.#out)
    return this.#pages.length
  }

  #object(number: number, object: PDFObject): void {
    this.#offsets.set(number, this.#at)
    const body = Buffer.alloc(object.sizeInBytes())
    object.copyBytesInto(body, 0)
    this.#write(Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from('\nendobj\n')]))
  }

  #crossReference(info: number): void {
    const start = this.#at
    const size = this.#next
    const line = (number: number) => {
      const offset = this.#offsets.get(number)
      return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`
    }
    const lines = Array.from({ length: size }, (_, number) => line(number))
    this.#write(Buffer.from(`xref\n0 ${size}\n${lines.join('')}`))
    this.#write(Buffer.from(`trailer\n<< /Size ${size} /Root ${CATALOG} 0 R /Info ${info} 0 R >>\n`))
    this.#write(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  }

  #write(bytes: Uint8Array): void {
    this.#at += bytes.length
    this.#out.write(bytes)
  }
}

const langOf = () => hexOf('zh-CN')

/** A text string of the PDF in UTF-16, written as hexadecimal digits. */
function hexOf(text: string) {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le').swap16()
  return PDFHexString.of(bytes.toString('hex'))
}

/** Names of what is added to the resources of a page: nobody else's begin like this. */
const NUMBER_FONT = 'AngridNumber'
const OVERLAY = 'AngridOverlay'
const SIZE = 11
/** Distance of the number from the edges, in points. */
const EDGE = { x: 34, y: 30 }

function stampNumber(part: PDFDocument, page: PDFPage, number: number): void {
  page.node.normalize()
  page.node.setFontDictionary(PDFName.of(NUMBER_FONT), PDFRef.of(FONT))
  const text = String(number)
  // Digits of Helvetica are 0.556 wide.
  const { width, height, matrix } = upright(page)
  const x = width - EDGE.x - text.length * SIZE * 0.556
  const y = height - EDGE.y
  draw(part, page, `q ${matrix} cm BT /${NUMBER_FONT} ${SIZE} Tf 1 0 0 1 ${round(x)} ${round(y)} Tm (${text}) Tj ET Q`)
}

interface Over {
  ref: PDFRef
  width: number
  height: number
}

async function overlayOf(part: PDFDocument, bytes: Uint8Array): Promise<Over> {
  const [page] = await part.embedPdf(bytes)
  if (!page) throw new Error('the overlay has no page')
  await page.embed()
  return { ref: page.ref, width: page.width, height: page.height }
}

function layOver(part: PDFDocument, page: PDFPage, over: Over): void {
  page.node.normalize()
  page.node.setXObject(PDFName.of(OVERLAY), over.ref)
  const { width, height, matrix } = upright(page)
  const scale = `${round(width / over.width)} 0 0 ${round(height / over.height)} 0 0`
  draw(part, page, `q ${matrix} cm q ${scale} cm /${OVERLAY} Do Q Q`)
}

/** Adds to what a page shows; what was there keeps its own state. */
function draw(part: PDFDocument, page: PDFPage, operators: string): void {
  const { context } = part
  const begin = context.register(context.stream('q'))
  const end = context.register(context.stream('Q'))
  page.node.wrapContentStreams(begin, end)
  page.node.addContentStream(context.register(context.flateStream(operators)))
}

/** A page as it is read: its visible size, and the matrix from there to its own coordinates, whichever way it is turned. */
function upright(page: PDFPage): { width: number; height: number; matrix: string } {
  const { x, y, width, height } = page.getCropBox()
  const turned = ((page.getRotation().angle % 360) + 360) % 360
  const table: Record<number, string> = {
    0: `1 0 0 1 ${x} ${y}`,
    90: `0 1 -1 0 ${x + width} ${y}`,
    180: `-1 0 0 -1 ${x + width} ${y + height}`,
    270: `0 -1 1 0 ${x} ${y + height}`,
  }
  const isSide = turned === 90 || turned === 270
  return {
    width: isSide ? height : width,
    height: isSide ? width : height,
    matrix: table[turned] ?? (table[0] as string),
  }
}

const round = (value: number) => Number(value.toFixed(3))
