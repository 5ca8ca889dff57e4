import { type Retention, retentionCodes } from './codes.ts'

/** What an archive number (档号) is made of. DA/T 13-2022; official-documents-archives.md §5. */
export interface NumberParts {
  fonds: string
  category: string
  year: number
  retention: Retention
  unit: string
  item: number
}

/** An archive number as it is written: `X043-WS·2026-D30-BGS-0001`. */
export const archiveNumber = ({ fonds, category, year, retention, unit, item }: NumberParts): string =>
  `${fonds}-${category}·${year}-${retentionCodes[retention]}-${unit}-${String(item).padStart(4, '0')}`

const DOTS = /[・•‧∙⋅.]/gu

/** A number as somebody typed it: full-width letters, blanks and the dots of several keyboards are the same. */
export const tidyNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s/gu, '').replace(DOTS, '·').toUpperCase()
