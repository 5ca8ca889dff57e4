import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { listIndustryChildren } from '#standards/industry/industry.ts'
import { type CodeListName, codeLists } from './codes.ts'

const labelsOf = (list: CodeListName): Readonly<Record<string, string>> =>
  Object.fromEntries(codeLists[list].map(({ key, name }) => [key, name]))

/** Regulator class (监管行业), as every room parts what concerns enterprises. */
export const classDimension = {
  name: 'class',
  title: '监管行业',
  labels: { ...labelsOf('regulatorClass'), '': '未分类' },
  several: true,
} as const

/** Sections (门类) of GB/T 4754-2017 by their letter. */
const sections = {
  ...Object.fromEntries(listIndustryChildren(null).map(({ code, name }) => [code, name])),
  '': '未填',
}

/** Section of the industry (行业门类), as figures of enterprises and their drills are parted. */
export const sectionDimension = { name: 'section', title: '行业门类', labels: sections } as const

const since = { owner: '企业数据中心', from: '2016-07-01' }

export const enterpriseFacts: FactSource = {
  name: 'enterprise',
  title: '家企业',
  permission: 'enterprise.read',
  dimensions: [
    classDimension,
    { name: 'category', title: '监管类别', labels: { ...labelsOf('superviseCategory'), '': '未分类' } },
    { name: 'scale', title: '规模', labels: { ...labelsOf('scale'), '': '未填' } },
    { name: 'risk', title: '风险等级', labels: { ...labelsOf('riskLevel'), '': '未评级' } },
    { name: 'state', title: '经营状态', labels: labelsOf('operatingState') },
    sectionDimension,
  ],
  pairs: [
    ['class', 'scale'],
    ['class', 'risk'],
  ],
}

export const installationFacts: FactSource = {
  name: 'installation',
  title: '处重大危险源',
  permission: 'enterprise.read',
  dimensions: [
    { name: 'level', title: '级别', labels: { 1: '一级', 2: '二级', 3: '三级', 4: '四级', '': '未定级' } },
    { name: 'type', title: '单元类型', labels: { production: '生产单元', tank_farm: '储罐区', warehouse: '库区' } },
    classDimension,
  ],
}

export const enterpriseIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'enterprise.count',
    name: '企业数',
    definition: '截至当日在企业数据中心建档、没有并入其他档案的企业，不论经营状态。',
    unit: '家',
    source: enterpriseFacts,
    figure: { kind: 'stock', of: ['registered'] },
    partitions: ['grid', 'class', 'category', 'scale', 'risk', 'state'],
  },
  {
    ...since,
    code: 'enterprise.growth',
    name: '新增企业',
    definition: '期内新建档的企业，按建档日计，后来并入其他档案的不计。',
    unit: '家',
    source: enterpriseFacts,
    figure: { kind: 'flow', of: ['registered'] },
    partitions: ['grid', 'class', 'category', 'scale'],
  },
  {
    ...since,
    code: 'enterprise.with-installation',
    name: '有重大危险源的企业',
    definition: '截至当日至少有一处未核销重大危险源的企业。',
    unit: '家',
    source: enterpriseFacts,
    figure: { kind: 'stock', of: ['hazardous'] },
    partitions: ['grid', 'class', 'scale'],
  },
  {
    ...since,
    code: 'enterprise.installation-share',
    name: '有重大危险源的企业占比',
    definition: '有重大危险源的企业占全部企业的百分比。',
    unit: '%',
    source: enterpriseFacts,
    figure: { kind: 'ratio', over: 'enterprise.with-installation', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
  },
  {
    ...since,
    code: 'installation.count',
    name: '重大危险源',
    definition: '截至当日登记、没有核销的重大危险源（GB 18218-2018），按登记日和核销日计。',
    unit: '处',
    source: installationFacts,
    figure: { kind: 'stock', of: ['recorded'], less: ['withdrawn'] },
    partitions: ['grid', 'level', 'type'],
  },
]
