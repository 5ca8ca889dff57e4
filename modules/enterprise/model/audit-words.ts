import { type AuditDetail, type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'
import { type Field, fields } from './fields.ts'
import { ledgers } from './ledgers.ts'

const labels = Object.fromEntries((fields as readonly Field[]).map(({ key, label }) => [key, label]))
const titles = Object.fromEntries(ledgers.map(({ kind, title }) => [kind, title]))
const DECISIONS: Readonly<Record<string, string>> = { new: '新登记', update: '更新已有', skip: '跳过' }
const METHODS: Readonly<Record<string, string>> = { visit: '现场', office: '机关', document: '材料' }
const SETTLEMENTS: Readonly<Record<string, string>> = { kept: '保留原值', changed: '改用新值' }

/** Names of fields as the register shows them: 联系人、手机. */
function fieldsOf(detail: AuditDetail, key: string): string {
  const keys = detail[key]
  return Array.isArray(keys) ? keys.map((name) => labels[String(name)] ?? String(name)).join('、') : ''
}

const because = (detail: AuditDetail) => {
  const reason = said(detail, 'reason')
  return reason && `理由：${reason}`
}
const movedTo = (detail: AuditDetail) => said(detail, 'to') && `网格：${said(detail, 'from')} → ${said(detail, 'to')}`
const graded = (detail: AuditDetail) => {
  const level = said(detail, 'level')
  return level ? `${level} 级` : ''
}

/** How the register is said in the audit. */
export const enterpriseWords: AuditWords = {
  acts: {
    'enterprise.created': { name: '登记企业', tell: (detail) => said(detail, 'name') },
    'enterprise.updated': {
      name: '修改企业档案',
      tell: (detail) => phrase(fieldsOf(detail, 'changed'), movedTo(detail), movedTo(detail) && because(detail)),
    },
    'enterprise.exported': {
      name: '导出企业',
      tell: (detail) => `${said(detail, 'count')} 家，${said(detail, 'format').toUpperCase()} 文件`,
    },
    'enterprise.revealed': {
      name: '查看完整个人信息',
      tell: (detail) => phrase(fieldsOf(detail, 'fields'), `用途：${said(detail, 'purpose')}`),
    },
    'enterprise.confirmed': {
      name: '核实关键信息',
      tell: (detail) => {
        const method = said(detail, 'method')
        return phrase(fieldsOf(detail, 'fields'), method && `${METHODS[method] ?? method}核实`)
      },
    },
    'enterprise.proposed': { name: '申报变更', tell: (detail) => fieldsOf(detail, 'fields') },
    'enterprise.approved': { name: '通过变更', tell: (detail) => fieldsOf(detail, 'changed') },
    'enterprise.returned': { name: '退回变更', tell: because },
    'enterprise.proposal-withdrawn': { name: '撤回申报' },
    'enterprise.contradiction-settled': {
      name: '定夺矛盾信息',
      tell: (detail) => phrase(labels[said(detail, 'field')], SETTLEMENTS[said(detail, 'settlement')]),
    },
    'enterprise.merged': {
      name: '合并重复企业',
      tell: (detail) => {
        const filled = fieldsOf(detail, 'filled')
        return phrase(
          said(detail, 'kept') && `「${said(detail, 'merged')}」并入「${said(detail, 'kept')}」`,
          because(detail),
          filled && `补上${filled}`,
        )
      },
    },
    'enterprise.doubles-checked': { name: '登记前查重', tell: (detail) => quoted(said(detail, 'name')) },
    'enterprise.told-apart': {
      name: '认定不是同一家',
      tell: (detail) => phrase(because(detail)),
    },
    'enterprise.asked-again': { name: '撤回「不是同一家」' },
    'enterprise.record-added': { name: '登记台账', tell: (detail) => titles[said(detail, 'kind')] ?? '' },
    'enterprise.record-changed': { name: '修改台账' },
    'enterprise.record-withdrawn': { name: '撤下台账', tell: because },
    'enterprise.hazard-graded': { name: '试算重大危险源', tell: graded },
    'enterprise.hazard-added': { name: '登记重大危险源', tell: graded },
    'enterprise.hazard-changed': { name: '修改重大危险源', tell: graded },
    'enterprise.hazard-withdrawn': { name: '核销重大危险源', tell: because },
    'enterprise.import-started': { name: '上传企业表格', tell: (detail) => said(detail, 'filename') },
    'enterprise.import-mapped': {
      name: '导入认列',
      tell: (detail) => `${Object.keys((detail.columns as object | undefined) ?? {}).length} 列`,
    },
    'enterprise.import-row-decided': {
      name: '导入定行',
      tell: (detail) => phrase(`第 ${said(detail, 'row')} 行`, DECISIONS[said(detail, 'decision')]),
    },
    'enterprise.import-applied': { name: '确认导入', tell: (detail) => quoted(said(detail, 'filename')) },
    'enterprise.imported': { name: '导入写入', tell: (detail) => quoted(said(detail, 'filename')) },
  },
  objects: { enterprise: '企业', 'enterprise-import': '导入' },
  links: { enterprise: (id) => `/enterprises/${id}`, 'enterprise-import': (id) => `/enterprise-imports/${id}` },
}
