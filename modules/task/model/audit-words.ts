import { type AuditDetail, type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { taskCase } from './states.ts'

const acts = caseWords(taskCase as unknown as CaseType)
const name = (detail: AuditDetail) => quoted(said(detail, 'name'))

/** How acts on tasks and their templates are said in the audit. */
export const taskWords: AuditWords = {
  ...acts,
  acts: {
    ...acts.acts,
    'task.template-saved': { name: '存为任务模板', tell: name },
    'task.template-renamed': {
      name: '任务模板改名',
      tell: (detail) => phrase(quoted(said(detail, 'before')), `改为${quoted(said(detail, 'name'))}`),
    },
    'task.template-retired': { name: '停用任务模板', tell: name },
  },
  objects: { ...acts.objects, 'task-template': '任务模板' },
}
