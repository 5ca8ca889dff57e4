import { IndicatorTable } from '#kernel/indicators/model/indicator.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import { fieldIndicators } from '#kernel/sync/model/indicators.ts'
import { penaltyIndicators } from '#modules/enforcement-case/model/indicators.ts'
import { drillIndicators } from '#modules/enterprise/model/drill-indicators.ts'
import { enterpriseIndicators } from '#modules/enterprise/model/indicators.ts'
import { eventIndicators } from '#modules/event/model/indicators.ts'
import { gridNames, listChildren } from '#modules/grid/server/store.ts'
import { hazardIndicators } from '#modules/hazard/model/indicators.ts'
import { inspectionIndicators } from '#modules/inspection/model/indicators.ts'
import { documentIndicators } from '#modules/legal-document/model/indicators.ts'
import { patrolIndicators } from '#modules/patrol/model/indicators.ts'
import { selfCheckIndicators } from '#modules/self-check/model/indicators.ts'
import { taskIndicators } from '#modules/task/model/indicators.ts'

/** All indicators of this platform, room by room. */
export const indicatorRoom: IndicatorRoom = {
  table: new IndicatorTable([
    ...enterpriseIndicators,
    ...drillIndicators,
    ...hazardIndicators,
    ...selfCheckIndicators,
    ...inspectionIndicators,
    ...documentIndicators,
    ...penaltyIndicators,
    ...patrolIndicators,
    ...eventIndicators,
    ...taskIndicators,
    ...fieldIndicators,
  ]),
  gridNames,
  gridsBelow: async (tx, scope, code) => (await listChildren(tx, scope, code)).map((grid) => grid.code),
}
