import { type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'

/** How saved views of lists are said in the audit. */
export const viewWords: AuditWords = {
  acts: {
    'view.saved': {
      name: '存列表视图',
      tell: (detail) => phrase(quoted(said(detail, 'name')), detail.shared === true && '本单位共用'),
    },
    'view.removed': { name: '删列表视图' },
  },
  objects: { view: '列表视图' },
}
