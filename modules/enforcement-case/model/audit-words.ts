import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { enforcementCase } from './states.ts'

/** How acts on cases of penalty are said in the audit. */
export const enforcementWords: AuditWords = caseWords(enforcementCase as unknown as CaseType)
