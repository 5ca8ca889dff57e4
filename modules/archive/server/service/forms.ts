import { fillLayout } from '#kernel/documents/model/fill.ts'
import type { Filled } from '#kernel/documents/model/piece.ts'
import { layoutOf } from '#standards/legal-document/layout.ts'
import { readTemplates } from '#standards/legal-document/read.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import { pageWords } from '../../model/contents.ts'
import type { CoverFacts } from '../source.ts'

/** What stands on the three forms of a volume. */
export interface VolumeWords {
  archiveNo: string
  retention: string
  /** Kind of the case: what the cover calls the file. */
  kindTitle: string
  agency: string
  archivedOn: string
  compiler: string
  checker: string
  situation: string
  cover: CoverFacts
}

/** A line of the contents list. */
export interface ContentsLine {
  title: string
  number: string | null
  dated: string | null
  firstPage: number | null
  pages: number
  note: string
}

const NOTHING = { series: '', draft: false } as const

const templateOf = (key: string): DocumentTemplate => {
  const found = readTemplates().find((template) => template.key === key)
  if (!found) throw new Error(`no template ${key}`)
  return found
}

/** The cover (文书 56), called after the kind of the case where that is no penalty. */
export function coverForm(words: VolumeWords, pages: number): Filled {
  const template = templateOf('file_cover')
  const { cover } = words
  const isPenalty = words.kindTitle.includes('处罚')
  const body = template.body.map((block) =>
    block.block === 'cover_line' && !isPenalty && block.text.includes('违法案件')
      ? { ...block, text: `${words.kindTitle}档案` }
      : block,
  )
  return fillLayout(layoutOf({ ...template, body }), {
    ...NOTHING,
    values: {
      agencyName: words.agency,
      caseName: cover.name,
      cause: cover.cause,
      party: { name: cover.party },
      result: cover.result,
      decisionNo: cover.decisionNo,
      filedDate: cover.filedOn,
      closedDate: cover.closedOn,
      handlers: cover.handlers,
      archivedDate: words.archivedOn,
      archiveNo: words.archiveNo,
      retention: words.retention,
      pages: String(pages),
    },
  })
}

/** The contents list (文书 57). */
export function contentsForm(words: VolumeWords, lines: readonly ContentsLine[]): Filled {
  return fillLayout(layoutOf(templateOf('file_index')), {
    ...NOTHING,
    values: {
      archiveNo: words.archiveNo,
      caseName: words.cover.name,
      rows: lines.map(({ title, number, dated, firstPage, pages, note }) => ({
        title,
        docNo: number ?? '',
        date: dated ?? '',
        pageFrom: pageWords(firstPage, pages),
        note,
      })),
    },
  })
}

/** The end note (文书 58): how much there is, what lies beside the pages with its hash, what was left out and why. */
export function endnoteForm(
  words: VolumeWords,
  about: { items: number; pages: number; remarks: readonly string[] },
): Filled {
  const form = fillLayout(layoutOf(templateOf('file_endnote')), {
    ...NOTHING,
    values: {
      pages: String(about.pages),
      items: String(about.items),
      situation: words.situation,
      compiledDate: words.archivedOn,
      compilerSignature: words.compiler,
      checkerSignature: words.checker,
    },
    signed: {
      compilerSignature: { images: [], refusal: `立卷人：${words.compiler}` },
      checkerSignature: { images: [], refusal: `检查人：${words.checker}（由立卷人登记）` },
    },
  })
  const remarks = about.remarks.map((text) => ({ p: 'para' as const, runs: [{ t: text }], heading: false }))
  const signing = form.pieces.findIndex(({ p }) => p === 'sign')
  return { ...form, pieces: [...form.pieces.slice(0, signing), ...remarks, ...form.pieces.slice(signing)] }
}

/** A picture on a page of its own with what it shows. */
export const plateForm = (title: string, image: string): Filled => ({
  name: title,
  number: null,
  profile: 'form',
  pieces: [{ p: 'plate', image, caption: title }],
  copiesNote: null,
  pageNumbers: false,
  mark: null,
})

/** Words laid over every page of a lent copy. */
export const watermarkForm = (lines: readonly string[]): Filled => ({
  name: '',
  number: null,
  profile: 'form',
  pieces: [{ p: 'watermark', lines: [...lines] }],
  copiesNote: null,
  pageNumbers: false,
  mark: null,
})
