/** Category of a hazard (隐患类别): two primary ones with 23 secondary ones (hazards.md §5). */
export interface HazardCategory {
  code: string
  name: string
  group: 'base' | 'site'
}

export const categoryGroups = { base: '基础管理', site: '现场管理' } as const

const list = (group: HazardCategory['group'], rows: readonly (readonly [string, string])[]): HazardCategory[] =>
  rows.map(([code, name]) => ({ code, name, group }))

export const hazardCategories: readonly HazardCategory[] = [
  ...list('base', [
    ['B01', '资质证照'],
    ['B02', '安全生产管理机构及人员'],
    ['B03', '安全规章制度'],
    ['B04', '安全培训教育'],
    ['B05', '安全投入'],
    ['B06', '相关方管理'],
    ['B07', '重大危险源管理'],
    ['B08', '个体防护装备'],
    ['B09', '职业健康'],
    ['B10', '应急管理'],
    ['B11', '隐患排查治理'],
    ['B12', '事故报告、调查和处理'],
    ['B99', '其他基础管理'],
  ]),
  ...list('site', [
    ['S01', '作业场所'],
    ['S02', '设备设施'],
    ['S03', '防护、保险、信号等装置装备'],
    ['S04', '原辅物料、产品'],
    ['S05', '职业病危害'],
    ['S06', '相关方作业'],
    ['S07', '安全技能'],
    ['S08', '个体防护'],
    ['S09', '作业许可'],
    ['S99', '其他现场管理'],
  ]),
]

export const categoryName = (code: string | null): string =>
  hazardCategories.find((category) => category.code === code)?.name ?? '未分类'
