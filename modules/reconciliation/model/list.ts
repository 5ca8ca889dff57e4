/** How what stands in a column is read and compared. */
export type ValueKind = 'name' | 'credit-code' | 'number' | 'text' | 'day' | 'count' | 'place' | 'choice' | 'choices'

/** A word of a code list, with the other words offices write for it. */
export interface Choice {
  key: string
  name: string
  also?: readonly string[]
}

/** What a column of an office's own list may hold. */
export interface ListColumn {
  /** As in the `facts` of the view; `place` is the grid of the row. */
  key: string
  label: string
  kind: ValueKind
  /** What offices write above it, beside the label. */
  heads: readonly string[]
  /** Of a choice: its words. Several stand in the facts joined by `+`. */
  choices?: readonly Choice[]
  /** It may find a row, but another value says nothing: offices number their visits in their own way. */
  onlyFinds?: true
}

/** By what a row of a sheet and one of the platform are known to be the same. */
export interface Way {
  /** Columns that must all be there and agree. */
  by: readonly string[]
  /** A fact of the row in which what the first column says may stand as well, one a line: former names. */
  rowSays?: string
  /** Both lie in the same grid, as far as the sheet says where. */
  samePlace?: boolean
  /** Agreement is enough; otherwise it only says who it may be. */
  isSure: boolean
}

/**
 * A kind of list offices keep beside the platform (企业台账 and its like), declared by the room that owns the rows. Its rows are those of the
 * view `<name>_roll`: row_id, grid_code, day, title, link, facts.
 */
export interface ListKind {
  name: string
  title: string
  unit: string
  /** Permission word somebody needs to see the rows. */
  permission: string
  /** What stands on a day; otherwise what came up during a period. */
  isStanding: boolean
  columns: readonly ListColumn[]
  /** In the order they are tried; the first is the exact key. */
  ways: readonly Way[]
  /** The indicator that counts these rows. */
  figure: string
  /** Indicators whose figures are in doubt while differences are open; the figure is among them. */
  figures: readonly string[]
  /** Where a row the platform lacks is entered. */
  add: { to: string; label: string }
}

/** Words of a code list as choices. @param also other words offices write, by key */
export const choicesOf = (
  words: Readonly<Record<string, string>>,
  also: Readonly<Record<string, readonly string[]>> = {},
): Choice[] => Object.entries(words).map(([key, name]) => ({ key, name, also: also[key] ?? [] }))

/** Column of every list for the grid a row lies in. */
export const PLACE = 'place'

/** The kinds of lists of this platform. @throws Error when two have one name or a way asks for a column that is not there */
export class ListTable {
  readonly kinds: ReadonlyMap<string, ListKind>

  constructor(kinds: readonly ListKind[]) {
    this.kinds = new Map(kinds.map((kind) => [kind.name, kind]))
    if (this.kinds.size < kinds.length) throw new Error('two lists have one name')
    for (const { name, columns, ways } of kinds) {
      const wrong = ways.flatMap(({ by }) => by).find((key) => !columns.some((column) => column.key === key))
      if (wrong) throw new Error(`${name} has no column ${wrong}`)
    }
  }
}
