import type { FactSource, Indicator } from '#kernel/indicators/model/indicator.ts'
import { classDimension, sectionDimension } from './indicators.ts'
import { findLedger } from './ledgers.ts'

const since = { owner: '企业数据中心', from: '2016-07-01' }

/** Names of the options of a field of the drill ledger (T16) by their codes. */
const namesOf = (key: string): Readonly<Record<string, string>> => {
  const field = findLedger('drill')?.fields.find((one) => one.key === key)
  return Object.fromEntries((field?.options ?? []).map(({ code, name }) => [code, name]))
}

export const drillFacts: FactSource = {
  name: 'drill',
  title: '次演练',
  permission: 'enterprise.read',
  dimensions: [
    classDimension,
    sectionDimension,
    { name: 'form', title: '演练形式', labels: { ...namesOf('drillKind'), '': '未填' } },
    { name: 'outcome', title: '评估结论', labels: { ...namesOf('evaluation'), '': '未评估' } },
  ],
  pairs: [['class', 'form']],
}

/** Enterprises that have to hold drills, by how often. */
export const drillDutyFacts: FactSource = {
  name: 'drill_duty',
  title: '家企业',
  permission: 'enterprise.read',
  dimensions: [
    classDimension,
    sectionDimension,
    { name: 'duty', title: '演练周期', labels: { often: '高危单位、人员密集场所', other: '其他单位' } },
  ],
  pairs: [['class', 'duty']],
}

const held = ['grid', 'section', 'form', 'outcome']
const duty = ['grid', 'section', 'duty']
const flow = (...of: string[]) => ({ kind: 'flow', of }) as const
const stock = (...of: string[]) => ({ kind: 'stock', of }) as const

export const drillIndicators: readonly Indicator[] = [
  {
    ...since,
    code: 'drill.held',
    name: '应急演练',
    definition: '期内企业档案中登记的应急演练，按演练日计，撤下的不计。',
    unit: '次',
    source: drillFacts,
    figure: flow('held'),
    partitions: held,
    better: true,
  },
  {
    ...since,
    code: 'drill.assessed',
    name: '已评估的演练',
    definition: '期内举行、写了评估结论的演练，按演练日计。',
    unit: '次',
    source: drillFacts,
    figure: flow('passed', 'failed'),
    partitions: held,
  },
  {
    ...since,
    code: 'drill.passed',
    name: '评估合格的演练',
    definition: '期内举行、评估结论为优、良或合格的演练，按演练日计。',
    unit: '次',
    source: drillFacts,
    figure: flow('passed'),
    partitions: held,
    better: true,
  },
  {
    ...since,
    code: 'drill.pass-rate',
    name: '演练合格率',
    definition: '评估合格的演练占已评估演练的百分比，没有评估的不算。',
    unit: '%',
    source: drillFacts,
    figure: { kind: 'ratio', over: 'drill.passed', under: 'drill.assessed', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
  {
    ...since,
    code: 'drill.per-hundred',
    name: '每百家企业演练',
    definition: '期内的应急演练除以截至当日的企业数，乘以一百。',
    unit: '次',
    source: drillFacts,
    figure: { kind: 'ratio', over: 'drill.held', under: 'enterprise.count', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
  {
    ...since,
    code: 'drill_duty.bound',
    name: '应演练企业',
    definition: '截至当日在册、应当定期演练的企业；停产、筹建、迁出、关闭的不计。',
    unit: '家',
    source: drillDutyFacts,
    figure: stock('bound'),
    partitions: duty,
  },
  {
    ...since,
    code: 'drill_duty.covered',
    name: '按期演练企业',
    definition: '截至当日，上次演练还在一个演练周期以内的应演练企业。',
    unit: '家',
    source: drillDutyFacts,
    figure: stock('covered'),
    partitions: duty,
    better: true,
  },
  {
    ...since,
    code: 'drill_duty.late',
    name: '应演练未演练',
    definition:
      '截至当日，上次演练满一个演练周期（高危单位、人员密集场所 6 个月，其他 12 个月，可在设置中改）还没有再演练的企业；没有演练记录的，从建档日起算。',
    unit: '家',
    source: drillDutyFacts,
    figure: stock('late'),
    partitions: duty,
    better: false,
  },
  {
    ...since,
    code: 'drill_duty.coverage',
    name: '演练覆盖率',
    definition: '按期演练企业占应演练企业的百分比；建档还不满一个周期、没有演练记录的也在分母里。',
    unit: '%',
    source: drillDutyFacts,
    figure: { kind: 'ratio', over: 'drill_duty.covered', under: 'drill_duty.bound', times: 100 },
    partitions: [],
    digits: 1,
    better: true,
  },
]
