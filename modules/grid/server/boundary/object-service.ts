import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { contains } from '#kernel/geo/polygon.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { covers } from '#kernel/scope/scope.ts'
import type { NewPlace, NewResponsibility } from '../../model/boundary-objects.ts'
import { noGrid } from '../duty/service.ts'
import { findSeatGrid } from '../duty/store.ts'
import * as objects from './object-store.ts'
import * as store from './store.ts'

/** Puts a place of class C under supervision. Sent twice with the same id it is there once. @throws notFound, invalid */
export async function addPlace(tx: Tx, actor: Actor, input: z.output<typeof NewPlace>): Promise<string> {
  const node = await getStanding(tx, actor, input.gridCode)
  const { lng = null, lat = null } = input
  if (lng !== null && lat !== null && node.geometry && node.source !== 'demo' && !contains(node.geometry, lng, lat)) {
    throw new Problem(common.invalid, `坐标不在${node.name}内，请核对坐标或网格。`, {
      errors: [{ pointer: '/lng', message: `坐标不在${node.name}内` }],
    })
  }
  const row = {
    ...input,
    id: input.id ?? newId(),
    lng,
    lat,
    address: input.address ?? null,
    principal: input.principal ?? null,
    fromOn: input.fromOn ?? today(),
  }
  if (await objects.insertPlace(tx, row)) return row.id
  const known = await objects.findPlace(tx, actor.scope, row.id)
  if (known?.name !== row.name || known.gridCode !== row.gridCode) throw idTaken()
  return row.id
}

/** Ends the supervision of a place. @returns its grid. @throws notFound, conflict when it has ended */
export async function endPlace(tx: Tx, actor: Actor, id: string, lastDay: string): Promise<string> {
  const place = await objects.findPlace(tx, actor.scope, id)
  if (!place) throw new Problem(common.notFound, '没有这个场所，或它不在您的辖区。')
  refuseBefore(place.fromOn, lastDay)
  if (!(await objects.endObject(tx, actor.scope, 'supervised_place', id, lastDay))) throw ended()
  return place.gridCode
}

/** Adds a node of a responsibility grid: a head office, or something below it. @throws notFound, conflict */
export async function addResponsibility(
  tx: Tx,
  actor: Actor,
  input: z.output<typeof NewResponsibility>,
): Promise<string> {
  await getStanding(tx, actor, input.gridCode)
  if (input.parentId) {
    const parent = await objects.lockResponsibility(tx, actor.scope, input.parentId)
    if (!parent) throw new Problem(common.notFound, '没有这个上级单位，或它不在您的辖区。')
    if (parent.toOn) throw new Problem(common.conflict, '上级单位已经停用。')
  }
  if (input.seatId && !(await findSeatGrid(tx, actor.scope, input.seatId)))
    throw new Problem(common.notFound, '没有这个岗位，或它不在您的辖区。')
  if (input.objectId && !(await objects.enterpriseStands(tx, input.objectId)))
    throw new Problem(common.notFound, '没有这家企业，或它不在您的辖区。')
  const row = {
    ...input,
    id: input.id ?? newId(),
    parentId: input.parentId ?? null,
    creditCode: input.creditCode ?? null,
    objectId: input.objectId ?? null,
    seatId: input.seatId ?? null,
    fromOn: input.fromOn ?? today(),
  }
  if (await objects.insertResponsibility(tx, row)) return row.id
  const known = await objects.lockResponsibility(tx, actor.scope, row.id)
  if (known?.name !== row.name || known.gridCode !== row.gridCode || known.parentId !== row.parentId) throw idTaken()
  return row.id
}

/** Ends a node that nothing stands below. @returns its grid. @throws notFound, conflict */
export async function endResponsibility(tx: Tx, actor: Actor, id: string, lastDay: string): Promise<string> {
  const node = await objects.lockResponsibility(tx, actor.scope, id)
  if (!node) throw new Problem(common.notFound, '没有这个责任网格节点，或它不在您的辖区。')
  refuseBefore(node.fromOn, lastDay)
  const below = await objects.countOpenBelow(tx, id, lastDay)
  if (below > 0) throw new Problem(common.conflict, `下面还有 ${below} 个单位，请先停用它们。`)
  if (!(await objects.endObject(tx, actor.scope, 'responsibility_node', id, lastDay))) throw ended()
  return node.gridCode
}

async function getStanding(tx: Tx, actor: Actor, code: string): Promise<store.NodeState> {
  const node = covers(actor.scope, code) ? (await store.listNodes(tx, [code]))[0] : undefined
  if (!node) throw noGrid()
  return node
}

const ended = () => new Problem(common.conflict, '已经结束，不能再结束一次。')

const idTaken = () => new Problem(common.conflict, '这个编号已用于另一条记录。')

function refuseBefore(fromOn: string, lastDay: string): void {
  if (lastDay < fromOn) throw new Problem(common.invalid, `结束日期不能早于开始日期 ${fromOn}。`)
}
