/** A point of the list by which a higher office inspects a lower one. */
export interface CheckPoint {
  code: string
  name: string
  /** What is looked at. */
  what: string
  /** Article of 安全生产法（2021 年修正）; null where the platform knows no source. */
  basis: string | null
}

const law = (article: number): string => `安全生产法第${CHINESE[article]}条`
const CHINESE: Readonly<Record<number, string>> = {
  8: '八',
  9: '九',
  62: '六十二',
  65: '六十五',
  73: '七十三',
  80: '八十',
  84: '八十四',
}

const point = (code: string, name: string, what: string, basis: string | null): CheckPoint => ({
  code,
  name,
  what,
  basis,
})

/** The points of oversight of lower governments. No published list is known to the platform: its wording is the platform's. */
export const checkPoints: readonly CheckPoint[] = [
  point('DD-01', '责任体系', '领导、部门、镇村的安全生产职责是否分清，重大问题是否及时协调', law(9)),
  point('DD-02', '机构和力量', '是否明确负责安全生产监管的机构及其职责，人员是否配齐', law(9)),
  point('DD-03', '规划和经费', '是否有安全生产规划，所需经费是否列入预算', law(8)),
  point('DD-04', '年度检查计划', '是否制定年度监督检查计划，是否按计划完成', law(62)),
  point('DD-05', '重点单位检查', '对容易发生重大事故的单位是否组织严格检查', law(62)),
  point('DD-06', '隐患责令整改', '检查发现的隐患是否当场处理或责令排除，是否复查', law(65)),
  point('DD-07', '重大隐患跟踪', '重大事故隐患是否逐条建账、督办、销号', null),
  point('DD-08', '逾期隐患', '逾期没有整改的隐患是否逐条盯办，有没有人管', null),
  point('DD-09', '举报办理', '举报渠道是否公开，受理的举报是否核实、落实', law(73)),
  point('DD-10', '预案和演练', '是否有本区域应急救援预案，是否按期演练', law(80)),
  point('DD-11', '事故报告', '接到事故报告是否立即上报，有没有迟报、瞒报', law(84)),
  point('DD-12', '网格人员', '网格有没有空岗，人员变动是否及时更新', null),
  point('DD-13', '值班值守', '值班表是否排到人，抽查是否在岗', null),
  point('DD-14', '教育培训', '监管人员和网格人员是否按计划培训', null),
  point('DD-15', '企业基础数据', '企业档案是否按期核实，停产、新增是否及时登记', null),
]

/** A finding that belongs to no point of the list. */
export const OTHER_POINT = 'DD-00'

const byCode = new Map(checkPoints.map((one) => [one.code, one]))

export const findPoint = (code: unknown): CheckPoint | undefined => byCode.get(String(code))

/** What a point is called; findings outside the list are 其他. */
export const pointName = (code: string): string => findPoint(code)?.name ?? '其他'

/** Lists an inspection may follow. */
export const templates = {
  whole: '全面督导（15 项）',
  hazard: '隐患排查治理（6 项）',
  emergency: '值班和应急（5 项）',
} as const
export type Template = keyof typeof templates

const PARTS: Readonly<Record<Template, readonly string[]>> = {
  whole: checkPoints.map(({ code }) => code),
  hazard: ['DD-04', 'DD-05', 'DD-06', 'DD-07', 'DD-08', 'DD-09'],
  emergency: ['DD-01', 'DD-10', 'DD-11', 'DD-12', 'DD-13'],
}

/** The points of a list in their order. */
export const pointsOf = (template: Template): readonly CheckPoint[] =>
  checkPoints.filter(({ code }) => PARTS[template].includes(code))

/** What came of a point. */
export const pointResults = { ok: '符合', not_ok: '不符合', na: '不适用' } as const

/** How a finding stands. */
export const findingStates = { open: '待整改', replied: '待复核', passed: '已整改' } as const
export type FindingState = keyof typeof findingStates

/** The same point found again at the same office within so many days is a repetition (平台口径，未经核实). */
export const REPEAT_DAYS = 365
