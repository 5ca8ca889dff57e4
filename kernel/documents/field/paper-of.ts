import { type Paper, papers } from '../paper.ts'

/** What one prints on: a page, or the strip of a portable printer. */
export const looks = { a4: 'A4', slip80: '小票 80 mm', slip58: '小票 58 mm' } as const
export type Look = keyof typeof looks

/** The strip of the narrow portable printers: 58 mm wide, 50 mm of it printed. */
const NARROW: Paper = { ...papers.slip, width: 58, left: 4, right: 4, sizes: [{ size: 8.5, pitch: 12.5, table: 8 }] }

/** Paper, margins in mm and sizes in points of a form on what one prints on. */
export const paperOf = (look: Look, profile: 'narrative' | 'form'): Paper =>
  look === 'a4' ? papers[profile] : look === 'slip80' ? papers.slip : NARROW
