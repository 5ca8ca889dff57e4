import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { oversightCase } from './states.ts'

/** How acts of oversight are said in the audit. */
export const oversightWords: AuditWords = caseWords(oversightCase as unknown as CaseType)
