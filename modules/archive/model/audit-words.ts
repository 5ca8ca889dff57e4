import { type AuditDetail, type AuditWords, phrase, said } from '#kernel/audit/words.ts'

const named = (detail: AuditDetail) => phrase(said(detail, 'archiveNo'), said(detail, 'title'), said(detail, 'reason'))

/** How archives are said in the audit. */
export const archiveWords: AuditWords = {
  acts: {
    'archive.begun': { name: '开始立卷', tell: named },
    'archive.edited': { name: '调整卷内目录', tell: named },
    'archive.dropped': { name: '放弃立卷', tell: named },
    'archive.bind-asked': { name: '归档，开始装订', tell: named },
    'archive.bound': {
      name: '归档',
      tell: (detail) =>
        phrase(said(detail, 'archiveNo'), said(detail, 'title'), said(detail, 'sm3') && `SM3 ${said(detail, 'sm3')}`),
    },
    'archive.looked': {
      name: '查看案卷',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'purpose')),
    },
    'archive.checked': {
      name: '核验案卷',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'verdict')),
    },
    'archive.loan-asked': { name: '申请借阅案卷', tell: named },
    'archive.loan-decided': {
      name: '审批案卷借阅',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'decision'), said(detail, 'reason')),
    },
    'archive.loan-ended': { name: '归还或撤回借阅', tell: named },
    'archive.taking-out-asked': { name: '申请撤卷', tell: named },
    'archive.taking-out-decided': {
      name: '审批撤卷',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'decision'), said(detail, 'reason')),
    },
    'archive.appraisal-proposed': {
      name: '提出鉴定意见',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'decision'), said(detail, 'reason')),
    },
    'archive.appraisal-decided': {
      name: '审批鉴定意见',
      tell: (detail) => phrase(said(detail, 'archiveNo'), said(detail, 'decision'), said(detail, 'reason')),
    },
    'archive.destruction-watched': { name: '监销案卷', tell: named },
    'archive.retention-changed': {
      name: '改保管期限表',
      tell: (detail) => phrase(said(detail, 'title'), said(detail, 'retention'), said(detail, 'reason')),
    },
    'archive.office-changed': {
      name: '改档号设置',
      tell: (detail) => phrase(said(detail, 'fonds'), said(detail, 'category'), said(detail, 'unit')),
    },
    'archive.exported': {
      name: '导出档案移交包',
      tell: (detail) => said(detail, 'count') && `${said(detail, 'count')} 卷`,
    },
  },
  objects: { 'archive-volume': '案卷', 'archive-retention': '保管期限表', 'archive-office': '档号设置' },
  links: { 'archive-volume': (id) => `/archive-volumes/${id}`, 'archive-retention': () => '/archive-settings' },
}
