import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { contains } from '#kernel/geo/polygon.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { today } from '#kernel/identity/service.ts'
import { covers } from '#kernel/scope/scope.ts'
import { type NewPlace, type NewResponsibility, placeKinds } from '../../model/boundary-objects.ts'
import { gridProblems } from '../../model/problems.ts'
import { noGrid } from '../duty/service.ts'
import { findSeatGrid } from '../duty/store.ts'
import * as objects from './object-store.ts'
import * as store from './store.ts'

const FIRST_DAY = '1949-10-01'

/** Puts a place of class C under supervision. Sent twice with the same id it is there once. @throws notFound, invalid, placeKnown */
export async function addPlace(tx: Tx, actor: Actor, input: z.output<typeof NewPlace>): Promise<string> {
  const node = await getStanding(tx, actor, input.gridCode)
  const { lng = null, lat = null } = input
  if (lng !== null && lat !== null && node.geometry && node.source !== 'demo' && !contains(node.geometry, lng, lat)) {
    throw new Problem(common.invalid, `坐标不在${node.name}内，请核对坐标或网格。`, {
      errors: [{ pointer: '/lng', message: `坐标不在${node.name}内` }],
    })
  }
  if (input.fromOn) refuseStrangeStart(input.fromOn)
  const row = {
    ...input,
    id: input.id ?? newId(),
    lng,
    lat,
    address: input.address ?? null,
    principal: input.principal ?? null,
    fromOn: input.fromOn ?? today(),
  }
  await refuseNamesake(tx, actor, row)
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

/** Adds a node of a responsibility grid: a head office, or something below it. @throws notFound, conflict, objectStands */
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
  if (row.objectId) await refuseSecondNode(tx, actor, row.objectId, row.id)
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

/** No place is under the supervision of a state that was not there yet, nor planned further ahead than a year. */
function refuseStrangeStart(fromOn: string): void {
  const day = today()
  const last = `${Number(day.slice(0, 4)) + 1}${day.slice(4).replace('-02-29', '-02-28')}`
  if (fromOn >= FIRST_DAY && fromOn <= last) return
  const message = `开始日期应在 ${FIRST_DAY} 到 ${last} 之间`
  throw new Problem(common.invalid, `${message}，写的是 ${fromOn}。`, { errors: [{ pointer: '/fromOn', message }] })
}

/** Two lines for one school would each be inspected. */
async function refuseNamesake(tx: Tx, actor: Actor, row: Omit<objects.PlaceRow, 'toOn'>): Promise<void> {
  const known = await objects.findNamesake(tx, actor.scope, row, today())
  if (!known) return
  const sentence = `${known.gridName}已经登记了「${known.name}」（${placeKinds[known.kind]}，${known.fromOn} 起），不能再登记一次；确是两个场所时请把名称写得有区别。`
  throw new Problem(gridProblems.placeKnown, sentence, {
    errors: [{ pointer: '/name', message: '这个网格里已有同名的场所' }],
  })
}

/** Information passes along one tree: an enterprise stands in one place of all of them. */
async function refuseSecondNode(tx: Tx, actor: Actor, objectId: string, id: string): Promise<void> {
  const found = await objects.findStanding(tx, actor.scope, objectId, id)
  if (!found) return
  const above = found.above ? `${found.above}下面的` : ''
  const sentence = `这家企业已经是责任网格里${above}「${found.name}」（${found.gridName}），请先停用那个单位。`
  throw new Problem(gridProblems.objectStands, sentence, {
    errors: [{ pointer: '/objectId', message: '这家企业已在责任网格里' }],
  })
}

const ended = () => new Problem(common.conflict, '已经结束，不能再结束一次。')

const idTaken = () => new Problem(common.conflict, '这个编号已用于另一条记录。')

function refuseBefore(fromOn: string, lastDay: string): void {
  if (lastDay < fromOn) throw new Problem(common.invalid, `结束日期不能早于开始日期 ${fromOn}。`)
}
