import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'

/** How what is done about findings is said in the audit. */
export const insightWords: AuditWords = {
  acts: {
    'insight.accepted': {
      name: '采纳研判',
      tell: (detail) =>
        phrase(said(detail, 'road'), `${said(detail, 'enterprises')} 家`, `${said(detail, 'dueOn')} 前`),
    },
    'insight.entrusted': {
      name: '交办研判',
      tell: (detail) => phrase(said(detail, 'to'), said(detail, 'words'), `${said(detail, 'dueOn')} 前`),
    },
    'insight.ignored': { name: '不采纳研判', tell: (detail) => said(detail, 'why') },
    'insight.searched': {
      name: '重新研判',
      tell: (detail) =>
        `检验 ${said(detail, 'tested')} 组，新增 ${said(detail, 'told')} 条，自行结束 ${said(detail, 'closed')} 条`,
    },
    'insight.trained': { name: '重新训练排序模型', tell: (detail) => said(detail, 'outcome') },
  },
  objects: { 'insight-finding': '研判', 'insight-model': '排序模型' },
  links: { 'insight-finding': (id) => `/insight/${id}` },
}
