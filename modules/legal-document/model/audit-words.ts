import { type AuditDetail, type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'

const named = (detail: AuditDetail) =>
  phrase(quoted(said(detail, 'name')), said(detail, 'number'), said(detail, 'reason'))

/** How acts on documents, templates, numbers and agencies are said in the audit. */
export const documentWords: AuditWords = {
  acts: {
    'legal-document.drafted': { name: '起草执法文书', tell: named },
    'legal-document.edited': { name: '修改文书草稿', tell: named },
    'legal-document.discarded': { name: '作废文书草稿', tell: named },
    'legal-document.issued': { name: '制发执法文书', tell: named },
    'legal-document.signed': { name: '采集文书签名', tell: (detail) => phrase(named(detail), said(detail, 'signer')) },
    'legal-document.served': { name: '登记文书送达', tell: (detail) => phrase(named(detail), said(detail, 'way')) },
    'legal-document.received': { name: '签收执法文书', tell: named },
    'legal-document.withdrawn': { name: '撤回执法文书', tell: named },
    'legal-document.corrected': { name: '更正执法文书', tell: named },
    'legal-document.previewed': { name: '预览执法文书' },
    'legal-document.checked': { name: '查验执法文书' },
    'legal-number.reserved': {
      name: '预留文号',
      tell: (detail) => phrase(said(detail, 'word'), `${said(detail, 'count')}个`, said(detail, 'device')),
    },
    'legal-number.returned': { name: '退回文号', tell: (detail) => said(detail, 'numbers') },
    'legal-number.voided': {
      name: '作废文号',
      tell: (detail) => phrase(said(detail, 'number'), said(detail, 'reason')),
    },
    'legal-template.saved': {
      name: '保存文书模板',
      tell: (detail) => phrase(quoted(said(detail, 'name')), `第${said(detail, 'version')}版`, said(detail, 'note')),
    },
    'legal-template.copied': { name: '复制文书模板', tell: named },
    'legal-template.retired': { name: '停用文书模板版本', tell: named },
    'legal-agency.changed': { name: '修改执法机关信息', tell: (detail) => quoted(said(detail, 'name')) },
  },
  objects: {
    'legal-document': '执法文书',
    'legal-template': '文书模板',
    'legal-agency': '执法机关',
    'legal-number': '文号',
  },
  links: { 'legal-document': (id) => `/legal-documents/${id}` },
}
