import type { z } from 'zod'
import type { CaseDone, CaseKind } from '#kernel/cases/holder.ts'
import type { Tx } from '#kernel/db/db.ts'
import { mapConstraints } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { gradesOf } from '#kernel/sync/list-store.ts'
import { fieldGrades, gradeOfAll } from '#kernel/sync/model/grade.ts'
import { templateNames } from '#modules/check-item/server/library.ts'
import { answeringSeat } from '#modules/grid/server/duty/service.ts'
import { inspectionMethods, inspectionReasons } from '../../model/codes.ts'
import { inspectionType } from '../../model/inspection.ts'
import { inspectionProblems } from '../../model/problems.ts'
import { InspectionFacts, InspectionFilter, type InspectionFilterInput } from '../../model/schema.ts'
import { giveClue } from './clue.ts'
import { guardInspection } from './guard.ts'
import { orderFindings, reinspectHazards } from './hazards.ts'
import * as store from './store.ts'
import { toldOf } from './told.ts'

type Facts = z.output<typeof InspectionFacts>
const SHORT = 40

mapConstraints({
  inspection_of_line: {
    kind: inspectionProblems.lineTaken,
    detail: '计划里的这一家次刚刚有人拟了检查，请打开那一次接着办。',
  },
})

/** Inspections on site as a kind of case: what the engine must know, and what this module keeps of each act. */
export const inspectionKind: CaseKind = {
  type: inspectionType,
  answering: (tx, { gridCode, objectId, on }) => answeringSeat(tx, { gridCode, objectId }, 'hazard', on),
  titleOf: ({ content }) => {
    const line = String(content).split(/[\n。；;]/, 1)[0] as string
    return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line
  },
  namesIn: async (tx, acts) => {
    const codes = acts.flatMap(({ input }) => (typeof input.templateCode === 'string' ? [input.templateCode] : []))
    if (codes.length === 0) return new Map()
    return new Map([...(await templateNames(tx, codes, today()))].filter(([code, name]) => code !== name))
  },
  link: (id) => `/inspections/${id}`,
  guard: guardInspection,
  after,
  list: {
    filter: InspectionFilter,
    facts: InspectionFacts,
    matching: (filter, { personId, seatId }) =>
      store.inspectionMatches(filter as InspectionFilterInput, { personId, seatId }),
    factsOf: listFacts,
    sheet: [
      { head: '事由', width: 12, cell: ({ reason }: Facts) => inspectionReasons[reason] },
      { head: '方式', width: 10, cell: ({ method }: Facts) => inspectionMethods[method] },
      { head: '检查人员', width: 20, cell: ({ team }: Facts) => team.map(({ name }) => name).join('、') },
      { head: '检查日期', width: 12, cell: ({ visitedOn, plannedOn }: Facts) => visitedOn ?? plannedOn },
      { head: '符合 项', width: 8, cell: ({ met }: Facts) => met },
      { head: '不符合 项', width: 8, cell: ({ notMet }: Facts) => notMet },
      { head: '问题 个', width: 8, cell: ({ findings }: Facts) => findings },
      { head: '责令日期', width: 12, cell: ({ orderedOn }: Facts) => orderedOn },
      { head: '整改期限', width: 12, cell: ({ dueOn }: Facts) => dueOn },
      { head: '复查日期', width: 12, cell: ({ reinspectedOn }: Facts) => reinspectedOn },
      { head: '现场实录', width: 10, cell: ({ grades }: Facts) => grades && fieldGrades[gradeOfAll(grades)] },
    ],
  },
}

/** What lists say of inspections; how their records were made is read for all of them at once. */
async function listFacts(tx: Tx, ids: readonly string[]): Promise<Map<string, Facts>> {
  const rows = await store.listInspections(tx, ids)
  const grades = await gradesOf(tx, ids)
  return new Map(rows.map((row) => [row.id, { ...factsOf(row), grades: grades.get(row.id) ?? null }]))
}

const factsOf = ({ id: _id, gridCode: _grid, objectId: _object, state: _state, ...row }: store.InspectionRow) => row

/** The row follows from the acts, after every one of them; an order opens hazards, a reinspection goes on with them. */
async function after(tx: Tx, done: CaseDone): Promise<void> {
  const { actor, act, case: about, state } = done
  const told = await toldOf(tx, about.id)
  if (!told) return
  const officeGrid =
    act.act === 'plan' ? actor.gridCode : ((await store.listInspections(tx, [about.id]))[0]?.officeGrid ?? '')
  const objectId = String(about.objectId)
  await store.writeInspections(tx, [{ id: about.id, gridCode: about.gridCode, objectId, officeGrid, state, told }])
  if (act.act === 'order') await orderFindings(tx, done, told)
  if (act.act === 'reinspect') await reinspectHazards(tx, done)
  if (act.act === 'file') {
    const hazardIds = (await store.listHazardsOf(tx, about.id)).map(({ hazardId }) => hazardId)
    const { site, visitedOn, openedOn } = told
    await giveClue(tx, actor, {
      inspectionId: about.id,
      objectId,
      gridCode: about.gridCode,
      site: site ?? '检查现场',
      foundOn: visitedOn ?? openedOn,
      text: String(act.input.text),
      at: new Date(act.at),
      hazardIds,
    })
  }
}
