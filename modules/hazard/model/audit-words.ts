import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { hazardCase } from './states.ts'

/** How acts on hazards are said in the audit. */
export const hazardWords: AuditWords = caseWords(hazardCase as unknown as CaseType)
