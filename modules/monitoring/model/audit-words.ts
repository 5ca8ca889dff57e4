import { type AuditDetail, type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { alarmCase } from './states.ts'

const point = (detail: AuditDetail) => quoted(said(detail, 'name'))
const because = (detail: AuditDetail) =>
  phrase(point(detail), said(detail, 'reason') && `原因：${said(detail, 'reason')}`)
const ofAlarms = caseWords(alarmCase as unknown as CaseType)

/** How points and alarms are said in the audit. */
export const monitoringWords: AuditWords = {
  ...ofAlarms,
  acts: {
    ...ofAlarms.acts,
    'monitoring.points-added': { name: '登记测点', tell: (detail) => `${said(detail, 'count')} 个` },
    'monitoring.point-changed': { name: '修改测点', tell: point },
    'monitoring.point-withdrawn': { name: '停用测点', tell: because },
    'monitoring.rule-asked': { name: '申请修改限值', tell: because },
    'monitoring.rule-released': { name: '复核同意修改限值', tell: point },
    'monitoring.rule-rejected': { name: '复核不同意修改限值', tell: point },
    'monitoring.rule-withdrawn': { name: '撤回修改限值', tell: point },
    'monitoring.window-opened': { name: '登记检定检修', tell: because },
    'monitoring.window-ended': { name: '提前结束检定检修', tell: point },
    'monitoring.shelved': { name: '搁置报警', tell: because },
    'monitoring.unshelved': { name: '提前结束搁置', tell: point },
  },
  objects: { ...ofAlarms.objects, monitor_point: '测点' },
}
