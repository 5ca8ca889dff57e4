import type { z } from 'zod'
import type { CaseDone, CaseKind, CaseWish } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { actOnCase } from '#kernel/cases/service.ts'
import { listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { officeSeatAt } from '#modules/grid/server/duty/service.ts'
import { type PointResult, sheetGaps } from '../model/check-sheet.ts'
import { pointName, templates } from '../model/codes.ts'
import { oversightProblems } from '../model/problems.ts'
import { OversightFacts, OversightFilter, type OversightFilterInput } from '../model/schema.ts'
import { oversightCase } from '../model/states.ts'
import { readInspection } from '../model/story.ts'
import * as store from './store.ts'

type Facts = z.output<typeof OversightFacts>

/** Oversight of lower governments as a kind of case: what the engine must know, and what this module keeps of each act. */
export const oversightKind: CaseKind = {
  type: oversightCase as unknown as CaseType,
  answering: (tx, { gridCode, on }) => officeSeatAt(tx, gridCode, on),
  titleOf: ({ subject }) => `督导检查：${subject}`,
  link: (id) => `/oversight/${id}`,
  guard,
  after,
  list: {
    filter: OversightFilter,
    facts: OversightFacts,
    matching: (filter) => store.oversightMatches(filter as OversightFilterInput),
    factsOf,
    sheet: [
      { head: '检查表', width: 20, cell: ({ template }: Facts) => templates[template] },
      { head: '检查组', width: 20, cell: ({ inspectors }: Facts) => inspectors },
      { head: '计划日期', width: 12, cell: ({ plannedOn }: Facts) => plannedOn },
      { head: '检查日期', width: 12, cell: ({ visitedOn }: Facts) => visitedOn },
      { head: '问题条数', width: 10, cell: ({ findings, visitedOn }: Facts) => (visitedOn ? findings.length : null) },
    ],
  },
}

async function factsOf(tx: Tx, ids: readonly string[]) {
  const findings = Map.groupBy(await store.listFindingsOf(tx, ids), ({ id }) => id)
  const rows = await store.listInspections(tx, ids)
  return new Map(rows.map(({ id, ...row }) => [id, { ...row, findings: (findings.get(id) ?? []).map(viewFinding) }]))
}

/** A finding with the name of its point. */
export const viewFinding = ({ id: _id, foundOn: _day, ...row }: store.FindingRow) => ({
  ...row,
  itemName: pointName(row.itemCode),
})

/** @throws notBelow, nobodyThere; invalid for a sheet or an answer that leaves something out */
async function guard(tx: Tx, { actor, case: about, act, input }: CaseWish): Promise<void> {
  if (act === 'notify') return refusePlace(tx, about.gridCode, actor.gridCode)
  if (act === 'record') return refuseGaps(tx, about.id, input.points as PointResult[])
  if (act === 'reply') {
    const replies = input.replies as { no: number }[]
    return refuseOthers(
      tx,
      about.id,
      'open',
      replies.map(({ no }) => no),
    )
  }
  if (act === 'review' && input.passed === false) return refuseUnknown(tx, about.id, input.failed as number[])
}

/** An office inspects one below it, and somebody has to be there to answer. */
async function refusePlace(tx: Tx, gridCode: string, own: string): Promise<void> {
  if (gridCode.length <= own.length)
    throw new Problem(oversightProblems.notBelow, '督导检查是上级查下级，请选您辖区里的下级网格。')
  if (!(await officeSeatAt(tx, gridCode, today())))
    throw new Problem(oversightProblems.nobodyThere, '这个网格的监管岗位今天没有人在岗，先配好人员，或检查它的上级。')
}

const fault = (field: string, message: string) =>
  new Problem(common.invalid, `${message}。`, { errors: [{ pointer: `/input/${field}`, message }] })

/** Every point of the list is looked at, and none of another list. */
async function refuseGaps(tx: Tx, id: string, points: readonly PointResult[]): Promise<void> {
  const [inspection] = await store.listInspections(tx, [id])
  if (!inspection) return
  const { missing, stray } = sheetGaps(inspection.template, points)
  if (missing.length > 0)
    throw fault(
      'points',
      `还有 ${missing.length} 项没有登记：${missing.slice(0, 3).join('、')}${missing.length > 3 ? '等' : ''}`,
    )
  if (stray.length > 0) throw fault('points', `这张检查表里没有「${pointName(String(stray[0]))}」`)
}

/** Every finding still open is answered, once, and no other. */
async function refuseOthers(tx: Tx, id: string, state: string, given: readonly number[]): Promise<void> {
  const open = (await store.listFindingsOf(tx, [id])).filter((one) => one.state === state).map(({ no }) => no)
  const left = open.filter((no) => !given.includes(no))
  if (left.length > 0) throw fault('replies', `第 ${left.join('、')} 条还没有写整改情况`)
  const stray = given.filter((no, at) => !open.includes(no) || given.indexOf(no) !== at)
  if (stray.length > 0) throw fault('replies', `第 ${stray[0]} 条不用再写，请刷新后再报`)
}

async function refuseUnknown(tx: Tx, id: string, failed: readonly number[]): Promise<void> {
  const replied = (await store.listFindingsOf(tx, [id])).filter(({ state }) => state === 'replied').map(({ no }) => no)
  const stray = failed.find((no) => !replied.includes(no))
  if (stray) throw fault('failed', `第 ${stray} 条不在要复核的问题里，请刷新后再选`)
}

/** The rows follow from the acts, after every one of them. */
async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { act, case: about, state } = done
  const acts = await listActs(tx, about.id)
  const told = readInspection(acts.map((one) => ({ act: one.act, on: today(one.at), input: one.input })))
  if (told) await store.writeInspections(tx, [{ ...told, id: about.id, gridCode: about.gridCode, state }])
  if (act.act === 'notify') await tellInspected(tx, done)
}

/** The inspected office is told of the day, as an information: the work is first with whoever inspects. */
async function tellInspected(tx: Tx, { actor, act, case: about }: CaseDone): Promise<void> {
  const at = new Date(act.at)
  const seatId = await officeSeatAt(tx, about.gridCode, today(at))
  if (!seatId) return
  const input = { seatId, text: `${act.input.dueOn} 来检查，请准备好资料` }
  await actOnCase(tx, actor, oversightKind, about.id, 'copy', { input }, null, at)
}
