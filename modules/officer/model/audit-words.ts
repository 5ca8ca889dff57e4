import { type AuditWords, phrase, said } from '#kernel/audit/words.ts'

type Detail = Readonly<Record<string, unknown>>

const withReason = (detail: Detail) => phrase(said(detail, 'name'), said(detail, 'number'), said(detail, 'reason'))
const withTerm = (detail: Detail) =>
  phrase(said(detail, 'name'), said(detail, 'number'), `${said(detail, 'validFrom')} 至 ${said(detail, 'validTo')}`)

/** How certificates are said in the audit. */
export const officerWords: AuditWords = {
  acts: {
    'officer.certified': { name: '登记执法证件', tell: withTerm },
    'officer.renewed': { name: '换发执法证件', tell: withTerm },
    'officer.suspended': { name: '暂扣执法证件', tell: withReason },
    'officer.restored': { name: '恢复执法证件', tell: withReason },
    'officer.revoked': { name: '注销执法证件', tell: withReason },
  },
  objects: { 'officer-certificate': '执法证件' },
  links: { 'officer-certificate': () => '/officers' },
}
