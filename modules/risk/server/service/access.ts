import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { riskProblems } from '../../model/problems.ts'
import type { RiskPointRow, Signature } from '../store/point.ts'
import * as store from '../store/point.ts'

export const notFound = () => new Problem(riskProblems.notFound, '没有这个风险点，或它不在您的辖区。')

/** The point, locked to be changed. @throws notFound; withdrawn when it was taken down */
export async function getPointForUpdate(tx: Tx, actor: Actor, id: string): Promise<RiskPointRow> {
  const point = await store.findPointForUpdate(tx, actor.scope, id)
  if (!point) throw notFound()
  if (point.withdrawnAt) throw new Problem(riskProblems.withdrawn, '这个风险点已经撤下，不能再改。')
  return point
}

/** The same, as somebody read it in this version. @throws versionMovedOn */
export async function getPointAt(tx: Tx, actor: Actor, id: string, version: number | null): Promise<RiskPointRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const point = await getPointForUpdate(tx, actor, id)
  if (point.version === version) return point
  throw new Problem(common.versionMovedOn, '您打开之后这个风险点有了变化，请取最新内容再改。', {
    currentVersion: point.version,
  })
}

/** How history names the one who acts. */
export const signature = (actor: Actor): Signature => ({
  name: actor.personName,
  seat: actor.seatTitle,
  body: actor.bodyName,
})

/** Acts open to somebody on a point. */
export function openActsOn(actor: Actor, point: Pick<RiskPointRow, 'withdrawnAt'>): string[] {
  if (point.withdrawnAt) return []
  return ['keep', 'review'].filter((act) => may(actor, `risk.${act}`))
}
