import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { monitoringProblems } from '../../model/problems.ts'
import type { Signature } from '../../model/schema.ts'
import { findPointForUpdate, type PointRow } from '../store/point.ts'
import type { By } from '../store/standing.ts'

export const notFound = () => new Problem(monitoringProblems.notFound, '没有这个测点，或它不在您的辖区。')

const signature = (actor: Actor): Signature => ({
  name: actor.personName,
  seat: actor.seatTitle,
  body: actor.bodyName,
})

/** Who acts, for what is kept. */
export const byOf = (actor: Actor): By => ({ personId: actor.personId, by: signature(actor) })

/** The point, locked to be changed. @throws notFound; also for one that was withdrawn */
export async function getPointForUpdate(tx: Tx, actor: Actor, id: string): Promise<PointRow> {
  const point = await findPointForUpdate(tx, actor.scope, id)
  if (!point || point.withdrawnAt) throw notFound()
  return point
}

/** The same, as somebody read it in this version. @throws versionMovedOn */
export async function getPointAt(tx: Tx, actor: Actor, id: string, version: number | null): Promise<PointRow> {
  if (version === null) throw new Problem(common.versionMissing, '请带上读到的版本号（If-Match）。')
  const point = await getPointForUpdate(tx, actor, id)
  if (point.version === version) return point
  throw new Problem(common.versionMovedOn, '您打开之后这个测点有了变化，请取最新内容再改。', {
    currentVersion: point.version,
  })
}
