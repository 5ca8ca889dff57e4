import type { Tx } from '#kernel/db/db.ts'
import { type Overlap, overlapOf } from '#kernel/geo/overlay.ts'
import { type Compare, comparisonsOf, type Family, overlappingPairs } from '../../model/boundary-quality.ts'
import { givingWay } from './giving-way.ts'
import * as store from './store.ts'

const compared = new Map<string, Overlap>()
const MOST_COMPARED = 50_000

/** Comparing two outlines costs milliseconds and they rarely change: the answer is kept by what they look like. */
export const compareOnce: Compare = (one, two) => {
  const key = `${one.print}|${two.print}`
  const known = compared.get(key)
  if (known) return known
  const found = overlapOf(one.geometry, two.geometry)
  if (compared.size >= MOST_COMPARED) compared.clear()
  compared.set(key, found)
  return found
}

/** Makes the comparisons a report will ask for, giving way to other requests between them; the answers are kept. */
export async function compareAhead(family: Family, only?: ReadonlySet<string>): Promise<void> {
  const giveWay = givingWay()
  for (const [one, two] of comparisonsOf(family, only)) {
    compareOnce(one, two)
    await giveWay()
  }
}

/** A node and its children as they stand. */
export async function familyOf(tx: Tx, node: store.NodeState): Promise<Family> {
  return { parent: node, children: await store.listChildNodes(tx, [node.code]) }
}

/** Pairs of children that overlap, by name: what the score card of the seven elements shows. */
export async function siblingOverlaps(tx: Tx, code: string): Promise<string[]> {
  const node = (await store.listNodes(tx, [code]))[0]
  return node ? overlappingPairs(await familyOf(tx, node), compareOnce) : []
}
