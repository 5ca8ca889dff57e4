import { readFileSync } from 'node:fs'
import path from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, describe, expect, test } from 'vitest'
import { layoutFaults, usedFields } from '#standards/document-layout/placeholder.ts'
import { exampleValues } from '#standards/legal-document/example.ts'
import { layoutOf } from '#standards/legal-document/layout.ts'
import { readTemplates } from '#standards/legal-document/read.ts'
import { type DocumentTemplate, templateKey } from '#standards/legal-document/template.ts'
import { fillLayout } from './model/fill.ts'
import type { Values } from './model/say.ts'
import { wordsOf } from './model/words-of.ts'
import { GlyphMissing, Press } from './press.ts'
import { writeWord } from './word.ts'

const seeds = path.join(import.meta.dirname, '../../packages/standards/legal-document')
const { samples, series } = JSON.parse(readFileSync(path.join(seeds, 'samples.json'), 'utf8')) as {
  series: string
  samples: { id: string; document: string; variant?: string; values: Values; expect: string[] }[]
}
const templates = readTemplates()
const press = new Press(2)
afterAll(() => press.close())

const templateOf = (key: string, variant?: string): DocumentTemplate =>
  templates.find((template) => template.key === key && template.variant === variant) as DocumentTemplate

const bare = (text: string): string => text.replace(/\s/gu, '')

interface Page {
  text: string
  /** Positions of text, in points from the left and the bottom edge. */
  at: { x: number; y: number; width: number; text: string }[]
}

async function pagesOf(pdf: Buffer): Promise<Page[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const pages: Page[] = []
  for (let n = 1; n <= document.numPages; n++) {
    const { items } = await (await document.getPage(n)).getTextContent()
    const words = items.flatMap((item) => ('str' in item ? [item] : []))
    pages.push({
      text: words.map(({ str }) => str).join(''),
      at: words
        .filter(({ str }) => str.trim() !== '')
        // The blank half of a mark at the end of a line may stand in the margin.
        .map(({ str, width, height, transform }) => ({
          x: transform[4],
          y: transform[5],
          width: width - (/[，。；：、）》]$/.test(str) ? height / 2 : 0),
          text: str,
        })),
    })
  }
  await task.destroy()
  return pages
}

/** All text of a Word file's main part. */
async function wordText(file: Buffer): Promise<string> {
  const { unzip } = await import('but-unzip')
  const part = unzip(file).find(({ filename }) => filename === 'word/document.xml')
  const xml = new TextDecoder().decode(await part?.read())
  return xml.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&')
}

describe('the sample cases', () => {
  test.each(samples)(
    '$id prints every sentence it must, as PDF',
    async ({ document, variant, values, expect: must }) => {
      const filled = fillLayout(layoutOf(templateOf(document, variant)), { values, series, draft: false })
      const { pdf } = await press.print(filled)
      const text = bare((await pagesOf(pdf)).map((page) => page.text).join(''))
      for (const sentence of must) expect(text).toContain(bare(sentence))
    },
  )

  test.each(samples)(
    '$id says the same in Word, marked as a copy',
    async ({ document, variant, values, expect: must }) => {
      const filled = fillLayout(layoutOf(templateOf(document, variant)), { values, series, draft: false })
      const text = bare(await wordText(await writeWord(filled, '副本')))
      const running = /共.页|一式|存档|一份交/
      for (const sentence of must.filter((words) => !running.test(words))) expect(text).toContain(bare(sentence))
    },
  )
})

describe('the seeds', () => {
  test('are the 58 documents of the catalogue, in its order', () => {
    expect(templates.map(({ no }) => no)).toEqual(Array.from({ length: 58 }, (_, n) => n + 1))
    expect(new Set(templates.map(({ key }) => key)).size).toBe(56)
  })

  test.each(templates.map((template) => [templateKey(template), template] as const))(
    '%s uses every field it has, and has every field it uses',
    (_key, template) => {
      expect(layoutFaults(template)).toEqual([])
      const used = usedFields(template.body)
      expect(template.fields.filter(({ key }) => !used.has(key))).toEqual([])
    },
  )

  test('name only documents of the catalogue as what must come before, and never in a circle', () => {
    const before = new Map(
      templates.map(({ key, prerequisites }) => [key, [...prerequisites.all, ...prerequisites.any]] as const),
    )
    const walk = (key: string, trail: readonly string[]): void => {
      expect(trail).not.toContain(key)
      expect(before.has(key)).toBe(true)
      for (const earlier of before.get(key) ?? []) walk(earlier, [...trail, key])
    }
    for (const key of before.keys()) walk(key, [])
  })

  test('say a standard paragraph in the same words wherever it stands', () => {
    const said = new Map<string, Set<string>>()
    for (const block of templates.flatMap(({ body }) => body))
      if (block.block === 'para' && block.std)
        said.set(block.std, (said.get(block.std) ?? new Set()).add(block.text.replaceAll('本指令', '本决定')))
    const different = [...said].filter(([, texts]) => texts.size > 1).map(([std, texts]) => [std, [...texts]])
    expect(different).toEqual([])
  })
})

const left = { narrative: 28, form: 28 }

describe('all 58 documents', () => {
  const long = (values: Values): Values =>
    JSON.parse(JSON.stringify(values), (key, value) =>
      typeof value === 'string' && value.endsWith('的内容')
        ? `${value}，写得很长很长，`.repeat(12)
        : key === ''
          ? value
          : value,
    )

  test.each(
    templates.flatMap((template) =>
      (['usual', 'long', 'empty'] as const).map((fullness) => [templateKey(template), fullness, template] as const),
    ),
  )('%s with %s values stays inside its margins and has no placeholder left', async (_key, fullness, template) => {
    const usual = exampleValues(template.fields)
    const values = fullness === 'usual' ? usual : fullness === 'long' ? long(usual) : {}
    const filled = fillLayout(layoutOf(template), { values, series, draft: fullness === 'empty' })
    expect(wordsOf(filled)).not.toMatch(/\{\{|\}\}|undefined|null|\[object/)
    const { pdf, pages } = await press.print(filled)
    const printed = await pagesOf(pdf)
    expect(printed).toHaveLength(pages)
    const [from, to] = [(left[template.page_profile] * 72) / 25.4 - 9, ((210 - 26) * 72) / 25.4 + 9]
    for (const page of printed)
      for (const word of page.at) {
        expect(word.x, word.text).toBeGreaterThanOrEqual(from)
        expect(word.x + word.width, word.text).toBeLessThanOrEqual(to)
      }
    if (template.footer.page_no)
      for (const [n, page] of printed.entries()) expect(bare(page.text)).toContain(`共${pages}页第${n + 1}页`)
  })

  test.each(templates.map((template) => [templateKey(template), template] as const))(
    '%s says in Word what it says in PDF, in the same order',
    async (_key, template) => {
      const filled = fillLayout(layoutOf(template), { values: exampleValues(template.fields), series, draft: false })
      const word = bare(await wordText(await writeWord(filled, '草稿')))
      let at = 0
      for (const piece of filled.pieces) {
        if (piece.p !== 'para' && piece.p !== 'addressee') continue
        const found = word.indexOf(bare(piece.runs.map(({ t }) => t).join('')), at)
        expect(found).toBeGreaterThanOrEqual(at)
        at = found
      }
    },
  )
})

describe('printing', () => {
  const { values, document } = samples[1] as (typeof samples)[number]
  const order = layoutOf(templateOf(document))

  test('a seal and its signatures share their page with words of the text', async () => {
    for (const repeat of [0, 1, 2, 3, 4, 5, 6]) {
      const more = Array.from({ length: repeat }, () => (values.findings as unknown[])[0])
      const filled = fillLayout(order, {
        values: { ...values, findings: [...(values.findings as unknown[]), ...more] },
        series,
        draft: false,
      })
      const last = bare((await pagesOf((await press.print(filled)).pdf)).at(-1)?.text ?? '')
      expect(last).toMatch(/以下空白.*行政执法人员（签名）.*东营市示例区应急管理局2026年9月8日/)
    }
  })

  test('a smaller size is taken only when it saves a page', async () => {
    const short = fillLayout(order, {
      values: { ...values, findings: [(values.findings as unknown[])[1]] },
      series,
      draft: false,
    })
    const printed = await press.print(short)
    expect(printed.pages === 1 || printed.size === 16).toBe(true)
    expect((await press.print(fillLayout(order, { values, series, draft: false }))).size).toBe(16)
  })

  test('the same document prints to the same bytes', async () => {
    const filled = fillLayout(order, { values, series, draft: false })
    const [first, second] = [await press.print(filled), await press.print(filled)]
    expect(first.pdf.equals(second.pdf)).toBe(true)
  })

  test('a character no font draws stops the printing and is named', async () => {
    const filled = fillLayout(order, { values: { ...values, majorItems: '𰻝' }, series, draft: false })
    const refused = await press.print(filled).catch((error) => error)
    expect(refused).toBeInstanceOf(GlyphMissing)
    expect((refused as GlyphMissing).characters).toEqual(['𰻝'])
  })

  test('rare characters of names are drawn', async () => {
    const filled = fillLayout(order, { values: { ...values, majorItems: '䶮㛃燚' }, series, draft: false })
    expect(bare((await pagesOf((await press.print(filled)).pdf)).map(({ text }) => text).join(''))).toContain('䶮㛃燚')
  })

  test('what looks like a command of the setter prints as the words it is', async () => {
    const sly = '#read("/etc/passwd") $x$ *bold* <label> @ref \\n "quoted"'
    const filled = fillLayout(order, { values: { ...values, majorItems: sly }, series, draft: false })
    expect(bare((await pagesOf((await press.print(filled)).pdf)).map(({ text }) => text).join(''))).toContain(bare(sly))
  })

  test('an optional value that is missing leaves no bracket and no empty line', () => {
    const filled = fillLayout(layoutOf(templateOf('inspection_record')), {
      values: { ...samples[0]?.values, summary: '', findings: [{ fact: '通道堵塞', photoNo: '' }] },
      series,
      draft: false,
    })
    const words = wordsOf(filled)
    expect(words).toContain('检查情况：\n1．通道堵塞。')
    expect(words).not.toContain('照片')
  })

  test('a draft has no number and names in brackets what is missing', () => {
    const words = wordsOf(fillLayout(order, { values: {}, series, draft: true }))
    expect(words).toContain('草稿')
    expect(words).toContain('本机关于【检查日期】对')
  })

  test('a refused signature is replaced by its sentence', () => {
    const refusal = '被检查单位负责人拒绝签名，事由：对事实有异议。见证人：刘某。'
    const signed = { partySignature: { images: [], refusal } }
    expect(wordsOf(fillLayout(order, { values, series, draft: false, signed }))).toContain(refusal)
  })

  test('the slip of a portable printer is 80 mm wide and says the same', async () => {
    const filled = fillLayout(order, { values, series, draft: false })
    const { pdf, pages } = await press.print(filled, { slip: true })
    expect(pages).toBe(1)
    const [page] = await pagesOf(pdf)
    for (const word of page?.at ?? []) expect(word.x + word.width).toBeLessThanOrEqual((80 * 72) / 25.4)
    expect(bare(page?.text ?? '')).toContain(bare('第2项：设置有限空间安全警示标志'))
  })

  test('two forms at once do not hinder one another, and a bad one harms no other', async () => {
    const good = fillLayout(order, { values, series, draft: false })
    const bad = fillLayout(order, { values: { ...values, majorItems: '𰻝' }, series, draft: false })
    const outcomes = await Promise.allSettled([good, bad, good, bad, good].map((filled) => press.print(filled)))
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
  })
})
