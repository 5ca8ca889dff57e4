import type { Tx } from '#kernel/db/db.ts'
import { readArea, readLine } from '#kernel/geo/geojson.ts'
import { areaOf, clip, cutByLine, overlapOf, unite } from '#kernel/geo/overlay.ts'
import { type Area, labelPoint } from '#kernel/geo/polygon.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import { about, type BoundaryProblem, readBoundaries, sentenceOf } from '../../model/boundary.ts'
import { type CreatedNode, nextCode, type PlanInput, reshapeable } from '../../model/boundary-plan.ts'
import { type QualityFinding, squareMetres } from '../../model/boundary-quality.ts'
import { type GridKind, gridLevelOf } from '../../model/codes.ts'
import { gridProblems } from '../../model/problems.ts'
import { noGrid } from '../duty/service.ts'
import { followedBelow } from './following.ts'
import { givingWay } from './giving-way.ts'
import * as store from './store.ts'

type NodeState = store.NodeState

/** What a plan does to the nodes; nothing of it is written yet. */
export interface Effect {
  /** `follows`: the boundary moves only because the parent's does. */
  changed: { node: NodeState; name: string; geometry: Area | null; follows?: boolean }[]
  created: CreatedNode[]
  /** Nodes that go, each with those that follow it. */
  retired: { node: NodeState; into: string[] }[]
  findings: QualityFinding[]
}

/** Works out what a plan does. @throws badBoundary, notReshapeable, codeTaken; notFound outside the scope */
export async function draft(tx: Tx, scope: Scope, input: PlanInput): Promise<Effect> {
  const effect = await { boundary: redraw, split, merge }[input.kind](tx, scope, input as never)
  const stray = effect.created.find(({ code }) => !covers(scope, code))
  if (stray) throw new Problem(common.forbidden, `新网格 ${stray.code} 不在您的辖区，请由上级办理。`)
  return effect
}

/** One problem out of everything wrong with the geometries sent. */
export function refuseBoundaries(problems: readonly BoundaryProblem[]): void {
  const first = problems[0]
  if (!first) return
  const more = problems.length > 1 ? `；共 ${problems.length} 处问题` : ''
  throw new Problem(gridProblems.badBoundary, `${sentenceOf(first)}${more}。`, {
    errors: problems.slice(0, 200).map((problem) => ({ pointer: `/${problem.feature}`, message: sentenceOf(problem) })),
  })
}

async function redraw(tx: Tx, scope: Scope, input: Extract<PlanInput, { kind: 'boundary' }>): Promise<Effect> {
  const { boundaries, problems } = await readBoundaries(
    input.boundaries.map(({ code, geometry }) => ({ name: code, code, geometry })),
    givingWay(),
  )
  refuseBoundaries(problems)
  const nodes = await getNodes(
    tx,
    scope,
    boundaries.map(({ code }) => code),
  )
  const changed = boundaries.map(({ code, geometry }) => {
    const node = nodes.get(code) as NodeState
    return { node, name: node.name, geometry }
  })
  return input.follow ? followedBelow(tx, changed) : { changed, created: [], retired: [], findings: [] }
}

async function split(tx: Tx, scope: Scope, input: Extract<PlanInput, { kind: 'split' }>): Promise<Effect> {
  const node = (await getNodes(tx, scope, [input.code])).get(input.code) as NodeState
  refuseLevel(node)
  if (Boolean(input.line) === Boolean(input.parts))
    throw new Problem(common.invalid, '请给出分割线或分块边界，二者选一。')
  const parts = input.line ? partsByLine(node, input.line, input.names) : readParts(input.parts ?? [])
  const used = new Set(await store.listCodesEver(tx, parentOf(node)))
  for (const { code } of parts) if (code) refuseCode(node, code, used)
  const created = parts.map(({ code: wish, name, geometry }): CreatedNode => {
    const code = wish ?? freeCode(node, node.code, used)
    used.add(code)
    return {
      code,
      name,
      level: node.level,
      parentCode: parentOf(node),
      kind: kindOf(node, code),
      geometry,
      from: [node.code],
    }
  })
  const effect: Effect = {
    changed: [],
    created: [...created],
    retired: [{ node, into: created.map(({ code }) => code) }],
    findings: [...uncovered(node, created), ...pieces(node, created)],
  }
  await recodeChildren(tx, effect, node, created, new Map())
  return effect
}

async function merge(tx: Tx, scope: Scope, input: Extract<PlanInput, { kind: 'merge' }>): Promise<Effect> {
  const codes = [...new Set(input.codes)].sort()
  if (codes.length < 2) throw new Problem(gridProblems.notReshapeable, '合并至少要两个不同的网格。')
  const nodes = [...(await getNodes(tx, scope, codes)).values()]
  const lowest = nodes[0] as NodeState
  refuseLevel(lowest)
  if (nodes.some(({ parentCode, level }) => parentCode !== lowest.parentCode || level !== lowest.level))
    throw new Problem(gridProblems.notReshapeable, '只能合并同一上级下的同级网格。')
  const geometry = joined(nodes)
  const stays = input.into === 'lowest'
  const code = stays
    ? lowest.code
    : freeCode(lowest, lowest.code, new Set(await store.listCodesEver(tx, parentOf(lowest))))
  const result: CreatedNode = { ...lowest, code, name: input.name, parentCode: parentOf(lowest), geometry, from: codes }
  const gone = nodes.filter((node) => node.code !== code)
  const effect: Effect = {
    changed: stays ? [{ node: lowest, name: input.name, geometry }] : [],
    created: stays ? [] : [onlyCreated(result)],
    retired: gone.map((node) => ({ node, into: [code] })),
    findings: apart(nodes, result),
  }
  const used = new Map([[code, new Set(stays ? await store.listCodesEver(tx, code) : [])]])
  for (const node of gone) await recodeChildren(tx, effect, node, [result], used)
  return effect
}

/** Standing nodes inside the scope by code, in code order. @throws notFound naming those that are not */
async function getNodes(tx: Tx, scope: Scope, codes: string[]): Promise<Map<string, NodeState>> {
  const nodes = new Map((await store.listNodes(tx, codes)).map((node) => [node.code, node]))
  const missing = codes.filter((code) => !nodes.has(code) || !covers(scope, code))
  if (missing.length === 0) return nodes
  if (codes.length === 1) throw noGrid()
  throw new Problem(common.notFound, `网格 ${missing.slice(0, 5).join('、')} 不存在、已撤销或不在您的辖区。`, {
    errors: missing.slice(0, 200).map((code) => ({ pointer: `/${code}`, message: '没有这个网格，或它不在您的辖区' })),
  })
}

/**
 * Children of a node that goes get codes under the node that follows, because a code lies in its parent's. The last three
 * digits stay when they are free. A child that a cut runs through is cut as well.
 */
async function recodeChildren(
  tx: Tx,
  effect: Effect,
  node: NodeState,
  heirs: readonly CreatedNode[],
  used: Map<string, Set<string>>,
): Promise<void> {
  for (const child of await store.listChildNodes(tx, [node.code])) {
    const shares = sharesOf(child, heirs)
    const made = shares.map(({ heir, geometry }, at): CreatedNode => {
      const taken = used.get(heir.code) ?? new Set<string>()
      used.set(heir.code, taken)
      const wish = `${heir.code}${child.code.slice(-3)}`
      const code = taken.has(wish) ? freeCode(child, wish, taken) : wish
      taken.add(code)
      const name = shares.length > 1 ? numbered(child.name, at) : child.name
      return { code, name, level: child.level, parentCode: heir.code, kind: child.kind, geometry, from: [child.code] }
    })
    effect.created.push(...made)
    effect.retired.push({ node: child, into: made.map(({ code }) => code) })
    await recodeChildren(tx, effect, child, made, used)
  }
}

/** What of a child falls to each heir: all of it to one that has 99.9 per cent. */
function sharesOf(child: NodeState, heirs: readonly CreatedNode[]): { heir: CreatedNode; geometry: Area | null }[] {
  if (heirs.length === 1) return [{ heir: heirs[0] as CreatedNode, geometry: child.geometry }]
  const shape = child.geometry
  const size = shape ? areaOf(shape) : 0
  const falls = heirs
    .map((heir) => ({ heir, areaM2: shape && heir.geometry ? overlapOf(shape, heir.geometry).areaM2 : 0 }))
    .filter(({ areaM2 }) => areaM2 > Math.max(1, size * 0.001))
  if (!shape || falls.length === 0) {
    throw new Problem(
      gridProblems.notReshapeable,
      `下级网格「${child.name}」（${child.code}）${shape ? '不在任何一块里' : '没有边界'}，不能确定划入哪一块。`,
    )
  }
  if (falls.length === 1) return falls.map(({ heir }) => ({ heir, geometry: shape }))
  return falls.map(({ heir }) => ({ heir, geometry: clip(shape, heir.geometry as Area) }))
}

interface Part {
  code?: string | undefined
  name: string
  geometry: Area
}

function readParts(parts: readonly { code?: string | undefined; name: string; geometry: unknown }[]): Part[] {
  const read = parts.map((part) => ({ part, reading: readArea(part.geometry) }))
  refuseBoundaries(
    read.flatMap(({ part, reading }) => ('problem' in reading ? [about(part.name, reading.problem)] : [])),
  )
  return read.flatMap(({ part, reading }) => ('area' in reading ? [{ ...part, geometry: reading.area }] : []))
}

/** Both sides of a line, west before east, as cells are numbered. */
function partsByLine(node: NodeState, written: unknown, names: readonly [string, string] | undefined): Part[] {
  if (!node.geometry) throw new Problem(gridProblems.notReshapeable, `${node.name}没有边界，不能用线分割。`)
  const reading = readLine(written)
  if ('problem' in reading) {
    refuseBoundaries([about('分割线', reading.problem)])
    return []
  }
  const cut = cutByLine(node.geometry, reading.line)
  if ('problem' in cut) {
    refuseBoundaries([{ feature: node.code, message: cut.problem, at: cut.at }])
    return []
  }
  return cut.sides
    .toSorted((a, b) => labelPoint(a)[0] - labelPoint(b)[0])
    .map((geometry, at) => ({ name: names?.[at] ?? numbered(node.name, at), geometry }))
}

const numbered = (name: string, at: number): string => `${name}（${'一二三四五六七八九十'[at] ?? at + 1}）`

function refuseLevel(node: NodeState): void {
  if (reshapeable.includes(node.level)) return
  throw new Problem(gridProblems.notReshapeable, '市和县区的分合由国家区划代码决定，不能在这里办理。')
}

function refuseCode(node: NodeState, code: string, used: Set<string>): void {
  if (gridLevelOf(code) !== node.level || !code.startsWith(parentOf(node)))
    throw new Problem(gridProblems.codeTaken, `编码 ${code} 不在同一上级下。`)
  if (used.has(code)) throw new Problem(gridProblems.codeTaken, `编码 ${code} 已用过，编码不重复使用。`)
  used.add(code)
}

function freeCode(node: NodeState, beside: string, used: ReadonlySet<string>): string {
  const code = nextCode(node.level, beside, used)
  if (!code) throw new Problem(gridProblems.codeTaken, `${node.name}所在上级的编码已用完。`)
  return code
}

const parentOf = (node: NodeState): string => node.parentCode as string

function kindOf(node: NodeState, code: string): GridKind {
  if (node.level !== 'cell') return node.kind
  const number = Number(code.slice(-3))
  return number >= 901 ? 'temporary' : number >= 801 ? 'exclusive' : 'basic'
}

const onlyCreated = ({ code, name, level, parentCode, kind, geometry, from }: CreatedNode): CreatedNode => ({
  code,
  name,
  level,
  parentCode,
  kind,
  geometry,
  from,
})

function joined(nodes: readonly NodeState[]): Area | null {
  const shapes = nodes.flatMap(({ geometry }) => geometry ?? [])
  const bare = nodes.filter(({ geometry }) => !geometry)
  if (shapes.length > 0 && bare.length > 0)
    throw new Problem(gridProblems.notReshapeable, `${bare.map(({ name }) => name).join('、')}没有边界，请先划定。`)
  return unite(shapes)
}

/** Parts must cover what they divide. */
function uncovered(node: NodeState, parts: readonly CreatedNode[]): QualityFinding[] {
  const whole = node.geometry
  if (!whole) return []
  const size = areaOf(whole)
  const covered = parts.reduce((sum, { geometry }) => sum + overlapOf(geometry as Area, whole).areaM2, 0)
  const gap = size - covered
  if (gap <= Math.max(1, size * 0.001)) return []
  const message = `${node.name}（${node.code}）有 ${squareMetres(gap)}没有划入任何一块`
  return [{ kind: 'uncovered', severity: 'refuse', codes: [node.code], areaM2: Math.round(gap), message }]
}

function pieces(node: NodeState, parts: readonly CreatedNode[]): QualityFinding[] {
  if (node.geometry?.type !== 'Polygon') return []
  return parts.filter(({ geometry }) => geometry?.type === 'MultiPolygon').map(inPieces)
}

function apart(nodes: readonly NodeState[], result: CreatedNode): QualityFinding[] {
  if (result.geometry?.type !== 'MultiPolygon' || nodes.some(({ geometry }) => geometry?.type === 'MultiPolygon'))
    return []
  return [inPieces(result)]
}

const inPieces = ({ code, name, geometry }: CreatedNode): QualityFinding => ({
  kind: 'pieces',
  severity: 'warn',
  codes: [code],
  areaM2: null,
  message: `${name}（${code}）由不相连的 ${geometry?.coordinates.length ?? 0} 块组成`,
})
