import type { Tx } from '#kernel/db/db.ts'
import { contains } from '#kernel/geo/polygon.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { gridPath } from '../../model/codes.ts'
import * as grid from '../store.ts'
import * as store from './store.ts'

/** The deepest node of the scope around a point, with the names above it; null when no boundary there holds it. */
export async function gridOfPoint(tx: Tx, scope: Scope, lng: number, lat: number) {
  const around = await store.listAround(tx, scope, lng, lat)
  const node = around.find(({ geometry }) => geometry && contains(geometry, lng, lat))
  if (!node) return null
  const path = (await grid.listPath(tx, gridPath(node.code))).map(({ code, name }) => ({ code, name }))
  return { code: node.code, name: node.name, sketched: node.source === 'demo', path }
}
