import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { planCase } from './plan.ts'

/** How plans of inspections are said in the audit. */
export const inspectionWords: AuditWords = caseWords(planCase as unknown as CaseType)
