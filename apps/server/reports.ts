import type { ReportSources } from '#modules/analysis/server/circular.ts'
import { openLists } from '#modules/reconciliation/server/open.ts'
import { indicatorRoom } from './indicators.ts'
import { officeLists } from './lists.ts'

/** Where reports have their figures from, and what speaks against them. */
export const reportSources: ReportSources = { room: indicatorRoom, openLists: openLists(officeLists) }
