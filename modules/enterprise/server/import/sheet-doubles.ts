import type { Nearness } from '../../model/doubles.ts'
import { askedKeysOf, keysOf, type Likeness } from '../doubles/likeness.ts'
import { nearness } from '../doubles/near.ts'

/** A row of the sheet that is to become an enterprise of its own. */
export interface SheetRowSeen {
  number: number
  name: string
  gridCode: string
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
  readonly #rows: { row: SheetRowSeen; likeness: Likeness }[] = []
  // One row per key is the rule; lists would cost most of the memory of a large sheet.
  readonly #byKey = new Map<number, number | number[]>()

  remember(row: SheetRowSeen, likeness: Likeness): void {
    const at = this.#rows.push({ row, likeness }) - 1
    for (const key of keysOf(likeness)) {
      const holders = this.#byKey.get(key)
      if (holders === undefined) this.#byKey.set(key, at)
      else if (typeof holders === 'number') this.#byKey.set(key, [holders, at])
      else if (holders.length < ROWS_PER_KEY) holders.push(at)
    }
  }

  /** The earlier row of the sheet that is nearest to what is compared of a row; null when none is near. */
  twinOf(likeness: Likeness): SheetTwin | null {
    const places = new Set(askedKeysOf(likeness).flatMap((key) => this.#byKey.get(key) ?? []))
    const near = [...places].flatMap((at) => {
      const other = this.#rows[at] as { row: SheetRowSeen; likeness: Likeness }
      const found = nearness(likeness, other.likeness)
      return found ? [{ row: other.row, nearness: found }] : []
    })
    return near.sort((a, b) => b.nearness.score - a.nearness.score || a.row.number - b.row.number)[0] ?? null
  }
}
