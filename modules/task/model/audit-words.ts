import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { taskCase } from './states.ts'

/** How acts on tasks are said in the audit. */
export const taskWords: AuditWords = caseWords(taskCase as unknown as CaseType)
