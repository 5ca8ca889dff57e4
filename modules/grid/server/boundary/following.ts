import type { Tx } from '#kernel/db/db.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import type { QualityFinding } from '../../model/boundary-quality.ts'
import { followParent } from '../../model/follow-parent.ts'
import type { Effect } from './draft.ts'
import { givingWay } from './giving-way.ts'
import * as store from './store.ts'

type Changed = Effect['changed'][number]

/**
 * Redrawn nodes with everything below that has to follow: cells stay inside their village and take over what it wins. A
 * node that the plan draws itself stays as it was drawn.
 */
export async function followedBelow(tx: Tx, redrawn: readonly Changed[]): Promise<Effect> {
  const drawn = new Set(redrawn.map(({ node }) => node.code))
  const changed = [...redrawn]
  const findings: QualityFinding[] = []
  const giveWay = givingWay()
  let level: readonly Changed[] = redrawn
  while (level.length > 0) {
    const children = Map.groupBy(
      await store.listChildNodes(
        tx,
        level.map(({ node }) => node.code),
      ),
      ({ parentCode }) => parentCode,
    )
    const followers: Changed[] = []
    for (const parent of level) {
      await giveWay()
      const step = follow(
        parent,
        (children.get(parent.node.code) ?? []).filter(({ code }) => !drawn.has(code)),
      )
      followers.push(...step.changed)
      findings.push(...step.findings)
    }
    changed.push(...followers)
    level = followers
  }
  return { changed, created: [], retired: [], findings }
}

function follow(parent: Changed, children: readonly store.NodeState[]): Pick<Effect, 'changed' | 'findings'> {
  const before = parent.node.geometry
  const shaped = children.filter((child): child is store.NodeState & { geometry: Area } => child.geometry !== null)
  if (!before || !parent.geometry || shaped.length === 0) return { changed: [], findings: [] }
  const { changed, emptied } = followParent(before, parent.geometry, shaped)
  const nodes = new Map(shaped.map((node) => [node.code, node]))
  return {
    changed: [...changed].map(([code, geometry]) => {
      const node = nodes.get(code) as store.NodeState
      return { node, name: node.name, geometry, follows: true }
    }),
    findings: emptied.map((code) => emptiedFinding(nodes.get(code) as store.NodeState, parent.name)),
  }
}

/** A made-up child outside a surveyed parent is a known fault of the drawing, not a reason to keep the survey out. */
const emptiedFinding = ({ code, name, source }: store.NodeState, parent: string): QualityFinding => ({
  kind: 'emptied',
  severity: source === 'demo' ? 'warn' : 'refuse',
  codes: [code],
  areaM2: null,
  message: `${name}（${code}）全部落在${parent}的新边界以外，请先把它并入相邻网格，或在同一方案里一并改画`,
})
