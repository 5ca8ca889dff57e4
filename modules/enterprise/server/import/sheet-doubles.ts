import type { Nearness } from '../../model/doubles.ts'
import { askedKeysOf, type Comparable, keysOf, likenessOf } from '../doubles/likeness.ts'
import { nearness } from '../doubles/near.ts'
import type { PlaceWords } from '../doubles/place-words.ts'

/** A row of the sheet that is to become an enterprise of its own. */
export interface SheetRowSeen extends Comparable {
  number: number
  /** Id its enterprise gets. */
  id: string
  /** Whether it is written, or waits for a person. */
  isWritten: boolean
}

export interface SheetTwin {
  row: SheetRowSeen
  nearness: Nearness
}

const ROWS_PER_KEY = 60

/** Remembers the new enterprises of one sheet, so that two rows near each other are asked about instead of both taken. */
export class SheetDoubles {
  readonly #words: PlaceWords
  readonly #rows: SheetRowSeen[] = []
  // One row per key is the rule; lists would cost most of the memory of a large sheet.
  readonly #byKey = new Map<number, number | number[]>()

  constructor(words: PlaceWords) {
    this.#words = words
  }

  remember(row: SheetRowSeen): void {
    const at = this.#rows.push(row) - 1
    for (const key of keysOf(likenessOf(row, this.#words))) {
      const holders = this.#byKey.get(key)
      if (holders === undefined) this.#byKey.set(key, at)
      else if (typeof holders === 'number') this.#byKey.set(key, [holders, at])
      else if (holders.length < ROWS_PER_KEY) holders.push(at)
    }
  }

  /** The earlier row of the sheet that is nearest to this one; null when none is near. */
  twinOf(row: Comparable): SheetTwin | null {
    const likeness = likenessOf(row, this.#words)
    const places = new Set(askedKeysOf(likeness).flatMap((key) => this.#byKey.get(key) ?? []))
    const near = [...places].flatMap((at) => {
      const other = this.#rows[at] as SheetRowSeen
      const found = nearness(likeness, likenessOf(other, this.#words))
      return found ? [{ row: other, nearness: found }] : []
    })
    return near.sort((a, b) => b.nearness.score - a.nearness.score || a.row.number - b.row.number)[0] ?? null
  }
}
