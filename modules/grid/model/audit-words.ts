import { type AuditDetail, type AuditWords, phrase, said } from '#kernel/audit/words.ts'
import { businesses, layers } from './businesses.ts'

const layerNames = Object.fromEntries(layers.map(({ code, name }) => [code, `${name}层`]))
const businessNames = Object.fromEntries(businesses.map(({ code, name }) => [code, name]))

const layerOf = (detail: AuditDetail) => layerNames[said(detail, 'layer')] ?? ''
const named = (detail: AuditDetail) => said(detail, 'name')
const plan = (detail: AuditDetail) =>
  phrase(
    count(detail.changed) && `改 ${count(detail.changed)} 条边界`,
    count(detail.created) && `新设 ${count(detail.created)} 个网格`,
    count(detail.retired) && `停用 ${count(detail.retired)} 个网格`,
    count(detail.enterprises) && `${count(detail.enterprises)} 家企业换网格`,
    said(detail, 'reason') && `理由：${said(detail, 'reason')}`,
  )
const count = (value: unknown) => (Array.isArray(value) ? value.length : Number(value ?? 0))

/** How grids, boundaries and duties are said in the audit. */
export const gridWords: AuditWords = {
  acts: {
    'grid.city-loaded': { name: '装入城市网格', tell: (detail) => `${said(detail, 'nodes')} 个网格` },
    'grid.boundaries-imported': { name: '导入边界', tell: plan },
    'grid.plan-made': { name: '起草边界方案', tell: plan },
    'grid.plan-applied': { name: '边界方案生效', tell: plan },
    'grid.place-added': { name: '登记监管场所', tell: named },
    'grid.place-ended': { name: '注销监管场所' },
    'grid.responsibility-added': { name: '登记责任节点', tell: named },
    'grid.responsibility-ended': { name: '注销责任节点' },
    'grid.duty-assigned': { name: '安排监管责任', tell: layerOf },
    'grid.duty-ended': {
      name: '终止监管责任',
      tell: (detail) => said(detail, 'lastDay') && `最后一天 ${said(detail, 'lastDay')}`,
    },
    'grid.mechanism-changed': { name: '改运行机制', tell: layerOf },
    'grid.support-changed': { name: '改条件保障', tell: layerOf },
    'grid.seat-authorised': {
      name: '岗位授权',
      tell: (detail) => {
        const given = Array.isArray(detail.businesses) ? detail.businesses : []
        return phrase(
          given.map((code) => businessNames[String(code)] ?? String(code)).join('、'),
          said(detail, 'basis') && `依据：${said(detail, 'basis')}`,
        )
      },
    },
    'grid.seat-placed': { name: '岗位换网格', tell: (detail) => said(detail, 'to') && `到 ${said(detail, 'to')}` },
  },
  objects: {
    grid: '网格',
    'grid-plan': '边界方案',
    duty: '监管责任',
    'supervised-place': '监管场所',
    'responsibility-node': '责任节点',
  },
  links: { grid: (code) => `/grids/${code}`, 'grid-plan': (id) => `/grid-plans/${id}` },
}
