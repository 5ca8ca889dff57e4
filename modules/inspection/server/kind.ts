import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { listActs, listSeatsOver } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { followObjects } from '#kernel/scope/object-moves.ts'
import { planKinds } from '../model/codes.ts'
import { type PlanLineInput, planCase } from '../model/plan.ts'
import { inspectionProblems } from '../model/problems.ts'
import { PlanFacts, PlanFilter, type PlanFilterInput } from '../model/schema.ts'
import { readPlan } from '../model/story.ts'
import { monthsOf, OFFICERS_PER_VISIT, workloadOf } from '../model/workload.ts'
import * as store from './store.ts'

type Facts = z.output<typeof PlanFacts>

/** Plans of inspections as a kind of case: what the engine must know, and what this module keeps of each act. */
export const planKind: CaseKind = {
  type: planCase as unknown as CaseType,
  answering: approvingSeat,
  titleOf: ({ name }) => String(name),
  link: (id) => `/inspection-plans/${id}`,
  guard,
  after,
  list: {
    filter: PlanFilter,
    facts: PlanFacts,
    matching: (filter) => store.planMatches(filter as PlanFilterInput),
    factsOf: async (tx, ids) => new Map((await store.listPlans(tx, ids)).map((row) => [row.id, factsOf(row)])),
    sheet: [
      { head: '种类', width: 12, cell: ({ kind }: Facts) => planKinds[kind] },
      { head: '月份', width: 20, cell: ({ fromMonth, toMonth }: Facts) => `${fromMonth}—${toMonth}` },
      { head: '执法人员', width: 10, cell: ({ officers }: Facts) => officers },
      { head: '能检查家次', width: 12, cell: ({ workload }: Facts) => workload.visits },
      { head: '已排家次', width: 10, cell: ({ lines }: Facts) => lines },
      { head: '其中重点', width: 10, cell: ({ keyLines }: Facts) => keyLines },
      { head: '批准日期', width: 12, cell: ({ approvedOn }: Facts) => approvedOn },
    ],
  },
}

/** Who approves: the leader of the level, else the nearest leader above. */
async function approvingSeat(tx: Tx, { gridCode, on }: { gridCode: string; on: string }): Promise<string | null> {
  const seats = await listSeatsOver(tx, gridCode, 'safety', on)
  return seats.find(({ role }) => role === 'leader')?.id ?? null
}

function factsOf({ id: _id, gridCode: _grid, state: _state, ...row }: store.PlanRow) {
  return { ...row, workload: workloadOf(row) }
}

/** @throws notYourOffice, notAbove, overCap, overWorkload; invalid for enterprises that are not at work here */
async function guard(tx: Tx, { actor, case: about, act, input }: CaseWish): Promise<void> {
  if (act === 'draft' && about.gridCode !== actor.gridCode)
    throw new Problem(inspectionProblems.notYourOffice, '计划由本单位自己编，请选您所在的网格。')
  if (
    (act === 'approve' || act === 'return') &&
    actor.role !== 'leader' &&
    actor.gridCode.length >= about.gridCode.length
  )
    throw new Problem(inspectionProblems.notAbove, '计划由本级领导或上级监管岗位批准，不能由同级监管岗位批。')
  if (act !== 'arrange' && act !== 'change') return
  const [plan] = await store.listPlans(tx, [about.id])
  if (plan) await refuseLines(tx, actor, plan, input.lines as PlanLineInput[])
}

async function refuseLines(tx: Tx, actor: Actor, plan: store.PlanRow, lines: readonly PlanLineInput[]): Promise<void> {
  const fault = (message: string, kind = common.invalid as (typeof inspectionProblems)['overCap']) =>
    new Problem(kind, `${message}。`, { errors: [{ pointer: '/input/lines', message }] })
  const months = monthsOf(plan.fromMonth, plan.toMonth)
  const stray = lines.find(({ month }) => !months.includes(month))
  if (stray) throw fault(`${stray.month} 不在计划的月份里（${plan.fromMonth} 到 ${plan.toMonth}）`)
  const ids = [...new Set(lines.map(({ objectId }) => objectId))]
  const year = plan.fromMonth.slice(0, 4)
  const about = { gridCode: plan.gridCode, ids, year, without: plan.id }
  const known = new Map((await store.listKnown(tx, actor.scope, about)).map((one) => [one.objectId, one]))
  const missing = ids.filter((id) => !known.has(id))
  if (missing.length > 0) throw fault(`有 ${missing.length} 家企业不在本辖区，或已经关闭、迁出，请重新选`)
  for (const [objectId, own] of Map.groupBy(lines, (line) => line.objectId)) {
    const { name, months: others } = known.get(objectId) as store.KnownObject
    const counted = new Set([...others, ...own.filter(({ beyond }) => !beyond).map(({ month }) => month)])
    if (counted.size > plan.cap && own.some(({ beyond }) => !beyond))
      throw fault(
        `「${name}」${year} 年安排了 ${counted.size} 次，超过每年 ${plan.cap} 次的上限；确有需要的写明突破上限的理由`,
        inspectionProblems.overCap,
      )
  }
  const { supervision, visits } = workloadOf(plan)
  const needed = lines.length * OFFICERS_PER_VISIT * plan.daysPerVisit
  if (needed > supervision)
    throw fault(
      `排了 ${lines.length} 家次，要 ${needed} 个工作日；能用于检查的只有 ${supervision} 个，最多 ${visits} 家次`,
      inspectionProblems.overWorkload,
    )
}

/** The rows follow from the acts, after every one of them. */
async function after(tx: Tx, { act, case: about, state }: CaseDone): Promise<void> {
  const acts = await listActs(tx, about.id)
  const plan = readPlan(acts.map((one) => ({ act: one.act, on: today(one.at), input: one.input })))
  if (!plan) return
  const row = { ...plan, id: about.id, gridCode: about.gridCode, state }
  await store.writePlans(tx, [row])
  if (act.act === 'arrange' || act.act === 'change') await store.writeLines(tx, [row])
}

/** Lines of plans go along with an enterprise that was merged into another. */
export const followWithPlans = (): void =>
  followObjects('inspection-plans', { moved: async () => undefined, merged: store.giveLines })
