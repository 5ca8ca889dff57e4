import { createHash } from 'node:crypto'
import type { Tx } from '#kernel/db/db.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { type Family, type QualityFinding, qualityOf, type Sibling } from '../../model/boundary-quality.ts'
import type { Effect } from './draft.ts'
import { compareAhead, compareOnce } from './siblings.ts'
import * as store from './store.ts'

/** A parent with its children as they will be, and which of them the plan touches. */
export interface FamilyAfter extends Family {
  parentCode: string
  touched: ReadonlySet<string>
}

/** The families a plan changes, the upper ones first. */
export async function familiesAfter(tx: Tx, effect: Effect): Promise<FamilyAfter[]> {
  const parents = parentsOf(effect)
  const nodes = new Map((await store.listNodes(tx, parents)).map((node) => [node.code, node]))
  const children = Map.groupBy(await store.listChildNodes(tx, parents), ({ parentCode }) => parentCode)
  const retired = new Set(effect.retired.map(({ node }) => node.code))
  const changed = new Map(effect.changed.map(({ node, name, geometry }) => [node.code, reshaped(node, name, geometry)]))
  return parents.map((parentCode) => {
    const standing = (children.get(parentCode) ?? []).filter(({ code }) => !retired.has(code))
    const created = effect.created.filter((node) => node.parentCode === parentCode)
    const after = [
      ...standing.map((node) => changed.get(node.code) ?? node),
      ...created.map((node) => reshaped({ ...node, source: null }, node.name, node.geometry)),
    ].sort((a, b) => (a.code < b.code ? -1 : 1))
    const touched = new Set([
      ...created.map(({ code }) => code),
      ...standing.map(({ code }) => code).filter((code) => changed.has(code)),
    ])
    return { parentCode, parent: changed.get(parentCode) ?? nodes.get(parentCode) ?? null, children: after, touched }
  })
}

/** Quality of everything a plan touches, and how children lie in a parent whose own boundary moves. */
export async function findingsAfter(families: readonly FamilyAfter[], effect: Effect): Promise<QualityFinding[]> {
  for (const family of families) await compareAhead(family, family.touched)
  const moved = new Set(effect.changed.map(({ node }) => node.code))
  return [
    ...effect.findings,
    ...families.flatMap((family) => {
      const own = qualityOf(family, family.touched, compareOnce)
      if (!moved.has(family.parentCode)) return own
      const known = new Set(own.map(({ message }) => message))
      const within = qualityOf(family, undefined, compareOnce)
      return [...own, ...within.filter(({ kind, message }) => kind === 'outside_parent' && !known.has(message))]
    }),
  ]
}

/** Standing nodes above what changes, plus the changed nodes themselves: their children must still lie inside. */
function parentsOf(effect: Effect): string[] {
  const gone = new Set([...effect.retired.map(({ node }) => node.code), ...effect.created.map(({ code }) => code)])
  const above = [
    ...effect.changed.flatMap(({ node }) => [node.parentCode, node.code]),
    ...effect.created.map(({ parentCode }) => parentCode),
    ...effect.retired.map(({ node }) => node.parentCode),
  ].filter((code) => code !== null)
  return [...new Set(above)].filter((code) => !gone.has(code)).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

function reshaped(node: Omit<Sibling, 'print'>, name: string, geometry: Area | null): Sibling {
  const print = geometry ? createHash('md5').update(JSON.stringify(geometry)).digest('hex') : ''
  return { code: node.code, name, level: node.level, geometry, source: 'drawn', print }
}
