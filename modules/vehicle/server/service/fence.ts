import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { ringFault } from '#kernel/geo/rings.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import { findGrid } from '#modules/grid/server/store.ts'
import type { NewFence } from '../../model/schema.ts'
import * as store from '../store/fence.ts'

/** Draws a fence in a grid of one's own. @throws invalid */
export async function addFence(tx: Tx, actor: Actor, input: NewFence): Promise<string> {
  await check(tx, actor, input)
  const id = newId()
  await store.insertFence(tx, id, input)
  return id
}

/** Draws a fence anew. @throws notFound, versionMovedOn, invalid */
export async function changeFence(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  input: NewFence,
): Promise<void> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const fence = await getFence(tx, actor, id)
  if (fence.version !== version)
    throw new Problem(common.versionMovedOn, '您打开之后别人改过这个围栏，请取最新内容再改。', {
      currentVersion: fence.version,
    })
  await check(tx, actor, input)
  await store.updateFence(tx, id, input)
}

/** Takes a fence down; alerts it raised stay. @throws notFound */
export async function withdrawFence(tx: Tx, actor: Actor, id: string): Promise<store.FenceRow> {
  const fence = await getFence(tx, actor, id)
  await store.withdrawFence(tx, id)
  return fence
}

async function getFence(tx: Tx, actor: Actor, id: string): Promise<store.FenceRow> {
  const fence = await store.findFenceForUpdate(tx, actor.scope, id)
  if (!fence) throw new Problem(common.notFound, '没有这个围栏，或它不在您的辖区。')
  return fence
}

async function check(tx: Tx, actor: Actor, { gridCode, shape }: NewFence): Promise<void> {
  const invalid = (pointer: string, message: string) =>
    new Problem(common.invalid, message, { errors: [{ pointer, message }] })
  if (!covers(actor.scope, gridCode) || !(await findGrid(tx, actor.scope, gridCode)))
    throw invalid('/gridCode', '只能在自己的辖区画围栏。')
  if (shape.type === 'Circle') return
  const fault = ringFault(shape.coordinates)
  if (fault) throw invalid('/shape', '围栏的边不能交叉，首尾要相接。')
}
