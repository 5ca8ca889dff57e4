import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'

/** How patrols are said in the audit. */
export const patrolWords: AuditWords = {
  acts: {
    'patrol.recorded': {
      name: '登记巡查',
      tell: (detail) =>
        phrase(said(detail, 'object'), Number(said(detail, 'findings')) > 0 && `发现 ${said(detail, 'findings')} 处`),
    },
    'patrol.withdrawn': { name: '撤回巡查', tell: (detail) => said(detail, 'reason') },
  },
  objects: { patrol: '巡查' },
}
