import { actOnCase } from '#kernel/cases/service.ts'
import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { subtree } from '#kernel/scope/scope.ts'
import type { PlanLineInput } from '../model/plan.ts'
import { workloadOf } from '../model/workload.ts'
import { planKind } from './kind.ts'
import * as store from './store.ts'

/** Adds lines to a plan that is being drawn up, through its act `arrange`; what stood in it stays, an enterprise already there in the month too. */
export async function arrangeMore(tx: Tx, actor: Actor, planId: string, more: readonly PlanLineInput[]): Promise<void> {
  const present = (await store.listLines(tx, actor.scope, planId)).map(
    ({ objectId, month, class: kind, reason, beyond }) => ({ objectId, month, class: kind, reason, beyond }),
  )
  const known = new Set(present.map(({ objectId, month }) => `${objectId} ${month}`))
  const fresh = more.filter(({ objectId, month }) => !known.has(`${objectId} ${month}`))
  await actOnCase(tx, actor, planKind, planId, 'arrange', { input: { lines: [...present, ...fresh] } }, null)
}

/** Plans of an office that are being drawn up and have a month that is not over, the newest first. */
export const listDraftingPlans = (tx: Tx, gridCode: string, month: string): Promise<store.PlanRow[]> =>
  store.listDrafting(tx, subtree(gridCode), gridCode, month)

/** Visits an office has time for in a month, by its plan in force; null without one. */
export async function visitsPerMonth(tx: Tx, gridCode: string, month: string): Promise<number | null> {
  const plan = await store.findPlanInForce(tx, subtree(gridCode), gridCode, month)
  if (!plan) return null
  const months = workloadOf({ ...plan, fromMonth: month, toMonth: month, otherDays: 0 })
  const whole = workloadOf({ ...plan, otherDays: 0 })
  const all = workloadOf(plan)
  return whole.visits === 0 ? 0 : Math.floor((months.visits * all.visits) / whole.visits)
}
