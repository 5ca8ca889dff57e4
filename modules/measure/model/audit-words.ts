import type { AuditWords } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { measureCase } from './measure.ts'

/** How acts on measures are said in the audit. */
export const measureWords: AuditWords = caseWords(measureCase as unknown as CaseType)
