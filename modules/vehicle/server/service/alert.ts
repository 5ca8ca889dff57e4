import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { finishMessages } from '#kernel/messages/service.ts'
import type { Cause } from '../../model/codes.ts'
import { vehicleProblems } from '../../model/problems.ts'
import * as store from '../store/alert.ts'
import { signature } from './access.ts'

/** Says what an alert was and what was done: without that none is closed, not even one that ended by itself. @throws notFound, handled */
export async function handleAlert(
  tx: Tx,
  actor: Actor,
  id: string,
  { cause, text }: { cause: Cause; text: string },
): Promise<store.AlertRow> {
  const alert = await store.findAlertForUpdate(tx, actor.scope, id)
  if (!alert) throw new Problem(vehicleProblems.notFound, '没有这条报警，或它不在您的辖区。')
  if (alert.handledAt)
    throw new Problem(vehicleProblems.handled, `这条报警已由${alert.handledBy?.name ?? '别人'}处理，请刷新页面查看。`)
  await store.updateHandled(tx, id, { cause, text, by: signature(actor) })
  await finishMessages(tx, `vehicle.${alert.kind}`, id)
  return alert
}
