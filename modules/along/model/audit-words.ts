import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'

/** How taking along is said in the audit; each enterprise has the line of its own reveal beside. */
export const alongWords: AuditWords = {
  acts: {
    'along.contacts-taken': {
      name: '外出带上联系电话',
      tell: (detail) => phrase(`${said(detail, 'count')} 家`, `用途：${said(detail, 'purpose')}`),
    },
  },
  objects: {},
}
