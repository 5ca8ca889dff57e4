import type { ListColumn, ListKind, Way } from './list.ts'
import { PLACE } from './list.ts'
import { agrees, formOf, type Reading } from './value.ts'

/** A row of the platform as its room lists it. */
export interface PlatformRow {
  id: string
  gridCode: string
  facts: Readonly<Record<string, string | null>>
}

/** A row of the sheet as it was read; columns that are empty are missing. */
export interface SheetLine {
  row: number
  cells: ReadonlyMap<string, Reading>
}

/** What one column says on both sides. */
export interface FieldDifference {
  key: string
  platform: string | null
  office: string
}

/** What became of a row of the sheet. */
export type Fate =
  | { kind: 'same'; row: number; id: string }
  | { kind: 'different'; row: number; id: string; fields: FieldDifference[] }
  | { kind: 'missing'; row: number }
  | { kind: 'duplicate'; row: number; of: number }
  | { kind: 'unclear'; row: number; why: Unclear; candidates: string[] }
  /** Somebody said that it is none of this office. */
  | { kind: 'foreign'; row: number }

/** Why it is not clear which row it is. */
export type Unclear = 'several' | 'other-code' | 'weak' | 'same-code-other-name' | 'unread'

export interface Matched {
  lines: Fate[]
  /** Rows of the platform the sheet does not have. */
  extra: string[]
  /** Rows of the platform that may be one of the unclear ones. */
  doubted: string[]
}

/**
 * Compares a sheet with the platform: way after way, by the exact key first, then by names inside the same grid. What several rows could be
 * is said and never guessed. In time it costs as much as both are long.
 * @param known by `lineKeyOf`, which row somebody said a line is; null where it is none of this office
 */
export function matchList(
  kind: ListKind,
  rows: readonly PlatformRow[],
  lines: readonly SheetLine[],
  known: ReadonlyMap<string, string | null> = new Map(),
): Matched {
  const run = new Matching(kind)
  run.waiting = [...lines]
  run.free = new Map(rows.map((row) => [row.id, row]))
  if (known.size > 0) run.takeKnown(known)
  for (const line of lines.filter((one) => !isReadable(kind, one) && !run.isEnded(one)))
    run.end({ kind: 'unclear', row: line.row, why: 'unread', candidates: [] })
  for (const way of kind.ways) run.take(way)
  run.endRest()
  return run.result()
}

/** Whether anything on the line says what it is. */
const isReadable = ({ ways }: ListKind, line: SheetLine) =>
  ways.some(({ by }) => by.every((key) => line.cells.get(key)?.isSound))

class Matching {
  waiting: SheetLine[] = []
  free = new Map<string, PlatformRow>()
  readonly #kind: ListKind
  readonly #columns: ReadonlyMap<string, ListColumn>
  readonly #fates = new Map<number, Fate>()
  readonly #doubted = new Set<string>()
  /** Lines by the row of the platform they were found to be: a second one is the same written twice. */
  readonly #takers = new Map<string, SheetLine>()
  readonly #rows = new Map<string, PlatformRow>()
  /** Forms that were made: the same name is asked for on both sides and by every way. */
  readonly #forms = new Map<string, string>()

  constructor(kind: ListKind) {
    this.#kind = kind
    this.#columns = new Map(kind.columns.map((column) => [column.key, column]))
  }

  end(fate: Fate): void {
    this.#fates.set(fate.row, fate)
  }

  /** Ends lines that may be one of some rows: none of those is said to be missing from the sheet. */
  #doubt(lines: readonly SheetLine[], why: Unclear, rows: readonly PlatformRow[]): void {
    for (const { id } of rows) this.#doubted.add(id)
    const candidates = rows.slice(0, MOST_CANDIDATES).map(({ id }) => id)
    for (const { row } of lines) this.end({ kind: 'unclear', row, why, candidates })
  }

  result(): Matched {
    const lines = [...this.#fates.values()].sort((a, b) => a.row - b.row)
    const doubted = [...this.#doubted].filter((id) => this.free.has(id))
    const isDoubted = new Set(doubted)
    return { lines, extra: [...this.free.keys()].filter((id) => !isDoubted.has(id)), doubted }
  }

  isEnded = ({ row }: SheetLine): boolean => this.#fates.has(row)

  /** Takes what somebody said of lines nobody could tell. A row that is gone says nothing any more. */
  takeKnown(known: ReadonlyMap<string, string | null>): void {
    for (const line of this.waiting) {
      const id = known.get(lineKeyOf(this.#kind, line))
      if (id === null) this.end({ kind: 'foreign', row: line.row })
      const row = id ? this.free.get(id) : undefined
      if (row) this.#found(line, row)
    }
  }

  /** Brings lines and rows together that agree by one way. */
  take(way: Way): void {
    this.waiting = this.waiting.filter(({ row }) => !this.#fates.has(row))
    const isExact = way === this.#kind.ways[0]
    const rows = this.#byKeys(way, this.free.values())
    const lines = Map.groupBy(this.waiting, (line) => this.#keyOfLine(way, line) ?? '')
    // What was found by a way before can still be met again: then the line is a second one of the same.
    const takers = isExact ? new Map<string, PlatformRow[]>() : this.#byKeys(way, this.#rows.values())
    for (const [key, members] of lines) {
      if (key === '') continue
      this.#settle(way, isExact, members, rows.get(key) ?? [], takers.get(key) ?? [])
    }
  }

  /** What nobody on the platform answers to: missing, but written twice it is missing once. */
  endRest(): void {
    const sure = this.#kind.ways.filter(({ isSure }) => isSure)
    const first = new Map<string, SheetLine>()
    for (const line of this.waiting.filter(({ row }) => !this.#fates.has(row))) {
      const keys = sure.flatMap((way, at) => {
        const key = this.#keyOfLine(way, line)
        return key === null ? [] : [`${at} ${way.samePlace ? placeOf(line) : ''} ${key}`]
      })
      const before = keys.map((key) => first.get(key)).find((one) => one && this.#isTwin(one, line))
      for (const key of keys) if (!first.has(key)) first.set(key, line)
      this.end(before ? { kind: 'duplicate', row: line.row, of: before.row } : { kind: 'missing', row: line.row })
    }
  }

  #settle(way: Way, isExact: boolean, lines: SheetLine[], rows: PlatformRow[], taken: PlatformRow[]): void {
    const groups = way.samePlace ? this.#byPlace(lines, rows, taken) : [{ lines, rows, taken }]
    for (const group of groups) {
      if (!way.isSure) this.#suspect(group.lines, group.rows)
      else if (group.rows.length === 0) this.#endTwins(group.lines, group.taken)
      else if (group.lines.length * group.rows.length > MOST_PAIRS) this.#doubt(group.lines, 'several', group.rows)
      else this.#pair(isExact, group.lines, group.rows)
    }
  }

  /** Lines of a place with the rows that lie in it; a line that says no place may be any of them. */
  *#byPlace(lines: SheetLine[], rows: PlatformRow[], taken: PlatformRow[]) {
    for (const [place, members] of Map.groupBy(lines, placeOf)) {
      const inside = rows.filter(liesIn(place))
      yield {
        lines: members,
        rows: inside.filter(({ id }) => this.free.has(id)),
        taken: [...taken.filter(liesIn(place)), ...inside.filter(({ id }) => !this.free.has(id))],
      }
    }
  }

  /** A weak likeness: with another key it is another one, without it may be. */
  #suspect(lines: readonly SheetLine[], rows: readonly PlatformRow[]): void {
    for (const line of lines) {
      const near = rows.filter((row) => !this.#isOther(line, row))
      if (near.length > 0) this.#doubt([line], 'weak', near)
    }
  }

  /** Lines that name again what other lines were found to be: the same written twice, or nobody can say. */
  #endTwins(lines: readonly SheetLine[], taken: readonly PlatformRow[]): void {
    const known = taken.slice(0, MOST_COMPARED)
    for (const line of lines) {
      const near = known.filter((row) => !this.#isOther(line, row))
      const first = near.map(({ id }) => this.#takers.get(id)).find((taker) => taker && this.#isTwin(taker, line))
      if (first) this.end({ kind: 'duplicate', row: line.row, of: first.row })
      else if (near.length > 0) this.#doubt([line], 'several', near)
    }
  }

  #pair(isExact: boolean, lines: SheetLine[], rows: PlatformRow[]): void {
    const [single, only] = [lines[0], rows[0]]
    if (single && only && lines.length === 1 && rows.length === 1 && !this.#isOther(single, only)) {
      this.#found(single, only)
      return
    }
    const isOwn = (line: SheetLine) => isExact || rows.some((row) => !this.#isOther(line, row))
    const own = lines.filter(isOwn)
    const foreign = lines.filter((line) => !isOwn(line))
    if (foreign.length > 0) this.#doubt(foreign, 'other-code', rows)
    const left = this.#pairOff(own, rows)
    const [line, row] = [left.lines[0], left.rows[0]]
    if (!line) return
    if (row && left.lines.length === 1 && left.rows.length === 1 && !this.#isOther(line, row)) this.#found(line, row)
    else if (row) this.#doubt(left.lines, 'several', left.rows)
    else for (const one of left.lines) this.#endLeft(isExact, one, own, rows)
  }

  /** A line of a group whose rows all found another line: the same written twice, or nobody can say. */
  #endLeft(isExact: boolean, line: SheetLine, group: readonly SheetLine[], rows: PlatformRow[]): void {
    const others = group.slice(0, MOST_COMPARED).filter(({ row }) => row !== line.row && this.#isFound(row))
    const twin = others.find((other) => this.#isTwin(other, line))
    if (twin) this.end({ kind: 'duplicate', row: line.row, of: twin.row })
    else this.#doubt([line], isExact ? 'same-code-other-name' : 'several', rows)
  }

  /** Takes away the pairs that cannot be meant otherwise: the only two, those of one name, those that agree in everything. */
  #pairOff(lines: readonly SheetLine[], rows: readonly PlatformRow[]): { lines: SheetLine[]; rows: PlatformRow[] } {
    let [openLines, openRows] = [[...lines], [...rows]]
    const tests = [
      (line: SheetLine, row: PlatformRow) => this.#differences(line, row).length === 0,
      (line: SheetLine, row: PlatformRow) => this.#hasName(line, row),
    ]
    for (const test of tests) {
      for (const line of openLines) {
        const fitting = openRows.filter((row) => !this.#isOther(line, row) && test(line, row))
        // Rows nobody can tell apart are as good as one another only when each has a line of its own.
        const alike =
          fitting.length > 1 &&
          openLines.filter((other) => test(other, fitting[0] as PlatformRow)).length < fitting.length
        if (fitting.length === 0 || alike) continue
        this.#found(line, fitting[0] as PlatformRow)
        openRows = openRows.filter((row) => row !== fitting[0])
      }
      openLines = openLines.filter(({ row }) => !this.#fates.has(row))
    }
    return { lines: openLines, rows: openRows }
  }

  #isFound(row: number): boolean {
    const kind = this.#fates.get(row)?.kind
    return kind === 'same' || kind === 'different'
  }

  #found(line: SheetLine, row: PlatformRow): void {
    const fields = this.#differences(line, row)
    this.free.delete(row.id)
    this.#rows.set(row.id, row)
    this.#takers.set(row.id, line)
    this.end(
      fields.length === 0
        ? { kind: 'same', row: line.row, id: row.id }
        : { kind: 'different', row: line.row, id: row.id, fields },
    )
  }

  #differences(line: SheetLine, row: PlatformRow): FieldDifference[] {
    const fields: FieldDifference[] = []
    for (const column of this.#kind.columns) {
      const read = line.cells.get(column.key)
      // A code with a wrong digit is still another code; a word nobody knows says nothing.
      if (!read || column.onlyFinds || (!read.isSound && column.kind !== 'credit-code')) continue
      const platform = column.key === PLACE ? row.gridCode : (row.facts[column.key] ?? null)
      if (!agrees(column, platform, read.value, this.#form))
        fields.push({ key: column.key, platform, office: read.value })
    }
    return fields
  }

  /** Both have a sound key of their own, and not the same. */
  #isOther(line: SheetLine, row: PlatformRow): boolean {
    if (this.#isOwnNumber()) return false
    const exact = this.#kind.ways[0] as Way
    const [mine, its] = [this.#keyOfLine(exact, line), this.#keyOfRow(exact, row)]
    return mine !== null && its !== null && mine !== its
  }

  #hasName(line: SheetLine, row: PlatformRow): boolean {
    const name = this.#kind.columns.find(({ kind }) => kind === 'name')
    const read = name && line.cells.get(name.key)
    return Boolean(name && read && agrees(name, row.facts[name.key] ?? null, read.value, this.#form))
  }

  /** Whether two lines say the same thing: of one exact key and no other name, or in everything both say. */
  #isTwin(first: SheetLine, second: SheetLine): boolean {
    const exact = this.#kind.ways[0] as Way
    const [code, other] = [this.#keyOfLine(exact, first), this.#keyOfLine(exact, second)]
    if (code !== null && other !== null && code !== other) return false
    const isKnown = code !== null && code === other && !this.#isOwnNumber()
    return this.#kind.columns.every((column) => {
      if (exact.by.includes(column.key) || (isKnown && column.kind !== 'name')) return true
      const [a, b] = [first.cells.get(column.key), second.cells.get(column.key)]
      return !a || !b || this.#form(column, a.value) === this.#form(column, b.value)
    })
  }

  /** The exact key is a number offices give in their own way. */
  #isOwnNumber(): boolean {
    return (this.#kind.ways[0] as Way).by.some((key) => this.#columns.get(key)?.onlyFinds)
  }

  #form = (column: Pick<ListColumn, 'kind'>, value: string): string => {
    const key = `${column.kind} ${value}`
    const known = this.#forms.get(key)
    if (known !== undefined) return known
    const form = formOf(column, value)
    this.#forms.set(key, form)
    return form
  }

  #keyOfLine(way: Way, line: SheetLine): string | null {
    const parts: string[] = []
    for (const key of way.by) {
      const read = line.cells.get(key)
      if (!read?.isSound) return null
      parts.push(this.#form(this.#columns.get(key) as ListColumn, read.value))
    }
    return keyOf(parts)
  }

  /** Rows by what they answer to: by former names a row answers to several. */
  #byKeys(way: Way, rows: Iterable<PlatformRow>): Map<string, PlatformRow[]> {
    const found = new Map<string, PlatformRow[]>()
    for (const row of rows)
      for (const key of this.#keysOfRow(way, row)) {
        const members = found.get(key)
        if (members) members.push(row)
        else found.set(key, [row])
      }
    return found
  }

  #keysOfRow(way: Way, row: PlatformRow): string[] {
    const [first] = way.by
    const column = first && this.#columns.get(first)
    if (!way.rowSays || !column) return [this.#keyOfRow(way, row) ?? '']
    const said = (row.facts[way.rowSays] ?? '').split('\n').filter((one) => one !== '')
    return [...new Set(said.map((one) => this.#form(column, one)))]
  }

  #keyOfRow(way: Way, row: PlatformRow): string | null {
    const parts: string[] = []
    for (const key of way.by) {
      const value = row.facts[key]
      if (value === null || value === undefined || value === '') return null
      parts.push(this.#form(this.#columns.get(key) as ListColumn, value))
    }
    return keyOf(parts)
  }
}

/** What a line says in the columns by which rows are told apart: the same line of the next list has the same. */
export function lineKeyOf({ columns, ways }: ListKind, line: SheetLine): string {
  const telling = new Set([...ways.flatMap(({ by }) => by), PLACE])
  const said = columns
    .filter(({ key }) => telling.has(key))
    .map((column) => {
      const read = line.cells.get(column.key)
      return read ? formOf(column, read.value) : ''
    })
  return JSON.stringify(said)
}

const keyOf = (parts: readonly string[]): string | null => (parts.some((part) => part === '') ? null : parts.join('\n'))

/** How many a person can look at. */
const MOST_CANDIDATES = 5
/** Lines of one key that are held against each other; a sheet of one name a hundred thousand times must not stop the house. */
const MOST_COMPARED = 50
const MOST_PAIRS = 100_000

const liesIn = (place: string) => (row: PlatformRow) => row.gridCode.startsWith(place) || place.startsWith(row.gridCode)

const placeOf = (line: SheetLine): string => {
  const place = line.cells.get(PLACE)
  return place?.isSound ? place.value : ''
}
