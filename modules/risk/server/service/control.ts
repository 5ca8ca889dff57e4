import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { riskProblems } from '../../model/problems.ts'
import { checkDueOn } from '../../model/rules.ts'
import type { NewControl } from '../../model/schema.ts'
import * as store from '../store/control.ts'
import type { RiskPointRow } from '../store/point.ts'
import { getPointForUpdate, signature } from './access.ts'

/** A measure with the point it controls, both standing. */
interface Standing {
  control: store.ControlRow
  point: RiskPointRow
}

/** Adds a measure to a point. @throws notFound, idTaken */
export async function addControl(
  tx: Tx,
  actor: Actor,
  riskPointId: string,
  { id = newId(), ...input }: NewControl,
): Promise<{ id: string; point: RiskPointRow }> {
  const point = await getPointForUpdate(tx, actor, riskPointId)
  const on = today()
  const { objectId, gridCode } = point
  const row = { id, riskPointId, objectId, gridCode, ...input, enteredOn: on, checkDueOn: checkDueOn(input.every, on) }
  if ((await store.insertControls(tx, [row])) === 0)
    throw new Problem(riskProblems.idTaken, '这个编号已经用过，请刷新页面再登记。')
  return { id, point }
}

/** Says a measure anew; when it is looked at next follows from its last look. @throws versionMovedOn */
export async function changeControl(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  { kind, text, checker, every }: NewControl,
): Promise<Standing> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const standing = await getControl(tx, actor, id)
  if (standing.control.version !== version)
    throw new Problem(common.versionMovedOn, '您打开之后别人改过这条措施，请取最新内容再改。', {
      currentVersion: standing.control.version,
    })
  const since = standing.control.lastCheckedOn ?? standing.control.enteredOn
  await store.updateControl(tx, id, { kind, text, checker, every, checkDueOn: checkDueOn(every, since) })
  return standing
}

/** Notes that somebody looked at a measure today, and whether it works. */
export async function checkControl(
  tx: Tx,
  actor: Actor,
  id: string,
  { result, text }: { result: 'works' | 'failed'; text: string },
): Promise<Standing> {
  const standing = await getControl(tx, actor, id)
  const on = today()
  await store.insertControlCheck(tx, standing.control, {
    id: newId(),
    on,
    result,
    text,
    by: signature(actor),
    nextOn: checkDueOn(standing.control.every, on),
  })
  return standing
}

/** Takes a measure down; a risk point is never left without any. @throws lastControl */
export async function withdrawControl(tx: Tx, actor: Actor, id: string): Promise<Standing> {
  const standing = await getControl(tx, actor, id)
  const others = await store.listControls(tx, actor.scope, standing.point.id)
  if (others.length < 2)
    throw new Problem(riskProblems.lastControl, '这是最后一条管控措施，先登记新的措施再撤下它，或撤下整个风险点。')
  await store.updateControlWithdrawn(tx, id)
  return standing
}

async function getControl(tx: Tx, actor: Actor, id: string): Promise<Standing> {
  const known = await store.findControl(tx, actor.scope, id)
  if (!known) throw new Problem(common.notFound, '没有这条管控措施，或它不是您企业的。')
  const point = await getPointForUpdate(tx, actor, known.riskPointId)
  // Read again: whoever held the point before may have changed its measures.
  const control = await store.findControl(tx, actor.scope, id)
  if (!control || control.withdrawnAt) throw new Problem(common.notFound, '没有这条管控措施，或它已经撤下。')
  return { control, point }
}
