/** A stretch of text: bold, or kept in one line. */
export interface Run {
  t: string
  b?: true
  k?: true
}

export interface Pair {
  label: Run[]
  value: Run[] | null
  /** A word after the value: 页 after the number of pages. */
  tail: Run[]
}

export interface SignBox {
  /** Name of the picture of the signature; null for a line to sign on. */
  image: string | null
  /** What stands beside this very signature, such as the certificate number of who signs. */
  beside: Run[]
}

export type SignLine =
  | { s: 'boxes'; label: Run[]; boxes: SignBox[]; after: Run[] }
  | { s: 'right'; runs: Run[] }
  | { s: 'text'; runs: Run[] }

export type GridRow =
  | { g: 'cells'; cells: Run[][]; height: number }
  | { g: 'opinion'; label: Run[]; text: Run[]; boxes: SignBox[]; height: number }

/** A document with its values in it: what PDF, Word and slip all print, in this order. */
export type Piece =
  | { p: 'head'; series: string | null; title: string; number: string | null }
  | { p: 'addressee'; runs: Run[] }
  | { p: 'row'; pairs: Pair[] }
  | { p: 'para'; runs: Run[]; heading: boolean }
  | { p: 'rest' }
  /** `figures`: all columns but the first are numbers and stand at the right. */
  | { p: 'table'; heads: string[]; widths: number[]; rows: Run[][][]; rest: string | null; figures?: true }
  /** Bars from zero: each as long as its share of the longest, with its figure at the end. */
  | { p: 'bars'; title: string; rows: { label: string; share: number; words: string }[] }
  | { p: 'grid'; rows: GridRow[] }
  | { p: 'check'; options: { chosen: boolean; runs: Run[] }[] }
  | { p: 'pictures'; label: string; items: { name: string; image: string | null }[] }
  | { p: 'sign'; lines: SignLine[] }
  | { p: 'seal'; agency: string; date: string; image: string | null }
  | { p: 'break' }
  | { p: 'subtitle'; text: string }
  | { p: 'cover'; text: string; size: number }
  /** A picture as large as the page lets it be, with what it shows. */
  | { p: 'plate'; image: string; caption: string }
  /** Words all over the page, to be laid over other pages. */
  | { p: 'watermark'; lines: string[] }

/** A form filled in, with what runs along its pages. */
export interface Filled {
  /** Name in the head of later pages. */
  name: string
  number: string | null
  profile: 'narrative' | 'form'
  pieces: Piece[]
  copiesNote: string | null
  pageNumbers: boolean
  /** 草稿 or 副本 in the head of every page. */
  mark: string | null
}
