import { type AuditDetail, type AuditWords, called, phrase, quoted, said } from '#kernel/audit/words.ts'
import { controlKinds, levelNames, verdicts } from './codes.ts'

const named = (detail: AuditDetail) => quoted(said(detail, 'name'))
const graded = (detail: AuditDetail) => said(detail, 'level') && called(detail, 'level', levelNames)
const because = (detail: AuditDetail) => said(detail, 'reason') && `理由：${said(detail, 'reason')}`
const ofKind = (detail: AuditDetail) => called(detail, 'kind', controlKinds)

/** How risk points are said in the audit. */
export const riskWords: AuditWords = {
  acts: {
    'risk.added': { name: '登记风险点', tell: (detail) => phrase(named(detail), graded(detail)) },
    'risk.changed': { name: '修改风险点', tell: named },
    'risk.assessed': { name: '评估风险点', tell: (detail) => phrase(named(detail), graded(detail)) },
    'risk.withdrawn': { name: '撤下风险点', tell: (detail) => phrase(named(detail), because(detail)) },
    'risk.control-added': { name: '登记管控措施', tell: (detail) => phrase(named(detail), ofKind(detail)) },
    'risk.control-changed': { name: '修改管控措施', tell: (detail) => phrase(named(detail), ofKind(detail)) },
    'risk.control-checked': {
      name: '检查管控措施',
      tell: (detail) => phrase(named(detail), said(detail, 'result') === 'failed' ? '失效' : '有效'),
    },
    'risk.control-withdrawn': { name: '撤下管控措施', tell: (detail) => phrase(named(detail), ofKind(detail)) },
    'risk.reviewed': {
      name: '复核风险点',
      tell: (detail) => phrase(named(detail), called(detail, 'verdict', verdicts)),
    },
    'risk.replied': { name: '回复复核意见', tell: named },
  },
  objects: { 'risk-point': '风险点' },
}
