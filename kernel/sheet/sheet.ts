/** What a cell may hold once read; dates come as `YYYY-MM-DD`, formulas as their last result. */
export type Cell = string | number | boolean | null

/** One row of a sheet; `number` counts from 1 as Excel shows it. */
export interface SheetRow {
  number: number
  cells: Cell[]
  /** Why the row cannot be read as it stands; its cells are then only what can be guessed. */
  fault?: string
  /** Whether whoever opens the sheet does not see the row: hidden, folded or filtered out. */
  isHidden?: boolean
}

export interface Sheet {
  name: string
  rows(): AsyncGenerator<SheetRow>
}

/** A workbook: the sheets one sees, and the names of those that are hidden. */
export interface Book {
  sheets: Sheet[]
  hiddenSheets: string[]
}

/** A spreadsheet that cannot be read, with a sentence for the person who sent it. */
export class SheetError extends Error {}

export const sheetLimits = { bytes: 50 * 1024 * 1024, rows: 200_000, columns: 256, unpackedBytes: 1024 * 1024 * 1024 }
