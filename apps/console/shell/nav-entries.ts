import type { Me } from '#kernel/identity/console/me.ts'
import type { IconName } from '#kernel/ui/icons.tsx'

/** One place of the side bar. */
export interface NavEntry {
  to: string
  icon: IconName
  label: string
  /** Permission word that opens it; none for everybody. */
  permission?: string
}

/** The side bar in groups, as one person may see it. */
export function navGroups(me: Me): NavEntry[][] {
  if (me.objectId) {
    const own: NavEntry[] = [
      { to: '/cases', icon: 'check', label: '我的办件' },
      { to: '/hazards/report', icon: 'plus', label: '上报隐患', permission: 'hazard.report' },
      { to: '/hazards', icon: 'warn', label: '隐患治理', permission: 'hazard.read' },
      { to: '/self-checks', icon: 'tick', label: '企业自查', permission: 'self-check.read' },
      { to: '/risks', icon: 'flag', label: '风险点', permission: 'risk.read' },
      { to: '/monitoring/own', icon: 'gauge', label: '监测', permission: 'monitoring.read' },
      { to: '/alarms', icon: 'bell', label: '监测报警', permission: 'alarm.read' },
      { to: '/vehicles', icon: 'truck', label: '车辆', permission: 'vehicle.read' },
      { to: '/own-inspections', icon: 'eye', label: '受检查情况', permission: 'inspection.see-own' },
      { to: '/legal-documents', icon: 'document', label: '收到的文书', permission: 'legal-document.read' },
      { to: '/own-measures', icon: 'none', label: '强制措施', permission: 'measure.read-own' },
      { to: '/my-penalties', icon: 'seal', label: '行政处罚', permission: 'enforcement-case.read-own' },
      { to: `/enterprises/${me.objectId}`, icon: 'factory', label: '本企业档案' },
    ]
    return [own.filter((entry) => !entry.permission || me.permissions.includes(entry.permission))]
  }
  const groups: NavEntry[][] = [
    [
      { to: '/', icon: 'home', label: '工作台', permission: 'grid.read' },
      { to: '/cases', icon: 'check', label: '我的办件', permission: 'grid.read' },
      { to: '/map', icon: 'map', label: '一张图', permission: 'enterprise.read' },
      { to: '/cockpit', icon: 'columns', label: '驾驶舱', permission: 'indicator.read' },
    ],
    [
      { to: '/hazards', icon: 'warn', label: '隐患治理', permission: 'hazard.read' },
      { to: '/patrols', icon: 'eye', label: '巡查', permission: 'patrol.read' },
      { to: '/events', icon: 'bell', label: '事件', permission: 'event.read' },
      { to: '/risks', icon: 'grid', label: '风险管控', permission: 'risk.read' },
      { to: '/self-checks', icon: 'tick', label: '企业自查', permission: 'self-check.read' },
      { to: '/monitoring', icon: 'gauge', label: '监测一览', permission: 'monitoring.read' },
      { to: '/alarms', icon: 'bell', label: '监测报警', permission: 'alarm.read' },
      { to: '/vehicles', icon: 'truck', label: '危货车辆', permission: 'vehicle.read' },
      { to: '/vehicles/map', icon: 'map', label: '车辆地图', permission: 'vehicle.read' },
      { to: '/fences', icon: 'ring', label: '电子围栏', permission: 'vehicle.read' },
      { to: '/tasks', icon: 'flag', label: '任务', permission: 'task.read' },
      { to: '/tasks/assessment', icon: 'table', label: '任务考核', permission: 'task.read' },
      { to: '/inspection-plans', icon: 'columns', label: '检查计划', permission: 'inspection-plan.read' },
      { to: '/draws', icon: 'twin', label: '随机抽取', permission: 'draw.read' },
      { to: '/inspections', icon: 'eye', label: '执法检查', permission: 'inspection.read' },
      { to: '/officers', icon: 'people', label: '执法人员', permission: 'officer.read' },
      { to: '/measures', icon: 'none', label: '强制措施', permission: 'measure.read' },
      { to: '/enforcement-cases', icon: 'seal', label: '处罚案件', permission: 'enforcement-case.read' },
      { to: '/legal-documents', icon: 'document', label: '执法文书', permission: 'legal-document.read' },
      { to: '/archive-waiting', icon: 'inbound', label: '待归档', permission: 'archive.bind' },
      { to: '/archive-volumes', icon: 'box', label: '案卷', permission: 'archive.read' },
      { to: '/archive-loans', icon: 'twin', label: '案卷借阅', permission: 'archive.read' },
      { to: '/field-records', icon: 'pin', label: '现场实录', permission: 'field.read' },
      { to: '/oversight', icon: 'outbound', label: '督导检查', permission: 'oversight.read' },
    ],
    [
      { to: '/enterprises', icon: 'factory', label: '企业', permission: 'enterprise.read' },
      { to: `/grids/${me.gridCode}`, icon: 'grid', label: '网格', permission: 'grid.read' },
      { to: '/supervised-places', icon: 'pin', label: '其他对象', permission: 'grid.read' },
      { to: '/responsibility-grids', icon: 'flag', label: '责任网格', permission: 'grid.read' },
      { to: '/check-items', icon: 'document', label: '检查项', permission: 'check-item.read' },
      { to: '/enterprise-changes', icon: 'check', label: '变更审核', permission: 'enterprise.approve' },
      { to: '/enterprise-imports', icon: 'inbound', label: '导入', permission: 'enterprise.import' },
      { to: '/enterprise-doubles', icon: 'twin', label: '疑似重复', permission: 'enterprise.update' },
    ],
    // 决策分析
    [
      { to: '/insight', icon: 'warn', label: '研判', permission: 'insight.read' },
      { to: '/circular', icon: 'document', label: '应用情况通报', permission: 'indicator.read' },
      { to: '/reports', icon: 'post', label: '报告', permission: 'indicator.read' },
      { to: '/rankings', icon: 'columns', label: '网格排名', permission: 'indicator.read' },
      { to: '/analysis', icon: 'columns', label: '决策分析', permission: 'indicator.read' },
      { to: '/indicators', icon: 'document', label: '指标字典', permission: 'indicator.read' },
      { to: '/reconciliations', icon: 'twin', label: '数据核对', permission: 'reconciliation.read' },
      { to: '/indicator-checks', icon: 'tick', label: '数自洽', permission: 'indicator.read' },
    ],
    [
      { to: '/people', icon: 'people', label: '人员', permission: 'person.read' },
      { to: '/seats', icon: 'table', label: '岗位', permission: 'seat.read' },
      { to: '/audit', icon: 'seal', label: '审计', permission: 'audit.read' },
      { to: '/settings', icon: 'gear', label: '设置', permission: 'settings.read' },
      { to: '/outbox', icon: 'post', label: '短信邮件', permission: 'outbox.read' },
    ],
  ]
  return groups
    .map((group) => group.filter((entry) => !entry.permission || me.permissions.includes(entry.permission)))
    .filter((group) => group.length > 0)
}

const own: Record<string, string> = {
  '/inbox': '消息',
  '/me/sessions': '我的登录',
  '/me/stand-in': '请假代理',
  '/me/password': '修改密码',
  '/me/second-factor': '动态口令',
  '/me/api-keys': '接口密钥',
}

/** Where somebody begins: the desk of those who supervise, else the first place of the side bar. */
export const startOf = (me: Me): string => navGroups(me)[0]?.[0]?.to ?? '/'

/** The entry of the side bar an address belongs to; undefined for pages outside it. */
export function entryAt(me: Me, at: string): NavEntry | undefined {
  const covering = navGroups(me)
    .flat()
    .filter((entry) => {
      const base = entry.to.startsWith('/grids/') ? '/grids' : entry.to
      if (base === '/grids' && at.startsWith('/grid-plans/')) return true
      return base === '/' ? at === '/' : at === base || at.startsWith(`${base}/`)
    })
  return covering.sort((a, b) => b.to.length - a.to.length)[0]
}

/** What an address is called in the browser's tab; undefined where the page names itself. */
export function placeOf(me: Me, at: string): string | undefined {
  const entry = entryAt(me, at)
  const names = entry && (entry.to === at || entry.to === '/')
  return own[at] ?? (names && !at.startsWith('/grids/') && !me.objectId ? entry.label : undefined)
}
