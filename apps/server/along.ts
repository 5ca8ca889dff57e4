import type { AlongSources } from '#modules/along/server/service.ts'
import { penaltiesAlong } from '#modules/enforcement-case/server/along.ts'
import { majorHazardsAlong } from '#modules/enterprise/server/along.ts'
import { hazardsAlong } from '#modules/hazard/server/along.ts'
import { inspectionsAlong } from '#modules/inspection/server/along.ts'
import { patrolsAlong, visitsAlong } from '#modules/patrol/server/along.ts'
import { risksAlong } from '#modules/risk/server/along.ts'
import { caseDesk } from './cases.ts'

/** What the modules bring along when somebody goes out. */
export const alongSources: AlongSources = {
  parts: [hazardsAlong, majorHazardsAlong, risksAlong, inspectionsAlong, patrolsAlong, penaltiesAlong],
  visits: visitsAlong,
  kinds: [...caseDesk.kinds.values()].map(({ type }) => type),
}
