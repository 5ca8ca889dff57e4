import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { degrees, PDFDocument, PDFName, StandardFonts } from '@cantoo/pdf-lib'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BinderyFault, bindPdfs, inspectPdfs, markPdf } from './bindery.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'angrid-bindery-'))
const at = (name: string) => path.join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A PDF with a word on each page. */
async function write(name: string, words: readonly string[], change: (made: PDFDocument) => unknown = () => {}) {
  const made = await PDFDocument.create()
  const font = await made.embedFont(StandardFonts.Courier)
  for (const word of words) made.addPage([595, 842]).drawText(word, { x: 60, y: 400, size: 12, font })
  await change(made)
  writeFileSync(at(name), await made.save())
  return at(name)
}

interface Word {
  text: string
  x: number
  y: number
}

/** What stands on each page as somebody sees it, turned upright, with its place from the upper left. */
async function read(file: string): Promise<Word[][]> {
  const document = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
  const pages: Word[][] = []
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n)
    const view = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    pages.push(
      items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return []
        const [x, y] = view.convertToViewportPoint(item.transform[4], item.transform[5]) as [number, number]
        return [{ text: item.str, x: x / view.width, y: y / view.height }]
      }),
    )
  }
  return pages
}

describe('bound pages', () => {
  let words: Word[][]
  beforeAll(async () => {
    const plain = await write('plain.pdf', ['one', 'two'])
    const turned = await write('turned.pdf', ['three', 'four', 'five'], (made) => {
      for (const [nth, page] of made.getPages().entries()) page.setRotation(degrees(90 * (nth + 1)))
    })
    const cropped = await write('cropped.pdf', ['six'], (made) => made.getPage(0).setCropBox(50, 300, 300, 200))
    expect(await bindPdfs([plain, turned, plain, cropped], at('bound.pdf'), '第一卷')).toBe(8)
    words = await read(at('bound.pdf'))
  })

  test('stand in their order, each with its number, and the same part twice is there twice', () => {
    expect(words.map((page) => page.map(({ text }) => text).sort())).toEqual(
      ['one', 'two', 'three', 'four', 'five', 'one', 'two', 'six'].map((word, nth) => [String(nth + 1), word]),
    )
  })

  test('have their number in the upper right corner, whichever way the page is turned and cut', () => {
    for (const [nth, page] of words.entries()) {
      const number = page.find(({ text }) => text === String(nth + 1)) as Word
      expect([nth, number.x > 0.8 && number.x < 1, number.y > 0 && number.y < 0.2]).toEqual([nth, true, true])
    }
  })
})

test('what is laid over a bundle stands on every page and takes nothing away', async () => {
  const own = await write('own.pdf', ['alpha', 'beta'])
  const over = await write('over.pdf', ['lent'])
  await markPdf(own, over, at('marked.pdf'), '借阅副本')
  const pages = (await read(at('marked.pdf'))).map((page) => page.map(({ text }) => text).sort())
  expect(pages).toEqual([
    ['alpha', 'lent'],
    ['beta', 'lent'],
  ])
})

test('a PDF with a password, a script or no sense is named before it is bound', async () => {
  const script = await write('script.pdf', ['x'], (made) => made.addJavaScript('a', 'app.alert(1)'))
  const locked = await write('locked.pdf', ['x'], (made) => made.encrypt({ userPassword: 'p', ownerPassword: 'o' }))
  const inside = await write('inside.pdf', ['x'], (made) => made.attach(Buffer.from('MZ'), 'a.exe'))
  const launch = await write('launch.pdf', ['x'], (made) => {
    made.catalog.set(PDFName.of('OpenAction'), made.context.register(made.context.obj({ S: 'Launch', F: 'a.exe' })))
  })
  writeFileSync(at('noise.pdf'), Buffer.from('%PDF-1.4 nothing'))
  const found = await inspectPdfs([at('own.pdf'), script, locked, inside, launch, at('noise.pdf')])
  expect(found).toEqual([
    { pages: 2, fault: null },
    { pages: null, fault: '文件里有脚本、外部程序或内嵌文件' },
    { pages: null, fault: '文件有密码' },
    { pages: null, fault: '文件里有脚本、外部程序或内嵌文件' },
    { pages: null, fault: '文件里有脚本、外部程序或内嵌文件' },
    { pages: null, fault: expect.stringMatching(/打不开|没有页/) },
  ])
  await expect(bindPdfs([locked], at('never.pdf'), '卷')).rejects.toThrow(BinderyFault)
})
