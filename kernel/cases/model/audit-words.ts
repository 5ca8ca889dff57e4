import { type AuditWords, said } from '#kernel/audit/words.ts'

/** How what is common to all kinds of cases is said in the audit. */
export const commonCaseWords: AuditWords = {
  acts: { 'case.dossier-read': { name: '调阅卷宗', tell: (detail) => said(detail, 'number') } },
  objects: {},
}
