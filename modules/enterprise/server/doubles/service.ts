import type { Database, Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { type Scope, wholeTree } from '#kernel/scope/scope.ts'
import { areaCodeOf } from '#standards/code/area-code.ts'
import type { Nearness } from '../../model/doubles.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import { readFields } from '../../model/rules.ts'
import { notFound, signature } from '../service/access.ts'
import { keyed } from './keyed.ts'
import { askedKeysOf, type Comparable, type Likeness, likenessOf } from './likeness.ts'
import { nearness } from './near.ts'
import { placeWordsOf } from './place-words.ts'
import * as store from './store.ts'

/** Enterprises compared in one transaction; short ones let the people at work through. */
const BATCH = 300

/**
 * Looks for the doubles of all enterprises written since the last search, over the whole register. What a search costs
 * follows from what was written, not from what is registered: each is compared with those it shares a key with.
 * @returns how many enterprises were looked at
 */
export async function findDoubles(db: Database): Promise<number> {
  await keyAll(db)
  let looked = 0
  for (;;) {
    const taken = await db.system((tx) => lookAtDue(tx))
    if (taken === 0) return looked
    looked += taken
    // Comparing is arithmetic; requests of the same process get their turn between two batches.
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** Makes the keys of enterprises from before there were keys. */
export async function keyAll(db: Database): Promise<void> {
  while ((await db.system((tx) => keyBatch(tx))) > 0);
}

async function keyBatch(tx: Tx): Promise<number> {
  const rows = await store.takeUnkeyed(tx, BATCH)
  if (rows.length > 0) await store.insertLikeness(tx, await keyed(rows))
  return rows.length
}

/** Looks for the doubles of some enterprises that are due. @returns how many they were */
export async function lookAtDue(tx: Tx): Promise<number> {
  const ids = await store.takeDue(tx, BATCH)
  if (ids.length === 0) return 0
  const rows = await store.listCompared(tx, wholeTree, ids)
  const near = await listNear(
    tx,
    wholeTree,
    await Promise.all(rows.map(likenessIn)),
    rows.map(({ id }) => id),
  )
  const pairs = near.flatMap((found, at) =>
    found.map(({ row, nearness }) => pairOf(rows[at] as store.ComparedRow, row, nearness)),
  )
  const once = [...new Map(pairs.map((pair) => [`${pair.a.id}/${pair.b.id}`, pair])).values()]
  await store.removeStalePairs(tx, ids, once)
  await store.upsertPairs(tx, once)
  return ids.length
}

interface NearRow {
  row: store.ComparedRow
  nearness: Nearness
}

/** For each likeness the registered enterprises it may be a double of, the nearest first; `ids` are those it is itself. */
export async function listNear(
  tx: Tx,
  scope: Scope,
  likenesses: Likeness[],
  ids: readonly (string | undefined)[] = [],
): Promise<NearRow[][]> {
  const asked = likenesses.map((likeness, asker) => ({ asker, keys: askedKeysOf(likeness) }))
  const sharers = await store.listSharers(tx, scope, asked)
  const others = await store.listCompared(tx, scope, [...new Set(sharers.map(({ id }) => id))])
  const compared = new Map<string, { row: store.ComparedRow; likeness: Likeness }>()
  for (const row of others) compared.set(row.id, { row, likeness: await likenessIn(row) })
  const near: NearRow[][] = likenesses.map(() => [])
  for (const { asker, id } of sharers) {
    const other = compared.get(id)
    if (!other || id === ids[asker]) continue
    const found = nearness(likenesses[asker] as Likeness, other.likeness)
    if (found) near[asker]?.push({ row: other.row, nearness: found })
  }
  return near.map((found) => found.sort((x, y) => y.nearness.score - x.nearness.score))
}

/** What is compared of one record. */
export const likenessIn = async (row: Comparable): Promise<Likeness> =>
  likenessOf(row, await placeWordsOf(row.gridCode))

/** A pair in the order in which pairs are kept. */
export function pairOf(
  one: { id: string; gridCode: string },
  other: { id: string; gridCode: string },
  near: Nearness,
): store.Pair {
  const [a, b] = one.id < other.id ? [one, other] : [other, one]
  return { a: { id: a.id, gridCode: a.gridCode }, b: { id: b.id, gridCode: b.gridCode }, ...near }
}

/** Enterprises in the actor's scope to which values about to be registered are near; nothing is written. */
export async function warnOfDoubles(tx: Tx, actor: Actor, input: { gridCode: string } & Record<string, unknown>) {
  const { gridCode, ...written } = input
  const { values } = readFields(written, { areaCode: areaCodeOf(gridCode) })
  const [near = []] = await listNear(tx, actor.scope, [await likenessIn({ gridCode, ...values })])
  const members = await store.listMembers(
    tx,
    actor.scope,
    near.slice(0, 5).map(({ row }) => row.id),
  )
  return near.flatMap(({ row, nearness }) => {
    const member = members.find(({ id }) => id === row.id)
    return member ? [{ ...nearness, member }] : []
  })
}

/**
 * Says of two enterprises that they are two; they are not asked about again.
 * @throws notFound when one of them is outside the scope
 */
export async function tellApart(tx: Tx, actor: Actor, ids: [string, string], reason: string | null): Promise<void> {
  if (ids[0] === ids[1]) throw new Problem(enterpriseProblems.sameFile, '这是同一份档案。')
  const [one, other] = await bothOf(tx, actor, ids)
  const [near] = await listNear(tx, actor.scope, [await likenessIn(one)])
  const found = near?.find(({ row }) => row.id === other.id)?.nearness ?? { score: 0, reasons: [] }
  await store.insertVerdicts(tx, [pairOf(one, other, found)], signature(actor), reason)
}

/** Takes back that two enterprises are two; the pair stands to be looked at again. */
export async function askAgain(tx: Tx, actor: Actor, ids: [string, string]): Promise<void> {
  await bothOf(tx, actor, ids)
  const [a, b] = ids.toSorted() as [string, string]
  if (!(await store.removeVerdict(tx, a, b))) throw new Problem(common.notFound, '没有人说过这两家不是同一家。')
}

async function bothOf(tx: Tx, actor: Actor, ids: [string, string]): Promise<[store.ComparedRow, store.ComparedRow]> {
  const rows = await store.listCompared(tx, actor.scope, ids)
  const found = ids.map((id) => rows.find((row) => row.id === id))
  if (!found[0] || !found[1]) throw notFound()
  return [found[0], found[1]]
}
