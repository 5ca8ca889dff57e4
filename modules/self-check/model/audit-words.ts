import { type AuditDetail, type AuditWords, called, phrase, said } from '#kernel/audit/words.ts'
import { answers, rhythms } from './codes.ts'

const planned = (detail: AuditDetail) => phrase(said(detail, 'template'), called(detail, 'rhythm', rhythms))

/** How self-checks are said in the audit. */
export const selfCheckWords: AuditWords = {
  acts: {
    'self-check.planned': { name: '安排自查', tell: planned },
    'self-check.plan-ended': { name: '停用自查计划', tell: planned },
    'self-check.answered': {
      name: '填写自查项',
      tell: (detail) => phrase(said(detail, 'item'), called(detail, 'answer', answers)),
    },
    'self-check.hazard-reported': { name: '自查上报隐患', tell: (detail) => said(detail, 'item') },
    'self-check.finished': {
      name: '完成自查',
      tell: (detail) => (detail.zero === true ? '零报告' : said(detail, 'bad') && `有问题 ${said(detail, 'bad')} 项`),
    },
  },
  objects: { 'self-check': '企业自查', 'self-check-plan': '自查计划' },
}
