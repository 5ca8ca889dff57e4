import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { eventCase } from './states.ts'

/** How acts on events are said in the audit. */
export const eventWords: AuditWords = caseWords(eventCase as unknown as CaseType)
