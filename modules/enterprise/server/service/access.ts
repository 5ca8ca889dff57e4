import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import * as store from '../store/enterprise.ts'

/** The file, or 404 alike for one that is not there and one outside the scope. */
export async function getEnterprise(tx: Tx, actor: Actor, id: string): Promise<store.EnterpriseRecord> {
  const found = await store.findEnterprise(tx, actor.scope, id)
  if (!found) throw notFound()
  return found
}

export async function getEnterpriseForUpdate(tx: Tx, actor: Actor, id: string): Promise<store.EnterpriseRecord> {
  const found = await store.findEnterpriseForUpdate(tx, actor.scope, id)
  if (!found) throw notFound()
  if (found.mergedInto)
    throw new Problem(enterpriseProblems.merged, '这份档案已并入另一家企业，不能再改。', {
      mergedInto: found.mergedInto,
    })
  return found
}

export const notFound = () => new Problem(enterpriseProblems.notFound, '没有这家企业，或它不在您的辖区。')

/** How history and receipts name the one who acts. */
export const signature = (actor: Actor) => ({ name: actor.personName, seat: actor.seatTitle, body: actor.bodyName })
