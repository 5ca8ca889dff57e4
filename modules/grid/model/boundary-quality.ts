import Flatbush from 'flatbush'
import { areaOf, type Overlap, overlapOf } from '#kernel/geo/overlay.ts'
import { type Area, type Box, boxOf } from '#kernel/geo/polygon.ts'
import type { GridLevel } from './codes.ts'

/** A node among its siblings, as it is or as it would be. */
export interface Sibling {
  code: string
  name: string
  level: GridLevel
  geometry: Area | null
  source: 'demo' | 'imported' | 'drawn' | null
  /** Says whether two geometries are the same one, so that a comparison need not be made again. */
  print: string
}

/** A parent and all its children. */
export interface Family {
  parent: Omit<Sibling, 'level'> | null
  children: readonly Sibling[]
}

export type FindingKind =
  | 'overlap'
  | 'gap'
  | 'outside_parent'
  | 'size'
  | 'no_boundary'
  | 'uncovered'
  | 'pieces'
  | 'emptied'

/** One finding of the quality report: `refuse` keeps a plan from being applied, `warn` is for a person to weigh. */
export interface QualityFinding {
  kind: FindingKind
  severity: 'refuse' | 'warn'
  codes: string[]
  areaM2: number | null
  message: string
}

/** Compares two geometries; the server hands in one that remembers. */
export type Compare = (one: { geometry: Area; print: string }, two: { geometry: Area; print: string }) => Overlap

const plainly: Compare = (one, two) => overlapOf(one.geometry, two.geometry)

/** Overlaps up to a square metre are drawing noise (coordinates-and-maps §5). */
const OVERLAP_M2 = 1
/** Positions are kept to a centimetre, so a strip thinner than two is rounding, however long it is. */
const OVERLAP_WIDTH_M = 0.02
const GAP_SHARE = 0.001
/** Beyond this share a made-up neighbour or parent no longer explains the difference: the boundary is in the wrong place. */
const MISPLACED_SHARE = 0.5
const CELL_M2 = { least: 500, most: 5_000_000 }

/**
 * Findings among the children of a node: overlaps named as pairs, the gap to the parent, what lies outside it, cells of an
 * unusual size, children without a boundary.
 * @param only looks at these children alone (and at their overlaps with all others); all when left out
 */
export function qualityOf(family: Family, only?: ReadonlySet<string>, compare: Compare = plainly): QualityFinding[] {
  const drawn = family.children.filter(hasShape)
  const looked = drawn.filter(({ code }) => !only || only.has(code))
  const overlaps = overlapsOf(drawn, only, compare)
  return [
    ...overlaps.map(({ finding }) => finding),
    ...toParent(
      family,
      drawn,
      looked,
      overlaps.reduce((sum, { finding }) => sum + (finding.areaM2 ?? 0), 0),
      compare,
    ),
    ...looked.flatMap(sizeOf),
    ...withoutBoundary(family),
  ]
}

/** Outlines `qualityOf` will compare: neighbours with neighbours, children with their parent. */
export function comparisonsOf(family: Family, only?: ReadonlySet<string>): Parameters<Compare>[] {
  const drawn = family.children.filter(hasShape)
  const geometry = family.parent?.geometry
  const parent = geometry && { geometry, print: family.parent?.print ?? '' }
  return [
    ...pairsOf(drawn).filter(([one, two]) => !only || only.has(one.code) || only.has(two.code)),
    ...(parent ? drawn.map((child): Parameters<Compare> => [child, parent]) : []),
  ]
}

/** Pairs of children whose boundaries overlap, by name: for the score card. */
export function overlappingPairs(family: Family, compare: Compare = plainly): string[] {
  return overlapsOf(family.children.filter(hasShape), undefined, compare).map(({ names }) => names.join('与'))
}

type Shaped = Sibling & { geometry: Area }

const hasShape = (child: Sibling): child is Shaped => child.geometry !== null

function overlapsOf(drawn: Shaped[], only: ReadonlySet<string> | undefined, compare: Compare) {
  return pairsOf(drawn)
    .filter(([one, two]) => !only || only.has(one.code) || only.has(two.code))
    .flatMap(([one, two]) => {
      const { areaM2, widthM } = compare(one, two)
      if (areaM2 <= OVERLAP_M2 || widthM <= OVERLAP_WIDTH_M) return []
      const finding: QualityFinding = {
        kind: 'overlap',
        codes: [one.code, two.code],
        areaM2: Math.round(areaM2),
        ...judgeOverlap(one, two, areaM2),
      }
      return [{ finding, names: [one.name, two.name] }]
    })
}

/** A made-up neighbour must not keep a surveyed boundary out, unless that one lies where the neighbour is. */
function judgeOverlap(one: Shaped, two: Shaped, areaM2: number): Pick<QualityFinding, 'severity' | 'message'> {
  const plain = `${one.name}（${one.code}）与${two.name}（${two.code}）边界重叠 ${squareMetres(areaM2)}`
  const [demo, other] = one.source === 'demo' ? [one, two] : [two, one]
  if (demo.source !== 'demo') return { severity: 'refuse', message: plain }
  const message = `${plain}，${demo.name}的边界是示意的`
  const share = areaM2 / areaOf(demo.geometry)
  if (other.source === 'demo' || share <= MISPLACED_SHARE) return { severity: 'warn', message }
  const advice = `但被盖住 ${percent(share)}，超过一半：请在同一方案里一并重画${demo.name}，或把两者合并`
  return { severity: 'refuse', message: `${message}，${advice}` }
}

function pairsOf(drawn: Shaped[]): [Shaped, Shaped][] {
  if (drawn.length < 2) return []
  const boxes = drawn.map(({ geometry }) => boxOf(geometry))
  const index = new Flatbush(drawn.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return drawn.flatMap((one, at) =>
    index
      .search(...(boxes[at] as Box), (other) => other > at)
      .sort((a, b) => a - b)
      .map((other): [Shaped, Shaped] => [one, drawn[other] as Shaped]),
  )
}

function toParent(
  { parent, children }: Family,
  drawn: Shaped[],
  looked: Shaped[],
  overlapM2: number,
  compare: Compare,
) {
  if (!parent?.geometry) return []
  const shape = { geometry: parent.geometry, print: parent.print }
  const findings: QualityFinding[] = []
  for (const child of looked) {
    const size = areaOf(child.geometry)
    const outside = size - compare(child, shape).areaM2
    if (outside <= Math.max(1, size * GAP_SHARE)) continue
    findings.push({
      kind: 'outside_parent',
      codes: [child.code],
      areaM2: Math.round(outside),
      ...judgeOutside(child, parent.name, outside / size),
    })
  }
  if (drawn.length === 0 || drawn.length < children.length) return findings
  const covered = drawn.reduce((sum, child) => sum + compare(child, shape).areaM2, 0) - overlapM2
  const whole = areaOf(parent.geometry)
  const gap = whole - covered
  if (gap > whole * GAP_SHARE) {
    const message = `${parent.name}有 ${squareMetres(gap)}（${((gap / whole) * 100).toFixed(2)}%）没有划入任何下级网格`
    findings.push({ kind: 'gap', severity: 'warn', codes: [parent.code], areaM2: Math.round(gap), message })
  }
  return findings
}

/** A made-up child must not keep its parent's surveyed boundary out; any other belongs mostly inside its parent. */
function judgeOutside(child: Shaped, parentName: string, share: number): Pick<QualityFinding, 'severity' | 'message'> {
  const size = squareMetres(areaOf(child.geometry) * share)
  const message = `${child.name}（${child.code}）有 ${size}（${percent(share)}）在${parentName}以外`
  if (child.source === 'demo' || share <= MISPLACED_SHARE) return { severity: 'warn', message }
  const advice = `超过一半：请核对位置和网格编码，${parentName}的边界有误时在同一方案里一并重画`
  return { severity: 'refuse', message: `${message}，${advice}` }
}

function sizeOf(child: Shaped): QualityFinding[] {
  if (child.level !== 'cell') return []
  const size = areaOf(child.geometry)
  if (size >= CELL_M2.least && size <= CELL_M2.most) return []
  const usual = size < CELL_M2.least ? '小于 500 平方米' : '大于 5 平方公里'
  const message = `${child.name}（${child.code}）面积 ${squareMetres(size)}，${usual}，请核对`
  return [{ kind: 'size', severity: 'warn', codes: [child.code], areaM2: Math.round(size), message }]
}

function withoutBoundary({ parent, children }: Family): QualityFinding[] {
  const bare = children.filter((child) => !hasShape(child))
  if (bare.length === 0) return []
  const named = bare.slice(0, 3).map(({ name }) => name)
  const message = `${parent?.name ?? ''}${bare.length} 个下级网格没有边界：${named.join('、')}${bare.length > 3 ? ' 等' : ''}`
  return [{ kind: 'no_boundary', severity: 'warn', codes: bare.map(({ code }) => code), areaM2: null, message }]
}

/** An area for people: square metres below a hectare's hundredfold, square kilometres above. */
export const squareMetres = (size: number): string =>
  size < 1_000_000 ? `${Math.round(size).toLocaleString('en-US')} 平方米` : `${(size / 1_000_000).toFixed(2)} 平方公里`

/** A share for people; measuring noise never makes it more than all. */
const percent = (share: number): string =>
  `${Math.min(100, share * 100)
    .toFixed(1)
    .replace(/\.0$/, '')}%`
