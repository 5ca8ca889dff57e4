import { type Comparable, keysOf, likenessOf } from './likeness.ts'
import { placeWordsOf } from './place-words.ts'

/** Keys by which others meet a record. */
export const keysIn = async (row: Comparable): Promise<number[]> =>
  keysOf(likenessOf(row, await placeWordsOf(row.gridCode)))

/** The rows with the keys by which others meet them. */
export async function keyed<T extends Comparable & { id: string }>(
  rows: T[],
): Promise<{ id: string; gridCode: string; keys: number[] }[]> {
  return Promise.all(rows.map(async (row) => ({ id: row.id, gridCode: row.gridCode, keys: await keysIn(row) })))
}

/** Keys by which spreadsheets call an enterprise: its code, and its name with its address. */
export function aliasKeys(row: {
  creditCode?: unknown
  siteNo?: unknown
  name?: unknown
  address?: unknown
}): string[] {
  const plain = (value: unknown) =>
    String(value ?? '')
      .normalize('NFKC')
      .replace(/\s+/g, '')
      .toLowerCase()
  const byName = `name ${plain(row.name)} ${plain(row.address)}`
  return row.creditCode ? [`code ${row.creditCode}/${row.siteNo ?? 0}`, byName] : [byName]
}
