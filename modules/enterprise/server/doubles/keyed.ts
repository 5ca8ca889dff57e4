import { type Comparable, keysOf, likenessOf } from './likeness.ts'
import { placeWordsOf } from './place-words.ts'

/** The rows with the keys by which others find them. */
export async function keyed<T extends Comparable & { id: string }>(
  rows: T[],
): Promise<{ id: string; gridCode: string; keys: number[] }[]> {
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      gridCode: row.gridCode,
      keys: keysOf(likenessOf(row, await placeWordsOf(row.gridCode))),
    })),
  )
}
