/** A logical layer (逻辑层): one discipline of supervision laid over the physical grid. */
export interface Layer {
  code: string
  name: string
}

export const layers: readonly Layer[] = [
  { code: 'safety', name: '安全' },
  { code: 'environment', name: '环保' },
  { code: 'fire', name: '消防' },
  { code: 'agri_products', name: '农产品' },
  { code: 'construction', name: '建筑' },
  { code: 'food', name: '食品' },
]

/** A supervision business (监管业务) somebody must answer for, object by object. */
export interface Business {
  code: string
  name: string
  layer: string
  /** Needs a certificated officer with an authorisation; grid staff have no enforcement power. */
  enforcement: boolean
  /** Means deciding on what others propose, which grid staff do not. */
  decides?: boolean
}

/** The businesses of the safety layer; every other layer starts with patrol and inspection. */
export const businesses: readonly Business[] = [
  { code: 'base_data', name: '基础数据', layer: 'safety', enforcement: false, decides: true },
  { code: 'patrol', name: '日常巡查', layer: 'safety', enforcement: false },
  { code: 'hazard', name: '隐患治理', layer: 'safety', enforcement: false },
  { code: 'risk', name: '风险管控', layer: 'safety', enforcement: false },
  { code: 'inspection', name: '执法检查', layer: 'safety', enforcement: true },
  { code: 'penalty', name: '行政处罚', layer: 'safety', enforcement: true },
  { code: 'permit', name: '行政许可', layer: 'safety', enforcement: true },
  { code: 'standardization', name: '标准化', layer: 'safety', enforcement: false },
  { code: 'training', name: '教育培训', layer: 'safety', enforcement: false },
  { code: 'credit', name: '诚信管理', layer: 'safety', enforcement: false },
  { code: 'complaint', name: '投诉举报', layer: 'safety', enforcement: false },
  { code: 'monitoring', name: '监测预警', layer: 'safety', enforcement: false },
  { code: 'emergency', name: '应急救援', layer: 'safety', enforcement: false },
  { code: 'accident', name: '事故调查', layer: 'safety', enforcement: true },
  ...layers
    .filter(({ code }) => code !== 'safety')
    .flatMap(({ code, name }) => [
      { code: `${code}_patrol`, name: `${name}巡查`, layer: code, enforcement: false },
      { code: `${code}_inspection`, name: `${name}检查`, layer: code, enforcement: true },
    ]),
]

export const businessesOf = (layer: string): readonly Business[] =>
  businesses.filter((business) => business.layer === layer)

/** Roles in a duty: leaders carry the chain, officers and grid staff answer. */
export const dutyRoles = {
  main: '主要领导',
  deputy: '分管领导',
  specific: '具体负责人',
  officer: '监管员',
  grid_staff: '网格员',
} as const

export type DutyRole = keyof typeof dutyRoles

/** The three classes of supervised objects: child grids, enterprises, other places. */
export const objectClasses = { A: '下级网格', B: '企业', C: '其他对象' } as const

export type ObjectClass = keyof typeof objectClasses
