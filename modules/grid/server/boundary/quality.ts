import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { contains } from '#kernel/geo/polygon.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { QualityView } from '../../model/boundary-place.ts'
import { qualityOf } from '../../model/boundary-quality.ts'
import { noGrid } from '../duty/service.ts'
import * as grid from '../store.ts'
import { Lookup } from './containment.ts'
import { findReport } from './quality-store.ts'
import { compareAhead, compareOnce, familyOf } from './siblings.ts'
import * as store from './store.ts'

const MOST_SHOWN = 200

type Report = z.output<typeof QualityView>

/** The report made last night, or one made now: when it is asked for, or when a boundary has changed since. */
export async function latestReport(tx: Tx, scope: Scope, code: string, now: boolean): Promise<Report> {
  const kept = now ? undefined : await findReport(tx, scope, code)
  return kept ?? qualityReport(tx, scope, code)
}

/** The quality report of a node's children, with the enterprises that lie outside their grid and where they belong. */
export async function qualityReport(tx: Tx, scope: Scope, code: string): Promise<Report> {
  const node = (await grid.findGrid(tx, scope, code)) && (await store.listNodes(tx, [code]))[0]
  if (!node) throw noGrid()
  const family = await familyOf(tx, node)
  await compareAhead(family)
  const strays = await strayEnterprises(tx, scope, code)
  const shown = strays.slice(0, MOST_SHOWN)
  const codes = [...new Set(shown.flatMap(({ gridCode, proposed }) => [gridCode, ...(proposed ? [proposed] : [])]))]
  const names = new Map((await grid.listPath(tx, codes)).map((place) => [place.code, place.name]))
  return {
    gridCode: code,
    gridName: node.name,
    madeAt: new Date().toISOString(),
    children: family.children.length,
    withoutBoundary: family.children.filter(({ geometry }) => !geometry).length,
    findings: qualityOf(family, undefined, compareOnce),
    strays: {
      total: strays.length,
      items: shown.map(({ id, name, gridCode, proposed }) => ({
        id,
        name,
        gridCode,
        gridName: names.get(gridCode) ?? gridCode,
        proposed,
        proposedName: proposed && (names.get(proposed) ?? proposed),
      })),
    },
  }
}

/** Enterprises whose point is outside the boundary of their own grid; the deepest node around the point is proposed. */
async function strayEnterprises(tx: Tx, scope: Scope, code: string) {
  const nodes = await store.listDrawnSubtree(tx, scope, code)
  const shapes = new Map(nodes.map(({ code: own, geometry }) => [own, geometry]))
  const below = Map.groupBy(nodes, ({ parentCode }) => parentCode)
  const lookups = new Map<string, Lookup>()
  const propose = (from: string, lng: number, lat: number): string => {
    const lookup = lookups.get(from) ?? new Lookup(below.get(from) ?? [])
    lookups.set(from, lookup)
    const child = lookup.at(lng, lat)
    return child ? propose(child, lng, lat) : from
  }
  return (await store.listEnterprises(tx, scope, [code])).flatMap((enterprise) => {
    const { lng, lat, gridCode } = enterprise
    const shape = shapes.get(gridCode)
    if (lng === null || lat === null || !shape || contains(shape, lng, lat)) return []
    const proposed = propose(code, lng, lat)
    return [{ ...enterprise, proposed: proposed === code ? null : proposed }]
  })
}
