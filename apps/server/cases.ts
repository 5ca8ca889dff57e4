import { openDesk } from '#kernel/cases/desk.ts'
import { moveCasesOfGrid } from '#kernel/cases/store.ts'
import { penaltyKind } from '#modules/enforcement-case/server/kind.ts'
import { findEnterprise, listNames } from '#modules/enterprise/server/store/enterprise.ts'
import { isCalled, listCalled } from '#modules/enterprise/server/store/filter.ts'
import { eventKind } from '#modules/event/server/kind.ts'
import { onGridMoved } from '#modules/grid/server/boundary/moves.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { hazardKind } from '#modules/hazard/server/kind.ts'
import { planKind } from '#modules/inspection/server/kind.ts'
import { inspectionKind } from '#modules/inspection/server/on-site/kind.ts'
import { measureKind } from '#modules/measure/server/kind.ts'
import { alarmKind } from '#modules/monitoring/server/kind.ts'
import { oversightKind } from '#modules/oversight/server/kind.ts'
import { taskKind } from '#modules/task/server/kind.ts'

/** All kinds of cases this platform knows, and where the engine finds the names of what they are about. */
export const caseDesk = openDesk(
  [hazardKind, taskKind, eventKind, oversightKind, planKind, inspectionKind, measureKind, penaltyKind, alarmKind],
  {
    objectNames: listNames,
    placeOfObject: async (tx, scope, id) => (await findEnterprise(tx, scope, id))?.gridCode ?? null,
    objectsCalled: listCalled,
    isObjectCalled: isCalled,
    gridNames,
  },
)

/** Cases about a place go to the grid that follows a retired one, or to its parent where several do. @returns takes the handler out again */
export const followWithPlaces = (): (() => void) =>
  onGridMoved(async (tx, { successors }) => {
    for (const { code, into } of successors)
      await moveCasesOfGrid(tx, code, into.length === 1 ? (into[0] as string) : code.slice(0, -3))
  })
