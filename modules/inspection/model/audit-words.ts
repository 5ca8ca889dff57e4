import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseWords } from '#kernel/cases/model/declared.ts'
import { inspectionType } from './inspection.ts'
import { planCase } from './plan.ts'

const plans: AuditWords = caseWords(planCase as unknown as CaseType)
const visits: AuditWords = caseWords(inspectionType)

/** How plans and draws are said in the audit. */
export const inspectionWords: AuditWords = {
  acts: {
    ...plans.acts,
    ...visits.acts,
    'draw.opened': {
      name: '发起随机抽取',
      tell: (detail) => phrase(said(detail, 'purpose'), `指纹 ${said(detail, 'commitment').slice(0, 12)}`),
    },
    'draw.joined': { name: '参与随机抽取，报指纹' },
    'draw.begun': { name: '封定名单和参与方' },
    'draw.revealed': { name: '亮出随机数' },
    'draw.chosen': { name: '抽取之外人工选定', tell: (detail) => phrase(said(detail, 'name'), said(detail, 'why')) },
    'draw.voided': { name: '作废随机抽取', tell: (detail) => said(detail, 'why') },
  },
  objects: { ...plans.objects, ...visits.objects, draw: '随机抽取' },
  links: { ...plans.links, ...visits.links, draw: (id) => `/draws/${id}` },
}
