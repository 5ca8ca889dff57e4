import type { Tx } from '#kernel/db/db.ts'
import { type Area, boxOf, labelPoint, subdivide } from '#kernel/geo/polygon.ts'
import { seededRandom, seedOf } from '#kernel/geo/random.ts'
import type { Boundary, NewGrid } from './store.ts'
import * as store from './store.ts'

export interface Outline {
  code: string
  geometry: Area
}

/**
 * Draws boundaries where no open ones exist: the given county outlines, divided evenly into towns, villages and two cells
 * a village. The same every time; marked `demo`, and the map says so.
 */
export async function drawDemoBoundaries(
  tx: Tx,
  cityPrefix: string,
  outlines: Outline[],
  say: (line: string) => void,
): Promise<void> {
  const nodes = await listNodes(tx, cityPrefix)
  const childrenOf = Map.groupBy(nodes, (node) => node.parentCode)
  const boundaries: Boundary[] = [boundaryOf(cityPrefix, mergeOutlines(outlines))]
  const cells: NewGrid[] = []
  for (const outline of outlines) {
    boundaries.push(boundaryOf(outline.code, outline.geometry))
    for (const [town, townShape] of divide(outline.code, outline.geometry, childrenOf.get(outline.code))) {
      boundaries.push(boundaryOf(town.code, townShape))
      for (const [village, villageShape] of divide(town.code, townShape, childrenOf.get(town.code))) {
        boundaries.push(boundaryOf(village.code, villageShape))
        for (const [cell, cellShape] of divide(village.code, villageShape, cellsOf(village))) {
          cells.push(cell)
          boundaries.push(boundaryOf(cell.code, cellShape))
        }
      }
    }
    say(`  画网格边界 ${outline.code}：累计 ${boundaries.length} 个`)
  }
  await store.upsertGrids(tx, cells, '2016-01-01')
  for (let at = 0; at < boundaries.length; at += 500)
    await store.updateBoundaries(tx, boundaries.slice(at, at + 500), 'demo')
}

interface Node extends Omit<NewGrid, 'parentCode'> {
  parentCode: string | null
}

const listNodes = (tx: Tx, prefix: string): Promise<Node[]> => store.listSubtree(tx, prefix)

const cellsOf = (village: Node): Node[] =>
  ['001', '002'].map((cell, index) => ({
    code: `${village.code}${cell}`,
    name: `${village.name.replace(/(村委会|居委会|村民委员会|居民委员会)$/, '')} ${['一', '二'][index]} 网格`,
    level: 'cell' as const,
    parentCode: village.code,
    kind: 'basic' as const,
  }))

function divide(code: string, shape: Area, children: Node[] | undefined): [Node, Area][] {
  if (!children?.length) return []
  const parts = subdivide(shape, children.length, seededRandom(seedOf(code)))
  return parts.map((part, index) => [children[index] as Node, part])
}

function boundaryOf(code: string, geometry: Area): Boundary {
  return { code, geometry, bbox: boxOf(geometry), label: labelPoint(geometry) }
}

const mergeOutlines = (outlines: Outline[]): Area => ({
  type: 'MultiPolygon',
  coordinates: outlines.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  ),
})
