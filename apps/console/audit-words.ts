import { auditOwnWords } from '#kernel/audit/audit-words.ts'
import { type AuditWords, joinWords } from '#kernel/audit/words.ts'
import { commonCaseWords } from '#kernel/cases/model/audit-words.ts'
import { fileWords } from '#kernel/files/audit-words.ts'
import { identityWords } from '#kernel/identity/audit-words.ts'
import { indicatorWords } from '#kernel/indicators/audit-words.ts'
import { messageWords } from '#kernel/messages/audit-words.ts'
import { settingWords } from '#kernel/settings/audit-words.ts'
import { syncWords } from '#kernel/sync/audit-words.ts'
import { deviceWords } from '#kernel/telemetry/audit-words.ts'
import { viewWords } from '#kernel/views/audit-words.ts'
import { alongWords } from '#modules/along/model/audit-words.ts'
import { analysisWords } from '#modules/analysis/model/audit-words.ts'
import { archiveWords } from '#modules/archive/model/audit-words.ts'
import { checkItemWords } from '#modules/check-item/model/audit-words.ts'
import { enforcementWords } from '#modules/enforcement-case/model/audit-words.ts'
import { enterpriseWords } from '#modules/enterprise/model/audit-words.ts'
import { eventWords } from '#modules/event/model/audit-words.ts'
import { gridWords } from '#modules/grid/model/audit-words.ts'
import { hazardWords } from '#modules/hazard/model/audit-words.ts'
import { insightWords } from '#modules/insight/model/audit-words.ts'
import { inspectionWords } from '#modules/inspection/model/audit-words.ts'
import { documentWords } from '#modules/legal-document/model/audit-words.ts'
import { measureWords } from '#modules/measure/model/audit-words.ts'
import { monitoringWords } from '#modules/monitoring/model/audit-words.ts'
import { officerWords } from '#modules/officer/model/audit-words.ts'
import { oversightWords } from '#modules/oversight/model/audit-words.ts'
import { patrolWords } from '#modules/patrol/model/audit-words.ts'
import { plateWords } from '#modules/plate/model/audit-words.ts'
import { reconciliationWords } from '#modules/reconciliation/model/audit-words.ts'
import { riskWords } from '#modules/risk/model/audit-words.ts'
import { selfCheckWords } from '#modules/self-check/model/audit-words.ts'
import { taskWords } from '#modules/task/model/audit-words.ts'
import { vehicleWords } from '#modules/vehicle/model/audit-words.ts'

/** How everything the platform writes into the audit is said. */
export const auditWords: AuditWords = joinWords([
  identityWords,
  settingWords,
  enterpriseWords,
  gridWords,
  hazardWords,
  checkItemWords,
  taskWords,
  eventWords,
  measureWords,
  oversightWords,
  officerWords,
  inspectionWords,
  patrolWords,
  plateWords,
  riskWords,
  vehicleWords,
  monitoringWords,
  documentWords,
  enforcementWords,
  archiveWords,
  selfCheckWords,
  fileWords,
  auditOwnWords,
  commonCaseWords,
  messageWords,
  viewWords,
  indicatorWords,
  syncWords,
  deviceWords,
  alongWords,
  reconciliationWords,
  analysisWords,
  insightWords,
])
